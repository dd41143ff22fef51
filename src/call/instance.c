/* SPDX-License-Identifier: MIT */
#include "call/call.h"
#include "error/error.h"

#include <wmikit/instance.h>

static HRESULT order_by_path(const char *operation, wmi_connection *connection, const char *path,
                             const wmi_call_options *given, wmi__request_order *order)
{
    wmi_call_options options;
    HRESULT hr;

    if (connection == NULL)
        return wmi__refuse_null(operation, "connection");
    hr = wmi__path_check(operation, path);
    if (SUCCEEDED(hr))
        hr = wmi__call_options_read(given, operation, &options);
    if (FAILED(hr))
        return hr;
    *order = wmi__call_order(operation, &options);
    order->text = path;
    order->what = path;
    return S_OK;
}

HRESULT wmi_find(wmi_connection *connection, const char *path, const wmi_call_options *options,
                 IWbemClassObject **object)
{
    wmi__request_order order;
    HRESULT hr;

    if (object == NULL)
        return wmi__refuse_null("wmi_find", "object");
    *object = NULL;
    hr = order_by_path("wmi_find", connection, path, options, &order);
    return FAILED(hr) ? hr : wmi__call_get_object(connection, &order, object);
}

HRESULT wmi_delete(wmi_connection *connection, const char *path, const wmi_call_options *options)
{
    wmi__request_order order;
    HRESULT hr = order_by_path("wmi_delete", connection, path, options, &order);

    return FAILED(hr) ? hr : wmi__call_make(&wmi__delete_instance, connection, &order, NULL, NULL);
}

static HRESULT spawn(IWbemClassObject *from, const char *class_name, IWbemClassObject **instance)
{
    HRESULT hr = IWbemClassObject_SpawnInstance(from, 0, instance);

    if (SUCCEEDED(hr) && *instance != NULL)
        return S_OK;
    *instance = NULL;
    return wmi__com_failed(FAILED(hr) ? hr : E_UNEXPECTED, "IWbemClassObject::SpawnInstance", "'%s'",
                           class_name);
}

HRESULT wmi_new(wmi_connection *connection, const char *class_name, IWbemClassObject **instance)
{
    static const char operation[] = "wmi_new";
    static const wmi_call_options defaults = WMI_CALL_OPTIONS_INIT;
    wmi__request_order order = wmi__call_order(operation, &defaults);
    IWbemClassObject *found = NULL;
    HRESULT hr;

    if (instance == NULL)
        return wmi__refuse_null(operation, "instance");
    *instance = NULL;
    if (connection == NULL)
        return wmi__refuse_null(operation, "connection");
    hr = wmi__name_check(operation, "class_name", class_name);
    if (FAILED(hr))
        return hr;
    order.text = class_name;
    order.what = class_name;
    order.cancel = connection->cancel;
    order.limit_ms = wmi__limit_in(connection->timeout_ms);
    hr = wmi__call_get_object(connection, &order, &found);
    if (SUCCEEDED(hr))
        hr = spawn(found, class_name, instance);
    wmi_object_release(found);
    return hr;
}
