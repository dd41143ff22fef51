/* SPDX-License-Identifier: MIT */
/*
 * A file that appears under its name only when it is complete: until then it has another one, in the same folder, and
 * a file that was there before stays as it was. What is not a file, such as /dev/null or NUL, is written directly.
 * result_file_windows.c and result_file_posix.c; console_failure has the reason for a failure.
 */
#ifndef TOOL_RESULT_FILE_H
#define TOOL_RESULT_FILE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct result_file result_file;

/* The name is in UTF-8. NULL when it cannot be created. */
result_file *result_file_create(const char *name);

bool result_file_write(result_file *file, const char *bytes, size_t length);

/* Moves it to its name, or removes it when it is not to be kept or cannot be moved. Frees it in every case. */
bool result_file_end(result_file *file, bool keep);

#endif
