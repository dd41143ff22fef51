/* SPDX-License-Identifier: MIT */
#include "apartment.h"

#include "error.h"
#include "locator.h"
#include "mta.h"
#include "os/os.h"

/* Windows 7 and later: younger than what this library asks for, so it is looked up. */
typedef HRESULT(STDAPICALLTYPE *apartment_type_function)(APTTYPE *type, APTTYPEQUALIFIER *qualifier);

static wmi__mutex lock = WMI__MUTEX_INIT;
static size_t users;
static bool mta_is_kept;
static wmi__mta mta;

typedef enum apartment {
    APARTMENT_NONE,
    APARTMENT_MTA,
    APARTMENT_OTHER,
    APARTMENT_UNKNOWN
} apartment;

static apartment current_apartment(void)
{
    apartment_type_function query = (apartment_type_function)wmi__find_function("ole32.dll",
                                                                                "CoGetApartmentType");
    APTTYPEQUALIFIER qualifier;
    APTTYPE type;
    HRESULT hr;

    if (query == NULL)
        return APARTMENT_UNKNOWN;
    hr = query(&type, &qualifier);
    if (FAILED(hr))
        return APARTMENT_NONE;
    return type == APTTYPE_MTA ? APARTMENT_MTA : APARTMENT_OTHER;
}

bool wmi__apartment_is_mta(void)
{
    return current_apartment() == APARTMENT_MTA;
}

bool wmi__apartment_is_single_threaded(void)
{
    return current_apartment() == APARTMENT_OTHER;
}

HRESULT wmi__apartment_enter(wmi_com_setup setup, bool by_worker)
{
    bool needs_mta = setup == WMI_COM_AUTO && (by_worker || current_apartment() != APARTMENT_OTHER);
    HRESULT hr = S_OK;

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
    users++;
    wmi__mutex_unlock(&lock);
}

void wmi__apartment_leave(void)
{
    wmi__mutex_lock(&lock);
    users--;
    wmi__mutex_unlock(&lock);
}

HRESULT wmi_shutdown(void)
{
    HRESULT hr = S_OK;
    size_t living;

    wmi__mutex_lock(&lock);
    living = users;
    if (living == 0) {
        wmi__locator_forget();
        if (mta_is_kept)
            wmi__mta_release(&mta);
        mta_is_kept = false;
    }
    wmi__mutex_unlock(&lock);

    if (living > 0)
        hr = wmi__refuse(E_UNEXPECTED, "wmi_shutdown", "a connection or cursor is still open");
    return hr;
}
