/* SPDX-License-Identifier: MIT */
#include "mock/wql/parser.h"

#include "base/bstr.h"

#include <stdlib.h>

#define INVALID_QUERY   ((HRESULT)WBEM_E_INVALID_QUERY)
#define QUOTA_VIOLATION ((HRESULT)WBEM_E_QUOTA_VIOLATION)

/* --- Tokens ------------------------------------------------------------------------------------------------ */

HRESULT wmi_mock__wql_advance(wmi_mock__wql_parser *self)
{
    return wmi_mock__wql_lexer_next(&self->lexer, &self->token);
}

bool wmi_mock__wql_is_word(const wmi_mock__wql_parser *self, const char *word)
{
    return self->token.sign == WMI_MOCK__WQL_NAME && wmi_mock__same_name(self->token.text, word);
}

HRESULT wmi_mock__wql_take_sign(wmi_mock__wql_parser *self, wmi_mock__wql_sign sign)
{
    return self->token.sign == sign ? wmi_mock__wql_advance(self) : INVALID_QUERY;
}

HRESULT wmi_mock__wql_take_word(wmi_mock__wql_parser *self, const char *word)
{
    return wmi_mock__wql_is_word(self, word) ? wmi_mock__wql_advance(self) : INVALID_QUERY;
}

static bool is_reserved(const char *name)
{
    static const char *const words[] = { "SELECT", "FROM", "WHERE", "AND",  "OR",   "NOT",
                                         "IS",     "ISA",  "LIKE",  "NULL", "TRUE", "FALSE" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (wmi_mock__same_name(name, words[i]))
            return true;
    }
    return false;
}

bool wmi_mock__wql_is_name(const wmi_mock__wql_parser *self)
{
    return self->token.sign == WMI_MOCK__WQL_NAME && !is_reserved(self->token.text);
}

HRESULT wmi_mock__wql_take_name(wmi_mock__wql_parser *self, const char **name)
{
    if (!wmi_mock__wql_is_name(self))
        return INVALID_QUERY;
    *name = self->token.text;
    return wmi_mock__wql_advance(self);
}

/* --- Growing arrays ---------------------------------------------------------------------------------------- */

void *wmi_mock__wql_grow(void *items, size_t count, size_t size)
{
    if (count != 0 && (count & (count - 1)) != 0)
        return items;
    return realloc(items, (count == 0 ? 1 : 2 * count) * size);
}

static HRESULT add_property(wmi_mock__wql *query, const wmi_mock__wql_token *token)
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
    names[query->property_count] = token->text;
    positions[query->property_count] = token->position;
    query->property_count++;
    return S_OK;
}

/* --- SELECT ------------------------------------------------------------------------------------------------ */

static HRESULT parse_properties(wmi_mock__wql_parser *self)
{
    HRESULT hr;

    if (self->token.sign == WMI_MOCK__WQL_STAR)
        return wmi_mock__wql_advance(self);
    for (;;) {
        if (!wmi_mock__wql_is_name(self))
            return INVALID_QUERY;
        hr = add_property(self->query, &self->token);
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_advance(self);
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
    if (wmi_mock__wql_is_word(self, "meta_class")) {
        query->kind = WMI_MOCK__WQL_SCHEMA;
        if (query->property_count != 0)
            return INVALID_QUERY; /* only SELECT * is allowed */
    }
    return wmi_mock__wql_take_name(self, &query->class_name);
}

static HRESULT parse_select(wmi_mock__wql_parser *self)
{
    HRESULT hr = wmi_mock__wql_take_word(self, "SELECT");

    if (SUCCEEDED(hr))
        hr = parse_properties(self);
    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_take_word(self, "FROM");
    if (SUCCEEDED(hr))
        hr = parse_class(self);
    if (FAILED(hr) || self->token.sign == WMI_MOCK__WQL_END)
        return hr;
    hr = wmi_mock__wql_take_word(self, "WHERE");
    return SUCCEEDED(hr) ? wmi_mock__wql_parse_condition(self, &self->query->condition) : hr;
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
            return INVALID_QUERY;
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
        if (*filters[i].name != NULL ||
            (filters[i].of_endpoints && self->query->kind == WMI_MOCK__WQL_REFERENCES))
            return INVALID_QUERY;
        hr = wmi_mock__wql_advance(self);
        if (SUCCEEDED(hr))
            hr = wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_EQUAL);
        return SUCCEEDED(hr) ? wmi_mock__wql_take_name(self, filters[i].name) : hr;
    }
    return INVALID_QUERY;
}

