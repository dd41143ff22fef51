/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_OFF_WINDOWS_SAFEARRAY_H
#define WMIKIT_SRC_OFF_WINDOWS_SAFEARRAY_H

#include <wmikit/com.h>

/* Gives back what the elements from `first` up to `end` own, and zeroes them. */
void wmi__safearray_clear_elements(SAFEARRAY *array, ULONG first, ULONG end);

/* Copies one element, and what it owns. What `to` held is not looked at. */
HRESULT wmi__safearray_copy_element(const SAFEARRAY *array, const void *from, void *to);

/* Zeroed memory for so many elements; NULL when there is none. */
void *wmi__safearray_allocate(const SAFEARRAY *array, ULONG elements);

#endif
