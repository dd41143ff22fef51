/* SPDX-License-Identifier: MIT */
#include "support/threads.h"

#include <stdlib.h>

#ifdef _WIN32
#include <windows.h>

struct test_thread {
    HANDLE handle;
    void (*body)(void *argument);
    void *argument;
};

struct test_event {
    HANDLE handle;
};

static DWORD WINAPI run(void *argument)
{
    test_thread *thread = argument;

    thread->body(thread->argument);
    return 0;
}

static void start(test_thread *thread)
{
    thread->handle = CreateThread(NULL, 0, run, thread, 0, NULL);
    if (thread->handle == NULL)
        abort();
}

static void join(test_thread *thread)
{
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
}

test_event *test_event_create(void)
{
    test_event *event = malloc(sizeof *event);

    if (event == NULL)
        abort();
    event->handle = CreateEventW(NULL, TRUE, FALSE, NULL);
    return event;
}

void test_event_set(test_event *event)
{
    SetEvent(event->handle);
}

void test_event_wait(test_event *event)
{
    WaitForSingleObject(event->handle, INFINITE);
}

bool test_event_wait_for(test_event *event, uint32_t milliseconds)
{
    return WaitForSingleObject(event->handle, milliseconds) == WAIT_OBJECT_0;
}

void test_event_free(test_event *event)
{
    CloseHandle(event->handle);
    free(event);
}

#else
#include <pthread.h>
#include <time.h>

struct test_thread {
    pthread_t handle;
    void (*body)(void *argument);
    void *argument;
};

struct test_event {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_set;
};

static void *run(void *argument)
{
    test_thread *thread = argument;

    thread->body(thread->argument);
    return NULL;
}

static void start(test_thread *thread)
{
    if (pthread_create(&thread->handle, NULL, run, thread) != 0)
        abort();
}

static void join(test_thread *thread)
{
    pthread_join(thread->handle, NULL);
}

test_event *test_event_create(void)
{
    test_event *event = calloc(1, sizeof *event);

    if (event == NULL)
        abort();
    pthread_mutex_init(&event->lock, NULL);
    pthread_cond_init(&event->changed, NULL);
    return event;
}

void test_event_set(test_event *event)
{
    pthread_mutex_lock(&event->lock);
    event->is_set = true;
    pthread_cond_broadcast(&event->changed);
    pthread_mutex_unlock(&event->lock);
}

void test_event_wait(test_event *event)
{
    pthread_mutex_lock(&event->lock);
    while (!event->is_set)
        pthread_cond_wait(&event->changed, &event->lock);
    pthread_mutex_unlock(&event->lock);
}

bool test_event_wait_for(test_event *event, uint32_t milliseconds)
{
    struct timespec deadline;
    bool is_set;
    int error = 0;

    timespec_get(&deadline, TIME_UTC);
    deadline.tv_sec += (time_t)(milliseconds / 1000);
    deadline.tv_nsec += (long)(milliseconds % 1000) * 1000000L;
    if (deadline.tv_nsec >= 1000000000L) {
        deadline.tv_sec++;
        deadline.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&event->lock);
    while (!event->is_set && error == 0)
        error = pthread_cond_timedwait(&event->changed, &event->lock, &deadline);
    is_set = event->is_set;
    pthread_mutex_unlock(&event->lock);
    return is_set;
}

void test_event_free(test_event *event)
{
    pthread_cond_destroy(&event->changed);
    pthread_mutex_destroy(&event->lock);
    free(event);
}

#endif

test_thread *test_thread_start(void (*body)(void *argument), void *argument)
{
    test_thread *thread = malloc(sizeof *thread);

    if (thread == NULL)
        abort();
    thread->body = body;
    thread->argument = argument;
    start(thread);
    return thread;
}

void test_thread_join(test_thread *thread)
{
    join(thread);
    free(thread);
}

void test_thread_run(void (*body)(void *argument), void *argument)
{
    test_thread_join(test_thread_start(body, argument));
}
