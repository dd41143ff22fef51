/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include "mock/repository/class_update.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Types ------------------------------------------------------------------------------------------------- */

static const struct type_keyword {
    const char *keyword;
    wmi_type type;
} type_keywords[] = {
    { "sint8", WMI_SINT8 },   { "uint8", WMI_UINT8 },   { "sint16", WMI_SINT16 },
    { "uint16", WMI_UINT16 }, { "sint32", WMI_SINT32 }, { "uint32", WMI_UINT32 },
    { "sint64", WMI_SINT64 }, { "uint64", WMI_UINT64 }, { "real32", WMI_REAL32 },
    { "real64", WMI_REAL64 }, { "string", WMI_STRING }, { "boolean", WMI_BOOL },
    { "char16", WMI_CHAR16 }, { "object", WMI_OBJECT }, { "datetime", WMI_DATETIME },
    { "void", WMI_NULL },
};

static const struct type_keyword *find_keyword(const char *word)
{
    for (size_t i = 0; i < sizeof type_keywords / sizeof type_keywords[0]; i++) {
        if (wmi__same_name(word, type_keywords[i].keyword))
            return &type_keywords[i];
    }
    return NULL;
}

/* The class of an embedded object must exist, or be the one being declared. */
static HRESULT check_class(wmi_mock__mof_reader *reader, const char *name, wmi_mock__mof_place place)
{
    bool is_own = reader->declaring != NULL && wmi__same_name(reader->declaring, name);

    if (is_own || wmi_mock__namespace_find_class(reader->space, name) != NULL)
        return S_OK;
    return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_CLASS, place,
                              "'%.80s' is neither a type nor an existing class", name);
}

HRESULT wmi_mock__mof_check_cimtype(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type,
                                    const wmi_mock__qualifiers *qualifiers, wmi_mock__mof_place place)
{
    const char *name = type->class_name == NULL ? wmi_mock__cimtype_class(type->type, qualifiers) : NULL;

    if (name == NULL || (type->type == WMI_REFERENCE && find_keyword(name) == NULL))
        return S_OK;
    return check_class(reader, name, place);
}

/* object, object:Class, or object ref (a reference to any class). */
static HRESULT read_object_type(wmi_mock__mof_reader *reader, wmi_mock__mof_type *type)
{
    wmi_mock__mof_place place = { 0 };
    HRESULT hr = S_OK;

    if (wmi_mock__mof_at_symbol(reader, ':')) {
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
        if (SUCCEEDED(hr))
            hr = wmi_mock__mof_take_name(reader, "a class's name", &type->class_name, &place);
        return FAILED(hr) ? hr : check_class(reader, type->class_name, place);
    }
    if (wmi_mock__mof_at_word(reader, "ref")) {
        type->type = WMI_REFERENCE;
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    }
    return hr;
}

/* A class's name: embedded instances of it, or references when `ref` follows. */
static HRESULT read_class_type(wmi_mock__mof_reader *reader, wmi_mock__mof_type *type)
{
    wmi_mock__mof_place place;
    HRESULT hr = wmi_mock__mof_take_name(reader, "a type", &type->class_name, &place);

    type->type = WMI_OBJECT;
    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_WORD)
        return S_OK; /* the next token is reported as the error */
    if (!wmi_mock__mof_at_word(reader, "ref"))
        return check_class(reader, type->class_name, place);
    type->type = WMI_REFERENCE;
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

HRESULT wmi_mock__mof_read_type(wmi_mock__mof_reader *reader, wmi_mock__mof_type *type)
{
    const struct type_keyword *found = reader->lexer.token.kind == WMI_MOCK__MOF_WORD
                                           ? find_keyword(reader->lexer.text)
                                           : NULL;
    HRESULT hr;

    *type = (wmi_mock__mof_type){ WMI_NULL, NULL };
    if (found == NULL)
        return read_class_type(reader, type);
    type->type = found->type;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) || type->type != WMI_OBJECT ? hr : read_object_type(reader, type);
}

/* --- Properties -------------------------------------------------------------------------------------------- */

/* A fixed array size is stored as a qualifier, as by mofcomp. */
static HRESULT read_array_size(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    wmi_value size = { .type = WMI_SINT32 };
    HRESULT hr;

    if (!wmi__integer_store(token->integer, WMI_SINT32, &size) || size.sint32 <= 0)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, token->place,
                                  "'%.*s' is not a valid array size",
                                  token->length < 40 ? (int)token->length : 40, token->start);
    hr = wmi_mock__qualifiers_set(qualifiers, "MAX", &size, 0);
    if (FAILED(hr))
        return wmi_mock__mof_refused(reader, hr, token->place, "MAX");
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

HRESULT wmi_mock__mof_read_brackets(wmi_mock__mof_reader *reader, bool *is_array,
                                    wmi_mock__qualifiers *qualifiers)
{
    HRESULT hr;

    *is_array = wmi_mock__mof_at_symbol(reader, '[');
    if (!*is_array)
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (SUCCEEDED(hr) && reader->lexer.token.kind == WMI_MOCK__MOF_INTEGER)
        hr = read_array_size(reader, qualifiers);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ']');
}

static HRESULT read_default(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type,
                            wmi_mock__property *property)
{
    HRESULT hr;

    if (!wmi_mock__mof_at_symbol(reader, '='))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_read_value(reader, type, property->is_array, &property->value);
}

