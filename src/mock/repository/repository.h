/* SPDX-License-Identifier: MIT */
/* Undo, for the MOF reader: removes what a text has added to a repository. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_REPOSITORY_H
#define WMIKIT_SRC_MOCK_REPOSITORY_REPOSITORY_H

#include "mock/repository/model.h"

/* The contents of a repository at one moment, as counts. */
typedef struct wmi_mock__repository_mark {
    size_t namespace_count;
    size_t *counts; /* two per namespace: classes, records */
} wmi_mock__repository_mark;

HRESULT wmi_mock__repository_mark_set(const wmi_mock__repository *repository,
                                      wmi_mock__repository_mark *mark);
void wmi_mock__repository_mark_clear(wmi_mock__repository_mark *mark);

/* Removes what has been added since. Nothing may have been removed in between. */
void wmi_mock__repository_restore(wmi_mock__repository *repository, const wmi_mock__repository_mark *mark);

/* MOF texts, read in this order, that define the classes of every namespace; NULL after the last. */
extern const char *const wmi_mock__system_classes[];

#endif
