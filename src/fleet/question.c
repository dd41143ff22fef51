/* SPDX-License-Identifier: MIT */
#include "fleet/question.h"

#include "query/cursor.h"
#include "query/fetch.h"
#include "query/query.h"

#include <stdlib.h>

#define NEXT "IEnumWbemClassObject::Next"

/* --- The queue ---------------------------------------------------------------------------------------------------- */

static bool is_wanted(const wmi__asker *self)
{
    return !self->is_left && !self->fleet->is_closing;
}

static uint32_t room_in(const wmi_fleet *fleet)
{
    return fleet->rows_told < fleet->queue_limit ? fleet->queue_limit - fleet->rows_told : 0;
}

/* Waits until so many rows have room; this time is not the host's. False when nobody wants them. The lock is held. */
static bool wait_for_room(wmi__asker *self, uint32_t count)
{
    wmi_fleet *fleet = self->fleet;
    uint64_t since = wmi__clock_ms();

    self->waits_for_room = true;
    while (is_wanted(self) && room_in(fleet) < count)
        wmi__condition_wait(&fleet->room, &fleet->lock);
    self->waits_for_room = false;
    if (self->until != WMI__NEVER)
        self->until += wmi__clock_ms() - since;
    wmi__fleet_watch_by(fleet, self->until);
    return is_wanted(self);
}

/* How many rows may be fetched; 0 when nobody wants any. */
static uint32_t room_for(wmi__asker *self, uint32_t most)
{
    uint32_t room = 0;

    wmi__mutex_lock(&self->fleet->lock);
    if (wait_for_room(self, 1))
        room = room_in(self->fleet);
    wmi__mutex_unlock(&self->fleet->lock);
    return room < most ? room : most;
}

/* Takes the objects over. */
static HRESULT tell_rows(wmi__asker *self, wmi__host *host, IWbemClassObject **objects, uint32_t count)
{
    wmi__batch *rows = NULL;
    HRESULT hr = wmi__batch_make(objects, count, self->errand->marshal, &rows);
    bool told;

    if (FAILED(hr))
        return wmi__com_failed(hr, NEXT, "a row of '%s'", self->errand->wql);
    rows->owner = host;
    wmi__mutex_lock(&self->fleet->lock);
    told = wait_for_room(self, count);
    if (told) {
        self->has_told = true;
        wmi__fleet_tell(self->fleet, rows);
    }
    wmi__mutex_unlock(&self->fleet->lock);
    if (!told)
        wmi__batch_free(rows);
    return told ? S_OK : (HRESULT)WBEM_E_CALL_CANCELLED;
}

/* --- The query ---------------------------------------------------------------------------------------------------- */

static HRESULT open_rows(wmi__asker *self, const wmi__host *host, wmi__fetch *fetch)
{
    const wmi__errand *errand = self->errand;
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
    HRESULT hr = wmi__request_create(&wmi__exec_query, host->connection, &order, false, &request);

    if (FAILED(hr))
        return hr;
    atomic_store(&self->operation, (size_t)operation);
    hr = wmi__fetch_open(fetch, request, self->job, host->connection->blanket, operation, errand->wql);
    wmi__request_free(request);
    wmi__asker_release_later(self, fetch->rows);
    return FAILED(hr) ? wmi__hint_at_events(hr, errand->wql) : S_OK;
}

static HRESULT read_rows(wmi__asker *self, wmi__host *host, wmi__fetch *fetch, IWbemClassObject **objects,
                         uint32_t batch)
{
    HRESULT hr = S_OK;

    atomic_store(&self->operation, (size_t)NEXT);
    while (SUCCEEDED(hr) && !fetch->ended && fetch->failure == S_OK) {
        uint32_t count;

        fetch->batch_limit = room_for(self, batch);
        count = fetch->batch_limit == 0 ? 0 : wmi__fetch_rows(fetch, self->job, objects);
        if (count > 0)
            hr = tell_rows(self, host, objects, count);
        else
            break;
    }
    if (FAILED(hr)) {
        if (fetch->words != NULL)
            IErrorInfo_Release(fetch->words);
        return hr;
    }
    if (fetch->failure != S_OK)
        return wmi__rows_failed(fetch->failure, fetch->words, self->errand->wql);
    return fetch->ended ? S_OK : (HRESULT)WBEM_E_CALL_CANCELLED; /* nobody wants more */
}

HRESULT wmi__question_query(wmi__asker *self, wmi__host *host)
{
    uint32_t batch = wmi__query_batch_limit(&self->errand->options);
    IWbemClassObject **objects;
    wmi__fetch fetch = { 0 };
    HRESULT hr;

    if (batch > self->fleet->queue_limit)
        batch = self->fleet->queue_limit;
    objects = calloc(batch, sizeof(IWbemClassObject *));
    if (objects == NULL)
        return wmi__out_of_memory("wmi_fleet_query");
    hr = open_rows(self, host, &fetch);
    if (SUCCEEDED(hr))
        hr = read_rows(self, host, &fetch, objects, batch);
    free(objects);
    return hr;
}

/* --- The function ------------------------------------------------------------------------------------------------- */

/* From here on the worker is waited for. S_OK; why the round has ended, and the function is not to begin. */
static HRESULT enter(wmi__asker *self, wmi_cancel *cancel)
{
    wmi_fleet *fleet = self->fleet;
    uint64_t now = wmi__clock_ms();
    HRESULT hr;

    wmi__mutex_lock(&fleet->lock);
    hr = is_wanted(self) ? fleet->ended : (HRESULT)WBEM_E_CALL_CANCELLED;
    if (SUCCEEDED(hr)) {
        self->cancel = cancel;
        fleet->in_jobs++;
        if (self->until != WMI__NEVER)
            wmi_cancel_after(cancel, self->until > now ? (uint32_t)(self->until - now) : 0);
    }
    wmi__mutex_unlock(&fleet->lock);
    return FAILED(hr) ? wmi__com_failed(hr, "wmi_fleet_run", "the fleet's cancel") : S_OK;
}

HRESULT wmi__question_run(wmi__asker *self, wmi__host *host)
{
    wmi_connection *connection = host->connection;
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
    hr = self->errand->job(connection, cancel, host->user_data);
    connection->cancel = NULL;
    return hr;
}
