/* SPDX-License-Identifier: MIT */
#include "fleet/host.h"

#include "base/guids.h"
#include "com/apartment.h"
#include "com/into_mta.h"

#include <wmikit/context.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The workers are in the multithreaded apartment, and so is all that they use. */
static HRESULT set_connection(wmi__host *self, const wmi_connect_options *options)
{
    wmi_connect_options own = *options;
    void *locator = NULL;
    void *context = NULL;
    HRESULT hr = wmi__into_mta(own.com_setup, &wmi__IID_IWbemLocator, options->locator, "host->locator",
                               &locator);

    if (SUCCEEDED(hr))
        hr = wmi__into_mta(own.com_setup, &wmi__IID_IWbemContext, options->context, "host->context",
                           &context);
    own.locator = locator;
    own.context = context;
    if (SUCCEEDED(hr))
        hr = wmi__connection_make(&own, &self->connection);
    if (SUCCEEDED(hr)) {
        self->connection->is_limited = true; /* its services are not those of one apartment */
        self->connection->is_fleets = true;
    }
    if (own.locator != NULL)
        IWbemLocator_Release(own.locator);
    wmi_context_release(own.context);
    return hr;
}

static HRESULT create(const wmi_connect_options *options, void *user_data, wmi__host **host)
{
    wmi__host *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory("wmi_fleet_add");
    self->user_data = user_data;
    atomic_init(&self->operation, (size_t) "");
    hr = wmi__batch_make(NULL, 0, false, &self->end);
    if (FAILED(hr))
        wmi__out_of_memory("wmi_fleet_add");
    else
        hr = set_connection(self, options);
    if (FAILED(hr)) {
        wmi__host_free(self);
        return hr;
    }
    self->end->owner = self;
    *host = self;
    return S_OK;
}

HRESULT wmi__host_create(const wmi_connect_options *options, void *user_data, wmi__host **host)
{
    HRESULT hr = wmi__apartment_enter(options->com_setup, true);

    if (FAILED(hr))
        return hr;
    hr = create(options, user_data, host);
    wmi__apartment_leave(); /* the connection's blanket counts on */
    return hr;
}

void wmi__host_free(wmi__host *self)
{
    if (self == NULL)
        return;
    wmi__batch_free(self->end);
    wmi_disconnect(self->connection);
    free(self->error);
    free(self);
}

bool wmi__host_is_open(const wmi__host *self)
{
    const wmi_connection *connection = self->job == NULL ? self->connection : NULL;

    return connection != NULL &&
           (connection->services != NULL || connection->locator != NULL || connection->context != NULL);
}

const char *wmi__host_name(const wmi__host *self)
{
    return self->connection->server[0] == '\0' ? "this computer" : self->connection->server;
}

HRESULT wmi__host_connect(wmi__host *self, wmi__job *job)
{
    wmi_connection *connection = self->connection;

    return wmi__log_on_connect(connection->log_on, connection->locator, connection->context, job,
                               &connection->services);
}

/* An empty class: the server makes it, and needs nothing for it. */
HRESULT wmi__host_probe(const wmi__host *self, wmi__job *job)
{
    IWbemClassObject *object = NULL;
    HRESULT hr;

    wmi__job_sending(job);
    hr = IWbemServices_GetObject(self->connection->services, NULL, 0, NULL, &object, NULL);
    if (SUCCEEDED(hr))
        wmi_object_release(object);
    return wmi__error_needs_reconnect(hr) ? hr : S_OK;
}

/* A copy of the last error, with the host's name. NULL when there is no memory. */
static wmi__error_copy *copy_error(const wmi__host *self, HRESULT hr)
{
    wmi__error_copy *copy = malloc(sizeof *copy);

    if (copy == NULL)
        return NULL;
    if (wmi_last_error()->code != hr)
        wmi__refuse(hr, "wmi_fleet_next", "%s", wmi_error_text(hr));
    wmi__error_save_for(copy, wmi__host_name(self));
    copy->error.code = hr; /* also where there was no memory for a last error */
    copy->error.name = wmi_error_name(hr);
    return copy;
}

uint32_t wmi__host_elapsed(const wmi__host *self)
{
    return self->begun_at == 0 ? 0 : (uint32_t)(wmi__clock_ms() - self->begun_at);
}

void wmi__host_settle(wmi__host *self, HRESULT hr)
{
    free(self->error);
    self->error = FAILED(hr) ? copy_error(self, hr) : NULL;
    self->hr = hr;
    self->end->elapsed_ms = wmi__host_elapsed(self);
    self->is_settled = true;
}

void wmi__host_unlink(wmi__host *self, wmi__host **list)
{
    while (*list != self)
        list = &(*list)->next;
    *list = self->next;
}
