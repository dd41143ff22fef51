/* SPDX-License-Identifier: MIT */
#include "off_windows/com_apartment.h"

#include "off_windows/class_table.h"
#include "os/compiler.h"
#include "os/os.h"

#include <stdlib.h>

/* A thread that called CoInitializeEx. */
typedef struct thread_state {
    size_t depth;       /* number of CoUninitialize calls required */
    uint64_t apartment; /* its own; 0 when it is in the multithreaded one */
} thread_state;

/* One CoIncrementMTAUsage. */
struct CO_MTA_USAGE_COOKIE__ {
    CO_MTA_USAGE_COOKIE next;
};

/* The state of COM in the process. */
static struct {
    wmi__mutex lock;
    uint64_t last_apartment;
    uint64_t mta;       /* 0: there is none */
    size_t mta_holders; /* threads in it and usages */
    size_t sta_count;
    uint64_t main_sta; /* the first of them; 0: it has ended, or there was none */
    CO_MTA_USAGE_COOKIE usages;
    bool is_secured;
    DWORD authn_level; /* as CoInitializeSecurity was given them */
    DWORD impersonation;
    bool is_unloading;
} process = { .lock = WMI__MUTEX_INIT };

static void thread_ends(void *block);

static wmi__thread_slot slot = WMI__THREAD_SLOT_INIT(sizeof(thread_state), thread_ends);

/* Class objects still registered at the end of a program are not released: their code may be unloaded. */
static void unload(void)
{
    wmi__mutex_lock(&process.lock);
    process.is_unloading = true;
    wmi__mutex_unlock(&process.lock);
    wmi__thread_slot_destroy(&slot);
}
WMI__AT_UNLOAD(unload);

/* The four below: with the lock held. */
static void hold_mta(void)
{
    if (process.mta_holders++ == 0)
        process.mta = ++process.last_apartment;
}

static uint64_t new_sta(void)
{
    uint64_t apartment = ++process.last_apartment;

    process.sta_count++;
    if (process.main_sta == 0)
        process.main_sta = apartment;
    return apartment;
}

static void end_com_if_unused(void)
{
    if (process.mta_holders == 0 && process.sta_count == 0)
        process.is_secured = false;
}

/* Returns the apartment that ended, or 0. */
static uint64_t release_mta(void)
{
    uint64_t ended = process.mta;

    if (--process.mta_holders != 0)
        return 0;
    process.mta = 0;
    end_com_if_unused();
    return ended;
}

static void leave(thread_state *thread)
{
    uint64_t ended = thread->apartment;

    wmi__mutex_lock(&process.lock);
    if (ended == 0) {
        ended = release_mta();
    } else {
        process.sta_count--;
        if (process.main_sta == ended)
            process.main_sta = 0;
        end_com_if_unused();
    }
    wmi__mutex_unlock(&process.lock);
    thread->apartment = 0;
    if (ended != 0)
        wmi__class_table_drop(ended);
}

/* A thread that ends without CoUninitialize leaves its apartment too. */
static void thread_ends(void *block)
{
    thread_state *thread = block;
    bool unloading;

    wmi__mutex_lock(&process.lock);
    unloading = process.is_unloading;
    wmi__mutex_unlock(&process.lock);
    if (thread->depth != 0 && !unloading)
        leave(thread);
}

/* NULL when the calling thread has not called CoInitializeEx. */
static thread_state *initialized_thread(void)
{
    thread_state *thread = wmi__thread_slot_peek(&slot);

    return thread != NULL && thread->depth != 0 ? thread : NULL;
}

uint64_t wmi__com_apartment(void)
{
    const thread_state *thread = initialized_thread();
    uint64_t apartment;

    if (thread != NULL && thread->apartment != 0)
        return thread->apartment;
    wmi__mutex_lock(&process.lock);
    apartment = process.mta;
    wmi__mutex_unlock(&process.lock);
    return apartment;
}

HRESULT CoInitialize(LPVOID pvReserved)
{
    return CoInitializeEx(pvReserved, COINIT_APARTMENTTHREADED);
}

HRESULT CoInitializeEx(LPVOID pvReserved, DWORD dwCoInit)
{
    const DWORD known = COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY;
    bool single = dwCoInit & COINIT_APARTMENTTHREADED;
    thread_state *thread;

    if (pvReserved != NULL || (dwCoInit & ~known))
        return E_INVALIDARG;
    thread = wmi__thread_slot_get(&slot);
    if (thread == NULL)
        return E_OUTOFMEMORY;
    if (thread->depth != 0) {
        if (single != (thread->apartment != 0))
            return RPC_E_CHANGED_MODE;
        thread->depth++;
        return S_FALSE;
    }

    wmi__mutex_lock(&process.lock);
    if (single)
        thread->apartment = new_sta();
    else
        hold_mta();
    wmi__mutex_unlock(&process.lock);
    thread->depth = 1;
    return S_OK;
}

