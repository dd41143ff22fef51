/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include "console.h"
#include "machine.h"
#include "text.h"

#define PAUSE_US 100000u

void progress_begin(progress *self, size_t total)
{
    *self = (progress){ .is_on = console_is_terminal(CONSOLE_ERRORS), .total = total };
    self->begin_us = machine_clock_us();
}

/* `12 of 500 servers, 3 failed, 4 s` */
static void append_line(text *into, const progress *self, uint64_t now)
{
    text_append_unsigned(into, self->done);
    text_append_string(into, " of ");
    text_append_unsigned(into, self->total);
    text_append_string(into, " servers, ");
    text_append_unsigned(into, self->failed);
    text_append_string(into, " failed, ");
    text_append_unsigned(into, (now - self->begin_us) / 1000000);
    text_append_string(into, " s");
}

/* The counts never get shorter, so that nothing of an older line is left. */
void progress_show(progress *self)
{
    uint64_t now = machine_clock_us();
    text line = TEXT_INIT;

    if (!self->is_on || (self->width > 0 && now - self->shown_us < PAUSE_US))
        return;
    text_append_string(&line, "\r");
    append_line(&line, self, now);
    if (!line.failed && console_write(CONSOLE_ERRORS, line.data, line.length)) {
        self->width = line.length - 1;
        self->shown_us = now;
    }
    text_free(&line);
}

void progress_hide(progress *self)
{
    text line = TEXT_INIT;

    if (self->width == 0)
        return;
    text_append_string(&line, "\r");
    text_append_repeated(&line, ' ', self->width);
    text_append_string(&line, "\r");
    if (!line.failed)
        console_write(CONSOLE_ERRORS, line.data, line.length);
    self->width = 0;
    text_free(&line);
}
