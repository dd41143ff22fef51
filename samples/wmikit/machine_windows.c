/* SPDX-License-Identifier: MIT */
#include "machine.h"

#include "console.h"

#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>

#include <stdlib.h>
#include <wchar.h>
#include <ws2tcpip.h>

enum {
    LONGEST = 512
}; /* names, in UTF-16 */

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
    if (code != 0) {
        SetLastError((DWORD)code);
        console_failure(answer, size);
    } else if (WideCharToMultiByte(CP_UTF8, 0, wide_answer, -1, answer, (int)size, NULL, NULL) == 0) {
        answer[0] = '\0';
    }
    return code == 0;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static wchar_t *to_wide(const char *bytes)
{
    int size = MultiByteToWideChar(CP_UTF8, 0, bytes, -1, NULL, 0);
    wchar_t *wide = size > 0 ? malloc((size_t)size * sizeof(*wide)) : NULL;

    if (wide != NULL)
        MultiByteToWideChar(CP_UTF8, 0, bytes, -1, wide, size);
    return wide;
}

FILE *machine_open_file(const char *name)
{
    wchar_t *wide = to_wide(name);
    FILE *file = wide != NULL ? _wfopen(wide, L"rb") : NULL;

    free(wide);
    return file;
}

/* --- A file that is there when it is complete --------------------------------------------------------------------- */

struct result_file {
    HANDLE handle;
    wchar_t *name;
    wchar_t *temporary; /* NULL: it is written directly */
};

static wchar_t *temporary_name(const wchar_t *name)
{
    static const wchar_t end[] = L".part";
    size_t length = wcslen(name);
    wchar_t *made = malloc((length + 1 + 10) * sizeof(*made) + sizeof(end));
    DWORD number = GetCurrentProcessId();
    size_t i;

    if (made == NULL)
        return NULL;
    wcscpy(made, name);
    made[length++] = L'.';
    for (i = 0; i < 8; i++, number >>= 4)
        made[length++] = L"0123456789abcdef"[number & 0xF];
    wcscpy(made + length, end);
    return made;
}

static void free_file(result_file *gone)
{
    free(gone->temporary);
    free(gone->name);
    free(gone);
}

/* NUL, a console, a pipe: what exists and is not a file. */
static bool open_special(result_file *file)
{
    file->handle = CreateFileW(file->name, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                               OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file->handle == INVALID_HANDLE_VALUE)
        return false;
    if (GetFileType(file->handle) != FILE_TYPE_DISK)
        return true;
    CloseHandle(file->handle);
    return false;
}

/* A folder, or a file that is read-only, could not be replaced in the end. */
static bool can_be_replaced(const wchar_t *name)
{
    DWORD attributes = GetFileAttributesW(name);

    if (attributes == INVALID_FILE_ATTRIBUTES ||
        (attributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_READONLY)) == 0)
        return true;
    SetLastError(ERROR_ACCESS_DENIED);
    return false;
}

static bool open_temporary(result_file *file)
{
    if (!can_be_replaced(file->name))
        return false;
    file->temporary = temporary_name(file->name);
    if (file->temporary == NULL)
        return false;
    file->handle = CreateFileW(file->temporary, GENERIC_WRITE, FILE_SHARE_READ, NULL, CREATE_NEW,
                               FILE_ATTRIBUTE_NORMAL, NULL);
    return file->handle != INVALID_HANDLE_VALUE;
}

result_file *result_file_create(const char *name)
{
    result_file *file = calloc(1, sizeof(*file));
    DWORD reason;

    if (file == NULL)
        return NULL;
    file->name = to_wide(name);
    if (file->name != NULL && (open_special(file) || open_temporary(file)))
        return file;
    reason = GetLastError();
    free_file(file);
    SetLastError(reason);
    return NULL;
}

bool result_file_write(result_file *file, const char *bytes, size_t length)
{
    return console_write_file((intptr_t)file->handle, bytes, length);
}

bool result_file_end(result_file *file, bool keep)
{
    bool complete = CloseHandle(file->handle);
    DWORD reason;

    if (file->temporary != NULL) {
        complete = complete && (!keep || MoveFileExW(file->temporary, file->name, MOVEFILE_REPLACE_EXISTING));
        reason = GetLastError();
        if (!complete || !keep)
            DeleteFileW(file->temporary);
        SetLastError(reason);
    }
    free_file(file);
    return complete;
}
