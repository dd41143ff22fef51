/* SPDX-License-Identifier: MIT */
#include "os/functions.h"
#include "os/os.h"

#include "os/thread_slot.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

/* Small, since a deadline worker only makes one call; twice what the sanitizers need. */
#define STACK_SIZE ((size_t)256 * 1024)

struct wmi__thread {
    pthread_t native;
    void (*body)(void *argument);
    void *argument;
};

const bool wmi__is_windows = false;

/* Only a mistake in the program makes a lock fail. */
static void must(int result)
{
    assert(result == 0);
    (void)result;
}

/* A lock that is taken twice, or given back without being held, is reported: the program ends, and does not hang. */
#ifndef NDEBUG
void wmi__mutex_init(wmi__mutex *mutex)
{
    pthread_mutexattr_t attributes;

    must(pthread_mutexattr_init(&attributes));
    must(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK));
    must(pthread_mutex_init(&mutex->native, &attributes));
    pthread_mutexattr_destroy(&attributes);
}
#else
void wmi__mutex_init(wmi__mutex *mutex)
{
    pthread_mutex_init(&mutex->native, NULL);
}
#endif

void wmi__mutex_destroy(wmi__mutex *mutex)
{
    must(pthread_mutex_destroy(&mutex->native));
}

void wmi__mutex_lock(wmi__mutex *mutex)
{
    must(pthread_mutex_lock(&mutex->native));
}

void wmi__mutex_unlock(wmi__mutex *mutex)
{
    must(pthread_mutex_unlock(&mutex->native));
}

void wmi__condition_init(wmi__condition *condition)
{
    pthread_cond_init(&condition->native, NULL);
}

void wmi__condition_destroy(wmi__condition *condition)
{
    pthread_cond_destroy(&condition->native);
}

void wmi__condition_broadcast(wmi__condition *condition)
{
    pthread_cond_broadcast(&condition->native);
}

void wmi__condition_wait(wmi__condition *condition, wmi__mutex *mutex)
{
    pthread_cond_wait(&condition->native, &mutex->native);
}

static struct timespec realtime_in(uint64_t milliseconds)
{
    struct timespec when;

    clock_gettime(CLOCK_REALTIME, &when);
    when.tv_sec += (time_t)(milliseconds / 1000);
    when.tv_nsec += (long)(milliseconds % 1000) * 1000000L;
    if (when.tv_nsec >= 1000000000L) {
        when.tv_sec++;
        when.tv_nsec -= 1000000000L;
    }
    return when;
}

/* A statically initialised condition uses the wall clock: wait in steps, so that clock changes do not matter. */
bool wmi__condition_wait_until(wmi__condition *condition, wmi__mutex *mutex, uint64_t deadline_ms)
{
    const uint64_t step = 1000;
    uint64_t now = wmi__clock_ms();
    struct timespec until;

    if (now >= deadline_ms)
        return false;
    until = realtime_in(deadline_ms - now < step ? deadline_ms - now : step);
    pthread_cond_timedwait(&condition->native, &mutex->native, &until);
    return true;
}

uint64_t wmi__clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static pthread_attr_t small_stack(int detach_state)
{
    pthread_attr_t attributes;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_attr_setdetachstate(&attributes, detach_state);
    return attributes;
}

static void *run_thread(void *argument)
{
    const wmi__thread *thread = argument;

    thread->body(thread->argument);
    return NULL;
}

wmi__thread *wmi__thread_start(void (*body)(void *argument), void *argument)
{
    wmi__thread *thread = calloc(1, sizeof *thread);
    pthread_attr_t attributes;

    if (thread == NULL)
        return NULL;
    thread->body = body;
    thread->argument = argument;

    attributes = small_stack(PTHREAD_CREATE_JOINABLE);
    if (pthread_create(&thread->native, &attributes, run_thread, thread) != 0) {
        free(thread);
        thread = NULL;
    }
    pthread_attr_destroy(&attributes);
    return thread;
}

