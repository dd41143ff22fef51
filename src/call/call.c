/* SPDX-License-Identifier: MIT */
#include "call/call.h"

#include "base/bstr.h"
#include "base/guids.h"
#include "com/patience.h"
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

/* --- Waiting for the answer, on the thread that made the call --------------------------------------------------- */

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

/* Asks until there is an answer, or nobody waits for it any more: what is returned then, nobody sees. */
static HRESULT ask(const wmi__request_call *given, IWbemCallResult *result, question put, void *answer)
{
    wmi__patience patience = { 0 };
    HRESULT hr = WBEM_S_TIMEDOUT;

    while (hr == WBEM_S_TIMEDOUT) {
        if (wmi__job_is_dismissed(given->job))
            return (HRESULT)WBEM_E_CALL_CANCELLED;
        wmi__error_info_forget();
        hr = put(result, wmi__patience_slice(&patience, given->job), answer);
        if (hr == WBEM_S_TIMEDOUT)
            wmi__patience_wait(&patience);
    }
    return hr;
}

static HRESULT await_status(const wmi__request_kind *kind, const wmi__request_call *given,
                            IWbemCallResult *result)
{
    LONG status = S_OK;
    HRESULT hr = ask(given, result, ask_status, &status);

    if (FAILED(hr))
        return wmi__wmi_failed(hr, "IWbemCallResult::GetCallStatus", "'%s'", given->what);
    if (FAILED((HRESULT)status))
        return wmi__wmi_failed((HRESULT)status, kind->work.operation, "'%s'", given->what);
    return S_OK;
}

static HRESULT await_object(const wmi__request_call *given, IWbemCallResult *result, void **object)
{
    HRESULT hr = ask(given, result, ask_object, object);

    if (SUCCEEDED(hr))
        return S_OK;
    *object = NULL;
    return wmi__wmi_failed(hr, "IWbemCallResult::GetResultObject", "'%s'", given->what);
}

static void await_text(const wmi__request_call *given, IWbemCallResult *result, void **text)
{
    if (FAILED(ask(given, result, ask_text, text)))
        *text = NULL;
}

/* The result is a proxy of its own, and as such has no security yet. */
static HRESULT await(const wmi__request_kind *kind, const wmi__request_call *given, IWbemCallResult *result,
                     void **results)
{
    HRESULT hr = wmi__blanket_set(given->blanket, (IUnknown *)result, given->what);

    if (SUCCEEDED(hr))
        hr = await_status(kind, given, result);
    if (SUCCEEDED(hr) && given->wants_object)
        hr = await_object(given, result, &results[0]);
    if (SUCCEEDED(hr) && given->wants_text)
        await_text(given, result, &results[1]);
    return hr;
}

/*
 * Some services carry the call out at once whatever they are told, and give no result of it but the object. The last
 * Release of the result ends what still goes on.
 */
static HRESULT complete(const wmi__request_kind *kind, const wmi__request_call *given, void **answers,
                        void **results)
{
    IWbemCallResult *result = answers[1];
    HRESULT hr;

    if (result == NULL && given->wants_object) {
        results[0] = answers[0];
        return S_OK;
    }
    wmi_object_release(answers[0]);
    if (result == NULL)
        return S_OK;
    hr = await(kind, given, result, results);
    IWbemCallResult_Release(result);
    return hr;
}

HRESULT wmi__call_make(const wmi__request_kind *kind, wmi_connection *connection,
                       const wmi__request_order *given, IWbemClassObject **object, BSTR *text)
{
    wmi__request_order order = *given;
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr;

    order.wants_object = object != NULL;
    order.wants_text = text != NULL;
    if (text != NULL || wmi__wait_is_limited(order.cancel, order.limit_ms))
        order.flags |= WBEM_FLAG_RETURN_IMMEDIATELY;
    wmi__cancel_share(order.cancel); /* who triggers it may free it at once */
    hr = wmi__request_make(kind, connection, &order, results);
    wmi_cancel_free(order.cancel);
    if (object != NULL)
        *object = results[0];
    if (text != NULL)
        *text = results[1];
    return hr;
}

/* --- The calls ------------------------------------------------------------------------------------------------------ */

/* Where a semisynchronous call puts its result; a synchronous one gives none. */
static IWbemCallResult **call_result(const wmi__request_call *given, void **answers)
{
    return given->flags & WBEM_FLAG_RETURN_IMMEDIATELY ? (IWbemCallResult **)&answers[1] : NULL;
}

static HRESULT get_object(const wmi__request_call *given, void **answers)
{
    return IWbemServices_GetObject(given->services, given->text, given->flags, given->context,
                                   (IWbemClassObject **)&answers[0], call_result(given, answers));
}

static HRESULT put_instance(const wmi__request_call *given, void **answers)
{
    return IWbemServices_PutInstance(given->services, given->object, given->flags, given->context,
                                     call_result(given, answers));
}

static HRESULT delete_instance(const wmi__request_call *given, void **answers)
{
    return IWbemServices_DeleteInstance(given->services, given->text, given->flags, given->context,
                                        call_result(given, answers));
}

static HRESULT exec_method(const wmi__request_call *given, void **answers)
{
    return IWbemServices_ExecMethod(given->services, given->text, given->method, given->flags, given->context,
                                    given->object, (IWbemClassObject **)&answers[0],
                                    call_result(given, answers));
}

#define CALL_REQUEST(operation, call)                      \
    {                                                      \
        { operation,                                       \
          wmi__request_run,                                \
          wmi__request_free,                               \
          { &wmi__IID_IWbemClassObject, &wmi__work_text }, \
          false },                                         \
            call, complete                                 \
    }

const wmi__request_kind wmi__put_instance = CALL_REQUEST("IWbemServices::PutInstance", put_instance);
const wmi__request_kind wmi__delete_instance = CALL_REQUEST("IWbemServices::DeleteInstance", delete_instance);
const wmi__request_kind wmi__exec_method = CALL_REQUEST("IWbemServices::ExecMethod", exec_method);

HRESULT wmi__call_get_object(wmi_connection *connection, const wmi__request_order *order,
                             IWbemClassObject **object)
{
    static const wmi__request_kind kind = CALL_REQUEST("IWbemServices::GetObject", get_object);
    HRESULT hr = wmi__call_make(&kind, connection, order, object, NULL);

    if (SUCCEEDED(hr) && *object == NULL)
        return wmi__refuse(E_UNEXPECTED, kind.work.operation, "'%s': the call returned no object",
                           order->what);
    return hr;
}
