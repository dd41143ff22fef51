/* SPDX-License-Identifier: MIT */
#include "mock/repository/model.h"

#include "mock/repository/key.h"
#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

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

/* --- In a namespace ---------------------------------------------------------------------------------------- */

static bool has_null_key(const wmi_mock__record *record)
{
    for (size_t i = 0; i < record->object_class->property_count; i++) {
        if (record->object_class->properties[i].is_key && record->values[i].is_null)
            return true;
    }
    return false;
}

/* Whether another one of the same class has the same keys. */
static bool has_same_path(const void *item, const void *wanted)
{
    const wmi_mock__record *a = item;
    const wmi_mock__record *b = wanted;
    char buffer_a[WMI__SCALAR_TEXT_SIZE];
    char buffer_b[WMI__SCALAR_TEXT_SIZE];

    if (a->object_class != b->object_class)
        return false;
    for (size_t i = 0; i < a->object_class->property_count; i++) {
        if (a->object_class->properties[i].is_key &&
            !wmi_mock__same_name(wmi_mock__key_text(&a->values[i], buffer_a),
                                 wmi_mock__key_text(&b->values[i], buffer_b)))
            return false;
    }
    return true;
}

wmi_mock__record *wmi_mock__namespace_find_twin(const wmi_mock__namespace *space,
                                                const wmi_mock__record *record)
{
    if (!wmi_mock__class_has_paths(record->object_class))
        return NULL;
    return wmi_mock__index_find(&space->record_index, wmi_mock__record_hash(record), has_same_path, record);
}

static bool has_room(wmi_mock__namespace *space)
{
    size_t capacity = space->record_capacity == 0 ? 8 : space->record_capacity * 2;
    wmi_mock__record **records;

    if (space->record_count < space->record_capacity)
        return true;
    records = realloc(space->records, capacity * sizeof(wmi_mock__record *));
    if (records == NULL)
        return false;
    space->records = records;
    space->record_capacity = capacity;
    return true;
}

static HRESULT add_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    if (has_null_key(record))
        return (HRESULT)WBEM_E_ILLEGAL_NULL;
    if (wmi_mock__namespace_find_twin(space, record) != NULL)
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    if (!has_room(space) || !wmi_mock__index_reserve(&space->record_index))
        return E_OUTOFMEMORY;
    if (wmi_mock__class_has_paths(record->object_class))
        wmi_mock__index_add(&space->record_index, wmi_mock__record_hash(record), record);
    space->records[space->record_count++] = record;
    return S_OK;
}

HRESULT wmi_mock__namespace_add_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    HRESULT hr = add_record(space, record);

    if (FAILED(hr))
        wmi_mock__record_release(record);
    return hr;
}

/* Searches from the end: the last records are removed first, also when a text is undone. */
static size_t position_of(const wmi_mock__namespace *space, const wmi_mock__record *record)
{
    size_t at = space->record_count;

    while (at > 0) {
        if (space->records[--at] == record)
            return at;
    }
    return SIZE_MAX;
}

void wmi_mock__namespace_remove_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    size_t at = position_of(space, record);

    if (at == SIZE_MAX)
        return;
    if (wmi_mock__class_has_paths(record->object_class))
        wmi_mock__index_remove(&space->record_index, wmi_mock__record_hash(record), record);
    space->record_count--;
    memmove(&space->records[at], &space->records[at + 1],
            (space->record_count - at) * sizeof space->records[0]);
    wmi_mock__record_release(record);
}

void wmi_mock__namespace_replace_record(wmi_mock__namespace *space, wmi_mock__record *old,
                                        wmi_mock__record *record)
{
    size_t at = position_of(space, old);

    if (at == SIZE_MAX) {
        wmi_mock__record_release(record);
        return;
    }
    if (wmi_mock__class_has_paths(old->object_class))
        wmi_mock__index_replace(&space->record_index, wmi_mock__record_hash(old), old, record);
    space->records[at] = record;
    wmi_mock__record_release(old);
}
