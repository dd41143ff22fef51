/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include "mock/repository/datetime.h"
#include "value/value.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

/* --- Elements ---------------------------------------------------------------------------------------------- */

static HRESULT mismatch(wmi_mock__mof_reader *reader, wmi_type type)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    int length = token->length < 40 ? (int)token->length : 40;

    if (token->kind == WMI_MOCK__MOF_END || token->kind == WMI_MOCK__MOF_SYMBOL)
        return wmi_mock__mof_unexpected(reader, "a value");
    return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_TYPE_MISMATCH, token->place,
                              token->kind == WMI_MOCK__MOF_STRING ? "the string %.*s is not a valid %s"
                                                                  : "'%.*s' is not a valid %s",
                              length, token->start, wmi__type_name(type));
}

static HRESULT out_of_range(wmi_mock__mof_reader *reader, wmi_type type)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;

    return wmi_mock__mof_fail(
        &reader->lexer, (HRESULT)WBEM_E_VALUE_OUT_OF_RANGE, token->place, "'%.*s' is out of the range of %s",
        token->length < 40 ? (int)token->length : 40, token->start, wmi__type_name(type));
}

/* WMI writes 64-bit integers as strings in MOF, so they are also read as strings. */
static HRESULT read_integer(wmi_mock__mof_reader *reader, wmi_type type, wmi_value *element)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    bool is_long = type == WMI_SINT64 || type == WMI_UINT64;
    wmi__integer integer = token->integer;

    if (token->kind == WMI_MOCK__MOF_STRING && is_long) {
        switch (wmi_mock__integer_read_decimal(reader->lexer.text, reader->lexer.text_length, &integer)) {
        case WMI_MOCK__INTEGER_READ: break;
        case WMI_MOCK__INTEGER_TOO_LONG: return out_of_range(reader, type);
        default: return mismatch(reader, type);
        }
    } else if (token->kind != WMI_MOCK__MOF_INTEGER) {
        return mismatch(reader, type);
    }
    return wmi__integer_store(integer, type, element) ? S_OK : out_of_range(reader, type);
}

static HRESULT read_real(wmi_mock__mof_reader *reader, wmi_type type, wmi_value *element)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    double number = token->real;

    if (token->kind == WMI_MOCK__MOF_INTEGER) {
        number = (double)token->integer.magnitude;
        if (token->integer.negative)
            number = -number;
    } else if (token->kind != WMI_MOCK__MOF_REAL) {
        return mismatch(reader, type);
    }
    if (type == WMI_REAL64) {
        element->real64 = number;
        return S_OK;
    }
    if (number > (double)FLT_MAX || number < -(double)FLT_MAX)
        return out_of_range(reader, type);
    element->real32 = (float)number;
    return S_OK;
}

static HRESULT read_character(wmi_mock__mof_reader *reader, wmi_value *element)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    wmi_value number = { 0 };

    if (token->kind == WMI_MOCK__MOF_CHARACTER) {
        element->char16 = token->character;
        return S_OK;
    }
    if (token->kind != WMI_MOCK__MOF_INTEGER)
        return mismatch(reader, WMI_CHAR16);
    if (!wmi__integer_store(token->integer, WMI_UINT16, &number))
        return out_of_range(reader, WMI_CHAR16);
    element->char16 = number.uint16;
    return S_OK;
}

static HRESULT read_boolean(wmi_mock__mof_reader *reader, wmi_value *element)
{
    element->boolean = wmi_mock__mof_at_word(reader, "true");
    if (!element->boolean && !wmi_mock__mof_at_word(reader, "false"))
        return mismatch(reader, WMI_BOOL);
    return S_OK;
}

static HRESULT read_datetime(wmi_mock__mof_reader *reader, wmi_value *element)
{
    if (reader->lexer.token.kind != WMI_MOCK__MOF_STRING)
        return mismatch(reader, WMI_DATETIME);
    element->type = WMI_STRING; /* as which it is kept, until the value is complete */
    element->string = reader->lexer.text;
    return wmi_mock__is_datetime(element->string) ? S_OK : mismatch(reader, WMI_DATETIME);
}

