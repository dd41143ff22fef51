/* SPDX-License-Identifier: MIT */
/* A query whose rows are to become instances of a mock. */
#ifndef TOOL_FIXTURE_QUERY_H
#define TOOL_FIXTURE_QUERY_H

#include "session.h"

/* The query, with the keys of its class added to its SELECT list, if it has one; the caller's to free. */
outcome fixture_query(session *with, const char *wql, char **with_keys);

#endif
