/* SPDX-License-Identifier: MIT */
/*
 * <stdatomic.h>, or the part of it that this project uses, by the same names, where Microsoft's compiler has none:
 * before version 17.5 of Visual Studio, and later without /experimental:c11atomics.
 */
#ifndef WMIKIT_SRC_OS_ATOMIC_H
#define WMIKIT_SRC_OS_ATOMIC_H

#if !defined(_MSC_VER) || !defined(__STDC_NO_ATOMICS__)

#include <stdatomic.h>

#else

#include <stdbool.h>
#include <stddef.h>

/* Every atomic object is a word, whatever it stands for, so that one function serves all. */
#ifdef _WIN64
typedef __int64 wmi__word;
#define WMI__INTERLOCKED(operation) _Interlocked##operation##64
#else
typedef long wmi__word;
#define WMI__INTERLOCKED(operation) _Interlocked##operation
#endif
typedef volatile wmi__word wmi__atomic;
typedef wmi__atomic atomic_bool;
typedef wmi__atomic atomic_int;
typedef wmi__atomic atomic_uint;
typedef wmi__atomic atomic_ulong;
typedef wmi__atomic atomic_size_t;

/* The compiler's own: declared here, <intrin.h> and <windows.h> need not be read. */
wmi__word WMI__INTERLOCKED(Exchange)(wmi__atomic *object, wmi__word value);
wmi__word WMI__INTERLOCKED(ExchangeAdd)(wmi__atomic *object, wmi__word value);
wmi__word WMI__INTERLOCKED(CompareExchange)(wmi__atomic *object, wmi__word value, wmi__word expected);

static inline size_t wmi__atomic_exchange(wmi__atomic *object, size_t value)
{
    return (size_t)WMI__INTERLOCKED(Exchange)(object, (wmi__word)value);
}

static inline size_t wmi__atomic_add(wmi__atomic *object, size_t value)
{
    return (size_t)WMI__INTERLOCKED(ExchangeAdd)(object, (wmi__word)value);
}

static inline size_t wmi__atomic_load(const wmi__atomic *object)
{
    return wmi__atomic_add((wmi__atomic *)object, 0);
}

static inline bool wmi__atomic_exchange_if(wmi__atomic *object, int *expected, int value)
{
    int found = (int)WMI__INTERLOCKED(CompareExchange)(object, value, *expected);
    bool is_expected = found == *expected;

    *expected = found;
    return is_expected;
}

#define atomic_init(object, value)      ((void)(*(object) = (wmi__word)(value)))
#define atomic_load(object)             wmi__atomic_load(object)
#define atomic_store(object, value)     ((void)wmi__atomic_exchange(object, (size_t)(value)))
#define atomic_exchange(object, value)  wmi__atomic_exchange(object, (size_t)(value))
#define atomic_fetch_add(object, value) wmi__atomic_add(object, (size_t)(value))
#define atomic_fetch_sub(object, value) wmi__atomic_add(object, (size_t)0 - (size_t)(value))
#define atomic_compare_exchange_strong(object, expected, value) \
    wmi__atomic_exchange_if(object, expected, value)

#endif

#endif
