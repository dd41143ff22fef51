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

#define WMIKIT_VERSION_MAJOR 0
#define WMIKIT_VERSION_MINOR 1
#define WMIKIT_VERSION_PATCH 0
#define WMIKIT_VERSION       "0.1.0"

#if !defined(WMIKIT_SHARED)
#define WMI_API
#elif !defined(_WIN32)
#define WMI_API __attribute__((visibility("default")))
#elif defined(WMIKIT_BUILDING)
#define WMI_API /* a module-definition file says what is exported */
#else
#define WMI_API __declspec(dllimport)
#endif

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
typedef OLECHAR *BSTR;

typedef struct IUnknown IUnknown;
typedef struct IWbemClassObject IWbemClassObject;
typedef struct IWbemContext IWbemContext;
typedef struct IWbemLocator IWbemLocator;
typedef struct IWbemServices IWbemServices;

#define WMI_OK            ((HRESULT)0) /**< S_OK */
#define WMI_END           ((HRESULT)1) /**< WBEM_S_FALSE: no more objects; from a getter: the property is NULL */
#define WMI_FAILED(hr)    ((HRESULT)(hr) < 0)
#define WMI_SUCCEEDED(hr) ((HRESULT)(hr) >= 0)

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
