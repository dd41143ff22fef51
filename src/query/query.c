/* SPDX-License-Identifier: MIT */
#include "query/query.h"

#include "error/error.h"
#include "query/cursor.h"

HRESULT wmi__enumeration_check(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                               wmi_cursor **cursor)
{
    if (cursor == NULL)
        return wmi__refuse_null(self->operation, "cursor");
    *cursor = NULL;
    if (connection == NULL)
        return wmi__refuse_null(self->operation, "connection");
    if (text == NULL)
        return wmi__refuse_null(self->operation, self->argument);
    return S_OK;
}

HRESULT wmi__enumerate(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                       const wmi_query_options *given, wmi_cursor **cursor)
{
    wmi__request_order order = {
        .operation = self->operation,
        .argument = self->argument,
        .text = text,
        .what = text,
    };
    wmi_query_options options;
    HRESULT hr = wmi__query_options_read(given, self->operation, &options);

    if (FAILED(hr))
        return hr;
    order.context = options.context;
    order.flags = WMI__SEMISYNCHRONOUS | (LONG)options.flags;
    order.cancel = options.cancel;
    order.limit_ms = wmi__limit_in(options.timeout_ms);
    wmi__cancel_share(options.cancel); /* the thread that triggers it may free it at once */
    hr = wmi__cursor_open(self->kind, connection, &order, &options, self->wants_all, cursor);
    wmi_cancel_free(options.cancel);
    return hr;
}

static HRESULT check_and_enumerate(const wmi__enumeration *self, wmi_connection *connection, const char *text,
                                   const wmi_query_options *options, wmi_cursor **cursor)
{
    HRESULT hr = wmi__enumeration_check(self, connection, text, cursor);

    return FAILED(hr) ? hr : wmi__enumerate(self, connection, text, options, cursor);
}

static HRESULT exec_query(const wmi__request_call *given, void **answers)
{
    BSTR language = SysAllocString(u"WQL");
    HRESULT hr;

    if (language == NULL)
        return E_OUTOFMEMORY;
    hr = IWbemServices_ExecQuery(given->services, language, given->text, given->flags, given->context,
                                 (IEnumWbemClassObject **)&answers[0]);
    SysFreeString(language);
    return hr;
}

static HRESULT create_instance_enum(const wmi__request_call *given, void **answers)
{
    return IWbemServices_CreateInstanceEnum(given->services, given->text, given->flags, given->context,
                                            (IEnumWbemClassObject **)&answers[0]);
}

const wmi__request_kind wmi__exec_query = WMI__ENUMERATOR_REQUEST("IWbemServices::ExecQuery", exec_query);

HRESULT wmi_query(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                  wmi_cursor **cursor)
{
    static const wmi__enumeration query = { "wmi_query", "wql", &wmi__exec_query, false };

    HRESULT hr = check_and_enumerate(&query, connection, wql, options, cursor);

    return FAILED(hr) && wql != NULL ? wmi__hint_at_events(hr, wql) : hr;
}

HRESULT wmi_instances(wmi_connection *connection, const char *class_name, const wmi_query_options *options,
                      wmi_cursor **cursor)
{
    static const wmi__request_kind create_enum = WMI__ENUMERATOR_REQUEST("IWbemServices::CreateInstanceEnum",
                                                                         create_instance_enum);
    static const wmi__enumeration instances = { "wmi_instances", "class_name", &create_enum, false };

    return check_and_enumerate(&instances, connection, class_name, options, cursor);
}
