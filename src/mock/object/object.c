/* SPDX-License-Identifier: MIT */
/* IWbemClassObject: lifetime, identity and contents. */
#include "mock/object/object.h"

#include "mock/object/error_info.h"

#include <stdlib.h>
#include <string.h>

static HRESULT STDMETHODCALLTYPE query_interface(IWbemClassObject *This, REFIID riid, void **ppvObject)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__com_face faces[] = {
        { &IID_IWbemClassObject, &self->com },
        { &wmi_mock__iid_embedded, &self->embedded },
        { &IID_IErrorInfo, &self->error_info },
    };
    size_t count = sizeof faces / sizeof faces[0];

    return wmi_mock__com_object_query(&self->base, faces, self->is_error ? count : count - 1, riid,
                                      ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemClassObject *This)
{
    return wmi_mock__com_object_add_ref(&wmi_mock__object_of(This)->base);
}

static void release_content(wmi_mock__object *self)
{
    if (self->record != NULL)
        wmi_mock__record_release(self->record);
    if (self->own_class != NULL)
        wmi_mock__class_release(self->own_class);
    if (self->place != NULL)
        wmi_mock__place_release(self->place);
    wmi_mock__selection_release(self->selection);
}

static ULONG STDMETHODCALLTYPE release(IWbemClassObject *This)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    ULONG left = wmi_mock__com_object_release(&self->base);

    if (left == 0) {
        release_content(self);
        wmi_mock__com_object_end(&self->base);
        free(self);
    }
    return left;
}

static const IWbemClassObjectVtbl vtbl = {
    query_interface,
    add_ref,
    release,
    wmi_mock__object_get_qualifier_set,
    wmi_mock__object_get,
    wmi_mock__object_put,
    wmi_mock__object_delete,
    wmi_mock__object_get_names,
    wmi_mock__object_begin_enumeration,
    wmi_mock__object_next,
    wmi_mock__object_end_enumeration,
    wmi_mock__object_get_property_qualifier_set,
    wmi_mock__object_clone,
    wmi_mock__object_get_object_text,
    wmi_mock__object_spawn_derived_class,
    wmi_mock__object_spawn_instance,
    wmi_mock__object_compare_to,
    wmi_mock__object_get_property_origin,
    wmi_mock__object_inherits_from,
    wmi_mock__object_get_method,
    wmi_mock__object_put_method,
    wmi_mock__object_delete_method,
    wmi_mock__object_begin_method_enumeration,
    wmi_mock__object_next_method,
    wmi_mock__object_end_method_enumeration,
    wmi_mock__object_get_method_qualifier_set,
    wmi_mock__object_get_method_origin,
};

static wmi_mock__object *object_embedded(wmi_mock__embedded *This)
{
    return (wmi_mock__object *)(void *)((char *)This - offsetof(wmi_mock__object, embedded));
}

