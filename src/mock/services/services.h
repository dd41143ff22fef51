/* SPDX-License-Identifier: MIT */
/* The mock's proxies: IWbemServices and IEnumWbemClassObject. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_SERVICES_H
#define WMIKIT_SRC_MOCK_SERVICES_SERVICES_H

#include "mock/core/proxy.h"
#include "mock/object/object.h"
#include "mock/repository/model.h"

/* A proxy to a namespace of a computer. `path`: as the client wrote it; __NAMESPACE and __PATH show this spelling. */
HRESULT wmi_mock__services_create(wmi_mock *mock, wmi_mock__host *host, wmi_mock__namespace *space,
                                  const char *path, IWbemServices **services);

typedef struct wmi_mock__services {
    IWbemServices base; /* first: the proxy's interface pointer is the services */
    wmi_mock__proxy proxy;
    wmi_mock__namespace *space; /* lives as long as the mock */
    wmi_mock__place *place;
} wmi_mock__services;
wmi_mock__services *wmi_mock__services_of(IWbemServices *base);

/*
 * The rows of an enumeration, filled before the enumerator takes ownership. Either instances or
 * classes; then `outcome`: WBEM_S_FALSE, or the error that ends it.
 */
typedef struct wmi_mock__rows {
    wmi_mock__record **records;
    wmi_mock__class **classes;
    size_t count;
    size_t capacity;
    char **properties; /* the SELECT list; NULL: all */
    size_t property_count;
    wmi_mock__selection *selection; /* what it shows of the last row's class; NULL: none yet */
    HRESULT outcome;
    const char *operation; /* for the extended status of a bad outcome: "ExecQuery" */
    char *text;            /* the argument of the call; owned */
    char *description;     /* why it was refused, a sentence; owned; or NULL */
} wmi_mock__rows;

HRESULT wmi_mock__rows_add_record(wmi_mock__rows *rows,
                                  wmi_mock__record *record); /* shares it; E_OUTOFMEMORY */
HRESULT wmi_mock__rows_add_class(wmi_mock__rows *rows, wmi_mock__class *object_class);
HRESULT wmi_mock__rows_select(wmi_mock__rows *rows, const char *const *properties,
                              size_t count);                                 /* adds copies of the names */
HRESULT wmi_mock__rows_copy(const wmi_mock__rows *from, wmi_mock__rows *to); /* E_OUTOFMEMORY: cleared */
void wmi_mock__rows_clear(wmi_mock__rows *rows);

/* Takes ownership of the rows in every case. WBEM_FLAG_FORWARD_ONLY among the flags: no Reset, no Clone. */
HRESULT wmi_mock__enumerator_create(wmi_mock *mock, wmi_mock__host *host, wmi_mock__place *place, LONG flags,
                                    wmi_mock__rows *rows, IEnumWbemClassObject **enumerator);

#endif
