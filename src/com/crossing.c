/* SPDX-License-Identifier: MIT */
#include "com/crossing.h"

HRESULT wmi__crossing_begin(wmi__crossing *crossing, REFIID iid, void *pointer, bool marshal)
{
    IUnknown *unknown = pointer;
    HRESULT hr = E_NOINTERFACE;

    *crossing = (wmi__crossing){ .iid = iid };
    if (unknown == NULL)
        return S_OK;
    if (marshal)
        hr = CoMarshalInterThreadInterfaceInStream(iid, unknown, &crossing->stream);
    if (hr != E_NOINTERFACE)
        return hr;
    crossing->stream = NULL;
    crossing->plain = unknown;
    IUnknown_AddRef(unknown);
    return S_OK;
}

HRESULT wmi__crossing_give(wmi__crossing *crossing, REFIID iid, void *pointer, bool marshal)
{
    HRESULT hr;

    if (!marshal || pointer == NULL) {
        *crossing = (wmi__crossing){ .plain = pointer };
        return S_OK;
    }
    hr = wmi__crossing_begin(crossing, iid, pointer, true);
    IUnknown_Release((IUnknown *)pointer);
    return hr;
}

HRESULT wmi__crossing_end(wmi__crossing *crossing, void **pointer)
{
    wmi__crossing arrived = *crossing;

    *crossing = (wmi__crossing){ 0 };
    *pointer = arrived.plain;
    if (arrived.stream == NULL)
        return S_OK;
    return CoGetInterfaceAndReleaseStream(arrived.stream, arrived.iid, pointer);
}

void wmi__crossing_drop(wmi__crossing *crossing)
{
    void *pointer = NULL;

    if (SUCCEEDED(wmi__crossing_end(crossing, &pointer)) && pointer != NULL)
        IUnknown_Release((IUnknown *)pointer);
}
