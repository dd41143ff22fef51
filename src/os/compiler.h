/* SPDX-License-Identifier: MIT */
/*
 * What compilers write in ways of their own: gcc and clang on one side, Microsoft's and clang in its mode on the
 * other. No other file of the library or the mock has such words, but for what only one of them compiles:
 * os/posix.c, os/stack_guard.c and off_windows/. (In the public headers: WMI_API in base.h.)
 */
#ifndef WMIKIT_SRC_OS_COMPILER_H
#define WMIKIT_SRC_OS_COMPILER_H

/*
 * WMI__PRINTF(text, first): a declaration begins with it, and the compiler checks the arguments from the one with the
 * number `first` against the one with the number `text`, a format of printf.
 *
 * WMI__NOINLINE: a definition begins with it, and the function keeps a stack frame of its own.
 *
 * WMI__AT_UNLOAD(function): the static void function(void) is called when the program ends, or the DLL that it is in is
 * unloaded. Its name must be unique in the program.
 *
 * WMI__AT_THREADS(function): the loader calls the function, a PIMAGE_TLS_CALLBACK, when a thread starts or ends, in a
 * program as in a DLL. Windows only; the name must be unique, too.
 */
#ifdef _MSC_VER

#include <stdlib.h>

/* The linker drops data that nothing refers to, unless it is told its name as the linker sees it. */
#ifdef _M_IX86
#define WMI__KEEP(name) __pragma(comment(linker, "/include:_" #name))
#else
#define WMI__KEEP(name) __pragma(comment(linker, "/include:" #name))
#endif

#pragma section(".CRT$XCU", long, read)
#pragma section(".CRT$XLM", long, read)

#define WMI__PRINTF(text, first)
#define WMI__NOINLINE __declspec(noinline)
#define WMI__AT_UNLOAD(function)                                                                  \
    static void __cdecl function##_registers(void)                                                \
    {                                                                                             \
        atexit(function); /* in a DLL: of that DLL */                                             \
    }                                                                                             \
    WMI__KEEP(wmi__registers_##function)                                                          \
    extern __declspec(allocate(".CRT$XCU")) void(__cdecl *const wmi__registers_##function)(void); \
    __declspec(allocate(".CRT$XCU")) void(__cdecl *const wmi__registers_##function)(              \
        void) = function##_registers
#define WMI__AT_THREADS(function)                                                              \
    WMI__KEEP(_tls_used)                                                                       \
    WMI__KEEP(wmi__threads_##function)                                                         \
    extern __declspec(allocate(".CRT$XLM")) const PIMAGE_TLS_CALLBACK wmi__threads_##function; \
    __declspec(allocate(".CRT$XLM")) const PIMAGE_TLS_CALLBACK wmi__threads_##function = function

#else

#define WMI__PRINTF(text, first) __attribute__((format(printf, text, first)))
#define WMI__NOINLINE            __attribute__((noinline))
#define WMI__AT_UNLOAD(function)                                       \
    __attribute__((destructor)) static void function##_at_unload(void) \
    {                                                                  \
        function();                                                    \
    }                                                                  \
    _Static_assert(1, "a semicolon follows")
#define WMI__AT_THREADS(function) \
    __attribute__((section(".CRT$XLM"), used)) static PIMAGE_TLS_CALLBACK function##_of_loader = function

#endif

#endif
