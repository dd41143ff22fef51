/* SPDX-License-Identifier: MIT */
#include "machine.h"

#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>

#include <stdlib.h>
#include <ws2tcpip.h>

enum {
    LONGEST = 512
}; /* names and reasons, in UTF-16 */

uint64_t machine_clock_us(void)
{
    LARGE_INTEGER frequency;
    LARGE_INTEGER now;

    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    return (uint64_t)(now.QuadPart / frequency.QuadPart * 1000000 +
                      now.QuadPart % frequency.QuadPart * 1000000 / frequency.QuadPart);
}

static int look_up(const wchar_t *name, wchar_t *address)
{
    const ADDRINFOW wanted = { .ai_socktype = SOCK_STREAM };
    ADDRINFOW *found = NULL;
    int code = GetAddrInfoW(name, NULL, &wanted, &found);

    if (code == 0) {
        code = GetNameInfoW(found->ai_addr, (socklen_t)found->ai_addrlen, address, LONGEST, NULL, 0,
                            NI_NUMERICHOST);
        FreeAddrInfoW(found);
    }
    return code;
}

/* "No such host is known." without its full stop. */
static void explain(int code, wchar_t *reason)
{
    const DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
    DWORD units = FormatMessageW(flags, NULL, (DWORD)code, 0, reason, LONGEST, NULL);

    while (units > 0 && wcschr(L"\r\n. ", reason[units - 1]) != NULL)
        units--;
    reason[units] = L'\0';
}

bool machine_resolve(const char *name, char *answer, size_t size)
{
    wchar_t wide_name[LONGEST];
    wchar_t wide_answer[LONGEST];
    WSADATA data;
    int code = WSAStartup(MAKEWORD(2, 2), &data);

    if (code == 0) {
        code = WSAHOST_NOT_FOUND;
        if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, wide_name, LONGEST) > 0)
            code = look_up(wide_name, wide_answer);
        WSACleanup();
    }
    if (code != 0)
        explain(code, wide_answer);
    if (WideCharToMultiByte(CP_UTF8, 0, wide_answer, -1, answer, (int)size, NULL, NULL) == 0)
        answer[0] = '\0';
    return code == 0;
}

FILE *machine_open_file(const char *name)
{
    int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, NULL, 0);
    wchar_t *wide = size > 0 ? malloc((size_t)size * sizeof(*wide)) : NULL;
    FILE *file = NULL;

    if (wide != NULL && MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, size) > 0)
        file = _wfopen(wide, L"rb");
    free(wide);
    return file;
}
