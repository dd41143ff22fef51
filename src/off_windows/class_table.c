/* SPDX-License-Identifier: MIT */
#include "off_windows/class_table.h"

#include "off_windows/provided_class.h"
#include "off_windows/query_interface.h"

#include "off_windows/com_apartment.h"
#include "os/os.h"

#include <stdlib.h>

typedef struct entry {
    struct entry *next;
    CLSID clsid;
    IUnknown *object;
    DWORD contexts;
    DWORD flags;
    DWORD number;
    uint64_t apartment; /* 0: all see it */
    bool is_used_up;
} entry;

static struct {
    wmi__mutex lock;
    entry *entries; /* the newest first */
    DWORD last_number;
} table = { .lock = WMI__MUTEX_INIT };

/* The contexts that a registration serves; 0 when they cannot be combined with the flags. */
static DWORD served_contexts(DWORD contexts, DWORD flags)
{
    DWORD use = flags & ~(DWORD)REGCLS_AGILE;

    if (contexts == 0 || (contexts & ~(DWORD)(CLSCTX_INPROC_SERVER | CLSCTX_LOCAL_SERVER)))
        return 0;
    switch (use) {
    case REGCLS_SINGLEUSE: return contexts == CLSCTX_LOCAL_SERVER ? contexts : 0;
    case REGCLS_MULTIPLEUSE: return contexts | CLSCTX_INPROC_SERVER;
    case REGCLS_MULTI_SEPARATE: return contexts;
    default: return 0;
    }
}

/* Objects are released outside the lock: they may call COM. */
static void free_entries(entry *entries)
{
    while (entries != NULL) {
        entry *next = entries->next;
        IUnknown_Release(entries->object);
        free(entries);
        entries = next;
    }
}

void wmi__class_table_drop(uint64_t apartment)
{
    entry *dropped = NULL;
    entry **place;

    wmi__mutex_lock(&table.lock);
    place = &table.entries;
    while (*place != NULL) {
        entry *candidate = *place;
        if (candidate->apartment == apartment) {
            *place = candidate->next;
            candidate->next = dropped;
            dropped = candidate;
        } else {
            place = &candidate->next;
        }
    }
    wmi__mutex_unlock(&table.lock);
    free_entries(dropped);
}

/* With a reference for the caller; NULL when no such class is visible. */
static IUnknown *find(REFCLSID clsid, DWORD contexts, uint64_t apartment)
{
    IUnknown *object = NULL;
    entry *candidate;

    wmi__mutex_lock(&table.lock);
    for (candidate = table.entries; candidate != NULL && object == NULL; candidate = candidate->next) {
        bool in_sight = candidate->apartment == apartment || candidate->apartment == 0 ||
                        (candidate->flags & REGCLS_AGILE);
        if (!in_sight || candidate->is_used_up || !(candidate->contexts & contexts) ||
            !IsEqualCLSID(&candidate->clsid, clsid))
            continue;
        IUnknown_AddRef(candidate->object);
        object = candidate->object;
        candidate->is_used_up = !(candidate->flags & (REGCLS_MULTIPLEUSE | REGCLS_MULTI_SEPARATE));
    }
    wmi__mutex_unlock(&table.lock);
    return object;
}

static HRESULT add(const entry *registered, DWORD *number)
{
    entry *added = malloc(sizeof *added);

    if (added == NULL)
        return E_OUTOFMEMORY;
    *added = *registered;
    IUnknown_AddRef(added->object);

    wmi__mutex_lock(&table.lock);
    added->number = ++table.last_number;
    added->next = table.entries;
    table.entries = added;
    *number = added->number;
    wmi__mutex_unlock(&table.lock);
    return S_OK;
}

HRESULT wmi__class_offer(REFCLSID clsid, IUnknown *object, DWORD contexts, DWORD *registration)
{
    const entry offered = {
        .clsid = *clsid, .object = object, .contexts = contexts, .flags = REGCLS_MULTIPLEUSE
    };

    return add(&offered, registration);
}

HRESULT CoRegisterClassObject(REFCLSID rclsid, IUnknown *pUnk, DWORD dwClsContext, DWORD flags,
                              LPDWORD lpdwRegister)
{
    entry registered = { .object = pUnk, .flags = flags, .apartment = wmi__com_apartment() };

    if (lpdwRegister == NULL)
        return E_INVALIDARG;
    *lpdwRegister = 0;
    if (rclsid == NULL || pUnk == NULL || served_contexts(dwClsContext, flags) == 0)
        return E_INVALIDARG;
    if (registered.apartment == 0)
        return CO_E_NOTINITIALIZED;
    registered.clsid = *rclsid;
    registered.contexts = served_contexts(dwClsContext, flags);
    return add(&registered, lpdwRegister);
}

static HRESULT revoke(DWORD number, uint64_t apartment)
{
    entry *revoked = NULL;
    HRESULT hr = E_INVALIDARG;
    entry **place;

    wmi__mutex_lock(&table.lock);
    place = &table.entries;
    while (*place != NULL && (*place)->number != number)
        place = &(*place)->next;
    if (*place != NULL && (*place)->apartment != apartment) {
        hr = RPC_E_WRONG_THREAD;
    } else if (*place != NULL) {
        revoked = *place;
        *place = revoked->next;
        revoked->next = NULL;
        hr = S_OK;
    }
    wmi__mutex_unlock(&table.lock);
    free_entries(revoked);
    return hr;
}

void wmi__class_withdraw(DWORD registration)
{
    revoke(registration, 0);
}

HRESULT CoRevokeClassObject(DWORD dwRegister)
{
    uint64_t apartment = wmi__com_apartment();

    return apartment == 0 ? CO_E_NOTINITIALIZED : revoke(dwRegister, apartment);
}

HRESULT CoGetClassObject(REFCLSID rclsid, DWORD dwClsContext, LPVOID pvReserved, REFIID riid, LPVOID *ppv)
{
    uint64_t apartment = wmi__com_apartment();
    IUnknown *object;
    HRESULT hr;

    if (ppv == NULL)
        return E_INVALIDARG;
    *ppv = NULL;
    if (rclsid == NULL || riid == NULL || pvReserved != NULL)
        return E_INVALIDARG;
    if (apartment == 0)
        return CO_E_NOTINITIALIZED;
    object = find(rclsid, dwClsContext, apartment);
    if (object == NULL)
        object = wmi__class_provided(rclsid);
    if (object == NULL)
        return REGDB_E_CLASSNOTREG;
    hr = wmi__query_interface(object, riid, ppv);
    IUnknown_Release(object);
    return hr;
}

HRESULT CoCreateInstance(REFCLSID rclsid, IUnknown *pUnkOuter, DWORD dwClsContext, REFIID riid, LPVOID *ppv)
{
    void *factory = NULL;
    HRESULT hr;

    if (ppv == NULL)
        return E_POINTER;
    *ppv = NULL;
    if (riid == NULL)
        return E_INVALIDARG;
    hr = CoGetClassObject(rclsid, dwClsContext, NULL, &IID_IClassFactory, &factory);
    if (FAILED(hr))
        return hr;
    hr = IClassFactory_CreateInstance((IClassFactory *)factory, pUnkOuter, riid, ppv);
    IClassFactory_Release((IClassFactory *)factory);
    if (FAILED(hr))
        *ppv = NULL;
    return hr;
}
