/* SPDX-License-Identifier: MIT */
/*
 * Lets allocations fail on demand. Link with -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc: what is linked into
 * the program is reached then, a DLL's allocations are not.
 */
#ifndef WMIKIT_TESTS_SUPPORT_FAULTS_H
#define WMIKIT_TESTS_SUPPORT_FAULTS_H

#include <wmikit/base.h>

/* Lets the n-th allocation from now on (1: the next one) fail, in whatever thread; 0: none. */
void faults_fail_allocation(size_t nth);

/* Lets no more fail. Whether one did. */
bool faults_end(void);

/* What is to survive: S_OK when nothing failed, else what its failure gave; it gives back all that it took. */
typedef HRESULT (*faults_scenario)(void *context);

/*
 * Lets the first allocation of a scenario fail, then the second, and so on until it passes. Each time it must
 * return E_OUTOFMEMORY, and S_OK in the end. Leaks are the sanitizer's to find. Returns how many failed.
 */
size_t faults_sweep(faults_scenario scenario, void *context);

#endif
