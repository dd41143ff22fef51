/* SPDX-License-Identifier: MIT */
#include "support/memory.h"

#ifdef _WIN32
#include <windows.h>

#include <tlhelp32.h>

/*
 * HeapWalk is not used: of the low-fragmentation heap, which Wine 10 has, it reports a group of blocks as one busy block.
 * So the calls that allocate and free blocks are counted. All of them end in ntdll: in each module, the imported pointers
 * to its two functions are replaced. ntdll itself frees what it allocates.
 */
typedef void (*function)(void);
typedef void *(WINAPI *allocate_function)(HANDLE heap, ULONG flags, SIZE_T size);
typedef BOOLEAN(WINAPI *free_function)(HANDLE heap, ULONG flags, void *block);

static function allocate, release; /* RtlAllocateHeap and RtlFreeHeap */
static LONG blocks = 1000000;      /* those from before the count began may be freed */

static void *WINAPI count_allocation(HANDLE heap, ULONG flags, SIZE_T size)
{
    void *block = ((allocate_function)allocate)(heap, flags, size);

    if (block != NULL)
        InterlockedIncrement(&blocks);
    return block;
}

static BOOLEAN WINAPI count_release(HANDLE heap, ULONG flags, void *block)
{
    BOOLEAN released = ((free_function)release)(heap, flags, block);

    if (released && block != NULL)
        InterlockedDecrement(&blocks);
    return released;
}

static void replace(function *slot, function replacement)
{
    DWORD protection;

    VirtualProtect(slot, sizeof *slot, PAGE_READWRITE, &protection);
    *slot = replacement;
    VirtualProtect(slot, sizeof *slot, protection, &protection);
}

static void replace_imports(BYTE *module)
{
    const IMAGE_DOS_HEADER *dos = (const IMAGE_DOS_HEADER *)(void *)module;
    const IMAGE_NT_HEADERS *header = (const IMAGE_NT_HEADERS *)(void *)(module + dos->e_lfanew);
    const IMAGE_DATA_DIRECTORY *entry = &header->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    const IMAGE_IMPORT_DESCRIPTOR *import = (const IMAGE_IMPORT_DESCRIPTOR *)(void *)(module +
                                                                                      entry->VirtualAddress);

    for (; entry->Size != 0 && import->Name != 0; import++) {
        for (function *slot = (function *)(void *)(module + import->FirstThunk); *slot != NULL; slot++) {
            if (*slot == allocate)
                replace(slot, (function)count_allocation);
            else if (*slot == release)
                replace(slot, (function)count_release);
        }
    }
}

/* Again for each count, since modules may have been loaded. */
static void count_from_now_on(void)
{
    HANDLE modules = CreateToolhelp32Snapshot(TH32CS_SNAPMODULE, 0);
    MODULEENTRY32W module = { .dwSize = sizeof module };
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");

    allocate = (function)GetProcAddress(ntdll, "RtlAllocateHeap");
    release = (function)GetProcAddress(ntdll, "RtlFreeHeap");
    for (BOOL more = Module32FirstW(modules, &module); more; more = Module32NextW(modules, &module))
        replace_imports(module.modBaseAddr);
    CloseHandle(modules);
}

size_t memory_in_use(void)
{
    count_from_now_on();
    return (size_t)blocks;
}

size_t memory_threads(void)
{
    return 0;
}

#else
#include <dirent.h>
#include <malloc.h>

/* Every sanitizer counts exactly; malloc's own figures hold what its caches keep, too. */
size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

size_t memory_in_use(void)
{
    if (__sanitizer_get_current_allocated_bytes != NULL)
        return __sanitizer_get_current_allocated_bytes();
    return mallinfo2().uordblks;
}

size_t memory_threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    size_t count = 0;

    if (tasks == NULL)
        return 0;
    for (const struct dirent *entry = readdir(tasks); entry != NULL; entry = readdir(tasks))
        count += entry->d_name[0] != '.';
    closedir(tasks);
    return count;
}
#endif
