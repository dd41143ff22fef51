/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "machine.h"

#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>

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
