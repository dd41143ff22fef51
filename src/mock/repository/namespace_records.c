/* SPDX-License-Identifier: MIT */
/* The instances in a namespace. */
#include "mock/repository/namespace.h"

#include "mock/repository/key.h"

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
            !wmi__same_name(wmi_mock__key_text(&a->values[i], buffer_a),
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

static wmi_mock__extent *extent_of(const wmi_mock__namespace *space, const wmi_mock__record *record)
{
    return wmi_mock__namespace_find_extent(space, record->object_class->name);
}

/* --- Adding ------------------------------------------------------------------------------------------------ */

static void take_out(wmi_mock__namespace *space, wmi_mock__extent *extent, wmi_mock__record *record)
{
    if (wmi_mock__class_has_paths(record->object_class))
        wmi_mock__index_remove(&space->record_index, wmi_mock__record_hash(record), record);
    wmi_mock__list_take(&extent->records, &record->link);
    space->record_count--;
}

static void revert_adding(wmi_mock__change *change)
{
    wmi_mock__extent *extent = change->extent;

    for (; change->count > 0; change->count--) {
        wmi_mock__record *record = extent->records.last->item;

        take_out(change->owner, extent, record);
        wmi_mock__record_release(record);
    }
}

/* Instances of one class that follow each other are one change. */
static void note_adding(wmi_mock__namespace *space, wmi_mock__extent *extent)
{
    const wmi_mock__change change = { .revert = revert_adding, .owner = space, .extent = extent, .count = 1 };
    wmi_mock__change *last = wmi_mock__undo_last(space->undo);

    if (last != NULL && last->revert == revert_adding && last->extent == extent)
        last->count++;
    else
        wmi_mock__undo_note(space->undo, &change);
}

static HRESULT add_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    wmi_mock__extent *extent = extent_of(space, record);

    if (extent == NULL || extent->object_class != record->object_class)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (has_null_key(record))
        return (HRESULT)WBEM_E_ILLEGAL_NULL;
    if (wmi_mock__namespace_find_twin(space, record) != NULL)
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    if (!wmi_mock__index_reserve(&space->record_index) || !wmi_mock__undo_reserve(space->undo))
        return E_OUTOFMEMORY;
    if (wmi_mock__class_has_paths(record->object_class))
        wmi_mock__index_add(&space->record_index, wmi_mock__record_hash(record), record);
    wmi_mock__list_append(&extent->records, &record->link, record);
    record->order = space->next_order++;
    space->record_count++;
    note_adding(space, extent);
    return S_OK;
}

HRESULT wmi_mock__namespace_add_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    HRESULT hr = add_record(space, record);

    if (FAILED(hr))
        wmi_mock__record_release(record);
    return hr;
}

/* --- Removing ---------------------------------------------------------------------------------------------- */

static void revert_removing(wmi_mock__change *change)
{
    wmi_mock__namespace *space = change->owner;
    wmi_mock__extent *extent = change->extent;
    wmi_mock__record *record = change->old;

    wmi_mock__list_restore(&extent->records, &record->link);
    if (wmi_mock__class_has_paths(record->object_class))
        wmi_mock__index_add(&space->record_index, wmi_mock__record_hash(record), record);
    space->record_count++;
}

static void settle_removing(wmi_mock__change *change)
{
    wmi_mock__record_release(change->old);
}

HRESULT wmi_mock__namespace_remove_record(wmi_mock__namespace *space, wmi_mock__record *record)
{
    const wmi_mock__change change = { .revert = revert_removing,
                                      .settle = settle_removing,
                                      .owner = space,
                                      .extent = extent_of(space, record),
                                      .old = record };

    if (!wmi_mock__undo_reserve(space->undo))
        return E_OUTOFMEMORY;
    take_out(space, change.extent, record);
    wmi_mock__undo_note(space->undo, &change);
    return S_OK;
}

HRESULT wmi_mock__namespace_remove_records(wmi_mock__namespace *space, const wmi_mock__extent *root)
{
    HRESULT hr = S_OK;

    for (const wmi_mock__extent *each = root; each != NULL && SUCCEEDED(hr);
         each = wmi_mock__extent_below(each, root)) {
        while (SUCCEEDED(hr) && each->records.last != NULL)
            hr = wmi_mock__namespace_remove_record(space, each->records.last->item);
    }
    return hr;
}

/* --- Replacing --------------------------------------------------------------------------------------------- */

static void exchange(wmi_mock__namespace *space, wmi_mock__extent *extent, wmi_mock__record *old,
                     wmi_mock__record *record)
{
    if (wmi_mock__class_has_paths(old->object_class))
        wmi_mock__index_replace(&space->record_index, wmi_mock__record_hash(old), old, record);
    wmi_mock__list_exchange(&extent->records, &old->link, &record->link, record);
    record->order = old->order;
}

static void revert_replacing(wmi_mock__change *change)
{
    wmi_mock__record *record = change->made;

    exchange(change->owner, change->extent, record, change->old);
    wmi_mock__record_release(record);
}

HRESULT wmi_mock__namespace_replace_record(wmi_mock__namespace *space, wmi_mock__record *old,
                                           wmi_mock__record *record)
{
    const wmi_mock__change change = { .revert = revert_replacing,
                                      .settle = settle_removing,
                                      .owner = space,
                                      .extent = extent_of(space, old),
                                      .old = old,
                                      .made = record };

    if (!wmi_mock__undo_reserve(space->undo)) {
        wmi_mock__record_release(record);
        return E_OUTOFMEMORY;
    }
    exchange(space, change.extent, old, record);
    wmi_mock__undo_note(space->undo, &change);
    return S_OK;
}
