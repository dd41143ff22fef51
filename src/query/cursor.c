/* SPDX-License-Identifier: MIT */
#include "query/cursor.h"

#include "error/error.h"
#include "error/error_info.h"
#include "query/fetch.h"
#include "query/reader.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_BATCH   64u
#define LARGEST_BATCH   65536u
#define MOST_READ_AHEAD 16u

/* What messages name as the call that failed. */
#define NEXT "IEnumWbemClassObject::Next"

struct wmi_cursor {
    wmi__turn turn;
    char *what;          /* the query, for messages */
    uint32_t timeout_ms; /* of each wmi_cursor_next; 0: none */
    wmi_cancel *cancel;
    uint64_t limit_ms; /* for all rows together, in wmi__clock_ms; WMI__NEVER: none */
    bool given_up;     /* a wait has ended before a row came */

    IWbemClassObject *lent;
    bool is_over;
    HRESULT failure;   /* why it is; S_OK: the rows have ended */
    IErrorInfo *words; /* WMI's, of the failure, or NULL */

    /* With a limit, a cancel or read_ahead: a worker fetches. */
    wmi__reader *reader;
    wmi__batch *batch;

    /* Else this thread does. */
    wmi__fetch fetch;
    wmi__blanket *blanket;
    IWbemClassObject **rows;

    /* Both: where the batch is. */
    uint32_t count;
    uint32_t index;
};

/* --- Options ------------------------------------------------------------------------------------------------------ */

#define SIZE_0_1 offsetof(wmi_query_options, read_ahead)

_Static_assert(sizeof(wmi_query_options) == SIZE_0_1 + 2 * sizeof(uint32_t), "no padding at the end");

HRESULT wmi__query_options_read(const wmi_query_options *given, const char *operation,
                                wmi_query_options *options)
{
    static const wmi_query_options defaults = WMI_QUERY_OPTIONS_INIT;

    *options = defaults;
    if (given == NULL)
        return S_OK;
    if (given->size != sizeof *given && given->size != SIZE_0_1)
        return wmi__refuse_size(operation, given->size, "WMI_QUERY_OPTIONS_INIT");
    memcpy(options, given, given->size);
    return S_OK;
}

uint32_t wmi__query_batch_limit(const wmi_query_options *options)
{
    if (options->batch_size == 0)
        return DEFAULT_BATCH;
    return options->batch_size < LARGEST_BATCH ? options->batch_size : LARGEST_BATCH;
}

