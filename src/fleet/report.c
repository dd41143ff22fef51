/* SPDX-License-Identifier: MIT */
#include "fleet/report.h"

#include "base/guids.h"

#include <stdlib.h>

HRESULT wmi__rows_make(struct wmi__host *host, IWbemClassObject **objects, uint32_t count, bool marshal,
                       wmi__rows **made)
{
    wmi__rows *self = calloc(1, sizeof *self + count * sizeof self->rows[0]);
    HRESULT hr = self == NULL ? E_OUTOFMEMORY : S_OK;

    for (uint32_t i = 0; i < count; i++) {
        if (SUCCEEDED(hr)) {
            hr = wmi__crossing_begin(&self->rows[i], &wmi__IID_IWbemClassObject, objects[i], marshal);
            self->count = i + 1;
        }
        IWbemClassObject_Release(objects[i]);
    }
    if (FAILED(hr)) {
        wmi__rows_free(self);
        return hr;
    }
    self->report.host = host;
    self->report.has_rows = true;
    *made = self;
    return S_OK;
}

void wmi__rows_free(wmi__rows *self)
{
    if (self == NULL)
        return;
    for (uint32_t i = self->taken; i < self->count; i++)
        wmi__crossing_drop(&self->rows[i], &wmi__IID_IWbemClassObject);
    free(self);
}

void wmi__reports_init(wmi__reports *self)
{
    self->first = NULL;
    self->last = &self->first;
    self->rows = 0;
}

static uint32_t rows_in(const wmi__report *report)
{
    return report->has_rows ? ((const wmi__rows *)(const void *)report)->count : 0;
}

void wmi__reports_put(wmi__reports *self, wmi__report *report)
{
    report->next = NULL;
    *self->last = report;
    self->last = &report->next;
    self->rows += rows_in(report);
}

wmi__report *wmi__reports_take(wmi__reports *self)
{
    wmi__report *report = self->first;

    if (report == NULL)
        return NULL;
    self->first = report->next;
    if (self->first == NULL)
        self->last = &self->first;
    return report;
}

void wmi__reports_drop(wmi__reports *self)
{
    for (wmi__report *report; (report = wmi__reports_take(self)) != NULL;) {
        if (report->has_rows)
            wmi__rows_free((wmi__rows *)(void *)report);
    }
}
