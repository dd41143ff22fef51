/* SPDX-License-Identifier: MIT */
/* The classes that namespaces have from the start, as MOF text. */
#ifndef WMIKIT_SRC_MOCK_MOF_SYSTEM_CLASSES_H
#define WMIKIT_SRC_MOCK_MOF_SYSTEM_CLASSES_H

#include <stddef.h>

typedef struct wmi_mock__standard_classes {
    const char *path; /* of the namespace; NULL: every one */
    const char *mof;
} wmi_mock__standard_classes;

/* In the order in which they are read; those of every namespace come first. */
extern const wmi_mock__standard_classes wmi_mock__system_classes[];
extern const size_t wmi_mock__system_classes_count;

#endif
