/* SPDX-License-Identifier: MIT */
/*
 * Standard output, in large pieces. A write that failed is remembered and nothing more is written. To a
 * terminal every character goes as shown (text_width.h), line ends and tabs excepted.
 */
#ifndef TOOL_OUTPUT_H
#define TOOL_OUTPUT_H

#include "console.h"
#include "text.h"

typedef struct output {
    console_stream stream;
    bool is_terminal;
    size_t width; /* of a line; 0 when nothing is to be cut */
    bool failed;
    char reason[256]; /* why it failed */
    size_t used;
    char buffer[8192];
} output;

void output_open(output *out, console_stream stream);
void output_write(output *out, const char *bytes, size_t length);
void output_string(output *out, const char *string);

/* Writes a text and empties it; false, and nothing is written, when the text failed. */
bool output_text(output *out, text *from);

/* The end of something that a person may be waiting for. */
void output_pause(output *out);
void output_flush(output *out);

#endif
