/* SPDX-License-Identifier: MIT */
#include "com/apartment.h"

#include "com/locator.h"
#include "com/mta.h"
#include "com/worker.h"
#include "error/error.h"
#include "os/os.h"

#include <assert.h>

static wmi__mutex lock = WMI__MUTEX_INIT;
static size_t users;
static bool mta_is_kept;
static wmi__mta mta;

HRESULT wmi__apartment_enter(wmi_com_setup setup, bool by_worker)
{
    wmi__apartment here = wmi__apartment_here();
    bool needs_mta = setup == WMI_COM_AUTO && (by_worker || here != WMI__APARTMENT_OTHER);
    HRESULT hr = S_OK;

    /* A worker would enter its own apartment, and its results would end with it. */
    if (setup == WMI_COM_CALLER && by_worker && here == WMI__APARTMENT_NONE)
        return wmi__com_failed(CO_E_NOTINITIALIZED, "CoGetApartmentType", "the calling thread");
    wmi__mutex_lock(&lock);
    if (needs_mta && !mta_is_kept) {
        hr = wmi__mta_hold(&mta);
        mta_is_kept = SUCCEEDED(hr);
    }
    if (SUCCEEDED(hr))
        users++;
    wmi__mutex_unlock(&lock);
    return FAILED(hr) ? wmi__com_failed(hr, "CoIncrementMTAUsage", "the multithreaded apartment") : S_OK;
}

void wmi__apartment_share(void)
{
    wmi__mutex_lock(&lock);
    assert(users > 0);
    users++;
    wmi__mutex_unlock(&lock);
}

void wmi__apartment_leave(void)
{
    wmi__mutex_lock(&lock);
    assert(users > 0);
    users--;
    wmi__mutex_unlock(&lock);
}

bool wmi__apartment_keeps_mta(void)
{
    bool keeps;

    wmi__mutex_lock(&lock);
    keeps = mta_is_kept;
    wmi__mutex_unlock(&lock);
    return keeps;
}

/* False while COM has users. The usage is released without the lock: that is a call of COM. */
static bool give_up_mta(wmi__mta *given_up)
{
    bool is_unused;

    *given_up = (wmi__mta){ 0 };
    wmi__mutex_lock(&lock);
    is_unused = users == 0;
    if (is_unused && mta_is_kept) {
        *given_up = mta;
        mta_is_kept = false;
    }
    wmi__mutex_unlock(&lock);
    return is_unused;
}

HRESULT wmi_shutdown(void)
{
    wmi__mta given_up;

    wmi__workers_dismiss();
    if (!give_up_mta(&given_up))
        return wmi__refuse(E_UNEXPECTED, "wmi_shutdown",
                           "a connection, a cursor, a subscription, a fleet or an abandoned call still "
                           "exists");
    wmi__locator_forget(); /* first: it is in that apartment */
    wmi__mta_release(&given_up);
    return S_OK;
}
