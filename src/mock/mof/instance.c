/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Maximum depth of embedded instances: more than any provider uses, and safe for the stack. */
#define MAX_DEPTH 32

/* --- Aliases ----------------------------------------------------------------------------------------------- */

static bool alias_has_name(const void *item, const void *name)
{
    return wmi_mock__same_name(((const wmi_mock__mof_alias *)item)->name, name);
}

static wmi_mock__mof_alias *find_alias(const wmi_mock__mof_reader *reader, const char *name)
{
    return wmi_mock__index_find(&reader->alias_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name),
                                alias_has_name, name);
}

HRESULT wmi_mock__mof_read_alias(wmi_mock__mof_reader *reader, char **alias)
{
    HRESULT hr;

    *alias = NULL;
    if (!wmi_mock__mof_at_word(reader, "as"))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_ALIAS)
        return wmi_mock__mof_unexpected(reader, "an alias like $Name");
    if (find_alias(reader, reader->lexer.text) != NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_ALREADY_EXISTS, reader->lexer.token.place,
                                  "the alias '$%.80s' is already defined above", reader->lexer.text);
    *alias = wmi_mock__copy_text(reader->lexer.text);
    return *alias == NULL ? wmi_mock__mof_no_memory(&reader->lexer)
                          : wmi_mock__mof_lexer_next(&reader->lexer);
}

/* \\.\root\cimv2:Class.Key="value" */
static bool set_path(wmi_mock__mof_alias *alias, const char *relative_path)
{
    size_t size = strlen(alias->space->path) + strlen(relative_path) + 6;

    alias->path = malloc(size);
    if (alias->path == NULL)
        return false;
    snprintf(alias->path, size, "\\\\.\\%s:%s", alias->space->path, relative_path);
    alias->relative = alias->path + strlen(alias->path) - strlen(relative_path);
    return true;
}

static void free_alias(wmi_mock__mof_alias *alias)
{
    if (alias == NULL)
        return;
    free(alias->name);
    free(alias->path);
    free(alias);
}

HRESULT wmi_mock__mof_define_alias(wmi_mock__mof_reader *reader, const char *name, const char *relative_path)
{
    wmi_mock__mof_alias **aliases = wmi_mock__array_grown(reader->aliases, reader->alias_count,
                                                          sizeof *aliases);
    wmi_mock__mof_alias *alias = calloc(1, sizeof *alias);
    bool made = aliases != NULL && alias != NULL && wmi_mock__index_reserve(&reader->alias_index);

    if (aliases != NULL)
        reader->aliases = aliases;
    if (made) {
        alias->space = reader->space;
        alias->name = wmi_mock__copy_text(name);
        made = alias->name != NULL && (relative_path == NULL || set_path(alias, relative_path));
    }
    if (!made) {
        free_alias(alias);
        return wmi_mock__mof_no_memory(&reader->lexer);
    }
    wmi_mock__index_add(&reader->alias_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name), alias);
    aliases[reader->alias_count++] = alias;
    return S_OK;
}

HRESULT wmi_mock__mof_resolve_alias(wmi_mock__mof_reader *reader, const char **path)
{
    const wmi_mock__mof_alias *alias = find_alias(reader, reader->lexer.text);
    wmi_mock__mof_place place = reader->lexer.token.place;

    if (alias == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_FOUND, place,
                                  "the alias '$%.80s' is not defined above", reader->lexer.text);
    if (alias->path == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NO_KEY, place,
                                  "the instance '$%.80s' has no path: its class has no keys",
                                  reader->lexer.text);
    *path = alias->space == reader->space ? alias->relative : alias->path;
    return S_OK;
}

/* --- Instances --------------------------------------------------------------------------------------------- */

/* The class's name, and a new instance of it. */
static HRESULT create_record(wmi_mock__mof_reader *reader, wmi_mock__record **record)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    wmi_mock__class *object_class;

    if (token->kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, "a class's name");
    object_class = wmi_mock__namespace_find_class(reader->space, reader->lexer.text);
    if (object_class == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_CLASS, token->place,
                                  "the class '%.80s' does not exist", reader->lexer.text);
    if (object_class->is_abstract)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_ILLEGAL_OPERATION, token->place,
                                  "the class '%.80s' is abstract and has no instances", reader->lexer.text);
    *record = wmi_mock__record_create(object_class);
    return *record == NULL ? wmi_mock__mof_no_memory(&reader->lexer)
                           : wmi_mock__mof_lexer_next(&reader->lexer);
}

static HRESULT find_property(wmi_mock__mof_reader *reader, const wmi_mock__record *record, bool *assigned,
                             size_t *index)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;

    if (token->kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, "a property's name or '}'");
    *index = wmi_mock__class_find_property(record->object_class, reader->lexer.text);
    if (*index == SIZE_MAX)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_PROPERTY, token->place,
                                  "the class '%.60s' has no property '%.60s'", record->object_class->name,
                                  reader->lexer.text);
    if (assigned[*index])
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_ALREADY_EXISTS, token->place,
                                  "the property '%.80s' is given twice", reader->lexer.text);
    assigned[*index] = true;
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

/* [qualifiers] Name = value; the qualifiers are ignored. */
static HRESULT read_assignment(wmi_mock__mof_reader *reader, wmi_mock__record *record, bool *assigned)
{
    const wmi_mock__property *property;
    wmi_mock__qualifiers ignored = { 0 };
    wmi_value value;
    size_t index = 0;
    HRESULT hr = wmi_mock__mof_read_qualifiers(reader, &ignored);

    wmi_mock__qualifiers_clear(&ignored);
    if (SUCCEEDED(hr))
        hr = find_property(reader, record, assigned, &index);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take(reader, '=');
    if (FAILED(hr))
        return hr;
    property = &record->object_class->properties[index];
    hr = wmi_mock__mof_read_value(reader, &(wmi_mock__mof_type){ property->type, property->class_name },
                                  property->is_array, &value);
    if (FAILED(hr))
        return hr;
    wmi_value_clear(&record->values[index]);
    record->values[index] = value;
    return wmi_mock__mof_take(reader, ';');
}

