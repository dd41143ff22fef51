/* SPDX-License-Identifier: MIT */
/*
 * Functions that differ between consoles: console_windows.c and console_posix.c. All text is UTF-8, whatever code page
 * a console has.
 */
#ifndef TOOL_CONSOLE_H
#define TOOL_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum console_stream {
    CONSOLE_OUTPUT,
    CONSOLE_ERRORS
} console_stream;

/*
 * Call it first, with main's arguments. Converts them to UTF-8; the result is valid until the program ends.
 * False when there is no memory.
 */
bool console_start(int *count, char ***arguments);

/* Whether it is a terminal. */
bool console_is_terminal(console_stream stream);

/* The width of standard output in columns; 0 when it is not a terminal. */
size_t console_width(void);

/* Writes all of it: complete UTF-8 characters; to a file unchanged. */
bool console_write(console_stream stream, const char *bytes, size_t length);

/* The same for what was opened elsewhere and is not a terminal: a file descriptor; on Windows a HANDLE. */
bool console_write_file(intptr_t file, const char *bytes, size_t length);

/* Call it directly after one of these failed: the system's text for the reason, or "". */
void console_failure(char *reason, size_t size);

/* The result of reading a line. */
typedef enum console_line {
    CONSOLE_LINE_READ,
    CONSOLE_LINE_NONE, /* the input is at its end, or there is no terminal to ask on */
    CONSOLE_LINE_TOO_LONG,
    CONSOLE_LINE_HAS_NUL /* a C string would be cut there */
} console_line;

/* Reads a line of standard input, unchanged, without its end. Reads nothing after it. */
console_line console_read_line(char *line, size_t size);

/*
 * Prints a prompt on standard error and reads a line from the terminal without echo, even when standard
 * input is redirected. The line is UTF-8, and secret: no other copy of it is kept.
 */
console_line console_ask(const char *prompt, char *line, size_t size);

/*
 * From now on Ctrl-C does not end the program, but calls `notice`, once and on another thread; a second one ends it. On
 * POSIX systems SIGTERM likewise; what is ignored stays ignored. False on failure.
 */
bool console_catch_interrupt(void (*notice)(void *context), void *context);

/* Undoes it, if it was done. `notice` has returned, or is not called any more. */
void console_release_interrupt(void);

/* Whether Ctrl-C was caught. */
bool console_was_interrupted(void);

#endif
