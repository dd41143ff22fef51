/* SPDX-License-Identifier: MIT */
#include "mock/event/subscription.h"

#include "base/bstr.h"
#include "mock/object/object.h"

#include <stdlib.h>
#include <string.h>

/* Temporary subscriptions of a computer: of one user, and of all. */
#define MOST_OF_A_USER 1000
#define MOST_OF_ALL    10000

#define TOO_PRECISE ((HRESULT)WBEMESS_E_REGISTRATION_TOO_PRECISE)
#define TOO_BROAD   ((HRESULT)WBEMESS_E_REGISTRATION_TOO_BROAD)

wmi_mock__subscription *wmi_mock__subscriptions(const wmi_mock *mock)
{
    return mock->subscriptions;
}

/* --- Events ------------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__subscription_offer(wmi_mock__subscription *self, wmi_mock__record *event)
{
    uint32_t seconds;
    bool matches;
    HRESULT hr;

    if (self->end != S_OK)
        return S_OK;
    hr = wmi_mock__wql_match(self->query, event, &matches);
    if (FAILED(hr) || !matches)
        return hr;
    if (wmi_mock__wql_group_within(self->query, &seconds))
        return wmi_mock__group_add(self, event, seconds);
    return wmi_mock__subscription_queue(self, wmi_mock__record_share(event));
}

void wmi_mock__subscription_end(wmi_mock__subscription *self, HRESULT code)
{
    if (self->end == S_OK)
        self->end = code;
    wmi__condition_broadcast(&self->mock->woken);
}

/* --- Its life ------------------------------------------------------------------------------------------------ */

static void unlink_from_mock(wmi_mock__subscription *self)
{
    for (wmi_mock__subscription **at = &self->mock->subscriptions; *at != NULL; at = &(*at)->next) {
        if (*at == self) {
            *at = self->next;
            return;
        }
    }
}

static void destroy(wmi_mock__subscription *self)
{
    wmi_mock__record *event;

    while ((event = wmi_mock__subscription_take(self)) != NULL)
        wmi_mock__record_release(event);
    free(self->queue);
    wmi_mock__groups_clear(self);
    wmi_mock__timers_clear(self);
    wmi_mock__poll_clear(self);
    wmi_mock__wql_free(self->query);
    wmi_mock__place_release(self->place);
    free(self->user);
    free(self);
}

void wmi_mock__subscription_release(wmi_mock__subscription *self)
{
    wmi_mock *mock;

    if (self == NULL || atomic_fetch_sub(&self->references, 1) > 1)
        return;
    mock = self->mock;
    wmi_mock__lock(mock);
    unlink_from_mock(self);
    wmi_mock__unlock(mock);
    destroy(self);
}

/* --- What is refused ----------------------------------------------------------------------------------------- */

static bool is_intrinsic(const wmi_mock__class *event_class)
{
    return wmi_mock__class_is_a(event_class, "__InstanceOperationEvent") ||
           wmi_mock__class_is_a(event_class, "__ClassOperationEvent") ||
           wmi_mock__class_is_a(event_class, "__NamespaceOperationEvent");
}

static void say(wmi_mock__wql_error *error, const char *sentence)
{
    error->position = 0;
    strcpy(error->message, sentence);
}

/* The registry provider wants to know all of a key: a property that is left open is too broad. */
static bool is_too_broad(const wmi_mock__subscription *self, const wmi_mock__class *event_class)
{
    if (!wmi_mock__class_is_a(event_class, "RegistryEvent"))
        return false;
    for (size_t i = 0; i < event_class->property_count; i++) {
        const wmi_mock__property *property = &event_class->properties[i];

        if (!wmi__same_name(property->origin, "__Event") &&
            !wmi_mock__wql_requires(self->query, property->name))
            return true;
    }
    return false;
}

