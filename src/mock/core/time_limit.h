/* SPDX-License-Identifier: MIT */
/*
 * Calls that have a time limit of their own, IEnumWbemClassObject::Next and those of IWbemCallResult: they wait by
 * themselves for what the server has not got ready yet, as long as a wmi_mock_delay says, or as the client wants.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_TIME_LIMIT_H
#define WMIKIT_SRC_MOCK_CORE_TIME_LIMIT_H

#include "mock/core/proxy.h"

#define WMI_MOCK__OPERATION_NEXT "IEnumWbemClassObject::Next"

/* Whether an operation is one of these: the gate does not delay it. */
bool wmi_mock__has_time_limit(const char *operation);

/* Until when a client waits. */
typedef struct wmi_mock__time_limit {
    bool is_set;
    uint64_t at; /* in wmi__clock_ms */
} wmi_mock__time_limit;

/* Of a parameter lTimeout, from now on; WBEM_INFINITE: none. */
wmi_mock__time_limit wmi_mock__time_limit_from(LONG timeout);

/* What is waited for: when it will have come, in wmi__clock_ms; 0: it was not waited for yet. */
typedef struct wmi_mock__arrival {
    wmi__mutex *lock; /* around ready_at; never held while a call waits */
    uint64_t *ready_at;
} wmi_mock__arrival;

/*
 * S_OK when it has come; WBEM_S_TIMEDOUT when the limit comes first; what a lost host gives when it was lost
 * meanwhile. A wmi_mock_wake lets it come.
 */
HRESULT wmi_mock__arrival_wait(const wmi_mock__arrival *arrival, wmi_mock__proxy *proxy,
                               const char *operation, const wmi_mock__time_limit *limit);

#endif
