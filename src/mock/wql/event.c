/* SPDX-License-Identifier: MIT */
/* What only event queries have: WITHIN, and GROUP WITHIN with BY and HAVING. */
#include "mock/wql/parser.h"

#define MISSING_GROUP_WITHIN     ((HRESULT)WBEM_E_MISSING_GROUP_WITHIN)
#define MISSING_AGGREGATION_LIST ((HRESULT)WBEM_E_MISSING_AGGREGATION_LIST)

/* WITHIN 0.5: a number of seconds, perhaps with decimals; 0 is left to who polls. */
static HRESULT parse_within(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_event_clauses *event = &self->query->event;
    HRESULT hr = wmi_mock__wql_take_word(self, "WITHIN");

    if (FAILED(hr))
        return hr;
    if ((self->token.sign != WMI_MOCK__WQL_INTEGER && self->token.sign != WMI_MOCK__WQL_REAL) ||
        !wmi_mock__wql_read_real(self->token.text, &event->within) || event->within < 0)
        return wmi_mock__wql_expect(self, "a number of seconds");
    event->has_within = true;
    return wmi_mock__wql_advance(self);
}

static HRESULT parse_group_within(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_event_clauses *event = &self->query->event;
    uint64_t seconds = 0;
    bool negative = false;
    HRESULT hr = wmi_mock__wql_advance(self);

    if (SUCCEEDED(hr) && !wmi_mock__wql_is_word(self, "WITHIN")) {
        wmi_mock__wql_expect(self, "WITHIN");
        return MISSING_GROUP_WITHIN;
    }
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_advance(self);
    if (FAILED(hr))
        return hr;
    if (self->token.sign != WMI_MOCK__WQL_INTEGER ||
        !wmi_mock__wql_read_integer(self->token.text, &negative, &seconds) || negative ||
        seconds > UINT32_MAX)
        return wmi_mock__wql_expect(self, "a whole number of seconds");
    event->is_grouped = true;
    event->group_within = (uint32_t)seconds;
    return wmi_mock__wql_advance(self);
}

static HRESULT add_grouping(wmi_mock__wql_event_clauses *event, const wmi_mock__wql_member *member)
{
    wmi_mock__wql_member *by = wmi_mock__wql_grow(event->by, event->by_count, sizeof *by);

    if (by == NULL)
        return E_OUTOFMEMORY;
    event->by = by;
    by[event->by_count++] = *member;
    return S_OK;
}

static HRESULT parse_by(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_member member = { 0 };
    HRESULT hr;

    do {
        hr = wmi_mock__wql_advance(self); /* after BY, after a comma */
        if (SUCCEEDED(hr) && !wmi_mock__wql_is_name(self)) {
            wmi_mock__wql_expect(self, "the name of a property");
            return MISSING_AGGREGATION_LIST;
        }
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_take_member(self, &member, "the name of a property");
        if (SUCCEEDED(hr))
            hr = add_grouping(&self->query->event, &member);
    } while (SUCCEEDED(hr) && self->token.sign == WMI_MOCK__WQL_COMMA);
    return hr;
}

static HRESULT parse_having(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_event_clauses *event = &self->query->event;
    HRESULT hr = wmi_mock__wql_advance(self);

    event->having_from = self->query->node_count;
    return SUCCEEDED(hr) ? wmi_mock__wql_parse_condition(self, &event->having) : hr;
}

static HRESULT parse_group(wmi_mock__wql_parser *self)
{
    HRESULT hr = parse_group_within(self);

    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "BY"))
        hr = parse_by(self);
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "HAVING"))
        hr = parse_having(self);
    return hr;
}

/* What may stand where the query has to end, for the message. */
static const char *expected_instead_of_end(const wmi_mock__wql *query)
{
    if (query->event.having != WMI_MOCK__WQL_NONE)
        return "AND, OR or the end of the query";
    if (query->event.by_count != 0)
        return "a comma, HAVING or the end of the query";
    if (query->event.is_grouped)
        return "BY, HAVING or the end of the query";
    if (query->condition != WMI_MOCK__WQL_NONE)
        return "AND, OR, GROUP or the end of the query";
    return query->event.has_within ? "WHERE, GROUP or the end of the query"
                                   : "WITHIN, WHERE, GROUP or the end of the query";
}

HRESULT wmi_mock__wql_parse_event_clauses(wmi_mock__wql_parser *self)
{
    HRESULT hr = S_OK;

    if (wmi_mock__wql_is_word(self, "WITHIN"))
        hr = parse_within(self);
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "WHERE")) {
        hr = wmi_mock__wql_advance(self);
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_parse_condition(self, &self->query->condition);
    }
    if (SUCCEEDED(hr))
        self->query->event.having_from = self->query->node_count;
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "GROUP"))
        hr = parse_group(self);
    return SUCCEEDED(hr)
               ? wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_END, expected_instead_of_end(self->query))
               : hr;
}
