/* SPDX-License-Identifier: MIT */
/* Whether an instance or a class is in the result of a bound query. */
#include "mock/repository/embedded.h"
#include "mock/wql/text.h"
#include "mock/wql/time.h"
#include "mock/wql/tree.h"

#include <stdlib.h>
#include <string.h>

#define GENUS_OF_A_CLASS     1
#define GENUS_OF_AN_INSTANCE 2

/* The object to test: an instance, or, without a record, a class. */
typedef struct candidate {
    const wmi_mock__wql *query;
    const wmi_mock__record *record;
    const wmi_mock__class *object_class;
    char *path; /* its relative path, created when first needed */
    HRESULT hr; /* E_OUTOFMEMORY when there was no memory for that */
} candidate;

/* --- Values ------------------------------------------------------------------------------------------------ */

static void from_signed(int64_t number, wmi_mock__wql_operand *operand)
{
    operand->negative = number < 0;
    operand->magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static void from_time(const wmi_datetime *value, wmi_mock__wql_operand *operand)
{
    operand->interval = value->is_interval;
    operand->microseconds = wmi_mock__wql_microseconds(value);
}

static void from_value(const wmi_value *value, wmi_mock__wql_operand *operand)
{
    switch (value->type) {
    case WMI_SINT8: from_signed(value->sint8, operand); break;
    case WMI_SINT16: from_signed(value->sint16, operand); break;
    case WMI_SINT32: from_signed(value->sint32, operand); break;
    case WMI_SINT64: from_signed(value->sint64, operand); break;
    case WMI_UINT8: operand->magnitude = value->uint8; break;
    case WMI_UINT16: operand->magnitude = value->uint16; break;
    case WMI_UINT32: operand->magnitude = value->uint32; break;
    case WMI_UINT64: operand->magnitude = value->uint64; break;
    case WMI_CHAR16: operand->magnitude = value->char16; break;
    case WMI_REAL32: operand->real = (double)value->real32; break;
    case WMI_REAL64: operand->real = value->real64; break;
    case WMI_BOOL: operand->boolean = value->boolean; break;
    case WMI_STRING:
    case WMI_REFERENCE: operand->text = value->string; break;
    case WMI_DATETIME: from_time(&value->datetime, operand); break;
    case WMI_NULL:
    case WMI_OBJECT: break; /* cannot be compared */
    }
}

static const char *dynasty_of(const wmi_mock__class *object_class)
{
    while (object_class->superclass != NULL)
        object_class = object_class->superclass;
    return object_class->name;
}

/* For a class, its name. NULL for an instance without keys. */
static const char *relative_path(candidate *self)
{
    if (self->record == NULL)
        return self->object_class->name;
    if (self->path == NULL && SUCCEEDED(self->hr))
        self->hr = wmi_mock__record_relative_path(self->record, &self->path);
    return self->path;
}

static const char *system_text(candidate *self, wmi_mock__wql_subject subject)
{
    const wmi_mock__class *superclass = self->object_class->superclass;

    switch (subject) {
    case WMI_MOCK__WQL_CLASS: return self->object_class->name;
    case WMI_MOCK__WQL_SUPERCLASS: return superclass == NULL ? NULL : superclass->name;
    case WMI_MOCK__WQL_DYNASTY: return dynasty_of(self->object_class);
    case WMI_MOCK__WQL_RELATIVE_PATH: return relative_path(self);
    default: return NULL;
    }
}

/* The operand of a test. False when it is NULL. */
static bool read_subject(candidate *self, const wmi_mock__wql_node *test, wmi_mock__wql_operand *operand)
{
    const wmi_value *value;

    switch (test->subject) {
    case WMI_MOCK__WQL_PROPERTY:
        value = &self->record->values[test->property];
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): only an instance is asked for a property */
        if (!value->is_null)
            from_value(value, operand);
        return !value->is_null;
    case WMI_MOCK__WQL_GENUS:
        operand->magnitude = self->record == NULL ? GENUS_OF_A_CLASS : GENUS_OF_AN_INSTANCE;
        return true;
    case WMI_MOCK__WQL_PROPERTY_COUNT: operand->magnitude = self->object_class->property_count; return true;
    default: operand->text = system_text(self, test->subject); return operand->text != NULL;
    }
}

/* --- Comparisons ------------------------------------------------------------------------------------------- */

/* The order of two values, as a bit. */
enum order {
    LESS = 1,
    EQUAL = 2,
    GREATER = 4,
    UNORDERED = 8 /* a NaN and anything; a timestamp and an interval */
};

static enum order order_of(bool less, bool greater)
{
    return less ? LESS : greater ? GREATER : EQUAL;
}

static enum order compare_integers(const wmi_mock__wql_operand *a, const wmi_mock__wql_operand *b)
{
    if (a->negative != b->negative)
        return a->negative ? LESS : GREATER;
    if (a->negative)
        return order_of(a->magnitude > b->magnitude, a->magnitude < b->magnitude);
    return order_of(a->magnitude<b->magnitude, a->magnitude> b->magnitude);
}

static enum order compare_reals(double a, double b)
{
    return a < b ? LESS : a > b ? GREATER : a == b ? EQUAL : UNORDERED;
}

static enum order compare_texts(const char *a, const char *b)
{
    int order = wmi_mock__wql_compare_texts(a, b);

    return order_of(order<0, order> 0);
}

static enum order compare_times(const wmi_mock__wql_operand *a, const wmi_mock__wql_operand *b)
{
    if (a->interval != b->interval)
        return UNORDERED;
    return order_of(a->microseconds<b->microseconds, a->microseconds> b->microseconds);
}

