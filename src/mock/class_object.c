/* SPDX-License-Identifier: MIT */
#include "mock/class_object.h"

#include "mock/apartments.h"
#include "mock/object/object.h"
#include "mock/services/async/async.h"
#include "mock/services/locator.h"

static wmi__mutex lock = WMI__MUTEX_INIT;
static wmi_mock *served;

bool wmi_mock__class_objects_serve(wmi_mock *mock)
{
    bool is_free;

    wmi__mutex_lock(&lock);
    is_free = served == NULL;
    if (is_free) {
        served = mock;
        atomic_fetch_add(&mock->references, 1);
    }
    wmi__mutex_unlock(&lock);
    return is_free;
}

void wmi_mock__class_objects_stop(void)
{
    wmi_mock *mock;

    wmi__mutex_lock(&lock);
    mock = served;
    served = NULL;
    wmi__mutex_unlock(&lock);
    wmi_mock__release(mock);
}

/* With a reference; NULL when none is installed. */
static wmi_mock *share_served(void)
{
    wmi_mock *mock;

    wmi__mutex_lock(&lock);
    mock = served;
    if (mock != NULL)
        atomic_fetch_add(&mock->references, 1);
    wmi__mutex_unlock(&lock);
    return mock;
}

static wmi_mock__class_object *from_factory(IClassFactory *factory)
{
    return (wmi_mock__class_object *)(void *)factory;
}

/* --- IClassFactory ----------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE factory_QueryInterface(IClassFactory *factory, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IClassFactory) ? factory : NULL;
    return *out == NULL ? E_NOINTERFACE : S_OK;
}

/* Static: never freed. */
static ULONG STDMETHODCALLTYPE factory_AddRef(IClassFactory *factory)
{
    (void)factory;
    return 2;
}

static ULONG STDMETHODCALLTYPE factory_Release(IClassFactory *factory)
{
    (void)factory;
    return 1;
}

static HRESULT make(const wmi_mock__class_object *self, wmi_mock *mock, IUnknown *outer, REFIID iid,
                    void **out)
{
    if (self->make == NULL)
        return REGDB_E_CLASSNOTREG;
    return outer != NULL ? CLASS_E_NOAGGREGATION : self->make(mock, iid, out);
}

static HRESULT make_by_call(const wmi_mock__class_object *self, wmi_mock *mock, IUnknown *outer, REFIID iid,
                            void **out)
{
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, mock, NULL, "CoCreateInstance");
    wmi_mock__call_flag(&call, "rclsid", self->name);
    if (wmi_mock__call_admit(&call))
        hr = make(self, mock, outer, iid, out);
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE factory_CreateInstance(IClassFactory *factory, IUnknown *outer, REFIID iid,
                                                        void **out)
{
    const wmi_mock__class_object *self = from_factory(factory);
    wmi_mock *mock;
    HRESULT hr;

    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (!wmi_mock__apartments_have_this_thread())
        return CO_E_NOTINITIALIZED;
    mock = share_served();
    if (!self->needs_mock)
        hr = make(self, mock, outer, iid, out);
    else
        hr = mock == NULL ? REGDB_E_CLASSNOTREG : make_by_call(self, mock, outer, iid, out);
    if (mock != NULL)
        wmi_mock__release(mock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE factory_LockServer(IClassFactory *factory, BOOL on)
{
    (void)factory;
    (void)on;
    return S_OK;
}

static const IClassFactoryVtbl vtable = {
    factory_QueryInterface, factory_AddRef, factory_Release, factory_CreateInstance, factory_LockServer,
};

HRESULT wmi_mock__make_context(wmi_mock *mock, REFIID iid, void **out)
{
    IWbemContext *context = NULL;
    HRESULT hr = wmi_mock__context_create(mock, &context);

    if (FAILED(hr))
        return hr;
    hr = IWbemContext_QueryInterface(context, iid, out);
    IWbemContext_Release(context);
    return hr;
}

HRESULT wmi_mock__make_status_code_text(wmi_mock *mock, REFIID iid, void **out)
{
    IWbemStatusCodeText *text = NULL;
    HRESULT hr = wmi_mock__status_code_text_create(mock, &text);

    if (FAILED(hr))
        return hr;
    hr = IWbemStatusCodeText_QueryInterface(text, iid, out);
    IWbemStatusCodeText_Release(text);
    return hr;
}

/* --- The classes ---------------------------------------------------------------------------------------------------- */

wmi_mock__class_object wmi_mock__class_objects[WMI_MOCK__CLASSES] = {
    { { &vtable },
      &CLSID_WbemLocator,
      "CLSID_WbemLocator",
      true,
      false,
      wmi_mock__locator_create_for_client },
    { { &vtable },
      &CLSID_WbemAdministrativeLocator,
      "CLSID_WbemAdministrativeLocator",
      true,
      false,
      wmi_mock__locator_create_for_client },
    { { &vtable },
      &CLSID_WbemAuthenticatedLocator,
      "CLSID_WbemAuthenticatedLocator",
      true,
      false,
      wmi_mock__locator_create_for_client },
    { { &vtable },
      &CLSID_WbemUnauthenticatedLocator,
      "CLSID_WbemUnauthenticatedLocator",
      true,
      false,
      wmi_mock__locator_create_for_client },
    { { &vtable },
      &CLSID_UnsecuredApartment,
      "CLSID_UnsecuredApartment",
      true,
      true,
      wmi_mock__unsecured_apartment_create },
    { { &vtable }, &CLSID_WbemContext, "CLSID_WbemContext", false, false, wmi_mock__make_context },
    { { &vtable },
      &CLSID_WbemStatusCodeText,
      "CLSID_WbemStatusCodeText",
      false,
      false,
      wmi_mock__make_status_code_text },
    { { &vtable }, &CLSID_WbemRefresher, "CLSID_WbemRefresher", true, false, NULL },
    { { &vtable }, &CLSID_WbemObjectTextSrc, "CLSID_WbemObjectTextSrc", true, false, NULL },
};
