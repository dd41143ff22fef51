/* SPDX-License-Identifier: MIT */
#include "console.h"
#include "result_file.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <stdlib.h>
#include <wchar.h>

struct result_file {
    HANDLE handle;
    wchar_t *name;
    wchar_t *temporary; /* NULL: it is written directly */
};

static wchar_t *to_wide(const char *bytes)
{
    int size = MultiByteToWideChar(CP_UTF8, 0, bytes, -1, NULL, 0);
    wchar_t *wide = size > 0 ? malloc((size_t)size * sizeof(*wide)) : NULL;

    if (wide != NULL)
        MultiByteToWideChar(CP_UTF8, 0, bytes, -1, wide, size);
    return wide;
}

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
