/* SPDX-License-Identifier: MIT */
/* A class in a namespace: its place among the classes there, and its own instances. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_EXTENT_H
#define WMIKIT_SRC_MOCK_REPOSITORY_EXTENT_H

#include "mock/repository/model.h"

typedef struct wmi_mock__extent {
    wmi_mock__class *object_class;       /* an owned reference */
    struct wmi_mock__extent *superclass; /* in the same namespace; or NULL */
    wmi_mock__link among_classes;
    wmi_mock__link among_siblings;
    wmi_mock__list subclasses;
    wmi_mock__list records; /* of exactly this class, in the order they were added */
} wmi_mock__extent;

/* By the name of a class; NULL when there is none. */
wmi_mock__extent *wmi_mock__namespace_find_extent(const wmi_mock__namespace *space, const char *name);

/* All classes, in the order they were added: a superclass stands before its subclasses. NULL after the last. */
wmi_mock__extent *wmi_mock__extent_first(const wmi_mock__namespace *space);
wmi_mock__extent *wmi_mock__extent_next(const wmi_mock__extent *extent);

/* The next of a class's subclasses at any depth, `root` being the first; NULL after the last. */
wmi_mock__extent *wmi_mock__extent_below(const wmi_mock__extent *extent, const wmi_mock__extent *root);

/* Whether it or, at any depth, a subclass has an instance. */
bool wmi_mock__extent_has_records(const wmi_mock__extent *extent);

/* Borrowed from a namespace; the array is the caller's, to be freed; NULL when it is empty. */
typedef struct wmi_mock__record_list {
    wmi_mock__record **records;
    size_t count;
} wmi_mock__record_list;

/*
 * The instances of a class, and with `deep` those of its subclasses, in the order they were added. It looks at these
 * instances alone, however many others the namespace has. E_OUTOFMEMORY.
 */
HRESULT wmi_mock__extent_list(const wmi_mock__extent *extent, bool deep, wmi_mock__record_list *list);

/* The same for the instances of all association classes. */
HRESULT wmi_mock__associations_list(const wmi_mock__namespace *space, wmi_mock__record_list *list);

#endif
