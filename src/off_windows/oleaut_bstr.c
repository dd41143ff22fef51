/* SPDX-License-Identifier: MIT */
#include <wmikit/com.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The prefix of the text: the length in bytes directly before it, with padding so that the text is aligned. */
typedef struct prefix {
    uint32_t unused;
    uint32_t bytes;
} prefix;

#define MAX_BYTES (UINT_MAX - (UINT)sizeof(prefix) - (UINT)sizeof(OLECHAR))

static prefix *prefix_of(BSTR bstr)
{
    return (prefix *)(void *)bstr - 1;
}

/* Allocates `bytes` and a two-byte NUL, also for an odd number of bytes. */
static BSTR allocate(UINT bytes)
{
    prefix *block;
    char *text;

    if (bytes > MAX_BYTES)
        return NULL;
    block = malloc(sizeof *block + bytes + sizeof(OLECHAR));
    if (block == NULL)
        return NULL;
    block->unused = 0;
    block->bytes = bytes;
    text = (char *)(block + 1);
    memset(text + bytes, 0, sizeof(OLECHAR));
    return (BSTR)(void *)text; /* cppcheck-suppress memleak ; it is inside the block */
}

static size_t text_length(const OLECHAR *text)
{
    size_t length = 0;

    while (text[length] != 0)
        length++;
    return length;
}

BSTR SysAllocString(const OLECHAR *psz)
{
    size_t length;

    if (psz == NULL)
        return NULL;
    length = text_length(psz);
    return length <= UINT_MAX ? SysAllocStringLen(psz, (UINT)length) : NULL;
}

/* Without a text to copy, the contents are undefined except the NUL. */
BSTR SysAllocStringLen(const OLECHAR *psz, UINT len)
{
    BSTR bstr;

    if (len > MAX_BYTES / sizeof(OLECHAR))
        return NULL;
    bstr = allocate(len * (UINT)sizeof(OLECHAR));
    if (bstr != NULL && psz != NULL)
        memcpy(bstr, psz, len * sizeof(OLECHAR));
    return bstr;
}

BSTR SysAllocStringByteLen(LPCSTR psz, UINT len)
{
    BSTR bstr = allocate(len);

    if (bstr != NULL && psz != NULL)
        memcpy(bstr, psz, len);
    return bstr;
}

INT SysReAllocString(BSTR *pbstr, const OLECHAR *psz)
{
    BSTR bstr = NULL;

    if (pbstr == NULL)
        return FALSE;
    if (psz != NULL) {
        bstr = SysAllocString(psz);
        if (bstr == NULL)
            return FALSE;
    }
    SysFreeString(*pbstr);
    *pbstr = bstr;
    return TRUE;
}

/* The new text may be part of the old one; without a new one, the old one is truncated or extended. */
INT SysReAllocStringLen(BSTR *pbstr, const OLECHAR *psz, UINT len)
{
    BSTR bstr;
    UINT kept;

    if (pbstr == NULL)
        return FALSE;
    bstr = SysAllocStringLen(psz, len);
    if (bstr == NULL)
        return FALSE;
    kept = SysStringLen(*pbstr);
    if (psz == NULL && *pbstr != NULL)
        memcpy(bstr, *pbstr, (kept < len ? kept : len) * sizeof(OLECHAR));
    SysFreeString(*pbstr);
    *pbstr = bstr;
    return TRUE;
}

void SysFreeString(BSTR bstr)
{
    if (bstr != NULL)
        free(prefix_of(bstr));
}

UINT SysStringLen(BSTR bstr)
{
    return SysStringByteLen(bstr) / (UINT)sizeof(OLECHAR);
}

UINT SysStringByteLen(BSTR bstr)
{
    return bstr != NULL ? prefix_of(bstr)->bytes : 0;
}