static HRESULT read_text(wmi_mock__mof_reader *reader, wmi_type type, wmi_value *element)
{
    if (type == WMI_REFERENCE && reader->lexer.token.kind == WMI_MOCK__MOF_ALIAS)
        return wmi_mock__mof_resolve_alias(reader, &element->string);
    if (reader->lexer.token.kind != WMI_MOCK__MOF_STRING)
        return mismatch(reader, type);
    element->string = reader->lexer.text;
    return S_OK;
}

/* One value at the current token, which is not consumed: text borrows from it; the caller releases an object. */
static HRESULT read_element(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, wmi_value *element)
{
    *element = (wmi_value){ .type = type->type };
    switch (type->type) {
    case WMI_BOOL: return read_boolean(reader, element);
    case WMI_REAL32:
    case WMI_REAL64: return read_real(reader, type->type, element);
    case WMI_CHAR16: return read_character(reader, element);
    case WMI_DATETIME: return read_datetime(reader, element);
    case WMI_STRING:
    case WMI_REFERENCE: return read_text(reader, type->type, element);
    case WMI_OBJECT:
        if (!wmi_mock__mof_at_word(reader, "instance"))
            return mismatch(reader, WMI_OBJECT);
        return wmi_mock__mof_read_embedded(reader, type->class_name, &element->object);
    default: return read_integer(reader, type->type, element);
    }
}

/* --- Scalars ----------------------------------------------------------------------------------------------- */

/* Moves or copies the memory of the element to the value. */
static bool own(wmi_value *value)
{
    if (value->type == WMI_STRING || value->type == WMI_REFERENCE) {
        value->owned = wmi_mock__copy_text(value->string);
        value->string = value->owned;
        return value->owned != NULL;
    }
    if (value->type == WMI_OBJECT) {
        IWbemClassObject **block = malloc(sizeof(IWbemClassObject *));

        if (block == NULL) {
            wmi_object_release(value->object);
            return false;
        }
        *block = value->object;
        value->owned = block;
    }
    return true;
}

static HRESULT read_scalar(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, wmi_value *value)
{
    HRESULT hr;

    reader->element = 0;
    hr = read_element(reader, type, value);
    if (FAILED(hr))
        return hr;
    if (!own(value)) {
        value->owned = NULL;
        return wmi_mock__mof_no_memory(&reader->lexer);
    }
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

/* --- Arrays ------------------------------------------------------------------------------------------------ */

/* Elements in sequence: of equal size, or texts with their NULs. */
typedef struct element_list {
    char *bytes;
    size_t used;
    size_t capacity;
    size_t count;
} element_list;

static bool append(element_list *list, const void *data, size_t size)
{
    size_t capacity = list->capacity == 0 ? 64 : list->capacity;
    char *bytes;

    while (capacity - list->used < size)
        capacity *= 2;
    if (list->bytes == NULL || capacity != list->capacity) {
        bytes = realloc(list->bytes, capacity);
        if (bytes == NULL)
            return false;
        list->bytes = bytes;
        list->capacity = capacity;
    }
    memcpy(list->bytes + list->used, data, size);
    list->used += size;
    list->count++;
    return true;
}

static bool append_element(element_list *list, const wmi_value *element)
{
    size_t size = wmi__type_size(element->type);

    if (size == 0)
        return append(list, element->string, strlen(element->string) + 1);
    if (append(list, &element->boolean, size))
        return true;
    if (element->type == WMI_OBJECT)
        wmi_object_release(element->object);
    return false;
}

/* The pointers, a NULL after the last, and the characters, in one block. */
static bool texts_from_list(const element_list *list, wmi_value *value)
{
    size_t pointers = (list->count + 1) * sizeof(char *);
    char **block = malloc(pointers + list->used);
    char *at;

    if (block == NULL)
        return false;
    at = (char *)block + pointers;
    if (list->used > 0)
        memcpy(at, list->bytes, list->used);
    for (size_t i = 0; i < list->count; i++) {
        block[i] = at;
        at += strlen(at) + 1;
    }
    block[list->count] = NULL;
    value->owned = block;
    value->strings = (const char *const *)block;
    value->count = list->count;
    return true;
}

/* The list's memory becomes the value's, or is freed. */
static bool value_from_list(element_list *list, wmi_value *value)
{
    bool made = true;

    if (wmi__type_size(value->type) == 0) {
        made = texts_from_list(list, value);
        free(list->bytes);
    } else {
        value->owned = list->bytes != NULL ? list->bytes : malloc(1); /* an empty array is not NULL */
        value->booleans = value->owned;
        value->count = list->count;
        made = value->owned != NULL;
    }
    *list = (element_list){ 0 };
    return made;
}

static void discard(element_list *list, wmi_type type)
{
    wmi_value value = { .type = type, .is_array = true, .count = list->count, .owned = list->bytes };

    wmi_value_clear(&value);
}

/* A qualifier's type is that of its first constant. */
static wmi_type constant_type(const wmi_mock__mof_reader *reader)
{
    wmi_value number;

    switch (reader->lexer.token.kind) {
    case WMI_MOCK__MOF_INTEGER:
        return wmi__integer_store(reader->lexer.token.integer, WMI_SINT32, &number)   ? WMI_SINT32
               : wmi__integer_store(reader->lexer.token.integer, WMI_SINT64, &number) ? WMI_SINT64
                                                                                      : WMI_UINT64;
    case WMI_MOCK__MOF_REAL: return WMI_REAL64;
    case WMI_MOCK__MOF_WORD: return WMI_BOOL;
    default: return WMI_STRING;
    }
}

static HRESULT read_elements(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, element_list *list)
{
    HRESULT hr = S_OK;
    wmi_value element;

    while (SUCCEEDED(hr)) {
        reader->element = list->count;
        if (wmi_mock__mof_at_word(reader, "null"))
            return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_ILLEGAL_NULL, reader->lexer.token.place,
                                      "an array cannot contain NULL");
        hr = read_element(reader, type, &element);
        if (SUCCEEDED(hr) && !append_element(list, &element))
            hr = wmi_mock__mof_no_memory(&reader->lexer);
        if (SUCCEEDED(hr))
            hr = wmi_mock__mof_lexer_next(&reader->lexer);
        if (FAILED(hr) || !wmi_mock__mof_at_symbol(reader, ','))
            break;
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    }
    return hr;
}

