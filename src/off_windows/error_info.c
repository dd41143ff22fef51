/* SPDX-License-Identifier: MIT */
#include <wmikit/com.h>

#include "os/compiler.h"
#include "os/os.h"

typedef struct thread_error {
    IErrorInfo *object;
} thread_error;

static void release_error(void *block)
{
    thread_error *error = block;

    if (error->object != NULL)
        IErrorInfo_Release(error->object);
}

static wmi__thread_slot slot = WMI__THREAD_SLOT_INIT(sizeof(thread_error), release_error);

static void unload(void)
{
    wmi__thread_slot_destroy(&slot);
}
WMI__AT_UNLOAD(unload);

/* Release the old object last: its Release may call this function again. */
HRESULT SetErrorInfo(ULONG dwReserved, IErrorInfo *perrinfo)
{
    thread_error *error;
    IErrorInfo *old;

    if (dwReserved != 0)
        return E_INVALIDARG;
    error = perrinfo != NULL ? wmi__thread_slot_get(&slot) : wmi__thread_slot_peek(&slot);
    if (error == NULL)
        return perrinfo != NULL ? E_OUTOFMEMORY : S_OK;
    old = error->object;
    if (perrinfo != NULL)
        IErrorInfo_AddRef(perrinfo);
    error->object = perrinfo;
    if (old != NULL)
        IErrorInfo_Release(old);
    return S_OK;
}

HRESULT GetErrorInfo(ULONG dwReserved, IErrorInfo **pperrinfo)
{
    thread_error *error;

    if (pperrinfo == NULL)
        return E_INVALIDARG;
    *pperrinfo = NULL;
    if (dwReserved != 0)
        return E_INVALIDARG;
    error = wmi__thread_slot_peek(&slot);
    if (error == NULL || error->object == NULL)
        return S_FALSE;
    *pperrinfo = error->object;
    error->object = NULL;
    return S_OK;
}
