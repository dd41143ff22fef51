/* SPDX-License-Identifier: MIT */
/*
 * Lets calls of the COM runtime fail on demand. Native only; link with --wrap of all that is wrapped in
 * runtime_faults.c (wmikit_wrap_runtime).
 */
#ifndef WMIKIT_TESTS_SUPPORT_RUNTIME_FAULTS_H
#define WMIKIT_TESTS_SUPPORT_RUNTIME_FAULTS_H

#include <wmikit/com.h>

#include <stddef.h>

/* Lets the n-th wrapped call from now on (1: the next one) fail, in whatever thread; 0: none. */
void runtime_faults_fail(size_t nth);

/* Lets no more fail. What the one that failed has given; S_OK when none did. */
HRESULT runtime_faults_end(void);

#endif
