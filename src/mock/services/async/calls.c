/* SPDX-License-Identifier: MIT */
/* The asynchronous methods of IWbemServices that read: what they check, and how their results are made. */
#include "mock/services/calls.h"
#include "mock/services/answer.h"
#include "mock/services/async/async.h"

#include <stdlib.h>
#include <string.h>

#define COMMON_FLAGS       ((LONG)WBEM_FLAG_SEND_STATUS | WBEM_FLAG_USE_AMENDED_QUALIFIERS)
#define ENUMERATION_FLAGS  (COMMON_FLAGS | WBEM_FLAG_ENSURE_LOCATABLE | WBEM_FLAG_DIRECT_READ)
#define QUERY_FLAGS        (ENUMERATION_FLAGS | WBEM_FLAG_PROTOTYPE)
#define INVALID_PARAMETER  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define INVALID_QUERY_TYPE ((HRESULT)WBEM_E_INVALID_QUERY_TYPE)

void wmi_mock__async_note_rest(wmi_mock__call *call, LONG flags, const IWbemContext *context,
                               const IWbemObjectSink *sink)
{
    wmi_mock__call_number(call, "lFlags", flags);
    wmi_mock__call_pointer(call, "pCtx", context);
    wmi_mock__call_pointer(call, "pResponseHandler", sink);
}

/* --- Results --------------------------------------------------------------------------------------------------- */

static HRESULT start_rows(wmi_mock__services *self, const char *operation, const OLECHAR *wide, LONG flags,
                          wmi_mock__answer *answer, IWbemObjectSink *sink)
{
    wmi_mock__async_results results = { .outcome.operation = operation, .flags = flags };

    results.rows.text = wmi_mock__to_utf8(wide == NULL ? u"" : wide);
    if (results.rows.text == NULL)
        return E_OUTOFMEMORY;
    results.outcome.code = answer(self, results.rows.text, flags, &results.rows);
    return wmi_mock__async_start(self, sink, &results);
}

/* Whether a query is refused at once or through the sink is unknown: here at once. */
static HRESULT start_events(wmi_mock__services *self, const OLECHAR *wide, LONG flags, IWbemObjectSink *sink)
{
    wmi_mock__async_results results = { .outcome.operation = "ExecNotificationQuery", .flags = flags };
    char *query = wmi_mock__to_utf8(wide);
    HRESULT hr;

    if (query == NULL)
        return E_OUTOFMEMORY;
    hr = self->proxy.mock->upper->subscribe(&self->base, query, &results.events);
    free(query);
    return FAILED(hr) ? hr : wmi_mock__async_start(self, sink, &results);
}

/* --- The methods ------------------------------------------------------------------------------------------------- */

static HRESULT check_query(const OLECHAR *language, const OLECHAR *query, LONG flags, LONG allowed,
                           IWbemObjectSink *sink)
{
    if (wmi_mock__is_blank(language) || wmi_mock__is_blank(query) || sink == NULL || (flags & ~allowed) != 0)
        return INVALID_PARAMETER;
    return wmi_mock__is_wql(language) ? S_OK : INVALID_QUERY_TYPE;
}

