/* SPDX-License-Identifier: MIT */
#include "apartment.h"
#include "bstr.h"
#include "error.h"
#include "variant.h"

#include <wmikit/context.h>

#define OPERATION "wmi_context_create"

static HRESULT name_refused(HRESULT hr, const char *name)
{
    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(OPERATION);
    return wmi__refuse(hr, OPERATION, name[0] == '\0' ? "a name is empty" : "a name is not UTF-8");
}

static HRESULT set_value(IWbemContext *context, const wmi_argument *argument)
{
    wmi__name name = { 0 };
    VARIANT variant;
    HRESULT hr;

    VariantInit(&variant);
    if (argument->name == NULL)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "a name is NULL");
    hr = wmi__name_begin(&name, argument->name);
    if (FAILED(hr)) {
        name_refused(hr, argument->name);
        goto cleanup;
    }
    hr = wmi__value_to_variant(&argument->value, &variant);
    if (FAILED(hr)) {
        wmi__refuse(hr, OPERATION, "the value of %s: %s", argument->name, wmi_error_text(hr));
        goto cleanup;
    }
    hr = IWbemContext_SetValue(context, name.text, 0, &variant);
    if (FAILED(hr))
        wmi__com_failed(hr, "IWbemContext::SetValue", "%s", argument->name);

cleanup:
    VariantClear(&variant);
    wmi__name_end(&name);
    return hr;
}

static HRESULT create(const wmi_argument *values, size_t count, IWbemContext **context)
{
    void *created = NULL;
    HRESULT hr = CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext,
                                  &created);

    if (FAILED(hr))
        return wmi__com_failed(hr, "CoCreateInstance", "CLSID_WbemContext");
    if (created == NULL)
        return wmi__refuse(E_UNEXPECTED, "CoCreateInstance", "CLSID_WbemContext gave no object");
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = set_value(created, &values[i]);
    if (FAILED(hr)) {
        IWbemContext_Release((IWbemContext *)created);
        return hr;
    }
    *context = created;
    return S_OK;
}

HRESULT wmi_context_create(const wmi_argument *values, size_t count, IWbemContext **context)
{
    HRESULT hr;

    if (context == NULL)
        return wmi__refuse_null(OPERATION, "context");
    *context = NULL;
    if (values == NULL && count > 0)
        return wmi__refuse_null(OPERATION, "values");
    hr = wmi__apartment_enter(WMI_COM_AUTO, false);
    if (FAILED(hr))
        return hr;
    hr = create(values, count, context);
    wmi__apartment_leave();
    return hr;
}

void wmi_context_release(IWbemContext *context)
{
    if (context != NULL)
        IWbemContext_Release(context);
}
