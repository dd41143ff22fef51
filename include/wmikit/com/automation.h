/* SPDX-License-Identifier: MIT */
/**
 * @file
 * BSTR, VARIANT and SAFEARRAY as Windows lays them out, and the functions that handle them. Included by
 * wmikit/com.h.
 *
 * None of these functions blocks. Each may be called from any thread, one thread at a time per value; a SAFEARRAY
 * may be read by several threads at once. The comments give the differences from Windows; for the rest see
 * learn.microsoft.com/windows/win32/api/oleauto.
 */
#ifndef WMIKIT_COM_AUTOMATION_H
#define WMIKIT_COM_AUTOMATION_H

#include "unknown.h"

/** The type of a VARIANT's value, or of a SAFEARRAY's elements. */
typedef uint16_t VARTYPE;

enum VARENUM {
    VT_EMPTY = 0,
    VT_NULL = 1,
    VT_I2 = 2,
    VT_I4 = 3,
    VT_R4 = 4,
    VT_R8 = 5,
    VT_CY = 6,
    VT_DATE = 7,
    VT_BSTR = 8,
    VT_DISPATCH = 9,
    VT_ERROR = 10,
    VT_BOOL = 11,
    VT_VARIANT = 12,
    VT_UNKNOWN = 13,
    VT_DECIMAL = 14,
    VT_I1 = 16,
    VT_UI1 = 17,
    VT_UI2 = 18,
    VT_UI4 = 19,
    VT_I8 = 20,
    VT_UI8 = 21,
    VT_INT = 22,
    VT_UINT = 23,
    VT_VOID = 24,
    VT_HRESULT = 25,
    VT_PTR = 26,
    VT_SAFEARRAY = 27,
    VT_CARRAY = 28,
    VT_USERDEFINED = 29,
    VT_LPSTR = 30,
    VT_LPWSTR = 31,
    VT_RECORD = 36,
    VT_INT_PTR = 37,
    VT_UINT_PTR = 38,
    VT_FILETIME = 64,
    VT_BLOB = 65,
    VT_CLSID = 72,
    VT_VECTOR = 0x1000,
    VT_ARRAY = 0x2000,
    VT_BYREF = 0x4000,
    VT_RESERVED = 0x8000,
    VT_ILLEGAL = 0xffff,
    VT_ILLEGALMASKED = 0xfff,
    VT_TYPEMASK = 0xfff
};

typedef int16_t VARIANT_BOOL;
#define VARIANT_TRUE  ((VARIANT_BOOL)-1)
#define VARIANT_FALSE ((VARIANT_BOOL)0)

/** Days since 30 December 1899. */
typedef double DATE;

/** An amount of money in ten-thousandths. */
typedef union tagCY {
    __extension__ struct {
        ULONG Lo;
        LONG Hi;
    };
    LONGLONG int64;
} CY;

/** A decimal number of 96 bits. */
typedef struct tagDEC {
    USHORT wReserved;
    __extension__ union {
        __extension__ struct {
            BYTE scale;
            BYTE sign;
        };
        USHORT signscale;
    };
    ULONG Hi32;
    __extension__ union {
        __extension__ struct {
            ULONG Lo32;
            ULONG Mid32;
        };
        ULONGLONG Lo64;
    };
} DECIMAL;

/** One dimension of a SAFEARRAY. */
typedef struct tagSAFEARRAYBOUND {
    ULONG cElements;
    LONG lLbound;
} SAFEARRAYBOUND, *LPSAFEARRAYBOUND;

/** An array with bounds. Create it only with the functions below: they store more data before the struct. */
typedef struct tagSAFEARRAY {
    USHORT cDims;
    USHORT fFeatures; /**< FADF_… */
    ULONG cbElements;
    ULONG cLocks;
    PVOID pvData;
    SAFEARRAYBOUND rgsabound[1];
} SAFEARRAY, *LPSAFEARRAY;

#define FADF_AUTO        0x1
#define FADF_STATIC      0x2
#define FADF_EMBEDDED    0x4
#define FADF_FIXEDSIZE   0x10
#define FADF_RECORD      0x20
#define FADF_HAVEIID     0x40
#define FADF_HAVEVARTYPE 0x80
#define FADF_BSTR        0x100
#define FADF_UNKNOWN     0x200
#define FADF_DISPATCH    0x400
#define FADF_VARIANT     0x800

/** A value with its type: 24 bytes on 64-bit systems. */
typedef struct tagVARIANT VARIANT;
typedef VARIANT VARIANTARG;
typedef VARIANT *LPVARIANT;
typedef VARIANT *LPVARIANTARG;