static HRESULT read_array(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, wmi_value *value)
{
    element_list list = { 0 };
    wmi_mock__mof_type element = *type;
    HRESULT hr = wmi_mock__mof_take(reader, '{');

    if (FAILED(hr))
        return hr;
    if (element.type == WMI_NULL)
        element.type = constant_type(reader);
    *value = (wmi_value){ .type = element.type == WMI_DATETIME ? WMI_STRING : element.type,
                          .is_array = true };
    if (!wmi_mock__mof_at_symbol(reader, '}'))
        hr = read_elements(reader, &element, &list);
    if (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, '}'))
        hr = wmi_mock__mof_unexpected(reader, "',' or '}'");
    if (SUCCEEDED(hr) && !value_from_list(&list, value))
        hr = wmi_mock__mof_no_memory(&reader->lexer);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    discard(&list, value->type);
    return hr;
}

/* --- Values ------------------------------------------------------------------------------------------------ */

/* A datetime has been read as a text. */
static HRESULT settle(wmi_mock__mof_reader *reader, wmi_value *value)
{
    return FAILED(wmi_mock__datetimes_settle(value)) ? wmi_mock__mof_no_memory(&reader->lexer) : S_OK;
}

static HRESULT read_not_null(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, bool is_array,
                             wmi_value *value)
{
    wmi_mock__mof_type known = *type;
    HRESULT hr;

    if (!is_array && known.type == WMI_NULL)
        known.type = constant_type(reader);
    hr = is_array ? read_array(reader, &known, value) : read_scalar(reader, &known, value);
    if (SUCCEEDED(hr) && known.type == WMI_DATETIME)
        hr = settle(reader, value);
    if (FAILED(hr)) {
        if (value->owned == NULL)
            value->type = WMI_NULL; /* so that clearing does not treat it as an object */
        wmi_value_clear(value);
    }
    return hr;
}

HRESULT wmi_mock__mof_read_value(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, bool is_array,
                                 wmi_value *value)
{
    *value = (wmi_value){ 0 };
    if (!wmi_mock__mof_at_word(reader, "null"))
        return read_not_null(reader, type, is_array, value);
    value->type = type->type == WMI_NULL ? WMI_STRING : type->type;
    value->is_array = is_array;
    value->is_null = true;
    return wmi_mock__mof_lexer_next(&reader->lexer);
}
