/* SPDX-License-Identifier: MIT */
/* Classes in a namespace are immutable: a client that changes its copy gets a new class. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_CLASS_CHANGE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_CLASS_CHANGE_H

#include "mock/repository/model.h"

/* What to change in the copy; all NULL: nothing. */
typedef struct wmi_mock__class_change {
    const char *name;
    /* Declared by this class: if it is also inherited, the superclass's applies again. */
    const char *without_property;
    const char *without_method;
} wmi_mock__class_change;

/* A copy that is not shared yet, with one reference. E_OUTOFMEMORY. */
HRESULT wmi_mock__class_copy(const wmi_mock__class *from, const wmi_mock__class_change *change,
                             wmi_mock__class **copy);

/*
 * A copy that derives from another superclass. Also the codes of wmi_mock__class_add_property, when the
 * superclass and what the class declares are not compatible.
 */
HRESULT wmi_mock__class_rebase(const wmi_mock__class *from, wmi_mock__class *superclass,
                               wmi_mock__class **copy);

#endif
