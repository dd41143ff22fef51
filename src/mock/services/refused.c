/* SPDX-License-Identifier: MIT */
#include "mock/services/refused.h"

static void open_call(wmi_mock__call *call, IWbemServices *base, const char *operation)
{
    wmi_mock__proxy *proxy = &wmi_mock__services_of(base)->proxy;

    wmi_mock__call_open(call, proxy->mock, proxy, operation);
}

static HRESULT refuse(wmi_mock__call *call)
{
    wmi_mock__call_admit(call);
    return wmi_mock__call_close(call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}

/* With the parameters that the asynchronous methods end with. */
static HRESULT refuse_async(wmi_mock__call *call, LONG flags, const IWbemContext *context,
                            const IWbemObjectSink *sink)
{
    wmi_mock__call_number(call, "lFlags", flags);
    wmi_mock__call_pointer(call, "pCtx", context);
    wmi_mock__call_pointer(call, "pResponseHandler", sink);
    return refuse(call);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink)
{
    wmi_mock__call call;

    if (sink != NULL)
        *sink = NULL;
    open_call(&call, base, "IWbemServices::QueryObjectSink");
    wmi_mock__call_number(&call, "lFlags", flags);
    return refuse(&call);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink)
{
    wmi_mock__call call;

    open_call(&call, base, "IWbemServices::PutClassAsync");
    wmi_mock__call_pointer(&call, "pObject", object);
    return refuse_async(&call, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClassAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    wmi_mock__call call;

    open_call(&call, base, "IWbemServices::DeleteClassAsync");
    wmi_mock__call_text(&call, "strClass", path);
    return refuse_async(&call, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink)
{
    wmi_mock__call call;

    open_call(&call, base, "IWbemServices::CreateClassEnumAsync");
    wmi_mock__call_text(&call, "strSuperclass", superclass);
    return refuse_async(&call, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    wmi_mock__call call;

    open_call(&call, base, "IWbemServices::PutInstanceAsync");
    wmi_mock__call_pointer(&call, "pInst", object);
    return refuse_async(&call, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                                 LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink)
{
    wmi_mock__call call;

    open_call(&call, base, "IWbemServices::DeleteInstanceAsync");
    wmi_mock__call_text(&call, "strObjectPath", path);
    return refuse_async(&call, flags, context, sink);
}
