/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_BASE_NAME_H
#define WMIKIT_SRC_BASE_NAME_H

#include <stdbool.h>

/* As WMI compares names: ASCII in any case. */
bool wmi__same_name(const char *a, const char *b);

#endif
