/* SPDX-License-Identifier: MIT */
#include "hand_over.h"

#include "os/os.h"
#include "support/threads.h"

#include <string.h>

#define BATCH 64u

/* What both threads use is under the lock. */
typedef struct hand_over {
    IEnumWbemClassObject *rows;
    wmi__mutex lock;
    wmi__condition changed;
    IWbemClassObject *batch[BATCH];
    ULONG count; /* 0: the batch was taken */
    bool is_over;
} hand_over;

static void put(hand_over *self, IWbemClassObject *const *fetched, ULONG count, bool is_last)
{
    wmi__mutex_lock(&self->lock);
    while (self->count > 0)
        wmi__condition_wait(&self->changed, &self->lock);
    memcpy(self->batch, fetched, count * sizeof fetched[0]);
    self->count = count;
    self->is_over = is_last;
    wmi__condition_broadcast(&self->changed);
    wmi__mutex_unlock(&self->lock);
}

/* Returns how many there were; 0: these were all. */
static ULONG take(hand_over *self, IWbemClassObject **taken)
{
    ULONG count;

    wmi__mutex_lock(&self->lock);
    while (self->count == 0 && !self->is_over)
        wmi__condition_wait(&self->changed, &self->lock);
    count = self->count;
    memcpy(taken, self->batch, count * sizeof taken[0]);
    self->count = 0;
    wmi__condition_broadcast(&self->changed);
    wmi__mutex_unlock(&self->lock);
    return count;
}

static void fetch(void *argument)
{
    hand_over *self = argument;
    IWbemClassObject *fetched[BATCH];
    ULONG count = 0;
    HRESULT hr;

    do {
        hr = IEnumWbemClassObject_Next(self->rows, (LONG)WBEM_INFINITE, BATCH, fetched, &count);
        put(self, fetched, FAILED(hr) ? 0 : count, hr != S_OK);
    } while (hr == S_OK);
}

static IEnumWbemClassObject *query_rows(wmi_connection *connection)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM Bench_Row");
    IEnumWbemClassObject *rows = NULL;

    bench_expect(IWbemServices_ExecQuery(wmi_services(connection), language, query,
                                         WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY, NULL, &rows),
                 "IWbemServices::ExecQuery");
    SysFreeString(query);
    SysFreeString(language);
    return rows;
}

size_t hand_over_rows(wmi_connection *connection)
{
    hand_over self = { .lock = WMI__MUTEX_INIT, .changed = WMI__CONDITION_INIT };
    IWbemClassObject *taken[BATCH];
    test_thread *fetcher;
    size_t rows = 0;
    ULONG count;

    self.rows = query_rows(connection);
    fetcher = test_thread_start(fetch, &self);
    while ((count = take(&self, taken)) > 0) {
        for (ULONG i = 0; i < count; i++)
            IWbemClassObject_Release(taken[i]);
        rows += count;
    }
    test_thread_join(fetcher);
    IEnumWbemClassObject_Release(self.rows);
    return rows;
}
