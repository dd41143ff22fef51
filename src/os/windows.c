/* SPDX-License-Identifier: MIT */
#include "os/functions.h"
#include "os/os.h"

#include "os/thread_slot.h"

#include <stdlib.h>
#include <wchar.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <objbase.h>

/* Small, since a deadline worker only makes one call; COM's own proxies stay well below it. */
#define STACK_SIZE ((SIZE_T)256 * 1024)

struct wmi__thread {
    HANDLE native;
    void (*body)(void *argument);
    void *argument;
};

_Static_assert(sizeof(wmi__mutex) == sizeof(SRWLOCK), "a lock is an SRWLOCK");
_Static_assert(sizeof(wmi__condition) == sizeof(CONDITION_VARIABLE), "a condition is a CONDITION_VARIABLE");

static SRWLOCK *native_lock(wmi__mutex *mutex)
{
    return (SRWLOCK *)(void *)mutex;
}

static CONDITION_VARIABLE *native_condition(wmi__condition *condition)
{
    return (CONDITION_VARIABLE *)(void *)condition;
}

const bool wmi__is_windows = true;

void wmi__mutex_init(wmi__mutex *mutex)
{
    InitializeSRWLock(native_lock(mutex));
}

void wmi__mutex_destroy(wmi__mutex *mutex)
{
    (void)mutex; /* an SRWLOCK holds nothing */
}

void wmi__mutex_lock(wmi__mutex *mutex)
{
    AcquireSRWLockExclusive(native_lock(mutex));
}

void wmi__mutex_unlock(wmi__mutex *mutex)
{
    ReleaseSRWLockExclusive(native_lock(mutex));
}

void wmi__condition_init(wmi__condition *condition)
{
    InitializeConditionVariable(native_condition(condition));
}

void wmi__condition_destroy(wmi__condition *condition)
{
    (void)condition; /* a CONDITION_VARIABLE holds nothing */
}

void wmi__condition_broadcast(wmi__condition *condition)
{
    WakeAllConditionVariable(native_condition(condition));
}

void wmi__condition_wait(wmi__condition *condition, wmi__mutex *mutex)
{
    SleepConditionVariableSRW(native_condition(condition), native_lock(mutex), INFINITE, 0);
}

bool wmi__condition_wait_until(wmi__condition *condition, wmi__mutex *mutex, uint64_t deadline_ms)
{
    uint64_t now = wmi__clock_ms();
    uint64_t left;

    if (now >= deadline_ms)
        return false;
    left = deadline_ms - now;
    if (left >= INFINITE)
        left = INFINITE - 1;
    SleepConditionVariableSRW(native_condition(condition), native_lock(mutex), (DWORD)left, 0);
    return true;
}

uint64_t wmi__clock_ms(void)
{
    return GetTickCount64();
}

static DWORD WINAPI run_thread(void *argument)
{
    const wmi__thread *thread = argument;

    thread->body(thread->argument);
    return 0;
}

wmi__thread *wmi__thread_start(void (*body)(void *argument), void *argument)
{
    wmi__thread *thread = calloc(1, sizeof *thread);

    if (thread == NULL)
        return NULL;
    thread->body = body;
    thread->argument = argument;
    thread->native = CreateThread(NULL, STACK_SIZE, run_thread, thread, STACK_SIZE_PARAM_IS_A_RESERVATION,
                                  NULL);
    if (thread->native == NULL) {
        free(thread);
        return NULL;
    }
    return thread;
}

void wmi__thread_join(wmi__thread *thread)
{
    WaitForSingleObject(thread->native, INFINITE);
    CloseHandle(thread->native);
    free(thread);
}

/* An address in this module: the code of a detached thread must stay loaded. */
static const char anchor;

typedef struct detached {
    void (*body)(void *argument);
    void *argument;
    HMODULE module;
} detached;

static DWORD WINAPI run_detached(void *argument)
{
    detached thread = *(detached *)argument;

    free(argument);
    thread.body(thread.argument);
    FreeLibraryAndExitThread(thread.module, 0);
}

bool wmi__thread_start_detached(void (*body)(void *argument), void *argument)
{
    detached *thread = calloc(1, sizeof *thread);
    HANDLE native;

    if (thread == NULL)
        return false;
    thread->body = body;
    thread->argument = argument;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCWSTR)(const void *)&anchor,
                            &thread->module)) {
        free(thread);
        return false;
    }
    native = CreateThread(NULL, STACK_SIZE, run_detached, thread, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    if (native == NULL) {
        FreeLibrary(thread->module);
        free(thread);
        return false;
    }
    CloseHandle(native);
    return true;
}