void CoUninitialize(void)
{
    thread_state *thread = initialized_thread();

    if (thread != NULL && --thread->depth == 0)
        leave(thread);
}

HRESULT CoIncrementMTAUsage(CO_MTA_USAGE_COOKIE *pCookie)
{
    CO_MTA_USAGE_COOKIE usage;

    if (pCookie == NULL)
        return E_INVALIDARG;
    *pCookie = NULL;
    usage = malloc(sizeof *usage);
    if (usage == NULL)
        return E_OUTOFMEMORY;

    wmi__mutex_lock(&process.lock);
    usage->next = process.usages;
    process.usages = usage;
    hold_mta();
    wmi__mutex_unlock(&process.lock);
    *pCookie = usage;
    return S_OK;
}

HRESULT CoDecrementMTAUsage(CO_MTA_USAGE_COOKIE Cookie)
{
    CO_MTA_USAGE_COOKIE *place;
    uint64_t ended = 0;
    bool found;

    wmi__mutex_lock(&process.lock);
    place = &process.usages;
    while (*place != NULL && *place != Cookie)
        place = &(*place)->next;
    found = *place != NULL;
    if (found) {
        *place = Cookie->next;
        ended = release_mta();
    }
    wmi__mutex_unlock(&process.lock);

    if (!found)
        return E_INVALIDARG;
    free(Cookie);
    if (ended != 0)
        wmi__class_table_drop(ended);
    return S_OK;
}

HRESULT CoGetApartmentType(APTTYPE *pAptType, APTTYPEQUALIFIER *pAptQualifier)
{
    const thread_state *thread = initialized_thread();
    bool mta_exists;
    bool is_main;

    if (pAptType == NULL || pAptQualifier == NULL)
        return E_INVALIDARG;
    *pAptType = APTTYPE_CURRENT;
    *pAptQualifier = APTTYPEQUALIFIER_NONE;

    wmi__mutex_lock(&process.lock);
    mta_exists = process.mta != 0;
    is_main = thread != NULL && process.main_sta == thread->apartment;
    wmi__mutex_unlock(&process.lock);

    if (thread != NULL && thread->apartment != 0) {
        *pAptType = is_main ? APTTYPE_MAINSTA : APTTYPE_STA;
        return S_OK;
    }
    if (!mta_exists)
        return CO_E_NOTINITIALIZED;
    *pAptType = APTTYPE_MTA;
    if (thread == NULL)
        *pAptQualifier = APTTYPEQUALIFIER_IMPLICIT_MTA;
    return S_OK;
}

static HRESULT secure_process(DWORD authn_level, DWORD impersonation)
{
    HRESULT hr = RPC_E_TOO_LATE;

    wmi__mutex_lock(&process.lock);
    if (!process.is_secured) {
        process.is_secured = true;
        process.authn_level = authn_level;
        process.impersonation = impersonation;
        hr = S_OK;
    }
    wmi__mutex_unlock(&process.lock);
    return hr;
}

bool wmi__com_security(DWORD *authn_level, DWORD *impersonation)
{
    bool is_secured;

    wmi__mutex_lock(&process.lock);
    is_secured = process.is_secured;
    if (is_secured) {
        *authn_level = process.authn_level;
        *impersonation = process.impersonation;
    }
    wmi__mutex_unlock(&process.lock);
    return is_secured;
}

HRESULT CoInitializeSecurity(PSECURITY_DESCRIPTOR pSecDesc, LONG cAuthSvc,
                             SOLE_AUTHENTICATION_SERVICE *asAuthSvc, void *pReserved1, DWORD dwAuthnLevel,
                             DWORD dwImpLevel, void *pAuthList, DWORD dwCapabilities, void *pReserved3)
{
    const DWORD known = EOAC_MUTUAL_AUTH | EOAC_SECURE_REFS | EOAC_ACCESS_CONTROL | EOAC_APPID |
                        EOAC_DYNAMIC | EOAC_STATIC_CLOAKING | EOAC_DYNAMIC_CLOAKING | EOAC_ANY_AUTHORITY |
                        EOAC_MAKE_FULLSIC | EOAC_REQUIRE_FULLSIC | EOAC_AUTO_IMPERSONATE | EOAC_DISABLE_AAA |
                        EOAC_NO_CUSTOM_MARSHAL;

    (void)pSecDesc;
    (void)pAuthList;
    if (wmi__com_apartment() == 0)
        return CO_E_NOTINITIALIZED;
    if (pReserved1 != NULL || pReserved3 != NULL || cAuthSvc < -1 || (cAuthSvc > 0 && asAuthSvc == NULL))
        return E_INVALIDARG;
    if (dwAuthnLevel > RPC_C_AUTHN_LEVEL_PKT_PRIVACY || dwImpLevel > RPC_C_IMP_LEVEL_DELEGATE)
        return E_INVALIDARG;
    if (dwCapabilities & ~known)
        return E_INVALIDARG;
    return secure_process(dwAuthnLevel, dwImpLevel);
}
