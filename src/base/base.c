/* SPDX-License-Identifier: MIT */
#include <wmikit/base.h>
#include <wmikit/com.h>

#include <stdlib.h>

void wmi_free(void *block)
{
    free(block);
}

void wmi_object_release(IWbemClassObject *object)
{
    if (object != NULL)
        IWbemClassObject_Release(object);
}

void wmi_bstr_free(BSTR text)
{
    SysFreeString(text);
}

const char *wmi_version(void)
{
    return WMIKIT_VERSION;
}
