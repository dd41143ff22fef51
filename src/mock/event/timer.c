/* SPDX-License-Identifier: MIT */
/*
 * Timer instructions give __TimerEvents, and what is due is done here. Where the mock differs from Windows, or Microsoft's
 * pages leave it open:
 *
 *   __IntervalTimerInstruction  The interval counts from when a subscription first sees the instruction; on Windows, from
 *                               when it was put. Firings that were missed come as one event that counts them; with
 *                               SkipIfPassed it counts 1.
 *   __AbsoluteTimerInstruction  Fires once, to the second. When a subscription first sees it after its time, it fires at
 *                               once; with SkipIfPassed never. A time with asterisks never comes.
 *   wmi_mock_poll               fires each of them, but absolute ones that have fired, or never will.
 */
#include "mock/event/subscription.h"

#include "mock/repository/extent.h"

#include <stdlib.h>
#include <time.h>

/* --- Timers -------------------------------------------------------------------------------------------------- */

static const wmi_value *value_of(const wmi_mock__record *record, const char *property)
{
    size_t index = wmi_mock__class_find_property(record->object_class, property);

    return index == SIZE_MAX || record->values[index].is_null ? NULL : &record->values[index];
}

static bool skips_if_passed(const wmi_mock__record *instruction)
{
    const wmi_value *skips = value_of(instruction, "SkipIfPassed");

    return skips != NULL && skips->boolean;
}

static bool is_absolute(const wmi_mock__record *instruction)
{
    return wmi_mock__class_is_a(instruction->object_class, "__AbsoluteTimerInstruction");
}

static bool is_moment(const wmi_datetime *time)
{
    return !time->is_interval && time->year != WMI_DATETIME_UNSPECIFIED &&
           time->month != WMI_DATETIME_UNSPECIFIED && time->day != WMI_DATETIME_UNSPECIFIED &&
           time->hour != WMI_DATETIME_UNSPECIFIED && time->minute != WMI_DATETIME_UNSPECIFIED &&
           time->second != WMI_DATETIME_UNSPECIFIED && time->offset_minutes != WMI_DATETIME_NO_OFFSET;
}

/* When an absolute timer fires that is seen now. */
static uint64_t moment_of(const wmi_mock__record *instruction, uint64_t now)
{
    const wmi_value *moment = value_of(instruction, "EventDateTime");
    int64_t microseconds;
    int64_t left;

    if (moment == NULL || moment->type != WMI_DATETIME || !is_moment(&moment->datetime) ||
        FAILED(wmi_datetime_to_unix(&moment->datetime, &microseconds)))
        return UINT64_MAX;
    left = microseconds / 1000 - (int64_t)time(NULL) * 1000;
    if (left > 0)
        return now + (uint64_t)left;
    return skips_if_passed(instruction) ? UINT64_MAX : now;
}

static uint64_t interval_of(const wmi_mock__record *instruction)
{
    const wmi_value *interval = value_of(instruction, "IntervalBetweenEvents");

    return interval == NULL || interval->uint32 == 0 ? 1 : interval->uint32;
}

static wmi_mock__event_timer **find_timer(wmi_mock__subscription *self, const wmi_mock__record *instruction)
{
    wmi_mock__event_timer **at = &self->timers;

    while (*at != NULL && (*at)->instruction != instruction)
        at = &(*at)->next;
    return at;
}

static void free_timer(wmi_mock__event_timer **at)
{
    wmi_mock__event_timer *timer = *at;

    *at = timer->next;
    wmi_mock__record_release(timer->instruction);
    free(timer);
}

/* An instruction that was put again is another one. */
static void drop_old_timers(wmi_mock__subscription *self)
{
    wmi_mock__event_timer **at = &self->timers;

    while (*at != NULL) {
        if (wmi_mock__namespace_find_twin(self->space, (*at)->instruction) == (*at)->instruction)
            at = &(*at)->next;
        else
            free_timer(at);
    }
}

static HRESULT add_timer(wmi_mock__subscription *self, wmi_mock__record *instruction, uint64_t now)
{
    wmi_mock__event_timer **at = find_timer(self, instruction);

    if (*at != NULL)
        return S_OK;
    *at = calloc(1, sizeof **at);
    if (*at == NULL)
        return E_OUTOFMEMORY;
    (*at)->instruction = wmi_mock__record_share(instruction);
    (*at)->fires_at = is_absolute(instruction) ? moment_of(instruction, now) : now + interval_of(instruction);
    return S_OK;
}

static HRESULT add_timers_of(wmi_mock__subscription *self, const char *class_name, uint64_t now)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(self->space, class_name);
    wmi_mock__record_list list = { NULL, 0 };
    HRESULT hr = extent == NULL ? S_OK : wmi_mock__extent_list(extent, true, &list);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < list.count && SUCCEEDED(hr); i++)
        hr = add_timer(self, list.records[i], now);
    free(list.records);
    return hr;
}

