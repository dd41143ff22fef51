/* SPDX-License-Identifier: MIT */
#include "support/runtime_faults.h"

#include <stdatomic.h>

#define CODE ((HRESULT)RPC_E_UNEXPECTED)

HRESULT __real_CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID iid, LPVOID *object);
HRESULT __wrap_CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID iid, LPVOID *object);
HRESULT __real_CoInitializeEx(LPVOID reserved, DWORD mode);
HRESULT __wrap_CoInitializeEx(LPVOID reserved, DWORD mode);
HRESULT __real_CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE *usage);
HRESULT __wrap_CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE *usage);
HRESULT __real_CoSetProxyBlanket(IUnknown *proxy, DWORD service, DWORD authorization, OLECHAR *principal,
                                 DWORD level, DWORD impersonation, RPC_AUTH_IDENTITY_HANDLE identity,
                                 DWORD capabilities);
HRESULT __wrap_CoSetProxyBlanket(IUnknown *proxy, DWORD service, DWORD authorization, OLECHAR *principal,
                                 DWORD level, DWORD impersonation, RPC_AUTH_IDENTITY_HANDLE identity,
                                 DWORD capabilities);
HRESULT __real_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream);
HRESULT __wrap_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream);
HRESULT __real_CoGetInterfaceAndReleaseStream(IStream *stream, REFIID iid, void **object);
HRESULT __wrap_CoGetInterfaceAndReleaseStream(IStream *stream, REFIID iid, void **object);
BSTR __real_SysAllocString(const OLECHAR *text);
BSTR __wrap_SysAllocString(const OLECHAR *text);
BSTR __real_SysAllocStringLen(const OLECHAR *text, UINT length);
BSTR __wrap_SysAllocStringLen(const OLECHAR *text, UINT length);

/* How many calls are left until one fails; 0 or below: none will. And what the one that failed has to give. */
static atomic_llong countdown;
static atomic_long expected;

static bool fails(HRESULT code)
{
    if (atomic_load(&countdown) <= 0 || atomic_fetch_sub(&countdown, 1) != 1)
        return false;
    atomic_store(&expected, code);
    return true;
}

HRESULT __wrap_CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID iid, LPVOID *object)
{
    return fails(CODE) ? CODE : __real_CoCreateInstance(clsid, outer, context, iid, object);
}

HRESULT __wrap_CoInitializeEx(LPVOID reserved, DWORD mode)
{
    return fails(CODE) ? CODE : __real_CoInitializeEx(reserved, mode);
}

HRESULT __wrap_CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE *usage)
{
    return fails(CODE) ? CODE : __real_CoIncrementMTAUsage(usage);
}

HRESULT __wrap_CoSetProxyBlanket(IUnknown *proxy, DWORD service, DWORD authorization, OLECHAR *principal,
                                 DWORD level, DWORD impersonation, RPC_AUTH_IDENTITY_HANDLE identity,
                                 DWORD capabilities)
{
    return fails(CODE) ? CODE
                       : __real_CoSetProxyBlanket(proxy, service, authorization, principal, level,
                                                  impersonation, identity, capabilities);
}

HRESULT __wrap_CoMarshalInterThreadInterfaceInStream(REFIID iid, IUnknown *object, IStream **stream)
{
    return fails(CODE) ? CODE : __real_CoMarshalInterThreadInterfaceInStream(iid, object, stream);
}

/* It takes the stream in every case. */
HRESULT __wrap_CoGetInterfaceAndReleaseStream(IStream *stream, REFIID iid, void **object)
{
    if (!fails(CODE))
        return __real_CoGetInterfaceAndReleaseStream(stream, iid, object);
    IStream_Release(stream);
    *object = NULL;
    return CODE;
}

BSTR __wrap_SysAllocString(const OLECHAR *text)
{
    return fails(E_OUTOFMEMORY) ? NULL : __real_SysAllocString(text);
}

BSTR __wrap_SysAllocStringLen(const OLECHAR *text, UINT length)
{
    return fails(E_OUTOFMEMORY) ? NULL : __real_SysAllocStringLen(text, length);
}

void runtime_faults_fail(size_t nth)
{
    atomic_store(&expected, S_OK);
    atomic_store(&countdown, (long long)nth);
}

HRESULT runtime_faults_end(void)
{
    atomic_store(&countdown, 0);
    return (HRESULT)atomic_load(&expected);
}
