/* SPDX-License-Identifier: MIT */
#include "row.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wmikit/com.h>

/*
 * A provider may send text that is not valid for its type; Wine's LocalDateTime lacks one digit.
 * It is shown unchanged.
 */
static bool read_value(property_row *into, size_t index, IWbemClassObject *object)
{
    const char *name = into->names[index];
    wmi_value *value = &into->values[index];
    char *string = NULL;

    if (WMI_SUCCEEDED(wmi_get_value(object, name, value)))
        return true;
    if (wmi_get_string(object, name, &string) != WMI_OK) {
        wmi_get_value(object, name, value); /* once more, so that the last error is the first one */
        return false;
    }
    into->own_strings[index] = string;
    *value = (wmi_value){ .type = WMI_STRING, .string = string };
    return true;
}

/* `or_lacks`: NULL for a property that the object does not have. */
static outcome read_all(property_row *into, IWbemClassObject *object, char *const *names, size_t count,
                        bool or_lacks)
{
    *into = (property_row)ROW_INIT;
    into->object = object;
    if (names == NULL) {
        if (WMI_FAILED(wmi_property_names(object, &into->own_names, &count)))
            return OUTCOME_WMI;
        names = into->own_names;
    }
    into->names = names;
    into->values = calloc(count + 1, sizeof(*into->values));
    into->own_strings = calloc(count + 1, sizeof(*into->own_strings));
    if (into->values == NULL || into->own_strings == NULL)
        return OUTCOME_MEMORY;
    while (into->count < count) {
        if (read_value(into, into->count, object))
            into->count++;
        else if (or_lacks && wmi_last_error()->code == (HRESULT)WBEM_E_NOT_FOUND)
            into->values[into->count++] = wmi_value_null(WMI_STRING);
        else
            return OUTCOME_WMI;
    }
    return OUTCOME_DONE;
}

outcome row_read(property_row *into, IWbemClassObject *object, char *const *names, size_t count)
{
    return read_all(into, object, names, count, false);
}

outcome row_read_if_any(property_row *into, IWbemClassObject *object, char *const *names, size_t count)
{
    return read_all(into, object, names, count, true);
}

bool object_is_class(IWbemClassObject *object)
{
    int32_t genus;

    return wmi_get_int32(object, "__GENUS", &genus) == WMI_OK && genus == WBEM_GENUS_CLASS;
}

outcome object_find_class(wmi_connection *connection, wmi_cancel *cancel, const char *name,
                          IWbemClassObject **found)
{
    wmi_call_options how = WMI_CALL_OPTIONS_INIT;
    HRESULT hr;

    how.cancel = cancel;
    hr = wmi_find(connection, name, &how, found);
    if (hr == (HRESULT)WBEM_E_NOT_FOUND || (WMI_SUCCEEDED(hr) && !object_is_class(*found))) {
        wmi_object_release(*found);
        *found = NULL;
        return OUTCOME_DONE;
    }
    return WMI_FAILED(hr) ? OUTCOME_WMI : OUTCOME_DONE;
}

/* Wine's has NULs at its end, with which the library makes no string. */
void row_append_relative_path(text *into, const property_row *row)
{
    BSTR path = NULL;

    if (wmi_get_bstr(row->object, "__RELPATH", &path) == WMI_OK)
        text_append_utf16(into, (const uint16_t *)path, SysStringLen(path));
    wmi_bstr_free(path);
}

void row_clear(property_row *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++) {
        wmi_value_clear(&gone->values[i]);
        wmi_free(gone->own_strings[i]);
    }
    free(gone->own_strings);
    free(gone->values);
    wmi_free(gone->own_names);
    *gone = (property_row)ROW_INIT;
}

/* --- Values as text ----------------------------------------------------------------------------------------------- */

wmi_value value_element(const wmi_value *array, size_t index)
{
    wmi_value element = { 0 };

    element.type = array->type;
    switch (array->type) {
    case WMI_SINT16: element.sint16 = array->sint16s[index]; break;
    case WMI_SINT32: element.sint32 = array->sint32s[index]; break;
    case WMI_REAL32: element.real32 = array->real32s[index]; break;
    case WMI_REAL64: element.real64 = array->real64s[index]; break;
    case WMI_BOOL: element.boolean = array->booleans[index]; break;
    case WMI_OBJECT: element.object = array->objects[index]; break;
    case WMI_SINT8: element.sint8 = array->sint8s[index]; break;
    case WMI_UINT8: element.uint8 = array->uint8s[index]; break;
    case WMI_UINT16: element.uint16 = array->uint16s[index]; break;
    case WMI_UINT32: element.uint32 = array->uint32s[index]; break;
    case WMI_SINT64: element.sint64 = array->sint64s[index]; break;
    case WMI_UINT64: element.uint64 = array->uint64s[index]; break;
    case WMI_DATETIME: element.datetime = array->datetimes[index]; break;
    case WMI_CHAR16: element.char16 = array->char16s[index]; break;
    case WMI_STRING:
    case WMI_REFERENCE: element.string = array->strings[index]; break;
    case WMI_NULL: element.is_null = true; break;
    }
    if (array->type == WMI_OBJECT)
        element.is_null = element.object == NULL;
    return element;
}

/* The fewest digits that read back as the same number. */
static void append_real(text *into, double number, bool is_single)
{
    char digits[40];
    int precision = 0;

    do {
        snprintf(digits, sizeof(digits), "%.*g", ++precision, number);
    } while (precision < 17 &&
             (is_single ? strtof(digits, NULL) != (float)number : strtod(digits, NULL) != number));
    text_append_string(into, digits);
}

