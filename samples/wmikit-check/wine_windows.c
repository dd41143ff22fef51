/* SPDX-License-Identifier: MIT */
#include "wine.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

bool runs_under_wine(void)
{
    return GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != NULL;
}
