/* SPDX-License-Identifier: MIT */
/* IWbemStatusCodeText: the texts of the library's table of codes, in English. The class CLSID_WbemStatusCodeText. */
#include "mock/object/object.h"

#include "base/bstr.h"

#include <wmikit/error.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct status_code_text {
    IWbemStatusCodeText com;
    wmi_mock__com_object base;
} status_code_text;

static status_code_text *from_com(IWbemStatusCodeText *com)
{
    return (status_code_text *)(void *)com;
}

static HRESULT STDMETHODCALLTYPE text_QueryInterface(IWbemStatusCodeText *com, REFIID riid, void **ppvObject)
{
    const wmi_mock__com_face faces[] = { { &IID_IWbemStatusCodeText, com } };

    return wmi_mock__com_object_query(&from_com(com)->base, faces, 1, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE text_AddRef(IWbemStatusCodeText *com)
{
    return wmi_mock__com_object_add_ref(&from_com(com)->base);
}

static ULONG STDMETHODCALLTYPE text_Release(IWbemStatusCodeText *com)
{
    status_code_text *self = from_com(com);
    ULONG left = wmi_mock__com_object_release(&self->base);

    if (left == 0) {
        wmi_mock__com_object_end(&self->base);
        free(self);
    }
    return left;
}

/* A text of the table as the answer; a new line ends it unless the flags say otherwise. */
static HRESULT answer(const char *text, LONG flags, BSTR *message)
{
    char line[512];

    if (message == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    *message = NULL;
    if ((flags & ~(LONG)WBEMSTATUS_FORMAT_NO_NEWLINE) != 0)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    snprintf(line, sizeof line, "%s%s", text, flags == WBEMSTATUS_FORMAT_NO_NEWLINE ? "" : "\r\n");
    return wmi__bstr_from_utf8(line, message);
}

static HRESULT STDMETHODCALLTYPE text_GetErrorCodeText(IWbemStatusCodeText *com, HRESULT hRes, LCID LocaleId,
                                                       LONG lFlags, BSTR *MessageText)
{
    wmi_mock__call call;
    HRESULT hr = S_OK;

    (void)LocaleId;
    wmi_mock__enter(&call, from_com(com)->base.mock, "IWbemStatusCodeText::GetErrorCodeText");
    wmi_mock__enter_number(&call, "hRes", hRes);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call))
        hr = answer(wmi_error_text(hRes), lFlags, MessageText);
    return wmi_mock__leave(&call, hr);
}

/* The names are those of Microsoft's page; which facility has which of them is our reading. */
static const char *facility_name(HRESULT code)
{
    switch (HRESULT_FACILITY(code)) {
    case FACILITY_RPC: return "RPC";
    case FACILITY_ITF: return "WBEM";
    case FACILITY_SSPI: return "SSIPI";
    default: return "Windows";
    }
}

static HRESULT STDMETHODCALLTYPE text_GetFacilityCodeText(IWbemStatusCodeText *com, HRESULT hRes,
                                                          LCID LocaleId, LONG lFlags, BSTR *MessageText)
{
    wmi_mock__call call;
    HRESULT hr = S_OK;

    (void)LocaleId;
    wmi_mock__enter(&call, from_com(com)->base.mock, "IWbemStatusCodeText::GetFacilityCodeText");
    wmi_mock__enter_number(&call, "hRes", hRes);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call))
        hr = answer(facility_name(hRes), lFlags, MessageText);
    return wmi_mock__leave(&call, hr);
}

static const IWbemStatusCodeTextVtbl vtbl = {
    text_QueryInterface, text_AddRef, text_Release, text_GetErrorCodeText, text_GetFacilityCodeText,
};

HRESULT wmi_mock__status_code_text_create(wmi_mock *mock, IWbemStatusCodeText **made)
{
    status_code_text *self = calloc(1, sizeof *self);

    *made = NULL;
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtbl;
    wmi_mock__com_object_begin(&self->base, mock, (IUnknown *)&self->com, "IWbemStatusCodeText");
    *made = &self->com;
    return S_OK;
}
