/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE

#include "console.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int descriptor_of(console_stream stream)
{
    return stream == CONSOLE_OUTPUT ? STDOUT_FILENO : STDERR_FILENO;
}

bool console_start(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    /* A reader that went away is told of like any other failed write, not by a silent death. */
    signal(SIGPIPE, SIG_IGN);
    return true;
}

bool console_is_terminal(console_stream stream)
{
    return isatty(descriptor_of(stream)) == 1;
}

size_t console_width(void)
{
    struct winsize size = { 0 };

    if (!console_is_terminal(CONSOLE_OUTPUT) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

bool console_write(console_stream stream, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor_of(stream), bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

void console_failure(char *reason, size_t size)
{
    snprintf(reason, size, "%s", strerror(errno));
}
