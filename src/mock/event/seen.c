/* SPDX-License-Identifier: MIT */
#include "mock/event/seen.h"

#include "mock/repository/extent.h"

#include <stdlib.h>
#include <string.h>

static int by_address(const void *a, const void *b)
{
    uintptr_t first = (uintptr_t) * (void *const *)a;
    uintptr_t second = (uintptr_t) * (void *const *)b;

    return (first > second) - (first < second);
}

static HRESULT reserve(wmi_mock__seen *seen, size_t count)
{
    seen->items = malloc((count + 1) * sizeof *seen->items);
    seen->sorted = malloc((count + 1) * sizeof *seen->sorted);
    return seen->items == NULL || seen->sorted == NULL ? E_OUTOFMEMORY : S_OK;
}

static void sort(wmi_mock__seen *seen)
{
    memcpy(seen->sorted, seen->items, seen->count * sizeof *seen->items);
    qsort(seen->sorted, seen->count, sizeof *seen->sorted, by_address);
}

static HRESULT add_records(const wmi_mock__extent *extent, wmi_mock__seen *seen)
{
    wmi_mock__record_list list;
    HRESULT hr = wmi_mock__extent_list(extent, false, &list);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < list.count; i++)
        seen->items[seen->count++] = wmi_mock__record_share(list.records[i]);
    free(list.records);
    return hr;
}

HRESULT wmi_mock__seen_records(const wmi_mock__namespace *space, wmi_mock__seen_filter filter,
                               const void *context, wmi_mock__seen *seen)
{
    size_t count = 0;
    HRESULT hr;

    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL;
         each = wmi_mock__extent_next(each)) {
        if (each->records.count > 0 && filter(context, each->object_class))
            count += each->records.count;
    }
    hr = reserve(seen, count);
    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL && SUCCEEDED(hr);
         each = wmi_mock__extent_next(each)) {
        if (each->records.count > 0 && filter(context, each->object_class))
            hr = add_records(each, seen);
    }
    if (SUCCEEDED(hr))
        sort(seen);
    return hr;
}

HRESULT wmi_mock__seen_classes(const wmi_mock__namespace *space, wmi_mock__seen *seen)
{
    size_t count = 0;
    HRESULT hr;

    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL;
         each = wmi_mock__extent_next(each))
        count++;
    seen->is_of_classes = true;
    hr = reserve(seen, count);
    if (FAILED(hr))
        return hr;
    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL;
         each = wmi_mock__extent_next(each))
        seen->items[seen->count++] = wmi_mock__class_share(each->object_class);
    sort(seen);
    return hr;
}

bool wmi_mock__seen_has(const wmi_mock__seen *seen, const void *item)
{
    return seen->count != 0 && bsearch(&item, seen->sorted, seen->count, sizeof item, by_address) != NULL;
}

void wmi_mock__seen_clear(wmi_mock__seen *seen)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (seen->is_of_classes)
            wmi_mock__class_release(seen->items[i]);
        else
            wmi_mock__record_release(seen->items[i]);
    }
    free(seen->items);
    free(seen->sorted);
    memset(seen, 0, sizeof *seen);
}