static HRESULT parse_filters(wmi_mock__wql_parser *self)
{
    const wmi_mock__wql_relation *relation = &self->query->relation;
    HRESULT hr = wmi_mock__wql_take_word(self, "WHERE");

    if (SUCCEEDED(hr) && self->token.sign == WMI_MOCK__WQL_END)
        return INVALID_QUERY;
    while (SUCCEEDED(hr) && self->token.sign != WMI_MOCK__WQL_END) {
        hr = parse_flag(self);
        if (hr == S_FALSE)
            hr = parse_filter(self);
        if (SUCCEEDED(hr) && relation->class_definitions_only && relation->result_class != NULL)
            return INVALID_QUERY;
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
        return INVALID_QUERY;
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
    if (wmi_mock__wql_is_word(self, "ASSOCIATORS"))
        hr = parse_relation(self, WMI_MOCK__WQL_ASSOCIATORS);
    else if (wmi_mock__wql_is_word(self, "REFERENCES"))
        hr = parse_relation(self, WMI_MOCK__WQL_REFERENCES);
    else
        hr = parse_select(self);
    return SUCCEEDED(hr) ? wmi_mock__wql_take_sign(self, WMI_MOCK__WQL_END) : hr;
}

static HRESULT check_length(const char *text)
{
    size_t length = wmi__utf16_length(text);

    if (length == WMI__NOT_UTF8)
        return INVALID_QUERY;
    return length > WBEM_MAX_QUERY ? QUOTA_VIOLATION : S_OK;
}

static HRESULT create_query(const char *text, wmi_mock__wql **query)
{
    wmi_mock__wql *created = calloc(1, sizeof *created);

    if (created == NULL)
        return E_OUTOFMEMORY;
    created->class_name = "";
    created->condition = WMI_MOCK__WQL_NONE;
    created->block = malloc(wmi_mock__wql_lexer_block_size(text));
    if (created->block == NULL) {
        free(created);
        return E_OUTOFMEMORY;
    }
    *query = created;
    return S_OK;
}

HRESULT wmi_mock__wql_parse_at(const char *text, wmi_mock__wql **query, size_t *position)
{
    wmi_mock__wql_parser parser = { 0 };
    HRESULT hr = check_length(text);

    *query = NULL;
    *position = 0;
    if (SUCCEEDED(hr))
        hr = create_query(text, &parser.query);
    if (FAILED(hr))
        return hr;
    wmi_mock__wql_lexer_start(&parser.lexer, text, parser.query->block);
    hr = parse_query(&parser);
    if (SUCCEEDED(hr)) {
        *query = parser.query;
        return S_OK;
    }
    *position = parser.token.position;
    wmi_mock__wql_free(parser.query);
    return hr;
}

HRESULT wmi_mock__wql_parse(const char *text, wmi_mock__wql **query)
{
    size_t position;

    return wmi_mock__wql_parse_at(text, query, &position);
}

void wmi_mock__wql_free(wmi_mock__wql *query)
{
    if (query == NULL)
        return;
    if (query->bound != NULL)
        wmi_mock__class_release(query->bound);
    free(query->nodes);
    free(query->property_positions);
    free(query->properties);
    free(query->block);
    free(query);
}
