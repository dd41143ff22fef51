/* SPDX-License-Identifier: MIT */
/* Text that a provider keeps in an array of numbers. */
#include "base/bstr.h"
#include "error/error.h"
#include "object/property.h"

#include <wmikit/object.h>

#include <stdlib.h>
#include <string.h>

static char *from_units(const uint16_t *units, size_t count)
{
    size_t length = 0;

    while (length < count && units[length] != 0)
        length++;
    return wmi__utf8_from_units(units, length);
}

/* In place, where there is room for twice as many bytes: each becomes the character of its number. */
static void widen(char *text, size_t length)
{
    char *to = text + 2 * length;

    *to = '\0';
    for (size_t i = length; i > 0; i--) {
        unsigned char byte = (unsigned char)text[i - 1];

        *--to = byte < 0x80 ? (char)byte : (char)(0x80 | (byte & 0x3F));
        if (byte >= 0x80)
            *--to = (char)(0xC0 | byte >> 6);
    }
    memmove(text, to, strlen(to) + 1);
}

static char *from_bytes(const uint8_t *bytes, size_t count)
{
    size_t length = 0;
    char *text;

    while (length < count && bytes[length] != 0)
        length++;
    text = malloc(2 * length + 1);
    if (text == NULL)
        return NULL;
    memcpy(text, bytes, length);
    text[length] = '\0';
    if (wmi__utf16_length(text) == WMI__NOT_UTF8)
        widen(text, length);
    return text;
}

static HRESULT to_characters(const wmi__reading *self, const wmi_value *value, char **text)
{
    if (value->is_array && value->type == WMI_UINT16)
        *text = from_units(value->uint16s, value->count);
    else if (value->is_array && value->type == WMI_CHAR16)
        *text = from_units(value->char16s, value->count);
    else if (value->is_array && value->type == WMI_UINT8)
        *text = from_bytes(value->uint8s, value->count);
    else
        return wmi__reading_mismatch(self, value, "an array of uint16, char16 or uint8");
    return *text == NULL ? wmi__out_of_memory(self->operation) : WMI_OK;
}

HRESULT wmi_get_characters(IWbemClassObject *object, const char *property, char **value)
{
    const wmi__reading from = { object, property, "wmi_get_characters" };
    wmi_value found;
    HRESULT hr = wmi__reading_begin(&from, value, sizeof *value);

    if (SUCCEEDED(hr))
        hr = wmi__reading_value(&from, &found);
    if (hr != WMI_OK)
        return hr;
    hr = to_characters(&from, &found, value);
    wmi_value_clear(&found);
    return hr;
}
