/* SPDX-License-Identifier: MIT */
/* A request to several servers at once (--servers): their answers under a column `Server`, their failures told one a line. */
#ifndef TOOL_MANY_H
#define TOOL_MANY_H

#include "job.h"

/* The rows of a query on each server. */
outcome many_query(const tool_options *options, output *out, const char *wql);

#endif
