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

static void free_mock(wmi_mock *mock)
{
    mock->upper->end(mock);
    wmi_mock__hosts_free(mock);
    wmi_mock__faults_free(mock);
    wmi_mock__journal_free(mock);
    wmi__condition_destroy(&mock->woken);
    wmi__mutex_destroy(&mock->lock);
    free(mock);
}

void wmi_mock__release(wmi_mock *mock)
{
    if (atomic_fetch_sub(&mock->references, 1) == 1)
        free_mock(mock);
}

void wmi_mock__object_born(wmi_mock *mock)
{
    atomic_fetch_add(&mock->references, 1);
    atomic_fetch_add(&mock->live, 1);
}

void wmi_mock__object_died(wmi_mock *mock)
{
    atomic_fetch_sub(&mock->live, 1);
    wmi_mock__release(mock);
}

void wmi_mock__object_left(wmi_mock *mock)
{
    wmi_mock__lock(mock);
    mock->leaving--;
    atomic_fetch_sub(&mock->live, 1);
    wmi__condition_broadcast(&mock->woken); /* wmi_mock_destroy may wait for it */
    wmi_mock__unlock(mock);
    wmi_mock__release(mock);
}
