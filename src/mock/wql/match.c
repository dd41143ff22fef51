/* SPDX-License-Identifier: MIT */
/* Whether an instance or a class is in the result of a bound query. */
#include "mock/repository/embedded.h"
#include "mock/wql/constant.h"
#include "mock/wql/members.h"
#include "mock/wql/text.h"
#include "mock/wql/time.h"

#include <stdlib.h>
#include <string.h>

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

static const char *time_text(const wmi_mock__wql_operand *time, char text[26])
{
    if (time->text != NULL)
        return time->text;
    wmi_datetime_format(&time->time, text);
    return text;
}

static enum order compare_times(const wmi_mock__wql_operand *a, const wmi_mock__wql_operand *b)
{
    char text_a[26] = "";
    char text_b[26] = "";
    int order;

    if (a->text != NULL || b->text != NULL) {
        order = strcmp(time_text(a, text_a), time_text(b, text_b));
        return order_of(order<0, order> 0);
    }
    if (a->time.is_interval != b->time.is_interval)
        return UNORDERED;
    order = wmi_mock__wql_compare_times(&a->time, &b->time);
    return order_of(order<0, order> 0);
}

/* An integer beside a real is one. */
static double real_of(const wmi_mock__wql_operand *number)
{
    if (number->domain == WMI_MOCK__WQL_REALS)
        return number->real;
    return number->negative ? -(double)number->magnitude : (double)number->magnitude;
}

static bool is_number(const wmi_mock__wql_operand *operand)
{
    return operand->domain == WMI_MOCK__WQL_INTEGERS || operand->domain == WMI_MOCK__WQL_REALS;
}

static enum order compare(const wmi_mock__wql_operand *a, const wmi_mock__wql_operand *b)
{
    if (a->domain != b->domain)
        return is_number(a) && is_number(b) ? compare_reals(real_of(a), real_of(b)) : UNORDERED;
    switch (b->domain) {
    case WMI_MOCK__WQL_INTEGERS: return compare_integers(a, b);
    case WMI_MOCK__WQL_REALS: return compare_reals(a->real, b->real);
    case WMI_MOCK__WQL_BOOLEANS: return a->boolean == b->boolean ? EQUAL : UNORDERED;
    case WMI_MOCK__WQL_TEXTS: return compare_texts(a->text, b->text);
    case WMI_MOCK__WQL_TIMES: return compare_times(a, b);
    case WMI_MOCK__WQL_OBJECTS: return UNORDERED;
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
static bool is_a(const wmi_mock__wql_candidate *self, const wmi_mock__wql_node *test,
                 const wmi_mock__wql_reading *reading)
{
    wmi_mock__object_content content;

    if (test->member.subject == WMI_MOCK__WQL_CLASS && test->member.parts == 1)
        return wmi_mock__class_is_a(self->object_class, test->literal.text);
    if (!reading->has_value || reading->object == NULL)
        return false;
    content = wmi_mock__object_content_of(reading->object);
    return wmi_mock__class_is_a(content.record != NULL ? content.record->object_class : content.object_class,
                                test->literal.text);
}

/* Compares with the other member of an event query. */
static bool holds_for_pair(wmi_mock__wql_candidate *self, const wmi_mock__wql_node *test,
                           const wmi_mock__wql_reading *reading)
{
    wmi_mock__wql_reading other;
    bool accords;

    wmi_mock__wql_read_member(self, &test->other, &other);
    accords = other.has_value && !other.is_array &&
              (compare(&reading->value, &other.value) & accepted(test->comparison)) != 0;
    free(other.path);
    return accords;
}

/* With a literal. That for a property of an embedded object has the type which the value happens to have. */
static bool holds_for_literal(const wmi_mock__wql_node *test, const wmi_mock__wql_reading *reading)
{
    wmi_mock__wql_operand converted;
    const wmi_mock__wql_operand *constant = &test->constant;

    if (test->member.parts > 1) {
        if (wmi_mock__wql_misapplied(reading->type, test) != NULL ||
            !wmi_mock__wql_to_constant(&test->literal, reading->type, &converted))
            return false;
        constant = &converted;
    }
    if (test->comparison == WMI_MOCK__WQL_LIKE)
        return wmi_mock__wql_is_like(reading->value.text, constant->text);
    return (compare(&reading->value, constant) & accepted(test->comparison)) != 0;
}

static bool holds_for(wmi_mock__wql_candidate *self, const wmi_mock__wql_node *test,
                      const wmi_mock__wql_reading *reading)
{
    switch (test->comparison) {
    case WMI_MOCK__WQL_IS_NULL: return !reading->has_value;
    case WMI_MOCK__WQL_IS_NOT_NULL: return reading->has_value;
    case WMI_MOCK__WQL_ISA: return is_a(self, test, reading);
    default:
        if (!reading->has_value || reading->is_array)
            return false;
        return test->other.parts != 0 ? holds_for_pair(self, test, reading)
                                      : holds_for_literal(test, reading);
    }
}

static bool holds(wmi_mock__wql_candidate *self, const wmi_mock__wql_node *test)
{
    wmi_mock__wql_reading reading;
    bool result;

    wmi_mock__wql_read_member(self, &test->member, &reading);
    result = holds_for(self, test, &reading);
    free(reading.path);
    return result;
}

/* --- Conditions -------------------------------------------------------------------------------------------- */

/* The depth is limited by the parser. */
static bool fulfils(wmi_mock__wql_candidate *self, size_t index)
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

static HRESULT try_candidate(wmi_mock__wql_candidate *self, size_t condition, bool *matches)
{
    *matches = condition == WMI_MOCK__WQL_NONE || fulfils(self, condition);
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
    wmi_mock__wql_candidate instance = { query, record, record->object_class, 0, S_OK };

    *matches = false;
    if ((query->kind != WMI_MOCK__WQL_SELECT && query->kind != WMI_MOCK__WQL_EVENT) || query->bound == NULL ||
        !derives_from(record->object_class, query->bound))
        return S_OK;
    return try_candidate(&instance, query->condition, matches);
}

bool wmi_mock__wql_matches_class(const wmi_mock__wql *query, const wmi_mock__class *object_class)
{
    wmi_mock__wql_candidate definition = { query, NULL, object_class, 0, S_OK };
    bool matches;

    if (query->kind != WMI_MOCK__WQL_SCHEMA || !query->is_bound)
        return false;
    return SUCCEEDED(try_candidate(&definition, query->condition, &matches)) && matches;
}

bool wmi_mock__wql_having(const wmi_mock__wql *query, uint32_t events)
{
    wmi_mock__wql_candidate group = { query, NULL, NULL, events, S_OK };
    bool matches;

    return query->is_bound && SUCCEEDED(try_candidate(&group, query->event.having, &matches)) && matches;
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

bool wmi_mock__wql_within(const wmi_mock__wql *query, double *seconds)
{
    *seconds = query->event.within;
    return query->event.has_within;
}

bool wmi_mock__wql_group_within(const wmi_mock__wql *query, uint32_t *seconds)
{
    *seconds = query->event.group_within;
    return query->event.is_grouped;
}
