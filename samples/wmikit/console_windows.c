/* SPDX-License-Identifier: MIT */
#include "console.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <shellapi.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 4096
}; /* bytes for one WriteConsoleW, which older systems limit */

static HANDLE handle_of(console_stream stream)
{
    return GetStdHandle(stream == CONSOLE_OUTPUT ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

static char *to_utf8(const wchar_t *wide)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *bytes = size > 0 ? malloc((size_t)size) : NULL;

    if (bytes != NULL)
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, bytes, size, NULL, NULL);
    return bytes;
}

/* main's arguments are in the system's code page, which lacks most characters. */
bool console_start(int *count, char ***arguments)
{
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), count);
    char **converted = wide != NULL ? calloc((size_t)*count + 1, sizeof(*converted)) : NULL;
    bool complete = converted != NULL;

    for (int i = 0; complete && i < *count; i++) {
        converted[i] = to_utf8(wide[i]);
        complete = converted[i] != NULL;
    }
    LocalFree(wide);
    *arguments = converted;
    return complete;
}

bool console_is_terminal(console_stream stream)
{
    DWORD mode;

    return GetConsoleMode(handle_of(stream), &mode) != 0;
}

/* A line that uses the last column would be followed by an empty line on some consoles. */
size_t console_width(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;

    if (!GetConsoleScreenBufferInfo(handle_of(CONSOLE_OUTPUT), &info))
        return 0;
    return (size_t)(info.srWindow.Right > info.srWindow.Left ? info.srWindow.Right - info.srWindow.Left : 1);
}

static bool write_to_console(HANDLE console, const char *bytes, int length)
{
    wchar_t wide[PIECE];
    DWORD units = (DWORD)MultiByteToWideChar(CP_UTF8, 0, bytes, length, wide, PIECE);
    DWORD done = 0;
    DWORD written;

    while (done < units) {
        if (!WriteConsoleW(console, wide + done, units - done, &written, NULL))
            return false;
        done += written;
    }
    return true;
}

/* As many bytes as fit one piece without cutting a character in two. */
static int piece_length(const char *bytes, size_t length)
{
    int piece = length < PIECE ? (int)length : PIECE;

    if (length > PIECE) {
        while (piece > PIECE - 4 && ((unsigned char)bytes[piece] & 0xC0) == 0x80)
            piece--;
    }
    return piece;
}

bool console_write_file(intptr_t file, const char *bytes, size_t length)
{
    while (length > 0) {
        DWORD piece = length < 0x100000 ? (DWORD)length : 0x100000;
        DWORD written = 0;

        if (!WriteFile((HANDLE)file, bytes, piece, &written, NULL))
            return false;
        if (written == 0) {
            SetLastError(ERROR_DISK_FULL);
            return false;
        }
        bytes += written;
        length -= written;
    }
    return true;
}

bool console_write(console_stream stream, const char *bytes, size_t length)
{
    HANDLE handle = handle_of(stream);

    if (!console_is_terminal(stream))
        return console_write_file((intptr_t)handle, bytes, length);
    while (length > 0) {
        int piece = piece_length(bytes, length);

        if (!write_to_console(handle, bytes, piece))
            return false;
        bytes += piece;
        length -= (size_t)piece;
    }
    return true;
}

void console_failure(char *reason, size_t size)
{
    const DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
    wchar_t wide[512];
    DWORD units = FormatMessageW(flags, NULL, GetLastError(), 0, wide, 512, NULL);

    while (units > 0 && wcschr(L"\r\n. ", wide[units - 1]) != NULL)
        units--;
    wide[units] = L'\0';
    if (WideCharToMultiByte(CP_UTF8, 0, wide, -1, reason, (int)size, NULL, NULL) == 0)
        reason[0] = '\0';
}

/* --- Reading a line ------------------------------------------------------------------------------------- */

