/* SPDX-License-Identifier: MIT */
/* What the tool says on standard error, and remedies for somebody at a prompt. */
#ifndef TOOL_REPORT_H
#define TOOL_REPORT_H

#include "outcome.h"
#include "output.h"

#include <wmikit.h>

/* A command line that makes no sense: what is wrong, and the culprit or NULL. Returns OUTCOME_USAGE. */
outcome report_usage(const char *what, const char *culprit);

/* An error, in full. */
void report_error(const wmi_error *error);

/* An error of one of several servers, on one line. */
void report_server(const char *server, const wmi_error *error);

/* Likewise when the request does not fit the server: only the reason. */
void report_server_refusal(const char *server, const text *why);

/* Something that ends nothing: what happened, and why, or NULL. */
void report_notice(const char *what, const wmi_error *why);

void report_no_memory(void);

/* Standard output, or the file in its place, did not take what was written. */
void report_unwritten(const output *out);

/* The library's hint, or the tool's own words where that names functions or structs; "" when there is none. */
const char *hint_at_prompt(const wmi_error *error);

#endif
