/* SPDX-License-Identifier: MIT */
/* The plan of a record: the caller's fields, checked before any call is made. */
#include "base/bstr.h"
#include "base/name.h"
#include "error/error.h"
#include "query/record.h"
#include "value/value.h"

#include <stdlib.h>
#include <string.h>

/* What is selected of a class that lacks all of the fields' properties: its rows are wanted still. */
#define NO_PROPERTY "__RELPATH"

/* A run of a record's bytes that a field fills. */
typedef struct extent {
    size_t begin;
    size_t end;
} extent;

/* --- Sizes and places ----------------------------------------------------------------------------------------- */

static size_t member_size(const wmi_field *field)
{
    bool is_text = field->type == WMI_STRING || field->type == WMI_REFERENCE;

    return is_text || wmi__field_is_array(field) ? sizeof(void *) : wmi__type_size(field->type);
}

static HRESULT refuse(const wmi__record_plan *plan, size_t index, const char *what)
{
    return wmi__refuse(E_INVALIDARG, plan->operation, "fields[%lu] (%s): %s", (unsigned long)index,
                       plan->fields[index].property, what);
}

static bool is_inside(const wmi__record_plan *plan, size_t offset, size_t size)
{
    return size <= plan->record_size && offset <= plan->record_size - size;
}

static HRESULT check_field(const wmi__record_plan *plan, size_t index)
{
    const wmi_field *field = &plan->fields[index];

    if (field->type == WMI_OBJECT)
        return refuse(plan, index, "a record cannot hold an object");
    if (member_size(field) == 0)
        return refuse(plan, index, "unknown type");
    if (field->size != member_size(field))
        return wmi__refuse(E_INVALIDARG, plan->operation,
                           "fields[%lu] (%s): its member has %lu bytes, a %s%s has %lu", (unsigned long)index,
                           field->property, (unsigned long)field->size, wmi__type_name(field->type),
                           wmi__field_is_array(field) ? " array" : "", (unsigned long)member_size(field));
    if (!is_inside(plan, field->offset, field->size) ||
        (wmi__field_has(field->present_offset) && !is_inside(plan, field->present_offset, sizeof(bool))) ||
        (wmi__field_is_array(field) && !is_inside(plan, field->count_offset, sizeof(size_t))))
        return refuse(plan, index, "it extends beyond the record");
    return S_OK;
}

/*
 * Each field has three: its member, the bool and the count; the last two are empty where there are none. Their numbers
 * go on from field to field, so that all before one are those with a smaller number.
 */
#define EXTENTS 3
static extent extent_of(const wmi__record_plan *plan, size_t number)
{
    const wmi_field *field = &plan->fields[number / EXTENTS];
    const extent member = { field->offset, field->offset + field->size };
    const extent present = { field->present_offset, field->present_offset + sizeof(bool) };
    const extent count = { field->count_offset, field->count_offset + sizeof(size_t) };
    const extent none = { 0, 0 };

    if (number % EXTENTS == 0)
        return member;
    if (number % EXTENTS == 1)
        return wmi__field_has(field->present_offset) ? present : none;
    return wmi__field_is_array(field) ? count : none;
}

static bool overlaps_one_before(const wmi__record_plan *plan, size_t number)
{
    extent one = extent_of(plan, number);

    for (size_t i = 0; i < number; i++) {
        extent other = extent_of(plan, i);

        if (one.begin < other.end && other.begin < one.end)
            return true;
    }
    return false;
}

/* Fields are usually in struct order; then no search is needed. */
static HRESULT check_overlaps(const wmi__record_plan *plan)
{
    size_t furthest = 0;

    for (size_t i = 0; i < plan->field_count * EXTENTS; i++) {
        extent one = extent_of(plan, i);

        if (one.begin < furthest && one.end > 0 && overlaps_one_before(plan, i))
            return refuse(plan, i / EXTENTS, "it overlaps another field");
        furthest = one.end > furthest ? one.end : furthest;
    }
    return S_OK;
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

/* A name as in MOF; a query can contain nothing else here. */
static bool is_name(const char *text)
{
    return wmi__is_name(text) && wmi__utf16_length(text) != WMI__NOT_UTF8;
}

static HRESULT check_name(const wmi__record_plan *plan, const char *text, const char *argument)
{
    const char *shown = wmi__utf16_length(text) == WMI__NOT_UTF8 ? "" : text;

    return is_name(text) ? S_OK
                         : wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, plan->operation,
                                       "%s '%.80s' is not a name", argument, shown);
}

