/* SPDX-License-Identifier: MIT */
/*
 * The library's own threads. One that has nothing to do stays for ten seconds, so that a program which makes one
 * limited call after the other pays for one thread. None of them is in an apartment while it is idle.
 */
#ifndef WMIKIT_SRC_COM_WORKER_H
#define WMIKIT_SRC_COM_WORKER_H

#include <stdbool.h>

/* What a worker does. It does not touch the task after `run`, which may free it. */
typedef struct wmi__task {
    void (*run)(struct wmi__task *task);
} wmi__task;

/* Runs it on an idle worker or a new thread; false when there are no resources for one. */
bool wmi__worker_start(wmi__task *task);

/* Ends the idle workers, and waits until they have ended. */
void wmi__workers_dismiss(void);

#endif
