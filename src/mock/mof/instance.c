/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdlib.h>

/* Maximum depth of embedded instances: more than any provider uses, and safe for the stack. */
#define MAX_DEPTH 32

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

/* = value */
static HRESULT read_value(wmi_mock__mof_reader *reader, wmi_mock__record *record, size_t index)
{
    const wmi_mock__property *property = &record->object_class->properties[index];
    size_t forwards = reader->forward_count;
    wmi_value value;
    HRESULT hr = wmi_mock__mof_take(reader, '=');

    if (FAILED(hr))
        return hr;
    hr = wmi_mock__mof_read_value(reader, &(wmi_mock__mof_type){ property->type, property->class_name },
                                  property->is_array, &value);
    wmi_mock__mof_own_forwards(reader, forwards, record, index);
    if (FAILED(hr))
        return hr;
    wmi_value_clear(&record->values[index]);
    record->values[index] = value;
    return S_OK;
}

/* [qualifiers] Name = value; with qualifiers the value may be left out, as providers of single properties do. */
static HRESULT read_assignment(wmi_mock__mof_reader *reader, wmi_mock__record *record, bool *assigned)
{
    wmi_mock__qualifiers qualifiers = { 0 };
    size_t index = 0;
    HRESULT hr = wmi_mock__mof_read_qualifiers(reader, &qualifiers);
    bool has_value;

    if (SUCCEEDED(hr))
        hr = find_property(reader, record, assigned, &index);
    has_value = qualifiers.count == 0 || !wmi_mock__mof_at_symbol(reader, ';');
    if (SUCCEEDED(hr) && has_value)
        hr = read_value(reader, record, index);
    if (SUCCEEDED(hr) && qualifiers.count > 0 && FAILED(wmi_mock__record_qualify(record, index, &qualifiers)))
        hr = wmi_mock__mof_no_memory(&reader->lexer);
    wmi_mock__qualifiers_clear(&qualifiers);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ';');
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

/* From the alias to the semicolon, where it stops. */
static HRESULT read_instance(wmi_mock__mof_reader *reader, wmi_mock__record *record, char **alias)
{
    HRESULT hr = wmi_mock__mof_read_alias(reader, alias);

    reader->in_instance = true;
    if (SUCCEEDED(hr))
        hr = read_body(reader, record);
    reader->in_instance = false;
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take(reader, '}');
    if (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, ';'))
        hr = wmi_mock__mof_unexpected(reader, "';'");
    return hr;
}

HRESULT wmi_mock__mof_read_instance(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    wmi_mock__mof_target target = { .space = reader->space,
                                    .file = reader->lexer.file,
                                    .flags = reader->instance_flags };
    size_t forwards = reader->forward_count;
    wmi_mock__record *record = NULL;
    char *alias = NULL;
    HRESULT hr = read_head(reader, &record, &target.place);

    if (record == NULL)
        return hr;
    if (SUCCEEDED(hr))
        hr = read_instance(reader, record, &alias);
    if (FAILED(hr))
        goto cleanup;
    record->qualifiers = *qualifiers;
    *qualifiers = (wmi_mock__qualifiers){ 0 };
    if (reader->forward_count > forwards) {
        hr = wmi_mock__mof_wait(reader, record, &target, forwards, alias);
    } else {
        hr = wmi_mock__mof_store(reader, record, &target);
        if (SUCCEEDED(hr) && alias != NULL)
            hr = wmi_mock__mof_define_record_alias(reader, alias, record);
    }
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

    if (reader->source->embed == NULL)
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
    HRESULT hr = reader->source->embed(reader->source->context, record, object);

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
