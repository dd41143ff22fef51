/* SPDX-License-Identifier: MIT */
/* What the MOF reader needs of a repository beyond model.h: the way back. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_REPOSITORY_H
#define WMIKIT_SRC_MOCK_REPOSITORY_REPOSITORY_H

#include "mock/repository/model.h"

/* How much was in a repository at one moment. */
typedef struct wmi_mock__repository_mark {
    size_t namespace_count;
    size_t *counts; /* two a namespace: classes, records */
} wmi_mock__repository_mark;

HRESULT wmi_mock__repository_mark_set(const wmi_mock__repository *repository,
                                      wmi_mock__repository_mark *mark);
void wmi_mock__repository_mark_clear(wmi_mock__repository_mark *mark);

/* Takes out again what has been added since. Nothing may have been removed meanwhile. */
void wmi_mock__repository_restore(wmi_mock__repository *repository, const wmi_mock__repository_mark *mark);

/* MOF texts, to be read one after the other, that define what every namespace has; NULL behind the last. */
extern const char *const wmi_mock__system_classes[];

#endif
