/* SPDX-License-Identifier: MIT */
#include "mock/wql/parser.h"

#include "base/bstr.h"

#include <stdlib.h>
#include <string.h>

#define INVALID_QUERY   ((HRESULT)WBEM_E_INVALID_QUERY)
#define QUOTA_VIOLATION ((HRESULT)WBEM_E_QUOTA_VIOLATION)

/* --- Tokens ------------------------------------------------------------------------------------------------ */

HRESULT wmi_mock__wql_advance(wmi_mock__wql_parser *self)
{
    return wmi_mock__wql_lexer_next(&self->lexer, &self->token);
}

bool wmi_mock__wql_is_word(const wmi_mock__wql_parser *self, const char *word)
{
    return self->token.sign == WMI_MOCK__WQL_NAME && wmi__same_name(self->token.text, word);
}

HRESULT wmi_mock__wql_expect(wmi_mock__wql_parser *self, const char *expected)
{
    self->expected = expected;
    return INVALID_QUERY;
}

HRESULT wmi_mock__wql_refuse(wmi_mock__wql_parser *self, const char *problem)
{
    self->expected = NULL;
    self->problem = problem;
    return INVALID_QUERY;
}

HRESULT wmi_mock__wql_take_sign(wmi_mock__wql_parser *self, wmi_mock__wql_sign sign, const char *expected)
{
    return self->token.sign == sign ? wmi_mock__wql_advance(self) : wmi_mock__wql_expect(self, expected);
}

HRESULT wmi_mock__wql_take_word(wmi_mock__wql_parser *self, const char *word)
{
    return wmi_mock__wql_is_word(self, word) ? wmi_mock__wql_advance(self) : wmi_mock__wql_expect(self, word);
}

static bool is_reserved(const char *name)
{
    static const char *const words[] = { "SELECT", "FROM", "WHERE", "AND",  "OR",   "NOT",
                                         "IS",     "ISA",  "LIKE",  "NULL", "TRUE", "FALSE" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wmi__same_name(name, words[i]))
            return true;
    }
    return false;
}

bool wmi_mock__wql_is_name(const wmi_mock__wql_parser *self)
{
    return self->token.sign == WMI_MOCK__WQL_NAME && !is_reserved(self->token.text);
}

static HRESULT take_name(wmi_mock__wql_parser *self, const char **name, const char *expected)
{
    if (!wmi_mock__wql_is_name(self))
        return wmi_mock__wql_expect(self, expected);
    *name = self->token.text;
    return wmi_mock__wql_advance(self);
}

/* The names between the dots are next to each other in the block: a dot has no text. */
HRESULT wmi_mock__wql_take_member(wmi_mock__wql_parser *self, wmi_mock__wql_member *member,
                                  const char *expected)
{
    HRESULT hr;

    member->position = self->token.position;
    hr = take_name(self, &member->name, expected);
    member->parts = 1;
    while (SUCCEEDED(hr) && self->token.sign == WMI_MOCK__WQL_DOT) {
        hr = wmi_mock__wql_advance(self);
        if (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_NAME)
            return wmi_mock__wql_expect(self, "the name of a property after the dot");
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_advance(self);
        member->parts++;
    }
    return hr;
}

/* --- Growing arrays ---------------------------------------------------------------------------------------- */

void *wmi_mock__wql_grow(void *items, size_t count, size_t size)
{
    if (count != 0 && (count & (count - 1)) != 0)
        return items;
    return realloc(items, (count == 0 ? 1 : 2 * count) * size);
}

static HRESULT add_property(wmi_mock__wql *query, const wmi_mock__wql_member *member)
{
    const char **names = wmi_mock__wql_grow(query->properties, query->property_count, sizeof *names);
    size_t *positions;

    if (names == NULL)
        return E_OUTOFMEMORY;
    query->properties = names;
    positions = wmi_mock__wql_grow(query->property_positions, query->property_count, sizeof *positions);
    if (positions == NULL)
        return E_OUTOFMEMORY;
    query->property_positions = positions;
    names[query->property_count] = member->name;
    positions[query->property_count] = member->position;
    query->property_count++;
    return S_OK;
}

/* --- SELECT ------------------------------------------------------------------------------------------------ */

/* Of Prop.Sub the whole of Prop is in the result. */
static HRESULT parse_properties(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_member member = { 0 };
    HRESULT hr;

    if (self->token.sign == WMI_MOCK__WQL_STAR)
        return wmi_mock__wql_advance(self);
    for (;;) {
        hr = wmi_mock__wql_take_member(self, &member, "the name of a property, or *");
        if (SUCCEEDED(hr))
            hr = add_property(self->query, &member);
        if (FAILED(hr) || self->token.sign != WMI_MOCK__WQL_COMMA)
            return hr;
        hr = wmi_mock__wql_advance(self);
        if (FAILED(hr))
            return hr;
    }
}

