/* SPDX-License-Identifier: MIT */
/* GROUP WITHIN: events are counted from the first one of a group until its interval ends; then HAVING decides. */
#include "mock/event/subscription.h"

#include <stdlib.h>
#include <string.h>

static wmi_mock__event_group *find_group(const wmi_mock__subscription *self, const char *key)
{
    wmi_mock__event_group *group = self->groups;

    while (group != NULL && strcmp(group->key, key) != 0)
        group = group->next;
    return group;
}

/* The last of the list is the last that began. Takes ownership of the key in every case. */
static HRESULT begin_group(wmi_mock__subscription *self, wmi_mock__record *event, uint32_t seconds, char *key)
{
    wmi_mock__event_group *group = calloc(1, sizeof *group);
    wmi_mock__event_group **at = &self->groups;

    if (group == NULL) {
        free(key);
        return E_OUTOFMEMORY;
    }
    group->key = key;
    group->first = wmi_mock__record_share(event);
    group->count = 1;
    group->ends_at = wmi__clock_ms() + (uint64_t)seconds * 1000;
    while (*at != NULL)
        at = &(*at)->next;
    *at = group;
    wmi__condition_broadcast(&self->mock->woken); /* who waits has something new to wait for */
    return S_OK;
}

HRESULT wmi_mock__group_add(wmi_mock__subscription *self, wmi_mock__record *event, uint32_t seconds)
{
    wmi_mock__event_group *group;
    char *key = NULL;
    HRESULT hr = wmi_mock__wql_group_key(self->query, event, &key);

    if (FAILED(hr))
        return hr;
    group = find_group(self, key);
    if (group == NULL)
        return begin_group(self, event, seconds, key);
    free(key);
    group->count++;
    return S_OK;
}

static void free_group(wmi_mock__event_group *group)
{
    wmi_mock__record_release(group->first);
    free(group->key);
    free(group);
}

/* __AggregateEvent does not derive from __Event, and has no time. */
static HRESULT report_group(wmi_mock__subscription *self, const wmi_mock__event_group *group)
{
    wmi_mock__class *aggregate = wmi_mock__namespace_find_class(self->space, "__AggregateEvent");
    const wmi_value count = wmi_value_uint32(group->count);
    wmi_mock__record *event;
    HRESULT hr;

    if (aggregate == NULL || !wmi_mock__wql_having(self->query, group->count))
        return S_OK;
    event = wmi_mock__record_create(aggregate);
    if (event == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__event_set(event, "NumberOfEvents", &count);
    if (SUCCEEDED(hr))
        hr = wmi_mock__event_embed(event, "Representative", NULL, group->first, NULL);
    if (SUCCEEDED(hr))
        return wmi_mock__subscription_queue(self, event);
    wmi_mock__record_release(event);
    return hr;
}

HRESULT wmi_mock__groups_run(wmi_mock__subscription *self, uint64_t now, bool all)
{
    wmi_mock__event_group **at = &self->groups;
    HRESULT hr = S_OK;

    while (*at != NULL) {
        wmi_mock__event_group *group = *at;
        HRESULT result;

        if (!all && group->ends_at > now) {
            at = &group->next;
            continue;
        }
        result = report_group(self, group);
        if (FAILED(result))
            hr = result;
        *at = group->next;
        free_group(group);
    }
    return hr;
}

void wmi_mock__groups_clear(wmi_mock__subscription *self)
{
    while (self->groups != NULL) {
        wmi_mock__event_group *group = self->groups;

        self->groups = group->next;
        free_group(group);
    }
}
