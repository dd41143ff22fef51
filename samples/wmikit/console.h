/* SPDX-License-Identifier: MIT */
/*
 * What differs between consoles: console_windows.c and console_posix.c. All text is UTF-8, whatever code page
 * a console has.
 */
#ifndef TOOL_CONSOLE_H
#define TOOL_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum console_stream {
    CONSOLE_OUTPUT,
    CONSOLE_ERRORS
} console_stream;

/*
 * To be called first, with main's arguments. Makes them UTF-8; what it makes lives as long as the program.
 * False when there is no memory.
 */
bool console_start(int *count, char ***arguments);

/* Whether a person is looking. */
bool console_is_terminal(console_stream stream);

/* How many columns a line of standard output may have; 0 when that is no terminal. */
size_t console_width(void);

/* Writes all of it, UTF-8 that ends between two characters; to a file as it is. */
bool console_write(console_stream stream, const char *bytes, size_t length);

/* Right after console_write failed: why, in the system's words; "" when the system has none. */
void console_failure(char *reason, size_t size);

/* What came of asking for a line. */
typedef enum console_line {
    CONSOLE_LINE_READ,
    CONSOLE_LINE_NONE, /* the input is at its end, or there is no terminal to ask on */
    CONSOLE_LINE_TOO_LONG
} console_line;

/* Reads a line of standard input, bytes as they are, without its end. Takes nothing of what follows it. */
console_line console_read_line(char *line, size_t size);

/*
 * Prints a prompt on standard error and reads a line from the terminal, which does not show it, even when standard
 * input is something else. The line is UTF-8, and a secret: no copy of it is left.
 */
console_line console_ask(const char *prompt, char *line, size_t size);

#endif
