/* SPDX-License-Identifier: MIT */
/* IWbemClassObject: its life, its identity, what it consists of. */
#include "mock/object/object.h"

#include "mock/object/error_info.h"

#include <stdlib.h>
#include <string.h>

/* By this the mock knows its own objects: the interface pointer is then a wmi__object's. */
static const IID iid_own_object = {
    0x6f1d2a4e, 0x93b7, 0x4c58, { 0xa1, 0x0d, 0x5e, 0x77, 0x1b, 0xc4, 0x20, 0x9f }
};

wmi__object *wmi__object_of(IWbemClassObject *This)
{
    return (wmi__object *)(void *)((char *)This - offsetof(wmi__object, com));
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemClassObject *This, REFIID riid, void **ppvObject)
{
    wmi__object *self = wmi__object_of(This);
    const wmi__com_face faces[] = {
        { &IID_IWbemClassObject, &self->com },
        { &iid_own_object, &self->com },
        { &IID_IErrorInfo, &self->error_info },
    };
    size_t count = sizeof faces / sizeof faces[0];

    return wmi__com_object_query(&self->base, faces, self->is_error ? count : count - 1, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemClassObject *This)
{
    return wmi__com_object_add_ref(&wmi__object_of(This)->base);
}

static void release_content(wmi__object *self)
{
    if (self->record != NULL)
        wmi__record_release(self->record);
    if (self->own_class != NULL)
        wmi__class_release(self->own_class);
    if (self->place != NULL)
        wmi__place_release(self->place);
    free(self->selected);
}

static ULONG STDMETHODCALLTYPE release(IWbemClassObject *This)
{
    wmi__object *self = wmi__object_of(This);
    ULONG left = wmi__com_object_release(&self->base);

    if (left == 0) {
        release_content(self);
        wmi__com_object_end(&self->base);
        free(self);
    }
    return left;
}

static const IWbemClassObjectVtbl vtbl = {
    query_interface,
    add_ref,
    release,
    wmi__object_get_qualifier_set,
    wmi__object_get,
    wmi__object_put,
    wmi__object_delete,
    wmi__object_get_names,
    wmi__object_begin_enumeration,
    wmi__object_next,
    wmi__object_end_enumeration,
    wmi__object_get_property_qualifier_set,
    wmi__object_clone,
    wmi__object_get_object_text,
    wmi__object_spawn_derived_class,
    wmi__object_spawn_instance,
    wmi__object_compare_to,
    wmi__object_get_property_origin,
    wmi__object_inherits_from,
    wmi__object_get_method,
    wmi__object_put_method,
    wmi__object_delete_method,
    wmi__object_begin_method_enumeration,
    wmi__object_next_method,
    wmi__object_end_method_enumeration,
    wmi__object_get_method_qualifier_set,
    wmi__object_get_method_origin,
};

static bool copy_selection(wmi__object *self, const bool *selected)
{
    const wmi__class *object_class = wmi__object_class(self);
    size_t count;

    if (selected == NULL || object_class == NULL)
        return true;
    count = object_class->property_count;
    self->selected = malloc(count + 1);
    if (self->selected == NULL)
        return false;
    memcpy(self->selected, selected, count * sizeof *selected);
    return true;
}

HRESULT wmi__object_build(const wmi__object_parts *parts, wmi__object **object)
{
    wmi__object *self = calloc(1, sizeof *self);

    *object = NULL;
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtbl;
    self->error_info.lpVtbl = wmi__error_info_vtbl();
    self->shows = parts->shows;
    self->record = parts->record == NULL ? NULL : wmi__record_share(parts->record);
    self->own_class = parts->own_class == NULL ? NULL : wmi__class_share(parts->own_class);
    self->place = parts->place == NULL ? NULL : wmi__place_share(parts->place);
    self->is_new = parts->own_class != NULL && parts->own_class->name[0] == '\0';
    if (!copy_selection(self, parts->selected)) {
        release_content(self);
        free(self);
        return E_OUTOFMEMORY;
    }
    wmi__com_object_begin(&self->base, parts->mock, (IUnknown *)&self->com);
    *object = self;
    return S_OK;
}

/* An object that is being copied may be changed by another thread: both hold its lock meanwhile. */
HRESULT wmi__object_copy(wmi__object *from, wmi_mock *mock, wmi__place *place, wmi__object **copy)
{
    wmi__object_parts parts = { mock, place, from->record, from->own_class, from->selected, from->shows };
    HRESULT hr = wmi__object_build(&parts, copy);

    if (SUCCEEDED(hr))
        (*copy)->is_new = from->is_new;
    return hr;
}

wmi__object *wmi__object_find(IWbemClassObject *object)
{
    void *own = NULL;

    if (object == NULL || FAILED(IWbemClassObject_QueryInterface(object, &iid_own_object, &own)))
        return NULL;
    return wmi__object_of(own);
}

static HRESULT finish(HRESULT hr, wmi__object *made, IWbemClassObject **object)
{
    *object = SUCCEEDED(hr) ? &made->com : NULL;
    return hr;
}

HRESULT wmi__object_create(wmi_mock *mock, wmi__place *place, wmi__record *record, const bool *selected,
                           IWbemClassObject **object)
{
    const wmi__object_parts parts = { mock, place, record, NULL, selected, WMI__SHOWS_ALL };
    wmi__object *made;
    HRESULT hr = wmi__object_build(&parts, &made);

    return finish(hr, made, object);
}

HRESULT wmi__class_object_create(wmi_mock *mock, wmi__place *place, wmi__class *object_class,
                                 IWbemClassObject **object)
{
    const wmi__object_parts parts = { mock, place, NULL, object_class, NULL, WMI__SHOWS_ALL };
    wmi__object *made;
    HRESULT hr = wmi__object_build(&parts, &made);

    return finish(hr, made, object);
}

wmi__object_content wmi__object_content_of(IWbemClassObject *object)
{
    wmi__object_content content = { NULL, NULL };
    wmi__object *self = wmi__object_find(object);

    if (self != NULL) {
        content.record = self->record;
        content.object_class = self->own_class;
        IWbemClassObject_Release(&self->com);
    }
    return content;
}

const wmi__class *wmi__object_class(const wmi__object *self)
{
    return self->record != NULL ? self->record->object_class : self->own_class;
}

bool wmi__object_shows(const wmi__object *self, size_t property)
{
    return self->selected == NULL || self->selected[property];
}

size_t wmi__object_property(const wmi__object *self, const char *name)
{
    size_t property = wmi__class_find_property(wmi__object_class(self), name);

    return property == SIZE_MAX || !wmi__object_shows(self, property) ? SIZE_MAX : property;
}

const wmi_value *wmi__object_value(const wmi__object *self, size_t property)
{
    return self->record != NULL ? &self->record->values[property]
                                : &self->own_class->properties[property].value;
}

wmi__record *wmi__object_own_record(wmi__object *self)
{
    wmi__record *copy;

    if (atomic_load(&self->record->references) == 1)
        return self->record;
    copy = wmi__record_copy(self->record);
    if (copy != NULL) {
        wmi__record_release(self->record);
        self->record = copy;
    }
    return copy;
}

void wmi__object_replace_class(wmi__object *self, wmi__class *changed)
{
    wmi__class_release(self->own_class);
    self->own_class = changed;
}
