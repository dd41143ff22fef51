/* SPDX-License-Identifier: MIT */
/* The internal state of a mock, shared by its own files but not by its COM objects. */
#ifndef WMIKIT_SRC_MOCK_CORE_STATE_H
#define WMIKIT_SRC_MOCK_CORE_STATE_H

#include "mock/core/core.h"
#include "mock/core/names.h"
#include "mock/core/password.h"
#include "mock/core/shard.h"
#include "os/os.h"

/* An account. */
typedef struct wmi_mock__account {
    struct wmi_mock__account *next;
    char *user;      /* NULL: the current user */
    char *domain;    /* NULL: any */
    char *authority; /* NULL: any */
    bool has_password;
    wmi_mock__password_hash password; /* of its UTF-16 units */
} wmi_mock__account;

/* A computer. It lives as long as the mock; its settings may change under the lock. */
typedef struct wmi_mock__host {
    struct wmi_mock__host *next;
    char *name; /* the name that clients use; for the local computer its NetBIOS name */
    bool is_local;
    wmi_mock__account *accounts;
    DWORD authn_level; /* lowest accepted level; 0: any */
    uint32_t connect_delay_ms;
    uint32_t call_delay_ms;
    HRESULT connect_code;
    HRESULT lost;                     /* S_OK: available */
    atomic_uint starts;               /* of its WMI service; proxies of an earlier one are dead */
    wmi_mock__repository *repository; /* NULL: the local one's */
} wmi_mock__host;

/* The faults and delays of an operation. */
typedef struct wmi_mock__fault {
    struct wmi_mock__fault *next;
    char *operation; /* NULL: any */
    HRESULT code;    /* S_OK: none */
    unsigned nth;    /* 0: every one */
    unsigned seen;   /* since it was set */
    uint32_t delay_ms;
    char *provider;    /* provider text of a failure; both NULL: none */
    char *description; /* UTF-8 */
} wmi_mock__fault;

typedef struct wmi_mock__journal_entry {
    wmi_mock_call call; /* its texts follow it in the same block */
    size_t number;      /* in the order in which calls began */
} wmi_mock__journal_entry;

typedef struct wmi_mock__journal {
    atomic_bool off; /* only counts */
    wmi_mock__journal_entry **entries;
    size_t entry_count;
    size_t entry_capacity;
} wmi_mock__journal;

/* What core asks of the rooms above it; wmi_mock_create fills it. */
typedef struct wmi_mock__upper {
    void (*end)(wmi_mock *mock); /* frees the locator, the repositories and the handlers */
    void (*explain)(wmi_mock *mock, const char *operation, const char *parameter_info,
                    const char *description, const char *provider,
                    HRESULT code); /* wmi_mock__extended_status_set */
    HRESULT(*subscribe)
    (IWbemServices *services, const char *query,
     IEnumWbemClassObject **enumerator); /* ExecNotificationQuery */
    HRESULT(*next_event)
    (IEnumWbemClassObject *events, const bool *is_cancelled,
     IWbemClassObject **object); /* waits without a limit; no call that is recorded */
    void (*services_ended)(wmi_mock *mock, const IWbemServices *services); /* their last Release */
    void (*events_are_due)(wmi_mock *mock); /* before a call is carried out; the lock is held */
} wmi_mock__upper;

struct wmi_mock {
    const wmi_mock__upper *upper;
    /* One of the owner, one while it is installed, one of each asynchronous call, one of each shard that counts some. */
    atomic_size_t references;
    atomic_size_t missing;                    /* that the program released and did not hold */
    atomic_size_t calls;                      /* that began while the journal was kept */
    wmi_mock__shard shards[WMI_MOCK__SHARDS]; /* their locks are taken after `lock` */
    wmi__mutex lock;
    wmi__condition woken;
    uint64_t wakes;        /* how often wmi_mock_wake was called */
    bool destroyed;        /* from now on nothing waits */
    size_t leaving;        /* proxies in their last Release, which may wait */
    wmi_mock__host *hosts; /* the local computer is the first */
    wmi_mock__fault *faults;
    atomic_bool has_faults; /* the list is not empty: read without the lock */
    atomic_uint settings;   /* what wmi_mock__settings_changed counts, from 1 */
    struct wmi_mock__method_handler *handlers;
    struct wmi_mock__descriptor *descriptors; /* of namespaces */
    wmi_mock__journal journal;
    IWbemLocator *locator;
    bool is_installed;
    atomic_uint strict; /* what wmi_mock_be_strict was given */
    struct wmi_mock__subscription *subscriptions;
    struct wmi_mock__async_call *async_calls;
    uint64_t event_time; /* of the last event: see TIME_CREATED */
};

