/* SPDX-License-Identifier: MIT */
/*
 * Recorded results as MOF for the mock: before each class the classes that it depends on, before each instance its
 * class, each once.
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
 * Writes an object as a class when it is one or represents one (in Wine's WMI), else as an instance; the row
 * has the properties to record.
 */
outcome fixture_add(fixture *self, const property_row *row);

/* Writes it, and loads it into a mock to check it. */
outcome fixture_write(fixture *self, output *out);
void fixture_free(fixture *gone);

#endif
