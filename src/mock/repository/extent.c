/* SPDX-License-Identifier: MIT */
#include "mock/repository/extent.h"

#include <stdlib.h>

/* --- Walking ----------------------------------------------------------------------------------------------- */

static bool has_name(const void *item, const void *name)
{
    return wmi__same_name(((const wmi_mock__extent *)item)->object_class->name, name);
}

wmi_mock__extent *wmi_mock__namespace_find_extent(const wmi_mock__namespace *space, const char *name)
{
    return wmi_mock__index_find(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name), has_name,
                                name);
}

wmi_mock__class *wmi_mock__namespace_find_class(const wmi_mock__namespace *space, const char *name)
{
    const wmi_mock__extent *found = wmi_mock__namespace_find_extent(space, name);

    return found == NULL ? NULL : found->object_class;
}

wmi_mock__extent *wmi_mock__extent_first(const wmi_mock__namespace *space)
{
    return wmi_mock__link_item(space->classes.first);
}

wmi_mock__extent *wmi_mock__extent_next(const wmi_mock__extent *extent)
{
    return wmi_mock__link_item(extent->among_classes.next);
}

/* Not by recursion: inheritance may be deep. */
wmi_mock__extent *wmi_mock__extent_below(const wmi_mock__extent *extent, const wmi_mock__extent *root)
{
    if (extent->subclasses.first != NULL)
        return wmi_mock__link_item(extent->subclasses.first);
    while (extent != root && extent->among_siblings.next == NULL)
        extent = extent->superclass;
    return extent == root ? NULL : wmi_mock__link_item(extent->among_siblings.next);
}

bool wmi_mock__extent_has_records(const wmi_mock__extent *extent)
{
    const wmi_mock__extent *each = extent;

    while (each != NULL && each->records.count == 0)
        each = wmi_mock__extent_below(each, extent);
    return each != NULL;
}

/* --- Instances --------------------------------------------------------------------------------------------- */

static int compare_orders(const void *a, const void *b)
{
    size_t one = (*(wmi_mock__record *const *)a)->order;
    size_t other = (*(wmi_mock__record *const *)b)->order;

    return one < other ? -1 : one > other;
}

/* A list that is being filled, from `sources` classes so far. */
typedef struct gathering {
    wmi_mock__record_list *list;
    size_t sources;
    HRESULT hr;
} gathering;

static void gather(gathering *self, const wmi_mock__extent *extent)
{
    wmi_mock__record_list *list = self->list;
    wmi_mock__record **grown;

    if (extent->records.count == 0 || FAILED(self->hr))
        return;
    grown = realloc(list->records, (list->count + extent->records.count) * sizeof(wmi_mock__record *));
    if (grown == NULL) {
        self->hr = E_OUTOFMEMORY;
        return;
    }
    list->records = grown;
    for (const wmi_mock__link *at = extent->records.first; at != NULL; at = at->next)
        list->records[list->count++] = at->item;
    self->sources++;
}

static HRESULT finish(const gathering *self)
{
    if (SUCCEEDED(self->hr) && self->sources > 1)
        qsort(self->list->records, self->list->count, sizeof(wmi_mock__record *), compare_orders);
    if (FAILED(self->hr)) {
        free(self->list->records);
        *self->list = (wmi_mock__record_list){ 0 };
    }
    return self->hr;
}

HRESULT wmi_mock__extent_list(const wmi_mock__extent *extent, bool deep, wmi_mock__record_list *list)
{
    gathering self = { list, 0, S_OK };

    *list = (wmi_mock__record_list){ 0 };
    for (const wmi_mock__extent *each = extent; each != NULL;
         each = deep ? wmi_mock__extent_below(each, extent) : NULL)
        gather(&self, each);
    return finish(&self);
}

HRESULT wmi_mock__associations_list(const wmi_mock__namespace *space, wmi_mock__record_list *list)
{
    gathering self = { list, 0, S_OK };

    *list = (wmi_mock__record_list){ 0 };
    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL;
         each = wmi_mock__extent_next(each)) {
        if (each->object_class->is_association)
            gather(&self, each);
    }
    return finish(&self);
}
