/* SPDX-License-Identifier: MIT */
/*
 * Functions that not every system has, found at run time: windows.c asks the loader, off_windows/find_function.c its
 * own list.
 */
#ifndef WMIKIT_SRC_OS_FUNCTIONS_H
#define WMIKIT_SRC_OS_FUNCTIONS_H

/*
 * A function of a system library that is loaded already; NULL where this system has none of that name. The caller
 * casts it to the type that it has.
 */
typedef void (*wmi__function)(void);
wmi__function wmi__find_function(const char *library, const char *name);

#endif
