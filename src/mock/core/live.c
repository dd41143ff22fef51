/* SPDX-License-Identifier: MIT */
/* The objects that clients hold: how many, which, and from which call. */
#include "mock/core/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- References to the mock --------------------------------------------------------------------------------------- */

/* The shard's lock is held. */
static void add_reference(wmi_mock *mock, wmi_mock__shard *shard)
{
    if (shard->references++ == 0)
        atomic_fetch_add(&mock->references, 1);
}

/*
 * The same. True: the shard's own reference is to be released, once the lock is not held any more: it is freed with the
 * mock.
 */
static bool drop_reference(wmi_mock__shard *shard)
{
    return --shard->references == 0;
}

wmi_mock__shard *wmi_mock__share(wmi_mock *mock)
{
    wmi_mock__shard *shard = wmi_mock__shard_here(mock->shards);

    wmi__mutex_lock(&shard->lock);
    add_reference(mock, shard);
    wmi__mutex_unlock(&shard->lock);
    return shard;
}

void wmi_mock__unshare(wmi_mock *mock, wmi_mock__shard *shard)
{
    bool is_last;

    wmi__mutex_lock(&shard->lock);
    is_last = drop_reference(shard);
    wmi__mutex_unlock(&shard->lock);
    if (is_last)
        wmi_mock__release(mock);
}

/* --- The list ----------------------------------------------------------------------------------------------------- */

static void note_giver(wmi_mock__life *life, const wmi_mock *mock)
{
    const wmi_mock__call *call;

    life->operation = NULL;
    life->call = atomic_load(&mock->calls);
    if (life->call == 0)
        return; /* the journal has never kept any */
    call = wmi_mock__call_here();
    if (call == NULL || call->mock != mock)
        return;
    life->operation = call->operation;
    life->call = call->number;
}

/* Both with the lock of its shard held. */
static void enlist(wmi_mock__life *life)
{
    wmi_mock__shard *shard = life->shard;

    life->next = NULL;
    life->link = shard->last_life;
    *shard->last_life = life;
    shard->last_life = &life->next;
    shard->live++;
}

static void strike_off(wmi_mock__life *life)
{
    wmi_mock__shard *shard = life->shard;

    *life->link = life->next;
    if (life->next != NULL)
        life->next->link = life->link;
    else
        shard->last_life = life->link;
    shard->live--;
}

void wmi_mock__object_born(wmi_mock *mock, wmi_mock__life *life, const char *interface_name)
{
    wmi_mock__shard *shard = wmi_mock__shard_here(mock->shards);

    life->interface_name = interface_name;
    life->shard = shard;
    note_giver(life, mock);
    wmi__mutex_lock(&shard->lock);
    add_reference(mock, shard);
    enlist(life);
    wmi__mutex_unlock(&shard->lock);
}

void wmi_mock__object_died(wmi_mock *mock, wmi_mock__life *life)
{
    wmi_mock__shard *shard = life->shard;
    bool is_last;

    wmi__mutex_lock(&shard->lock);
    strike_off(life);
    is_last = drop_reference(shard);
    wmi__mutex_unlock(&shard->lock);
    if (is_last)
        wmi_mock__release(mock);
}

void wmi_mock__life_end(wmi_mock__life *life)
{
    wmi_mock__shard *shard = life->shard;

    wmi__mutex_lock(&shard->lock);
    strike_off(life);
    wmi__mutex_unlock(&shard->lock);
}

void wmi_mock__object_left(wmi_mock *mock, wmi_mock__shard *shard)
{
    wmi_mock__lock(mock);
    mock->leaving--;
    wmi__condition_broadcast(&mock->woken); /* wmi_mock_destroy may wait for it */
    wmi_mock__unlock(mock);
    wmi_mock__unshare(mock, shard);
}

/* All locks of the shards are held. */
static size_t count_live(const wmi_mock *mock)
{
    size_t live = atomic_load(&mock->missing);

    for (size_t i = 0; i < WMI_MOCK__SHARDS; i++)
        live += mock->shards[i].live;
    return live;
}

size_t wmi_mock_live_objects(wmi_mock *mock)
{
    size_t live;

    if (mock == NULL)
        return 0;
    wmi_mock__shards_lock(mock->shards);
    live = count_live(mock);
    wmi_mock__shards_unlock(mock->shards);
    return live;
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
        if (left[i] != NULL && (*oldest == NULL || left[i]->call < (*oldest)->call))
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
    size_t live;
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
    live = count_live(mock);
    wmi_mock__shards_unlock(mock->shards);
    wmi_mock__unlock(mock);
    *text = made;
    return live;
}