/* Byte by byte, so that nothing after the line is read. */
console_line console_read_line(char *line, size_t size)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    size_t used = 0;
    DWORD got = 0;
    char byte;

    while (ReadFile(input, &byte, 1, &got, NULL) && got == 1 && byte != '\n') {
        if (used + 1 >= size)
            return CONSOLE_LINE_TOO_LONG;
        line[used++] = byte;
    }
    if (used == 0 && got == 0)
        return CONSOLE_LINE_NONE;
    if (used > 0 && line[used - 1] == '\r')
        used--;
    line[used] = '\0';
    return memchr(line, '\0', used) == NULL ? CONSOLE_LINE_READ : CONSOLE_LINE_HAS_NUL;
}

/* What ReadConsoleW gave, as UTF-8 without the line's end. */
static console_line take_line(const wchar_t *wide, DWORD units, char *line, size_t size)
{
    int length;

    if (units == 0 || wide[units - 1] != L'\n')
        return units == 0 ? CONSOLE_LINE_NONE : CONSOLE_LINE_TOO_LONG;
    while (units > 0 && (wide[units - 1] == L'\n' || wide[units - 1] == L'\r'))
        units--;
    length = WideCharToMultiByte(CP_UTF8, 0, wide, (int)units, line, (int)size - 1, NULL, NULL);
    if (length == 0 && units > 0)
        return CONSOLE_LINE_TOO_LONG;
    line[length] = '\0';
    return memchr(line, '\0', (size_t)length) == NULL ? CONSOLE_LINE_READ : CONSOLE_LINE_HAS_NUL;
}

console_line console_ask(const char *prompt, char *line, size_t size)
{
    HANDLE terminal = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                  NULL, OPEN_EXISTING, 0, NULL);
    wchar_t wide[PIECE / 2];
    console_line result = CONSOLE_LINE_NONE;
    DWORD units = 0;
    DWORD mode;

    if (terminal == INVALID_HANDLE_VALUE)
        return CONSOLE_LINE_NONE;
    if (GetConsoleMode(terminal, &mode) &&
        SetConsoleMode(terminal, ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT)) {
        console_write(CONSOLE_ERRORS, prompt, strlen(prompt));
        if (ReadConsoleW(terminal, wide, PIECE / 2, &units, NULL))
            result = take_line(wide, units, line, size);
        SetConsoleMode(terminal, mode);
        console_write(CONSOLE_ERRORS, "\n", 1);
        SecureZeroMemory(wide, sizeof(wide));
    }
    CloseHandle(terminal);
    return result;
}

/* --- Interrupts --------------------------------------------------------------------------------------------------- */

static struct catcher {
    SRWLOCK lock;
    void (*notice)(void *context); /* NULL: none is to be called */
    void *context;
    bool was_caught;
} catcher = { .lock = SRWLOCK_INIT };

/* The system calls it on a thread of its own. */
static BOOL WINAPI catch_control(DWORD event)
{
    bool is_first = false;

    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return FALSE;
    AcquireSRWLockExclusive(&catcher.lock);
    if (catcher.notice != NULL && !catcher.was_caught) {
        is_first = catcher.was_caught = true;
        catcher.notice(catcher.context);
    }
    ReleaseSRWLockExclusive(&catcher.lock);
    return is_first;
}

bool console_catch_interrupt(void (*notice)(void *context), void *context)
{
    catcher.notice = notice;
    catcher.context = context;
    return SetConsoleCtrlHandler(catch_control, TRUE) != 0;
}

void console_release_interrupt(void)
{
    AcquireSRWLockExclusive(&catcher.lock);
    catcher.notice = NULL;
    ReleaseSRWLockExclusive(&catcher.lock);
    SetConsoleCtrlHandler(catch_control, FALSE);
}

bool console_was_interrupted(void)
{
    bool caught;

    AcquireSRWLockExclusive(&catcher.lock);
    caught = catcher.was_caught;
    ReleaseSRWLockExclusive(&catcher.lock);
    return caught;
}
