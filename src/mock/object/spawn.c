/* SPDX-License-Identifier: MIT */
/* What an object gives birth to: copies, instances, subclasses. And where it comes from itself. */
#include "mock/object/object.h"

#include "base/bstr.h"

static HRESULT finish(HRESULT hr, wmi__object *made, IWbemClassObject **object)
{
    if (SUCCEEDED(hr))
        *object = &made->com;
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi__object_clone(IWbemClassObject *This, IWbemClassObject **ppCopy)
{
    wmi__object *self = wmi__object_of(This);
    wmi__object *copy = NULL;
    wmi__call call;
    HRESULT hr = ppCopy == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    if (ppCopy != NULL)
        *ppCopy = NULL;
    wmi__enter(&call, self->base.mock, "IWbemClassObject::Clone");
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi__object_copy(self, self->base.mock, self->place, &copy);
        wmi__mutex_unlock(&self->base.lock);
        hr = finish(hr, copy, ppCopy);
    }
    return wmi__leave(&call, hr);
}

/* A class without a name is none yet. */
static HRESULT spawn_instance(const wmi__object *self, IWbemClassObject **object)
{
    wmi__class *object_class = self->record != NULL ? self->record->object_class : self->own_class;
    wmi__object_parts parts = { self->base.mock, NULL, NULL, NULL, NULL, WMI__SHOWS_ALL };
    wmi__object *made = NULL;
    HRESULT hr;

    if (object_class->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    parts.record = wmi__record_create(object_class);
    if (parts.record == NULL)
        return E_OUTOFMEMORY;
    hr = wmi__object_build(&parts, &made);
    wmi__record_release(parts.record);
    return finish(hr, made, object);
}

HRESULT STDMETHODCALLTYPE wmi__object_spawn_instance(IWbemClassObject *This, LONG lFlags,
                                                     IWbemClassObject **ppNewInstance)
{
    wmi__object *self = wmi__object_of(This);
    wmi__call call;
    HRESULT hr = ppNewInstance == NULL || lFlags != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    if (ppNewInstance != NULL)
        *ppNewInstance = NULL;
    wmi__enter(&call, self->base.mock, "IWbemClassObject::SpawnInstance");
    wmi__enter_number(&call, "lFlags", lFlags);
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = spawn_instance(self, ppNewInstance);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi__leave(&call, hr);
}

static HRESULT spawn_class(const wmi__object *self, IWbemClassObject **object)
{
    wmi__object_parts parts = { self->base.mock, NULL, NULL, NULL, NULL, WMI__SHOWS_ALL };
    wmi__object *made = NULL;
    HRESULT hr;

    if (self->record != NULL)
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    if (self->own_class->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    parts.own_class = wmi__class_create("", self->own_class);
    if (parts.own_class == NULL)
        return E_OUTOFMEMORY;
    hr = wmi__object_build(&parts, &made);
    wmi__class_release(parts.own_class);
    return finish(hr, made, object);
}

HRESULT STDMETHODCALLTYPE wmi__object_spawn_derived_class(IWbemClassObject *This, LONG lFlags,
                                                          IWbemClassObject **ppNewClass)
{
    wmi__object *self = wmi__object_of(This);
    wmi__call call;
    HRESULT hr = ppNewClass == NULL || lFlags != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    if (ppNewClass != NULL)
        *ppNewClass = NULL;
    wmi__enter(&call, self->base.mock, "IWbemClassObject::SpawnDerivedClass");
    wmi__enter_number(&call, "lFlags", lFlags);
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = spawn_class(self, ppNewClass);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi__leave(&call, hr);
}

/* System properties come from a class that exists in no namespace. */
static const char *property_origin(const wmi__object *self, const char *name)
{
    size_t property = wmi__object_property(self, name);

    if (property != SIZE_MAX)
        return wmi__object_class(self)->properties[property].origin;
    return wmi__system_find(name) != SIZE_MAX ? "___SYSTEM" : NULL;
}

HRESULT STDMETHODCALLTYPE wmi__object_get_property_origin(IWbemClassObject *This, LPCWSTR wszName,
                                                          BSTR *pstrClassName)
{
    wmi__object *self = wmi__object_of(This);
    const char *origin;
    wmi__utf8 name;
    wmi__call call;
    HRESULT hr = wmi__utf8_begin(&name, wszName);

    if (pstrClassName != NULL)
        *pstrClassName = NULL;
    else if (SUCCEEDED(hr))
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi__enter(&call, self->base.mock, "IWbemClassObject::GetPropertyOrigin");
    wmi__enter_text(&call, "wszName", wszName);
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        origin = property_origin(self, name.text);
        hr = origin == NULL ? (HRESULT)WBEM_E_NOT_FOUND : wmi__bstr_from_utf8(origin, pstrClassName);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi__utf8_end(&name);
    return wmi__leave(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi__object_inherits_from(IWbemClassObject *This, LPCWSTR strAncestor)
{
    wmi__object *self = wmi__object_of(This);
    wmi__utf8 name;
    wmi__call call;
    HRESULT hr = wmi__utf8_begin(&name, strAncestor);

    wmi__enter(&call, self->base.mock, "IWbemClassObject::InheritsFrom");
    wmi__enter_text(&call, "strAncestor", strAncestor);
    if (wmi__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi__class_is_a(wmi__object_class(self), name.text) ? S_OK : (HRESULT)WBEM_S_FALSE;
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi__utf8_end(&name);
    return wmi__leave(&call, hr);
}
