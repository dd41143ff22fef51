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

HRESULT STDMETHODCALLTYPE wmi_mock__services_CancelAsyncCall(IWbemServices *base, IWbemObjectSink *sink)
{
    (void)sink;
    return refuse(base, "IWbemServices::CancelAsyncCall");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink)
{
    (void)flags;
    if (sink != NULL)
        *sink = NULL;
    return refuse(base, "IWbemServices::QueryObjectSink");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_GetObjectAsync(IWbemServices *base, const BSTR path, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::GetObjectAsync");
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

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateInstanceEnumAsync(IWbemServices *base,
                                                                     const BSTR class_name, LONG flags,
                                                                     IWbemContext *context,
                                                                     IWbemObjectSink *sink)
{
    (void)class_name;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::CreateInstanceEnumAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecQueryAsync(IWbemServices *base, const BSTR language,
                                                            const BSTR query, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::ExecQueryAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecNotificationQueryAsync(IWbemServices *base,
                                                                        const BSTR language, const BSTR query,
                                                                        LONG flags, IWbemContext *context,
                                                                        IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::ExecNotificationQueryAsync");
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecMethodAsync(IWbemServices *base, const BSTR path,
                                                             const BSTR method, LONG flags,
                                                             IWbemContext *context, IWbemClassObject *in,
                                                             IWbemObjectSink *sink)
{
    (void)path;
    (void)method;
    (void)flags;
    (void)context;
    (void)in;
    (void)sink;
    return refuse(base, "IWbemServices::ExecMethodAsync");
}
