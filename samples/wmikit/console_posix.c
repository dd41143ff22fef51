/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE

#include "console.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

static int descriptor_of(console_stream stream)
{
    return stream == CONSOLE_OUTPUT ? STDOUT_FILENO : STDERR_FILENO;
}

bool console_start(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    /* A closed pipe is reported like any other failed write, not by a signal. */
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

bool console_write_file(intptr_t file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write((int)file, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

bool console_write(console_stream stream, const char *bytes, size_t length)
{
    return console_write_file(descriptor_of(stream), bytes, length);
}

void console_failure(char *reason, size_t size)
{
    snprintf(reason, size, "%s", strerror(errno));
}

/* --- Reading a line ------------------------------------------------------------------------------------- */

/* --- Signals, while the terminal does not show what is typed ---------------------------------------------- */

/* Signals that would end the program without restoring the terminal. */
static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

enum {
    SIGNAL_COUNT = sizeof(ending_signals) / sizeof(ending_signals[0])
};

typedef struct held_signals {
    struct sigaction actions[SIGNAL_COUNT]; /* as they were */
    sigset_t mask;
} held_signals;

/* The one that came; 0 when none did. */
static volatile sig_atomic_t interrupted;

static void remember_signal(int signal_number)
{
    interrupted = signal_number;
}

/* They come only within pselect: one that came just before a read would not end it. */
static void hold_signals(held_signals *held)
{
    struct sigaction remember = { .sa_handler = remember_signal };
    sigset_t ending;
    size_t i;

    interrupted = 0;
    sigemptyset(&remember.sa_mask);
    sigemptyset(&ending);
    for (i = 0; i < SIGNAL_COUNT; i++)
        sigaddset(&ending, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &ending, &held->mask);
    for (i = 0; i < SIGNAL_COUNT; i++)
        sigaction(ending_signals[i], &remember, &held->actions[i]);
}

static void let_signals_go(const held_signals *held)
{
    int caught = interrupted;
    size_t i;

    for (i = 0; i < SIGNAL_COUNT; i++)
        sigaction(ending_signals[i], &held->actions[i], NULL);
    sigprocmask(SIG_SETMASK, &held->mask, NULL);
    if (caught != 0)
        raise(caught);
}

/* --- Reading a line ------------------------------------------------------------------------------------- */

/* False when a signal came first. `held` is NULL when none is held: then read itself waits. */
static bool wait_for_byte(int from, const held_signals *held)
{
    fd_set waited;

    if (held == NULL)
        return true;
    FD_ZERO(&waited);
    FD_SET(from, &waited);
    return pselect(from + 1, &waited, NULL, NULL, NULL, &held->mask) == 1;
}

/* Byte by byte, so that nothing after the line is read. */
static console_line read_line(int from, const held_signals *held, char *line, size_t size)
{
    size_t used = 0;
    ssize_t got = 0;
    char byte;

    while (wait_for_byte(from, held) && (got = read(from, &byte, 1)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || byte == '\n')
            break;
        if (used + 1 >= size)
            return CONSOLE_LINE_TOO_LONG;
        line[used++] = byte;
    }
    if (got < 0 || (got == 0 && used == 0) || interrupted != 0)
        return CONSOLE_LINE_NONE;
    if (used > 0 && line[used - 1] == '\r')
        used--;
    line[used] = '\0';
    return memchr(line, '\0', used) == NULL ? CONSOLE_LINE_READ : CONSOLE_LINE_HAS_NUL;
}

console_line console_read_line(char *line, size_t size)
{
    return read_line(STDIN_FILENO, NULL, line, size);
}

console_line console_ask(const char *prompt, char *line, size_t size)
{
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    console_line result = CONSOLE_LINE_NONE;
    struct termios saved;
    struct termios hidden;
    held_signals held;

    if (terminal < 0)
        return CONSOLE_LINE_NONE;
    if (tcgetattr(terminal, &saved) == 0) {
        hold_signals(&held);
        hidden = saved;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        hidden.c_lflag |= ECHONL; /* the end of the line is shown */
        if (tcsetattr(terminal, TCSAFLUSH, &hidden) == 0 &&
            console_write(CONSOLE_ERRORS, prompt, strlen(prompt)))
            result = read_line(terminal, &held, line, size);
        tcsetattr(terminal, TCSAFLUSH, &saved);
        let_signals_go(&held);
    }
    close(terminal);
    return result;
}

/* --- Interrupts --------------------------------------------------------------------------------------------------- */

static const int caught_signals[] = { SIGINT, SIGTERM };

enum {
    CAUGHT_COUNT = sizeof(caught_signals) / sizeof(caught_signals[0])
};

/* A signal handler may do next to nothing; a thread does the rest. */
static struct catcher {
    void (*notice)(void *context);
    void *context;
    sem_t wake;
    pthread_t thread;
    struct sigaction actions[CAUGHT_COUNT]; /* as they were */
    bool is_running;
} catcher;
static volatile sig_atomic_t was_caught;

static void catch_signal(int signal_number)
{
    int kept = errno;

    (void)signal_number;
    was_caught = 1;
    sem_post(&catcher.wake);
    errno = kept;
}

static void *wait_for_signal(void *unused)
{
    (void)unused;
    while (sem_wait(&catcher.wake) != 0)
        ;
    if (was_caught)
        catcher.notice(catcher.context);
    return NULL;
}

bool console_catch_interrupt(void (*notice)(void *context), void *context)
{
    struct sigaction caught = { .sa_handler = catch_signal, .sa_flags = (int)SA_RESETHAND | SA_RESTART };
    size_t i;

    catcher.notice = notice;
    catcher.context = context;
    if (sem_init(&catcher.wake, 0, 0) != 0)
        return false;
    if (pthread_create(&catcher.thread, NULL, wait_for_signal, NULL) != 0) {
        sem_destroy(&catcher.wake);
        return false;
    }
    catcher.is_running = true;
    sigemptyset(&caught.sa_mask);
    for (i = 0; i < CAUGHT_COUNT; i++) {
        sigaction(caught_signals[i], NULL, &catcher.actions[i]);
        if (catcher.actions[i].sa_handler != SIG_IGN)
            sigaction(caught_signals[i], &caught, NULL);
    }
    return true;
}

void console_release_interrupt(void)
{
    size_t i;

    if (!catcher.is_running)
        return;
    for (i = 0; i < CAUGHT_COUNT; i++)
        sigaction(caught_signals[i], &catcher.actions[i], NULL);
    sem_post(&catcher.wake);
    pthread_join(catcher.thread, NULL);
    sem_destroy(&catcher.wake);
    catcher.is_running = false;
}

bool console_was_interrupted(void)
{
    return was_caught != 0;
}