void wmi_mock__release(wmi_mock *mock);

/* A reference that the shard counts: objects and calls come and go too often for one counter. */
wmi_mock__shard *wmi_mock__share(wmi_mock *mock);
void wmi_mock__unshare(wmi_mock *mock, wmi_mock__shard *shard);

/*
 * After each change by which a call could be delayed or refused, or has to look for events: a fault, a computer, a
 * subscription. Calls that needed no lock take it again. The lock is held.
 */
void wmi_mock__settings_changed(wmi_mock *mock);

/*
 * In place of wmi_mock__object_died: the first half before the object is freed, and wmi_mock__unshare after that; for
 * one that was counted as leaving wmi_mock__object_left.
 */
void wmi_mock__life_end(wmi_mock__life *life);
void wmi_mock__object_left(wmi_mock *mock, wmi_mock__shard *shard);

/* --- hosts.c; the lock is held -------------------------------------------------------------------------------- */

/* "", "." and other names of this computer find the local one; NULL for an unknown name. */
wmi_mock__host *wmi_mock__host_find(const wmi_mock *mock, const char *name, size_t length);
HRESULT wmi_mock__host_add_local(wmi_mock *mock);
void wmi_mock__hosts_free(wmi_mock *mock);
wmi_mock__repository *wmi_mock__host_repository(const wmi_mock *mock, const wmi_mock__host *host);

/* The identity that a client claims, in UTF-16 as given; NULL and length 0 for missing parts. */
typedef struct wmi_mock__claim {
    const OLECHAR *user, *domain, *password;
    size_t user_length, domain_length, password_length;
    const OLECHAR *authority; /* of ConnectServer; NULL at a proxy */
} wmi_mock__claim;

/*
 * Whether the host accepts the claim; no claim (user NULL) means the current user. An account's
 * authority counts at ConnectServer only: a proxy's blanket has none.
 */
bool wmi_mock__host_admits(const wmi_mock__host *host, const wmi_mock__claim *claim, bool at_connect);

/* --- faults.c, journal.c; the lock is held --------------------------------------------------------------------- */

/* The longer of two delays: WMI_MOCK_FREEZE is the longest, then WMI_MOCK_HANG. */
uint32_t wmi_mock__longer_delay(uint32_t one, uint32_t other);

/* The delay of a call of this operation: the longest that is set. */
uint32_t wmi_mock__faults_delay(const wmi_mock *mock, const char *operation);

/* The delay that is set by this name: delays of any operation do not match. */
uint32_t wmi_mock__faults_own_delay(const wmi_mock *mock, const char *operation);

/* The delay of a proxy's last Release, by its name or "IUnknown::Release"; faults of any operation do not match. */
uint32_t wmi_mock__faults_release_delay(const wmi_mock *mock, const char *operation);

/* Counts a call for every matching fault; returns the code of the first that applies, else S_OK. */
HRESULT wmi_mock__faults_strike(wmi_mock *mock, const char *operation);
void wmi_mock__faults_free(wmi_mock *mock);

/* Sets the text of wmi_mock_explain for an operation as error info; the lock is not held. */
void wmi_mock__faults_explain(wmi_mock *mock, const char *operation, HRESULT code);

/* Keeps a call. An entry that cannot be stored is not reported. */
void wmi_mock__journal_add(const wmi_mock__call *call, const char *blanket, HRESULT result);

/* The call with this number, and its index in the journal; NULL when it is not there, or not yet. */
const wmi_mock_call *wmi_mock__journal_find(const wmi_mock *mock, size_t number, size_t *index);
void wmi_mock__journal_free(wmi_mock *mock);

/* --- gate.c; the lock is not held ------------------------------------------------------------------------------- */

/*
 * Waits for the delay, or until the mock is woken; WMI_MOCK_HANG, WMI_MOCK_FREEZE: only until then. `wakes` is the
 * mock's when the delay was read: a wake that came since then ends the wait before it begins. Returns true when the
 * mock was woken or destroyed, false when the delay has passed.
 */
bool wmi_mock__wait(wmi_mock *mock, uint32_t milliseconds, uint64_t wakes);

#endif
