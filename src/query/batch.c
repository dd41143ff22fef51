/* SPDX-License-Identifier: MIT */
#include "query/batch.h"

#include "base/guids.h"

#include <stdlib.h>

HRESULT wmi__batch_make(IWbemClassObject **objects, uint32_t count, bool marshal, wmi__batch **made)
{
    wmi__batch *batch = calloc(1, sizeof *batch + count * sizeof batch->rows[0]);
    HRESULT hr = batch == NULL ? E_OUTOFMEMORY : S_OK;

    for (uint32_t i = 0; i < count; i++) {
        if (FAILED(hr)) {
            IWbemClassObject_Release(objects[i]);
            continue;
        }
        hr = wmi__crossing_give(&batch->rows[i], &wmi__IID_IWbemClassObject, objects[i], marshal);
        batch->count = i + 1;
    }
    if (FAILED(hr)) {
        wmi__batch_free(batch);
        batch = NULL;
    }
    *made = batch;
    return hr;
}

HRESULT wmi__batch_take(wmi__batch *batch, IWbemClassObject **row)
{
    void *arrived = NULL;
    HRESULT hr = wmi__crossing_end(&batch->rows[batch->taken++], &arrived);

    *row = FAILED(hr) ? NULL : arrived;
    return hr;
}

void wmi__batch_free(wmi__batch *batch)
{
    if (batch == NULL)
        return;
    for (uint32_t i = batch->taken; i < batch->count; i++)
        wmi__crossing_drop(&batch->rows[i]);
    free(batch);
}

void wmi__batches_put(wmi__batches *self, wmi__batch *batch)
{
    batch->next = NULL;
    if (self->first == NULL)
        self->first = batch;
    else
        self->last->next = batch;
    self->last = batch;
}

wmi__batch *wmi__batches_take(wmi__batches *self)
{
    wmi__batch *batch = self->first;

    if (batch != NULL)
        self->first = batch->next;
    return batch;
}
