/* SPDX-License-Identifier: MIT */
#include "mock/core/state.h"

#include <stdlib.h>

void wmi_mock__lock(wmi_mock *mock)
{
    wmi__mutex_lock(&mock->lock);
}

void wmi_mock__unlock(wmi_mock *mock)
{
    wmi__mutex_unlock(&mock->lock);
}

void wmi_mock__settings_changed(wmi_mock *mock)
{
    atomic_fetch_add(&mock->settings, 1);
}

static void free_mock(wmi_mock *mock)
{
    mock->upper->end(mock);
    wmi_mock__hosts_free(mock);
    wmi_mock__faults_free(mock);
    wmi_mock__journal_free(mock);
    wmi__condition_destroy(&mock->woken);
    wmi_mock__shards_free(mock->shards);
    wmi__mutex_destroy(&mock->lock);
    free(mock);
}

void wmi_mock__release(wmi_mock *mock)
{
    if (atomic_fetch_sub(&mock->references, 1) == 1)
        free_mock(mock);
}
