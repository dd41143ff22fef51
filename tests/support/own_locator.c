/* SPDX-License-Identifier: MIT */
#include "support/own_locator.h"

#include <stddef.h>
#include <string.h>

static HRESULT answer(own_locator *self, REFIID iid, const IID *own, void *pointer, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, own) ? pointer : NULL;
    if (*out == NULL)
        return E_NOINTERFACE;
    atomic_fetch_add(&self->references, 1);
    return S_OK;
}

static ULONG add_ref(own_locator *self)
{
    return (ULONG)atomic_fetch_add(&self->references, 1) + 1;
}

static ULONG release(own_locator *self)
{
    APTTYPEQUALIFIER qualifier;
    APTTYPE here = APTTYPE_CURRENT;

    CoGetApartmentType(&here, &qualifier);
    if (atomic_load(&self->references) == 1)
        self->ended_in = here;
    return (ULONG)atomic_fetch_sub(&self->references, 1) - 1;
}

/* --- The enumerator --------------------------------------------------------------------------------------------- */

static own_locator *from_rows(IEnumWbemClassObject *rows)
{
    return (own_locator *)(void *)((char *)rows - offsetof(own_locator, rows));
}

static HRESULT STDMETHODCALLTYPE rows_QueryInterface(IEnumWbemClassObject *rows, REFIID iid, void **out)
{
    return answer(from_rows(rows), iid, &IID_IEnumWbemClassObject, rows, out);
}

static ULONG STDMETHODCALLTYPE rows_AddRef(IEnumWbemClassObject *rows)
{
    return add_ref(from_rows(rows));
}

static ULONG STDMETHODCALLTYPE rows_Release(IEnumWbemClassObject *rows)
{
    return release(from_rows(rows));
}

static HRESULT STDMETHODCALLTYPE rows_Next(IEnumWbemClassObject *rows, LONG timeout, ULONG count,
                                           IWbemClassObject **objects, ULONG *returned)
{
    (void)rows;
    (void)timeout;
    (void)count;
    (void)objects;
    *returned = 0;
    return WBEM_S_FALSE;
}

static const IEnumWbemClassObjectVtbl rows_vtable = {
    .QueryInterface = rows_QueryInterface,
    .AddRef = rows_AddRef,
    .Release = rows_Release,
    .Next = rows_Next,
};

/* --- The services ----------------------------------------------------------------------------------------------- */

static own_locator *from_services(IWbemServices *services)
{
    return (own_locator *)(void *)((char *)services - offsetof(own_locator, services));
}

static HRESULT STDMETHODCALLTYPE services_QueryInterface(IWbemServices *services, REFIID iid, void **out)
{
    own_locator *self = from_services(services);

    *out = NULL;
    if (self->hides_unknown && IsEqualIID(iid, &IID_IUnknown))
        return S_OK;
    return answer(self, iid, &IID_IWbemServices, services, out);
}

static ULONG STDMETHODCALLTYPE services_AddRef(IWbemServices *services)
{
    return add_ref(from_services(services));
}

static ULONG STDMETHODCALLTYPE services_Release(IWbemServices *services)
{
    return release(from_services(services));
}

static HRESULT STDMETHODCALLTYPE services_ExecQuery(IWbemServices *services, const BSTR language,
                                                    const BSTR query, LONG flags, IWbemContext *context,
                                                    IEnumWbemClassObject **rows)
{
    own_locator *self = from_services(services);

    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    add_ref(self);
    *rows = &self->rows;
    return S_OK;
}

static const IWbemServicesVtbl services_vtable = {
    .QueryInterface = services_QueryInterface,
    .AddRef = services_AddRef,
    .Release = services_Release,
    .ExecQuery = services_ExecQuery,
};

/* --- The error object --------------------------------------------------------------------------------------------- */

static own_locator *from_info(IErrorInfo *info)
{
    return (own_locator *)(void *)((char *)info - offsetof(own_locator, error_info));
}

static HRESULT STDMETHODCALLTYPE info_QueryInterface(IErrorInfo *info, REFIID iid, void **out)
{
    return answer(from_info(info), iid, &IID_IErrorInfo, info, out);
}

static ULONG STDMETHODCALLTYPE info_AddRef(IErrorInfo *info)
{
    return add_ref(from_info(info));
}

static ULONG STDMETHODCALLTYPE info_Release(IErrorInfo *info)
{
    return release(from_info(info));
}

static const IErrorInfoVtbl info_vtable = {
    .QueryInterface = info_QueryInterface,
    .AddRef = info_AddRef,
    .Release = info_Release,
};

/* --- The locator ---------------------------------------------------------------------------------------------------- */

static own_locator *from_locator(IWbemLocator *locator)
{
    return (own_locator *)(void *)((char *)locator - offsetof(own_locator, locator));
}

static HRESULT STDMETHODCALLTYPE locator_QueryInterface(IWbemLocator *locator, REFIID iid, void **out)
{
    return answer(from_locator(locator), iid, &IID_IWbemLocator, locator, out);
}

static ULONG STDMETHODCALLTYPE locator_AddRef(IWbemLocator *locator)
{
    return add_ref(from_locator(locator));
}

static ULONG STDMETHODCALLTYPE locator_Release(IWbemLocator *locator)
{
    return release(from_locator(locator));
}

static HRESULT STDMETHODCALLTYPE locator_ConnectServer(IWbemLocator *locator, const BSTR resource,
                                                       const BSTR user, const BSTR password,
                                                       const BSTR locale, LONG flags, const BSTR authority,
                                                       IWbemContext *context, IWbemServices **services)
{
    own_locator *self = from_locator(locator);
    APTTYPEQUALIFIER qualifier;

    (void)resource;
    (void)user;
    (void)password;
    (void)locale;
    (void)flags;
    (void)authority;
    (void)context;
    atomic_fetch_add(&self->connects, 1);
    self->com_result = CoGetApartmentType(&self->called_in, &qualifier);
    if (FAILED(self->code)) {
        SetErrorInfo(0, &self->error_info);
        *services = (IWbemServices *)1; /* as a locator may that leaves it as it comes */
        return self->code;
    }
    add_ref(self);
    *services = &self->services;
    return S_OK;
}

static const IWbemLocatorVtbl locator_vtable = {
    .QueryInterface = locator_QueryInterface,
    .AddRef = locator_AddRef,
    .Release = locator_Release,
    .ConnectServer = locator_ConnectServer,
};

void own_locator_init(own_locator *self)
{
    memset(self, 0, sizeof *self);
    self->locator.lpVtbl = &locator_vtable;
    self->services.lpVtbl = &services_vtable;
    self->rows.lpVtbl = &rows_vtable;
    self->error_info.lpVtbl = &info_vtable;
    atomic_init(&self->references, 0);
    atomic_init(&self->connects, 0);
}
