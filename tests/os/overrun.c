/* SPDX-License-Identifier: MIT */
/* Compiled with a stack protector, it overruns a buffer: the library's guard stops it. It prints what happens. */
#include <wmikit.h>

#include <stdio.h>
#include <windows.h>

__attribute__((noinline)) static void fill(volatile char *buffer, size_t size)
{
    for (size_t i = 0; i < size; i++)
        buffer[i] = 'x';
}

__attribute__((noinline)) static void victim(size_t size)
{
    volatile char buffer[16];

    fill(buffer, size);
}

static void tell(const char *what)
{
    printf("%s\n", what);
    fflush(stdout);
}

/* Without the guard, the function returns to where there is nothing. */
static LONG WINAPI fault(EXCEPTION_POINTERS *pointers)
{
    (void)pointers;
    tell("not stopped");
    return EXCEPTION_EXECUTE_HANDLER;
}

int main(void)
{
    SetUnhandledExceptionFilter(fault);
    wmi_free(NULL); /* the library is linked, and its guard with it */
    victim(16);
    tell("whole");
    victim(48);
    tell("not stopped");
    return 0;
}
