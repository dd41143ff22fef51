/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Tokens ------------------------------------------------------------------------------------------------ */

bool wmi_mock__mof_at_symbol(const wmi_mock__mof_reader *reader, char symbol)
{
    return reader->lexer.token.kind == WMI_MOCK__MOF_SYMBOL && reader->lexer.token.symbol == symbol;
}

bool wmi_mock__mof_at_word(const wmi_mock__mof_reader *reader, const char *keyword)
{
    return reader->lexer.token.kind == WMI_MOCK__MOF_WORD && wmi_mock__same_name(reader->lexer.text, keyword);
}

HRESULT wmi_mock__mof_unexpected(wmi_mock__mof_reader *reader, const char *wanted)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    int length = token->length < 40 ? (int)token->length : 40;
    HRESULT code = (HRESULT)WBEM_E_INVALID_SYNTAX;

    if (token->kind == WMI_MOCK__MOF_END)
        return wmi_mock__mof_fail(&reader->lexer, code, token->place, "expected %s, but the text ends",
                                  wanted);
    if (token->kind == WMI_MOCK__MOF_STRING)
        return wmi_mock__mof_fail(&reader->lexer, code, token->place, "expected %s, but found a string",
                                  wanted);
    return wmi_mock__mof_fail(&reader->lexer, code, token->place, "expected %s, but found '%.*s'", wanted,
                              length, token->start);
}

HRESULT wmi_mock__mof_take(wmi_mock__mof_reader *reader, char symbol)
{
    const char wanted[] = { '\'', symbol, '\'', '\0' };

    if (!wmi_mock__mof_at_symbol(reader, symbol))
        return wmi_mock__mof_unexpected(reader, wanted);
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

HRESULT wmi_mock__mof_take_word(wmi_mock__mof_reader *reader, const char *keyword)
{
    char wanted[32];

    snprintf(wanted, sizeof wanted, "'%s'", keyword);
    if (!wmi_mock__mof_at_word(reader, keyword))
        return wmi_mock__mof_unexpected(reader, wanted);
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

HRESULT wmi_mock__mof_take_name(wmi_mock__mof_reader *reader, const char *what, char **name,
                                wmi_mock__mof_place *place)
{
    *name = NULL;
    *place = reader->lexer.token.place;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, what);
    *name = wmi_mock__copy_text(reader->lexer.text);
    if (*name == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

HRESULT wmi_mock__mof_refused(wmi_mock__mof_reader *reader, HRESULT code, wmi_mock__mof_place place,
                              const char *name)
{
    static const struct refusal {
        HRESULT code;
        const char *format;
    } refusals[] = {
        { (HRESULT)WBEM_E_ALREADY_EXISTS, "'%.80s' already exists" },
        { (HRESULT)WBEM_E_UPDATE_TYPE_MISMATCH, "'%.80s' has another type in the superclass" },
        { (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED, "'%.80s' changes a qualifier that may not be overridden" },
        { (HRESULT)WBEM_E_CANNOT_BE_KEY,
          "'%.80s' cannot be a key: its type is not allowed, or the superclass has keys" },
        { (HRESULT)WBEM_E_CANNOT_BE_SINGLETON, "class '%.80s' cannot be a singleton: it has keys" },
        { (HRESULT)WBEM_E_TOO_MANY_PROPERTIES, "'%.80s' is one property too many for its class" },
        { (HRESULT)WBEM_E_INVALID_QUALIFIER, "qualifier '%.80s' is one qualifier too many" },
        { (HRESULT)WBEM_E_INVALID_NAMESPACE, "'%.80s' is not a valid namespace path" },
    };
    const char *format = "'%.80s' was refused";

    if (code == E_OUTOFMEMORY)
        return wmi_mock__mof_no_memory(&reader->lexer);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].code == code)
            format = refusals[i].format;
    }
    return wmi_mock__mof_fail(&reader->lexer, code, place, format, name);
}

/* --- Pragmas ----------------------------------------------------------------------------------------------- */

/* The part after an optional server name, since this repository already belongs to a computer. */
static const char *skip_server(const char *path)
{
    if ((path[0] != '\\' && path[0] != '/') || path[1] != path[0])
        return path;
    path += 2;
    path += strcspn(path, "\\/");
    return *path == '\0' ? path : path + 1;
}

static HRESULT read_namespace(wmi_mock__mof_reader *reader)
{
    HRESULT hr = wmi_mock__mof_take(reader, '(');
    wmi_mock__namespace *space;

    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_STRING)
        return wmi_mock__mof_unexpected(reader, "a namespace's path in quotes");
    hr = wmi_mock__repository_make(reader->repository, skip_server(reader->lexer.text), &space);
    if (FAILED(hr))
        return wmi_mock__mof_refused(reader, hr, reader->lexer.token.place, reader->lexer.text);
    reader->space = space;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ')');
}

