/* SPDX-License-Identifier: MIT */
/* The mock's proxies: IWbemServices and IEnumWbemClassObject. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_H
#define WMIKIT_SRC_MOCK_SERVICES_H

#include "mock/core/proxy.h"

/* A proxy to a namespace of a computer. */
HRESULT wmi__services_create(wmi_mock *mock, wmi__host *host, wmi__namespace *space,
                             IWbemServices **services);

typedef struct wmi__services {
    IWbemServices base; /* first: the proxy's interface pointer is the services */
    wmi__proxy proxy;
    wmi__namespace *space; /* lives as long as the mock */
    wmi__place *place;
} wmi__services;
wmi__services *wmi__services_of(IWbemServices *base);

/*
 * What an enumeration delivers, filled one by one before the enumerator takes it over. Either instances or
 * classes; then `outcome`: WBEM_S_FALSE, or the error that ends it.
 */
typedef struct wmi__rows {
    wmi__record **records;
    wmi__class **classes;
    size_t count;
    size_t capacity;
    char **properties; /* the SELECT list; NULL: all */
    size_t property_count;
    HRESULT outcome;
    const char *operation; /* for the extended status of a bad outcome: "ExecQuery" */
    char *text;            /* what it was called with; owned */
} wmi__rows;

HRESULT wmi__rows_add_record(wmi__rows *rows, wmi__record *record); /* shares it; E_OUTOFMEMORY */
HRESULT wmi__rows_add_class(wmi__rows *rows, wmi__class *object_class);
HRESULT wmi__rows_select(wmi__rows *rows, const char *const *properties, size_t count); /* copies the names */
HRESULT wmi__rows_copy(const wmi__rows *from, wmi__rows *to); /* E_OUTOFMEMORY: cleared */
void wmi__rows_clear(wmi__rows *rows);

/* Takes the rows over in every case. WBEM_FLAG_FORWARD_ONLY among the flags: no Reset, no Clone. */
HRESULT wmi__enumerator_create(wmi_mock *mock, wmi__host *host, wmi__place *place, LONG flags,
                               wmi__rows *rows, IEnumWbemClassObject **enumerator);

#endif
