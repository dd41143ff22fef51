/* SPDX-License-Identifier: MIT */
/* A client as they are written: a window's thread and a worker, each with its own COM. It knows nothing of the mock. */
#ifndef WMIKIT_TESTS_MOCK_WILD_CLIENT_H
#define WMIKIT_TESTS_MOCK_WILD_CLIENT_H

#include <wmikit/com.h>

#include <stddef.h>

/* What the client shows in its window. */
typedef struct wild_report {
    HRESULT of_window, of_worker;
    OLECHAR caption[64]; /* of this computer's Windows */
    size_t running;      /* services on the server */
} wild_report;

/* The thread of the window: it starts the worker, and waits for it. */
void wild_client(wild_report *report);

#endif
