/* SPDX-License-Identifier: MIT */
#include "mock/services/refused.h"

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink)
{
    wmi_mock__proxy *proxy = &wmi_mock__services_of(base)->proxy;
    wmi_mock__call call;

    if (sink != NULL)
        *sink = NULL;
    wmi_mock__call_open(&call, proxy->mock, proxy, "IWbemServices::QueryObjectSink");
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_admit(&call);
    return wmi_mock__call_close(&call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}
