/* SPDX-License-Identifier: MIT */
/* All properties of an object at once. */
#include "error/error.h"
#include "object/names.h"
#include "object/property.h"
#include "value/block.h"
#include "value/variant.h"

#include <wmikit/object.h>

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_get_values"

/* While they are read, each value owns its memory. */
typedef struct value_list {
    char **names;
    wmi_value *values;
    size_t count;
} value_list;

static void clear_list(value_list *list)
{
    for (size_t i = 0; list->values != NULL && i < list->count; i++)
        wmi_value_clear(&list->values[i]);
    free(list->values);
    free(list->names);
}

/* A datetime that is not valid comes as its text. */
static HRESULT read_value(const wmi__reading *self, wmi_value *value)
{
    CIMTYPE type = CIM_EMPTY;
    VARIANT variant;
    HRESULT hr = wmi__reading_variant(self, &variant, &type);

    if (FAILED(hr))
        return hr;
    hr = wmi__value_from_variant(&variant, type, value);
    if (hr == (HRESULT)WBEM_E_TYPE_MISMATCH && (type & ~CIM_FLAG_ARRAY) == CIM_DATETIME)
        hr = wmi__value_from_variant(&variant, CIM_STRING | (type & CIM_FLAG_ARRAY), value);
    wmi__variant_drop(&variant);
    return FAILED(hr) ? wmi__reading_failed(self, hr, type) : S_OK;
}

static HRESULT read_list(IWbemClassObject *object, value_list *list)
{
    HRESULT hr = wmi__property_name_list(object, OPERATION, &list->names, &list->count);

    if (FAILED(hr))
        return hr;
    list->values = calloc(list->count + 1, sizeof *list->values);
    if (list->values == NULL)
        return wmi__out_of_memory(OPERATION);
    for (size_t i = 0; i < list->count && SUCCEEDED(hr); i++) {
        const wmi__reading self = { object, list->names[i], OPERATION };

        hr = read_value(&self, &list->values[i]);
    }
    return hr;
}

/* The references to embedded objects move from the list into the block. */
static wmi_argument *to_block(value_list *list)
{
    wmi__block block = { 0 };
    size_t base = wmi__block_add(&block, NULL, list->count * sizeof(wmi_argument));
    wmi_argument *made;

    for (size_t i = 0; i < list->count; i++) {
        size_t at = base + i * sizeof(wmi_argument);
        size_t name = wmi__block_add(&block, list->names[i], strlen(list->names[i]) + 1);

        wmi__block_point(&block, at + offsetof(wmi_argument, name), name);
        wmi__block_write_value(&block, at + offsetof(wmi_argument, value), &list->values[i]);
    }
    made = wmi__block_finish(&block);
    for (size_t i = 0; i < list->count && made != NULL; i++) {
        free(list->values[i].owned);
        list->values[i] = wmi_value_null(WMI_NULL);
    }
    return made;
}

static HRESULT check(IWbemClassObject *object, wmi_argument **values, size_t *count)
{
    const char *null = values == NULL ? "values" : count == NULL ? "count" : object == NULL ? "object" : NULL;

    if (values != NULL)
        *values = NULL;
    if (count != NULL)
        *count = 0;
    return null == NULL ? S_OK : wmi__refuse_null(OPERATION, null);
}

HRESULT wmi_get_values(IWbemClassObject *object, wmi_argument **values, size_t *count)
{
    value_list list = { 0 };
    HRESULT hr = check(object, values, count);

    if (FAILED(hr))
        return hr;
    hr = read_list(object, &list);
    if (SUCCEEDED(hr)) {
        *values = to_block(&list);
        hr = *values == NULL ? wmi__out_of_memory(OPERATION) : S_OK;
    }
    if (SUCCEEDED(hr))
        *count = list.count;
    clear_list(&list);
    return hr;
}

void wmi_values_free(wmi_argument *values, size_t count)
{
    for (size_t i = 0; values != NULL && i < count; i++) {
        const wmi_value *value = &values[i].value;

        if (value->type != WMI_OBJECT || value->is_null)
            continue;
        if (!value->is_array)
            wmi_object_release(value->object);
        for (size_t k = 0; k < value->count; k++)
            wmi_object_release(value->objects[k]);
    }
    free(values);
}
