/* SPDX-License-Identifier: MIT */
/* Threads for tests. A body must not use cmocka's assertions: those belong to the thread of the test. */
#ifndef WMIKIT_TESTS_SUPPORT_THREADS_H
#define WMIKIT_TESTS_SUPPORT_THREADS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct test_thread test_thread;

/* Starts body(argument); ends the program when there is no thread to be had. */
test_thread *test_thread_start(void (*body)(void *argument), void *argument);
void test_thread_join(test_thread *thread);

/* Runs body(argument) on a thread of its own, from its beginning to its end. */
void test_thread_run(void (*body)(void *argument), void *argument);

/* What one thread tells another: at first unset. */
typedef struct test_event test_event;
test_event *test_event_create(void);
void test_event_set(test_event *event);
void test_event_wait(test_event *event);
bool test_event_wait_for(test_event *event, uint32_t milliseconds); /* whether it is set by then */
void test_event_free(test_event *event);

#endif
