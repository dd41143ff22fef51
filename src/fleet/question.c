/* SPDX-License-Identifier: MIT */
#include "fleet/question.h"

#include "query/cursor.h"
#include "query/fetch.h"
#include "query/query.h"

#include <stdlib.h>

#define NEXT "IEnumWbemClassObject::Next"

/* The lock of the fleet is held. */
static bool is_wanted(const wmi__asker *self)
{
    return !self->host->is_left && !self->fleet->is_closing;
}

/* --- The query ---------------------------------------------------------------------------------------------------- */

/* Until so many rows have room, or nobody wants them; this time is not the host's. The lock is held. */
static void wait_for_room(const wmi__asker *self, uint32_t count)
{
    wmi_fleet *fleet = self->fleet;
    wmi__host *host = self->host;
    uint64_t since = wmi__clock_ms();

    host->waits_for_room = true;
    while (is_wanted(self) && fleet->rows_told + count > fleet->queue_limit)
        wmi__condition_wait(&fleet->room, &fleet->lock);
    host->waits_for_room = false;
    if (host->until != WMI__NEVER)
        host->until += wmi__clock_ms() - since;
    wmi__fleet_watch_by(fleet, host->until);
}

/* Takes the objects over. WBEM_E_CALL_CANCELLED when nobody wants them. */
static HRESULT tell_rows(wmi__asker *self, IWbemClassObject **objects, uint32_t count)
{
    wmi__batch *rows = NULL;
    HRESULT hr = wmi__batch_make(objects, count, self->errand->marshal, &rows);
    bool told;

    if (FAILED(hr))
        return wmi__com_failed(hr, NEXT, "a row of '%s'", self->errand->wql);
    rows->owner = self->host;
    wmi__mutex_lock(&self->fleet->lock);
    rows->elapsed_ms = wmi__host_elapsed(self->host);
    wait_for_room(self, count);
    told = is_wanted(self);
    if (told)
        wmi__fleet_tell(self->fleet, rows);
    wmi__mutex_unlock(&self->fleet->lock);
    if (!told) {
        wmi__batch_free(rows);
        return (HRESULT)WBEM_E_CALL_CANCELLED;
    }
    self->has_told = true;
    return S_OK;
}

static HRESULT open_rows(wmi__asker *self, wmi__fetch *fetch)
{
    const wmi__errand *errand = self->errand;
    wmi_connection *connection = self->host->connection;
    const wmi__request_order order = {
        .operation = "wmi_fleet_query",
        .argument = "wql",
        .text = errand->wql,
        .what = errand->wql,
        .context = errand->options.context,
        .flags = WMI__SEMISYNCHRONOUS | (LONG)errand->options.flags,
        .limit_ms = WMI__NEVER,
    };
    const char *operation = wmi__exec_query.work.operation;
    void *request = NULL;
    HRESULT hr = wmi__request_create(&wmi__exec_query, connection, &order, false, &request);

    if (FAILED(hr))
        return hr;
    wmi__asker_calls(self, operation);
    hr = wmi__fetch_open(fetch, request, self->job, connection->blanket, operation, errand->wql);
    wmi__request_free(request);
    wmi__asker_release_later(self, fetch->rows);
    return FAILED(hr) ? wmi__hint_at_events(hr, errand->wql) : S_OK;
}

static HRESULT read_rows(wmi__asker *self, wmi__fetch *fetch, IWbemClassObject **objects)
{
    HRESULT hr = S_OK;
    uint32_t count;

    wmi__asker_calls(self, NEXT);
    while (SUCCEEDED(hr) && (count = wmi__fetch_rows(fetch, self->job, objects)) > 0)
        hr = tell_rows(self, objects, count);
    if (SUCCEEDED(hr) && fetch->failure != S_OK)
        return wmi__rows_failed(fetch->failure, fetch->words, self->errand->wql);
    if (fetch->words != NULL)
        IErrorInfo_Release(fetch->words);
    return FAILED(hr) || fetch->ended ? hr : (HRESULT)WBEM_E_CALL_CANCELLED; /* nobody wants more */
}

HRESULT wmi__question_query(wmi__asker *self)
{
    uint32_t batch = wmi__query_batch_limit(&self->errand->options);
    wmi__fetch fetch = { 0 };
    IWbemClassObject **objects;
    HRESULT hr;

    fetch.batch_limit = batch < self->fleet->queue_limit ? batch : self->fleet->queue_limit;
    objects = calloc(fetch.batch_limit, sizeof(IWbemClassObject *));
    if (objects == NULL)
        return wmi__out_of_memory("wmi_fleet_query");
    hr = open_rows(self, &fetch);
    if (SUCCEEDED(hr))
        hr = read_rows(self, &fetch, objects);
    free(objects);
    return hr;
}

/* --- The function ------------------------------------------------------------------------------------------------- */

/* From here on the worker is waited for. S_OK; why the round has ended, and the function is not to begin. */
static HRESULT enter(wmi__asker *self, wmi_cancel *cancel)
{
    wmi_fleet *fleet = self->fleet;
    wmi__host *host = self->host;
    uint64_t now = wmi__clock_ms();
    HRESULT hr;

    wmi__mutex_lock(&fleet->lock);
    hr = is_wanted(self) ? fleet->ended : (HRESULT)WBEM_E_CALL_CANCELLED;
    if (SUCCEEDED(hr)) {
        host->cancel = cancel;
        if (host->until != WMI__NEVER)
            wmi_cancel_after(cancel, host->until > now ? (uint32_t)(host->until - now) : 0);
    }
    wmi__mutex_unlock(&fleet->lock);
    return FAILED(hr) ? wmi__com_failed(hr, "wmi_fleet_run", "the fleet's cancel") : S_OK;
}

HRESULT wmi__question_run(wmi__asker *self)
{
    wmi_connection *connection = self->host->connection;
    wmi_cancel *cancel = NULL;
    HRESULT hr = wmi_cancel_create(&cancel);

    if (FAILED(hr))
        return hr;
    hr = enter(self, cancel);
    if (FAILED(hr)) {
        wmi_cancel_free(cancel);
        return hr;
    }
    connection->cancel = cancel;
    wmi__refuse(S_OK, "", "%s", ""); /* a failure of the host before this one is not that of the function */
    hr = self->errand->job(connection, cancel, self->host->user_data);
    connection->cancel = NULL;
    return hr;
}
