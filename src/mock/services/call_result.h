/* SPDX-License-Identifier: MIT */
/* How a call of IWbemServices ends: with what it returns at once, and in an IWbemCallResult. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_CALL_RESULT_H
#define WMIKIT_SRC_MOCK_SERVICES_CALL_RESULT_H

#include "mock/object/object.h"
#include "mock/services/services.h"

/* What a call results in. */
typedef enum wmi_mock__result_kind {
    WMI_MOCK__RESULT_NONE,
    WMI_MOCK__RESULT_OBJECT,
    WMI_MOCK__RESULT_STRING,
    WMI_MOCK__RESULT_SERVICES
} wmi_mock__result_kind;

/* What became of a call. All zero but for the kind and the operation is one that succeeded with nothing. */
typedef struct wmi_mock__outcome {
    wmi_mock__result_kind kind;
    const char *operation; /* for the extended status: "GetObject" */
    HRESULT code;
    wmi_mock__object *object;   /* belongs to no mock: clients get copies; or NULL */
    char *text;                 /* owned; or NULL */
    wmi_mock__namespace *space; /* or NULL */
    char *parameter;            /* what it was called with, for the extended status; owned; or NULL */
} wmi_mock__outcome;

void wmi_mock__outcome_clear(wmi_mock__outcome *outcome);

/* Notes what a call that failed was called with. */
void wmi_mock__outcome_blame(wmi_mock__outcome *outcome, const char *parameter);

/* Where a client wants it; NULL: nowhere. */
typedef struct wmi_mock__delivery {
    LONG flags;
    IWbemClassObject **object;
    IWbemServices **services;
    IWbemCallResult **result;
} wmi_mock__delivery;

/* Clears the client's pointers. */
void wmi_mock__delivery_begin(const wmi_mock__delivery *delivery);

/* Whether a call is semisynchronous. */
bool wmi_mock__delivery_is_later(const wmi_mock__delivery *delivery);

/*
 * Hands it to the client: what the call returns. With WBEM_FLAG_RETURN_IMMEDIATELY only the call result is filled,
 * and failures are for it to tell; without, a call that fails leaves none. Takes the outcome over in every case.
 */
HRESULT wmi_mock__outcome_deliver(wmi_mock__services *self, wmi_mock__outcome *outcome,
                                  const wmi_mock__delivery *delivery);

#endif
