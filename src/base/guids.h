/* SPDX-License-Identifier: MIT */
/*
 * GUIDs that the library uses, as its own constants: in libwbemuuid all GUIDs of WMI are one object file, and
 * each program would contain all of it.
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
extern const IID wmi__IID_IWbemContext;
extern const IID wmi__IID_IErrorInfo;

#endif
