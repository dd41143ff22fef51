/* SPDX-License-Identifier: MIT */
/*
 * Recorded answers as MOF that the mock reads: before each class what it stands on, before each instance its class,
 * everything once.
 */
#ifndef TOOL_FIXTURE_H
#define TOOL_FIXTURE_H

#include "output.h"
#include "row.h"
#include "session.h"

typedef struct fixture fixture;

/* NULL when there is no memory. The session is the one that the objects come from, and outlives the fixture. */
fixture *fixture_create(session *with);

/*
 * An object as a class when it is one, or stands for one (Wine's WMI has no others), else as an instance; the row
 * has those properties that are recorded.
 */
outcome fixture_add(fixture *self, const property_row *row);

/* Writes it, and loads it into a mock, which says so when something is wrong with it. */
outcome fixture_write(fixture *self, output *out);
void fixture_free(fixture *gone);

#endif
