/* SPDX-License-Identifier: MIT */
/* A request to several servers at once (--servers): their answers under a column `Server`, their failures told one a line. */
#ifndef TOOL_MANY_H
#define TOOL_MANY_H

#include "job.h"

/* The rows of a query on each server. */
outcome many_query(const tool_options *options, output *out, const char *wql);

/*
 * What `ask` leaves as an object on each server. It runs on several threads at once, and uses of its job only the
 * options, the operands, the connection and the cancel.
 */
outcome many_run(const tool_options *options, output *out, outcome (*ask)(job *self));

#endif
