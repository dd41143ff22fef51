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

/*
 * Fails to compile where a function that is looked up is not of the type that it is called by, which would be undefined
 * behaviour. Windows' headers may be older than the function: there nothing is compared.
 */
#ifdef _WIN32
#define WMI__LOOKED_UP(function, type) _Static_assert(sizeof(type) > 0, #function)
#else
/* NOLINTBEGIN(bugprone-macro-parentheses): a type name cannot be in parentheses */
#define WMI__LOOKED_UP(function, type) \
    _Static_assert(_Generic(function, type : 1, default : 0), #function " is of another type")
/* NOLINTEND(bugprone-macro-parentheses) */
#endif

#endif
