/* SPDX-License-Identifier: MIT */
/* Which group an event belongs to, and what a condition wants of every event. */
#include "mock/wql/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Groups -------------------------------------------------------------------------------------------------- */

/* A value of its domain as text; a time and a text are read from elsewhere. */
static const char *number_text(const wmi_mock__wql_operand *value, char *text, size_t room)
{
    switch (value->domain) {
    case WMI_MOCK__WQL_INTEGERS:
        snprintf(text, room, "%s%llu", value->negative ? "-" : "", (unsigned long long)value->magnitude);
        break;
    case WMI_MOCK__WQL_REALS: snprintf(text, room, "%a", value->real); break;
    case WMI_MOCK__WQL_BOOLEANS: snprintf(text, room, "%d", value->boolean); break;
    default: text[0] = '\0'; break;
    }
    return text;
}

static const char *text_of(const wmi_mock__wql_reading *reading, char *text, size_t room)
{
    if (reading->value.domain == WMI_MOCK__WQL_TEXTS || reading->value.text != NULL)
        return reading->value.text;
    if (reading->value.domain == WMI_MOCK__WQL_TIMES) {
        wmi_datetime_format(&reading->value.time, text);
        return text;
    }
    return number_text(&reading->value, text, room);
}

/* Adds a value with its length, so that no two lists of values have the same key. */
static char *append(char *key, const char *text)
{
    size_t used = key == NULL ? 0 : strlen(key);
    size_t room = used + strlen(text) + 32;
    char *grown = realloc(key, room);

    if (grown == NULL) {
        free(key);
        return NULL;
    }
    snprintf(grown + used, room - used, "%lu:%s;", (unsigned long)strlen(text), text);
    return grown;
}

/* NULL and an array are values of their own. */
static char *append_member(char *key, wmi_mock__wql_candidate *event, const wmi_mock__wql_member *member)
{
    wmi_mock__wql_reading reading;
    char text[64];

    wmi_mock__wql_read_member(event, member, &reading);
    key = reading.has_value && !reading.is_array ? append(key, text_of(&reading, text, sizeof text))
                                                 : append(key, "");
    if (key != NULL && !reading.has_value)
        key[strlen(key) - 1] = '-';
    free(reading.path);
    return key;
}

HRESULT wmi_mock__wql_group_key(const wmi_mock__wql *query, const wmi_mock__record *event, char **key)
{
    wmi_mock__wql_candidate candidate = { query, event, event->object_class, 0, S_OK };

    *key = wmi_mock__copy_text("");
    for (size_t i = 0; i < query->event.by_count && *key != NULL && SUCCEEDED(candidate.hr); i++)
        *key = append_member(*key, &candidate, &query->event.by[i]);
    if (*key != NULL && SUCCEEDED(candidate.hr))
        return S_OK;
    free(*key);
    *key = NULL;
    return E_OUTOFMEMORY;
}

/* --- Conditions ---------------------------------------------------------------------------------------------- */

/* A test that a condition may require: of a property, for equality or ISA; with one of these literals, or whatever one. */
typedef struct requirement {
    wmi_mock__wql_operator comparison;
    const char *property;
    const char *const *texts;
    size_t text_count; /* 0: whatever literal */
} requirement;

static bool is_text_of(const char *text, const requirement *wanted)
{
    for (size_t i = 0; i < wanted->text_count; i++) {
        if (wmi__same_name(text, wanted->texts[i]))
            return true;
    }
    return wanted->text_count == 0;
}

static bool is_test_of(const wmi_mock__wql_node *test, const requirement *wanted)
{
    return test->comparison == wanted->comparison && test->other.parts == 0 && test->member.parts == 1 &&
           wmi__same_name(test->member.name, wanted->property) && is_text_of(test->literal.text, wanted);
}

/* The depth is limited by the parser. */
static bool requires(const wmi_mock__wql *query, size_t index, const requirement *wanted)
{
    const wmi_mock__wql_node *node = &query->nodes[index];
    bool is_and = node->kind == WMI_MOCK__WQL_AND;

    if (node->kind == WMI_MOCK__WQL_TEST)
        return is_test_of(node, wanted);
    if (node->kind == WMI_MOCK__WQL_NOT)
        return false;
    for (size_t i = node->first; i != WMI_MOCK__WQL_NONE; i = query->nodes[i].next) {
        if (requires(query, i, wanted) == is_and)
            return is_and;
    }
    return !is_and;
}

bool wmi_mock__wql_requires(const wmi_mock__wql *query, const char *property)
{
    const requirement wanted = { WMI_MOCK__WQL_IS_EQUAL, property, NULL, 0 };

    return query->condition != WMI_MOCK__WQL_NONE && requires(query, query->condition, &wanted);
}

bool wmi_mock__wql_requires_isa(const wmi_mock__wql *query, const char *property, const char *const *classes,
                                size_t count)
{
    const requirement wanted = { WMI_MOCK__WQL_ISA, property, classes, count };

    return query->condition != WMI_MOCK__WQL_NONE && requires(query, query->condition, &wanted);
}
