/* SPDX-License-Identifier: MIT */
#include "row.h"

#include <stdlib.h>
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
