/* SPDX-License-Identifier: MIT */
/*
 * What code of -fstack-protector asks of its program. MinGW-w64's own is in a DLL that a program would need beside it,
 * so the static library has this. A program that has one of its own keeps that: this is only linked for want of it.
 */
#include <stdint.h>
#include <windows.h>

#define STACK_BUFFER_OVERRUN 0xC0000409u

extern uintptr_t __stack_chk_guard;
void __stack_chk_fail(void) __attribute__((noreturn));

uintptr_t __stack_chk_guard = (uintptr_t)0x2B992DDFA232u;

/* As Microsoft's compiler seeds its cookie: it differs from run to run, and an address tells no more of it. */
__attribute__((constructor)) static void seed(void)
{
    LARGE_INTEGER counter;
    FILETIME now;

    QueryPerformanceCounter(&counter);
    GetSystemTimeAsFileTime(&now);
    __stack_chk_guard ^= (uintptr_t)counter.QuadPart ^ (uintptr_t)now.dwLowDateTime ^
                         ((uintptr_t)now.dwHighDateTime << 8) ^ ((uintptr_t)GetCurrentProcessId() << 16) ^
                         (uintptr_t)GetCurrentThreadId() ^ (uintptr_t)&counter;
    __stack_chk_guard &= ~(uintptr_t)0xFF; /* no text runs over a NUL */
}

/* Nothing on the stack is to be trusted: no handler runs. */
void __stack_chk_fail(void)
{
    TerminateProcess(GetCurrentProcess(), STACK_BUFFER_OVERRUN);
    __builtin_trap();
}
