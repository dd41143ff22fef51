/* SPDX-License-Identifier: MIT */
/*
 * Undo. Each change of a repository is noted with what reverts it. A scope groups changes: when it ends it keeps
 * them, or reverts them, the last one first. Scopes nest. Outside of every scope a change is final at once.
 */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_UNDO_H
#define WMIKIT_SRC_MOCK_REPOSITORY_UNDO_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wmi_mock__change {
    void (*revert)(struct wmi_mock__change *change); /* needs no memory */
    void (*settle)(struct wmi_mock__change *change); /* frees what only revert needed; or NULL */
    void *owner;                                     /* the repository, or the namespace */
    void *extent;                                    /* of the class, or NULL */
    void *old;                                       /* what was removed or replaced; owned; or NULL */
    void *made;                                      /* what replaced it; borrowed; or NULL */
    size_t count;                                    /* of things added */
} wmi_mock__change;

/* All zero: nothing noted, no scope. */
typedef struct wmi_mock__undo {
    wmi_mock__change *changes;
    size_t count;
    size_t capacity;
    size_t mark;  /* the count when the innermost scope began */
    size_t depth; /* of scopes */
} wmi_mock__undo;

typedef struct wmi_mock__undo_scope {
    size_t begin;
    size_t outer_mark;
} wmi_mock__undo_scope;

wmi_mock__undo_scope wmi_mock__undo_begin(wmi_mock__undo *undo);
void wmi_mock__undo_end(wmi_mock__undo *undo, wmi_mock__undo_scope scope, bool keep);

/* Reserves room for one more change; required before a change is made. False when there is no memory. */
bool wmi_mock__undo_reserve(wmi_mock__undo *undo);

/* Notes a change that has been made. */
void wmi_mock__undo_note(wmi_mock__undo *undo, const wmi_mock__change *change);

/* The last change of the innermost scope, which may be extended; NULL: none. */
wmi_mock__change *wmi_mock__undo_last(const wmi_mock__undo *undo);

void wmi_mock__undo_clear(wmi_mock__undo *undo);

#endif