void wmi__sleep(uint32_t milliseconds)
{
    Sleep(milliseconds);
}

uintptr_t wmi__thread_id(void)
{
    return GetCurrentThreadId();
}

/* Wine exports these functions and ends the program when one is called. */
static wmi__function find_in_windows_alone(const char *name)
{
    return wmi__find_function("ntdll.dll", "wine_get_version") == NULL ? wmi__find_function("ole32.dll", name)
                                                                       : NULL;
}

void wmi__calls_allow_cancel(bool allow)
{
    typedef HRESULT(STDAPICALLTYPE * allow_function)(void *reserved);
    allow_function function = (allow_function)find_in_windows_alone(allow ? "CoEnableCallCancellation"
                                                                          : "CoDisableCallCancellation");

    if (function != NULL)
        function(NULL);
}

void wmi__calls_cancel(uintptr_t thread_id)
{
    typedef HRESULT(STDAPICALLTYPE * cancel_function)(DWORD thread, ULONG seconds);
    cancel_function function = (cancel_function)find_in_windows_alone("CoCancelCall");

    if (function != NULL)
        function((DWORD)thread_id, 0);
}

struct wmi__signal {
    HANDLE event;
};

wmi__signal *wmi__signal_create(void)
{
    wmi__signal *signal = calloc(1, sizeof *signal);

    if (signal == NULL)
        return NULL;
    signal->event = CreateEventW(NULL, FALSE, FALSE, NULL);
    if (signal->event == NULL) {
        free(signal);
        return NULL;
    }
    return signal;
}

void wmi__signal_free(wmi__signal *signal)
{
    CloseHandle(signal->event);
    free(signal);
}

void wmi__signal_set(wmi__signal *signal)
{
    SetEvent(signal->event);
}

static DWORD milliseconds_until(uint64_t deadline_ms)
{
    uint64_t now = wmi__clock_ms();

    if (deadline_ms == WMI__NEVER)
        return INFINITE;
    if (deadline_ms <= now)
        return 0;
    return deadline_ms - now < INFINITE ? (DWORD)(deadline_ms - now) : INFINITE - 1;
}

void wmi__signal_wait(wmi__signal *signal, uint64_t deadline_ms, bool dispatch)
{
    HRESULT hr = E_FAIL;
    DWORD index;

    if (dispatch)
        hr = CoWaitForMultipleHandles(0, milliseconds_until(deadline_ms), 1, &signal->event, &index);
    if (FAILED(hr) && hr != RPC_S_CALLPENDING)
        WaitForSingleObject(signal->event, milliseconds_until(deadline_ms));
}

/* advapi32 is looked up: a program that does not impersonate need not load it. */
typedef BOOL(WINAPI *open_thread_token_function)(HANDLE thread, DWORD access, BOOL as_self, HANDLE *token);
typedef BOOL(WINAPI *set_thread_token_function)(HANDLE *thread, HANDLE token);

struct wmi__token {
    HANDLE native;
};

bool wmi__token_capture(wmi__token **token)
{
    open_thread_token_function open = (open_thread_token_function)wmi__find_function("advapi32.dll",
                                                                                     "OpenThreadToken");
    HANDLE native;

    *token = NULL;
    if (open == NULL)
        return true; /* impersonation requires advapi32 */
    if (!open(GetCurrentThread(), TOKEN_IMPERSONATE | TOKEN_QUERY, TRUE, &native))
        return GetLastError() == ERROR_NO_TOKEN;
    *token = calloc(1, sizeof **token);
    if (*token == NULL) {
        CloseHandle(native);
        return false;
    }
    (*token)->native = native;
    return true;
}

bool wmi__token_assume(const wmi__token *token)
{
    set_thread_token_function set = (set_thread_token_function)wmi__find_function("advapi32.dll",
                                                                                  "SetThreadToken");

    return token == NULL || (set != NULL && set(NULL, token->native));
}

void wmi__token_leave(void)
{
    set_thread_token_function set = (set_thread_token_function)wmi__find_function("advapi32.dll",
                                                                                  "SetThreadToken");

    if (set != NULL)
        set(NULL, NULL);
}

void wmi__token_free(wmi__token *token)
{
    if (token == NULL)
        return;
    CloseHandle(token->native);
    free(token);
}

typedef BOOL(WINAPI *open_process_token_function)(HANDLE process, DWORD access, HANDLE *token);
typedef BOOL(WINAPI *lookup_privilege_function)(const WCHAR *system, const WCHAR *name, LUID *privilege);
typedef BOOL(WINAPI *adjust_privileges_function)(HANDLE token, BOOL disable_all, TOKEN_PRIVILEGES *privileges,
                                                 DWORD size, TOKEN_PRIVILEGES *previous,
                                                 DWORD *previous_size);

