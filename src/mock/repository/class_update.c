/* SPDX-License-Identifier: MIT */
#include "mock/repository/class_update.h"

#include "mock/repository/class_change.h"
#include "mock/repository/namespace.h"

#include <string.h>

/* --- Replacing ------------------------------------------------------------------------------------------------- */

static HRESULT check_update(const wmi_mock__extent *extent, LONG flags)
{
    const LONG modes = WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE;

    if ((flags & modes) == 0 && extent->subclasses.count > 0)
        return (HRESULT)WBEM_E_CLASS_HAS_CHILDREN;
    if ((flags & WBEM_FLAG_UPDATE_FORCE_MODE) == 0 && wmi_mock__extent_has_records(extent))
        return (HRESULT)WBEM_E_CLASS_HAS_INSTANCES;
    return S_OK;
}

/* A superclass comes before its subclasses. */
static HRESULT replace_subclasses(wmi_mock__namespace *space, wmi_mock__extent *root)
{
    wmi_mock__extent *each = root;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && (each = wmi_mock__extent_below(each, root)) != NULL) {
        wmi_mock__class *made = NULL;

        hr = wmi_mock__class_rebase(each->object_class, each->superclass->object_class, &made);
        if (SUCCEEDED(hr))
            hr = wmi_mock__namespace_replace_class(space, each, made);
    }
    return hr;
}

/* Instances are kept only for cosmetic changes: the values stay where they are. */
static HRESULT replace_record(wmi_mock__namespace *space, wmi_mock__class *successor,
                              wmi_mock__record *record)
{
    wmi_mock__record *copy = wmi_mock__record_copy(record);

    if (copy == NULL)
        return E_OUTOFMEMORY;
    wmi_mock__class_release(copy->object_class);
    copy->object_class = wmi_mock__class_share(successor);
    return wmi_mock__namespace_replace_record(space, record, copy);
}

static HRESULT replace_records(wmi_mock__namespace *space, const wmi_mock__extent *root)
{
    HRESULT hr = S_OK;

    for (const wmi_mock__extent *each = root; each != NULL && SUCCEEDED(hr);
         each = wmi_mock__extent_below(each, root)) {
        for (const wmi_mock__link *at = each->records.first; at != NULL && SUCCEEDED(hr);) {
            wmi_mock__record *record = at->item;

            at = at->next;
            hr = replace_record(space, each->object_class, record);
        }
    }
    return hr;
}

static HRESULT replace_class(wmi_mock__namespace *space, wmi_mock__extent *extent, wmi_mock__class *made,
                             bool keeps_instances)
{
    wmi_mock__undo_scope scope = wmi_mock__undo_begin(space->undo);
    HRESULT hr = keeps_instances ? S_OK : wmi_mock__namespace_remove_records(space, extent);

    if (SUCCEEDED(hr))
        hr = wmi_mock__namespace_replace_class(space, extent, wmi_mock__class_share(made));
    if (SUCCEEDED(hr))
        hr = replace_subclasses(space, extent);
    if (SUCCEEDED(hr))
        hr = replace_records(space, extent);
    wmi_mock__undo_end(space->undo, scope, SUCCEEDED(hr));
    return hr;
}

static bool is_system_name(const char *name)
{
    return name[0] == '_' || name[strlen(name) - 1] == '_';
}

/* A class that all namespaces share. */
static bool is_system_class(const wmi_mock__class *object_class)
{
    return object_class->name[0] == '_' && object_class->name[1] == '_';
}

static HRESULT update_class(wmi_mock__namespace *space, wmi_mock__extent *extent, wmi_mock__class *made,
                            LONG flags)
{
    const wmi_mock__class *old = extent->object_class;
    bool keeps_instances;
    HRESULT hr = S_OK;

    if (old == made)
        return S_OK;
    if (old->superclass != made->superclass)
        return wmi_mock__class_is_a(made->superclass, old->name) ? (HRESULT)WBEM_E_CIRCULAR_REFERENCE
                                                                 : (HRESULT)WBEM_E_INVALID_SUPERCLASS;
    if (wmi_mock__class_same(old, made))
        return S_OK;
    if (is_system_class(old))
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    keeps_instances = wmi_mock__class_same_shape(old, made);
    if (!keeps_instances)
        hr = check_update(extent, flags);
    return FAILED(hr) ? hr : replace_class(space, extent, made, keeps_instances);
}

/* --- Putting and deleting ---------------------------------------------------------------------------------------- */

/* The class as it will be in the namespace: derived from the superclass in the namespace. */
static HRESULT settle(const wmi_mock__namespace *space, wmi_mock__class *put, wmi_mock__class **made)
{
    wmi_mock__class *superclass = NULL;

    *made = NULL;
    if (put->superclass != NULL) {
        superclass = wmi_mock__namespace_find_class(space, put->superclass->name);
        if (superclass == NULL)
            return (HRESULT)WBEM_E_INVALID_SUPERCLASS;
    }
    if (superclass != put->superclass)
        return wmi_mock__class_rebase(put, superclass, made);
    *made = wmi_mock__class_share(put);
    return S_OK;
}

HRESULT wmi_mock__namespace_store_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags)
{
    wmi_mock__extent *old = wmi_mock__namespace_find_extent(space, put->name);
    wmi_mock__class *made = NULL;
    HRESULT hr;

    if (old == NULL && (flags & WBEM_FLAG_UPDATE_ONLY))
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (old != NULL && (flags & WBEM_FLAG_CREATE_ONLY))
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    hr = settle(space, put, &made);
    if (SUCCEEDED(hr))
        hr = old == NULL ? wmi_mock__namespace_add_class(space, wmi_mock__class_share(made))
                         : update_class(space, old, made, flags);
    wmi_mock__class_release(made);
    return hr;
}

HRESULT wmi_mock__namespace_put_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags)
{
    if (put->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    if (is_system_name(put->name))
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    return wmi_mock__namespace_store_class(space, put, flags);
}

/* From the deepest subclass up. */
static HRESULT delete_classes(wmi_mock__namespace *space, wmi_mock__extent *root)
{
    wmi_mock__extent *each = root;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr)) {
        wmi_mock__extent *done = each;

        if (each->subclasses.last != NULL) {
            each = wmi_mock__link_item(each->subclasses.last);
            continue;
        }
        each = each->superclass;
        hr = wmi_mock__namespace_remove_class(space, done);
        if (done == root)
            break;
    }
    return hr;
}

HRESULT wmi_mock__namespace_delete_class(wmi_mock__namespace *space, const char *name)
{
    wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, name);
    wmi_mock__undo_scope scope;
    HRESULT hr;

    if (extent == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (is_system_name(name))
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    scope = wmi_mock__undo_begin(space->undo);
    hr = wmi_mock__namespace_remove_records(space, extent);
    if (SUCCEEDED(hr))
        hr = delete_classes(space, extent);
    wmi_mock__undo_end(space->undo, scope, SUCCEEDED(hr));
    return hr;
}
