/* SPDX-License-Identifier: MIT */
/* The results of a call of IWbemServices: returned directly, or in an IWbemCallResult. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_CALL_RESULT_H
#define WMIKIT_SRC_MOCK_SERVICES_CALL_RESULT_H

#include "mock/object/object.h"
#include "mock/services/services.h"

/* The kind of result of a call. */
typedef enum wmi_mock__result_kind {
    WMI_MOCK__RESULT_NONE,
    WMI_MOCK__RESULT_OBJECT,
    WMI_MOCK__RESULT_STRING,
    WMI_MOCK__RESULT_SERVICES
} wmi_mock__result_kind;

/* The outcome of a call. All zero except kind and operation means success without a result. */
typedef struct wmi_mock__outcome {
    wmi_mock__result_kind kind;
    const char *operation; /* for the extended status: "GetObject" */
    HRESULT code;
    wmi_mock__object *object; /* belongs to no mock: clients get copies; or NULL */
    char *text; /* the string, or the path of the namespace as the client wrote it; owned; or NULL */
    wmi_mock__namespace *space; /* or NULL */
    char *parameter;            /* the argument of the call, for the extended status; owned; or NULL */
} wmi_mock__outcome;

void wmi_mock__outcome_clear(wmi_mock__outcome *outcome);

/* Stores the argument of a failed call. */
void wmi_mock__outcome_blame(wmi_mock__outcome *outcome, const char *parameter);

/* A client's own copy of the object, and of the text; NULL when there is none. E_OUTOFMEMORY. */
HRESULT wmi_mock__outcome_give_object(wmi_mock *mock, const wmi_mock__outcome *outcome,
                                      IWbemClassObject **object);
HRESULT wmi_mock__outcome_give_text(const wmi_mock__outcome *outcome, BSTR *text);

/* The client's out-pointers; or NULL. */
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
 * Passes the outcome to the client and returns its code. With WBEM_FLAG_RETURN_IMMEDIATELY only the call result is set,
 * and it reports failures; without, a failed call sets none. Takes ownership of the outcome in every case.
 */
HRESULT wmi_mock__outcome_deliver(wmi_mock__services *self, wmi_mock__outcome *outcome,
                                  const wmi_mock__delivery *delivery);

#endif
