/* SPDX-License-Identifier: MIT */
#include "off_windows/vartype.h"

static const uint8_t sizes[] = {
    [VT_I1] = sizeof(CHAR),
    [VT_UI1] = sizeof(BYTE),
    [VT_I2] = sizeof(SHORT),
    [VT_UI2] = sizeof(USHORT),
    [VT_BOOL] = sizeof(VARIANT_BOOL),
    [VT_I4] = sizeof(LONG),
    [VT_UI4] = sizeof(ULONG),
    [VT_INT] = sizeof(INT),
    [VT_UINT] = sizeof(UINT),
    [VT_ERROR] = sizeof(SCODE),
    [VT_R4] = sizeof(FLOAT),
    [VT_I8] = sizeof(LONGLONG),
    [VT_UI8] = sizeof(ULONGLONG),
    [VT_R8] = sizeof(DOUBLE),
    [VT_CY] = sizeof(CY),
    [VT_DATE] = sizeof(DATE),
    [VT_BSTR] = sizeof(BSTR),
    [VT_UNKNOWN] = sizeof(IUnknown *),
    [VT_DISPATCH] = sizeof(IDispatch *),
    [VT_VARIANT] = sizeof(VARIANT),
    [VT_DECIMAL] = sizeof(DECIMAL),
};

size_t wmi__vartype_size(VARTYPE vt)
{
    return vt < sizeof sizes / sizeof sizes[0] ? sizes[vt] : 0;
}

bool wmi__vartype_is_valid(VARTYPE vt)
{
    VARTYPE base = vt & VT_TYPEMASK;
    VARTYPE extra = (VARTYPE)(vt & ~VT_TYPEMASK);

    if (extra & (VT_VECTOR | VT_RESERVED))
        return false;
    if (extra == 0)
        return base == VT_EMPTY || base == VT_NULL || (wmi__vartype_size(base) != 0 && base != VT_VARIANT);
    return wmi__vartype_size(base) != 0;
}

bool wmi__bstr_duplicate(BSTR from, BSTR *to)
{
    *to = from != NULL ? SysAllocStringByteLen((LPCSTR)(void *)from, SysStringByteLen(from)) : NULL;
    return from == NULL || *to != NULL;
}
