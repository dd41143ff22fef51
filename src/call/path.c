/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "base/name.h"
#include "call/argument.h"
#include "error/error.h"
#include "value/value.h"

#include <wmikit/com.h>
#include <wmikit/instance.h>

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_path_create"

/* Writes text, or only counts it when there is no buffer. */
typedef struct writer {
    char *at; /* NULL: only count */
    size_t length;
} writer;

static void put(writer *self, char c)
{
    if (self->at != NULL)
        self->at[self->length] = c;
    self->length++;
}

static void put_text(writer *self, const char *text)
{
    while (*text != '\0')
        put(self, *text++);
}

static void put_quoted(writer *self, const char *text)
{
    put(self, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            put(self, '\\');
        put(self, *text);
    }
    put(self, '"');
}

/* The value has been checked. A path has booleans in capitals, and a char16 as a number. */
static void put_value(writer *self, const wmi_value *value)
{
    char text[WMI__SCALAR_TEXT_SIZE] = "";
    wmi_value plain = *value;

    if (value->type == WMI_CHAR16) {
        plain.type = WMI_UINT16;
        plain.uint16 = value->char16;
    }
    wmi__scalar_text(&plain, text);
    if (value->type == WMI_STRING || value->type == WMI_REFERENCE)
        put_quoted(self, value->string);
    else if (value->type == WMI_DATETIME)
        put_quoted(self, text);
    else if (value->type == WMI_BOOL)
        put_text(self, value->boolean ? "TRUE" : "FALSE");
    else
        put_text(self, text);
}

static void put_path(writer *self, const char *class_name, const wmi_argument *keys, size_t count)
{
    put_text(self, class_name);
    if (count == 0)
        put_text(self, "=@");
    for (size_t i = 0; i < count; i++) {
        put(self, i == 0 ? '.' : ',');
        put_text(self, keys[i].name);
        put(self, '=');
        put_value(self, &keys[i].value);
    }
    put(self, '\0');
}

/* --- What is refused ---------------------------------------------------------------------------------------------- */

static HRESULT check_class(const char *class_name)
{
    if (class_name == NULL)
        return wmi__refuse_null(OPERATION, "class_name");
    if (wmi__utf16_length(class_name) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "class_name is not UTF-8");
    if (!wmi__is_name(class_name))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION,
                           "class_name '%s' is not a valid class name", class_name);
    return S_OK;
}

static HRESULT check_value(const wmi_argument *key)
{
    bool is_text = key->value.type == WMI_STRING || key->value.type == WMI_REFERENCE;
    bool is_real = key->value.type == WMI_REAL32 || key->value.type == WMI_REAL64;
    char text[WMI__SCALAR_TEXT_SIZE];

    if (key->value.is_null || key->value.is_array || is_real)
        return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, OPERATION, "key %s: %s cannot be a key", key->name,
                           key->value.is_null    ? "NULL"
                           : key->value.is_array ? "an array"
                                                 : "a real number");
    if (is_text && (key->value.string == NULL || wmi__utf16_length(key->value.string) == WMI__NOT_UTF8))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "key %s is not UTF-8", key->name);
    if (is_text || wmi__scalar_text(&key->value, text))
        return S_OK;
    if (key->value.type == WMI_DATETIME)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION,
                           "key %s: a field of the datetime is out of range", key->name);
    return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, OPERATION, "key %s: the type %s cannot be a key",
                       key->name, wmi__type_name(key->value.type));
}

static HRESULT check(const char *class_name, const wmi_argument *keys, size_t count)
{
    static const wmi__argument_rules rules = { OPERATION, "keys", "key", (HRESULT)WBEM_E_INVALID_PARAMETER,
                                               wmi__is_name };
    HRESULT hr = check_class(class_name);

    if (SUCCEEDED(hr))
        hr = wmi__arguments_check(&rules, keys, count);
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = check_value(&keys[i]);
    return hr;
}

HRESULT wmi_path_create(const char *class_name, const wmi_argument *keys, size_t count, char **path)
{
    writer self = { NULL, 0 };
    HRESULT hr;

    if (path == NULL)
        return wmi__refuse_null(OPERATION, "path");
    *path = NULL;
    hr = check(class_name, keys, count);
    if (FAILED(hr))
        return hr;
    put_path(&self, class_name, keys, count);
    self.at = malloc(self.length);
    if (self.at == NULL)
        return wmi__out_of_memory(OPERATION);
    self.length = 0;
    put_path(&self, class_name, keys, count);
    *path = self.at;
    return S_OK;
}
