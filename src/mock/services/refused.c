/* SPDX-License-Identifier: MIT */
#include "mock/services/refused.h"

static HRESULT refuse(IWbemServices *base, const char *operation)
{
    wmi_mock__proxy *proxy = &wmi_mock__services_of(base)->proxy;
    wmi_mock__call call;

    wmi_mock__call_open(&call, proxy->mock, proxy, operation);
    wmi_mock__call_admit(&call);
    return wmi_mock__call_close(&call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink)
{
    (void)flags;
    if (sink != NULL)
        *sink = NULL;
    return refuse(base, "IWbemServices::QueryObjectSink");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::PutClassAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClassAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::DeleteClassAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink)
{
    (void)superclass;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::CreateClassEnumAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::PutInstanceAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                                 LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::DeleteInstanceAsync");
}
