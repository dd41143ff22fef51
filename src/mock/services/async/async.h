/* SPDX-License-Identifier: MIT */
/*
 * Asynchronous calls of IWbemServices. The work is done before the call returns, as for a semisynchronous one; a thread of
 * its own, in the multithreaded apartment, brings the results to the client's sink. SetStatus with
 * WBEM_STATUS_COMPLETE is the last call that a sink gets.
 */
#ifndef WMIKIT_SRC_MOCK_SERVICES_ASYNC_ASYNC_H
#define WMIKIT_SRC_MOCK_SERVICES_ASYNC_ASYNC_H

#include "mock/services/services.h"

/* What a call brings: one of objects, rows and events; then its code. */
typedef struct wmi_mock__async_results {
    IWbemClassObject *object;     /* an owned reference; or NULL */
    wmi_mock__rows rows;          /* all zero: none */
    IEnumWbemClassObject *events; /* a subscription's enumerator, an owned reference; or NULL */
    HRESULT code;
} wmi_mock__async_results;

/*
 * Starts the delivery. Takes ownership of the results in every case. E_OUTOFMEMORY: the sink gets no call.
 */
HRESULT wmi_mock__async_start(wmi_mock__services *services, IWbemObjectSink *sink,
                              wmi_mock__async_results *results);

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

/* An IUnsecuredApartment, for CoCreateInstance(CLSID_UnsecuredApartment). Its stubs are the sinks themselves. */
HRESULT wmi_mock__unsecured_apartment_create(REFIID iid, void **created);

#endif
