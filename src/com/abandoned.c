/* SPDX-License-Identifier: MIT */
#include "com/abandoned.h"

#include "base/name.h"

#include <wmikit/com.h>

/* A call counts when it was sent so long ago: a reader's ends by itself within a second. */
#define OLD_MS        2000
#define SERVER_LIMIT  4
#define PROCESS_LIMIT 64

/* The most that have just been abandoned, of one server: it may answer yet, but a thread each is not for nothing. */
#define YOUNG_LIMIT 64

static wmi__mutex lock = WMI__MUTEX_INIT;
static wmi__job *first;
static size_t process_limit; /* 0: PROCESS_LIMIT */

typedef struct counts {
    size_t old;           /* in the process, but for those of fleets */
    size_t old_of_server; /* of one server */
    size_t all_of_server;
} counts;

static bool is_old(wmi__job *job, uint64_t now)
{
    bool old;

    wmi__mutex_lock(&job->lock);
    old = now >= job->sent_at + OLD_MS;
    wmi__mutex_unlock(&job->lock);
    return old;
}

/* The lock is held. */
static counts count(const char *server)
{
    uint64_t now = wmi__clock_ms();
    counts found = { 0, 0, 0 };

    for (wmi__job *job = first; job != NULL; job = job->next_abandoned) {
        bool same = server != NULL && wmi__same_name(job->server, server);
        bool old = is_old(job, now);

        found.old += old && !job->is_fleets;
        found.old_of_server += old && same;
        found.all_of_server += same;
    }
    return found;
}

void wmi__abandoned_add(wmi__job *job)
{
    bool add;

    wmi__mutex_lock(&lock);
    wmi__mutex_lock(&job->lock);
    add = !job->is_listed && !job->is_counted_elsewhere && !job->done && job->sent_at != 0;
    wmi__mutex_unlock(&job->lock);
    if (add) {
        job->is_listed = true;
        job->next_abandoned = first;
        first = job;
    }
    wmi__mutex_unlock(&lock);
}

wmi__job *wmi__abandoned_remove(wmi__job *job)
{
    wmi__job **link = &first;
    wmi__job *afterwards = NULL;

    wmi__mutex_lock(&lock);
    if (job->is_listed) {
        while (*link != job)
            link = &(*link)->next_abandoned;
        *link = job->next_abandoned;
        job->is_listed = false;
        afterwards = job->afterwards;
        job->afterwards = NULL;
    }
    wmi__mutex_unlock(&lock);
    return afterwards;
}

HRESULT wmi__abandoned_check(const wmi__job *job)
{
    const char *server = job->server[0] == '\0' ? "this computer" : job->server;
    size_t most;
    counts found;

    wmi__mutex_lock(&lock);
    most = process_limit == 0 ? PROCESS_LIMIT : process_limit;
    found = count(job->server);
    wmi__mutex_unlock(&lock);
    if (found.old_of_server >= SERVER_LIMIT || found.all_of_server >= YOUNG_LIMIT)
        return wmi__refuse((HRESULT)WBEM_E_QUOTA_VIOLATION, job->kind->operation,
                           "%u calls to %s were given up and have not returned; try again when it answers",
                           (unsigned)found.all_of_server, server);
    if (found.old >= most && !job->is_fleets)
        return wmi__refuse(
            (HRESULT)WBEM_E_QUOTA_VIOLATION, job->kind->operation,
            "%s was not called: %u calls of this process were given up and have not returned, as many "
            "as wmi_abandoned_limit allows",
            server, (unsigned)found.old);
    return S_OK;
}

bool wmi__abandoned_leave_behind(wmi__job *job)
{
    uint64_t now = wmi__clock_ms();
    wmi__job *hung;

    wmi__mutex_lock(&lock);
    for (hung = first; hung != NULL; hung = hung->next_abandoned) {
        if (wmi__same_name(hung->server, job->server) && is_old(hung, now))
            break;
    }
    if (hung != NULL) {
        job->afterwards = hung->afterwards;
        hung->afterwards = job;
    }
    wmi__mutex_unlock(&lock);
    return hung != NULL;
}

size_t wmi_abandoned(void)
{
    size_t old;

    wmi__mutex_lock(&lock);
    old = count(NULL).old;
    wmi__mutex_unlock(&lock);
    return old;
}

void wmi_abandoned_limit(uint32_t most)
{
    wmi__mutex_lock(&lock);
    process_limit = most;
    wmi__mutex_unlock(&lock);
}
