/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* POSIX 2008, and realpath */

#include "machine.h"

#include "console.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

uint64_t machine_clock_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

bool machine_resolve(const char *name, char *answer, size_t size)
{
    const struct addrinfo wanted = { .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    int code = getaddrinfo(name, NULL, &wanted, &found);

    if (code == 0) {
        code = getnameinfo(found->ai_addr, found->ai_addrlen, answer, (socklen_t)size, NULL, 0,
                           NI_NUMERICHOST);
        freeaddrinfo(found);
    }
    if (code != 0)
        snprintf(answer, size, "%s", gai_strerror(code));
    return code == 0;
}

FILE *machine_open_file(const char *name)
{
    return fopen(name, "rb");
}

/* --- A file that is there when it is complete --------------------------------------------------------------------- */

struct result_file {
    int descriptor;
    char *name;      /* resolved: a link stays one */
    char *temporary; /* NULL: it is written directly */
};

static char *copy(const char *string)
{
    char *made = malloc(strlen(string) + 1);

    return made != NULL ? strcpy(made, string) : NULL;
}

static char *temporary_name(const char *name)
{
    size_t size = strlen(name) + sizeof(".4294967295.part");
    char *made = malloc(size);

    if (made != NULL)
        snprintf(made, size, "%s.%lu.part", name, (unsigned long)getpid());
    return made;
}

static void free_file(result_file *gone)
{
    free(gone->temporary);
    free(gone->name);
    free(gone);
}

/* What exists and is not a file. */
static bool is_special(const char *name, struct stat *status)
{
    return stat(name, status) == 0 && !S_ISREG(status->st_mode);
}

/* A file that is replaced hands its permissions on. */
static bool open_temporary(result_file *file, const char *name)
{
    struct stat status;
    bool exists = stat(name, &status) == 0;

    if (exists && access(name, W_OK) != 0)
        return false;
    file->name = exists ? realpath(name, NULL) : copy(name);
    file->temporary = file->name != NULL ? temporary_name(file->name) : NULL;
    if (file->temporary == NULL)
        return false;
    file->descriptor = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->descriptor >= 0 && exists)
        (void)!fchmod(file->descriptor, status.st_mode & 07777);
    return file->descriptor >= 0;
}

result_file *result_file_create(const char *name)
{
    result_file *file = calloc(1, sizeof(*file));
    struct stat status;
    bool opened;

    if (file == NULL)
        return NULL;
    if (is_special(name, &status)) {
        file->descriptor = open(name, O_WRONLY | O_CLOEXEC);
        opened = file->descriptor >= 0;
    } else {
        opened = open_temporary(file, name);
    }
    if (opened)
        return file;
    free_file(file);
    return NULL;
}

bool result_file_write(result_file *file, const char *bytes, size_t length)
{
    return console_write_file(file->descriptor, bytes, length);
}

/* Some systems tell only when it is closed that a file was not written. */
bool result_file_end(result_file *file, bool keep)
{
    bool complete = close(file->descriptor) == 0;
    int reason;

    if (file->temporary != NULL) {
        complete = complete && (!keep || rename(file->temporary, file->name) == 0);
        reason = errno;
        if (!complete || !keep)
            unlink(file->temporary);
        errno = reason;
    }
    free_file(file);
    return complete;
}
