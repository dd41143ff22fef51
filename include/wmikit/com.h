/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The COM declarations of WMI: those of Windows on Windows, wmikit's own with the same names elsewhere.
 *
 * Not part of wmikit.h: needed only by a program that makes raw COM calls or reads an IWbemClassObject itself. A
 * raw COM program in C needs two changes to build on any system: include this header instead of <windows.h> and
 * <wbemidl.h>, and write u"…" instead of L"…", which is OLECHAR in C everywhere.
 *
 * Two macros are in effect on every system: COBJMACROS (IWbemServices_ExecQuery(services, …)) and CONST_VTABLE
 * (lpVtbl of an object points to a constant table). On Windows, include this header before those of the system.
 */
#ifndef WMIKIT_COM_H
#define WMIKIT_COM_H

#ifdef _WIN32

#ifndef COBJMACROS
#define COBJMACROS
#endif
#ifndef CONST_VTABLE
#define CONST_VTABLE
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#include <windows.h>

#include <objbase.h>
#include <oleauto.h>
#include <wbemidl.h>

#else

#include "com/automation.h"
#include "com/codes.h"
#include "com/guids.h"
#include "com/marshal.h"
#include "com/runtime.h"
#include "com/security.h"
#include "com/types.h"
#include "com/unknown.h"
#include "com/wbem_calls.h"
#include "com/wbem_codes.h"
#include "com/wbem_constants.h"
#include "com/wbem_datetime.h"
#include "com/wbem_object.h"
#include "com/wbem_refresher.h"
#include "com/wbem_services.h"

#endif

#endif
