/* SPDX-License-Identifier: MIT */
#include "bstr.h"
#include "cursor.h"
#include "error.h"

#include <stdlib.h>

#define SEMISYNCHRONOUS ((LONG)(WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY))

/* What a query and an enumeration have in common: one text in, an enumerator out. */
typedef struct enumeration {
    const char *operation; /* ours */
    const char *argument;  /* our name of the text */
    const char *com_operation;
    wmi_connection *connection;
    const char *text;
    HRESULT(*call)
    (IWbemServices *services, BSTR text, LONG flags, IWbemContext *context, IEnumWbemClassObject **rows);
} enumeration;

static HRESULT exec_query(IWbemServices *services, BSTR text, LONG flags, IWbemContext *context,
                          IEnumWbemClassObject **rows)
{
    BSTR language = SysAllocString(u"WQL");
    HRESULT hr;

    if (language == NULL)
        return E_OUTOFMEMORY;
    hr = IWbemServices_ExecQuery(services, language, text, flags, context, rows);
    SysFreeString(language);
    return hr;
}

static HRESULT create_instance_enum(IWbemServices *services, BSTR text, LONG flags, IWbemContext *context,
                                    IEnumWbemClassObject **rows)
{
    return IWbemServices_CreateInstanceEnum(services, text, flags, context, rows);
}

static HRESULT check(const enumeration *self, wmi_cursor **cursor)
{
    if (cursor == NULL)
        return wmi__refuse_null(self->operation, "cursor");
    *cursor = NULL;
    if (self->connection == NULL)
        return wmi__refuse_null(self->operation, "connection");
    if (self->text == NULL)
        return wmi__refuse_null(self->operation, self->argument);
    return S_OK;
}

static HRESULT text_to_bstr(const enumeration *self, BSTR *text)
{
    HRESULT hr = wmi__bstr_from_utf8(self->text, text);

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    if (FAILED(hr))
        return wmi__refuse(hr, self->operation, "%s is not UTF-8", self->argument);
    return S_OK;
}

static HRESULT start(const enumeration *self, const wmi_query_options *options, BSTR text,
                     IEnumWbemClassObject **rows)
{
    IWbemContext *context = options->context != NULL ? options->context : self->connection->context;
    LONG flags = SEMISYNCHRONOUS | (LONG)options->flags;
    HRESULT hr = self->call(self->connection->services, text, flags, context, rows);

    if (FAILED(hr)) {
        *rows = NULL;
        return wmi__com_failed(hr, self->com_operation, "'%s'", self->text);
    }
    if (*rows == NULL)
        return wmi__refuse(E_UNEXPECTED, self->com_operation, "'%s': the call gave no enumerator",
                           self->text);
    return S_OK;
}

static HRESULT run(const enumeration *self, const wmi_query_options *given, wmi_cursor **cursor)
{
    IEnumWbemClassObject *rows = NULL;
    wmi_query_options options;
    BSTR text = NULL;
    HRESULT hr;

    hr = check(self, cursor);
    if (FAILED(hr))
        return hr;
    hr = wmi__query_options_read(given, self->operation, &options);
    if (FAILED(hr))
        return hr;
    hr = text_to_bstr(self, &text);
    if (FAILED(hr))
        return hr;

    hr = start(self, &options, text, &rows);
    SysFreeString(text);
    if (FAILED(hr))
        return hr;
    return wmi__cursor_create(self->connection, rows, &options, self->operation, self->text, cursor);
}

HRESULT wmi_query(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                  wmi_cursor **cursor)
{
    const enumeration query = {
        .operation = "wmi_query",
        .argument = "wql",
        .com_operation = "IWbemServices::ExecQuery",
        .connection = connection,
        .text = wql,
        .call = exec_query,
    };

    return run(&query, options, cursor);
}

HRESULT wmi_instances(wmi_connection *connection, const char *class_name, const wmi_query_options *options,
                      wmi_cursor **cursor)
{
    const enumeration query = {
        .operation = "wmi_instances",
        .argument = "class_name",
        .com_operation = "IWbemServices::CreateInstanceEnum",
        .connection = connection,
        .text = class_name,
        .call = create_instance_enum,
    };

    return run(&query, options, cursor);
}
