/* SPDX-License-Identifier: MIT */
/**
 * @file
 * What every other header needs: the few COM types that the API mentions, and how memory is given back.
 *
 * The types are declared here as <windows.h> declares them, so that this header stands alone and may come
 * before or after <windows.h> and <wbemidl.h>.
 */
#ifndef WMIKIT_BASE_H
#define WMIKIT_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WMIKIT_VERSION_MAJOR 0       /**< the headers' version, for the preprocessor: MAJOR */
#define WMIKIT_VERSION_MINOR 1       /**< MINOR */
#define WMIKIT_VERSION_PATCH 0       /**< PATCH */
#define WMIKIT_VERSION       "0.1.0" /**< the headers' version as text; the library's is wmi_version() */

/**
 * @def WMI_API
 * Stands before every function. A program that links a DLL (or a shared object) defines WMIKIT_SHARED; one that
 * links a static library defines nothing.
 */

#if !defined(WMIKIT_SHARED)
#define WMI_API
#elif !defined(_WIN32)
#define WMI_API __attribute__((visibility("default")))
#elif defined(WMIKIT_BUILDING)
#define WMI_API /* a module-definition file says what is exported */
#else
#define WMI_API __declspec(dllimport)
#endif

/**
 * @typedef HRESULT
 * COM's code of success or failure, 32 bits with a sign: a negative one is a failure.
 *
 * @typedef OLECHAR
 * COM's character, a UTF-16 unit: `u"…"` in C on every system, `L"…"` in C++ on Windows.
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
/** COM's text: UTF-16, a NUL at its end, and its length in front, so that a literal is none. */
typedef OLECHAR *BSTR;

typedef struct IUnknown IUnknown;                 /**< what every COM interface begins with */
typedef struct IWbemClassObject IWbemClassObject; /**< a class or an instance: object.h reads it */
typedef struct IWbemContext IWbemContext;         /**< named values that go along with calls: context.h */
typedef struct IWbemLocator IWbemLocator;         /**< what connects; wmi_connect creates it */
typedef struct IWbemServices IWbemServices;       /**< a namespace: wmi_services */

#define WMI_OK            ((HRESULT)0) /**< S_OK */
#define WMI_END           ((HRESULT)1) /**< WBEM_S_FALSE: no more objects; from a getter: the property is NULL */
#define WMI_FAILED(hr)    ((HRESULT)(hr) < 0)  /**< as FAILED */
#define WMI_SUCCEEDED(hr) ((HRESULT)(hr) >= 0) /**< as SUCCEEDED; true of WMI_END too */

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Gives back a block that the library allocated: a string, a list of strings, an array of records.
 *
 * Does not block; callable from any thread. Such a block is one allocation, whatever it contains: nothing
 * inside it is freed on its own.
 *
 * @param block  the block, or NULL
 */
WMI_API void wmi_free(void *block);

/**
 * Gives back one reference to a WMI object, as its own Release does.
 *
 * Does not block: objects travel by value, nothing goes over the wire. Callable from any thread.
 *
 * @param object  the object, or NULL
 * @see   IUnknown::Release (learn.microsoft.com/windows/win32/api/unknwn/nf-unknwn-iunknown-release)
 */
WMI_API void wmi_object_release(IWbemClassObject *object);

/**
 * Gives back a BSTR, as SysFreeString does. Does not block; callable from any thread.
 *
 * @param text  the BSTR, or NULL
 * @see   SysFreeString (learn.microsoft.com/windows/win32/api/oleauto/nf-oleauto-sysfreestring)
 */
WMI_API void wmi_bstr_free(BSTR text);

/**
 * The version of the library that is linked: "MAJOR.MINOR.PATCH".
 *
 * Does not block; callable from any thread. Compare with WMIKIT_VERSION, the version that was compiled
 * against.
 *
 * @return a string that lives as long as the program
 */
WMI_API const char *wmi_version(void);

#ifdef __cplusplus
}
#endif

#endif
