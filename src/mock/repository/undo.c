/* SPDX-License-Identifier: MIT */
#include "mock/repository/undo.h"

#include <stdlib.h>

#define FIRST_CAPACITY 16

wmi_mock__undo_scope wmi_mock__undo_begin(wmi_mock__undo *undo)
{
    wmi_mock__undo_scope scope = { undo->count, undo->mark };

    undo->mark = undo->count;
    undo->depth++;
    return scope;
}

static void settle(wmi_mock__change *change)
{
    if (change->settle != NULL)
        change->settle(change);
}

void wmi_mock__undo_end(wmi_mock__undo *undo, wmi_mock__undo_scope scope, bool keep)
{
    while (!keep && undo->count > scope.begin) {
        wmi_mock__change last = undo->changes[--undo->count];

        last.revert(&last);
    }
    undo->mark = scope.outer_mark;
    if (--undo->depth > 0)
        return;
    for (size_t i = 0; i < undo->count; i++)
        settle(&undo->changes[i]);
    wmi_mock__undo_clear(undo);
}

bool wmi_mock__undo_reserve(wmi_mock__undo *undo)
{
    size_t capacity = undo->capacity == 0 ? FIRST_CAPACITY : undo->capacity * 2;
    wmi_mock__change *changes;

    if (undo->depth == 0 || undo->count < undo->capacity)
        return true;
    changes = realloc(undo->changes, capacity * sizeof *changes);
    if (changes == NULL)
        return false;
    undo->changes = changes;
    undo->capacity = capacity;
    return true;
}

void wmi_mock__undo_note(wmi_mock__undo *undo, const wmi_mock__change *change)
{
    wmi_mock__change made = *change;

    if (undo->depth == 0)
        settle(&made);
    else
        undo->changes[undo->count++] = made;
}

wmi_mock__change *wmi_mock__undo_last(const wmi_mock__undo *undo)
{
    return undo->count > undo->mark ? &undo->changes[undo->count - 1] : NULL;
}

void wmi_mock__undo_clear(wmi_mock__undo *undo)
{
    free(undo->changes);
    *undo = (wmi_mock__undo){ 0 };
}
