/* SPDX-License-Identifier: MIT */
#include "mock/core/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool concerns(const wmi_mock__fault *fault, const char *operation)
{
    return fault->operation == NULL || strcmp(fault->operation, operation) == 0;
}

static bool is_for(const wmi_mock__fault *fault, const char *operation)
{
    if (fault->operation == NULL || operation == NULL)
        return fault->operation == operation;
    return strcmp(fault->operation, operation) == 0;
}

/* The fault of an operation (NULL: of any), created if missing; NULL when there is no memory. */
static wmi_mock__fault *fault_of(wmi_mock *mock, const char *operation)
{
    wmi_mock__fault *fault;

    for (fault = mock->faults; fault != NULL; fault = fault->next) {
        if (is_for(fault, operation))
            return fault;
    }
    fault = calloc(1, sizeof *fault);
    if (fault == NULL)
        return NULL;
    if (operation != NULL) {
        fault->operation = wmi_mock__copy_text(operation);
        if (fault->operation == NULL) {
            free(fault);
            return NULL;
        }
    }
    fault->next = mock->faults;
    mock->faults = fault;
    atomic_store(&mock->has_faults, true);
    wmi_mock__settings_changed(mock);
    return fault;
}

HRESULT wmi_mock_fail(wmi_mock *mock, const char *operation, unsigned nth, HRESULT code)
{
    wmi_mock__fault *fault;

    if (mock == NULL)
        return E_POINTER;
    wmi_mock__lock(mock);
    fault = fault_of(mock, operation);
    if (fault != NULL) {
        fault->code = code;
        fault->nth = nth;
        fault->seen = 0;
    }
    wmi_mock__unlock(mock);
    return fault == NULL ? E_OUTOFMEMORY : S_OK;
}

static void set_words(wmi_mock__fault *fault, char *provider, char *description)
{
    free(fault->provider);
    free(fault->description);
    fault->provider = provider;
    fault->description = description;
}

HRESULT wmi_mock_explain(wmi_mock *mock, const char *operation, const char *provider, const char *description)
{
    char *provider_copy = provider == NULL ? NULL : wmi_mock__copy_text(provider);
    char *description_copy = description == NULL ? NULL : wmi_mock__copy_text(description);
    wmi_mock__fault *fault = NULL;

    if (mock != NULL && (provider == NULL || provider_copy != NULL) &&
        (description == NULL || description_copy != NULL)) {
        wmi_mock__lock(mock);
        fault = fault_of(mock, operation);
        if (fault != NULL)
            set_words(fault, provider_copy, description_copy);
        wmi_mock__unlock(mock);
    }
    if (fault == NULL) {
        free(provider_copy);
        free(description_copy);
        return mock == NULL ? E_POINTER : E_OUTOFMEMORY;
    }
    return S_OK;
}

HRESULT wmi_mock_delay(wmi_mock *mock, const char *operation, uint32_t milliseconds)
{
    wmi_mock__fault *fault;

    if (mock == NULL)
        return E_POINTER;
    wmi_mock__lock(mock);
    fault = fault_of(mock, operation);
    if (fault != NULL)
        fault->delay_ms = milliseconds;
    wmi_mock__unlock(mock);
    return fault == NULL ? E_OUTOFMEMORY : S_OK;
}

void wmi_mock_wake(wmi_mock *mock)
{
    if (mock == NULL)
        return;
    wmi_mock__lock(mock);
    for (wmi_mock__fault *fault = mock->faults; fault != NULL; fault = fault->next)
        fault->delay_ms = 0;
    for (wmi_mock__host *host = mock->hosts; host != NULL; host = host->next) {
        host->connect_delay_ms = 0;
        host->call_delay_ms = 0;
    }
    mock->wakes++;
    wmi__condition_broadcast(&mock->woken);
    wmi_mock__unlock(mock);
}

uint32_t wmi_mock__longer_delay(uint32_t one, uint32_t other)
{
    if (one == WMI_MOCK_FREEZE || other == WMI_MOCK_FREEZE)
        return WMI_MOCK_FREEZE;
    return one > other ? one : other;
}

uint32_t wmi_mock__faults_delay(const wmi_mock *mock, const char *operation)
{
    uint32_t longest = 0;

    for (const wmi_mock__fault *fault = mock->faults; fault != NULL; fault = fault->next) {
        if (concerns(fault, operation))
            longest = wmi_mock__longer_delay(longest, fault->delay_ms);
    }
    return longest;
}

uint32_t wmi_mock__faults_own_delay(const wmi_mock *mock, const char *operation)
{
    for (const wmi_mock__fault *fault = mock->faults; fault != NULL; fault = fault->next) {
        if (is_for(fault, operation))
            return fault->delay_ms;
    }
    return 0;
}

uint32_t wmi_mock__faults_release_delay(const wmi_mock *mock, const char *operation)
{
    return wmi_mock__longer_delay(wmi_mock__faults_own_delay(mock, "IUnknown::Release"),
                                  wmi_mock__faults_own_delay(mock, operation));
}

HRESULT wmi_mock__faults_strike(wmi_mock *mock, const char *operation)
{
    HRESULT code = S_OK;

    for (wmi_mock__fault *fault = mock->faults; fault != NULL; fault = fault->next) {
        if (fault->code == S_OK || !concerns(fault, operation))
            continue;
        fault->seen++;
        if (code == S_OK && (fault->nth == 0 || fault->seen == fault->nth))
            code = fault->code;
    }
    return code;
}

static void copy_words(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from == NULL ? "" : from);
}

void wmi_mock__faults_explain(wmi_mock *mock, const char *operation, HRESULT code)
{
    char provider[128];
    char description[1024];
    bool explained = false;

    wmi_mock__lock(mock);
    for (const wmi_mock__fault *fault = mock->faults; fault != NULL && !explained; fault = fault->next) {
        explained = concerns(fault, operation) && fault->description != NULL;
        if (explained) {
            copy_words(provider, sizeof provider, fault->provider);
            copy_words(description, sizeof description, fault->description);
        }
    }
    wmi_mock__unlock(mock);
    if (explained)
        mock->upper->explain(mock, operation, NULL, description, provider, code);
}

void wmi_mock__faults_free(wmi_mock *mock)
{
    while (mock->faults != NULL) {
        wmi_mock__fault *fault = mock->faults;

        mock->faults = fault->next;
        set_words(fault, NULL, NULL);
        free(fault->operation);
        free(fault);
    }
}
