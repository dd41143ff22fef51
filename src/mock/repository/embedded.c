/* SPDX-License-Identifier: MIT */
#include "mock/repository/embedded.h"

const IID wmi_mock__iid_embedded = {
    0x6f1d2a4e, 0x93b7, 0x4c58, { 0xa1, 0x0d, 0x5e, 0x77, 0x1b, 0xc4, 0x20, 0x9f }
};

wmi_mock__embedded *wmi_mock__embedded_of(IWbemClassObject *object)
{
    void *embedded = NULL;

    if (object == NULL || FAILED(IWbemClassObject_QueryInterface(object, &wmi_mock__iid_embedded, &embedded)))
        return NULL;
    return embedded;
}

wmi_mock__object_content wmi_mock__object_content_of(IWbemClassObject *object)
{
    wmi_mock__embedded *embedded = wmi_mock__embedded_of(object);
    wmi_mock__object_content content = { NULL, NULL };

    if (embedded != NULL) {
        content = embedded->lpVtbl->content(embedded);
        embedded->lpVtbl->Release(embedded);
    }
    return content;
}

HRESULT wmi_mock__object_copy_for(wmi_mock *mock, IWbemClassObject *from, IWbemClassObject **copy)
{
    wmi_mock__embedded *embedded = wmi_mock__embedded_of(from);
    HRESULT hr;

    *copy = NULL;
    if (embedded == NULL)
        return IWbemClassObject_Clone(from, copy);
    hr = embedded->lpVtbl->copy(embedded, mock, copy);
    embedded->lpVtbl->Release(embedded);
    return hr;
}