static uint32_t read_ahead(const wmi_query_options *options)
{
    if (options->read_ahead == 0)
        return 1;
    return options->read_ahead < MOST_READ_AHEAD ? options->read_ahead : MOST_READ_AHEAD;
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static void free_cursor(wmi_cursor *self)
{
    if (self->words != NULL)
        IErrorInfo_Release(self->words);
    wmi__blanket_release(self->blanket);
    wmi_cancel_free(self->cancel);
    free(self->rows);
    free(self->what);
    free(self);
}

static wmi_cursor *allocate(const wmi_query_options *options, const wmi__request_order *order, bool wants_all)
{
    wmi_cursor *self = calloc(1, sizeof *self);

    if (self == NULL)
        return NULL;
    self->what = malloc(strlen(order->what) + 1);
    if (self->what == NULL) {
        free(self);
        return NULL;
    }
    memcpy(self->what, order->what, strlen(order->what) + 1);
    self->timeout_ms = options->timeout_ms;
    self->cancel = wmi__cancel_share(options->cancel);
    self->limit_ms = wants_all ? order->limit_ms : WMI__NEVER;
    return self;
}

/* The enumerator is this thread's, as in raw COM. */
static HRESULT open_here(wmi_cursor *self, const wmi__request_kind *kind, wmi_connection *connection,
                         const wmi__request_order *order, const wmi__reader_settings *settings)
{
    void *results[WMI__WORK_RESULTS] = { NULL };
    HRESULT hr;

    self->rows = calloc(settings->batch_limit, sizeof(IWbemClassObject *));
    if (self->rows == NULL)
        return wmi__out_of_memory(order->operation);
    hr = wmi__request_make(kind, connection, order, results);
    if (FAILED(hr))
        return hr;
    if (results[0] == NULL)
        return wmi__refuse(E_UNEXPECTED, kind->work.operation, "'%s': the call gave no enumerator",
                           order->what);
    self->fetch.rows = results[0];
    self->fetch.batch_limit = settings->batch_limit;
    self->fetch.wants_all = settings->wants_all;
    self->blanket = connection->blanket;
    wmi__blanket_add_ref(self->blanket);
    hr = wmi__blanket_set(self->blanket, (IUnknown *)self->fetch.rows, order->what);
    if (FAILED(hr))
        IEnumWbemClassObject_Release(self->fetch.rows);
    return hr;
}

HRESULT wmi__cursor_open(const wmi__request_kind *kind, wmi_connection *connection,
                         const wmi__request_order *order, const wmi_query_options *options, bool wants_all,
                         wmi_cursor **cursor)
{
    const wmi__reader_settings settings = { wmi__query_batch_limit(options), read_ahead(options), wants_all };
    wmi_cursor *self = allocate(options, order, wants_all);
    HRESULT hr;

    if (self == NULL)
        return wmi__out_of_memory(order->operation);
    if (wmi__wait_is_limited(order->cancel, order->limit_ms) || options->read_ahead > 0)
        hr = wmi__reader_open(kind, connection, order, &settings, &self->turn, &self->reader);
    else
        hr = open_here(self, kind, connection, order, &settings);
    if (FAILED(hr))
        free_cursor(self);
    else
        *cursor = self;
    return hr;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static void take_back_row(wmi_cursor *self)
{
    wmi_object_release(self->lent);
    self->lent = NULL;
}

/* The next row of the batch. S_OK; WBEM_S_FALSE when there is none; what a marshalled row failed with. */
static HRESULT lend_row(wmi_cursor *self, IWbemClassObject **object)
{
    HRESULT hr = S_OK;

    if (self->index == self->count)
        return WBEM_S_FALSE;
    if (self->reader == NULL)
        self->lent = self->rows[self->index];
    else
        hr = wmi__batch_take(self->batch, &self->lent);
    self->index++;
    *object = self->lent;
    return FAILED(hr) ? wmi__com_failed(hr, "CoGetInterfaceAndReleaseStream", "a row of '%s'", self->what)
                      : S_OK;
}

static void note_end(wmi_cursor *self, HRESULT failure, IErrorInfo *words)
{
    self->is_over = true;
    self->failure = failure;
    self->words = words;
}

static uint64_t limit_of_this_call(const wmi_cursor *self)
{
    uint64_t limit = wmi__limit_in(self->timeout_ms);

    return limit < self->limit_ms ? limit : self->limit_ms;
}

/* S_OK when there is something new, be it the end. */
static HRESULT wait_for_batch(wmi_cursor *self)
{
    IErrorInfo *words = NULL;
    HRESULT hr;

    wmi__batch_free(self->batch);
    self->batch = NULL;
    hr = wmi__reader_wait(self->reader, self->cancel, limit_of_this_call(self));
    if (FAILED(hr)) {
        self->given_up = true;
        return wmi__com_failed(hr, NEXT, "'%s'", self->what);
    }
    self->batch = wmi__reader_take(self->reader);
    if (self->batch != NULL) {
        self->count = self->batch->count;
    } else if (!wmi__turn_is_closed(&self->turn)) {
        hr = wmi__reader_result(self->reader, &words);
        note_end(self, hr, words);
    }
    return S_OK;
}

static HRESULT fetch_batch(wmi_cursor *self)
{
    self->count = 0;
    self->index = 0;
    if (self->reader != NULL)
        return wait_for_batch(self);
    self->count = wmi__fetch_rows(&self->fetch, NULL, self->rows);
    if (self->count == 0 || self->fetch.ended || self->fetch.failure != S_OK)
        note_end(self, self->fetch.failure, self->fetch.words);
    return S_OK;
}

HRESULT wmi__rows_failed(HRESULT failure, IErrorInfo *words, const char *what)
{
    wmi__error_info_forget();
    wmi__error_info_put_back(words);
    return wmi__hint_at_events(wmi__wmi_failed(failure, NEXT, "'%s'", what), what);
}

/* A failure is final, and is reported again. */
static HRESULT report_end(const wmi_cursor *self)
{
    if (self->failure == S_OK)
        return WMI_END;
    if (self->words != NULL)
        IErrorInfo_AddRef(self->words);
    return wmi__rows_failed(self->failure, self->words, self->what);
}

static HRESULT next_row(wmi_cursor *self, IWbemClassObject **object)
{
    HRESULT hr;

    take_back_row(self);
    hr = wmi__cancel_check(self->cancel, WMI__NEVER, NULL);
    if (FAILED(hr)) {
        self->given_up = true;
        return wmi__com_failed(hr, NEXT, "'%s'", self->what);
    }
    hr = lend_row(self, object);
    if (hr != WBEM_S_FALSE)
        return hr;
    if (!self->is_over) {
        hr = fetch_batch(self);
        if (FAILED(hr))
            return hr;
    }
    hr = lend_row(self, object);
    return hr == WBEM_S_FALSE ? report_end(self) : hr;
}

/* --- Closing ------------------------------------------------------------------------------------------------------ */

static void close_cursor(wmi_cursor *self)
{
    take_back_row(self);
    if (self->reader != NULL) {
        wmi__batch_free(self->batch);
        wmi__reader_close(self->reader, self->cancel, self->timeout_ms, self->given_up);
    } else {
        for (; self->index < self->count; self->index++)
            wmi_object_release(self->rows[self->index]);
        IEnumWbemClassObject_Release(self->fetch.rows);
    }
    free_cursor(self);
}

HRESULT wmi_cursor_next(wmi_cursor *cursor, IWbemClassObject **object)
{
    HRESULT hr;

    if (object != NULL)
        *object = NULL;
    if (cursor == NULL)
        return wmi__refuse_null("wmi_cursor_next", "cursor");
    if (object == NULL)
        return wmi__refuse_null("wmi_cursor_next", "object");
    if (!wmi__turn_begin(&cursor->turn))
        return wmi__refuse(E_UNEXPECTED, "wmi_cursor_next", "another call on this cursor has not returned");
    hr = next_row(cursor, object);
    if (wmi__turn_end(&cursor->turn))
        return hr;
    cursor->given_up = true; /* by the close: it does not wait for the server either */
    close_cursor(cursor);
    *object = NULL;
    return wmi__refuse((HRESULT)WBEM_E_CALL_CANCELLED, "wmi_cursor_next",
                       "the cursor was closed during this call");
}

void wmi_cursor_close(wmi_cursor *cursor)
{
    if (cursor == NULL)
        return;
    if (wmi__turn_close(&cursor->turn))
        close_cursor(cursor);
    else if (cursor->reader != NULL)
        wmi__reader_wake(cursor->reader);
}
