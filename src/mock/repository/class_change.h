/* SPDX-License-Identifier: MIT */
/* Classes in a namespace never change: a client that changes its copy of one gets another class. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_CLASS_CHANGE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_CLASS_CHANGE_H

#include "mock/repository/model.h"

/* What is to be different about the copy; all NULL: nothing. */
typedef struct wmi_mock__class_change {
    const char *name;
    const char
        *without_property; /* declared by this class: one that is also inherited is the superclass's again */
    const char *without_method;
} wmi_mock__class_change;

/* A copy that nobody shares yet, with one reference. E_OUTOFMEMORY. */
HRESULT wmi_mock__class_copy(const wmi_mock__class *from, const wmi_mock__class_change *change,
                             wmi_mock__class **copy);

/*
 * A copy that derives from another superclass. Also what wmi_mock__class_add_property gives when that does not go with
 * what the class declares.
 */
HRESULT wmi_mock__class_rebase(const wmi_mock__class *from, wmi_mock__class *superclass,
                               wmi_mock__class **copy);

#endif
