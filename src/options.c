/* SPDX-License-Identifier: MIT */
#include "options.h"

#include "bstr.h"
#include "error.h"

#include <wmikit/com.h>

#define OPERATION "wmi_connect"

/* Every size that a released version had: an appended field changes it, since no padding follows the last. */
_Static_assert(sizeof(wmi_connect_options) == 10 * sizeof(void *) + 6 * sizeof(uint32_t),
               "wmi_connect_options as in 0.1");

static HRESULT check_utf8(const char *field, const char *text)
{
    if (text == NULL || wmi__utf16_length(text) != WMI__NOT_UTF8)
        return S_OK;
    return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "%s is not UTF-8", field);
}

static HRESULT check_texts(const wmi_connect_options *options)
{
    const struct {
        const char *field, *text;
    } texts[] = {
        { "server", options->server },       { "namespace_path", options->namespace_path },
        { "user", options->user },           { "password", options->password },
        { "authority", options->authority }, { "locale", options->locale },
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        HRESULT hr = check_utf8(texts[i].field, texts[i].text);

        if (FAILED(hr))
            return hr;
    }
    return S_OK;
}

HRESULT wmi__connect_options_read(const wmi_connect_options *given, wmi_connect_options *options)
{
    static const wmi_connect_options defaults = WMI_CONNECT_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given)
        return wmi__refuse(E_INVALIDARG, OPERATION,
                           "options->size is %lu, not one that this library knows: start from "
                           "WMI_CONNECT_OPTIONS_INIT",
                           (unsigned long)given->size);
    *options = *given;
    return check_texts(options);
}