/* The clock's classes have an event provider on Windows. Here the program raises their events. */
static bool has_provider(const wmi_mock__subscription *self)
{
    static const char *const classes[] = { "Win32_CurrentTime", "Win32_LocalTime", "Win32_UTCTime" };

    return wmi_mock__wql_requires_isa(self->query, "TargetInstance", classes,
                                      sizeof classes / sizeof classes[0]);
}

static HRESULT check_registration(const wmi_mock__subscription *self, wmi_mock__wql_error *error)
{
    const wmi_mock__class *event_class = wmi_mock__namespace_find_class(self->space,
                                                                        wmi_mock__wql_class(self->query));
    double seconds;

    if (is_intrinsic(event_class) && !wmi_mock__wql_within(self->query, &seconds) && !has_provider(self)) {
        say(error,
            "events of this class are found by polling: the query needs WITHIN and a number of seconds");
        return TOO_PRECISE;
    }
    if (is_too_broad(self, event_class)) {
        say(error, "the query has to name a value for every property of a registry event");
        return TOO_BROAD;
    }
    return S_OK;
}

static HRESULT check_quota(const wmi_mock__subscription *self, wmi_mock__wql_error *error)
{
    size_t of_user = 0;
    size_t of_all = 0;

    for (const wmi_mock__subscription *other = self->mock->subscriptions; other != NULL;
         other = other->next) {
        if (other->host != self->host || other->end != S_OK)
            continue;
        of_all++;
        of_user += wmi_mock__same_or_no_name(self->user, other->user);
    }
    if (of_user < MOST_OF_A_USER && of_all < MOST_OF_ALL)
        return S_OK;
    say(error, of_user >= MOST_OF_A_USER ? "a user may have 1000 subscriptions at once"
                                         : "all users together may have 10000 subscriptions at once");
    return (HRESULT)WBEM_E_QUOTA_VIOLATION;
}

/* --- Making one ---------------------------------------------------------------------------------------------- */

/* "DOMAIN\user" of the proxy's blanket; NULL for the current user. */
static HRESULT read_user(const wmi_mock__proxy *proxy, char **user)
{
    const wmi_mock__claim claim = wmi_mock__blanket_claim(&proxy->blanket);
    const OLECHAR *domain = claim.domain == NULL ? u"" : claim.domain;
    size_t length = wmi__utf8_length(domain, claim.domain_length);

    if (claim.user == NULL)
        return S_OK;
    *user = malloc(length + wmi__utf8_length(claim.user, claim.user_length) + sizeof "\\");
    if (*user == NULL)
        return E_OUTOFMEMORY;
    wmi__utf8_write(domain, claim.domain_length, *user);
    (*user)[length] = '\\';
    wmi__utf8_write(claim.user, claim.user_length, *user + length + 1);
    return S_OK;
}

static HRESULT begin(wmi_mock__subscription *self, wmi_mock__wql_error *error)
{
    uint64_t now = wmi__clock_ms();
    double seconds = 0;
    HRESULT hr = wmi_mock__wql_bind(self->query, self->space, error);

    wmi_mock__wql_set_place(self->query, NULL); /* an event has no origin */
    if (SUCCEEDED(hr))
        hr = check_registration(self, error);
    if (SUCCEEDED(hr))
        hr = check_quota(self, error);
    if (FAILED(hr))
        return hr;
    self->polls = wmi_mock__wql_within(self->query, &seconds) && wmi_mock__poll_is_needed(self);
    self->interval_ms = seconds < 0.001 ? 1 : seconds < 1e12 ? (uint64_t)(seconds * 1000) : (uint64_t)1e15;
    self->polls_at = now + self->interval_ms;
    if (self->polls)
        hr = wmi_mock__poll_begin(self);
    return SUCCEEDED(hr) ? wmi_mock__timers_begin(self, now) : hr;
}

