/* SPDX-License-Identifier: MIT */
/* Names and texts of the mock. */
#ifndef WMIKIT_SRC_MOCK_CORE_NAMES_H
#define WMIKIT_SRC_MOCK_CORE_NAMES_H

#include "base/name.h"

/* wmi__same_name; or both are NULL. */
bool wmi_mock__same_or_no_name(const char *a, const char *b);

/* A malloc'ed copy; NULL when there is no memory. */
char *wmi_mock__copy_text(const char *text);

#endif
