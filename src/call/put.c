/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "call/call.h"
#include "connect/context.h"
#include "error/error.h"
#include "value/array.h"
#include "value/value.h"

#include <wmikit/instance.h>
#include <wmikit/object.h>

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_put"

/* WBEM_FLAG_UPDATE_ONLY and WBEM_FLAG_CREATE_ONLY are bits of the modes. */
#define MODE_FLAGS 0xFF

/* --- What an instance says of itself ------------------------------------------------------------------------------ */

/* The text of a system property; NULL without one. Sets no last error. */
static HRESULT system_text(IWbemClassObject *instance, const OLECHAR *property, char **text)
{
    VARIANT variant;
    HRESULT hr = S_OK;

    *text = NULL;
    VariantInit(&variant);
    if (FAILED(IWbemClassObject_Get(instance, property, 0, &variant, NULL, NULL)))
        return S_OK;
    if (V_VT(&variant) == VT_BSTR && SysStringLen(V_BSTR(&variant)) > 0)
        hr = wmi__utf8_from_bstr(V_BSTR(&variant), text);
    VariantClear(&variant);
    return hr;
}

static HRESULT first_text(IWbemClassObject *instance, const OLECHAR *property, const OLECHAR *else_property,
                          char **text)
{
    HRESULT hr = system_text(instance, property, text);

    return hr == S_OK && *text == NULL ? system_text(instance, else_property, text) : hr;
}

/* --- Which properties count ---------------------------------------------------------------------------------------- */

static HRESULT is_null(IWbemClassObject *instance, const char *property, bool *result)
{
    wmi__name name;
    VARIANT variant;
    HRESULT hr = wmi__name_begin(&name, property);

    if (SUCCEEDED(hr)) {
        VariantInit(&variant);
        hr = IWbemClassObject_Get(instance, name.text, 0, &variant, NULL, NULL);
        *result = wmi__variant_is_null(&variant);
    }
    wmi__name_end(&name);
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::Get", "property %s", property);
    VariantClear(&variant);
    return S_OK;
}

/* The names of the properties that are not NULL come first. */
static HRESULT choose_names(IWbemClassObject *instance, char **names, size_t *count)
{
    size_t chosen = 0;

    for (size_t i = 0; i < *count; i++) {
        bool skipped = false;
        HRESULT hr = is_null(instance, names[i], &skipped);

        if (FAILED(hr))
            return hr;
        if (!skipped)
            names[chosen++] = names[i];
    }
    *count = chosen;
    return S_OK;
}

/* Context values that tell a provider to leave the other properties unchanged. */
static HRESULT partial_context(IWbemContext *base, IWbemClassObject *instance, IWbemContext **context)
{
    char **names = NULL;
    size_t count = 0;
    HRESULT hr = wmi_property_names(instance, &names, &count);

    if (SUCCEEDED(hr))
        hr = choose_names(instance, names, &count);
    if (SUCCEEDED(hr)) {
        const wmi_argument values[] = {
            { "__PUT_EXTENSIONS", wmi_value_bool(true) },
            { "__PUT_EXT_CLIENT_REQUEST", wmi_value_bool(true) },
            { "__PUT_EXT_PROPERTIES", wmi_value_string_array((const char *const *)names, count) },
        };

        hr = wmi__context_derive(base, OPERATION, values, sizeof values / sizeof values[0], context);
    }
    wmi_free(names);
    return hr;
}

/* --- Writing ---------------------------------------------------------------------------------------------------------- */

/* The instance is written; only memory can still be insufficient. */
static HRESULT give_path(IWbemClassObject *instance, BSTR text, char **path)
{
    HRESULT hr = SysStringLen(text) > 0 ? wmi__utf8_from_bstr(text, path)
                                        : first_text(instance, u"__PATH", u"__RELPATH", path);

    if (hr != E_OUTOFMEMORY)
        return S_OK;
    return wmi__refuse(hr, OPERATION, "the instance is written, but there is not enough memory for path");
}

