/* SPDX-License-Identifier: MIT */
#include "off_windows/query_interface.h"

HRESULT wmi__query_interface(IUnknown *object, REFIID iid, void **out)
{
    HRESULT hr;

    *out = NULL;
    hr = IUnknown_QueryInterface(object, iid, out);
    if (SUCCEEDED(hr) && *out == NULL)
        hr = E_UNEXPECTED;
    if (FAILED(hr))
        *out = NULL;
    return hr;
}