struct tagVARIANT {
    __extension__ union {
        __extension__ struct {
            VARTYPE vt;
            WORD wReserved1;
            WORD wReserved2;
            WORD wReserved3;
            __extension__ union {
                LONGLONG llVal;
                LONG lVal;
                BYTE bVal;
                SHORT iVal;
                FLOAT fltVal;
                DOUBLE dblVal;
                VARIANT_BOOL boolVal;
                SCODE scode;
                CY cyVal;
                DATE date;
                BSTR bstrVal;
                IUnknown *punkVal;
                IDispatch *pdispVal;
                SAFEARRAY *parray;
                BYTE *pbVal;
                SHORT *piVal;
                LONG *plVal;
                LONGLONG *pllVal;
                FLOAT *pfltVal;
                DOUBLE *pdblVal;
                VARIANT_BOOL *pboolVal;
                SCODE *pscode;
                CY *pcyVal;
                DATE *pdate;
                BSTR *pbstrVal;
                IUnknown **ppunkVal;
                IDispatch **ppdispVal;
                SAFEARRAY **pparray;
                VARIANT *pvarVal;
                PVOID byref;
                CHAR cVal;
                USHORT uiVal;
                ULONG ulVal;
                ULONGLONG ullVal;
                INT intVal;
                UINT uintVal;
                DECIMAL *pdecVal;
                CHAR *pcVal;
                USHORT *puiVal;
                ULONG *pulVal;
                ULONGLONG *pullVal;
                INT *pintVal;
                UINT *puintVal;
                __extension__ struct {
                    PVOID pvRecord;
                    IRecordInfo *pRecInfo;
                };
            };
        };
        DECIMAL decVal;
    };
};

#define V_UNION(X, Y)    ((X)->Y)
#define V_VT(X)          ((X)->vt)
#define V_ISBYREF(X)     (V_VT(X) & VT_BYREF)
#define V_ISARRAY(X)     (V_VT(X) & VT_ARRAY)
#define V_ISVECTOR(X)    (V_VT(X) & VT_VECTOR)
#define V_NONE(X)        V_I2(X)
#define V_I1(X)          V_UNION(X, cVal)
#define V_I1REF(X)       V_UNION(X, pcVal)
#define V_UI1(X)         V_UNION(X, bVal)
#define V_UI1REF(X)      V_UNION(X, pbVal)
#define V_I2(X)          V_UNION(X, iVal)
#define V_I2REF(X)       V_UNION(X, piVal)
#define V_UI2(X)         V_UNION(X, uiVal)
#define V_UI2REF(X)      V_UNION(X, puiVal)
#define V_I4(X)          V_UNION(X, lVal)
#define V_I4REF(X)       V_UNION(X, plVal)
#define V_UI4(X)         V_UNION(X, ulVal)
#define V_UI4REF(X)      V_UNION(X, pulVal)
#define V_I8(X)          V_UNION(X, llVal)
#define V_I8REF(X)       V_UNION(X, pllVal)
#define V_UI8(X)         V_UNION(X, ullVal)
#define V_UI8REF(X)      V_UNION(X, pullVal)
#define V_INT(X)         V_UNION(X, intVal)
#define V_INTREF(X)      V_UNION(X, pintVal)
#define V_UINT(X)        V_UNION(X, uintVal)
#define V_UINTREF(X)     V_UNION(X, puintVal)
#define V_R4(X)          V_UNION(X, fltVal)
#define V_R4REF(X)       V_UNION(X, pfltVal)
#define V_R8(X)          V_UNION(X, dblVal)
#define V_R8REF(X)       V_UNION(X, pdblVal)
#define V_CY(X)          V_UNION(X, cyVal)
#define V_CYREF(X)       V_UNION(X, pcyVal)
#define V_DATE(X)        V_UNION(X, date)
#define V_DATEREF(X)     V_UNION(X, pdate)
#define V_BSTR(X)        V_UNION(X, bstrVal)
#define V_BSTRREF(X)     V_UNION(X, pbstrVal)
#define V_BOOL(X)        V_UNION(X, boolVal)
#define V_BOOLREF(X)     V_UNION(X, pboolVal)
#define V_ERROR(X)       V_UNION(X, scode)
#define V_ERRORREF(X)    V_UNION(X, pscode)
#define V_UNKNOWN(X)     V_UNION(X, punkVal)
#define V_UNKNOWNREF(X)  V_UNION(X, ppunkVal)
#define V_DISPATCH(X)    V_UNION(X, pdispVal)
#define V_DISPATCHREF(X) V_UNION(X, ppdispVal)
#define V_ARRAY(X)       V_UNION(X, parray)
#define V_ARRAYREF(X)    V_UNION(X, pparray)
#define V_VARIANTREF(X)  V_UNION(X, pvarVal)
#define V_BYREF(X)       V_UNION(X, byref)
#define V_DECIMAL(X)     V_UNION(X, decVal)
#define V_DECIMALREF(X)  V_UNION(X, pdecVal)

/* Flags of VariantChangeType. */
#define VARIANT_NOVALUEPROP    0x01
#define VARIANT_ALPHABOOL      0x02
#define VARIANT_NOUSEROVERRIDE 0x04
#define VARIANT_LOCALBOOL      0x10

