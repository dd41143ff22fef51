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
    wmi_mock__qualifiers_clear(&record->qualifiers);
    wmi_mock__class_release(record->object_class);
    free(record);
}

wmi_mock__record *wmi_mock__record_copy(const wmi_mock__record *record)
{
    wmi_mock__record *copy = create_empty(record->object_class);
    HRESULT hr = copy == NULL ? E_OUTOFMEMORY
                              : wmi_mock__qualifiers_copy(&record->qualifiers, &copy->qualifiers);

    for (size_t i = 0; SUCCEEDED(hr) && i < record->object_class->property_count; i++)
        hr = wmi__value_copy(&record->values[i], &copy->values[i]);
    if (FAILED(hr)) {
        wmi_mock__record_release(copy);
        copy = NULL;
    }
    return copy;
}
