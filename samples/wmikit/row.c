/* SPDX-License-Identifier: MIT */
#include "row.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* The code point at `units`, which is at least one unit long; a lone surrogate is no character. */
static size_t utf16_decode(const OLECHAR *units, size_t length, uint32_t *code_point)
{
    uint32_t first = units[0];

    *code_point = first;
    if (first < 0xD800 || first > 0xDFFF)
        return 1;
    *code_point = REPLACEMENT_CHARACTER;
    if (first > 0xDBFF || length < 2 || units[1] < 0xDC00 || units[1] > 0xDFFF)
        return 1;
    *code_point = 0x10000 + ((first - 0xD800) << 10) + (units[1] - 0xDC00u);
    return 2;
}

/* NULL also when there is a NUL inside, where a C string would end too early. */
static char *string_of(BSTR bstr)
{
    text made = TEXT_INIT;
    uint32_t bytes;
    size_t length;
    size_t i = 0;

    memcpy(&bytes, (const char *)bstr - sizeof(bytes), sizeof(bytes)); /* as before every BSTR */
    length = bytes / sizeof(*bstr);
    while (i < length) {
        uint32_t code_point;

        i += utf16_decode(bstr + i, length - i, &code_point);
        made.failed = made.failed || code_point == 0;
        text_append_code_point(&made, code_point);
    }
    return text_take(&made);
}

/*
 * A provider may send a text that its type does not allow; Wine's LocalDateTime is no datetime, by one digit.
 * It is shown as it came.
 */
static char *read_as_it_is(IWbemClassObject *object, const char *name)
{
    BSTR bstr = NULL;
    char *string = NULL;

    if (wmi_get_bstr(object, name, &bstr) == WMI_OK)
        string = string_of(bstr);
    wmi_bstr_free(bstr);
    return string;
}

static bool read_value(property_row *into, size_t index, IWbemClassObject *object)
{
    wmi_value *value = &into->values[index];
    char *string;

    if (WMI_SUCCEEDED(wmi_get_value(object, into->names[index], value)))
        return true;
    string = read_as_it_is(object, into->names[index]);
    if (string == NULL) /* asked again, since the last error is to be the first one */
        return WMI_SUCCEEDED(wmi_get_value(object, into->names[index], value));
    into->own_strings[index] = string;
    *value = (wmi_value){ .type = WMI_STRING, .string = string };
    return true;
}

outcome row_read(property_row *into, IWbemClassObject *object, char *const *names, size_t count)
{
    *into = (property_row)ROW_INIT;
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
        if (!read_value(into, into->count, object))
            return OUTCOME_WMI;
        into->count++;
    }
    return OUTCOME_DONE;
}

void row_clear(property_row *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++) {
        wmi_value_clear(&gone->values[i]);
        free(gone->own_strings[i]);
    }
    free(gone->own_strings);
    free(gone->values);
    wmi_free(gone->own_names);
    *gone = (property_row)ROW_INIT;
}
