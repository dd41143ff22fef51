/* SPDX-License-Identifier: MIT */
/* Doubly linked lists of items that contain their own link. All zero is an empty list. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_LIST_H
#define WMIKIT_SRC_MOCK_REPOSITORY_LIST_H

#include <stddef.h>

typedef struct wmi_mock__link {
    struct wmi_mock__link *previous;
    struct wmi_mock__link *next;
    void *item; /* what contains this link */
} wmi_mock__link;

typedef struct wmi_mock__list {
    wmi_mock__link *first;
    wmi_mock__link *last;
    size_t count;
} wmi_mock__list;

void wmi_mock__list_append(wmi_mock__list *list, wmi_mock__link *link, void *item);

/* Takes a link out; it keeps its neighbours, so that it can be put back. */
void wmi_mock__list_take(wmi_mock__list *list, const wmi_mock__link *link);

/* Puts a link back where it was; the list must be as it was when the link was taken out. */
void wmi_mock__list_restore(wmi_mock__list *list, wmi_mock__link *link);

/* The link takes the position of an old one. */
void wmi_mock__list_exchange(wmi_mock__list *list, const wmi_mock__link *old, wmi_mock__link *link,
                             void *item);

/* The item of a link; NULL for NULL. */
void *wmi_mock__link_item(const wmi_mock__link *link);

#endif
