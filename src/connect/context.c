/* SPDX-License-Identifier: MIT */
#include "connect/context.h"
#include "base/bstr.h"
#include "base/guids.h"
#include "com/apartment.h"
#include "error/error.h"
#include "value/variant.h"

static HRESULT name_refused(HRESULT hr, const char *operation, const char *name)
{
    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(operation);
    return wmi__refuse(hr, operation, name[0] == '\0' ? "a name is empty" : "a name is not UTF-8");
}

static HRESULT set_value(IWbemContext *context, const char *operation, const wmi_argument *argument)
{
    wmi__name name = { 0 };
    VARIANT variant;
    HRESULT hr;

    VariantInit(&variant);
    if (argument->name == NULL)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "a name is NULL");
    hr = wmi__name_begin(&name, argument->name);
    if (FAILED(hr)) {
        name_refused(hr, operation, argument->name);
        goto cleanup;
    }
    hr = wmi__value_to_variant(&argument->value, &variant);
    if (FAILED(hr)) {
        wmi__refuse(hr, operation, "the value of %s: %s", argument->name, wmi_error_text(hr));
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

static HRESULT create(IWbemContext **context)
{
    HRESULT hr = CoCreateInstance(&wmi__CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &wmi__IID_IWbemContext,
                                  (void **)context);

    return FAILED(hr) ? wmi__com_failed(hr, "CoCreateInstance", "CLSID_WbemContext") : S_OK;
}

static HRESULT copy(IWbemContext *base, IWbemContext **context)
{
    HRESULT hr = IWbemContext_Clone(base, context);

    return FAILED(hr) ? wmi__com_failed(hr, "IWbemContext::Clone", "the context") : S_OK;
}

HRESULT wmi__context_derive(IWbemContext *base, const char *operation, const wmi_argument *values,
                            size_t count, IWbemContext **context)
{
    IWbemContext *made = NULL;
    HRESULT hr = base == NULL ? create(&made) : copy(base, &made);

    if (FAILED(hr))
        return hr;
    if (made == NULL)
        return wmi__refuse(E_UNEXPECTED, base == NULL ? "CoCreateInstance" : "IWbemContext::Clone",
                           "CLSID_WbemContext: the call returned no object");
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = set_value(made, operation, &values[i]);
    if (FAILED(hr)) {
        IWbemContext_Release(made);
        return hr;
    }
    *context = made;
    return S_OK;
}

HRESULT wmi_context_create(const wmi_argument *values, size_t count, IWbemContext **context)
{
    static const char operation[] = "wmi_context_create";
    HRESULT hr;

    if (context == NULL)
        return wmi__refuse_null(operation, "context");
    *context = NULL;
    if (values == NULL && count > 0)
        return wmi__refuse_null(operation, "values");
    hr = wmi__apartment_enter(WMI_COM_AUTO, false);
    if (FAILED(hr))
        return hr;
    hr = wmi__context_derive(NULL, operation, values, count, context);
    wmi__apartment_leave();
    return hr;
}

void wmi_context_release(IWbemContext *context)
{
    if (context != NULL)
        IWbemContext_Release(context);
}
