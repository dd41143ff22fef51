/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_VALUE_DATETIME_H
#define WMIKIT_SRC_VALUE_DATETIME_H

#include <wmikit/value.h>

/* wmi_datetime_parse without a last error: false, and all zero, when the text is not a valid datetime. */
bool wmi__datetime_read(const char *text, wmi_datetime *value);

/* Whether every field is in its range (unspecified is valid), and the day exists in its month. */
bool wmi__datetime_is_valid(const wmi_datetime *value);

#endif
