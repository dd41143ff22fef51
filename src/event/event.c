/* SPDX-License-Identifier: MIT */
#include "error/error.h"

#include <wmikit/com.h>
#include <wmikit/event.h>
#include <wmikit/object.h>

#include <string.h>

/* From 1601 to 1970, in TIME_CREATED's units of 100 ns. */
#define UNIX_EPOCH     UINT64_C(116444736000000000)
#define IN_MICROSECOND 10

uint32_t wmi_event_kind(IWbemClassObject *event)
{
    static const struct {
        const char *name;
        uint32_t kind;
    } kinds[] = {
        { "__InstanceCreationEvent", WMI_CREATED },
        { "__InstanceDeletionEvent", WMI_DELETED },
        { "__InstanceModificationEvent", WMI_MODIFIED },
    };
    char *name = NULL;
    uint32_t kind = 0;

    if (event == NULL)
        return 0;
    if (wmi_get_string(event, "__CLASS", &name) == WMI_OK) {
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (strcmp(name, kinds[i].name) == 0)
                kind = kinds[i].kind;
        }
    }
    wmi_free(name);
    return kind;
}

HRESULT wmi_event_time(IWbemClassObject *event, int64_t *unix_microseconds)
{
    uint64_t created = 0;
    HRESULT hr;

    if (unix_microseconds == NULL)
        return wmi__refuse_null("wmi_event_time", "unix_microseconds");
    *unix_microseconds = 0;
    if (event == NULL)
        return wmi__refuse_null("wmi_event_time", "event");
    hr = wmi_get_uint64(event, "TIME_CREATED", &created);
    if (hr != WMI_OK)
        return hr;
    if (created >= UNIX_EPOCH)
        *unix_microseconds = (int64_t)((created - UNIX_EPOCH) / IN_MICROSECOND);
    else
        *unix_microseconds = -(int64_t)((UNIX_EPOCH - created) / IN_MICROSECOND);
    return WMI_OK;
}
