/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_SAFEARRAY_H
#define WMIKIT_SRC_OFF_WINDOWS_SAFEARRAY_H

#include <wmikit/com.h>

/* Frees what the elements from `first` up to `end` own, and zeroes them. */
void wmi__safearray_clear_elements(SAFEARRAY *array, ULONG first, ULONG end);

/* Copies one element and what it owns. The old contents of `to` are ignored. */
HRESULT wmi__safearray_copy_element(const SAFEARRAY *array, const void *from, void *to);

#endif
