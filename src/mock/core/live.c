/* SPDX-License-Identifier: MIT */
/* The objects that clients hold: how many, which, and from which call. */
#include "mock/core/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The list ----------------------------------------------------------------------------------------------------- */

static void note_giver(wmi_mock__life *life, const wmi_mock *mock)
{
    const wmi_mock__call *call;

    life->operation = NULL;
    if (atomic_load(&mock->calls) == 0)
        return; /* the journal has never kept any */
    call = wmi_mock__call_here();
    if (call == NULL || call->mock != mock)
        return;
    life->operation = call->operation;
    life->call = call->number;
}

void wmi_mock__object_born(wmi_mock *mock, wmi_mock__life *life, const char *interface_name)
{
    wmi_mock__shard *shard = wmi_mock__shard_here(mock->shards);

    life->interface_name = interface_name;
    life->shard = shard;
    note_giver(life, mock);
    atomic_fetch_add(&mock->references, 1);
    atomic_fetch_add(&mock->live, 1);

    wmi__mutex_lock(&shard->lock);
    life->number = atomic_fetch_add(&mock->births, 1);
    life->next = NULL;
    life->link = shard->last_life;
    *shard->last_life = life;
    shard->last_life = &life->next;
    wmi__mutex_unlock(&shard->lock);
}

void wmi_mock__life_end(wmi_mock__life *life)
{
    wmi_mock__shard *shard = life->shard;

    wmi__mutex_lock(&shard->lock);
    *life->link = life->next;
    if (life->next != NULL)
        life->next->link = life->link;
    else
        shard->last_life = life->link;
    wmi__mutex_unlock(&shard->lock);
}

void wmi_mock__object_died(wmi_mock *mock, wmi_mock__life *life)
{
    wmi_mock__life_end(life);
    atomic_fetch_sub(&mock->live, 1);
    wmi_mock__release(mock);
}

void wmi_mock__object_left(wmi_mock *mock)
{
    wmi_mock__lock(mock);
    mock->leaving--;
    atomic_fetch_sub(&mock->live, 1);
    wmi__condition_broadcast(&mock->woken); /* wmi_mock_destroy may wait for it */
    wmi_mock__unlock(mock);
    wmi_mock__release(mock);
}

size_t wmi_mock_live_objects(wmi_mock *mock)
{
    return mock == NULL ? 0 : atomic_load(&mock->live);
}

/* --- As text ------------------------------------------------------------------------------------------------------ */

/* Of a proxy, the name of its last Release is known: "IWbemServices::Release". */
static int interface_length(const char *name)
{
    return (int)strcspn(name, ":");
}

/* Returns the length, like snprintf. All locks are held. */
static size_t write_life(const wmi_mock *mock, const wmi_mock__life *life, char *to, size_t size)
{
    size_t index = 0;
    const wmi_mock_call *call = life->operation == NULL ? NULL
                                                        : wmi_mock__journal_find(mock, life->call, &index);
    int length = interface_length(life->interface_name);
    int written;

    if (call != NULL)
        written = snprintf(to, size, "%.*s from call %lu: %s(%s)\n", length, life->interface_name,
                           (unsigned long)index, call->operation, call->arguments);
    else
        written = snprintf(to, size, "%.*s from %s\n", length, life->interface_name,
                           life->operation != NULL ? life->operation : "a call that is not in the journal");
    return written < 0 ? 0 : (size_t)written;
}

/* Takes the oldest that is left; NULL: none. */
static const wmi_mock__life *take_oldest(const wmi_mock__life *left[WMI_MOCK__SHARDS])
{
    const wmi_mock__life **oldest = &left[0];
    const wmi_mock__life *taken;

    for (size_t i = 1; i < WMI_MOCK__SHARDS; i++) {
        if (left[i] != NULL && (*oldest == NULL || left[i]->number < (*oldest)->number))
            oldest = &left[i];
    }
    taken = *oldest;
    if (taken != NULL)
        *oldest = taken->next;
    return taken;
}

/* All of them, with the NUL; only the length when `to` is NULL. All locks are held. */
static size_t write_all(const wmi_mock *mock, char *to, size_t size)
{
    const wmi_mock__life *left[WMI_MOCK__SHARDS];
    const wmi_mock__life *life;
    size_t used = 0;

    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++)
        left[i] = mock->shards[i].first_life;
    if (size > 0)
        to[0] = '\0';
    while ((life = take_oldest(left)) != NULL)
        used += write_life(mock, life, to == NULL ? NULL : to + used, to == NULL ? 0 : size - used);
    return used + 1;
}

size_t wmi_mock_describe_live(wmi_mock *mock, char **text)
{
    char *made = NULL;
    size_t size;

    if (text != NULL)
        *text = NULL;
    if (mock == NULL || text == NULL)
        return wmi_mock_live_objects(mock);
    wmi_mock__lock(mock);
    wmi_mock__shards_lock(mock->shards);
    size = write_all(mock, NULL, 0);
    made = malloc(size);
    if (made != NULL)
        write_all(mock, made, size);
    wmi_mock__shards_unlock(mock->shards);
    wmi_mock__unlock(mock);
    *text = made;
    return wmi_mock_live_objects(mock);
}