/*
 * Parses, checks and registers. The codes of wmi_mock__wql_parse_event and …_bind; WBEMESS_E_REGISTRATION_TOO_PRECISE,
 * WBEMESS_E_REGISTRATION_TOO_BROAD, WBEM_E_QUOTA_VIOLATION, E_OUTOFMEMORY; *error has a sentence.
 */
static HRESULT create(IWbemServices *base, const char *query, wmi_mock__subscription **created,
                      wmi_mock__wql_error *error)
{
    wmi_mock__services *services = wmi_mock__services_of(base);
    wmi_mock__subscription *self = calloc(1, sizeof *self);
    HRESULT hr;

    memset(error, 0, sizeof *error);
    if (self == NULL)
        return E_OUTOFMEMORY;
    atomic_init(&self->references, 1);
    self->mock = services->proxy.mock;
    self->host = services->proxy.host;
    self->space = services->space;
    self->place = wmi_mock__place_share(services->place);
    self->services = base;
    hr = wmi_mock__wql_parse_event(query, &self->query, error);
    wmi_mock__lock(self->mock);
    if (SUCCEEDED(hr))
        hr = read_user(&services->proxy, &self->user);
    if (SUCCEEDED(hr))
        hr = begin(self, error);
    if (SUCCEEDED(hr)) {
        self->next = self->mock->subscriptions;
        self->mock->subscriptions = self;
        wmi_mock__settings_changed(self->mock);
    }
    wmi_mock__unlock(self->mock);
    if (FAILED(hr))
        destroy(self);
    else
        *created = self;
    return hr;
}

/* --- For the rooms below ------------------------------------------------------------------------------------- */

HRESULT wmi_mock__subscribe(IWbemServices *services, const char *query, IEnumWbemClassObject **enumerator)
{
    wmi_mock__subscription *subscription = NULL;
    wmi_mock__wql_error error;
    HRESULT hr = create(services, query, &subscription, &error);

    if (FAILED(hr)) {
        wmi_mock__extended_status_set(wmi_mock__services_of(services)->proxy.mock, "ExecNotificationQuery",
                                      query, error.message[0] == '\0' ? NULL : error.message, "WinMgmt", hr);
        return hr;
    }
    return wmi_mock__event_enumerator_create(subscription, enumerator);
}

/* As on Windows, the last release of the services ends what was subscribed to through it; with which code is unknown. */
void wmi_mock__services_ended(wmi_mock *mock, const IWbemServices *services)
{
    wmi_mock__lock(mock);
    for (wmi_mock__subscription *each = mock->subscriptions; each != NULL; each = each->next) {
        if (each->services == services) {
            each->services = NULL;
            wmi_mock__subscription_end(each, (HRESULT)WBEM_E_CALL_CANCELLED);
        }
    }
    wmi_mock__unlock(mock);
}

void wmi_mock__events_are_due(wmi_mock *mock)
{
    wmi_mock__events_run(mock, false);
}

/* --- What tests do ------------------------------------------------------------------------------------------- */

HRESULT wmi_mock_poll(wmi_mock *mock)
{
    if (mock == NULL)
        return E_POINTER;
    wmi_mock__lock(mock);
    wmi_mock__events_run(mock, true);
    wmi_mock__unlock(mock);
    return S_OK;
}

HRESULT wmi_mock_restart(wmi_mock *mock, const char *server)
{
    wmi_mock__host *host;

    if (mock == NULL)
        return E_POINTER;
    wmi_mock__lock(mock);
    host = wmi_mock__host_find(mock, server == NULL ? "" : server, server == NULL ? 0 : strlen(server));
    if (host != NULL)
        atomic_fetch_add(&host->starts, 1);
    wmi_mock__settings_changed(mock);
    for (wmi_mock__subscription *each = mock->subscriptions; host != NULL && each != NULL;
         each = each->next) {
        if (each->host == host)
            wmi_mock__subscription_end(each, HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE));
    }
    wmi_mock__unlock(mock);
    return host == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
}