static enum order compare(const wmi_mock__wql_operand *a, const wmi_mock__wql_operand *b)
{
    switch (b->domain) {
    case WMI_MOCK__WQL_INTEGERS: return compare_integers(a, b);
    case WMI_MOCK__WQL_REALS: return compare_reals(a->real, b->real);
    case WMI_MOCK__WQL_BOOLEANS: return a->boolean == b->boolean ? EQUAL : UNORDERED;
    case WMI_MOCK__WQL_TEXTS: return compare_texts(a->text, b->text);
    case WMI_MOCK__WQL_TIMES: return compare_times(a, b);
    }
    return UNORDERED;
}

/* The orders for which a comparison is true. */
static unsigned accepted(wmi_mock__wql_operator comparison)
{
    switch (comparison) {
    case WMI_MOCK__WQL_IS_EQUAL: return EQUAL;
    case WMI_MOCK__WQL_IS_NOT_EQUAL: return LESS | GREATER | UNORDERED;
    case WMI_MOCK__WQL_IS_LESS: return LESS;
    case WMI_MOCK__WQL_IS_LESS_OR_EQUAL: return LESS | EQUAL;
    case WMI_MOCK__WQL_IS_GREATER: return GREATER;
    case WMI_MOCK__WQL_IS_GREATER_OR_EQUAL: return GREATER | EQUAL;
    default: return 0;
    }
}

/* The object itself, or an embedded one: an instance or a class. */
static bool is_a(const candidate *self, const wmi_mock__wql_node *test)
{
    wmi_mock__object_content content;

    if (test->subject != WMI_MOCK__WQL_PROPERTY)
        return wmi_mock__class_is_a(self->object_class, test->constant.text);
    if (self->record->values[test->property].is_null)
        return false;
    content = wmi_mock__object_content_of(self->record->values[test->property].object);
    return wmi_mock__class_is_a(content.record != NULL ? content.record->object_class : content.object_class,
                                test->constant.text);
}

static bool holds(candidate *self, const wmi_mock__wql_node *test)
{
    wmi_mock__wql_operand value = { 0 };
    bool has_value = read_subject(self, test, &value);

    switch (test->comparison) {
    case WMI_MOCK__WQL_IS_NULL: return !has_value;
    case WMI_MOCK__WQL_IS_NOT_NULL: return has_value;
    case WMI_MOCK__WQL_ISA: return is_a(self, test);
    case WMI_MOCK__WQL_LIKE: return has_value && wmi_mock__wql_is_like(value.text, test->constant.text);
    default: return has_value && (compare(&value, &test->constant) & accepted(test->comparison)) != 0;
    }
}

/* --- Conditions -------------------------------------------------------------------------------------------- */

/* The depth is limited by the parser. */
static bool fulfils(candidate *self, size_t index)
{
    const wmi_mock__wql_node *node = &self->query->nodes[index];
    bool is_and = node->kind == WMI_MOCK__WQL_AND;

    if (node->kind == WMI_MOCK__WQL_TEST)
        return holds(self, node);
    if (node->kind == WMI_MOCK__WQL_NOT)
        return !fulfils(self, node->first);
    for (size_t i = node->first; i != WMI_MOCK__WQL_NONE; i = self->query->nodes[i].next) {
        if (fulfils(self, i) != is_and)
            return !is_and;
    }
    return is_and;
}

static HRESULT try_candidate(candidate *self, bool *matches)
{
    *matches = self->query->condition == WMI_MOCK__WQL_NONE || fulfils(self, self->query->condition);
    free(self->path);
    if (FAILED(self->hr))
        *matches = false;
    return self->hr;
}

/* Compared by identity: only then the bound indexes are valid. */
static bool derives_from(const wmi_mock__class *object_class, const wmi_mock__class *ancestor)
{
    while (object_class != NULL && object_class != ancestor)
        object_class = object_class->superclass;
    return object_class != NULL;
}

HRESULT wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches)
{
    candidate instance = { query, record, record->object_class, NULL, S_OK };

    *matches = false;
    if (query->kind != WMI_MOCK__WQL_SELECT || query->bound == NULL ||
        !derives_from(record->object_class, query->bound))
        return S_OK;
    return try_candidate(&instance, matches);
}

bool wmi_mock__wql_matches(const wmi_mock__wql *query, const wmi_mock__record *record)
{
    bool matches;

    return SUCCEEDED(wmi_mock__wql_match(query, record, &matches)) && matches;
}

bool wmi_mock__wql_matches_class(const wmi_mock__wql *query, const wmi_mock__class *object_class)
{
    candidate definition = { query, NULL, object_class, NULL, S_OK };
    bool matches;

    if (query->kind != WMI_MOCK__WQL_SCHEMA || !query->is_bound)
        return false;
    return SUCCEEDED(try_candidate(&definition, &matches)) && matches;
}

/* --- What else a query says -------------------------------------------------------------------------------- */

wmi_mock__wql_kind wmi_mock__wql_kind_of(const wmi_mock__wql *query)
{
    return query->kind;
}

const char *wmi_mock__wql_class(const wmi_mock__wql *query)
{
    return query->class_name;
}

const char *const *wmi_mock__wql_properties(const wmi_mock__wql *query, size_t *count)
{
    *count = query->property_count;
    return query->properties;
}

const wmi_mock__wql_relation *wmi_mock__wql_relation_of(const wmi_mock__wql *query)
{
    return query->relation.path == NULL ? NULL : &query->relation;
}
