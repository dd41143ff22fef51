/* SPDX-License-Identifier: MIT */
/*
 * A locator of a test's own. What it gives are plain objects in the process, without IClientSecurity and without a
 * marshaler, which count their references and free nothing: the test owns their memory.
 */
#ifndef WMIKIT_TESTS_SUPPORT_OWN_LOCATOR_H
#define WMIKIT_TESTS_SUPPORT_OWN_LOCATOR_H

#include <wmikit/com.h>

#include <stdatomic.h>
#include <stdbool.h>

typedef struct own_locator {
    IWbemLocator locator;
    IWbemServices services;
    IEnumWbemClassObject rows; /* there are none */
    IErrorInfo error_info;
    atomic_int references; /* of all of them; 0 when nobody holds any */
    atomic_int connects;
    bool hides_unknown; /* the services say S_OK to IUnknown, and give nothing */
    HRESULT code;       /* what ConnectServer gives; on failure it leaves the error object behind */
    APTTYPE called_in;  /* the apartment that ConnectServer was called in … */
    HRESULT com_result; /* … or why there was none */
    APTTYPE ended_in;   /* the apartment of the release that left no reference */
} own_locator;

void own_locator_init(own_locator *self);

#endif
