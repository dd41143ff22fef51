/* SPDX-License-Identifier: MIT */
/* Asynchronous calls: what the sink's last call says. */
#include "mock/windows_questions.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define IN_TIME_S 60

/* --- A sink ---------------------------------------------------------------------------------------------------------- */

typedef struct sink {
    IWbemObjectSink com;
    atomic_int references;
    atomic_uint statuses;
    atomic_bool is_complete; /* set after what follows */
    HRESULT code;
    BSTR text;
} sink;

static sink *from_com(IWbemObjectSink *com)
{
    return (sink *)(void *)com;
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemObjectSink *com, REFIID iid, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IWbemObjectSink) ? com : NULL;
    if (*out == NULL)
        return E_NOINTERFACE;
    IWbemObjectSink_AddRef(com);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemObjectSink *com)
{
    return (ULONG)atomic_fetch_add(&from_com(com)->references, 1) + 1;
}

static ULONG STDMETHODCALLTYPE release(IWbemObjectSink *com)
{
    return (ULONG)atomic_fetch_sub(&from_com(com)->references, 1) - 1;
}

static HRESULT STDMETHODCALLTYPE indicate(IWbemObjectSink *com, LONG count, IWbemClassObject **objects)
{
    (void)com;
    (void)count;
    (void)objects;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE set_status(IWbemObjectSink *com, LONG flags, HRESULT code, BSTR text,
                                            IWbemClassObject *object)
{
    sink *self = from_com(com);

    (void)object;
    atomic_fetch_add(&self->statuses, 1);
    if (flags != WBEM_STATUS_COMPLETE)
        return S_OK;
    self->code = code;
    self->text = SysAllocString(text);
    atomic_store(&self->is_complete, true);
    return S_OK;
}

static const IWbemObjectSinkVtbl vtable = { query_interface, add_ref, release, indicate, set_status };

static void sink_begin(sink *self)
{
    self->com.lpVtbl = &vtable;
    self->text = NULL;
    self->code = S_OK;
    atomic_init(&self->references, 1);
    atomic_init(&self->statuses, 0);
    atomic_init(&self->is_complete, false);
}

static bool has_ended(sink *self)
{
    return atomic_load(&self->is_complete) && atomic_load(&self->references) == 1;
}

/*
 * The code of the last call, when the call itself was accepted; WBEM_E_TIMED_OUT when none came: then the sink goes on
 * being used, which is why sinks are static. The mock's threads take microseconds: this one spins.
 */
static HRESULT sink_end(sink *self, HRESULT hr)
{
    time_t until = time(NULL) + IN_TIME_S;

    if (FAILED(hr))
        return hr;
    while (!has_ended(self)) {
        if (time(NULL) > until)
            return (HRESULT)WBEM_E_TIMED_OUT;
    }
    return self->code;
}

/* --- Questions ------------------------------------------------------------------------------------------------------- */

static HRESULT make_instance(const respondent *whom, const answer *row, IWbemClassObject **instance)
{
    IWbemClassObject *object = NULL;
    VARIANT id;
    HRESULT hr = question_object(whom, row->subject, &object);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_SpawnInstance(object, 0, instance);
    IWbemClassObject_Release(object);
    if (FAILED(hr))
        return hr;
    V_VT(&id) = VT_BSTR;
    V_BSTR(&id) = SysAllocString(row->detail);
    hr = IWbemClassObject_Put(*instance, u"Id", 0, &id, 0);
    VariantClear(&id);
    return hr;
}

HRESULT ask_put_async(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *instance = NULL;
    IWbemClassObject *again = NULL;
    HRESULT hr = make_instance(whom, row, &instance);
    static sink to;

    sink_begin(&to);
    if (SUCCEEDED(hr))
        hr = sink_end(&to,
                      IWbemServices_PutInstanceAsync(whom->services, instance, row->number, NULL, &to.com));
    if (instance != NULL)
        IWbemClassObject_Release(instance);
    if (to.text != NULL && SUCCEEDED(question_object(whom, to.text, &again))) {
        snprintf(found, FOUND_SIZE, "found");
        IWbemClassObject_Release(again);
    }
    SysFreeString(to.text);
    return hr;
}

HRESULT ask_delete_async(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    BSTR path = SysAllocString(row->subject);
    HRESULT hr;
    static sink to;

    (void)found;
    sink_begin(&to);
    hr = sink_end(&to, IWbemServices_DeleteInstanceAsync(whom->services, path, row->number, NULL, &to.com));
    SysFreeString(path);
    return hr;
}

HRESULT ask_query_async(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->subject);
    HRESULT hr;
    static sink to;

    sink_begin(&to);
    hr = sink_end(&to,
                  IWbemServices_ExecQueryAsync(whom->services, language, query, row->number, NULL, &to.com));
    snprintf(found, FOUND_SIZE, "%u", atomic_load(&to.statuses));
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

HRESULT ask_cancelled(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->subject);
    HRESULT hr;
    static sink to;

    (void)found;
    sink_begin(&to);
    hr = IWbemServices_ExecNotificationQueryAsync(whom->services, language, query, row->number, NULL,
                                                  &to.com);
    SysFreeString(query);
    SysFreeString(language);
    if (SUCCEEDED(hr))
        hr = IWbemServices_CancelAsyncCall(whom->services, &to.com);
    return sink_end(&to, hr);
}
