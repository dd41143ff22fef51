/* SPDX-License-Identifier: MIT */
#include "cursor.h"

#include "error.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_BATCH 64u
#define LARGEST_BATCH 65536u

struct wmi_cursor {
    IEnumWbemClassObject *rows;
    wmi__blanket *blanket;
    char *what; /* the query, for messages */
    LONG timeout;
    bool ended;           /* the server said that nothing more comes */
    HRESULT failure;      /* it may have come along with rows: reported behind them */
    uint32_t batch_limit; /* the most to ask for at once */
    uint32_t batch_next;  /* what to ask for next: it grows, so that the first row comes at once */
    uint32_t batch_count;
    uint32_t batch_index;      /* the first row that was not lent yet */
    IWbemClassObject *batch[]; /* room for batch_limit */
};

_Static_assert(sizeof(wmi_query_options) == sizeof(size_t) + 4 * sizeof(uint32_t) + 2 * sizeof(void *) ||
                   sizeof(wmi_query_options) == sizeof(size_t) + 3 * sizeof(uint32_t) + 2 * sizeof(void *),
               "wmi_query_options as in 0.1");

HRESULT wmi__query_options_read(const wmi_query_options *given, const char *operation,
                                wmi_query_options *options)
{
    static const wmi_query_options defaults = WMI_QUERY_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given)
        return wmi__refuse(E_INVALIDARG, operation,
                           "options->size is %lu, not one that this library knows: start from "
                           "WMI_QUERY_OPTIONS_INIT",
                           (unsigned long)given->size);
    *options = *given;
    return S_OK;
}

static uint32_t batch_limit(const wmi_query_options *options)
{
    if (options->batch_size == 0)
        return DEFAULT_BATCH;
    return options->batch_size < LARGEST_BATCH ? options->batch_size : LARGEST_BATCH;
}

/* WBEM_INFINITE is -1; longer waits than a LONG can say make no difference. */
static LONG next_timeout(uint32_t timeout_ms)
{
    if (timeout_ms == 0)
        return (LONG)WBEM_INFINITE;
    return timeout_ms > INT32_MAX ? INT32_MAX : (LONG)timeout_ms;
}

static wmi_cursor *allocate(const wmi_query_options *options, const char *what)
{
    uint32_t limit = batch_limit(options);
    wmi_cursor *self = calloc(1, sizeof *self + limit * sizeof self->batch[0]);

    if (self == NULL)
        return NULL;
    self->what = malloc(strlen(what) + 1);
    if (self->what == NULL) {
        free(self);
        return NULL;
    }
    memcpy(self->what, what, strlen(what) + 1);
    self->timeout = next_timeout(options->timeout_ms);
    self->batch_limit = limit;
    self->batch_next = 1;
    return self;
}

HRESULT wmi__cursor_create(wmi_connection *connection, IEnumWbemClassObject *rows,
                           const wmi_query_options *options, const char *operation, const char *what,
                           wmi_cursor **cursor)
{
    wmi_cursor *self = allocate(options, what);
    HRESULT hr;

    if (self == NULL) {
        IEnumWbemClassObject_Release(rows);
        return wmi__out_of_memory(operation);
    }
    self->rows = rows;
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);

    hr = wmi__blanket_set(self->blanket, (IUnknown *)rows, what);
    if (FAILED(hr)) {
        wmi_cursor_close(self);
        return hr;
    }
    *cursor = self;
    return S_OK;
}

/* The row that was lent goes back when the next one is asked for. */
static void take_back_row(wmi_cursor *cursor)
{
    if (cursor->batch_index == 0)
        return;
    wmi_object_release(cursor->batch[cursor->batch_index - 1]);
    cursor->batch[cursor->batch_index - 1] = NULL;
}

static bool lend_row(wmi_cursor *cursor, IWbemClassObject **object)
{
    while (cursor->batch_index < cursor->batch_count) {
        *object = cursor->batch[cursor->batch_index++];
        if (*object != NULL)
            return true;
    }
    cursor->batch_index = 0;
    cursor->batch_count = 0;
    return false;
}

static void fetch(wmi_cursor *cursor)
{
    ULONG wanted = cursor->batch_next;
    ULONG returned = 0;
    HRESULT hr = IEnumWbemClassObject_Next(cursor->rows, cursor->timeout, wanted, cursor->batch, &returned);

    cursor->batch_count = returned < wanted ? returned : wanted;
    if (hr == WBEM_S_FALSE)
        cursor->ended = true;
    else if (FAILED(hr))
        cursor->failure = hr;
    else if (returned == 0)
        cursor->failure = hr == WBEM_S_TIMEDOUT ? (HRESULT)WBEM_E_TIMED_OUT : E_UNEXPECTED;
    if (returned == wanted && cursor->batch_next < cursor->batch_limit)
        cursor->batch_next *= 2;
    if (cursor->batch_next > cursor->batch_limit)
        cursor->batch_next = cursor->batch_limit;
}

/* Only a wait may be taken up again: behind any other failure, Next must not be called ([MS-WMI] 3.2.4.2.8). */
static HRESULT report_failure(wmi_cursor *cursor)
{
    HRESULT hr = cursor->failure;

    if (hr == (HRESULT)WBEM_E_TIMED_OUT)
        cursor->failure = S_OK;
    return wmi__com_failed(hr, "IEnumWbemClassObject::Next", "'%s'", cursor->what);
}

HRESULT wmi_cursor_next(wmi_cursor *cursor, IWbemClassObject **object)
{
    if (object != NULL)
        *object = NULL;
    if (cursor == NULL)
        return wmi__refuse_null("wmi_cursor_next", "cursor");
    if (object == NULL)
        return wmi__refuse_null("wmi_cursor_next", "object");

    take_back_row(cursor);
    if (lend_row(cursor, object))
        return WMI_OK;
    if (!cursor->ended && cursor->failure == S_OK)
        fetch(cursor);
    if (lend_row(cursor, object))
        return WMI_OK;
    return cursor->failure == S_OK ? WMI_END : report_failure(cursor);
}

void wmi_cursor_close(wmi_cursor *cursor)
{
    if (cursor == NULL)
        return;
    take_back_row(cursor);
    for (uint32_t i = cursor->batch_index; i < cursor->batch_count; i++)
        wmi_object_release(cursor->batch[i]);
    IEnumWbemClassObject_Release(cursor->rows);
    wmi__blanket_release(cursor->blanket);
    free(cursor->what);
    free(cursor);
}
