/* SPDX-License-Identifier: MIT */
/* Functions that the library looks up because older Windows lacks them; this runtime has all. */
#include "off_windows/cancellable.h"
#include "off_windows/com_apartment.h"
#include "off_windows/provided_class.h"
#include "os/functions.h"

#include <wmikit/com.h>

#include <string.h>

static const struct known_function {
    const char *name;
    wmi__function function;
} functions[] = {
    { "CoIncrementMTAUsage", (wmi__function)CoIncrementMTAUsage },
    { "CoDecrementMTAUsage", (wmi__function)CoDecrementMTAUsage },
    { "wmi__class_provide", (wmi__function)wmi__class_provide },
    { "wmi__cancellable_begin", (wmi__function)wmi__cancellable_begin },
    { "wmi__cancellable_end", (wmi__function)wmi__cancellable_end },
    { "wmi__cancel_calls", (wmi__function)wmi__cancel_calls },
    { "wmi__com_security", (wmi__function)wmi__com_security },
    { "CoGetApartmentType", (wmi__function)CoGetApartmentType },
};

/* The mock has no own copy: it uses the functions of the library's runtime. */
WMI_API wmi__function wmi__find_function(const char *library, const char *name)
{
    (void)library;
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (strcmp(functions[i].name, name) == 0)
            return functions[i].function;
    }
    return NULL;
}
