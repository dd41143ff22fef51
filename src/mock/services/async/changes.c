/* SPDX-License-Identifier: MIT */
/* The asynchronous methods of IWbemServices that write: PutInstanceAsync, DeleteInstanceAsync and those for classes. */
#include "mock/services/async/async.h"
#include "mock/services/calls.h"

#define INVALID_PARAMETER ((HRESULT)WBEM_E_INVALID_PARAMETER)

/* --- Writing --------------------------------------------------------------------------------------------------- */

static HRESULT start_put(const wmi_mock__put *what, wmi_mock__services *self, const wmi_mock__object *object,
                         LONG flags, IWbemContext *context, IWbemObjectSink *sink)
{
    wmi_mock__async_results results = { .flags = flags };
    HRESULT hr = sink == NULL ? INVALID_PARAMETER : what->check(object, flags, WBEM_FLAG_SEND_STATUS);

    if (FAILED(hr))
        return hr;
    results.outcome = what->run(self, object, flags, context);
    return wmi_mock__async_start(self, sink, &results);
}

static HRESULT put_async(const wmi_mock__put *what, IWbemServices *base, const char *operation,
                         IWbemClassObject *object, LONG flags, IWbemContext *context, IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    wmi_mock__object *given = NULL;
    HRESULT hr = wmi_mock__services_take(object, &given);
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    hr = wmi_mock__services_note_object(&call, what->name, given, hr);
    wmi_mock__async_note_rest(&call, flags, context, sink);
    if (wmi_mock__call_admit(&call) && SUCCEEDED(hr))
        hr = start_put(what, self, given, flags, context, sink);
    wmi_mock__services_drop(given);
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    return put_async(&wmi_mock__put_instance, base, "IWbemServices::PutInstanceAsync", object, flags, context,
                     sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink)
{
    return put_async(&wmi_mock__put_class, base, "IWbemServices::PutClassAsync", object, flags, context,
                     sink);
}

/* --- Deleting -------------------------------------------------------------------------------------------------- */

/* WBEM_FLAG_OWNER_UPDATE of wbemprov.h has the value of WBEM_FLAG_ADVISORY. */
static HRESULT start_deletion(wmi_mock__services *self, const OLECHAR *path, LONG flags,
                              wmi_mock__delete_function function, IWbemObjectSink *sink)
{
    LONG allowed = (LONG)WBEM_FLAG_SEND_STATUS |
                   (function == wmi_mock__delete_class ? WBEM_FLAG_ADVISORY : 0);
    wmi_mock__async_results results = { .flags = flags };

    if (wmi_mock__is_blank(path) || sink == NULL || (flags & ~allowed) != 0)
        return INVALID_PARAMETER;
    results.outcome = wmi_mock__services_delete_path(self, path, function);
    return wmi_mock__async_start(self, sink, &results);
}

static HRESULT delete_async(IWbemServices *base, const char *operation, const OLECHAR *path, LONG flags,
                            IWbemContext *context, wmi_mock__delete_function function, IWbemObjectSink *sink)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_text(&call, function == wmi_mock__delete_class ? "strClass" : "strObjectPath", path);
    wmi_mock__async_note_rest(&call, flags, context, sink);
    if (wmi_mock__call_admit(&call))
        hr = start_deletion(self, path, flags, function, sink);
    return wmi_mock__call_close(&call, hr);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                                 LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink)
{
    return delete_async(base, "IWbemServices::DeleteInstanceAsync", path, flags, context,
                        wmi_mock__delete_instance, sink);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClassAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    return delete_async(base, "IWbemServices::DeleteClassAsync", path, flags, context, wmi_mock__delete_class,
                        sink);
}
