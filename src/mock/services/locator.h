/* SPDX-License-Identifier: MIT */
/* IWbemLocator: the mock's own, and those that clients create. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_LOCATOR_H
#define WMIKIT_SRC_MOCK_SERVICES_LOCATOR_H

#include "mock/core/core.h"

/* The mock's own locator: it counts as live while clients hold references of their own. */
HRESULT wmi_mock__locator_create(wmi_mock *mock, IWbemLocator **locator);
void wmi_mock__locator_free(IWbemLocator *locator);

/* A separate locator for the client, as from CoCreateInstance, so that an extra Release is detected. */
HRESULT wmi_mock__locator_create_for_client(wmi_mock *mock, REFIID iid, void **out);

#endif
