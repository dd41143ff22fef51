/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_DATETIME_H
#define WMIKIT_SRC_DATETIME_H

#include <wmikit/value.h>

/* wmi_datetime_parse without a last error: false, and all zero, when the text is no datetime. */
bool wmi__datetime_read(const char *text, wmi_datetime *value);

#endif
