/* SPDX-License-Identifier: MIT */
/* An IWbemObjectSink that writes down what it gets. */
#ifndef WMIKIT_TESTS_SUPPORT_SINK_H
#define WMIKIT_TESTS_SUPPORT_SINK_H

#include "support/support.h"

#include "os/os.h"

#include <wmikit/com.h>

#include <stdatomic.h>

typedef struct sink {
    IWbemObjectSink com;
    bool only_counts; /* set by a test: it reads no object, so that it needs no memory */
    HRESULT answer;   /* of Indicate; S_OK unless a test sets it */
    HRESULT answer_to_progress;
    atomic_int references;
    wmi__mutex lock; /* protects what follows */
    wmi__condition news;
    char texts[512];    /* the Id, Text or __CLASS of each object: "a; b" */
    char path[256];     /* the __PATH of the last object */
    char steps[256];    /* the progress that was reported: "1/3 2/3" */
    uint32_t last_step; /* its words */
    unsigned indicated, reported, completed, calls_after_the_end;
    HRESULT code; /* the rest is of the last call: WBEM_STATUS_COMPLETE */
    bool has_text, has_error;
    char text[256];        /* strParam */
    char operation[64];    /* of the error object */
    char description[320]; /* the same */
    uint32_t status_code;  /* the same */
    uintptr_t thread;
    APTTYPE apartment;
} sink;

void sink_open(sink *self);

/* Waits until there were so many objects, and the last call if `completed` is 1. */
void sink_wait(sink *self, unsigned indicated, unsigned completed);

/* The same, but the last call ends the wait in every case. */
void sink_wait_or_end(sink *self, unsigned indicated);

/* The mock is destroyed: nothing refers to the sink any more, and it has got one last call. */
void sink_close(sink *self);

/* The same for a sink that got no call at all. */
void sink_close_unused(sink *self);

#endif
