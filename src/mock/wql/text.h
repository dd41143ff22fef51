/* SPDX-License-Identifier: MIT */
/* Comparison of text in WQL: ignores case. */
#ifndef WMIKIT_SRC_MOCK_WQL_TEXT_H
#define WMIKIT_SRC_MOCK_WQL_TEXT_H

#include <stdbool.h>

/* Below 0, 0 or above 0, as the upper-cased texts order by their UTF-16 units. */
int wmi_mock__wql_compare_texts(const char *a, const char *b);

/* Whether every [ of a pattern is closed, around something. */
bool wmi_mock__wql_is_pattern(const char *pattern);

/* Time is at most proportional to the product of both lengths; needs no memory. */
bool wmi_mock__wql_is_like(const char *text, const char *pattern);

#endif
