/* SPDX-License-Identifier: MIT */
/*
 * Classes available without CoRegisterClassObject, like those in the registry of Windows: for every thread
 * with COM initialised. Provided by linked code; CoGetClassObject searches them after registered classes.
 */
#ifndef WMIKIT_SRC_OFF_WINDOWS_PROVIDED_CLASS_H
#define WMIKIT_SRC_OFF_WINDOWS_PROVIDED_CLASS_H

#include <wmikit/com.h>

/* Creates an object and returns the requested interface. */
typedef HRESULT (*wmi__class_maker)(REFIID iid, void **object);

/* May be called repeatedly. Found by wmi__find_function as "wmi__class_provide". */
void wmi__class_provide(REFCLSID clsid, wmi__class_maker maker);

/* Its class object; NULL when it is not provided. Static. */
IUnknown *wmi__class_provided(REFCLSID clsid);

#endif
