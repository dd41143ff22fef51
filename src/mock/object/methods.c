/* SPDX-License-Identifier: MIT */
/* The methods of a class through IWbemClassObject. Instances have none: WBEM_E_ILLEGAL_OPERATION. */
#include "mock/object/object.h"

#include "base/bstr.h"

static const wmi_mock__method *find_method(const wmi_mock__object *self, const char *name, HRESULT *hr)
{
    const wmi_mock__method *method = NULL;

    *hr = (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    if (self->record == NULL) {
        method = wmi_mock__class_find_method(self->own_class, name);
        *hr = method == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
    }
    return method;
}

/* A signature's class as an object, without origin; NULL when there is none. */
static HRESULT give_signature(const wmi_mock__object *self, wmi_mock__class *signature,
                              IWbemClassObject **object)
{
    const wmi_mock__object_parts parts = {
        self->base.mock, NULL, NULL, signature, NULL, WMI_MOCK__SHOWS_ALL
    };
    wmi_mock__object *made;
    HRESULT hr;

    if (object == NULL || signature == NULL)
        return S_OK;
    hr = wmi_mock__object_build(&parts, &made);
    if (SUCCEEDED(hr))
        *object = &made->com;
    return hr;
}

static HRESULT give_signatures(const wmi_mock__object *self, const wmi_mock__method *method,
                               IWbemClassObject **in, IWbemClassObject **out)
{
    HRESULT hr = give_signature(self, method->in, in);

    if (SUCCEEDED(hr))
        hr = give_signature(self, method->out, out);
    if (FAILED(hr) && in != NULL && *in != NULL) {
        IWbemClassObject_Release(*in);
        *in = NULL;
    }
    return hr;
}

static void clear_out(IWbemClassObject **object)
{
    if (object != NULL)
        *object = NULL;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                                      IWbemClassObject **ppInSignature,
                                                      IWbemClassObject **ppOutSignature)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__method *method;
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    clear_out(ppInSignature);
    clear_out(ppOutSignature);
    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetMethod");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        method = find_method(self, name.text, &hr);
        if (method != NULL)
            hr = give_signatures(self, method, ppInSignature, ppOutSignature);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method_origin(IWbemClassObject *This, LPCWSTR wszMethodName,
                                                             BSTR *pstrClassName)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__method *method;
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszMethodName);

    if (pstrClassName != NULL)
        *pstrClassName = NULL;
    else if (SUCCEEDED(hr))
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetMethodOrigin");
    wmi_mock__enter_text(&call, "wszMethodName", wszMethodName);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        method = find_method(self, name.text, &hr);
        if (method != NULL)
            hr = wmi__bstr_from_utf8(method->origin, pstrClassName);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

/* --- Enumeration ----------------------------------------------------------------------------------------------- */

HRESULT STDMETHODCALLTYPE wmi_mock__object_begin_method_enumeration(IWbemClassObject *This, LONG lEnumFlags)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    bool is_valid = lEnumFlags == 0 || lEnumFlags == WBEM_FLAG_LOCAL_ONLY ||
                    lEnumFlags == WBEM_FLAG_PROPAGATED_ONLY;
    HRESULT hr = !is_valid              ? (HRESULT)WBEM_E_INVALID_PARAMETER
                 : self->record != NULL ? (HRESULT)WBEM_E_ILLEGAL_OPERATION
                                        : S_OK;
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::BeginMethodEnumeration");
    wmi_mock__enter_number(&call, "lEnumFlags", lEnumFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        self->methods = (wmi_mock__object_cursor){ true, lEnumFlags, 0 };
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static bool is_wanted(const wmi_mock__object *self, const wmi_mock__method *method)
{
    bool is_local = method->origin == self->own_class->name;

    return self->methods.flags == 0 || is_local == (self->methods.flags == WBEM_FLAG_LOCAL_ONLY);
}

static HRESULT next_method(wmi_mock__object *self, BSTR *name, IWbemClassObject **in, IWbemClassObject **out)
{
    const wmi_mock__class *own = self->own_class;
    size_t at = self->methods.next;
    BSTR found = NULL;
    HRESULT hr = S_OK;

    if (!self->methods.is_open)
        return (HRESULT)WBEM_E_UNEXPECTED;
    while (at < own->method_count && !is_wanted(self, &own->methods[at]))
        at++;
    if (at >= own->method_count)
        return WBEM_S_NO_MORE_DATA;
    if (name != NULL)
        hr = wmi__bstr_from_utf8(own->methods[at].name, &found);
    if (SUCCEEDED(hr))
        hr = give_signatures(self, &own->methods[at], in, out);
    if (FAILED(hr)) {
        SysFreeString(found);
        return hr;
    }
    if (name != NULL)
        *name = found;
    self->methods.next = at + 1;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_next_method(IWbemClassObject *This, LONG lFlags, BSTR *pstrName,
                                                       IWbemClassObject **ppInSignature,
                                                       IWbemClassObject **ppOutSignature)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    HRESULT hr = lFlags == 0 ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__call call;

    if (pstrName != NULL)
        *pstrName = NULL;
    clear_out(ppInSignature);
    clear_out(ppOutSignature);
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::NextMethod");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = next_method(self, pstrName, ppInSignature, ppOutSignature);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_end_method_enumeration(IWbemClassObject *This)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::EndMethodEnumeration");
    if (wmi_mock__enter_admit(&call)) {
        wmi__mutex_lock(&self->base.lock);
        self->methods.is_open = false;
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, S_OK);
}
