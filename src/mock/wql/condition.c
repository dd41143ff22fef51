/* SPDX-License-Identifier: MIT */
/* What follows WHERE in a SELECT: tests, and AND, OR, NOT and parentheses over them. */
#include "mock/wql/parser.h"

#define INVALID_QUERY ((HRESULT)WBEM_E_INVALID_QUERY)

/* Maximum nesting of NOT and parentheses; each level uses stack, here and at every evaluation. */
#define MAX_DEPTH 200

static HRESULT add_node(wmi_mock__wql *query, wmi_mock__wql_node_kind kind, size_t first, size_t *index)
{
    wmi_mock__wql_node *nodes = wmi_mock__wql_grow(query->nodes, query->node_count, sizeof *nodes);
    wmi_mock__wql_node node = { .kind = kind, .first = first, .next = WMI_MOCK__WQL_NONE };

    if (nodes == NULL)
        return E_OUTOFMEMORY;
    query->nodes = nodes;
    nodes[query->node_count] = node;
    *index = query->node_count++;
    return S_OK;
}

/* --- Tests ------------------------------------------------------------------------------------------------- */

static bool is_comparison(const wmi_mock__wql_parser *self)
{
    return self->token.sign >= WMI_MOCK__WQL_EQUAL && self->token.sign <= WMI_MOCK__WQL_GREATER_OR_EQUAL;
}

/* Comparison signs and their operators, in the same order. */
static HRESULT take_comparison(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    if (!is_comparison(self))
        return wmi_mock__wql_expect(self, "an operator (=, <>, <, <=, >, >=, LIKE, ISA, IS NULL)");
    test->comparison = (wmi_mock__wql_operator)(self->token.sign - WMI_MOCK__WQL_EQUAL +
                                                WMI_MOCK__WQL_IS_EQUAL);
    return wmi_mock__wql_advance(self);
}

static wmi_mock__wql_operator mirrored(wmi_mock__wql_operator comparison)
{
    switch (comparison) {
    case WMI_MOCK__WQL_IS_LESS: return WMI_MOCK__WQL_IS_GREATER;
    case WMI_MOCK__WQL_IS_LESS_OR_EQUAL: return WMI_MOCK__WQL_IS_GREATER_OR_EQUAL;
    case WMI_MOCK__WQL_IS_GREATER: return WMI_MOCK__WQL_IS_LESS;
    case WMI_MOCK__WQL_IS_GREATER_OR_EQUAL: return WMI_MOCK__WQL_IS_LESS_OR_EQUAL;
    default: return comparison;
    }
}

static HRESULT take_literal(wmi_mock__wql_parser *self, wmi_mock__wql_literal *literal)
{
    literal->text = self->token.text;
    literal->position = self->token.position;
    if (self->token.sign == WMI_MOCK__WQL_STRING)
        literal->kind = WMI_MOCK__WQL_TEXT_LITERAL;
    else if (self->token.sign == WMI_MOCK__WQL_INTEGER)
        literal->kind = WMI_MOCK__WQL_INTEGER_LITERAL;
    else if (self->token.sign == WMI_MOCK__WQL_REAL)
        literal->kind = WMI_MOCK__WQL_REAL_LITERAL;
    else if (wmi_mock__wql_is_word(self, "TRUE") || wmi_mock__wql_is_word(self, "FALSE"))
        literal->kind = WMI_MOCK__WQL_BOOLEAN_LITERAL;
    else if (wmi_mock__wql_is_word(self, "NULL"))
        literal->kind = WMI_MOCK__WQL_NULL_LITERAL;
    else
        return wmi_mock__wql_expect(self, "a number, a text in quotes, TRUE, FALSE or NULL");
    return wmi_mock__wql_advance(self);
}

static HRESULT parse_is_null(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr = wmi_mock__wql_take_word(self, "IS");

    test->comparison = WMI_MOCK__WQL_IS_NULL;
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "NOT")) {
        test->comparison = WMI_MOCK__WQL_IS_NOT_NULL;
        hr = wmi_mock__wql_advance(self);
    }
    return SUCCEEDED(hr) ? wmi_mock__wql_take_word(self, "NULL") : hr;
}

static HRESULT parse_like(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr = wmi_mock__wql_take_word(self, "LIKE");

    test->comparison = WMI_MOCK__WQL_LIKE;
    if (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_STRING)
        return wmi_mock__wql_expect(self, "a pattern in quotes");
    return SUCCEEDED(hr) ? take_literal(self, &test->literal) : hr;
}

/* The class may be without quotes, as in [MS-WMI]. */
static HRESULT parse_isa(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr = wmi_mock__wql_take_word(self, "ISA");

    test->comparison = WMI_MOCK__WQL_ISA;
    if (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_STRING && !wmi_mock__wql_is_name(self))
        return wmi_mock__wql_expect(self, "the name of a class");
    test->literal.kind = WMI_MOCK__WQL_TEXT_LITERAL;
    test->literal.text = self->token.text;
    test->literal.position = self->token.position;
    return SUCCEEDED(hr) ? wmi_mock__wql_advance(self) : hr;
}

/* `= NULL` means IS NULL; ordering operators do not accept NULL. */
static HRESULT settle_null(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    if (test->literal.kind != WMI_MOCK__WQL_NULL_LITERAL)
        return S_OK;
    if (test->comparison != WMI_MOCK__WQL_IS_EQUAL && test->comparison != WMI_MOCK__WQL_IS_NOT_EQUAL)
        return wmi_mock__wql_refuse(self, "NULL before this compares by =, <> and IS alone");
    test->comparison = test->comparison == WMI_MOCK__WQL_IS_EQUAL ? WMI_MOCK__WQL_IS_NULL
                                                                  : WMI_MOCK__WQL_IS_NOT_NULL;
    return S_OK;
}

