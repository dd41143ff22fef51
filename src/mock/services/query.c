/* SPDX-License-Identifier: MIT */
/* IWbemServices: the methods that return an enumerator. */
#include "mock/services/answer.h"
#include "mock/services/calls.h"

#include "base/bstr.h"

#include <stdlib.h>
#include <string.h>

#define ENUMERATION_FLAGS                                                                 \
    (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_ENSURE_LOCATABLE | \
     WBEM_FLAG_DIRECT_READ | WBEM_FLAG_USE_AMENDED_QUALIFIERS)

/* Ignores case; needs no memory, so it cannot fail. */
bool wmi_mock__is_wql(const OLECHAR *language)
{
    static const OLECHAR small[] = u"wql";
    size_t i = 0;

    while (small[i] != 0 && (language[i] == small[i] || language[i] == small[i] - u'a' + u'A'))
        i++;
    return small[i] == 0 && language[i] == 0;
}

char *wmi_mock__to_utf8(const OLECHAR *text)
{
    return wmi__utf8_from_units(text, wmi__units_length(text));
}

/* --- Queries and enumerations ------------------------------------------------------------------------------------------ */

/*
 * With WBEM_FLAG_RETURN_IMMEDIATELY the call returns before the query runs, so that whatever is wrong with it
 * comes from the enumerator's first Next, as on Windows.
 */
static HRESULT enumerate(wmi_mock__services *self, const char *operation, const OLECHAR *wide, LONG flags,
                         wmi_mock__answer *fill, IEnumWbemClassObject **enumerator)
{
    wmi_mock__rows rows = { .outcome = WBEM_S_FALSE, .operation = operation };
    HRESULT hr;

    rows.text = wmi_mock__to_utf8(wide == NULL ? u"" : wide);
    if (rows.text == NULL)
        return E_OUTOFMEMORY;
    hr = fill(self, rows.text, flags, &rows);
    if (FAILED(hr)) {
        if (hr == E_OUTOFMEMORY || !(flags & WBEM_FLAG_RETURN_IMMEDIATELY)) {
            wmi_mock__extended_status_set(self->proxy.mock, operation, rows.text, rows.description, "WinMgmt",
                                          hr);
            wmi_mock__rows_clear(&rows);
            return hr;
        }
        rows.outcome = hr;
    }
    return wmi_mock__enumerator_create(self->proxy.mock, self->proxy.host, self->place, flags, &rows,
                                       enumerator);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecQuery(IWbemServices *base, const BSTR language,
                                                       const BSTR query, LONG flags, IWbemContext *context,
                                                       IEnumWbemClassObject **enumerator)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (enumerator != NULL)
        *enumerator = NULL;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecQuery");
    wmi_mock__call_text(&call, "strQueryLanguage", language);
    wmi_mock__call_text(&call, "strQuery", query);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(language) || wmi_mock__is_blank(query) || enumerator == NULL ||
            (flags & ~(LONG)(ENUMERATION_FLAGS | WBEM_FLAG_PROTOTYPE)) != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else if (!wmi_mock__is_wql(language))
            hr = (HRESULT)WBEM_E_INVALID_QUERY_TYPE;
        else
            hr = enumerate(self, "ExecQuery", query, flags, wmi_mock__answer_query, enumerator);
    }
    return wmi_mock__call_close(&call, hr);
}

/* CreateInstanceEnum and CreateClassEnum differ in what they fill the rows with. */
static HRESULT create_enum(wmi_mock__services *self, const char *operation, const OLECHAR *name, LONG flags,
                           IWbemContext *context, bool name_needed, wmi_mock__answer *fill,
                           IEnumWbemClassObject **enumerator)
{
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (enumerator != NULL)
        *enumerator = NULL;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_text(&call, name_needed ? "strFilter" : "strSuperclass", name);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (enumerator == NULL || (name_needed && wmi_mock__is_blank(name)) ||
            (flags & ~(LONG)(ENUMERATION_FLAGS | WBEM_FLAG_SHALLOW)) != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = enumerate(self, operation + strlen("IWbemServices::"), name, flags, fill, enumerator);
    }
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateInstanceEnum(IWbemServices *base, const BSTR class_name,
                                                                LONG flags, IWbemContext *context,
                                                                IEnumWbemClassObject **enumerator)
{
    return create_enum(wmi_mock__services_of(base), "IWbemServices::CreateInstanceEnum", class_name, flags,
                       context, true, wmi_mock__answer_instances, enumerator);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnum(IWbemServices *base, const BSTR superclass,
                                                             LONG flags, IWbemContext *context,
                                                             IEnumWbemClassObject **enumerator)
{
    return create_enum(wmi_mock__services_of(base), "IWbemServices::CreateClassEnum", superclass, flags,
                       context, false, wmi_mock__answer_classes, enumerator);
}
