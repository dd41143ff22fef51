/* SPDX-License-Identifier: MIT */
/* Names and texts of the mock: names compare without regard to ASCII case. */
#ifndef WMIKIT_SRC_MOCK_CORE_NAMES_H
#define WMIKIT_SRC_MOCK_CORE_NAMES_H

#include <stdbool.h>

bool wmi_mock__same_name(const char *a, const char *b);

/* A malloc'ed copy; NULL when there is no memory. */
char *wmi_mock__copy_text(const char *text);

#endif
