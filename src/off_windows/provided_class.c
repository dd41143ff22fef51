/* SPDX-License-Identifier: MIT */
#include "off_windows/provided_class.h"

#include "os/os.h"

/* More than there are. */
#define MOST_CLASSES 4

typedef struct provided_class {
    IClassFactory factory;
    CLSID clsid;
    wmi__class_maker maker;
} provided_class;

static wmi__mutex lock = WMI__MUTEX_INIT;
static provided_class classes[MOST_CLASSES];
static size_t class_count;

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

static HRESULT STDMETHODCALLTYPE factory_CreateInstance(IClassFactory *factory, IUnknown *outer, REFIID iid,
                                                        void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (outer != NULL)
        return CLASS_E_NOAGGREGATION;
    return ((const provided_class *)(const void *)factory)->maker(iid, out);
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

/* The lock is held. */
static provided_class *find(REFCLSID clsid)
{
    for (size_t i = 0; i < class_count; i++) {
        if (IsEqualGUID(&classes[i].clsid, clsid))
            return &classes[i];
    }
    return NULL;
}

void wmi__class_provide(REFCLSID clsid, wmi__class_maker maker)
{
    wmi__mutex_lock(&lock);
    if (find(clsid) == NULL && class_count < MOST_CLASSES) {
        classes[class_count].factory.lpVtbl = &vtable;
        classes[class_count].clsid = *clsid;
        classes[class_count].maker = maker;
        class_count++;
    }
    wmi__mutex_unlock(&lock);
}

IUnknown *wmi__class_provided(REFCLSID clsid)
{
    provided_class *found;

    wmi__mutex_lock(&lock);
    found = find(clsid);
    wmi__mutex_unlock(&lock);
    return (IUnknown *)found;
}
