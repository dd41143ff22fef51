/* SPDX-License-Identifier: MIT */
/* IWbemServices::ExecNotificationQuery: its arguments. Subscriptions are in the room above, which the mock's table names. */
#include "mock/services/calls.h"

#include <stdlib.h>

#define NEEDED_FLAGS  ((LONG)WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY)
#define ALLOWED_FLAGS (NEEDED_FLAGS | WBEM_FLAG_USE_AMENDED_QUALIFIERS)

/* Both flags have to be there ([MS-WMI] 3.1.4.3.20). */
static bool has_valid_flags(LONG flags)
{
    return (flags & NEEDED_FLAGS) == NEEDED_FLAGS && (flags & ~ALLOWED_FLAGS) == 0;
}

static HRESULT subscribe(IWbemServices *base, const OLECHAR *query, IEnumWbemClassObject **enumerator)
{
    char *text = wmi_mock__to_utf8(query);
    HRESULT hr;

    if (text == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__services_of(base)->proxy.mock->upper->subscribe(base, text, enumerator);
    free(text);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecNotificationQuery(IWbemServices *base, const BSTR language,
                                                                   const BSTR query, LONG flags,
                                                                   IWbemContext *context,
                                                                   IEnumWbemClassObject **enumerator)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (enumerator != NULL)
        *enumerator = NULL;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecNotificationQuery");
    wmi_mock__call_text(&call, "strQueryLanguage", language);
    wmi_mock__call_text(&call, "strQuery", query);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(language) || wmi_mock__is_blank(query) || enumerator == NULL ||
            !has_valid_flags(flags))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else if (!wmi_mock__is_wql(language))
            hr = (HRESULT)WBEM_E_INVALID_QUERY_TYPE;
        else
            hr = subscribe(base, query, enumerator);
    }
    return wmi_mock__call_close(&call, hr);
}
