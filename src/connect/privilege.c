/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "error/error.h"
#include "os/os.h"

#include <wmikit/connect.h>

#define OPERATION "wmi_enable_privilege"

/* HRESULT_FROM_WIN32 of an error that is not 0. */
static HRESULT code_of(uint32_t error)
{
    return (HRESULT)(0x80070000u | (error & 0xFFFFu));
}

HRESULT wmi_enable_privilege(const char *name)
{
    const char *function = "";
    uint32_t error;

    if (name == NULL)
        return wmi__refuse_null(OPERATION, "name");
    if (wmi__utf16_length(name) == WMI__NOT_UTF8)
        return wmi__refuse(WMI_E_INVALID_PARAMETER, OPERATION, "name is not UTF-8");
    error = wmi__privilege_enable(name, &function);
    if (error == 0)
        return S_OK;
    return wmi__com_failed(code_of(error), function, "privilege '%s'", name);
}
