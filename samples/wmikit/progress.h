/* SPDX-License-Identifier: MIT */
/* A line on the terminal of standard error that tells how far a round is; nothing where that is no terminal. */
#ifndef TOOL_PROGRESS_H
#define TOOL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct progress {
    bool is_on; /* there is a terminal */
    uint64_t begin_us;
    uint64_t shown_us;
    size_t width; /* of the line that stands there; 0: none */
    size_t done;
    size_t total;
    size_t failed;
} progress;

void progress_begin(progress *self, size_t total);

/* Writes the line with the counts that it has, a few times a second. */
void progress_show(progress *self);

/* Removes the line, before something else is written there. */
void progress_hide(progress *self);

#endif
