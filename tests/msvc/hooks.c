/* SPDX-License-Identifier: MIT */
/* What src/os/compiler.h has called at a thread's start and at the program's end: told on the standard output. */
#include "os/compiler.h"

#include <stdio.h>
#include <windows.h>

static LONG threads;

static void say_the_end(void)
{
    puts("unloaded");
    fflush(stdout);
}
WMI__AT_UNLOAD(say_the_end);

static void NTAPI count_threads(PVOID module, DWORD reason, PVOID reserved)
{
    (void)module;
    (void)reserved;
    if (reason == DLL_THREAD_ATTACH)
        InterlockedIncrement(&threads);
}
WMI__AT_THREADS(count_threads);

static DWORD WINAPI do_nothing(void *argument)
{
    (void)argument;
    return 0;
}

int main(void)
{
    HANDLE thread = CreateThread(NULL, 0, do_nothing, NULL, 0, NULL);

    if (thread == NULL)
        return 1;
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    printf("%s\n", threads > 0 ? "threads" : "NO THREADS");
    return threads > 0 ? 0 : 1;
}
