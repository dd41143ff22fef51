/* SPDX-License-Identifier: MIT */
/*
 * Classes that the process has without a registration, as Windows has those in its registry: for every thread
 * that has COM at all. Provided by code that is linked in, found by CoGetClassObject behind what is registered.
 */
#ifndef WMIKIT_SRC_OFF_WINDOWS_PROVIDED_CLASS_H
#define WMIKIT_SRC_OFF_WINDOWS_PROVIDED_CLASS_H

#include <wmikit/com.h>

/* Makes an object, and gives the interface that is asked for. */
typedef HRESULT (*wmi__class_maker)(REFIID iid, void **object);

/* Again and again is as good as once. Found by wmi__find_function as "wmi__class_provide". */
void wmi__class_provide(REFCLSID clsid, wmi__class_maker maker);

/* Its class object; NULL when nobody provides one. It lives as long as the process. */
IUnknown *wmi__class_provided(REFCLSID clsid);

#endif
