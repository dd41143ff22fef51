/* SPDX-License-Identifier: MIT */
#include "mock/apartments.h"
#include "mock/core/state.h"
#include "mock/event/subscription.h"
#include "mock/mof/mof.h"
#include "mock/object/object.h"
#include "mock/services/async/async.h"
#include "mock/services/handlers.h"
#include "mock/services/locator.h"
#include "mock/services/namespace_security.h"
#include "os/functions.h"

#include <stdlib.h>

static void end_upper_rooms(wmi_mock *mock)
{
    if (mock->locator != NULL)
        wmi_mock__locator_free(mock->locator);
    for (wmi_mock__host *host = mock->hosts; host != NULL; host = host->next) {
        if (host->repository != NULL)
            wmi_mock__repository_free(host->repository);
    }
    wmi_mock__method_handlers_free(mock);
    wmi_mock__namespace_security_free(mock);
}

static const wmi_mock__upper upper = { end_upper_rooms,          wmi_mock__extended_status_set,
                                       wmi_mock__subscribe,      wmi_mock__next_event,
                                       wmi_mock__services_ended, wmi_mock__events_are_due };

static HRESULT make_context(REFIID iid, void **out)
{
    return wmi_mock__make_context(NULL, iid, out);
}

static HRESULT make_unsecured_apartment(REFIID iid, void **out)
{
    return wmi_mock__unsecured_apartment_create(NULL, iid, out);
}

static HRESULT make_status_code_text(REFIID iid, void **out)
{
    return wmi_mock__make_status_code_text(NULL, iid, out);
}

/*
 * Windows implements these classes itself; elsewhere CoCreateInstance creates the mock's, whether a mock is installed or
 * not.
 */
static void provide_classes(void)
{
    typedef void (*provide_function)(REFCLSID clsid, HRESULT(*maker)(REFIID iid, void **object));
    provide_function provide = (provide_function)wmi__find_function("ole32.dll", "wmi__class_provide");

    if (provide == NULL)
        return;
    provide(&CLSID_WbemContext, make_context);
    provide(&CLSID_WbemStatusCodeText, make_status_code_text);
    provide(&CLSID_UnsecuredApartment, make_unsecured_apartment);
}

static HRESULT add_local_host(wmi_mock *mock)
{
    HRESULT hr = wmi_mock__host_add_local(mock);

    if (FAILED(hr))
        return hr;
    mock->hosts->repository = wmi_mock__repository_create();
    return mock->hosts->repository == NULL ? E_OUTOFMEMORY : S_OK;
}

HRESULT wmi_mock_create(wmi_mock **mock)
{
    wmi_mock *self;
    HRESULT hr;

    if (mock == NULL)
        return E_POINTER;
    *mock = NULL;
    self = calloc(1, sizeof *self);
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->upper = &upper;
    atomic_init(&self->references, 1);
    atomic_init(&self->settings, 1);
    wmi__mutex_init(&self->lock);
    wmi_mock__shards_init(self->shards);
    wmi__condition_init(&self->woken);

    hr = add_local_host(self);
    if (SUCCEEDED(hr))
        hr = wmi_mock__locator_create(self, &self->locator);
    if (FAILED(hr)) {
        wmi_mock__release(self);
        return hr;
    }
    provide_classes();
    wmi_mock__apartments_watch();
    *mock = self;
    return S_OK;
}

size_t wmi_mock_destroy(wmi_mock *mock)
{
    size_t held;

    if (mock == NULL)
        return 0;
    wmi_mock_uninstall(mock);
    wmi_mock__lock(mock);
    mock->destroyed = true;
    wmi_mock__unlock(mock);
    wmi_mock_wake(mock);

    wmi_mock__lock(mock);
    while (mock->leaving > 0)
        wmi__condition_wait(&mock->woken, &mock->lock);
    held = wmi_mock_live_objects(mock);
    wmi_mock__unlock(mock);
    wmi_mock__release(mock);
    return held;
}

IWbemLocator *wmi_mock_locator(wmi_mock *mock)
{
    return mock == NULL ? NULL : mock->locator;
}

void wmi_mock_be_strict(wmi_mock *mock, uint32_t what)
{
    if (mock != NULL)
        atomic_store(&mock->strict, what);
}