/* Only event queries compare two members: the WHERE clause's page excludes it. */
static HRESULT parse_right_side(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr;

    if (wmi_mock__wql_is_name(self)) {
        if (self->is_event)
            return wmi_mock__wql_take_member(self, &test->other, "a property");
        return wmi_mock__wql_refuse(self, "a property compares with a constant; a text needs quotes");
    }
    hr = take_literal(self, &test->literal);
    return SUCCEEDED(hr) ? settle_null(self, test) : hr;
}

static HRESULT parse_property_first(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr = wmi_mock__wql_take_member(self, &test->member, "a property");

    if (FAILED(hr))
        return hr;
    if (wmi_mock__wql_is_word(self, "IS"))
        return parse_is_null(self, test);
    if (wmi_mock__wql_is_word(self, "LIKE"))
        return parse_like(self, test);
    if (wmi_mock__wql_is_word(self, "ISA"))
        return parse_isa(self, test);
    hr = take_comparison(self, test);
    return SUCCEEDED(hr) ? parse_right_side(self, test) : hr;
}

static HRESULT parse_literal_first(wmi_mock__wql_parser *self, wmi_mock__wql_node *test)
{
    HRESULT hr = take_literal(self, &test->literal);

    if (hr == INVALID_QUERY && self->expected != NULL)
        return wmi_mock__wql_expect(self, "a property or a constant");
    if (SUCCEEDED(hr))
        hr = take_comparison(self, test);
    test->comparison = mirrored(test->comparison);
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_take_member(self, &test->member, "a property");
    return SUCCEEDED(hr) ? settle_null(self, test) : hr;
}

static HRESULT parse_test(wmi_mock__wql_parser *self, size_t *node)
{
    wmi_mock__wql_node test = { .kind = WMI_MOCK__WQL_TEST };
    HRESULT hr = wmi_mock__wql_is_name(self) ? parse_property_first(self, &test)
                                             : parse_literal_first(self, &test);

    if (SUCCEEDED(hr))
        hr = add_node(self->query, WMI_MOCK__WQL_TEST, WMI_MOCK__WQL_NONE, node);
    if (FAILED(hr))
        return hr;
    test.first = WMI_MOCK__WQL_NONE;
    test.next = WMI_MOCK__WQL_NONE;
    self->query->nodes[*node] = test;
    return S_OK;
}

/* --- Conditions -------------------------------------------------------------------------------------------- */

static HRESULT parse_parentheses(wmi_mock__wql_parser *self, size_t *node)
{
    HRESULT hr = wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_OPEN, "(");

    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_parse_condition(self, node);
    return SUCCEEDED(hr) ? wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_CLOSE, "AND, OR or )") : hr;
}

static HRESULT parse_operand(wmi_mock__wql_parser *self, size_t *node);

static HRESULT parse_not(wmi_mock__wql_parser *self, size_t *node)
{
    size_t operand = WMI_MOCK__WQL_NONE;
    HRESULT hr = wmi_mock__wql_take_word(self, "NOT");

    if (SUCCEEDED(hr))
        hr = parse_operand(self, &operand);
    return SUCCEEDED(hr) ? add_node(self->query, WMI_MOCK__WQL_NOT, operand, node) : hr;
}

static HRESULT parse_operand(wmi_mock__wql_parser *self, size_t *node)
{
    bool negated = wmi_mock__wql_is_word(self, "NOT");
    HRESULT hr;

    if (!negated && self->token.sign != WMI_MOCK__WQL_OPEN)
        return parse_test(self, node);
    if (self->depth == MAX_DEPTH) {
        wmi_mock__wql_refuse(self, "NOT and parentheses are nested more than 200 deep");
        return (HRESULT)WBEM_E_QUOTA_VIOLATION;
    }
    self->depth++;
    hr = negated ? parse_not(self, node) : parse_parentheses(self, node);
    self->depth--;
    return hr;
}

static HRESULT parse_conjunction(wmi_mock__wql_parser *self, size_t *node);

/* A single operand needs no node; several share one node, so that a long chain is not deep. */
static HRESULT parse_chain(wmi_mock__wql_parser *self, wmi_mock__wql_node_kind kind, size_t *node)
{
    HRESULT(*parse)
    (wmi_mock__wql_parser *, size_t *) = kind == WMI_MOCK__WQL_OR ? parse_conjunction : parse_operand;
    const char *word = kind == WMI_MOCK__WQL_OR ? "OR" : "AND";
    size_t last = WMI_MOCK__WQL_NONE;
    size_t next = WMI_MOCK__WQL_NONE;
    HRESULT hr = parse(self, &last);

    *node = last;
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, word))
        hr = add_node(self->query, kind, last, node);
    while (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, word)) {
        hr = wmi_mock__wql_advance(self);
        if (SUCCEEDED(hr))
            hr = parse(self, &next);
        if (SUCCEEDED(hr))
            self->query->nodes[last].next = next;
        last = next;
    }
    return hr;
}

static HRESULT parse_conjunction(wmi_mock__wql_parser *self, size_t *node)
{
    return parse_chain(self, WMI_MOCK__WQL_AND, node);
}

HRESULT wmi_mock__wql_parse_condition(wmi_mock__wql_parser *self, size_t *node)
{
    return parse_chain(self, WMI_MOCK__WQL_OR, node);
}