/* --- Why it was not written --------------------------------------------------------------------------------------- */

static bool may_mean_keys(HRESULT hr)
{
    return hr == (HRESULT)WBEM_E_ILLEGAL_NULL || hr == (HRESULT)WBEM_E_INVALID_OBJECT ||
           hr == (HRESULT)WBEM_E_INVALID_PARAMETER;
}

static void name_key_if_null(IWbemClassObject *instance, BSTR key, HRESULT hr)
{
    char *name = NULL;
    VARIANT variant;

    VariantInit(&variant);
    if (SUCCEEDED(IWbemClassObject_Get(instance, key, 0, &variant, NULL, NULL)) &&
        wmi__variant_is_null(&variant) && SUCCEEDED(wmi__utf8_from_bstr(key, &name)))
        wmi__error_add(hr, "; key %s is NULL", name);
    VariantClear(&variant);
    free(name);
}

/* WMI does not say which. Sets no last error but adds to it, as far as the instance tells. */
static void name_missing_keys(IWbemClassObject *instance, HRESULT hr)
{
    SAFEARRAY *names = NULL;
    size_t count = 0;

    if (!may_mean_keys(hr) ||
        FAILED(IWbemClassObject_GetNames(instance, NULL, WBEM_FLAG_KEYS_ONLY, NULL, &names)))
        return;
    if (SUCCEEDED(wmi__array_check_names(names)) && SUCCEEDED(wmi__array_lock(names, VT_BSTR, &count))) {
        for (size_t i = 0; i < count; i++)
            name_key_if_null(instance, ((BSTR *)names->pvData)[i], hr);
        SafeArrayUnlock(names);
    }
    SafeArrayDestroy(names);
}

static HRESULT put(wmi_connection *connection, IWbemClassObject *instance, wmi__request_order *order,
                   char **path)
{
    char *what = NULL;
    BSTR text = NULL;
    HRESULT hr = first_text(instance, u"__RELPATH", u"__CLASS", &what);

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(OPERATION);
    order->object = instance;
    order->what = what == NULL ? "an instance" : what;
    hr = wmi__call_make(&wmi__put_instance, connection, order, NULL, path == NULL ? NULL : &text);
    if (FAILED(hr))
        name_missing_keys(instance, hr);
    else if (path != NULL)
        hr = give_path(instance, text, path);
    SysFreeString(text);
    free(what);
    return hr;
}

static HRESULT check(wmi_connection *connection, const IWbemClassObject *instance, wmi_put_mode mode)
{
    if (connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    if (instance == NULL)
        return wmi__refuse_null(OPERATION, "instance");
    switch (mode) {
    case WMI_PUT_CREATE_OR_UPDATE:
    case WMI_PUT_UPDATE_ONLY:
    case WMI_PUT_CREATE_ONLY:
    case WMI_PUT_PARTIAL: return S_OK;
    default:
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "mode %ld is not a wmi_put_mode",
                           (long)mode);
    }
}

HRESULT wmi_put(wmi_connection *connection, IWbemClassObject *instance, wmi_put_mode mode,
                const wmi_call_options *given, char **path)
{
    IWbemContext *partial = NULL;
    wmi_call_options options;
    wmi__request_order order;
    HRESULT hr;

    if (path != NULL)
        *path = NULL;
    hr = check(connection, instance, mode);
    if (SUCCEEDED(hr))
        hr = wmi__call_options_read(given, OPERATION, &options);
    if (FAILED(hr))
        return hr;
    order = wmi__call_order(OPERATION, &options);
    order.flags |= (LONG)mode & MODE_FLAGS;
    if (mode == WMI_PUT_PARTIAL) {
        hr = partial_context(order.context != NULL ? order.context : connection->context, instance, &partial);
        order.context = partial;
    }
    if (SUCCEEDED(hr))
        hr = put(connection, instance, &order, path);
    wmi_context_release(partial);
    return hr;
}
