/* SPDX-License-Identifier: MIT */
#include "query/cursor.h"

#include "com/cancel.h"
#include "error/error.h"
#include "error/error_info.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_BATCH 64u
#define LARGEST_BATCH 65536u

struct wmi_cursor {
    IEnumWbemClassObject *rows;
    wmi__blanket *blanket;
    char *what;          /* the query, for messages */
    uint32_t timeout_ms; /* of each wmi_cursor_next; 0: none */
    wmi_cancel *cancel;
    uint64_t limit_ms;    /* for all rows together, in wmi__clock_ms */
    bool ended;           /* the server has reported the end */
    HRESULT failure;      /* it may come with rows: reported after them */
    IErrorInfo *words;    /* error info of WMI, or NULL */
    uint32_t batch_limit; /* maximum for one Next */
    uint32_t batch_next;  /* for the next Next: it grows, so that the first row comes early */
    uint32_t batch_count;
    uint32_t batch_index;      /* the first row that was not returned yet */
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
        return wmi__refuse_size(operation, given->size, "WMI_QUERY_OPTIONS_INIT");
    *options = *given;
    return S_OK;
}

static uint32_t batch_limit(const wmi_query_options *options)
{
    if (options->batch_size == 0)
        return DEFAULT_BATCH;
    return options->batch_size < LARGEST_BATCH ? options->batch_size : LARGEST_BATCH;
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
    self->timeout_ms = options->timeout_ms;
    self->cancel = wmi__cancel_share(options->cancel);
    self->batch_limit = limit;
    self->batch_next = 1;
    self->limit_ms = WMI__NEVER;
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

void wmi__cursor_expect_all(wmi_cursor *cursor, uint64_t limit_ms)
{
    cursor->batch_next = cursor->batch_limit;
    cursor->limit_ms = limit_ms;
}

/* The borrowed row is released when the next one is requested. */
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

/* Waits for rows until the first limit; continues after WBEM_S_TIMEDOUT without rows. */
static HRESULT next_batch(wmi_cursor *cursor, ULONG wanted, ULONG *returned)
{
    uint64_t limit = wmi__limit_in(cursor->timeout_ms);
    uint64_t until;
    HRESULT hr;

    if (limit > cursor->limit_ms)
        limit = cursor->limit_ms;
    do {
        hr = wmi__cancel_check(cursor->cancel, limit, &until);
        if (FAILED(hr))
            return hr;
        wmi__error_info_forget();
        hr = IEnumWbemClassObject_Next(cursor->rows, wmi__wait_slice(cursor->cancel, until), wanted,
                                       cursor->batch, returned);
    } while (hr == WBEM_S_TIMEDOUT && *returned == 0);
    return hr;
}

/* The wait was ended; it may be continued. */
static bool is_end_of_wait(HRESULT hr)
{
    return hr == (HRESULT)WBEM_E_TIMED_OUT || hr == (HRESULT)WBEM_E_CALL_CANCELLED;
}

/* Reported only after the buffered rows, when other calls may have been made: save the error info now. */
static void note_failure(wmi_cursor *cursor, HRESULT hr)
{
    cursor->failure = hr;
    if (!is_end_of_wait(hr))
        cursor->words = wmi__error_info_take();
}

static void fetch(wmi_cursor *cursor)
{
    ULONG wanted = cursor->batch_next;
    ULONG returned = 0;
    HRESULT hr = next_batch(cursor, wanted, &returned);

    cursor->batch_count = returned < wanted ? returned : wanted;
    if (hr == WBEM_S_FALSE)
        cursor->ended = true;
    else if (FAILED(hr))
        note_failure(cursor, hr);
    else if (returned == 0)
        cursor->failure = E_UNEXPECTED;
    if (returned == wanted && cursor->batch_next < cursor->batch_limit)
        cursor->batch_next *= 2;
    if (cursor->batch_next > cursor->batch_limit)
        cursor->batch_next = cursor->batch_limit;
}

/* Only a wait may be continued: after any other failure, Next must not be called ([MS-WMI] 3.2.4.2.8). */
static HRESULT report_failure(wmi_cursor *cursor)
{
    HRESULT hr = cursor->failure;

    if (is_end_of_wait(hr)) {
        cursor->failure = S_OK;
        return wmi__com_failed(hr, "IEnumWbemClassObject::Next", "'%s'", cursor->what);
    }
    wmi__error_info_forget();
    if (cursor->words != NULL)
        IErrorInfo_AddRef(cursor->words); /* the failure may be asked for again */
    wmi__error_info_put_back(cursor->words);
    return wmi__wmi_failed(hr, "IEnumWbemClassObject::Next", "'%s'", cursor->what);
}

HRESULT wmi_cursor_next(wmi_cursor *cursor, IWbemClassObject **object)
{
    HRESULT ended_from_outside;

    if (object != NULL)
        *object = NULL;
    if (cursor == NULL)
        return wmi__refuse_null("wmi_cursor_next", "cursor");
    if (object == NULL)
        return wmi__refuse_null("wmi_cursor_next", "object");

    take_back_row(cursor);
    ended_from_outside = wmi__cancel_check(cursor->cancel, WMI__NEVER, NULL);
    if (FAILED(ended_from_outside))
        return wmi__com_failed(ended_from_outside, "IEnumWbemClassObject::Next", "'%s'", cursor->what);
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
    if (cursor->words != NULL)
        IErrorInfo_Release(cursor->words);
    IEnumWbemClassObject_Release(cursor->rows);
    wmi__blanket_release(cursor->blanket);
    wmi_cancel_free(cursor->cancel);
    free(cursor->what);
    free(cursor);
}