#ifdef __cplusplus
extern "C" {
#endif

/* A BSTR: UTF-16, preceded by its length in bytes (4 bytes) and followed by a NUL. NULL means "". */
WMI_API BSTR SysAllocString(const OLECHAR *psz);
WMI_API BSTR SysAllocStringLen(const OLECHAR *psz, UINT len);
WMI_API BSTR SysAllocStringByteLen(LPCSTR psz, UINT len);
WMI_API INT SysReAllocString(BSTR *pbstr, const OLECHAR *psz);
WMI_API INT SysReAllocStringLen(BSTR *pbstr, const OLECHAR *psz, UINT len);
WMI_API void SysFreeString(BSTR bstr);
WMI_API UINT SysStringLen(BSTR bstr);
WMI_API UINT SysStringByteLen(BSTR bstr);

/** Makes a VARIANT empty without freeing its old value. */
WMI_API void VariantInit(VARIANTARG *pvarg);

/**
 * Frees what a VARIANT owns and makes it empty.
 *
 * @return S_OK
 *         DISP_E_BADVARTYPE
 *         DISP_E_ARRAYISLOCKED
 *         E_INVALIDARG  pvarg is NULL, where Windows crashes
 */
WMI_API HRESULT VariantClear(VARIANTARG *pvarg);

/**
 * Copies a value and everything it owns; clears the destination first. Records (VT_RECORD) are not supported.
 *
 * @return S_OK
 *         DISP_E_BADVARTYPE
 *         DISP_E_ARRAYISLOCKED
 *         E_OUTOFMEMORY
 *         E_INVALIDARG  an argument is NULL
 */
WMI_API HRESULT VariantCopy(VARIANTARG *pvargDest, const VARIANTARG *pvargSrc);

/** VariantCopy that follows VT_BYREF: copies the value that the source points to. Otherwise copies the source. */
WMI_API HRESULT VariantCopyInd(VARIANT *pvarDest, const VARIANTARG *pvargSrc);

/**
 * Converts a value. Destination and source may be the same.
 *
 * Off Windows: between the integer types, VT_R4, VT_R8, VT_BOOL, VT_BSTR and VT_EMPTY, always in the invariant
 * locale; any other type only to itself.
 *
 * @return S_OK
 *         DISP_E_TYPEMISMATCH
 *         DISP_E_OVERFLOW
 *         DISP_E_BADVARTYPE
 *         DISP_E_ARRAYISLOCKED
 *         E_OUTOFMEMORY
 *         E_INVALIDARG  an argument is NULL
 */
WMI_API HRESULT VariantChangeType(VARIANTARG *pvargDest, const VARIANTARG *pvarSrc, USHORT wFlags,
                                  VARTYPE vt);

/*
 * SAFEARRAY. Off Windows arrays have one dimension: any other number returns NULL or E_INVALIDARG. Records, and
 * element types that a VARIANT cannot hold, are not supported. A vector is allocated like any other array.
 */
WMI_API HRESULT SafeArrayAllocDescriptor(UINT cDims, SAFEARRAY **ppsaOut);
WMI_API HRESULT SafeArrayAllocDescriptorEx(VARTYPE vt, UINT cDims, SAFEARRAY **ppsaOut);
WMI_API HRESULT SafeArrayAllocData(SAFEARRAY *psa);
WMI_API SAFEARRAY *SafeArrayCreate(VARTYPE vt, UINT cDims, SAFEARRAYBOUND *rgsabound);
WMI_API SAFEARRAY *SafeArrayCreateVector(VARTYPE vt, LONG lLbound, ULONG cElements);
WMI_API HRESULT SafeArrayDestroyDescriptor(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayDestroyData(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayDestroy(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayCopy(SAFEARRAY *psa, SAFEARRAY **ppsaOut);
WMI_API HRESULT SafeArrayRedim(SAFEARRAY *psa, SAFEARRAYBOUND *psaboundNew);
WMI_API UINT SafeArrayGetDim(SAFEARRAY *psa);
WMI_API UINT SafeArrayGetElemsize(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayGetVartype(SAFEARRAY *psa, VARTYPE *pvt);
WMI_API HRESULT SafeArrayGetLBound(SAFEARRAY *psa, UINT nDim, LONG *plLbound);
WMI_API HRESULT SafeArrayGetUBound(SAFEARRAY *psa, UINT nDim, LONG *plUbound);
WMI_API HRESULT SafeArrayLock(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayUnlock(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayAccessData(SAFEARRAY *psa, void **ppvData);
WMI_API HRESULT SafeArrayUnaccessData(SAFEARRAY *psa);
WMI_API HRESULT SafeArrayPtrOfIndex(SAFEARRAY *psa, LONG *rgIndices, void **ppvData);
WMI_API HRESULT SafeArrayGetElement(SAFEARRAY *psa, LONG *rgIndices, void *pv);
WMI_API HRESULT SafeArrayPutElement(SAFEARRAY *psa, LONG *rgIndices, void *pv);

#ifdef __cplusplus
}
#endif

#endif
