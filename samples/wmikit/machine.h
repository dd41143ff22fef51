/* SPDX-License-Identifier: MIT */
/* System functions of single commands: machine_windows.c and machine_posix.c. */
#ifndef TOOL_MACHINE_H
#define TOOL_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Microseconds of a monotonic clock. */
uint64_t machine_clock_us(void);

/*
 * Looks up the address of a computer. False on failure, and `answer` is the reason in
 * the system's words. Blocks during the look-up.
 */
bool machine_resolve(const char *name, char *answer, size_t size);

/* Opens a file for reading, unchanged; its name is UTF-8. NULL on failure. */
FILE *machine_open_file(const char *name);

#endif
