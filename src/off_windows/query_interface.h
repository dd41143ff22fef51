/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_QUERY_INTERFACE_H
#define WMIKIT_SRC_OFF_WINDOWS_QUERY_INTERFACE_H

#include <wmikit/com.h>

/*
 * As IUnknown::QueryInterface, of an object that is not believed: E_UNEXPECTED when it says S_OK and gives nothing,
 * and NULL on every failure.
 */
HRESULT wmi__query_interface(IUnknown *object, REFIID iid, void **out);

#endif
