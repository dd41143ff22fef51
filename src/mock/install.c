/* SPDX-License-Identifier: MIT */
/* Installs the mock: a class object for CLSID_WbemLocator, registered for this process. */
#include "mock/core/state.h"
#include "mock/services/locator.h"

#include "com/apartment.h"
#include "com/locator.h"
#include "com/mta.h"

#include <stdlib.h>

typedef struct wmi_mock__installation {
    IClassFactory factory;
    wmi_mock *mock;
    atomic_size_t references;
    wmi__mta mta;
    DWORD mta_registration;
    DWORD sta_registration;
    bool in_sta;
} installation;

static installation *from_factory(IClassFactory *factory)
{
    return (installation *)(void *)factory;
}

/* --- The class object -------------------------------------------------------------------------------------------- */

static ULONG STDMETHODCALLTYPE factory_AddRef(IClassFactory *factory)
{
    return (ULONG)atomic_fetch_add(&from_factory(factory)->references, 1) + 1;
}

static ULONG STDMETHODCALLTYPE factory_Release(IClassFactory *factory)
{
    installation *self = from_factory(factory);
    size_t left = atomic_fetch_sub(&self->references, 1) - 1;

    if (left == 0) {
        wmi_mock__release(self->mock);
        free(self);
    }
    return (ULONG)left;
}

static HRESULT STDMETHODCALLTYPE factory_QueryInterface(IClassFactory *factory, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IClassFactory))
        return E_NOINTERFACE;
    *out = factory;
    factory_AddRef(factory);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE factory_CreateInstance(IClassFactory *factory, IUnknown *outer, REFIID iid,
                                                        void **out)
{
    installation *self = from_factory(factory);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    wmi_mock__call_open(&call, self->mock, NULL, "CoCreateInstance");
    wmi_mock__call_flag(&call, "rclsid", "CLSID_WbemLocator");
    if (wmi_mock__call_admit(&call)) {
        if (outer != NULL)
            hr = CLASS_E_NOAGGREGATION;
        else
            hr = wmi_mock__locator_create_for_client(self->mock, iid, out);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE factory_LockServer(IClassFactory *factory, BOOL lock)
{
    (void)factory;
    (void)lock;
    return S_OK;
}

static const IClassFactoryVtbl vtable = {
    factory_QueryInterface, factory_AddRef, factory_Release, factory_CreateInstance, factory_LockServer,
};

/* --- Registration --------------------------------------------------------------------------------------------------- */

/* Registers in the calling thread's apartment; only that apartment sees the registration. */
static HRESULT register_here(installation *self, DWORD *registration)
{
    return CoRegisterClassObject(&CLSID_WbemLocator, (IUnknown *)&self->factory, CLSCTX_INPROC_SERVER,
                                 REGCLS_MULTIPLEUSE, registration);
}

/* Runs in the multithreaded apartment, on a new thread, whatever the calling thread's apartment. */
typedef struct visit {
    installation *self;
    bool revoke;
    HRESULT result;
} visit;

static void visit_mta(void *argument)
{
    visit *errand = argument;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    errand->result = hr;
    if (FAILED(hr))
        return;
    if (errand->revoke)
        errand->result = CoRevokeClassObject(errand->self->mta_registration);
    else
        errand->result = register_here(errand->self, &errand->self->mta_registration);
    CoUninitialize();
}

static HRESULT send_to_mta(installation *self, bool revoke)
{
    visit errand = { self, revoke, E_OUTOFMEMORY };
    wmi__thread *thread = wmi__thread_start(visit_mta, &errand);

    if (thread != NULL)
        wmi__thread_join(thread);
    return errand.result;
}

/* A single-threaded apartment needs its own registration. */
static HRESULT register_in_sta(installation *self)
{
    HRESULT hr;

    if (!wmi__apartment_is_single_threaded())
        return S_OK;
    hr = register_here(self, &self->sta_registration);
    self->in_sta = SUCCEEDED(hr);
    return hr;
}

static HRESULT begin(installation *self)
{
    HRESULT hr = wmi__mta_hold(&self->mta);

    if (FAILED(hr))
        return hr;
    hr = send_to_mta(self, false);
    if (FAILED(hr)) {
        wmi__mta_release(&self->mta);
        return hr;
    }
    hr = register_in_sta(self);
    if (FAILED(hr)) {
        send_to_mta(self, true);
        wmi__mta_release(&self->mta);
    }
    return hr;
}

static void end(installation *self)
{
    if (self->in_sta)
        CoRevokeClassObject(self->sta_registration);
    send_to_mta(self, true);
    wmi__mta_release(&self->mta);
}

/* --- The public functions ---------------------------------------------------------------------------------- */

/* Only one per process: with two, either might be found. */
static atomic_bool somebody_is_installed;

HRESULT wmi_mock_install(wmi_mock *mock)
{
    installation *self;
    HRESULT hr;

    if (mock == NULL)
        return E_POINTER;
    if (atomic_exchange(&somebody_is_installed, true))
        return E_UNEXPECTED;
    self = calloc(1, sizeof *self);
    if (self == NULL) {
        atomic_store(&somebody_is_installed, false);
        return E_OUTOFMEMORY;
    }
    self->factory.lpVtbl = &vtable;
    self->mock = mock;
    atomic_init(&self->references, 1);
    atomic_fetch_add(&mock->references, 1);

    hr = begin(self);
    if (FAILED(hr)) {
        factory_Release(&self->factory);
        atomic_store(&somebody_is_installed, false);
        return hr;
    }
    mock->installation = self;
    wmi__locator_forget();
    return S_OK;
}

void wmi_mock_uninstall(wmi_mock *mock)
{
    installation *self = mock == NULL ? NULL : mock->installation;

    if (self == NULL)
        return;
    mock->installation = NULL;
    wmi__locator_forget();
    end(self);
    factory_Release(&self->factory);
    atomic_store(&somebody_is_installed, false);
}
