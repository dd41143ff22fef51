/* SPDX-License-Identifier: MIT */
#include "mock/core/state.h"

#include <stdlib.h>
#include <string.h>

void wmi_mock__lock(wmi_mock *mock)
{
    wmi__mutex_lock(&mock->lock);
}

void wmi_mock__unlock(wmi_mock *mock)
{
    wmi__mutex_unlock(&mock->lock);
}

static void free_mock(wmi_mock *mock)
{
    if (mock->locator != NULL)
        wmi_mock__locator_free(mock->locator);
    wmi_mock__hosts_free(mock);
    wmi_mock__faults_free(mock);
    wmi_mock__method_handlers_free(mock);
    wmi_mock__journal_free(mock);
    wmi__condition_destroy(&mock->woken);
    wmi__mutex_destroy(&mock->lock);
    free(mock);
}

void wmi_mock__release(wmi_mock *mock)
{
    if (atomic_fetch_sub(&mock->references, 1) == 1)
        free_mock(mock);
}

void wmi_mock__object_born(wmi_mock *mock)
{
    atomic_fetch_add(&mock->references, 1);
    atomic_fetch_add(&mock->live, 1);
}

void wmi_mock__object_died(wmi_mock *mock)
{
    atomic_fetch_sub(&mock->live, 1);
    wmi_mock__release(mock);
}

static HRESULT make_context(REFIID iid, void **out)
{
    IWbemContext *context = NULL;
    HRESULT hr = wmi_mock__context_create(NULL, &context);

    if (FAILED(hr))
        return hr;
    hr = IWbemContext_QueryInterface(context, iid, out);
    IWbemContext_Release(context);
    return hr;
}

/* Windows has contexts of its own; elsewhere this is what CoCreateInstance(CLSID_WbemContext) makes. */
static void provide_contexts(void)
{
    typedef void (*provide_function)(REFCLSID clsid, HRESULT(*maker)(REFIID iid, void **object));
    provide_function provide = (provide_function)wmi__find_function("ole32.dll", "wmi__class_provide");

    if (provide != NULL)
        provide(&CLSID_WbemContext, make_context);
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
    atomic_init(&self->references, 1);
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->woken);

    hr = wmi_mock__host_add_local(self);
    if (SUCCEEDED(hr))
        hr = wmi_mock__locator_create(self, &self->locator);
    if (FAILED(hr)) {
        wmi_mock__release(self);
        return hr;
    }
    provide_contexts();
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

    held = wmi_mock_live_objects(mock);
    wmi_mock__release(mock);
    return held;
}

IWbemLocator *wmi_mock_locator(wmi_mock *mock)
{
    return mock == NULL ? NULL : mock->locator;
}

size_t wmi_mock_live_objects(wmi_mock *mock)
{
    return mock == NULL ? 0 : atomic_load(&mock->live);
}

wmi_mock__place *wmi_mock__place_create(const char *server, const char *namespace_path)
{
    wmi_mock__place *place = calloc(1, sizeof *place);

    if (place == NULL)
        return NULL;
    atomic_init(&place->references, 1);
    place->server = wmi_mock__copy_text(server);
    place->namespace_path = wmi_mock__copy_text(namespace_path);
    if (place->server == NULL || place->namespace_path == NULL) {
        wmi_mock__place_release(place);
        return NULL;
    }
    return place;
}

wmi_mock__place *wmi_mock__place_share(wmi_mock__place *place)
{
    if (place != NULL)
        atomic_fetch_add(&place->references, 1);
    return place;
}

void wmi_mock__place_release(wmi_mock__place *place)
{
    if (place == NULL || atomic_fetch_sub(&place->references, 1) > 1)
        return;
    free(place->server);
    free(place->namespace_path);
    free(place);
}