void wmi__thread_join(wmi__thread *thread)
{
    pthread_join(thread->native, NULL);
    free(thread);
}

static void *run_detached(void *argument)
{
    wmi__thread thread = *(wmi__thread *)argument;

    free(argument);
    thread.body(thread.argument);
    return NULL;
}

bool wmi__thread_start_detached(void (*body)(void *argument), void *argument)
{
    wmi__thread *thread = calloc(1, sizeof *thread);
    pthread_attr_t attributes;
    bool started;

    if (thread == NULL)
        return false;
    thread->body = body;
    thread->argument = argument;
    attributes = small_stack(PTHREAD_CREATE_DETACHED);
    started = pthread_create(&thread->native, &attributes, run_detached, thread) == 0;
    pthread_attr_destroy(&attributes);
    if (!started)
        free(thread);
    return started;
}

void wmi__sleep(uint32_t milliseconds)
{
    struct timespec left = { (time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000L };

    nanosleep(&left, NULL);
}

uintptr_t wmi__thread_id(void)
{
    return (uintptr_t)pthread_self();
}

void wmi__calls_allow_cancel(bool allow)
{
    (void)allow;
}

void wmi__calls_cancel(uintptr_t thread_id)
{
    typedef void (*cancel_function)(uintptr_t thread);
    cancel_function cancel = (cancel_function)wmi__find_function("ole32.dll", "wmi__cancel_calls");

    if (cancel != NULL)
        cancel(thread_id);
}

struct wmi__signal {
    wmi__mutex lock;
    wmi__condition changed;
    bool is_set;
};

wmi__signal *wmi__signal_create(void)
{
    wmi__signal *signal = calloc(1, sizeof *signal);

    if (signal == NULL)
        return NULL;
    wmi__mutex_init(&signal->lock);
    wmi__condition_init(&signal->changed);
    return signal;
}

void wmi__signal_free(wmi__signal *signal)
{
    wmi__condition_destroy(&signal->changed);
    wmi__mutex_destroy(&signal->lock);
    free(signal);
}

void wmi__signal_set(wmi__signal *signal)
{
    wmi__mutex_lock(&signal->lock);
    signal->is_set = true;
    wmi__condition_broadcast(&signal->changed);
    wmi__mutex_unlock(&signal->lock);
}

void wmi__signal_wait(wmi__signal *signal, uint64_t deadline_ms, bool dispatch)
{
    (void)dispatch; /* there is no message loop here */
    wmi__mutex_lock(&signal->lock);
    while (!signal->is_set) {
        if (deadline_ms == WMI__NEVER)
            wmi__condition_wait(&signal->changed, &signal->lock);
        else if (!wmi__condition_wait_until(&signal->changed, &signal->lock, deadline_ms))
            break;
    }
    signal->is_set = false;
    wmi__mutex_unlock(&signal->lock);
}

/* Threads have no identity of their own here. */
bool wmi__token_capture(wmi__token **token)
{
    *token = NULL;
    return true;
}

bool wmi__token_assume(const wmi__token *token)
{
    return token == NULL;
}

void wmi__token_leave(void)
{
}

void wmi__token_free(wmi__token *token)
{
    (void)token;
}

bool wmi__native_slot_create(uintptr_t *key)
{
    pthread_key_t native;

    if (pthread_key_create(&native, wmi__thread_slot_end_block) != 0)
        return false;
    *key = native;
    return true;
}

void *wmi__native_slot_get(uintptr_t key)
{
    return pthread_getspecific((pthread_key_t)key);
}

bool wmi__native_slot_set(uintptr_t key, void *block)
{
    return pthread_setspecific((pthread_key_t)key, block) == 0;
}

/* POSIX runs no destructor for a key that is deleted: the calling thread's own block is ended here. */
void wmi__native_slot_destroy(uintptr_t key)
{
    void *block = pthread_getspecific((pthread_key_t)key);

    pthread_key_delete((pthread_key_t)key);
    if (block != NULL)
        wmi__thread_slot_end_block(block);
}

/* Both are the host's name; the NetBIOS one ends at its first dot. */
bool wmi__computer_name(wmi__name_kind kind, char *name, size_t size)
{
    bool fits = gethostname(name, size) == 0 && memchr(name, '\0', size) != NULL;

    if (!fits)
        name[0] = '\0';
    else if (kind == WMI__NAME_NETBIOS)
        name[strcspn(name, ".")] = '\0';
    return name[0] != '\0';
}

FILE *wmi__open_file(const char *name)
{
    return fopen(name, "rb");
}

/* Replaces a name in a folder, which ends where the name begins, by the first there that differs only in its case. */
static bool find_in_any_case(const char *folder, char *name)
{
    DIR *entries = opendir(folder[0] == '\0' ? "." : folder);
    char best[NAME_MAX + 1] = "";
    const struct dirent *each;

    /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is this thread's own */
    while (entries != NULL && (each = readdir(entries)) != NULL) {
        if (strcasecmp(each->d_name, name) == 0 && (best[0] == '\0' || strcmp(each->d_name, best) < 0))
            strcpy(best, each->d_name);
    }
    if (entries != NULL)
        closedir(entries);
    if (best[0] != '\0')
        memcpy(name, best, strlen(best));
    return best[0] != '\0';
}

/* Name by name from the left; those that exist stay as they are. */
static bool correct_case(char *path)
{
    char folder[PATH_MAX] = "";
    char *name = path;
    bool found = true;

    while (found && name[0] != '\0') {
        size_t length = strcspn(name, "/");
        char next = name[length];

        name[length] = '\0';
        found = length == 0 || access(path, F_OK) == 0 || find_in_any_case(folder, name);
        name[length] = next;
        name += length + (next == '/' ? 1 : 0);
        if (next == '/')
            snprintf(folder, sizeof folder, "%.*s", (int)(name - path), path);
    }
    return found;
}

FILE *wmi__open_file_in_any_case(const char *name)
{
    FILE *file = fopen(name, "rb");
    char path[PATH_MAX];

    if (file != NULL || errno != ENOENT || strlen(name) >= sizeof path)
        return file;
    strcpy(path, name);
    return correct_case(path) ? fopen(path, "rb") : NULL;
}

/* Those that LookupPrivilegeValue knows: learn.microsoft.com/windows/win32/secauthz/privilege-constants. */
static const char *const privileges[] = {
    "AssignPrimaryToken",
    "Audit",
    "Backup",
    "ChangeNotify",
    "CreateGlobal",
    "CreatePagefile",
    "CreatePermanent",
    "CreateSymbolicLink",
    "CreateToken",
    "Debug",
    "DelegateSessionUserImpersonate",
    "EnableDelegation",
    "Impersonate",
    "IncreaseBasePriority",
    "IncreaseQuota",
    "IncreaseWorkingSet",
    "LoadDriver",
    "LockMemory",
    "MachineAccount",
    "ManageVolume",
    "ProfileSingleProcess",
    "Relabel",
    "RemoteShutdown",
    "Restore",
    "Security",
    "Shutdown",
    "SyncAgent",
    "SystemEnvironment",
    "SystemProfile",
    "Systemtime",
    "TakeOwnership",
    "Tcb",
    "TimeZone",
    "TrustedCredManAccess",
    "Undock",
};

#define NO_SUCH_PRIVILEGE 1313u /* ERROR_NO_SUCH_PRIVILEGE */

uint32_t wmi__privilege_enable(const char *name, const char **function)
{
    char known[64];

    *function = "LookupPrivilegeValue";
    for (size_t i = 0; i < sizeof privileges / sizeof privileges[0]; i++) {
        snprintf(known, sizeof known, "Se%sPrivilege", privileges[i]);
        if (strcasecmp(name, known) == 0)
            return 0;
    }
    return NO_SUCH_PRIVILEGE;
}
