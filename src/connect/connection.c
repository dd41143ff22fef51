/* SPDX-License-Identifier: MIT */
#include "connect/connection.h"

#include "base/guids.h"
#include "com/apartment.h"
#include "error/error.h"

#include <stdlib.h>

wmi__terms wmi__connection_terms(wmi_connection *self, const char *what, wmi_cancel *cancel,
                                 uint64_t limit_ms)
{
    return (wmi__terms){
        .setup = self->com_setup,
        .server = self->server,
        .what = what,
        .cancel = cancel,
        .limit_ms = limit_ms,
        .is_fleets = self->is_fleets,
        .given_up = &self->given_up,
    };
}

/* --- Services for a thread with a single-threaded apartment ---------------------------------------------------- */

/* Marshals the services out of the multithreaded apartment: it may have to ask the server, so a worker does it. */
static HRESULT give_services(void *context, wmi__job *job, void **results)
{
    IWbemServices *services = context;

    (void)job;
    IWbemServices_AddRef(services);
    results[0] = services;
    return S_OK;
}

static void release_services(void *context)
{
    IWbemServices_Release((IWbemServices *)context);
}

static const wmi__work give_work = {
    .operation = "CoMarshalInterThreadInterfaceInStream",
    .run = give_services,
    .free = release_services,
    .result_iids = { &wmi__IID_IWbemServices },
};

static wmi__own_proxy *find_own_proxy(wmi_connection *self, uintptr_t thread)
{
    wmi__own_proxy *proxy;

    wmi__mutex_lock(&self->lock);
    proxy = self->own_proxies;
    while (proxy != NULL && proxy->thread != thread)
        proxy = proxy->next;
    wmi__mutex_unlock(&self->lock);
    return proxy;
}

static HRESULT fetch_own_proxy(wmi_connection *self, wmi__own_proxy *proxy)
{
    wmi__terms terms = wmi__connection_terms(self, "the connection's services", self->cancel,
                                             wmi__limit_in(self->timeout_ms));
    void *services = NULL;
    HRESULT hr;

    IWbemServices_AddRef(self->services);
    hr = wmi__work_run(&give_work, self->services, &terms, &services);
    if (FAILED(hr))
        return hr;
    proxy->services = services;
    return wmi__blanket_set(self->blanket, (IUnknown *)services, "the connection's services");
}

/* Borrowed; NULL with a last error. */
static IWbemServices *own_services(wmi_connection *self)
{
    uintptr_t thread = wmi__thread_id();
    wmi__own_proxy *proxy = find_own_proxy(self, thread);

    if (proxy != NULL)
        return proxy->services;
    proxy = calloc(1, sizeof *proxy);
    if (proxy == NULL) {
        wmi__out_of_memory("wmi_services");
        return NULL;
    }
    proxy->thread = thread;
    if (FAILED(fetch_own_proxy(self, proxy))) {
        if (proxy->services != NULL)
            IWbemServices_Release(proxy->services);
        free(proxy);
        return NULL;
    }
    wmi__mutex_lock(&self->lock);
    proxy->next = self->own_proxies;
    self->own_proxies = proxy;
    wmi__mutex_unlock(&self->lock);
    return proxy->services;
}

static IWbemServices *services_here(wmi_connection *self)
{
    return self->is_limited && wmi__apartment_is_single_threaded() ? own_services(self) : self->services;
}

HRESULT wmi__connection_lend(wmi_connection *self, bool by_worker, wmi__crossing *services,
                             bool *needs_blanket)
{
    bool marshal = by_worker && !self->is_limited && wmi__apartment_is_single_threaded();
    IWbemServices *lent = by_worker ? self->services : services_here(self);
    HRESULT hr;

    *needs_blanket = marshal;
    if (lent == NULL)
        return wmi_last_error()->code;
    hr = wmi__crossing_begin(services, &wmi__IID_IWbemServices, lent, marshal);
    return FAILED(hr)
               ? wmi__com_failed(hr, "CoMarshalInterThreadInterfaceInStream", "the connection's services")
               : hr;
}

/* --- The end ---------------------------------------------------------------------------------------------------- */

/* What the services of a limited connection need to be released by a worker. */
typedef struct ending {
    IWbemServices *services;
    wmi__blanket *blanket;
} ending;

static void end_services(void *context, wmi__job *job)
{
    ending *self = context;

    (void)job;
    if (self->services != NULL)
        IWbemServices_Release(self->services);
    self->services = NULL;
}

static void ending_free(void *context)
{
    ending *self = context;

    end_services(self, NULL);
    wmi__blanket_release(self->blanket);
    free(self);
}

HRESULT wmi__connection_prepare_end(wmi_connection *self)
{
    static const wmi__job_kind kind = { "IUnknown::Release", end_services, ending_free, true };
    ending *context = calloc(1, sizeof *context);

    if (context == NULL)
        return wmi__out_of_memory("wmi_connect");
    return wmi__job_create(&kind, context, self->com_setup, self->server, &self->ending);
}

/* By a worker; by this thread only when there is none to be had. */
static void end_limited(wmi_connection *self)
{
    ending *context = self->ending->context;

    context->services = self->services;
    context->blanket = self->blanket;
    if (SUCCEEDED(wmi__job_start(self->ending)))
        wmi__job_wait_for_end(self->ending, self->cancel, self->timeout_ms, atomic_load(&self->given_up));
    wmi__job_leave(self->ending);
}

/* Those of other threads were to be released there, by wmi_disconnect on that thread. */
static void release_own_proxies(wmi_connection *self)
{
    while (self->own_proxies != NULL) {
        wmi__own_proxy *proxy = self->own_proxies;

        self->own_proxies = proxy->next;
        IWbemServices_Release(proxy->services);
        free(proxy);
    }
}

void wmi_disconnect(wmi_connection *connection)
{
    if (connection == NULL)
        return;
    release_own_proxies(connection);
    if (connection->context != NULL)
        IWbemContext_Release(connection->context);
    if (connection->locator != NULL)
        IWbemLocator_Release(connection->locator);
    if (connection->ending != NULL && connection->services != NULL) {
        end_limited(connection);
    } else {
        if (connection->services != NULL)
            IWbemServices_Release(connection->services);
        wmi__blanket_release(connection->blanket);
        wmi__job_leave(connection->ending);
    }
    wmi__log_on_release(connection->log_on);
    wmi_cancel_free(connection->cancel);
    wmi__mutex_destroy(&connection->lock);
    free(connection->server);
    free(connection);
}

/* --- What users ask for ----------------------------------------------------------------------------------------- */

IWbemServices *wmi_services(const wmi_connection *connection)
{
    return connection == NULL ? NULL : services_here((wmi_connection *)connection);
}

HRESULT wmi_secure_proxy(const wmi_connection *connection, IUnknown *proxy)
{
    if (connection == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "connection");
    if (proxy == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "proxy");
    return wmi__blanket_set(connection->blanket, proxy, "the given proxy");
}
