/* SPDX-License-Identifier: MIT */
#include "state.h"

#include <stdlib.h>
#include <string.h>

static bool concerns(const wmi__fault *fault, const char *operation)
{
    return fault->operation == NULL || strcmp(fault->operation, operation) == 0;
}

static bool is_for(const wmi__fault *fault, const char *operation)
{
    if (fault->operation == NULL || operation == NULL)
        return fault->operation == operation;
    return strcmp(fault->operation, operation) == 0;
}

/* The one fault of an operation (NULL: of any), made if need be; NULL when there is no memory. */
static wmi__fault *fault_of(wmi_mock *mock, const char *operation)
{
    wmi__fault *fault;

    for (fault = mock->faults; fault != NULL; fault = fault->next) {
        if (is_for(fault, operation))
            return fault;
    }
    fault = calloc(1, sizeof *fault);
    if (fault == NULL)
        return NULL;
    if (operation != NULL) {
        fault->operation = wmi__copy_text(operation);
        if (fault->operation == NULL) {
            free(fault);
            return NULL;
        }
    }
    fault->next = mock->faults;
    mock->faults = fault;
    return fault;
}

HRESULT wmi_mock_fail(wmi_mock *mock, const char *operation, unsigned nth, HRESULT code)
{
    wmi__fault *fault;

    if (mock == NULL)
        return E_POINTER;
    wmi__mock_lock(mock);
    fault = fault_of(mock, operation);
    if (fault != NULL) {
        fault->code = code;
        fault->nth = nth;
        fault->seen = 0;
    }
    wmi__mock_unlock(mock);
    return fault == NULL ? E_OUTOFMEMORY : S_OK;
}

HRESULT wmi_mock_delay(wmi_mock *mock, const char *operation, uint32_t milliseconds)
{
    wmi__fault *fault;

    if (mock == NULL)
        return E_POINTER;
    wmi__mock_lock(mock);
    fault = fault_of(mock, operation);
    if (fault != NULL)
        fault->delay_ms = milliseconds;
    wmi__mock_unlock(mock);
    return fault == NULL ? E_OUTOFMEMORY : S_OK;
}

void wmi_mock_wake(wmi_mock *mock)
{
    if (mock == NULL)
        return;
    wmi__mock_lock(mock);
    for (wmi__fault *fault = mock->faults; fault != NULL; fault = fault->next)
        fault->delay_ms = 0;
    for (wmi__host *host = mock->hosts; host != NULL; host = host->next) {
        host->connect_delay_ms = 0;
        host->call_delay_ms = 0;
    }
    mock->wakes++;
    wmi__condition_broadcast(&mock->woken);
    wmi__mock_unlock(mock);
}

uint32_t wmi__faults_delay(const wmi_mock *mock, const char *operation)
{
    uint32_t longest = 0;

    for (const wmi__fault *fault = mock->faults; fault != NULL; fault = fault->next) {
        if (concerns(fault, operation) && fault->delay_ms > longest)
            longest = fault->delay_ms;
    }
    return longest;
}

HRESULT wmi__faults_strike(wmi_mock *mock, const char *operation)
{
    HRESULT code = S_OK;

    for (wmi__fault *fault = mock->faults; fault != NULL; fault = fault->next) {
        if (fault->code == S_OK || !concerns(fault, operation))
            continue;
        fault->seen++;
        if (code == S_OK && (fault->nth == 0 || fault->seen == fault->nth))
            code = fault->code;
    }
    return code;
}

void wmi__faults_free(wmi_mock *mock)
{
    while (mock->faults != NULL) {
        wmi__fault *fault = mock->faults;

        mock->faults = fault->next;
        free(fault->operation);
        free(fault);
    }
}
