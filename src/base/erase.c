/* SPDX-License-Identifier: MIT */
#include "base/erase.h"

void wmi__erase(void *memory, size_t size)
{
    volatile unsigned char *bytes = memory;

    while (size-- > 0)
        *bytes++ = 0;
}

void wmi__erase_bstr(BSTR text)
{
    if (text != NULL)
        wmi__erase(text, SysStringByteLen(text));
    SysFreeString(text);
}