static HRESULT STDMETHODCALLTYPE embedded_QueryInterface(wmi_mock__embedded *This, REFIID riid,
                                                         void **ppvObject)
{
    return query_interface(&object_embedded(This)->com, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE embedded_AddRef(wmi_mock__embedded *This)
{
    return add_ref(&object_embedded(This)->com);
}

static ULONG STDMETHODCALLTYPE embedded_Release(wmi_mock__embedded *This)
{
    return release(&object_embedded(This)->com);
}

static wmi_mock__object_content embedded_content(wmi_mock__embedded *This)
{
    wmi_mock__object *self = object_embedded(This);
    wmi_mock__object_content content = { self->record, self->own_class };

    return content;
}

static HRESULT embedded_copy(wmi_mock__embedded *This, wmi_mock *mock, IWbemClassObject **copy)
{
    wmi_mock__object *self = object_embedded(This);
    wmi_mock__object *made;
    HRESULT hr;

    wmi__mutex_lock(&self->base.lock);
    hr = wmi_mock__object_copy(self, mock, self->place, &made);
    wmi__mutex_unlock(&self->base.lock);
    *copy = SUCCEEDED(hr) ? &made->com : NULL;
    return hr;
}

static const wmi_mock__embedded_vtbl embedded_vtbl = {
    embedded_QueryInterface, embedded_AddRef, embedded_Release, embedded_content, embedded_copy,
};

HRESULT wmi_mock__object_build(const wmi_mock__object_parts *parts, wmi_mock__object **object)
{
    wmi_mock__object *self = calloc(1, sizeof *self);

    *object = NULL;
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtbl;
    self->embedded.lpVtbl = &embedded_vtbl;
    self->error_info.lpVtbl = wmi_mock__error_info_vtbl();
    self->shows = parts->shows;
    self->record = parts->record == NULL ? NULL : wmi_mock__record_share(parts->record);
    self->own_class = parts->own_class == NULL ? NULL : wmi_mock__class_share(parts->own_class);
    self->place = parts->place == NULL ? NULL : wmi_mock__place_share(parts->place);
    self->selection = wmi_mock__selection_share(parts->selection);
    self->is_new = parts->own_class != NULL && parts->own_class->name[0] == '\0';
    wmi_mock__com_object_begin(&self->base, parts->mock, (IUnknown *)&self->com, "IWbemClassObject");
    *object = self;
    return S_OK;
}

/* Another thread may change an object while it is copied: both hold its lock. */
HRESULT wmi_mock__object_copy(wmi_mock__object *from, wmi_mock *mock, wmi_mock__place *place,
                              wmi_mock__object **copy)
{
    wmi_mock__object_parts parts = {
        mock, place, from->record, from->own_class, from->selection, from->shows
    };
    HRESULT hr = wmi_mock__object_build(&parts, copy);

    if (SUCCEEDED(hr))
        (*copy)->is_new = from->is_new;
    return hr;
}

wmi_mock__object *wmi_mock__object_find(IWbemClassObject *object)
{
    wmi_mock__embedded *embedded = wmi_mock__embedded_of(object);

    return embedded == NULL ? NULL : object_embedded(embedded);
}

static HRESULT finish(HRESULT hr, wmi_mock__object *made, IWbemClassObject **object)
{
    *object = SUCCEEDED(hr) ? &made->com : NULL;
    return hr;
}

HRESULT wmi_mock__object_create(wmi_mock *mock, wmi_mock__place *place, wmi_mock__record *record,
                                IWbemClassObject **object)
{
    const wmi_mock__object_parts parts = { mock, place, record, NULL, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__object *made;
    HRESULT hr = wmi_mock__object_build(&parts, &made);

    return finish(hr, made, object);
}

HRESULT wmi_mock__class_object_create(wmi_mock *mock, wmi_mock__place *place, wmi_mock__class *object_class,
                                      IWbemClassObject **object)
{
    const wmi_mock__object_parts parts = { mock, place, NULL, object_class, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__object *made;
    HRESULT hr = wmi_mock__object_build(&parts, &made);

    return finish(hr, made, object);
}

HRESULT wmi_mock__object_duplicate(IWbemClassObject *from, IWbemClassObject **copy)
{
    wmi_mock__object *ours = wmi_mock__object_find(from);
    wmi_mock *mock = ours == NULL ? NULL : ours->base.mock;

    if (ours != NULL)
        IWbemClassObject_Release(&ours->com);
    return wmi_mock__object_copy_for(mock, from, copy);
}

bool wmi_mock__object_shows(const wmi_mock__object *self, size_t property)
{
    return self->selection == NULL || self->selection->properties[property];
}

size_t wmi_mock__object_property(const wmi_mock__object *self, const char *name)
{
    size_t property = wmi_mock__class_find_property(wmi_mock__object_class(self), name);

    return property == SIZE_MAX || !wmi_mock__object_shows(self, property) ? SIZE_MAX : property;
}

wmi_mock__record *wmi_mock__object_own_record(wmi_mock__object *self)
{
    wmi_mock__record *copy;

    if (atomic_load(&self->record->references) == 1)
        return self->record;
    copy = wmi_mock__record_copy(self->record);
    if (copy != NULL) {
        wmi_mock__record_release(self->record);
        self->record = copy;
    }
    return copy;
}

void wmi_mock__object_replace_class(wmi_mock__object *self, wmi_mock__class *changed)
{
    wmi_mock__class_release(self->own_class);
    self->own_class = changed;
}

HRESULT wmi_mock__object_end_change(wmi_mock__object *self, wmi_mock__class *changed, HRESULT hr)
{
    if (SUCCEEDED(hr))
        wmi_mock__object_replace_class(self, changed);
    else
        wmi_mock__class_release(changed);
    return hr;
}
