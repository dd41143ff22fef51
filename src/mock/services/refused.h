/* SPDX-License-Identifier: MIT */
/* The methods of IWbemServices that the mock does not implement: they are recorded and refused. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_REFUSED_H
#define WMIKIT_SRC_MOCK_SERVICES_REFUSED_H

#include "mock/services/services.h"

HRESULT STDMETHODCALLTYPE wmi_mock__services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                             IWbemObjectSink **sink);

#endif
