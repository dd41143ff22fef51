/* SPDX-License-Identifier: MIT */
#include "mock/repository/namespace.h"

#include <stdlib.h>

wmi_mock__namespace *wmi_mock__namespace_create(wmi_mock__undo *undo, const char *path)
{
    wmi_mock__namespace *space = calloc(1, sizeof *space);

    if (space == NULL)
        return NULL;
    space->undo = undo;
    space->path = wmi_mock__copy_text(path);
    if (space->path == NULL) {
        free(space);
        return NULL;
    }
    return space;
}

static void free_extent(wmi_mock__extent *extent)
{
    for (wmi_mock__link *at = extent->records.first; at != NULL;) {
        wmi_mock__record *record = at->item;

        at = at->next;
        wmi_mock__record_release(record);
    }
    wmi_mock__class_release(extent->object_class);
    free(extent);
}

/* The newest class first: a class needs its superclass, but no subclass. */
void wmi_mock__namespace_free(wmi_mock__namespace *space)
{
    for (wmi_mock__link *at = space->classes.last; at != NULL;) {
        wmi_mock__extent *extent = at->item;

        at = at->previous;
        free_extent(extent);
    }
    wmi_mock__index_clear(&space->class_index);
    wmi_mock__index_clear(&space->record_index);
    free(space->path);
    free(space);
}

/* --- Classes ----------------------------------------------------------------------------------------------- */

static size_t name_hash(const wmi_mock__extent *extent)
{
    return wmi_mock__hash_name(WMI_MOCK__HASH_SEED, extent->object_class->name);
}

static void take_out(wmi_mock__namespace *space, wmi_mock__extent *extent)
{
    wmi_mock__index_remove(&space->class_index, name_hash(extent), extent);
    wmi_mock__list_take(&space->classes, &extent->among_classes);
    if (extent->superclass != NULL)
        wmi_mock__list_take(&extent->superclass->subclasses, &extent->among_siblings);
}

static void revert_adding(wmi_mock__change *change)
{
    take_out(change->owner, change->extent);
    free_extent(change->extent);
}

static HRESULT add_class(wmi_mock__namespace *space, wmi_mock__class *added, wmi_mock__extent *extent)
{
    const wmi_mock__change change = { .revert = revert_adding, .owner = space, .extent = extent };

    if (!wmi_mock__index_reserve(&space->class_index) || !wmi_mock__undo_reserve(space->undo))
        return E_OUTOFMEMORY;
    extent->object_class = added;
    if (added->superclass != NULL)
        extent->superclass = wmi_mock__namespace_find_extent(space, added->superclass->name);
    if (extent->superclass != NULL)
        wmi_mock__list_append(&extent->superclass->subclasses, &extent->among_siblings, extent);
    wmi_mock__list_append(&space->classes, &extent->among_classes, extent);
    wmi_mock__index_add(&space->class_index, name_hash(extent), extent);
    wmi_mock__undo_note(space->undo, &change);
    return S_OK;
}

HRESULT wmi_mock__namespace_add_class(wmi_mock__namespace *space, wmi_mock__class *added)
{
    bool exists = wmi_mock__namespace_find_extent(space, added->name) != NULL;
    wmi_mock__extent *extent = exists ? NULL : calloc(1, sizeof *extent);
    HRESULT hr = exists ? (HRESULT)WBEM_E_ALREADY_EXISTS : E_OUTOFMEMORY;

    if (extent != NULL)
        hr = add_class(space, added, extent);
    if (FAILED(hr)) {
        free(extent);
        wmi_mock__class_release(added);
    }
    return hr;
}

static void revert_replacing(wmi_mock__change *change)
{
    wmi_mock__extent *extent = change->extent;

    wmi_mock__class_release(extent->object_class);
    extent->object_class = change->old;
}

static void settle_replacing(wmi_mock__change *change)
{
    wmi_mock__class_release(change->old);
}

HRESULT wmi_mock__namespace_replace_class(wmi_mock__namespace *space, wmi_mock__extent *extent,
                                          wmi_mock__class *made)
{
    const wmi_mock__change change = { .revert = revert_replacing,
                                      .settle = settle_replacing,
                                      .owner = space,
                                      .extent = extent,
                                      .old = extent->object_class };

    if (!wmi_mock__undo_reserve(space->undo)) {
        wmi_mock__class_release(made);
        return E_OUTOFMEMORY;
    }
    extent->object_class = made;
    wmi_mock__undo_note(space->undo, &change);
    return S_OK;
}

static void revert_removing(wmi_mock__change *change)
{
    wmi_mock__namespace *space = change->owner;
    wmi_mock__extent *extent = change->old;

    if (extent->superclass != NULL)
        wmi_mock__list_restore(&extent->superclass->subclasses, &extent->among_siblings);
    wmi_mock__list_restore(&space->classes, &extent->among_classes);
    wmi_mock__index_add(&space->class_index, name_hash(extent), extent);
}

static void settle_removing(wmi_mock__change *change)
{
    free_extent(change->old);
}

HRESULT wmi_mock__namespace_remove_class(wmi_mock__namespace *space, wmi_mock__extent *extent)
{
    const wmi_mock__change change = {
        .revert = revert_removing, .settle = settle_removing, .owner = space, .old = extent
    };

    if (!wmi_mock__undo_reserve(space->undo))
        return E_OUTOFMEMORY;
    take_out(space, extent);
    wmi_mock__undo_note(space->undo, &change);
    return S_OK;
}