static void open_query(wmi_mock__call *call, wmi_mock__services *self, const char *operation,
                       const OLECHAR *language, const OLECHAR *query, LONG flags, const IWbemContext *context,
                       const IWbemObjectSink *sink)
{
    wmi_mock__call_open(call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_text(call, "strQueryLanguage", language);
    wmi_mock__call_text(call, "strQuery", query);
    wmi_mock__async_note_rest(call, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecQueryAsync(IWbemServices *base, const BSTR language,
                                                            const BSTR query, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    open_query(&call, self, "IWbemServices::ExecQueryAsync", language, query, flags, context, sink);
    if (wmi_mock__call_admit(&call)) {
        hr = check_query(language, query, flags, QUERY_FLAGS, sink);
        if (SUCCEEDED(hr))
            hr = start_rows(self, "ExecQuery", query, flags, wmi_mock__answer_query, sink);
    }
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecNotificationQueryAsync(IWbemServices *base,
                                                                        const BSTR language, const BSTR query,
                                                                        LONG flags, IWbemContext *context,
                                                                        IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    open_query(&call, self, "IWbemServices::ExecNotificationQueryAsync", language, query, flags, context,
               sink);
    if (wmi_mock__call_admit(&call)) {
        hr = check_query(language, query, flags, COMMON_FLAGS, sink);
        if (SUCCEEDED(hr))
            hr = start_events(self, query, flags, sink);
    }
    return wmi_mock__call_close(&call, hr);
}

/* What the two enumerations differ in. */
typedef struct enumeration {
    const char *operation, *operation_of_rows, *argument;
    LONG allowed;
    bool name_needed;
    wmi_mock__answer *answer;
} enumeration;

static HRESULT create_enum(wmi_mock__services *self, const enumeration *what, const OLECHAR *name, LONG flags,
                           IWbemContext *context, IWbemObjectSink *sink)
{
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, what->operation);
    wmi_mock__call_text(&call, what->argument, name);
    wmi_mock__async_note_rest(&call, flags, context, sink);
    if (wmi_mock__call_admit(&call)) {
        if ((what->name_needed && wmi_mock__is_blank(name)) || sink == NULL || (flags & ~what->allowed) != 0)
            hr = INVALID_PARAMETER;
        else
            hr = start_rows(self, what->operation_of_rows, name, flags, what->answer, sink);
    }
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateInstanceEnumAsync(IWbemServices *base,
                                                                     const BSTR class_name, LONG flags,
                                                                     IWbemContext *context,
                                                                     IWbemObjectSink *sink)
{
    static const enumeration instances = {
        "IWbemServices::CreateInstanceEnumAsync",
        "CreateInstanceEnum",
        "strFilter",
        ENUMERATION_FLAGS | (LONG)WBEM_FLAG_SHALLOW,
        true,
        wmi_mock__answer_instances,
    };

    return create_enum(wmi_mock__services_of(base), &instances, class_name, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink)
{
    static const enumeration classes = {
        "IWbemServices::CreateClassEnumAsync",
        "CreateClassEnum",
        "strSuperclass",
        COMMON_FLAGS | (LONG)WBEM_FLAG_SHALLOW,
        false,
        wmi_mock__answer_classes,
    };

    return create_enum(wmi_mock__services_of(base), &classes, superclass, flags, context, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_GetObjectAsync(IWbemServices *base, const BSTR path, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    wmi_mock__async_results results = { .flags = flags };
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::GetObjectAsync");
    wmi_mock__call_text(&call, "strObjectPath", path);
    wmi_mock__async_note_rest(&call, flags, context, sink);
    if (wmi_mock__call_admit(&call)) {
        if (sink == NULL || (flags & ~(COMMON_FLAGS | (LONG)WBEM_FLAG_DIRECT_READ)) != 0) {
            hr = INVALID_PARAMETER;
        } else {
            results.outcome = wmi_mock__services_get(self, path);
            hr = wmi_mock__async_start(self, sink, &results);
        }
    }
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecMethodAsync(IWbemServices *base, const BSTR path,
                                                             const BSTR method, LONG flags,
                                                             IWbemContext *context, IWbemClassObject *in,
                                                             IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    wmi_mock__async_results results = { .flags = flags };
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecMethodAsync");
    wmi_mock__call_text(&call, "strObjectPath", path);
    wmi_mock__call_text(&call, "strMethodName", method);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    wmi_mock__call_pointer(&call, "pInParams", in);
    wmi_mock__call_pointer(&call, "pResponseHandler", sink);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(path) || wmi_mock__is_blank(method) || sink == NULL ||
            (flags & ~(LONG)WBEM_FLAG_SEND_STATUS) != 0) {
            hr = INVALID_PARAMETER;
        } else {
            results.outcome = wmi_mock__services_exec(self, path, method, in);
            hr = wmi_mock__async_start(self, sink, &results);
        }
    }
    return wmi_mock__call_close(&call, hr);
}

/* For a sink without a call the code is unknown on Windows. */
HRESULT STDMETHODCALLTYPE wmi_mock__services_CancelAsyncCall(IWbemServices *base, IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::CancelAsyncCall");
    wmi_mock__call_pointer(&call, "pSink", sink);
    if (wmi_mock__call_admit(&call))
        hr = sink == NULL ? INVALID_PARAMETER : wmi_mock__async_cancel(self->proxy.mock, sink);
    return wmi_mock__call_close(&call, hr);
}