/* Skips tokens up to and including a symbol. */
static HRESULT skip_to(wmi_mock__mof_reader *reader, char symbol)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, symbol) &&
           reader->lexer.token.kind != WMI_MOCK__MOF_END)
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, symbol);
}

static HRESULT read_pragma(wmi_mock__mof_reader *reader)
{
    HRESULT hr = wmi_mock__mof_take(reader, '#');
    bool is_namespace;

    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take_word(reader, "pragma");
    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, "a pragma's name");
    if (wmi_mock__mof_at_word(reader, "include"))
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_SUPPORTED, reader->lexer.token.place,
                                  "the pragma 'include' is not supported: load the files one by one");
    is_namespace = wmi_mock__mof_at_word(reader, "namespace");
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    if (is_namespace)
        return read_namespace(reader);
    return wmi_mock__mof_at_symbol(reader, '(') ? skip_to(reader, ')') : S_OK;
}

/* --- The text ---------------------------------------------------------------------------------------------- */

static HRESULT read_declaration(wmi_mock__mof_reader *reader)
{
    wmi_mock__qualifiers qualifiers = { 0 };
    HRESULT hr = wmi_mock__mof_read_qualifiers(reader, &qualifiers);

    if (FAILED(hr))
        goto cleanup;
    if (wmi_mock__mof_at_word(reader, "class"))
        hr = wmi_mock__mof_read_class(reader, &qualifiers);
    else if (wmi_mock__mof_at_word(reader, "instance"))
        hr = wmi_mock__mof_read_instance(reader, &qualifiers);
    else if (wmi_mock__mof_at_word(reader, "qualifier") && qualifiers.count == 0)
        hr = skip_to(reader, ';');
    else
        hr = wmi_mock__mof_unexpected(reader, "'class' or 'instance of'");

cleanup:
    wmi_mock__qualifiers_clear(&qualifiers);
    return hr;
}

static HRESULT read_text(wmi_mock__mof_reader *reader, const char *mof, wmi_mock__mof_error *error)
{
    HRESULT hr = wmi_mock__mof_lexer_begin(&reader->lexer, mof, error);

    while (SUCCEEDED(hr) && reader->lexer.token.kind != WMI_MOCK__MOF_END)
        hr = wmi_mock__mof_at_symbol(reader, '#') ? read_pragma(reader) : read_declaration(reader);
    return hr;
}

static void end_reader(wmi_mock__mof_reader *reader)
{
    for (size_t i = 0; i < reader->alias_count; i++) {
        free(reader->aliases[i]->name);
        free(reader->aliases[i]->path);
        free(reader->aliases[i]);
    }
    free(reader->aliases);
    wmi_mock__index_clear(&reader->alias_index);
    wmi_mock__mof_lexer_end(&reader->lexer);
}

HRESULT wmi_mock__mof_read_with(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                                wmi_mock__embed_function embed, void *context, wmi_mock__mof_error *error)
{
    wmi_mock__mof_reader reader = { .repository = repository, .embed = embed, .context = context };
    const wmi_mock__mof_place outside = { 0, 0 };
    wmi_mock__undo_scope scope = wmi_mock__undo_begin(&repository->undo);
    HRESULT hr;

    reader.lexer.error = error;
    if (error != NULL)
        *error = (wmi_mock__mof_error){ 0 };
    hr = wmi_mock__repository_make(repository, namespace_path, &reader.space);
    if (FAILED(hr))
        wmi_mock__mof_refused(&reader, hr, outside, namespace_path);
    else
        hr = read_text(&reader, mof, error);
    wmi_mock__undo_end(&repository->undo, scope, SUCCEEDED(hr));
    end_reader(&reader);
    return hr;
}

HRESULT wmi_mock__mof_read(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                           wmi_mock__mof_error *error)
{
    return wmi_mock__mof_read_with(repository, namespace_path, mof, NULL, NULL, error);
}
