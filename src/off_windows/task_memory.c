/* SPDX-License-Identifier: MIT */
#include <wmikit/com.h>

#include <stdlib.h>

/* A block of 0 bytes is not NULL, on every system. */
LPVOID CoTaskMemAlloc(SIZE_T cb)
{
    return malloc(cb != 0 ? cb : 1);
}

LPVOID CoTaskMemRealloc(LPVOID pv, SIZE_T cb)
{
    if (pv != NULL && cb == 0) {
        free(pv);
        return NULL;
    }
    return realloc(pv, cb != 0 ? cb : 1);
}

void CoTaskMemFree(LPVOID pv)
{
    free(pv);
}
