/* SPDX-License-Identifier: MIT */
/* `wmikit diagnose` of several servers: diagnose_servers.c. */
#ifndef TOOL_DIAGNOSE_H
#define TOOL_DIAGNOSE_H

#include "options.h"
#include "output.h"
#include "session.h"

/* The last stage: asks for one row. */
HRESULT diagnose_query(const session *with);

/* A row for each: whether all stages passed, or which one failed. */
outcome diagnose_servers(const tool_options *options, output *out);

#endif
