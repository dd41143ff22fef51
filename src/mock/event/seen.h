/* SPDX-License-Identifier: MIT */
/* What a namespace had at a moment: its instances or its classes, which are immutable, by their addresses. */
#ifndef WMIKIT_SRC_MOCK_EVENT_SEEN_H
#define WMIKIT_SRC_MOCK_EVENT_SEEN_H

#include "mock/repository/model.h"

/* All zero: nothing. The references are owned. */
typedef struct wmi_mock__seen {
    bool is_of_classes;
    void **items;  /* class by class, each in the order they were added */
    void **sorted; /* the same, by address */
    size_t count;
} wmi_mock__seen;

/* Whether the instances of exactly this class are wanted. */
typedef bool (*wmi_mock__seen_filter)(const void *context, const wmi_mock__class *object_class);

/* Fill it; the caller clears it, also after a failure. E_OUTOFMEMORY. */
HRESULT wmi_mock__seen_records(const wmi_mock__namespace *space, wmi_mock__seen_filter filter,
                               const void *context, wmi_mock__seen *seen);
HRESULT wmi_mock__seen_classes(const wmi_mock__namespace *space, wmi_mock__seen *seen);

bool wmi_mock__seen_has(const wmi_mock__seen *seen, const void *item);
void wmi_mock__seen_clear(wmi_mock__seen *seen);

#endif
