/* SPDX-License-Identifier: MIT */
/* wmi_mock_raise: events of a provider, as a MOF text. */
#include "mock/event/subscription.h"

#include "error/error.h"
#include "mock/mof/mof.h"
#include "mock/object/object.h"
#include "mock/repository/extent.h"
#include "mock/repository/undo.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_NAMESPACE "ROOT\\CIMV2"

static HRESULT embed(void *context, wmi_mock__record *record, IWbemClassObject **object)
{
    (void)context;
    return wmi_mock__object_create(NULL, NULL, record, object);
}

/* --- The instances in a text ------------------------------------------------------------------------------------- */

typedef struct raised {
    wmi_mock__record **events; /* owned references */
    size_t count;
} raised;

static void drop(raised *self)
{
    for (size_t i = 0; i < self->count; i++)
        wmi_mock__record_release(self->events[i]);
    free(self->events);
}

/* A copy that has a time: what the text made is removed again. */
static HRESULT add_event(raised *self, wmi_mock *mock, const wmi_mock__record *record)
{
    wmi_mock__record *clock = wmi_mock__event_create(mock, record->object_class);
    wmi_mock__record *event = wmi_mock__record_copy(record);
    size_t index = wmi_mock__class_find_property(record->object_class, "TIME_CREATED");
    wmi_mock__record **grown = wmi_mock__array_grown(self->events, self->count, sizeof(void *));
    HRESULT hr = S_OK;

    if (grown != NULL)
        self->events = grown;
    if (clock == NULL || event == NULL || grown == NULL) {
        wmi_mock__record_release(event);
        hr = E_OUTOFMEMORY;
    } else {
        if (index != SIZE_MAX && event->values[index].is_null)
            hr = wmi_mock__event_set(event, "TIME_CREATED", &clock->values[index]);
        self->events[self->count++] = event;
    }
    wmi_mock__record_release(clock);
    return hr;
}

/* Whether the text has removed or changed something that was there. */
static bool has_replaced(const wmi_mock__undo *undo, size_t begin)
{
    for (size_t i = begin; i < undo->count; i++) {
        if (undo->changes[i].old != NULL)
            return true;
    }
    return false;
}

/* The events that the text has added, in its order; nothing else may have been. */
static HRESULT collect(raised *self, wmi_mock *mock, const wmi_mock__namespace *space, size_t before,
                       size_t events_before)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, "__Event");
    wmi_mock__record_list list = { NULL, 0 };
    HRESULT hr = extent == NULL ? S_OK : wmi_mock__extent_list(extent, true, &list);

    if (SUCCEEDED(hr) && space->record_count - before != list.count - events_before)
        hr = (HRESULT)WBEM_E_NOT_EVENT_CLASS;
    for (size_t i = events_before; i < list.count && SUCCEEDED(hr); i++)
        hr = add_event(self, mock, list.records[i]);
    free(list.records);
    return hr;
}

static HRESULT count_events(const wmi_mock__namespace *space, size_t *count)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, "__Event");
    wmi_mock__record_list list = { NULL, 0 };
    HRESULT hr = extent == NULL ? S_OK : wmi_mock__extent_list(extent, true, &list);

    *count = list.count;
    if (SUCCEEDED(hr))
        free(list.records);
    return hr;
}

/* Reads the text into the repository and takes it out again, with everything that it added. */
static HRESULT read_events(wmi_mock *mock, wmi_mock__repository *repository, wmi_mock__namespace *space,
                           const char *mof, raised *events, wmi_mock__mof_error *error)
{
    size_t before = space->record_count;
    size_t events_before = 0;
    wmi_mock__undo_scope scope;
    HRESULT hr = count_events(space, &events_before);

    if (FAILED(hr))
        return hr;
    scope = wmi_mock__undo_begin(space->undo);
    hr = wmi_mock__mof_read_with(repository, space->path, mof, embed, mock, error);
    if (SUCCEEDED(hr) && has_replaced(space->undo, scope.begin))
        hr = (HRESULT)WBEM_E_NOT_EVENT_CLASS;
    if (SUCCEEDED(hr))
        hr = collect(events, mock, space, before, events_before);
    wmi_mock__undo_end(space->undo, scope, false);
    return hr;
}

/* --- Delivery ---------------------------------------------------------------------------------------------------- */

/* Only the namespace's own subscriptions get an event, each in the order of the text. */
static void deliver(wmi_mock *mock, const wmi_mock__namespace *space, const raised *events)
{
    for (wmi_mock__subscription *each = wmi_mock__subscriptions(mock); each != NULL; each = each->next) {
        for (size_t i = 0; each->space == space && i < events->count; i++) {
            HRESULT hr = wmi_mock__subscription_offer(each, events->events[i]);

            if (FAILED(hr))
                wmi_mock__subscription_end(each, hr);
        }
    }
}

/* The mock's lock is held. */
static HRESULT raise_in(wmi_mock *mock, const char *path, const char *mof, wmi_mock__mof_error *error)
{
    wmi_mock__repository *repository = wmi_mock__host_repository(mock, mock->hosts);
    wmi_mock__namespace *space = wmi_mock__repository_find(repository, path);
    raised events = { NULL, 0 };
    HRESULT hr;

    if (space == NULL)
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
    wmi_mock__events_run(mock, false);
    hr = read_events(mock, repository, space, mof, &events, error);
    if (SUCCEEDED(hr))
        deliver(mock, space, &events);
    drop(&events);
    return hr;
}

HRESULT wmi_mock_raise(wmi_mock *mock, const char *namespace_path, const char *mof)
{
    wmi_mock__mof_error error = { 0 };
    const char *path = namespace_path == NULL ? DEFAULT_NAMESPACE : namespace_path;
    HRESULT hr;

    if (mock == NULL || mof == NULL)
        return wmi__refuse_null("wmi_mock_raise", mock == NULL ? "mock" : "mof");
    wmi_mock__lock(mock);
    hr = raise_in(mock, path, mof, &error);
    wmi_mock__unlock(mock);
    if (SUCCEEDED(hr))
        return hr;
    if (error.line > 0)
        return wmi__refuse(hr, "wmi_mock_raise", "line %u, column %u: %s", error.line, error.column,
                           error.message);
    return wmi__refuse(hr, "wmi_mock_raise", "%s: %s", path, wmi_error_text(hr));
}