static HRESULT check(const wmi__record_plan *plan)
{
    HRESULT hr = S_OK;

    if (plan->fields == NULL)
        return wmi__refuse_null(plan->operation, "fields");
    if (plan->field_count == 0 || plan->field_count > PTRDIFF_MAX / sizeof *plan->fields)
        return wmi__refuse(E_INVALIDARG, plan->operation, "field_count is %lu",
                           (unsigned long)plan->field_count);
    for (size_t i = 0; i < plan->field_count && SUCCEEDED(hr); i++) {
        if (plan->fields[i].property == NULL)
            return wmi__refuse(E_POINTER, plan->operation, "fields[%lu].property is NULL", (unsigned long)i);
        hr = check_name(plan, plan->fields[i].property, "property");
        if (SUCCEEDED(hr))
            hr = check_field(plan, i);
    }
    return FAILED(hr) ? hr : check_overlaps(plan);
}

HRESULT wmi__record_plan_begin(wmi__record_plan *plan)
{
    HRESULT hr = check(plan);
    size_t size = 0;
    OLECHAR *at;

    plan->names = NULL;
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < plan->field_count; i++)
        size += sizeof *plan->names + (wmi__utf16_length(plan->fields[i].property) + 1) * sizeof(OLECHAR);
    /* NOLINTNEXTLINE(clang-analyzer-optin.portability.UnixAPI): a plan without fields has been refused */
    plan->names = malloc(size);
    if (plan->names == NULL)
        return wmi__out_of_memory(plan->operation);

    at = (OLECHAR *)(plan->names + plan->field_count);
    for (size_t i = 0; i < plan->field_count; i++) {
        plan->names[i] = at;
        wmi__utf16_write(plan->fields[i].property, at);
        at += wmi__utf16_length(plan->fields[i].property);
        *at++ = 0;
    }
    return S_OK;
}

void wmi__record_plan_end(wmi__record_plan *plan)
{
    free(plan->names);
}

/* --- The query ---------------------------------------------------------------------------------------------------- */

/* Whether the property was named before, or the class lacks it. */
static bool is_left_out(const wmi__record_plan *plan, size_t index)
{
    if (plan->names[index] == NULL)
        return true;
    for (size_t i = 0; i < index; i++) {
        if (plan->names[i] != NULL && wmi__same_name(plan->fields[i].property, plan->fields[index].property))
            return true;
    }
    return false;
}

static char *put(char *at, const char *text)
{
    size_t length = strlen(text);

    memcpy(at, text, length + 1);
    return at + length;
}

static void write_query(const wmi__record_plan *plan, const char *class_name, const char *where, char *at)
{
    const char *separator = "";

    at = put(at, "SELECT ");
    for (size_t i = 0; i < plan->field_count; i++) {
        if (is_left_out(plan, i))
            continue;
        at = put(put(at, separator), plan->fields[i].property);
        separator = ",";
    }
    if (*separator == '\0')
        at = put(at, NO_PROPERTY);
    at = put(put(at, " FROM "), class_name);
    if (*where != '\0')
        put(put(at, " WHERE "), where);
}

HRESULT wmi__record_check_query(const wmi__record_plan *plan, const char *class_name, const char *where)
{
    HRESULT hr = check_name(plan, class_name, "class_name");

    if (FAILED(hr) || where == NULL || wmi__utf16_length(where) != WMI__NOT_UTF8)
        return hr;
    return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, plan->operation, "where is not UTF-8");
}

HRESULT wmi__record_query(const wmi__record_plan *plan, const char *class_name, const char *where, char **wql)
{
    const char *condition = where == NULL ? "" : where;
    size_t size = sizeof "SELECT " NO_PROPERTY " FROM  WHERE " + strlen(class_name) + strlen(condition);

    for (size_t i = 0; i < plan->field_count; i++)
        size += strlen(plan->fields[i].property) + 1;
    *wql = malloc(size);
    if (*wql == NULL)
        return wmi__out_of_memory(plan->operation);
    write_query(plan, class_name, condition, *wql);
    return S_OK;
}