/* The longest name has 41 characters. */
static uint32_t find_privilege(const char *name, LUID *privilege)
{
    lookup_privilege_function look_up = (lookup_privilege_function)wmi__find_function(
        "advapi32.dll", "LookupPrivilegeValueW");
    WCHAR wide[64];

    if (look_up == NULL)
        return ERROR_PROC_NOT_FOUND;
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide,
                            (int)(sizeof wide / sizeof wide[0])) == 0)
        return ERROR_NO_SUCH_PRIVILEGE;
    return look_up(NULL, wide, privilege) ? ERROR_SUCCESS : GetLastError();
}

/* It succeeds when the token does not have the privilege, and says so by the error only. */
static uint32_t adjust(HANDLE token, const LUID *privilege)
{
    adjust_privileges_function call = (adjust_privileges_function)wmi__find_function("advapi32.dll",
                                                                                     "AdjustTokenPrivileges");
    TOKEN_PRIVILEGES wanted = { 1, { { *privilege, SE_PRIVILEGE_ENABLED } } };

    if (call == NULL)
        return ERROR_PROC_NOT_FOUND;
    SetLastError(ERROR_SUCCESS);
    call(token, FALSE, &wanted, 0, NULL, NULL);
    return GetLastError();
}

static uint32_t open_token(HANDLE *token)
{
    open_process_token_function call = (open_process_token_function)wmi__find_function("advapi32.dll",
                                                                                       "OpenProcessToken");

    if (call == NULL)
        return ERROR_PROC_NOT_FOUND;
    return call(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, token) ? ERROR_SUCCESS
                                                                                   : GetLastError();
}

static uint32_t enable_privilege(const char *name, const char **function)
{
    HANDLE token = NULL;
    uint32_t error;
    LUID privilege;

    *function = "LookupPrivilegeValue";
    error = find_privilege(name, &privilege);
    if (error != ERROR_SUCCESS)
        return error;
    *function = "OpenProcessToken";
    error = open_token(&token);
    if (error != ERROR_SUCCESS)
        return error;
    *function = "AdjustTokenPrivileges";
    error = adjust(token, &privilege);
    CloseHandle(token);
    return error;
}

uint32_t wmi__privilege_enable(const char *name, const char **function)
{
    HMODULE library = LoadLibraryA(
        "advapi32.dll"); /* one of the DLLs that come from the system folder only */
    uint32_t error;

    *function = "LoadLibrary";
    if (library == NULL)
        return GetLastError();
    error = enable_privilege(name, function);
    FreeLibrary(library);
    return error;
}

static void WINAPI end_block(void *block)
{
    wmi__thread_slot_end_block(block);
}

bool wmi__native_slot_create(uintptr_t *key)
{
    DWORD index = FlsAlloc(end_block);

    *key = index;
    return index != FLS_OUT_OF_INDEXES;
}

void *wmi__native_slot_get(uintptr_t key)
{
    return FlsGetValue((DWORD)key);
}

bool wmi__native_slot_set(uintptr_t key, void *block)
{
    return FlsSetValue((DWORD)key, block);
}

/* FlsFree calls end_block for every thread's block, while this code is still loaded. */
void wmi__native_slot_destroy(uintptr_t key)
{
    FlsFree((DWORD)key);
}

bool wmi__computer_name(wmi__name_kind kind, char *name, size_t size)
{
    WCHAR wide[256];
    DWORD units = (DWORD)(sizeof wide / sizeof wide[0]);
    COMPUTER_NAME_FORMAT format = kind == WMI__NAME_DNS ? ComputerNameDnsFullyQualified : ComputerNameNetBIOS;
    int bytes = 0;

    if (GetComputerNameExW(format, wide, &units))
        bytes = WideCharToMultiByte(CP_UTF8, 0, wide, -1, name, (int)size, NULL, NULL);
    if (bytes == 0)
        name[0] = '\0';
    return name[0] != '\0';
}

FILE *wmi__open_file(const char *name)
{
    WCHAR wide[MAX_PATH];

    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide, MAX_PATH) == 0)
        return NULL;
    return _wfopen(wide, L"rb");
}

FILE *wmi__open_file_in_any_case(const char *name)
{
    return wmi__open_file(name);
}

wmi__function wmi__find_function(const char *library, const char *name)
{
    HMODULE module = GetModuleHandleA(library);

    return module == NULL ? NULL : (wmi__function)GetProcAddress(module, name);
}
