/* SPDX-License-Identifier: MIT */
/* The methods of IWbemServices that the mock does not implement: they are recorded and refused. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_REFUSED_H
#define WMIKIT_SRC_MOCK_SERVICES_REFUSED_H

#include "mock/services/services.h"

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClassAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                                 LONG flags, IWbemContext *context,
                                                                 IWbemObjectSink *sink);

#endif