/* To the closing brace, where it stops. */
static HRESULT read_body(wmi_mock__mof_reader *reader, wmi_mock__record *record)
{
    bool *assigned = calloc(record->object_class->property_count + 1, sizeof *assigned);
    HRESULT hr;

    if (assigned == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    hr = wmi_mock__mof_take(reader, '{');
    while (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, '}'))
        hr = read_assignment(reader, record, assigned);
    free(assigned);
    return hr;
}

/* `instance of Class`, and the place of the class name. */
static HRESULT read_head(wmi_mock__mof_reader *reader, wmi_mock__record **record, wmi_mock__mof_place *place)
{
    HRESULT hr = wmi_mock__mof_take_word(reader, "instance");

    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take_word(reader, "of");
    *place = reader->lexer.token.place;
    return FAILED(hr) ? hr : create_record(reader, record);
}

static HRESULT refuse_record(wmi_mock__mof_reader *reader, HRESULT code, const wmi_mock__record *record,
                             wmi_mock__mof_place place)
{
    const wmi_mock__class *object_class = record->object_class;

    for (size_t i = 0; code == (HRESULT)WBEM_E_ILLEGAL_NULL && i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key && record->values[i].is_null)
            return wmi_mock__mof_fail(&reader->lexer, code, place, "the key '%.60s' of '%.60s' has no value",
                                      object_class->properties[i].name, object_class->name);
    }
    if (code == (HRESULT)WBEM_E_ALREADY_EXISTS)
        return wmi_mock__mof_fail(&reader->lexer, code, place,
                                  "an instance of '%.60s' with these keys already exists",
                                  object_class->name);
    return wmi_mock__mof_refused(reader, code, place, object_class->name);
}

static HRESULT define_record_alias(wmi_mock__mof_reader *reader, const char *alias,
                                   const wmi_mock__record *record)
{
    char *path;
    HRESULT hr = wmi_mock__record_relative_path(record, &path);

    if (FAILED(hr))
        return wmi_mock__mof_no_memory(&reader->lexer);
    hr = wmi_mock__mof_define_alias(reader, alias, path);
    free(path);
    return hr;
}

HRESULT wmi_mock__mof_read_instance(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    wmi_mock__record *record = NULL;
    wmi_mock__mof_place place;
    char *alias = NULL;
    HRESULT hr = read_head(reader, &record, &place);

    if (record == NULL)
        return hr;
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_alias(reader, &alias);
    if (SUCCEEDED(hr))
        hr = read_body(reader, record);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take(reader, '}');
    if (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, ';'))
        hr = wmi_mock__mof_unexpected(reader, "';'");
    if (FAILED(hr))
        goto cleanup;
    record->qualifiers = *qualifiers;
    *qualifiers = (wmi_mock__qualifiers){ 0 };
    hr = wmi_mock__namespace_add_record(reader->space, wmi_mock__record_share(record));
    if (FAILED(hr))
        refuse_record(reader, hr, record, place);
    if (SUCCEEDED(hr) && alias != NULL)
        hr = define_record_alias(reader, alias, record);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_lexer_next(&reader->lexer);

cleanup:
    wmi_mock__record_release(record);
    free(alias);
    return hr;
}

/* --- Embedded instances ------------------------------------------------------------------------------------ */

static HRESULT check_embedded(wmi_mock__mof_reader *reader)
{
    wmi_mock__mof_place place = reader->lexer.token.place;

    if (reader->embed == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_SUPPORTED, place,
                                  "embedded instances are not supported here");
    if (reader->depth >= MAX_DEPTH)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, place,
                                  "instances are embedded more than %d deep", MAX_DEPTH);
    return S_OK;
}

static HRESULT embed(wmi_mock__mof_reader *reader, wmi_mock__record *record, wmi_mock__mof_place place,
                     IWbemClassObject **object)
{
    HRESULT hr = reader->embed(reader->context, record, object);

    return FAILED(hr) ? wmi_mock__mof_refused(reader, hr, place, record->object_class->name) : S_OK;
}

HRESULT wmi_mock__mof_read_embedded(wmi_mock__mof_reader *reader, const char *class_name,
                                    IWbemClassObject **object)
{
    wmi_mock__record *record = NULL;
    wmi_mock__mof_place place;
    HRESULT hr = check_embedded(reader);

    if (SUCCEEDED(hr))
        hr = read_head(reader, &record, &place);
    if (record == NULL)
        return hr;
    reader->depth++;
    if (SUCCEEDED(hr) && class_name != NULL && !wmi_mock__class_is_a(record->object_class, class_name))
        hr = wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_TYPE_MISMATCH, place,
                                "class '%.60s' is neither '%.60s' nor a subclass of it",
                                record->object_class->name, class_name);
    if (SUCCEEDED(hr) && wmi_mock__mof_at_word(reader, "as"))
        hr = wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, reader->lexer.token.place,
                                "an embedded instance has no path, so it cannot have an alias");
    if (SUCCEEDED(hr))
        hr = read_body(reader, record);
    if (SUCCEEDED(hr))
        hr = embed(reader, record, place, object);
    wmi_mock__record_release(record);
    reader->depth--;
    return hr;
}
