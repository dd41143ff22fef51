/* SPDX-License-Identifier: MIT */
/*
 * Standard output, or a file in its place, in large pieces. A write that failed is remembered and nothing more is written. To a
 * terminal every character goes as shown (text_width.h), line ends and tabs excepted.
 */
#ifndef TOOL_OUTPUT_H
#define TOOL_OUTPUT_H

#include "console.h"
#include "machine.h"
#include "text.h"

typedef struct output {
    console_stream stream;
    const char *file_name; /* NULL: the stream */
    result_file *file;
    bool is_terminal;
    size_t width; /* of a line; 0 when nothing is to be cut */
    bool failed;
    char reason[256]; /* why it failed */
    size_t used;
    char buffer[8192];
} output;

void output_open(output *out, console_stream stream);

/* From now on to a file, in UTF-8; false, and failed, when it cannot be created. Nothing may have been written yet. */
bool output_to_file(output *out, const char *name);

/* Writes what is left, and completes the file, or removes it when it is not to be kept or was not written. */
void output_close(output *out, bool keep);
void output_write(output *out, const char *bytes, size_t length);
void output_string(output *out, const char *string);

/* Writes a text and empties it; false, and nothing is written, when the text failed. */
bool output_text(output *out, text *from);

/* The end of something that a person may be waiting for. */
void output_pause(output *out);
void output_flush(output *out);

#endif
