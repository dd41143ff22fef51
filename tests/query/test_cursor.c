/* SPDX-License-Identifier: MIT */
/*
 * Cursors: batches grow from 1 to 64 and are all that is held; whatever way an enumerator answers in, no object is lost,
 * and a failure comes behind the objects that came with it.
 */
#include "query/fetch.h"
#include "support/connect_world.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#define NEXT "IEnumWbemClassObject::Next"

static wmi_connection *connect_here(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    return connection;
}

/* --- Against the mock --------------------------------------------------------------------------------------------- */

static void load_rows(size_t count)
{
    static const char class_text[] = "class Many { [key] uint32 Id; };\n";
    char *mof = malloc(sizeof class_text + count * 40);
    char *at = mof;

    assert_non_null(mof);
    at += sprintf(at, "%s", class_text);
    for (size_t i = 1; i <= count; i++)
        at += sprintf(at, "instance of Many { Id = %lu; };\n", (unsigned long)i);
    assert_ok(wmi_mock_load(world, NULL, mof));
    free(mof);
}

/* Reads to the end: every row once, in order. The most objects of the mock that were held. */
static size_t read_all(wmi_connection *connection, const wmi_query_options *options, size_t rows)
{
    wmi_cursor *cursor = NULL;
    IWbemClassObject *row;
    size_t before = wmi_mock_live_objects(world);
    size_t most = 0;
    uint32_t expected = 0;

    assert_ok(wmi_query(connection, "SELECT * FROM Many", options, &cursor));
    while (wmi_cursor_next(cursor, &row) == WMI_OK) {
        uint32_t id = 0;
        size_t live = wmi_mock_live_objects(world) - before;

        if (live > most)
            most = live;
        assert_ok(wmi_get_uint32(row, "Id", &id));
        assert_int_equal(id, ++expected);
    }
    assert_hr(WMI_END, wmi_cursor_next(cursor, &row));
    assert_int_equal(expected, rows);
    wmi_cursor_close(cursor);
    assert_int_equal(wmi_mock_live_objects(world), before);
    return most;
}

static void ten_thousand_rows_cost_few_calls(void **state)
{
    wmi_connection *connection;
    char wanted[40];
    unsigned long size = 1;

    (void)state;
    load_rows(10000);
    connection = connect_here();
    read_all(connection, NULL, 10000);
    /* one row, and the other 9999 by 64 */
    assert_int_equal(wmi_mock_call_count(world, NEXT), 1 + 157);
    for (size_t nth = 1; nth <= 158; nth++) {
        snprintf(wanted, sizeof wanted, "uCount=0x%lX", size);
        assert_non_null(strstr(world_call(NEXT, nth)->arguments, wanted));
        size = 64;
    }
    wmi_disconnect(connection);
}

static const struct size_case {
    const char *name;
    uint32_t batch_size;
    size_t calls; /* for 200 rows, with the one that tells the end */
    size_t held;  /* the largest batch, and the enumerator */
} sizes[] = {
    { "batches of 1", 1, 201, 1 + 1 },       { "batches of 2", 2, 101, 2 + 1 },
    { "batches of 3", 3, 68, 3 + 1 },        { "batches of 64", 64, 5, 64 + 1 },
    { "batches of 1000", 1000, 2, 199 + 1 }, { "as large as can be", UINT32_MAX, 2, 199 + 1 },
};

static void the_batch_size_is_kept_to(void **state)
{
    const struct size_case *row = *state;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();

    load_rows(200);
    options.batch_size = row->batch_size;
    assert_true(read_all(connection, &options, 200) <= row->held);
    assert_int_equal(wmi_mock_call_count(world, NEXT), row->calls);
    wmi_disconnect(connection);
}

static void a_batch_is_all_that_is_held(void **state)
{
    wmi_connection *connection;

    (void)state;
    load_rows(100000);
    wmi_mock_keep_journal(world, false);
    connection = connect_here();
    assert_int_equal(read_all(connection, NULL, 100000), 64 + 1);
    wmi_disconnect(connection);
}

/* --- Against an enumerator that answers as it is told ------------------------------------------------------------- */

#define SCRIPT_STEPS 6
#define OBJECTS      8

typedef struct step {
    ULONG rows;
    HRESULT code;
} step;

typedef struct scripted {
    IEnumWbemClassObject base;
    LONG references;
    const step *steps;
    size_t next_step;
    IWbemClassObject **objects;
    size_t next_object;
} scripted;

static HRESULT STDMETHODCALLTYPE query_interface(IEnumWbemClassObject *base, REFIID iid, void **object)
{
    if (!IsEqualGUID(iid, &IID_IUnknown) && !IsEqualGUID(iid, &IID_IEnumWbemClassObject)) {
        *object = NULL;
        return E_NOINTERFACE;
    }
    ((scripted *)base)->references++;
    *object = base;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IEnumWbemClassObject *base)
{
    return (ULONG)++((scripted *)base)->references;
}

static ULONG STDMETHODCALLTYPE release(IEnumWbemClassObject *base)
{
    return (ULONG)--((scripted *)base)->references;
}