/* From after its name to its semicolon. Takes ownership of the property and of the type's class name. */
static HRESULT read_property(wmi_mock__mof_reader *reader, wmi_mock__class *object_class,
                             wmi_mock__property *property, wmi_mock__mof_type *type,
                             wmi_mock__mof_place place)
{
    char name[WMI_MOCK__MOF_SHOWN];
    HRESULT hr = wmi_mock__mof_read_brackets(reader, &property->is_array, &property->qualifiers);

    snprintf(name, sizeof name, "%s", property->name);
    if (SUCCEEDED(hr) && type->type == WMI_NULL)
        hr = wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_PROPERTY_TYPE, place,
                                "property '%.80s' cannot be void", name);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_check_cimtype(reader, type, &property->qualifiers, place);
    if (SUCCEEDED(hr))
        hr = read_default(reader, type, property);
    if (FAILED(hr))
        goto cleanup;
    property->type = type->type;
    property->class_name = type->class_name;
    type->class_name = NULL;
    if (!wmi_mock__mof_at_symbol(reader, ';')) {
        hr = wmi_mock__mof_unexpected(reader, "';'");
        goto cleanup;
    }
    hr = wmi_mock__class_add_property(object_class, property);
    if (FAILED(hr))
        wmi_mock__mof_refused(reader, hr, place, name);
    else
        hr = wmi_mock__mof_lexer_next(&reader->lexer);

cleanup:
    wmi_mock__property_clear(property);
    return hr;
}

static HRESULT read_feature(wmi_mock__mof_reader *reader, wmi_mock__class *object_class)
{
    wmi_mock__mof_type type = { WMI_NULL, NULL };
    wmi_mock__qualifiers qualifiers = { 0 };
    char *name = NULL;
    wmi_mock__mof_place place;
    HRESULT hr = wmi_mock__mof_read_qualifiers(reader, &qualifiers);

    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_type(reader, &type);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take_name(reader, "a property's or a method's name", &name, &place);
    if (FAILED(hr))
        goto cleanup;
    if (wmi_mock__mof_at_symbol(reader, '(')) {
        wmi_mock__method method = { .name = name, .qualifiers = qualifiers };

        hr = wmi_mock__mof_read_method(reader, object_class, &method, &type, place);
    } else {
        wmi_mock__property property = { .name = name, .qualifiers = qualifiers };

        hr = read_property(reader, object_class, &property, &type, place);
    }
    name = NULL;
    qualifiers = (wmi_mock__qualifiers){ 0 };

cleanup:
    wmi_mock__qualifiers_clear(&qualifiers);
    free(name);
    free(type.class_name);
    return hr;
}

/* --- Classes ----------------------------------------------------------------------------------------------- */

/* Optional `: Superclass`. Borrowed from the namespace. */
static HRESULT read_superclass(wmi_mock__mof_reader *reader, wmi_mock__class **superclass)
{
    HRESULT hr;

    *superclass = NULL;
    if (!wmi_mock__mof_at_symbol(reader, ':'))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, "the superclass's name");
    *superclass = wmi_mock__namespace_find_class(reader->space, reader->lexer.text);
    if (*superclass == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_SUPERCLASS,
                                  reader->lexer.token.place, "the superclass '%.80s' does not exist",
                                  reader->lexer.text);
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

static HRESULT read_features(wmi_mock__mof_reader *reader, wmi_mock__class *object_class)
{
    HRESULT hr = wmi_mock__mof_take(reader, '{');

    while (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, '}'))
        hr = read_feature(reader, object_class);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, ';'))
        hr = wmi_mock__mof_unexpected(reader, "';'");
    return hr;
}

/* From the colon or the opening brace to the semicolon, where it stops. The caller owns the class. */
static HRESULT read_definition(wmi_mock__mof_reader *reader, const char *name, wmi_mock__mof_place place,
                               wmi_mock__qualifiers *qualifiers, wmi_mock__class **made)
{
    wmi_mock__class *superclass;
    HRESULT hr = read_superclass(reader, &superclass);

    if (FAILED(hr))
        return hr;
    *made = wmi_mock__class_create(name, superclass);
    if (*made == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    hr = wmi_mock__qualifiers_override(&(*made)->qualifiers, qualifiers);
    if (FAILED(hr))
        return wmi_mock__mof_refused(reader, hr, place, name);
    wmi_mock__class_apply_qualifiers(*made);
    reader->declaring = name;
    hr = read_features(reader, *made);
    reader->declaring = NULL;
    if (SUCCEEDED(hr) && (*made)->is_singleton && wmi_mock__class_has_keys(*made))
        hr = wmi_mock__mof_refused(reader, (HRESULT)WBEM_E_CANNOT_BE_SINGLETON, place, name);
    return hr;
}

static HRESULT check_name(wmi_mock__mof_reader *reader, const char *name, wmi_mock__mof_place place)
{
    if (find_keyword(name) != NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, place,
                                  "'%.80s' is a type and cannot be a class name", name);
    return S_OK;
}

HRESULT wmi_mock__mof_read_class(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    wmi_mock__class *made = NULL;
    wmi_mock__mof_place place = { 0 };
    char *alias = NULL;
    char *name = NULL;
    HRESULT hr = wmi_mock__mof_lexer_next(&reader->lexer);

    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take_name(reader, "a class's name", &name, &place);
    if (SUCCEEDED(hr))
        hr = check_name(reader, name, place);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_alias(reader, &alias);
    if (SUCCEEDED(hr))
        hr = read_definition(reader, name, place, qualifiers, &made);
    if (FAILED(hr))
        goto cleanup;
    hr = wmi_mock__namespace_store_class(reader->space, made, reader->class_flags);
    if (FAILED(hr))
        wmi_mock__mof_refused(reader, hr, place, name);
    if (SUCCEEDED(hr) && alias != NULL)
        hr = wmi_mock__mof_define_alias(reader, alias, name);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_lexer_next(&reader->lexer);

cleanup:
    wmi_mock__class_release(made);
    free(alias);
    free(name);
    return hr;
}