static HRESULT parse_class(wmi_mock__wql_parser *self)
{
    wmi_mock__wql *query = self->query;

    query->class_position = self->token.position;
    if (!self->is_event && wmi_mock__wql_is_word(self, "meta_class"))
        query->kind = WMI_MOCK__WQL_SCHEMA;
    return take_name(self, &query->class_name, "the name of a class");
}

/* The list may be followed by FROM, or continued. */
static HRESULT take_from(wmi_mock__wql_parser *self)
{
    if (wmi_mock__wql_is_word(self, "FROM"))
        return wmi_mock__wql_advance(self);
    return wmi_mock__wql_expect(self, self->query->property_count == 0 ? "FROM" : "a comma or FROM");
}

static HRESULT parse_where(wmi_mock__wql_parser *self)
{
    HRESULT hr;

    if (self->token.sign == WMI_MOCK__WQL_END)
        return S_OK;
    if (wmi_mock__wql_is_word(self, "WITHIN") || wmi_mock__wql_is_word(self, "GROUP"))
        return wmi_mock__wql_refuse(self, "WITHIN and GROUP are for event queries (ExecNotificationQuery)");
    if (!wmi_mock__wql_is_word(self, "WHERE"))
        return wmi_mock__wql_expect(self, "WHERE or the end of the query");
    hr = wmi_mock__wql_advance(self);
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_parse_condition(self, &self->query->condition);
    if (SUCCEEDED(hr) && wmi_mock__wql_is_word(self, "GROUP"))
        return wmi_mock__wql_refuse(self, "GROUP is for event queries (ExecNotificationQuery)");
    return SUCCEEDED(hr) ? wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_END, "AND, OR or the end of the query")
                         : hr;
}

static HRESULT parse_select(wmi_mock__wql_parser *self)
{
    HRESULT hr = wmi_mock__wql_take_word(self, "SELECT");

    if (SUCCEEDED(hr))
        hr = parse_properties(self);
    if (SUCCEEDED(hr))
        hr = take_from(self);
    if (SUCCEEDED(hr))
        hr = parse_class(self);
    if (FAILED(hr))
        return hr;
    return self->is_event ? wmi_mock__wql_parse_event_clauses(self) : parse_where(self);
}

/* --- ASSOCIATORS OF, REFERENCES OF -------------------------------------------------------------------------- */

/* A keyword without a value. S_FALSE when the token is not one. */
static HRESULT parse_flag(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_relation *relation = &self->query->relation;
    const struct {
        const char *word;
        bool *flag;
    } flags[] = {
        { "ClassDefsOnly", &relation->class_definitions_only },
        { "KeysOnly", &relation->keys_only },
        { "SchemaOnly", &relation->schema_only },
    };

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (!wmi_mock__wql_is_word(self, flags[i].word))
            continue;
        if (*flags[i].flag)
            return wmi_mock__wql_refuse(self, "this keyword is there twice");
        *flags[i].flag = true;
        return wmi_mock__wql_advance(self);
    }
    return S_FALSE;
}

/* A keyword, = and a name. REFERENCES OF has fewer keywords. */
static HRESULT parse_filter(wmi_mock__wql_parser *self)
{
    wmi_mock__wql_relation *relation = &self->query->relation;
    const struct {
        const char *word;
        const char **name;
        bool of_endpoints;
    } filters[] = {
        { "AssocClass", &relation->association_class, true },
        { "RequiredAssocQualifier", &relation->required_association_qualifier, true },
        { "RequiredQualifier", &relation->required_qualifier, false },
        { "ResultClass", &relation->result_class, false },
        { "ResultRole", &relation->result_role, true },
        { "Role", &relation->role, false },
    };
    HRESULT hr;

    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        if (!wmi_mock__wql_is_word(self, filters[i].word))
            continue;
        if (*filters[i].name != NULL)
            return wmi_mock__wql_refuse(self, "this keyword is there twice");
        if (filters[i].of_endpoints && self->query->kind == WMI_MOCK__WQL_REFERENCES)
            return wmi_mock__wql_refuse(self, "this keyword is for ASSOCIATORS OF");
        hr = wmi_mock__wql_advance(self);
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_EQUAL, "=");
        return SUCCEEDED(hr) ? take_name(self, filters[i].name, "a name") : hr;
    }
    return wmi_mock__wql_expect(self, "a keyword such as ResultClass, AssocClass or Role");
}

static HRESULT parse_filters(wmi_mock__wql_parser *self)
{
    const wmi_mock__wql_relation *relation = &self->query->relation;
    HRESULT hr = wmi_mock__wql_take_word(self, "WHERE");

    if (SUCCEEDED(hr) && self->token.sign == WMI_MOCK__WQL_END)
        return wmi_mock__wql_expect(self, "a keyword such as ResultClass, AssocClass or Role");
    while (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_END) {
        hr = parse_flag(self);
        if (hr == S_FALSE)
            hr = parse_filter(self);
        if (SUCCEEDED(hr) && relation->class_definitions_only && relation->result_class != NULL)
            return wmi_mock__wql_refuse(self, "ClassDefsOnly and ResultClass exclude each other");
    }
    return hr;
}