static void append_number(text *into, const wmi_value *value)
{
    switch (value->type) {
    case WMI_SINT8: text_append_signed(into, value->sint8); break;
    case WMI_SINT16: text_append_signed(into, value->sint16); break;
    case WMI_SINT32: text_append_signed(into, value->sint32); break;
    case WMI_SINT64: text_append_signed(into, value->sint64); break;
    case WMI_UINT8: text_append_unsigned(into, value->uint8); break;
    case WMI_UINT16: text_append_unsigned(into, value->uint16); break;
    case WMI_UINT32: text_append_unsigned(into, value->uint32); break;
    case WMI_UINT64: text_append_unsigned(into, value->uint64); break;
    case WMI_REAL32: append_real(into, (double)value->real32, true); break;
    default: append_real(into, value->real64, false); break;
    }
}

static bool is_number_type(wmi_type type)
{
    return (type >= WMI_SINT16 && type <= WMI_REAL64) || (type >= WMI_SINT8 && type <= WMI_UINT64);
}

static bool is_finite(const wmi_value *value)
{
    double number = value->type == WMI_REAL32 ? (double)value->real32 : 0;

    if (value->type == WMI_REAL64)
        number = value->real64;
    return fabs(number) <= DBL_MAX; /* false for NaN */
}

bool value_is_number(const wmi_value *value)
{
    return !value->is_null && !value->is_array && is_number_type(value->type);
}

static void append_datetime(text *into, const wmi_datetime *datetime)
{
    char digits[26];

    wmi_datetime_format(datetime, digits);
    text_append_string(into, digits);
}

/* A lone surrogate is not a character. */
static void append_char16(text *into, uint16_t unit)
{
    text_append_code_point(into, unit >= 0xD800 && unit <= 0xDFFF ? REPLACEMENT_CHARACTER : unit);
}

static void append_scalar(text *into, const wmi_value *value)
{
    switch (value->type) {
    case WMI_BOOL: text_append_string(into, value->boolean ? "true" : "false"); break;
    case WMI_STRING:
    case WMI_REFERENCE: text_append_string(into, value->string); break;
    case WMI_DATETIME: append_datetime(into, &value->datetime); break;
    case WMI_CHAR16: append_char16(into, value->char16); break;
    default: append_number(into, value); break;
    }
}

static void append_quoted(text *into, const wmi_value *value)
{
    text plain = TEXT_INIT;

    append_scalar(&plain, value);
    into->failed = into->failed || plain.failed;
    json_append_string(into, plain.data, plain.length);
    text_free(&plain);
}

static outcome append_object(text *into, IWbemClassObject *object)
{
    property_row properties;
    outcome result = row_read(&properties, object, NULL, 0);

    if (result == OUTCOME_DONE)
        result = row_append_json(into, &properties);
    row_clear(&properties);
    return result;
}

static outcome append_array(text *into, const wmi_value *array)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    text_append(into, "[", 1);
    for (i = 0; i < array->count && result == OUTCOME_DONE; i++) {
        wmi_value element = value_element(array, i);

        if (i > 0)
            text_append(into, ", ", 2);
        result = value_append_json(into, &element);
    }
    text_append(into, "]", 1);
    return result;
}

outcome value_append_json(text *into, const wmi_value *value)
{
    if (value->is_null || (!value->is_array && !is_finite(value)))
        text_append_string(into, "null");
    else if (value->is_array)
        return append_array(into, value);
    else if (value->type == WMI_OBJECT)
        return append_object(into, value->object);
    else if (value->type == WMI_BOOL || is_number_type(value->type))
        append_scalar(into, value);
    else
        append_quoted(into, value);
    return OUTCOME_DONE;
}

outcome row_append_json(text *into, const property_row *from)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    text_append(into, "{", 1);
    for (i = 0; i < from->count && result == OUTCOME_DONE; i++) {
        if (i > 0)
            text_append(into, ", ", 2);
        json_append_string(into, from->names[i], strlen(from->names[i]));
        text_append(into, ": ", 2);
        result = value_append_json(into, &from->values[i]);
    }
    text_append(into, "}", 1);
    return result;
}

outcome value_append_plain(text *into, const wmi_value *value)
{
    if (value->is_null)
        return OUTCOME_DONE;
    if (value->is_array || value->type == WMI_OBJECT)
        return value_append_json(into, value);
    append_scalar(into, value);
    return OUTCOME_DONE;
}

/* --- Types as text ------------------------------------------------------------------------------------------------ */

static const char *name_of(wmi_type type)
{
    switch (type) {
    case WMI_NULL: return "void";
    case WMI_SINT16: return "sint16";
    case WMI_SINT32: return "sint32";
    case WMI_REAL32: return "real32";
    case WMI_REAL64: return "real64";
    case WMI_STRING: return "string";
    case WMI_BOOL: return "boolean";
    case WMI_SINT8: return "sint8";
    case WMI_UINT8: return "uint8";
    case WMI_UINT16: return "uint16";
    case WMI_UINT32: return "uint32";
    case WMI_SINT64: return "sint64";
    case WMI_UINT64: return "uint64";
    case WMI_DATETIME: return "datetime";
    case WMI_CHAR16: return "char16";
    case WMI_OBJECT:
    case WMI_REFERENCE: break;
    }
    return "object";
}

void type_append_name(text *into, wmi_type type, const char *class_name)
{
    bool has_class = (type == WMI_REFERENCE || type == WMI_OBJECT) && class_name != NULL;

    text_append_string(into, has_class ? class_name : name_of(type));
    if (type == WMI_REFERENCE)
        text_append_string(into, " ref");
}

void type_append_described(text *into, wmi_type type, bool is_array)
{
    text_append_string(into, is_array ? "an array of " : type == WMI_OBJECT ? "an " : "a ");
    text_append_string(into, type == WMI_REFERENCE ? "reference" : name_of(type));
}
