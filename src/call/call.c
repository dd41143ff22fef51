/* SPDX-License-Identifier: MIT */
#include "call/call.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "error/error.h"
#include "error/error_info.h"

_Static_assert(sizeof(wmi_call_options) == sizeof(size_t) + 2 * sizeof(uint32_t) + 2 * sizeof(void *),
               "wmi_call_options as in 0.1, without padding at its end");

HRESULT wmi__call_options_read(const wmi_call_options *given, const char *operation,
                               wmi_call_options *options)
{
    static const wmi_call_options defaults = WMI_CALL_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given)
        return wmi__refuse_size(operation, given->size, "WMI_CALL_OPTIONS_INIT");
    *options = *given;
    return S_OK;
}

wmi__request_order wmi__call_order(const char *operation, const wmi_call_options *options)
{
    return (wmi__request_order){
        .operation = operation,
        .context = options->context,
        .flags = (LONG)options->flags,
        .cancel = options->cancel,
        .limit_ms = wmi__limit_in(options->timeout_ms),
    };
}

static HRESULT check_text(const char *operation, const char *argument, const char *text, HRESULT when_empty)
{
    if (text == NULL)
        return wmi__refuse_null(operation, argument);
    if (text[0] == '\0')
        return wmi__refuse(when_empty, operation, "%s is empty", argument);
    if (wmi__utf16_length(text) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "%s is not UTF-8", argument);
    return S_OK;
}

HRESULT wmi__path_check(const char *operation, const char *path)
{
    return check_text(operation, "path", path, (HRESULT)WBEM_E_INVALID_OBJECT_PATH);
}

HRESULT wmi__name_check(const char *operation, const char *argument, const char *text)
{
    return check_text(operation, argument, text, (HRESULT)WBEM_E_INVALID_PARAMETER);
}

/* --- Waiting for the answer --------------------------------------------------------------------------------------- */

/* A call in progress. */
typedef struct pending {
    IWbemCallResult *result;
    const wmi__request_kind *kind;
    const wmi__request_order *order;
} pending;

/* Method of the call result: waits at most the timeout, then returns WBEM_S_TIMEDOUT. */
typedef HRESULT (*question)(IWbemCallResult *result, LONG timeout, void *answer);

static HRESULT ask_status(IWbemCallResult *result, LONG timeout, void *answer)
{
    return IWbemCallResult_GetCallStatus(result, timeout, (LONG *)answer);
}

static HRESULT ask_object(IWbemCallResult *result, LONG timeout, void *answer)
{
    return IWbemCallResult_GetResultObject(result, timeout, (IWbemClassObject **)answer);
}

static HRESULT ask_text(IWbemCallResult *result, LONG timeout, void *answer)
{
    return IWbemCallResult_GetResultString(result, timeout, (BSTR *)answer);
}

/* Repeats the call until it has a result or the wait is ended, which *ended reports. */
static HRESULT ask(const pending *self, question put, void *answer, bool *ended)
{
    uint64_t until = WMI__NEVER;
    HRESULT hr;

    do {
        hr = wmi__cancel_check(self->order->cancel, self->order->limit_ms, &until);
        *ended = FAILED(hr);
        if (*ended)
            return hr;
        wmi__error_info_forget();
        hr = put(self->result, wmi__wait_slice(self->order->cancel, until), answer);
    } while (hr == WBEM_S_TIMEDOUT);
    return hr;
}

/* A local timeout or cancel carries no provider text. */
static HRESULT failed(const pending *self, HRESULT hr, const char *operation, bool ended)
{
    if (ended)
        return wmi__com_failed(hr, self->kind->work.operation, "'%s'", self->order->what);
    return wmi__wmi_failed(hr, operation, "'%s'", self->order->what);
}

static HRESULT await_status(const pending *self)
{
    LONG status = S_OK;
    bool ended;
    HRESULT hr = ask(self, ask_status, &status, &ended);

    if (FAILED(hr))
        return failed(self, hr, "IWbemCallResult::GetCallStatus", ended);
    return FAILED((HRESULT)status) ? failed(self, (HRESULT)status, self->kind->work.operation, false) : S_OK;
}

static HRESULT await_object(const pending *self, IWbemClassObject **object)
{
    bool ended;
    HRESULT hr = ask(self, ask_object, object, &ended);

    if (SUCCEEDED(hr))
        return S_OK;
    *object = NULL;
    return failed(self, hr, "IWbemCallResult::GetResultObject", ended);
}

