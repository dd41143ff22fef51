/* SPDX-License-Identifier: MIT */
#include "output.h"

#include "text_width.h"

#include <string.h>

void output_open(output *out, console_stream stream)
{
    out->stream = stream;
    out->file_name = NULL;
    out->file = NULL;
    out->is_terminal = console_is_terminal(stream);
    out->width = console_width();
    out->failed = false;
    out->reason[0] = '\0';
    out->used = 0;
}

static bool fail(output *out)
{
    console_failure(out->reason, sizeof(out->reason));
    out->failed = true;
    return false;
}

bool output_to_file(output *out, const char *name)
{
    out->file_name = name;
    out->is_terminal = false;
    out->width = 0;
    out->file = result_file_create(name);
    return out->file != NULL || fail(out);
}

static bool write_out(output *out)
{
    if (out->file != NULL)
        return result_file_write(out->file, out->buffer, out->used);
    return console_write(out->stream, out->buffer, out->used);
}

void output_flush(output *out)
{
    if (!out->failed && !write_out(out))
        fail(out);
    out->used = 0;
}

void output_close(output *out, bool keep)
{
    output_flush(out);
    if (out->file != NULL && !result_file_end(out->file, keep && !out->failed) && !out->failed)
        fail(out);
    out->file = NULL;
}

static void write_raw(output *out, const char *bytes, size_t length)
{
    while (length > 0 && !out->failed) {
        size_t room = sizeof(out->buffer) - out->used;
        size_t piece = length < room ? length : room;

        memcpy(out->buffer + out->used, bytes, piece);
        out->used += piece;
        bytes += piece;
        length -= piece;
        if (out->used == sizeof(out->buffer))
            output_flush(out);
    }
}

static bool is_layout(uint32_t code_point)
{
    return code_point == '\t' || code_point == '\r' || code_point == '\n';
}

/* A console needs complete characters: none is split at the end of the buffer. */
static void write_shown(output *out, const char *bytes, size_t length)
{
    uint32_t code_point;
    size_t size;

    for (; (size = utf8_decode(bytes, length, &code_point)) > 0; bytes += size, length -= size) {
        char shown[4];
        size_t shown_size = utf8_encode(is_layout(code_point) ? code_point : shown_code_point(code_point),
                                        shown);

        if (shown_size > sizeof(out->buffer) - out->used)
            output_flush(out);
        write_raw(out, shown, shown_size);
    }
}

void output_write(output *out, const char *bytes, size_t length)
{
    if (out->is_terminal)
        write_shown(out, bytes, length);
    else
        write_raw(out, bytes, length);
}

void output_string(output *out, const char *string)
{
    output_write(out, string, strlen(string));
}

bool output_text(output *out, text *from)
{
    bool complete = !from->failed;

    if (complete)
        output_write(out, from->data, from->length);
    text_reset(from);
    return complete;
}

void output_pause(output *out)
{
    if (out->is_terminal)
        output_flush(out);
}
