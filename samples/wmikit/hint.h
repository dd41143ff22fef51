/* SPDX-License-Identifier: MIT */
/* Remedies for somebody at a prompt. */
#ifndef TOOL_HINT_H
#define TOOL_HINT_H

#include <wmikit.h>

/* The library's hint, or the tool's own words where that names functions or structs; "" when there is none. */
const char *hint_at_prompt(const wmi_error *error);

#endif
