/* SPDX-License-Identifier: MIT */
/*
 * What Microsoft's C library does before and after main, as far as the tests need it: it runs the functions that the
 * sources left in the sections for that (src/os/compiler.h), and has the program's TLS directory. The rest of the C
 * library is msvcrt.dll.
 */
#include <stdlib.h>
#include <windows.h>

#pragma section(".CRT$XCA", long, read)
#pragma section(".CRT$XCZ", long, read)
#pragma section(".CRT$XLA", long, read)
#pragma section(".CRT$XLZ", long, read)
#pragma section(".tls", long, read, write)
#pragma section(".tls$ZZZ", long, read, write)

typedef void(__cdecl *initialiser)(void);
__declspec(allocate(".CRT$XCA")) const initialiser first_initialiser = NULL;
__declspec(allocate(".CRT$XCZ")) const initialiser last_initialiser = NULL;
__declspec(allocate(".CRT$XLA")) const PIMAGE_TLS_CALLBACK first_callback = NULL;
__declspec(allocate(".CRT$XLZ")) const PIMAGE_TLS_CALLBACK last_callback = NULL;
__declspec(allocate(".tls")) char first_of_thread = 0;
__declspec(allocate(".tls$ZZZ")) char last_of_thread = 0;

int _fltused = 1; /* objects with floating point ask for it */
ULONG _tls_index = 0;
const IMAGE_TLS_DIRECTORY64 _tls_used = {
    (ULONGLONG)&first_of_thread,
    (ULONGLONG)&last_of_thread,
    (ULONGLONG)&_tls_index,
    (ULONGLONG)(&first_callback + 1),
    0,
    0,
};

int main(void);
_onexit_t __cdecl _onexit(_onexit_t function);

int __cdecl atexit(initialiser function)
{
    return _onexit((_onexit_t)function) == NULL ? -1 : 0;
}

void mainCRTStartup(void)
{
    for (const initialiser *each = &first_initialiser; each < &last_initialiser; each++) {
        if (*each != NULL)
            (*each)();
    }
    exit(main());
}
