/* SPDX-License-Identifier: MIT */
/*
 * System functions that are not of the console: machine_windows.c and machine_posix.c. Names of files and computers are
 * UTF-8; console_failure has the reason when one that concerns a file failed.
 */
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

/* Opens a file for reading, unchanged. NULL on failure. */
FILE *machine_open_file(const char *name);

/*
 * A file that appears under its name only when it is complete: until then it has another one, in the same folder, and
 * a file that was there before stays as it was. What is not a file, such as /dev/null or NUL, is written directly.
 */
typedef struct result_file result_file;

/* NULL when it cannot be created. */
result_file *result_file_create(const char *name);

bool result_file_write(result_file *file, const char *bytes, size_t length);

/* Moves it to its name, or removes it when it is not to be kept or cannot be moved. Frees it in every case. */
bool result_file_end(result_file *file, bool keep);

#endif
