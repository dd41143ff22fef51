/* SPDX-License-Identifier: MIT */
/* What the compiler spends most of its time on, <windows.h> and its kin, is compiled once for all tests. */
#include <wmikit/com.h>

typedef IUnknown windows_headers; /* a file must declare something */
