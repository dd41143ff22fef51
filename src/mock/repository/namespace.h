/* SPDX-License-Identifier: MIT */
/* Changes of a namespace's classes and instances. Each is noted for undo; see undo.h. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_NAMESPACE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_NAMESPACE_H

#include "mock/repository/extent.h"

/* Without classes; NULL when there is no memory. */
wmi_mock__namespace *wmi_mock__namespace_create(wmi_mock__undo *undo, const char *path);
void wmi_mock__namespace_free(wmi_mock__namespace *space);

/* The class takes the place of the one with its name; takes ownership of the reference in every case. E_OUTOFMEMORY. */
HRESULT wmi_mock__namespace_replace_class(wmi_mock__namespace *space, wmi_mock__extent *extent,
                                          wmi_mock__class *made);

/* Removes a class that has neither subclasses nor instances. E_OUTOFMEMORY. */
HRESULT wmi_mock__namespace_remove_class(wmi_mock__namespace *space, wmi_mock__extent *extent);

/* Removes the instances of a class and of its subclasses. E_OUTOFMEMORY. */
HRESULT wmi_mock__namespace_remove_records(wmi_mock__namespace *space, const wmi_mock__extent *root);

#endif
