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
    return reader->lexer.token.kind == WMI_MOCK__MOF_WORD && wmi__same_name(reader->lexer.text, keyword);
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
        { (HRESULT)WBEM_E_NOT_FOUND, "'%.80s' does not exist, so it cannot be updated" },
        { (HRESULT)WBEM_E_CLASS_HAS_INSTANCES, "class '%.80s' cannot be changed: it has instances" },
        { (HRESULT)WBEM_E_CLASS_HAS_CHILDREN, "class '%.80s' cannot be changed: it has subclasses" },
        { (HRESULT)WBEM_E_INVALID_SUPERCLASS, "class '%.80s' exists with another superclass" },
        { (HRESULT)WBEM_E_INVALID_CLASS, "the class '%.80s' was changed or deleted meanwhile" },
        { (HRESULT)WBEM_E_INVALID_OPERATION, "'%.80s' is a system class, which cannot be changed" },
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

/* --- The text ---------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__mof_skip_to(wmi_mock__mof_reader *reader, char symbol)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, symbol) &&
           reader->lexer.token.kind != WMI_MOCK__MOF_END)
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, symbol);
}

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
        hr = wmi_mock__mof_skip_to(reader, ';');
    else
        hr = wmi_mock__mof_unexpected(reader, "'class' or 'instance of'");

cleanup:
    wmi_mock__qualifiers_clear(&qualifiers);
    return hr;
}

HRESULT wmi_mock__mof_read_declarations(wmi_mock__mof_reader *reader)
{
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && reader->lexer.token.kind != WMI_MOCK__MOF_END)
        hr = wmi_mock__mof_at_symbol(reader, '#') ? wmi_mock__mof_read_directive(reader)
                                                  : read_declaration(reader);
    return hr;
}

static HRESULT read_text(wmi_mock__mof_reader *reader)
{
    const wmi_mock__mof_input input = { reader->source->bytes, reader->source->length, NULL,
                                        reader->source->file == NULL };
    HRESULT hr = wmi_mock__mof_lexer_begin(&reader->lexer, &input, reader->lexer.error);

    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_declarations(reader);
    return FAILED(hr) ? hr : wmi_mock__mof_finish_waiting(reader);
}

static void end_reader(wmi_mock__mof_reader *reader)
{
    wmi_mock__mof_free_aliases(reader);
    for (size_t i = 0; i < reader->file_count; i++)
        free(reader->files[i]);
    free(reader->files);
    wmi_mock__mof_lexer_end(&reader->lexer);
}

HRESULT wmi_mock__mof_read_source(wmi_mock__repository *repository, const char *namespace_path,
                                  const wmi_mock__mof_source *source, wmi_mock__mof_error *error)
{
    const wmi_mock__mof_nesting outermost = { source->file, NULL, 0 };
    wmi_mock__mof_reader reader = { .repository = repository, .source = source, .nesting = &outermost };
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
        hr = read_text(&reader);
    wmi_mock__undo_end(&repository->undo, scope, SUCCEEDED(hr));
    end_reader(&reader);
    return hr;
}

HRESULT wmi_mock__mof_read_with(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                                wmi_mock__embed_function embed, void *context, wmi_mock__mof_error *error)
{
    const wmi_mock__mof_source source = {
        .bytes = mof, .length = strlen(mof), .embed = embed, .context = context
    };

    return wmi_mock__mof_read_source(repository, namespace_path, &source, error);
}

HRESULT wmi_mock__mof_read(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                           wmi_mock__mof_error *error)
{
    return wmi_mock__mof_read_with(repository, namespace_path, mof, NULL, NULL, error);
}