static void await_text(const pending *self, BSTR *text)
{
    bool ended;

    if (FAILED(ask(self, ask_text, text, &ended)))
        *text = NULL;
}

/* The call result is a separate proxy and has no blanket yet. Its last Release ends the call. */
static HRESULT await(const pending *self, const wmi_connection *connection, IWbemClassObject **object,
                     BSTR *text)
{
    HRESULT hr = wmi__blanket_set(connection->blanket, (IUnknown *)self->result, self->order->what);

    if (SUCCEEDED(hr))
        hr = await_status(self);
    if (SUCCEEDED(hr) && object != NULL)
        hr = await_object(self, object);
    if (SUCCEEDED(hr) && text != NULL)
        await_text(self, text);
    return hr;
}

/* Some services execute the call synchronously in any case, and return the object without a call result. */
static HRESULT make(const wmi__request_kind *kind, const wmi_connection *connection,
                    const wmi__request_order *order, IWbemClassObject **object, BSTR *text)
{
    pending call = { NULL, kind, order };
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr = wmi__request_make(kind, connection, order, results);

    if (FAILED(hr))
        return hr;
    call.result = results[1];
    if (call.result == NULL && object != NULL) {
        *object = results[0];
        return hr;
    }
    wmi_object_release(results[0]);
    if (call.result == NULL)
        return hr;
    hr = await(&call, connection, object, text);
    IWbemCallResult_Release(call.result);
    return hr;
}

HRESULT wmi__call_make(const wmi__request_kind *kind, const wmi_connection *connection,
                       const wmi__request_order *given, IWbemClassObject **object, BSTR *text)
{
    wmi__request_order order = *given;
    HRESULT hr;

    if (text != NULL || wmi__wait_is_limited(order.cancel, order.limit_ms))
        order.flags |= WBEM_FLAG_RETURN_IMMEDIATELY;
    wmi__cancel_share(order.cancel); /* the thread that triggers it may free it at once */
    hr = make(kind, connection, &order, object, text);
    wmi_cancel_free(order.cancel);
    return hr;
}

HRESULT wmi__call_get_object(const wmi_connection *connection, const wmi__request_order *order,
                             IWbemClassObject **object)
{
    HRESULT hr = wmi__call_make(&wmi__get_object, connection, order, object, NULL);

    if (SUCCEEDED(hr) && *object == NULL)
        return wmi__refuse(E_UNEXPECTED, wmi__get_object.work.operation, "'%s': the call returned no object",
                           order->what);
    return hr;
}

/* --- The calls ------------------------------------------------------------------------------------------------------ */

/* Out-pointer for the call result of a semisynchronous call; NULL for a synchronous one. */
static IWbemCallResult **call_result(const wmi__request_call *given, void **results)
{
    return given->flags & WBEM_FLAG_RETURN_IMMEDIATELY ? (IWbemCallResult **)&results[1] : NULL;
}

static HRESULT get_object(const wmi__request_call *given, void **results)
{
    return IWbemServices_GetObject(given->services, given->text, given->flags, given->context,
                                   (IWbemClassObject **)&results[0], call_result(given, results));
}

static HRESULT put_instance(const wmi__request_call *given, void **results)
{
    return IWbemServices_PutInstance(given->services, given->object, given->flags, given->context,
                                     call_result(given, results));
}

static HRESULT delete_instance(const wmi__request_call *given, void **results)
{
    return IWbemServices_DeleteInstance(given->services, given->text, given->flags, given->context,
                                        call_result(given, results));
}

static HRESULT exec_method(const wmi__request_call *given, void **results)
{
    return IWbemServices_ExecMethod(given->services, given->text, given->method, given->flags, given->context,
                                    given->object, (IWbemClassObject **)&results[0],
                                    call_result(given, results));
}

#define CALL_REQUEST(operation, call)                                  \
    {                                                                  \
        { operation,                                                   \
          wmi__request_run,                                            \
          wmi__request_free,                                           \
          { &wmi__IID_IWbemClassObject, &wmi__IID_IWbemCallResult } }, \
            call                                                       \
    }

const wmi__request_kind wmi__get_object = CALL_REQUEST("IWbemServices::GetObject", get_object);
const wmi__request_kind wmi__put_instance = CALL_REQUEST("IWbemServices::PutInstance", put_instance);
const wmi__request_kind wmi__delete_instance = CALL_REQUEST("IWbemServices::DeleteInstance", delete_instance);
const wmi__request_kind wmi__exec_method = CALL_REQUEST("IWbemServices::ExecMethod", exec_method);
