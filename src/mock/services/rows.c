/* SPDX-License-Identifier: MIT */
#include "mock/repository/model.h"
#include "mock/services/services.h"

#include <stdlib.h>
#include <string.h>

static HRESULT make_room(wmi_mock__rows *rows, void **items)
{
    size_t capacity = rows->capacity == 0 ? 16 : 2 * rows->capacity;
    void *grown;

    if (rows->count < rows->capacity)
        return S_OK;
    grown = realloc(*items, capacity * sizeof(void *));
    if (grown == NULL)
        return E_OUTOFMEMORY;
    *items = grown;
    rows->capacity = capacity;
    return S_OK;
}

HRESULT wmi_mock__rows_add_record(wmi_mock__rows *rows, wmi_mock__record *record)
{
    void *items = rows->records;
    HRESULT hr = make_room(rows, &items);

    rows->records = items;
    if (SUCCEEDED(hr))
        rows->records[rows->count++] = wmi_mock__record_share(record);
    return hr;
}

HRESULT wmi_mock__rows_add_class(wmi_mock__rows *rows, wmi_mock__class *object_class)
{
    void *items = rows->classes;
    HRESULT hr = make_room(rows, &items);

    rows->classes = items;
    if (SUCCEEDED(hr))
        rows->classes[rows->count++] = wmi_mock__class_share(object_class);
    return hr;
}

HRESULT wmi_mock__rows_select(wmi_mock__rows *rows, const char *const *properties, size_t count)
{
    char **grown = realloc((void *)rows->properties, (rows->property_count + count + 1) * sizeof *grown);

    if (grown == NULL)
        return E_OUTOFMEMORY;
    rows->properties = grown;
    for (size_t i = 0; i < count; i++) {
        char *copy = wmi_mock__copy_text(properties[i]);

        if (copy == NULL)
            return E_OUTOFMEMORY;
        rows->properties[rows->property_count++] = copy;
    }
    return S_OK;
}

void wmi_mock__rows_clear(wmi_mock__rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->records != NULL)
            wmi_mock__record_release(rows->records[i]);
        else
            wmi_mock__class_release(rows->classes[i]);
    }
    for (size_t i = 0; i < rows->property_count; i++)
        free(rows->properties[i]);
    wmi_mock__selection_release(rows->selection);
    free(rows->text);
    free(rows->description);
    free(rows->records);
    free(rows->classes);
    free(rows->properties);
    memset(rows, 0, sizeof *rows);
}

HRESULT wmi_mock__rows_copy(const wmi_mock__rows *from, wmi_mock__rows *to)
{
    HRESULT hr = S_OK;

    memset(to, 0, sizeof *to);
    to->outcome = from->outcome;
    to->operation = from->operation;
    to->text = from->text == NULL ? NULL : wmi_mock__copy_text(from->text);
    to->description = from->description == NULL ? NULL : wmi_mock__copy_text(from->description);
    if ((from->text != NULL && to->text == NULL) || (from->description != NULL && to->description == NULL))
        hr = E_OUTOFMEMORY;
    for (size_t i = 0; i < from->count && SUCCEEDED(hr); i++)
        hr = from->records != NULL ? wmi_mock__rows_add_record(to, from->records[i])
                                   : wmi_mock__rows_add_class(to, from->classes[i]);
    if (SUCCEEDED(hr) && from->properties != NULL)
        hr = wmi_mock__rows_select(to, (const char *const *)from->properties, from->property_count);
    if (FAILED(hr))
        wmi_mock__rows_clear(to);
    return hr;
}