static HRESULT parse_relation(wmi_mock__wql_parser *self, wmi_mock__wql_kind kind)
{
    HRESULT hr = wmi_mock__wql_advance(self);

    self->query->kind = kind;
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_take_word(self, "OF");
    if (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_PATH)
        return wmi_mock__wql_expect(self, "a path in braces");
    self->query->relation.path = self->token.text;
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_advance(self);
    if (FAILED(hr) || self->token.sign == WMI_MOCK__WQL_END)
        return hr;
    return parse_filters(self);
}

/* --- Queries ----------------------------------------------------------------------------------------------- */

static HRESULT parse_query(wmi_mock__wql_parser *self)
{
    HRESULT hr = wmi_mock__wql_advance(self);

    if (FAILED(hr))
        return hr;
    if (self->is_event || wmi_mock__wql_is_word(self, "SELECT"))
        return parse_select(self);
    if (wmi_mock__wql_is_word(self, "ASSOCIATORS"))
        return parse_relation(self, WMI_MOCK__WQL_ASSOCIATORS);
    if (wmi_mock__wql_is_word(self, "REFERENCES"))
        return parse_relation(self, WMI_MOCK__WQL_REFERENCES);
    return wmi_mock__wql_expect(self, "SELECT, ASSOCIATORS OF or REFERENCES OF");
}

static HRESULT check_length(const char *text)
{
    size_t length = wmi__utf16_length(text);

    if (length == WMI__NOT_UTF8)
        return INVALID_QUERY;
    return length > WBEM_MAX_QUERY ? QUOTA_VIOLATION : S_OK;
}

static HRESULT create_query(const char *text, wmi_mock__wql **query, char **tokens)
{
    size_t size = strlen(text) + 1;
    wmi_mock__wql *created = calloc(1, sizeof *created);

    if (created == NULL)
        return E_OUTOFMEMORY;
    created->class_name = "";
    created->condition = WMI_MOCK__WQL_NONE;
    created->event.having = WMI_MOCK__WQL_NONE;
    created->block = malloc(size + wmi_mock__wql_lexer_block_size(text));
    if (created->block == NULL) {
        free(created);
        return E_OUTOFMEMORY;
    }
    memcpy(created->block, text, size);
    created->text = created->block;
    *tokens = created->block + size;
    *query = created;
    return S_OK;
}

/* The error of a text that is not even read. */
static HRESULT refuse_text(wmi_mock__wql_error *error, HRESULT hr)
{
    wmi_mock__wql_error_set(error, "", 0, "%s",
                            hr == QUOTA_VIOLATION ? "the query is longer than 16384 characters"
                                                  : "the query is not valid UTF-16");
    return hr;
}

static HRESULT parse(const char *text, bool is_event, wmi_mock__wql **query, wmi_mock__wql_error *error)
{
    wmi_mock__wql_parser parser = { .is_event = is_event };
    char *tokens = NULL;
    HRESULT hr = check_length(text);

    *query = NULL;
    memset(error, 0, sizeof *error);
    if (FAILED(hr))
        return refuse_text(error, hr);
    hr = create_query(text, &parser.query, &tokens);
    if (FAILED(hr))
        return hr;
    parser.query->kind = is_event ? WMI_MOCK__WQL_EVENT : WMI_MOCK__WQL_SELECT;
    wmi_mock__wql_lexer_start(&parser.lexer, parser.query->text, tokens);
    hr = parse_query(&parser);
    if (FAILED(hr)) {
        if (hr != E_OUTOFMEMORY)
            wmi_mock__wql_error_at_token(error, &parser);
        wmi_mock__wql_free(parser.query);
        return hr;
    }
    *query = parser.query;
    return hr;
}

HRESULT wmi_mock__wql_parse(const char *text, wmi_mock__wql **query, wmi_mock__wql_error *error)
{
    return parse(text, false, query, error);
}

HRESULT wmi_mock__wql_parse_event(const char *text, wmi_mock__wql **query, wmi_mock__wql_error *error)
{
    HRESULT hr = parse(text, true, query, error);

    return hr == INVALID_QUERY ? (HRESULT)WBEM_E_UNPARSABLE_QUERY : hr;
}

void wmi_mock__wql_free(wmi_mock__wql *query)
{
    if (query == NULL)
        return;
    if (query->bound != NULL)
        wmi_mock__class_release(query->bound);
    wmi_mock__place_release(query->place);
    free(query->event.by);
    free(query->nodes);
    free(query->property_positions);
    free(query->properties);
    free(query->block);
    free(query);
}
