/* SPDX-License-Identifier: MIT */
/* What `wmikit diagnose` asks the system: machine_windows.c and machine_posix.c. */
#ifndef TOOL_MACHINE_H
#define TOOL_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Microseconds since some moment; never goes back. */
uint64_t machine_clock_us(void);

/*
 * The address by which a computer's name is known here. False when there is none, and `answer` is the reason in
 * the system's words. Blocks for as long as the system looks for it.
 */
bool machine_resolve(const char *name, char *answer, size_t size);

#endif
