/* SPDX-License-Identifier: MIT */
/* A query whose rows are to become instances of a mock. */
#ifndef TOOL_FIXTURE_QUERY_H
#define TOOL_FIXTURE_QUERY_H

#include "session.h"

/*
 * The query to run: a SELECT list gets the keys of its class, which instances need; it becomes `*` when
 * the class has none, since its subclasses may. The caller frees it. `definition` receives the class, by which a mock
 * can give an empty answer too; NULL where it is not known.
 */
outcome fixture_query(session *with, const char *wql, char **asked, IWbemClassObject **definition);

#endif
