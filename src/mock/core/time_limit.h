/* SPDX-License-Identifier: MIT */
/*
 * Calls with their own time limit, IEnumWbemClassObject::Next and the methods of IWbemCallResult: they wait
 * themselves for a result that is not available yet, until the delay or the client's limit has passed.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_TIME_LIMIT_H
#define WMIKIT_SRC_MOCK_CORE_TIME_LIMIT_H

#include "mock/core/proxy.h"

#define WMI_MOCK__OPERATION_NEXT "IEnumWbemClassObject::Next"

/* Whether an operation is one of these: the gate does not delay it, unless for WMI_MOCK_FREEZE. */
bool wmi_mock__has_time_limit(const char *operation);

/* The time limit of a client's call. */
typedef struct wmi_mock__time_limit {
    bool is_set;
    uint64_t at; /* in wmi__clock_ms */
} wmi_mock__time_limit;

/* From a parameter lTimeout, starting now; WBEM_INFINITE: none. */
wmi_mock__time_limit wmi_mock__time_limit_from(LONG timeout);

/* When the result is available, in wmi__clock_ms; 0: no call has waited yet. */
typedef struct wmi_mock__arrival {
    wmi__mutex *lock; /* protects ready_at; never held while a call waits */
    uint64_t *ready_at;
} wmi_mock__arrival;

/*
 * S_OK when it is available; WBEM_S_TIMEDOUT when the limit passes first; the code of a lost host when it was lost
 * in between. wmi_mock_wake makes it available.
 */
HRESULT wmi_mock__arrival_wait(const wmi_mock__arrival *arrival, wmi_mock__proxy *proxy,
                               const char *operation, const wmi_mock__time_limit *limit);

#endif
