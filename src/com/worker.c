/* SPDX-License-Identifier: MIT */
#include "com/worker.h"

#include "os/os.h"

#define IDLE_MS   10000
#define MOST_IDLE 8

/* A thread's own, on its stack; in the list while it is idle. */
typedef struct worker {
    struct worker *next;
    wmi__condition called;
    wmi__task *task;
    unsigned generation; /* in which it got its task */
    bool dismissed;
} worker;

static wmi__mutex lock = WMI__MUTEX_INIT;
static wmi__condition gone = WMI__CONDITION_INIT;
static worker *idle;
static size_t idle_count;
static size_t leaving; /* dismissed, and not at its end yet */

/* A new one with each dismissal: who got a task before does not become idle after it. */
static unsigned generation;

/* The lock is held. */
static void take_out(const worker *self)
{
    worker **link = &idle;

    while (*link != self)
        link = &(*link)->next;
    *link = self->next;
    idle_count--;
}

/* Whether there is another task. */
static bool wait_for_task(worker *self)
{
    uint64_t until = wmi__clock_ms() + IDLE_MS;

    self->task = NULL;
    wmi__mutex_lock(&lock);
    if (idle_count < MOST_IDLE && self->generation == generation) {
        self->next = idle;
        idle = self;
        idle_count++;
        while (self->task == NULL && !self->dismissed) {
            if (!wmi__condition_wait_until(&self->called, &lock, until))
                break;
        }
        if (self->task == NULL && !self->dismissed)
            take_out(self);
    }
    wmi__mutex_unlock(&lock);
    return self->task != NULL;
}

static void leave(const worker *self)
{
    wmi__mutex_lock(&lock);
    if (self->dismissed) {
        leaving--;
        wmi__condition_broadcast(&gone);
    }
    wmi__mutex_unlock(&lock);
}

static void serve(void *argument)
{
    worker self = { .task = argument };

    wmi__condition_init(&self.called);
    wmi__mutex_lock(&lock);
    self.generation = generation;
    wmi__mutex_unlock(&lock);
    do
        self.task->run(self.task);
    while (wait_for_task(&self));
    wmi__condition_destroy(&self.called);
    leave(&self);
}

bool wmi__worker_start(wmi__task *task)
{
    worker *called;

    wmi__mutex_lock(&lock);
    called = idle;
    if (called != NULL) {
        take_out(called);
        called->task = task;
        wmi__condition_broadcast(&called->called);
    }
    wmi__mutex_unlock(&lock);
    return called != NULL || wmi__thread_start_detached(serve, task);
}

void wmi__workers_dismiss(void)
{
    wmi__mutex_lock(&lock);
    generation++;
    while (idle != NULL) {
        worker *self = idle;

        take_out(self);
        self->dismissed = true;
        leaving++;
        wmi__condition_broadcast(&self->called);
    }
    while (leaving > 0)
        wmi__condition_wait(&gone, &lock);
    wmi__mutex_unlock(&lock);
}
