/* SPDX-License-Identifier: MIT */
/*
 * Asynchronous calls of IWbemServices. The work is done before the call returns, as for a semisynchronous one; a thread of
 * its own, in the multithreaded apartment, brings the results to the client's sink. SetStatus with
 * WBEM_STATUS_COMPLETE is the last call that a sink gets.
 */
#ifndef WMIKIT_SRC_MOCK_SERVICES_ASYNC_ASYNC_H
#define WMIKIT_SRC_MOCK_SERVICES_ASYNC_ASYNC_H

#include "mock/services/call_result.h"
#include "mock/services/services.h"

#define WMI_MOCK__OPERATION_INDICATE "IWbemObjectSink::Indicate" /* for wmi_mock_delay */

/* What a call brings: an object, rows or events, or nothing; then its code. */
typedef struct wmi_mock__async_results {
    wmi_mock__outcome outcome;    /* the object and the string; the code and the operation of every call */
    wmi_mock__rows rows;          /* all zero: none; its texts are those of a failure */
    IEnumWbemClassObject *events; /* a subscription's enumerator, an owned reference; or NULL */
    LONG flags;                   /* as the client gave them */
} wmi_mock__async_results;

/*
 * Starts the delivery of what the call brings, a failure too. Takes ownership of the results in every case.
 * E_OUTOFMEMORY, also when that is the call's own code: the sink gets no call.
 */
HRESULT wmi_mock__async_start(wmi_mock__services *services, IWbemObjectSink *sink,
                              wmi_mock__async_results *results);

/* Into the journal, the end of the arguments of most methods. */
void wmi_mock__async_note_rest(wmi_mock__call *call, LONG flags, const IWbemContext *context,
                               const IWbemObjectSink *sink);

/* Ends the calls of this sink: WBEM_E_NOT_FOUND when there are none. */
HRESULT wmi_mock__async_cancel(wmi_mock *mock, IWbemObjectSink *sink);

HRESULT STDMETHODCALLTYPE wmi_mock__services_CancelAsyncCall(IWbemServices *base, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_GetObjectAsync(IWbemServices *base, const BSTR path, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateInstanceEnumAsync(IWbemServices *base,
                                                                     const BSTR class_name, LONG flags,
                                                                     IWbemContext *context,
                                                                     IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecQueryAsync(IWbemServices *base, const BSTR language,
                                                            const BSTR query, LONG flags,
                                                            IWbemContext *context, IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecNotificationQueryAsync(IWbemServices *base,
                                                                        const BSTR language, const BSTR query,
                                                                        LONG flags, IWbemContext *context,
                                                                        IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecMethodAsync(IWbemServices *base, const BSTR path,
                                                             const BSTR method, LONG flags,
                                                             IWbemContext *context, IWbemClassObject *in,
                                                             IWbemObjectSink *sink);

HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                                 LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClassAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink);

/*
 * An IWbemUnsecuredApartment, for CoCreateInstance(CLSID_UnsecuredApartment), which is counted when there is a mock; and
 * what it makes: a sink that forwards its calls.
 */
HRESULT wmi_mock__unsecured_apartment_create(wmi_mock *mock, REFIID iid, void **created);
HRESULT wmi_mock__sink_stub_create(IWbemObjectSink *sink, IWbemObjectSink **created);

#endif
