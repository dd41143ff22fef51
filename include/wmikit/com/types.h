/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The plain types of COM, for systems without Windows. Included by wmikit/com.h.
 *
 * `long` is not used: it has 32 bits on Windows and 64 on most other systems, and the interfaces of WMI use 32-bit
 * numbers. A portable program uses LONG, DWORD and CIMTYPE, as Microsoft's documentation does, not long.
 */
#ifndef WMIKIT_COM_TYPES_H
#define WMIKIT_COM_TYPES_H

#include "../base.h"

/* Calling conventions are ignored: the platform has only one. */
#define WINAPI
#define APIENTRY
#define CALLBACK
#define STDAPICALLTYPE
#define STDMETHODCALLTYPE
#define STDMETHODVCALLTYPE

#define VOID  void
#define CONST const

#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif

typedef char CHAR;
typedef signed char INT8;
typedef unsigned char BYTE;
typedef unsigned char UCHAR;
typedef unsigned char boolean;
typedef int16_t SHORT;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef int32_t INT;
typedef uint32_t UINT;
typedef int32_t LONG;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef int32_t INT32;
typedef uint32_t UINT32;
typedef int64_t INT64;
typedef uint64_t UINT64;
typedef intptr_t INT_PTR;
typedef uintptr_t UINT_PTR;
typedef intptr_t LONG_PTR;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef size_t SIZE_T;
typedef float FLOAT;
typedef double DOUBLE;
typedef int32_t BOOL;
typedef int32_t SCODE;
typedef uint32_t LCID;
typedef void *PVOID;
typedef void *LPVOID;
typedef const void *LPCVOID;
typedef void *HANDLE;
typedef BYTE *LPBYTE;
typedef DWORD *LPDWORD;
typedef LONG *LPLONG;
typedef BOOL *LPBOOL;

/* Text: UTF-16 code units. */
typedef OLECHAR WCHAR;
typedef WCHAR *LPWSTR;
typedef WCHAR *PWSTR;
typedef const WCHAR *LPCWSTR;
typedef const WCHAR *PCWSTR;
typedef OLECHAR *LPOLESTR;
typedef const OLECHAR *LPCOLESTR;
typedef char *LPSTR;
typedef const char *LPCSTR;
typedef BSTR *LPBSTR;

#define OLESTR(text) u##text

/** A globally unique identifier; 16 bytes, the first three members in the machine's byte order. */
typedef struct _GUID {
    uint32_t Data1;
    uint16_t Data2;
    uint16_t Data3;
    uint8_t Data4[8];
} GUID;
typedef GUID IID;
typedef GUID CLSID;
typedef GUID *LPGUID;
typedef IID *LPIID;
typedef CLSID *LPCLSID;

/* Pointers in C++ too (on Windows: references): here &IID_IWbemLocator is correct in both languages. */
typedef const GUID *REFGUID;
typedef const IID *REFIID;
typedef const CLSID *REFCLSID;

/** Whether two identifiers are equal. */
static inline int IsEqualGUID(REFGUID one, REFGUID other)
{
    const uint8_t *a = (const uint8_t *)one;
    const uint8_t *b = (const uint8_t *)other;
    size_t i = 0;

    while (i < sizeof *one && a[i] == b[i])
        i++;
    return i == sizeof *one;
}
#define IsEqualIID(one, other)   IsEqualGUID(one, other)
#define IsEqualCLSID(one, other) IsEqualGUID(one, other)

typedef union _LARGE_INTEGER {
    __extension__ struct {
        DWORD LowPart;
        LONG HighPart;
    };
    struct {
        DWORD LowPart;
        LONG HighPart;
    } u;
    LONGLONG QuadPart;
} LARGE_INTEGER;

typedef union _ULARGE_INTEGER {
    __extension__ struct {
        DWORD LowPart;
        DWORD HighPart;
    };
    struct {
        DWORD LowPart;
        DWORD HighPart;
    } u;
    ULONGLONG QuadPart;
} ULARGE_INTEGER;

/* Interfaces that are only passed as pointers: their vtables are not declared. */
typedef struct IDispatch IDispatch;
typedef struct IRecordInfo IRecordInfo;
typedef struct tagSTATSTG STATSTG;

#endif
