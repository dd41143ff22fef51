/* SPDX-License-Identifier: MIT */
#include "mock/repository/list.h"

static void join(wmi_mock__list *list, wmi_mock__link *previous, wmi_mock__link *next)
{
    if (previous != NULL)
        previous->next = next;
    else
        list->first = next;
    if (next != NULL)
        next->previous = previous;
    else
        list->last = previous;
}

void wmi_mock__list_append(wmi_mock__list *list, wmi_mock__link *link, void *item)
{
    *link = (wmi_mock__link){ list->last, NULL, item };
    wmi_mock__list_restore(list, link);
}

void wmi_mock__list_take(wmi_mock__list *list, const wmi_mock__link *link)
{
    join(list, link->previous, link->next);
    list->count--;
}

void wmi_mock__list_restore(wmi_mock__list *list, wmi_mock__link *link)
{
    join(list, link->previous, link);
    join(list, link, link->next);
    list->count++;
}

void wmi_mock__list_exchange(wmi_mock__list *list, const wmi_mock__link *old, wmi_mock__link *link,
                             void *item)
{
    *link = (wmi_mock__link){ old->previous, old->next, item };
    join(list, link->previous, link);
    join(list, link, link->next);
}

void *wmi_mock__link_item(const wmi_mock__link *link)
{
    return link == NULL ? NULL : link->item;
}
