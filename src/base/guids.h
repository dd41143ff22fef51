/* SPDX-License-Identifier: MIT */
/*
 * The names of what the library asks COM for, as constants of its own: in libwbemuuid all of WMI's are one object, and
 * each program would have to carry it.
 */
#ifndef WMIKIT_SRC_BASE_GUIDS_H
#define WMIKIT_SRC_BASE_GUIDS_H

#include <wmikit/com.h>

extern const CLSID wmi__CLSID_WbemLocator;
extern const CLSID wmi__CLSID_WbemContext;

extern const IID wmi__IID_IUnknown;
extern const IID wmi__IID_IWbemLocator;
extern const IID wmi__IID_IWbemServices;
extern const IID wmi__IID_IEnumWbemClassObject;
extern const IID wmi__IID_IWbemClassObject;
extern const IID wmi__IID_IWbemCallResult;
extern const IID wmi__IID_IWbemContext;

#endif