static HRESULT add_new_timers(wmi_mock__subscription *self, uint64_t now)
{
    HRESULT hr = add_timers_of(self, "__IntervalTimerInstruction", now);

    return FAILED(hr) ? hr : add_timers_of(self, "__AbsoluteTimerInstruction", now);
}

static HRESULT fire(wmi_mock__subscription *self, const wmi_mock__event_timer *timer, uint32_t firings)
{
    wmi_mock__class *event_class = wmi_mock__namespace_find_class(self->space, "__TimerEvent");
    const wmi_value *id = value_of(timer->instruction, "TimerId");
    const wmi_value count = wmi_value_uint32(firings);
    wmi_mock__record *event = event_class == NULL ? NULL : wmi_mock__event_create(self->mock, event_class);
    HRESULT hr = event == NULL ? E_OUTOFMEMORY : wmi_mock__event_set(event, "NumFirings", &count);

    if (SUCCEEDED(hr) && id != NULL)
        hr = wmi_mock__event_set(event, "TimerId", id);
    if (SUCCEEDED(hr))
        hr = wmi_mock__subscription_offer(self, event);
    wmi_mock__record_release(event);
    return hr;
}

static HRESULT run_absolute(wmi_mock__subscription *self, wmi_mock__event_timer *timer, uint64_t now,
                            bool all)
{
    if (timer->fires_at == UINT64_MAX || (timer->fires_at > now && !all))
        return S_OK;
    timer->fires_at = UINT64_MAX;
    return fire(self, timer, 1);
}

/* What was missed comes as one event that counts. */
static HRESULT run_interval(wmi_mock__subscription *self, wmi_mock__event_timer *timer, uint64_t now,
                            bool all)
{
    uint64_t interval = interval_of(timer->instruction);
    uint64_t firings = timer->fires_at > now ? 0 : (now - timer->fires_at) / interval + 1;

    timer->fires_at += firings * interval;
    if (firings == 0 && all) {
        firings = 1;
        timer->fires_at = now + interval;
    }
    if (firings > 1 && skips_if_passed(timer->instruction))
        firings = 1;
    return firings == 0 ? S_OK : fire(self, timer, (uint32_t)firings);
}

static HRESULT run_timer(wmi_mock__subscription *self, wmi_mock__event_timer *timer, uint64_t now, bool all)
{
    return is_absolute(timer->instruction) ? run_absolute(self, timer, now, all)
                                           : run_interval(self, timer, now, all);
}

/* Fires those that are due; with `all`, every one. */
static HRESULT run_timers(wmi_mock__subscription *self, uint64_t now, bool all)
{
    HRESULT hr = S_OK;

    if (!self->follows_timers)
        return hr;
    drop_old_timers(self);
    hr = add_new_timers(self, now);
    for (wmi_mock__event_timer *timer = self->timers; timer != NULL && SUCCEEDED(hr); timer = timer->next)
        hr = run_timer(self, timer, now, all);
    return hr;
}

HRESULT wmi_mock__timers_begin(wmi_mock__subscription *self, uint64_t now)
{
    const wmi_mock__class *event_class = wmi_mock__namespace_find_class(self->space, "__TimerEvent");

    self->follows_timers = event_class != NULL &&
                           wmi_mock__class_is_a(event_class, wmi_mock__wql_class(self->query));
    return run_timers(self, now, false);
}

void wmi_mock__timers_clear(wmi_mock__subscription *self)
{
    while (self->timers != NULL)
        free_timer(&self->timers);
}

/* --- What is due --------------------------------------------------------------------------------------------- */

static HRESULT run_poll(wmi_mock__subscription *self, uint64_t now, bool all)
{
    if (!self->polls || (!all && self->polls_at > now))
        return S_OK;
    self->polls_at = now + self->interval_ms;
    return wmi_mock__poll(self);
}

/* Groups last: an event that polling finds now may belong to one that ends now. A failure ends the subscription. */
static void run(wmi_mock__subscription *self, uint64_t now, bool all)
{
    HRESULT hr = run_poll(self, now, all);

    if (SUCCEEDED(hr))
        hr = run_timers(self, now, all);
    if (SUCCEEDED(hr))
        hr = wmi_mock__groups_run(self, now, all);
    if (FAILED(hr))
        wmi_mock__subscription_end(self, hr);
}

void wmi_mock__events_run(wmi_mock *mock, bool all)
{
    uint64_t now = wmi__clock_ms();

    for (wmi_mock__subscription *each = wmi_mock__subscriptions(mock); each != NULL; each = each->next) {
        if (each->end == S_OK)
            run(each, now, all);
    }
}

uint64_t wmi_mock__events_due_at(const wmi_mock__subscription *self)
{
    uint64_t due = self->polls ? self->polls_at : UINT64_MAX;

    for (const wmi_mock__event_timer *timer = self->timers; timer != NULL; timer = timer->next)
        due = timer->fires_at < due ? timer->fires_at : due;
    for (const wmi_mock__event_group *group = self->groups; group != NULL; group = group->next)
        due = group->ends_at < due ? group->ends_at : due;
    return due;
}
