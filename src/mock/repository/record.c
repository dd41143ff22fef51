/* SPDX-License-Identifier: MIT */
#include "mock/repository/model.h"

#include "value/variant.h"

#include <stdlib.h>

/* Every value is a WMI_NULL, so that it can be released at any time. */
static wmi_mock__record *create_empty(wmi_mock__class *object_class)
{
    size_t count = object_class->property_count;
    wmi_mock__record *record = calloc(1, sizeof *record + count * sizeof record->values[0]);

    if (record == NULL)
        return NULL;
    atomic_init(&record->references, 1);
    record->object_class = wmi_mock__class_share(object_class);
    return record;
}

wmi_mock__record *wmi_mock__record_create(wmi_mock__class *object_class)
{
    wmi_mock__record *record = create_empty(object_class);
    HRESULT hr = record == NULL ? E_OUTOFMEMORY : S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < object_class->property_count; i++)
        hr = wmi__value_copy(&object_class->properties[i].value, &record->values[i]);
    if (FAILED(hr)) {
        wmi_mock__record_release(record);
        record = NULL;
    }
    return record;
}

wmi_mock__record *wmi_mock__record_share(wmi_mock__record *record)
{
    if (record != NULL)
        atomic_fetch_add(&record->references, 1);
    return record;
}

void wmi_mock__record_release(wmi_mock__record *record)
{
    if (record == NULL || atomic_fetch_sub(&record->references, 1) != 1)
        return;
    for (size_t i = 0; i < record->object_class->property_count; i++)
        wmi_value_clear(&record->values[i]);
    for (size_t i = 0; record->property_qualifiers != NULL && i < record->object_class->property_count; i++)
        wmi_mock__qualifiers_clear(&record->property_qualifiers[i]);
    free(record->property_qualifiers);
    wmi_mock__qualifiers_clear(&record->qualifiers);
    wmi_mock__class_release(record->object_class);
    free(record);
}

const wmi_mock__qualifiers *wmi_mock__record_qualifiers(const wmi_mock__record *record, size_t property)
{
    static const wmi_mock__qualifiers none;

    return record->property_qualifiers == NULL ? &none : &record->property_qualifiers[property];
}

/* Few instances have any: the lists are made when the first is needed. */
wmi_mock__qualifiers *wmi_mock__record_own_qualifiers(wmi_mock__record *record, size_t property)
{
    if (record->property_qualifiers == NULL)
        record->property_qualifiers = calloc(record->object_class->property_count + 1,
                                             sizeof *record->property_qualifiers);
    return record->property_qualifiers == NULL ? NULL : &record->property_qualifiers[property];
}

HRESULT wmi_mock__record_qualify(wmi_mock__record *record, size_t property, wmi_mock__qualifiers *added)
{
    wmi_mock__qualifiers *list = wmi_mock__record_own_qualifiers(record, property);
    HRESULT hr = list == NULL ? E_OUTOFMEMORY : S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < added->count; i++) {
        wmi_mock__qualifier *each = &added->items[i];

        hr = wmi_mock__qualifiers_set(list, each->name, &each->value, each->flavor);
    }
    wmi_mock__qualifiers_clear(added);
    return hr;
}

static HRESULT copy_property_qualifiers(const wmi_mock__record *from, wmi_mock__record *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < from->object_class->property_count; i++) {
        const wmi_mock__qualifiers *list = wmi_mock__record_qualifiers(from, i);
        wmi_mock__qualifiers *copy = list->count == 0 ? NULL : wmi_mock__record_own_qualifiers(to, i);

        if (list->count > 0)
            hr = copy == NULL ? E_OUTOFMEMORY : wmi_mock__qualifiers_copy(list, copy);
    }
    return hr;
}

wmi_mock__record *wmi_mock__record_copy(const wmi_mock__record *record)
{
    wmi_mock__record *copy = create_empty(record->object_class);
    HRESULT hr = copy == NULL ? E_OUTOFMEMORY
                              : wmi_mock__qualifiers_copy(&record->qualifiers, &copy->qualifiers);

    for (size_t i = 0; SUCCEEDED(hr) && i < record->object_class->property_count; i++)
        hr = wmi__value_copy(&record->values[i], &copy->values[i]);
    if (SUCCEEDED(hr))
        hr = copy_property_qualifiers(record, copy);
    if (FAILED(hr)) {
        wmi_mock__record_release(copy);
        copy = NULL;
    }
    return copy;
}