static HRESULT STDMETHODCALLTYPE reset(IEnumWbemClassObject *base)
{
    (void)base;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE next(IEnumWbemClassObject *base, LONG timeout, ULONG wanted,
                                      IWbemClassObject **objects, ULONG *returned)
{
    scripted *self = (scripted *)base;
    const step *now = &self->steps[self->next_step++];

    (void)timeout;
    assert_true(now->rows <= wanted);
    for (ULONG i = 0; i < now->rows; i++) {
        objects[i] = self->objects[self->next_object++];
        if (objects[i] != NULL)
            IWbemClassObject_AddRef(objects[i]);
    }
    *returned = now->rows;
    return now->code;
}

static HRESULT STDMETHODCALLTYPE next_async(IEnumWbemClassObject *base, ULONG count, IWbemObjectSink *sink)
{
    (void)base;
    (void)count;
    (void)sink;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE clone(IEnumWbemClassObject *base, IEnumWbemClassObject **copy)
{
    (void)base;
    *copy = NULL;
    return E_NOTIMPL;
}

static HRESULT STDMETHODCALLTYPE skip_rows(IEnumWbemClassObject *base, LONG timeout, ULONG count)
{
    (void)base;
    (void)timeout;
    (void)count;
    return E_NOTIMPL;
}

static IEnumWbemClassObjectVtbl methods = { query_interface, add_ref, release,  reset, next,
                                            next_async,      clone,   skip_rows };

#define GONE      ((HRESULT)RPC_E_DISCONNECTED)
#define CANCELLED ((HRESULT)WBEM_E_CALL_CANCELLED)
#define LATE      ((HRESULT)WBEM_E_TIMED_OUT)
#define TIMED_OUT ((HRESULT)WBEM_S_TIMEDOUT)
#define AT_END    ((HRESULT)WBEM_S_FALSE)

/* The first call asks for one row, and so does every call after one that gave less than it was asked for. */
static const struct script_case {
    const char *name;
    step steps[SCRIPT_STEPS];
    size_t rows; /* that come out, */
    HRESULT end; /* and what comes after them */
    size_t calls;
} scripts[] = {
    { "full batches", { { 1, S_OK }, { 4, S_OK }, { 2, TIMED_OUT }, { 0, AT_END } }, 7, S_OK, 4 },
    { "the end with the last rows", { { 1, S_OK }, { 4, S_OK }, { 1, AT_END } }, 6, S_OK, 3 },
    { "the end at once", { { 0, AT_END } }, 0, S_OK, 1 },
    { "fewer than wanted, and no end",
      { { 1, S_OK }, { 2, S_OK }, { 1, S_OK }, { 1, S_OK }, { 0, AT_END } },
      5,
      S_OK,
      5 },
    { "a time-out with some rows",
      { { 1, S_OK }, { 3, TIMED_OUT }, { 1, S_OK }, { 0, AT_END } },
      5,
      S_OK,
      4 },
    { "nothing more at hand",
      { { 1, S_OK }, { 0, TIMED_OUT }, { 1, S_OK }, { 0, TIMED_OUT }, { 0, AT_END } },
      2,
      S_OK,
      5 },
    { "time-outs without rows",
      { { 0, TIMED_OUT }, { 0, TIMED_OUT }, { 1, S_OK }, { 0, TIMED_OUT }, { 1, AT_END } },
      2,
      S_OK,
      5 },
    { "a failure with no row", { { 1, S_OK }, { 0, GONE } }, 1, GONE, 2 },
    { "a failure with some rows", { { 1, S_OK }, { 4, S_OK }, { 1, GONE } }, 6, GONE, 3 },
    { "a failure with a full batch", { { 1, S_OK }, { 4, GONE } }, 5, GONE, 2 },
    { "a failure at once", { { 0, GONE } }, 0, GONE, 1 },
    { "a cancellation by the server", { { 1, S_OK }, { 0, CANCELLED } }, 1, CANCELLED, 2 },
    { "a time-out that the server calls an error", { { 0, LATE } }, 0, LATE, 1 },
    { "a success with nothing", { { 1, S_OK }, { 0, S_OK } }, 1, E_UNEXPECTED, 2 },
};

static void take_objects(wmi_connection *connection, IWbemClassObject *objects[OBJECTS])
{
    wmi_cursor *cursor = NULL;

    load_rows(OBJECTS);
    assert_ok(wmi_query(connection, "SELECT * FROM Many", NULL, &cursor));
    for (size_t i = 0; i < OBJECTS; i++) {
        assert_ok(wmi_cursor_next(cursor, &objects[i]));
        IWbemClassObject_AddRef(objects[i]);
    }
    wmi_cursor_close(cursor);
}

#define BATCH 4

static void no_object_is_lost(void **state)
{
    const struct script_case *script = *state;
    wmi_connection *connection = connect_here();
    IWbemClassObject *objects[OBJECTS];
    IWbemClassObject *batch[BATCH];
    scripted rows = { { &methods }, 1, script->steps, 0, objects, 0 };
    wmi__fetch fetch = { .rows = &rows.base, .batch_limit = BATCH };
    size_t read = 0;
    uint32_t count;

    take_objects(connection, objects);
    while ((count = wmi__fetch_rows(&fetch, NULL, batch)) > 0) {
        for (uint32_t i = 0; i < count; i++) {
            assert_ptr_equal(batch[i], objects[read++]);
            wmi_object_release(batch[i]);
        }
    }
    assert_int_equal(read, script->rows);
    assert_int_equal(fetch.ended, script->end == S_OK);
    assert_hr(script->end, fetch.failure);
    assert_int_equal(wmi__fetch_rows(&fetch, NULL, batch), 0);
    assert_int_equal(rows.next_step, script->calls);
    for (size_t i = 0; i < OBJECTS; i++)
        wmi_object_release(objects[i]);
    wmi_disconnect(connection);
}

/* S_OK, or the end, with rows that are NULL: those that are not come out, and without any the server is broken. */
static void null_rows_are_left_out_or_refused(void **state)
{
    static const step one_and_nulls[] = { { 1, S_OK }, { 3, S_OK }, { 0, AT_END } };
    wmi_connection *connection = connect_here();
    IWbemClassObject *objects[OBJECTS];
    IWbemClassObject *holes[4] = { NULL, NULL, NULL, NULL };
    IWbemClassObject *batch[BATCH];

    (void)state;
    take_objects(connection, objects);
    for (size_t nulls = 1; nulls <= 3; nulls++) {
        scripted rows = { { &methods }, 1, one_and_nulls, 0, holes, 0 };
        wmi__fetch fetch = { .rows = &rows.base, .batch_limit = BATCH };

        for (size_t i = 0; i < 4; i++)
            holes[i] = i < 4 - nulls ? objects[i] : NULL;
        assert_int_equal(wmi__fetch_rows(&fetch, NULL, batch), 1);
        wmi_object_release(batch[0]);
        assert_int_equal(wmi__fetch_rows(&fetch, NULL, batch), 3 - nulls);
        assert_hr(nulls == 3 ? E_UNEXPECTED : S_OK, fetch.failure);
        for (size_t i = 0; i < 3 - nulls; i++)
            wmi_object_release(batch[i]);
        wmi__fetch_rows(&fetch, NULL, batch);
        assert_int_equal(rows.next_step, nulls == 3 ? 2 : 3);
    }
    for (size_t i = 0; i < OBJECTS; i++)
        wmi_object_release(objects[i]);
    wmi_disconnect(connection);
}

/* What was fetched and not read goes with the cursor. */
static void a_cursor_may_be_closed_in_the_middle_of_a_batch(void **state)
{
    wmi_connection *connection = connect_here();
    size_t before = wmi_mock_live_objects(world);

    (void)state;
    load_rows(20);
    for (size_t read = 0; read <= 20; read++) {
        wmi_cursor *cursor = NULL;
        IWbemClassObject *row;

        assert_ok(wmi_query(connection, "SELECT * FROM Many", NULL, &cursor));
        for (size_t i = 0; i < read; i++)
            assert_ok(wmi_cursor_next(cursor, &row));
        wmi_cursor_close(cursor);
        assert_int_equal(wmi_mock_live_objects(world), before);
    }
    wmi_disconnect(connection);
}

/* --- Options ------------------------------------------------------------------------------------------------------ */

/* A program that was compiled with version 0.1 has a smaller struct. */
static void the_struct_of_0_1_is_taken(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();

    (void)state;
    load_rows(10);
    options.size = offsetof(wmi_query_options, read_ahead);
    options.read_ahead = 0xAAAAAAAA; /* not a part of it */
    assert_true(read_all(connection, &options, 10) <= 64 + 1);
    wmi_disconnect(connection);
}

static void read_ahead_loses_no_row(void **state)
{
    static const uint32_t ahead[] = { 1, 3, 16, 1000 };
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();

    (void)state;
    load_rows(5000);
    wmi_mock_keep_journal(world, false);
    options.batch_size = 10;
    for (size_t i = 0; i < COUNT_OF(ahead); i++) {
        options.read_ahead = ahead[i];
        /* what the program has, what is ahead (16 at the most), what is being fetched, and the enumerator */
        assert_true(read_all(connection, &options, 5000) <=
                    10 * (1 + (ahead[i] < 16 ? ahead[i] : 16) + 1) + 1);
    }
    wmi_disconnect(connection);
    assert_ok(wmi_shutdown());
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(sizes) + COUNT_OF(scripts) + 6];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        tests[count++] = WORLD_ROW(the_batch_size_is_kept_to, sizes[i]);
    for (size_t i = 0; i < COUNT_OF(scripts); i++)
        tests[count++] = WORLD_ROW(no_object_is_lost, scripts[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(null_rows_are_left_out_or_refused);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(the_struct_of_0_1_is_taken);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(read_ahead_loses_no_row);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(ten_thousand_rows_cost_few_calls);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_batch_is_all_that_is_held);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_cursor_may_be_closed_in_the_middle_of_a_batch);
    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL) == 0 ? 0 : 1;
}
