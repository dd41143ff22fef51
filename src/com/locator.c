/* SPDX-License-Identifier: MIT */
#include "com/locator.h"

#include "base/guids.h"
#include "com/apartment.h"
#include "error/error.h"
#include "os/os.h"

static wmi__mutex lock = WMI__MUTEX_INIT;
static IWbemLocator *cached;
static IClassFactory *installed;

static IWbemLocator *share_cached(void)
{
    IWbemLocator *locator;

    wmi__mutex_lock(&lock);
    locator = cached;
    if (locator != NULL)
        IWbemLocator_AddRef(locator);
    wmi__mutex_unlock(&lock);
    return locator;
}

/* The first one is kept: two threads may have created one each. */
static void cache(IWbemLocator *locator)
{
    wmi__mutex_lock(&lock);
    if (cached == NULL) {
        IWbemLocator_AddRef(locator);
        cached = locator;
    }
    wmi__mutex_unlock(&lock);
}

void wmi__locator_forget(void)
{
    IWbemLocator *locator;

    wmi__mutex_lock(&lock);
    locator = cached;
    cached = NULL;
    wmi__mutex_unlock(&lock);
    if (locator != NULL)
        IWbemLocator_Release(locator);
}

void wmi__locator_install(IClassFactory *factory)
{
    IClassFactory *old;

    if (factory != NULL)
        IClassFactory_AddRef(factory);
    wmi__mutex_lock(&lock);
    old = installed;
    installed = factory;
    wmi__mutex_unlock(&lock);
    if (old != NULL)
        IClassFactory_Release(old);
    wmi__locator_forget();
}

static IClassFactory *share_installed(void)
{
    IClassFactory *factory;

    wmi__mutex_lock(&lock);
    factory = installed;
    if (factory != NULL)
        IClassFactory_AddRef(factory);
    wmi__mutex_unlock(&lock);
    return factory;
}

static HRESULT create(void **created)
{
    IClassFactory *factory = share_installed();
    HRESULT hr;

    if (factory == NULL)
        return CoCreateInstance(&wmi__CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &wmi__IID_IWbemLocator,
                                created);
    hr = IClassFactory_CreateInstance(factory, NULL, &wmi__IID_IWbemLocator, created);
    IClassFactory_Release(factory);
    return hr;
}

HRESULT wmi__locator_get(wmi_com_setup setup, IWbemLocator **locator)
{
    bool may_cache = setup == WMI_COM_AUTO && wmi__apartment_is_mta();
    void *created = NULL;
    HRESULT hr;

    *locator = may_cache ? share_cached() : NULL;
    if (*locator != NULL)
        return S_OK;

    hr = create(&created);
    if (FAILED(hr))
        return wmi__com_failed(hr, "CoCreateInstance", "CLSID_WbemLocator");
    if (created == NULL)
        return wmi__refuse(E_UNEXPECTED, "CoCreateInstance",
                           "CLSID_WbemLocator: the call returned no object");

    *locator = created;
    if (may_cache)
        cache(*locator);
    return S_OK;
}
