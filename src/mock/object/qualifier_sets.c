/* SPDX-License-Identifier: MIT */
/* The three methods that return an IWbemQualifierSet of an object. */
#include "mock/object/object.h"

/* The common part of the three, after the arguments are recorded. */
static HRESULT give_set(wmi_mock__object *self, wmi_mock__call *call, HRESULT hr,
                        const wmi_mock__qualified *owner, IWbemQualifierSet **set)
{
    if (wmi_mock__enter_admit(call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = wmi_mock__qualifier_set_create(self, owner, set);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(call, hr);
}

static HRESULT clear_out(IWbemQualifierSet **set)
{
    if (set == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    *set = NULL;
    return S_OK;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_qualifier_set(IWbemClassObject *This,
                                                             IWbemQualifierSet **ppQualSet)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    const wmi_mock__qualified owner = { WMI_MOCK__QUALIFIED_OBJECT, NULL };
    HRESULT hr = clear_out(ppQualSet);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetQualifierSet");
    return give_set(self, &call, hr, &owner, ppQualSet);
}

/* Of a property or a method; `argument` is its name's. */
static HRESULT give_named_set(IWbemClassObject *This, const char *operation, const char *argument,
                              wmi_mock__qualified_kind kind, const OLECHAR *given, IWbemQualifierSet **set)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    HRESULT hr = clear_out(set);
    wmi_mock__qualified owner = { kind, NULL };
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT named = wmi_mock__utf8_begin(&name, given);

    owner.name = name.text;
    wmi_mock__enter(&call, self->base.mock, operation);
    wmi_mock__enter_text(&call, argument, given);
    hr = give_set(self, &call, FAILED(hr) ? hr : named, &owner, set);
    wmi_mock__utf8_end(&name);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_property_qualifier_set(IWbemClassObject *This,
                                                                      LPCWSTR wszProperty,
                                                                      IWbemQualifierSet **ppQualSet)
{
    return give_named_set(This, "IWbemClassObject::GetPropertyQualifierSet", "wszProperty",
                          WMI_MOCK__QUALIFIED_PROPERTY, wszProperty, ppQualSet);
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method_qualifier_set(IWbemClassObject *This, LPCWSTR wszMethod,
                                                                    IWbemQualifierSet **ppQualSet)
{
    return give_named_set(This, "IWbemClassObject::GetMethodQualifierSet", "wszMethod",
                          WMI_MOCK__QUALIFIED_METHOD, wszMethod, ppQualSet);
}
