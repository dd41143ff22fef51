/* SPDX-License-Identifier: MIT */
/* Creating copies, instances and subclasses of an object; and the origin of an object. */
#include "mock/object/object.h"

#include "base/bstr.h"

static HRESULT finish(HRESULT hr, wmi_mock__object *made, IWbemClassObject **object)
{
    if (SUCCEEDED(hr))
        *object = &made->com;
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_clone(IWbemClassObject *This, IWbemClassObject **ppCopy)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__object *copy = NULL;
    wmi_mock__call call;
    HRESULT hr = ppCopy == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    if (ppCopy != NULL)
        *ppCopy = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::Clone");
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi_mock__object_copy(self, self->base.mock, self->place, &copy);
        wmi__mutex_unlock(&self->base.lock);
        hr = finish(hr, copy, ppCopy);
    }
    return wmi_mock__leave(&call, hr);
}

/* A class without a name is not usable yet. */
static HRESULT spawn_instance(const wmi_mock__object *self, IWbemClassObject **object)
{
    wmi_mock__class *object_class = self->record != NULL ? self->record->object_class : self->own_class;
    wmi_mock__object_parts parts = { self->base.mock, NULL, NULL, NULL, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__object *made = NULL;
    HRESULT hr;

    if (object_class->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    parts.record = wmi_mock__record_create(object_class);
    if (parts.record == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__object_build(&parts, &made);
    wmi_mock__record_release(parts.record);
    return finish(hr, made, object);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_spawn_instance(IWbemClassObject *This, LONG lFlags,
                                                          IWbemClassObject **ppNewInstance)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__call call;
    HRESULT hr = ppNewInstance == NULL || lFlags != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::SpawnInstance");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = spawn_instance(self, ppNewInstance);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT spawn_class(const wmi_mock__object *self, IWbemClassObject **object)
{
    wmi_mock__object_parts parts = { self->base.mock, NULL, NULL, NULL, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__object *made = NULL;
    HRESULT hr;

    if (self->record != NULL)
        return (HRESULT)WBEM_E_INVALID_OPERATION;
    if (self->own_class->name[0] == '\0')
        return (HRESULT)WBEM_E_INCOMPLETE_CLASS;
    parts.own_class = wmi_mock__class_create("", self->own_class);
    if (parts.own_class == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__object_build(&parts, &made);
    wmi_mock__class_release(parts.own_class);
    return finish(hr, made, object);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_spawn_derived_class(IWbemClassObject *This, LONG lFlags,
                                                               IWbemClassObject **ppNewClass)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__call call;
    HRESULT hr = ppNewClass == NULL || lFlags != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::SpawnDerivedClass");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = spawn_class(self, ppNewClass);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

/* System properties come from a class that exists in no namespace. */
static const char *property_origin(const wmi_mock__object *self, const char *name)
{
    size_t property = wmi_mock__object_property(self, name);

    if (property != SIZE_MAX)
        return wmi_mock__object_class(self)->properties[property].origin;
    return wmi_mock__system_find(name) != SIZE_MAX ? "___SYSTEM" : NULL;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_property_origin(IWbemClassObject *This, LPCWSTR wszName,
                                                               BSTR *pstrClassName)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const char *origin;
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (pstrClassName != NULL)
        *pstrClassName = NULL;
    else if (SUCCEEDED(hr))
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetPropertyOrigin");
    wmi_mock__enter_text(&call, "wszName", wszName);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        origin = property_origin(self, name.text);
        hr = origin == NULL ? (HRESULT)WBEM_E_NOT_FOUND : wmi__bstr_from_utf8(origin, pstrClassName);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_inherits_from(IWbemClassObject *This, LPCWSTR strAncestor)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, strAncestor);

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::InheritsFrom");
    wmi_mock__enter_text(&call, "strAncestor", strAncestor);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi_mock__class_is_a(wmi_mock__object_class(self), name.text) ? S_OK : (HRESULT)WBEM_S_FALSE;
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}
