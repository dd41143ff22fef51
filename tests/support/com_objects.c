/* SPDX-License-Identifier: MIT */
#include "support/com_objects.h"
#include "os/functions.h"

#include "os/os.h"

static HRESULT STDMETHODCALLTYPE probe_query_interface(IUnknown *This, REFIID riid, void **ppvObject)
{
    probe *self = (probe *)(void *)This;

    *ppvObject = NULL;
    if (self->lies_about != NULL && IsEqualIID(riid, self->lies_about))
        return S_OK;
    if (self->marshaler != NULL && IsEqualIID(riid, &IID_IMarshal))
        return IUnknown_QueryInterface(self->marshaler, riid, ppvObject);
    if (!IsEqualIID(riid, &IID_IUnknown) && (self->answers_to == NULL || !IsEqualIID(riid, self->answers_to)))
        return E_NOINTERFACE;
    IUnknown_AddRef(This);
    *ppvObject = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE probe_add_ref(IUnknown *This)
{
    return (ULONG)__atomic_add_fetch(&((probe *)(void *)This)->references, 1, __ATOMIC_SEQ_CST);
}

static ULONG STDMETHODCALLTYPE probe_release(IUnknown *This)
{
    return (ULONG)__atomic_sub_fetch(&((probe *)(void *)This)->references, 1, __ATOMIC_SEQ_CST);
}

static const IUnknownVtbl probe_vtbl = { probe_query_interface, probe_add_ref, probe_release };

void probe_init(probe *object)
{
    object->unknown.lpVtbl = &probe_vtbl;
    object->references = 1;
    object->answers_to = NULL;
    object->lies_about = NULL;
    object->marshaler = NULL;
}

LONG probe_references(const probe *object)
{
    return __atomic_load_n(&object->references, __ATOMIC_SEQ_CST);
}

static HRESULT STDMETHODCALLTYPE class_query_interface(IClassFactory *This, REFIID riid, void **ppvObject)
{
    *ppvObject = NULL;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IClassFactory))
        return E_NOINTERFACE;
    IClassFactory_AddRef(This);
    *ppvObject = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE class_add_ref(IClassFactory *This)
{
    return (ULONG)__atomic_add_fetch(&((probe_class *)(void *)This)->references, 1, __ATOMIC_SEQ_CST);
}

static ULONG STDMETHODCALLTYPE class_release(IClassFactory *This)
{
    return (ULONG)__atomic_sub_fetch(&((probe_class *)(void *)This)->references, 1, __ATOMIC_SEQ_CST);
}

static HRESULT STDMETHODCALLTYPE class_create_instance(IClassFactory *This, IUnknown *pUnkOuter, REFIID riid,
                                                       void **ppvObject)
{
    probe_class *self = (probe_class *)(void *)This;

    *ppvObject = NULL;
    if (pUnkOuter != NULL)
        return CLASS_E_NOAGGREGATION;
    __atomic_add_fetch(&self->created, 1, __ATOMIC_SEQ_CST);
    return IUnknown_QueryInterface(&self->instance->unknown, riid, ppvObject);
}

static HRESULT STDMETHODCALLTYPE class_lock_server(IClassFactory *This, BOOL fLock)
{
    (void)This;
    (void)fLock;
    return S_OK;
}

static const IClassFactoryVtbl class_vtbl = {
    class_query_interface, class_add_ref, class_release, class_create_instance, class_lock_server,
};

void probe_class_init(probe_class *object, probe *instance)
{
    object->factory.lpVtbl = &class_vtbl;
    object->references = 1;
    object->created = 0;
    object->instance = instance;
}

LONG probe_class_references(const probe_class *object)
{
    return __atomic_load_n(&object->references, __ATOMIC_SEQ_CST);
}

HRESULT test_increment_mta_usage(CO_MTA_USAGE_COOKIE *usage)
{
    typedef HRESULT(STDAPICALLTYPE * increment_function)(CO_MTA_USAGE_COOKIE * cookie);

    return ((increment_function)wmi__find_function("ole32.dll", "CoIncrementMTAUsage"))(usage);
}

HRESULT test_decrement_mta_usage(CO_MTA_USAGE_COOKIE usage)
{
    typedef HRESULT(STDAPICALLTYPE * decrement_function)(CO_MTA_USAGE_COOKIE cookie);

    return ((decrement_function)wmi__find_function("ole32.dll", "CoDecrementMTAUsage"))(usage);
}
