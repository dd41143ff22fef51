/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Used by every other header: the few COM types that the API mentions, result codes, and how memory is freed.
 *
 * The types are declared exactly as in <windows.h>, so this header needs no other, and may be included before
 * or after <windows.h> and <wbemidl.h>.
 */
#ifndef WMIKIT_BASE_H
#define WMIKIT_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WMIKIT_VERSION_MAJOR 0       /**< the headers' version, for the preprocessor: MAJOR */
#define WMIKIT_VERSION_MINOR 2       /**< MINOR */
#define WMIKIT_VERSION_PATCH 0       /**< PATCH */
#define WMIKIT_VERSION       "0.2.0" /**< the headers' version as text; the library's is wmi_version() */

/**
 * @def WMI_API
 * Precedes every declaration. A program that links a DLL (or a shared object) defines WMIKIT_SHARED; one that
 * links a static library defines nothing.
 */

#if !defined(WMIKIT_SHARED)
#define WMI_API
#elif !defined(_WIN32)
#define WMI_API __attribute__((visibility("default")))
#elif defined(WMIKIT_BUILDING)
#define WMI_API /* the exports are listed in a module-definition file */
#else
#define WMI_API __declspec(dllimport)
#endif

/**
 * @typedef HRESULT
 * COM's result code, a signed 32-bit integer; negative values are failures.
 *
 * @typedef OLECHAR
 * COM's character, a UTF-16 code unit. Literals: `u"…"` in C on every system, `L"…"` in C++ on Windows.
 */
#ifdef _WIN32
typedef long HRESULT;
typedef wchar_t OLECHAR;
#else
#ifndef __cplusplus
#include <uchar.h>
#endif
typedef int32_t HRESULT;
typedef char16_t OLECHAR;
#endif
/** COM's string: UTF-16 with a length prefix and a final NUL. A string literal is not a BSTR. */
typedef OLECHAR *BSTR;

typedef struct IUnknown IUnknown;                 /**< the base of every COM interface */
typedef struct IWbemClassObject IWbemClassObject; /**< a class or an instance: see object.h */
typedef struct IWbemContext IWbemContext;         /**< named values passed with calls: see context.h */
typedef struct IWbemLocator IWbemLocator;         /**< makes connections; wmi_connect creates one */
typedef struct IWbemServices IWbemServices;       /**< a namespace: see wmi_services */

/** S_OK. */
#define WMI_OK ((HRESULT)0)

/** WBEM_S_FALSE: no more objects; from a getter: the property is NULL. */
#define WMI_END ((HRESULT)1)

/** WBEM_S_TIMEDOUT: nothing came in the given time. A success: the last error stays as it was. */
#define WMI_QUIET ((HRESULT)0x00040004)

/** From wmi_subscription_next: the subscription was made again; what happened since it was lost is unknown. */
#define WMI_GAP ((HRESULT)0x0004F002)

/** From wmi_subscription_next: the subscription was lost and is being made again. */
#define WMI_LOST ((HRESULT)0x0004F003)

/** As a time to wait, in milliseconds: no limit. */
#define WMI_FOREVER 0xFFFFFFFFu

/** As FAILED of <windows.h>. */
#define WMI_FAILED(hr) ((HRESULT)(hr) < 0)

/** As SUCCEEDED of <windows.h>: true for every code that is no failure, WMI_END and WMI_QUIET too. */
#define WMI_SUCCEEDED(hr) ((HRESULT)(hr) >= 0)

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Frees a block that the library allocated: a string, a list of strings, an array of records.
 *
 * Does not block; callable from any thread. Such a block is a single allocation: never free anything inside it
 * separately.
 *
 * @param block  the block, or NULL
 */
WMI_API void wmi_free(void *block);

/**
 * Releases one reference to a WMI object, like its own Release method.
 *
 * Does not block: WMI objects are marshalled by value, so no remote call is made. Callable from any thread.
 *
 * @param object  the object, or NULL
 * @see   IUnknown::Release (learn.microsoft.com/windows/win32/api/unknwn/nf-unknwn-iunknown-release)
 */
WMI_API void wmi_object_release(IWbemClassObject *object);

/**
 * Frees a BSTR, like SysFreeString. Does not block; callable from any thread.
 *
 * @param text  the BSTR, or NULL
 * @see   SysFreeString (learn.microsoft.com/windows/win32/api/oleauto/nf-oleauto-sysfreestring)
 */
WMI_API void wmi_bstr_free(BSTR text);

/**
 * The version of the linked library, "MAJOR.MINOR.PATCH". WMIKIT_VERSION is the version of the headers.
 *
 * Does not block; callable from any thread.
 *
 * @return a string that stays valid until the program ends
 */
WMI_API const char *wmi_version(void);

#ifdef __cplusplus
}
#endif

#endif
