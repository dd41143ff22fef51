/* SPDX-License-Identifier: MIT */
/* wmi_read_rows: the remaining rows of any cursor, all or none. */
#include "support/connect_world.h"

#define INVALID ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define NEXT    "IEnumWbemClassObject::Next"

typedef struct row_record {
    uint32_t id;
    char *text;
} row_record;

static const wmi_field fields[] = {
    WMI_FIELD(row_record, id, "Id", WMI_UINT32),
    WMI_FIELD(row_record, text, "Text", WMI_STRING),
};

static wmi_connection *connection;
static wmi_cursor *cursor;

static int begin(void **state)
{
    void *row = *state;

    if (world_begin(state) != 0)
        return -1;
    *state = row;
    assert_ok(wmi_connect(NULL, &connection));
    return 0;
}

static int end(void **state)
{
    wmi_cursor_close(cursor);
    cursor = NULL;
    wmi_disconnect(connection);
    return world_end(state);
}

static HRESULT read_all(void **block, size_t *count)
{
    return wmi_read_rows(cursor, fields, COUNT_OF(fields), sizeof(row_record), block, count);
}

static void assert_rows(uint32_t first, size_t expected)
{
    void *block = NULL;
    size_t count = 99;
    const row_record *found;

    assert_ok(read_all(&block, &count));
    assert_int_equal(count, expected);
    assert_non_null(block);
    found = block;
    for (size_t i = 0; i < count; i++)
        assert_int_equal(found[i].id, first + i);
    if (count > 0)
        assert_string_equal(found[count - 1].text, "five");
    wmi_free(block);
}

static void assert_nothing(HRESULT code)
{
    void *block = &block;
    size_t count = 99;

    assert_hr(code, read_all(&block, &count));
    assert_hr(code, wmi_last_error()->code);
    assert_null(block);
    assert_int_equal(count, 0);
}

/* --- Cursors ------------------------------------------------------------------------------------------------------ */

static HRESULT open_query(const wmi_query_options *options)
{
    return wmi_query(connection, WORLD_QUERY, options, &cursor);
}

static HRESULT open_instances(const wmi_query_options *options)
{
    return wmi_instances(connection, "Row", options, &cursor);
}

static HRESULT open_nothing(const wmi_query_options *options)
{
    return wmi_query(connection, "SELECT * FROM Row WHERE Id = 99", options, &cursor);
}

static const struct cursor_case {
    const char *name;
    HRESULT (*open)(const wmi_query_options *options);
    uint32_t timeout_ms, batch_size, read_ahead;
    uint32_t before; /* rows that are read one by one first */
    size_t count;
} cursors[] = {
    { "a query", open_query, 0, 0, 0, 0, 5 },
    { "instances", open_instances, 0, 0, 0, 0, 5 },
    { "in small batches", open_query, 0, 2, 0, 0, 5 },
    { "with a limit", open_query, 600000, 0, 0, 0, 5 },
    { "with read ahead", open_query, 0, 1, 3, 0, 5 },
    { "after a row", open_query, 0, 0, 0, 1, 4 },
    { "after a row, with a limit", open_query, 600000, 2, 0, 1, 4 },
    { "after all rows", open_query, 0, 0, 0, 5, 0 },
    { "no rows", open_nothing, 0, 0, 0, 0, 0 },
};

static void the_remaining_rows_are_read(void **state)
{
    const struct cursor_case *row = *state;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    IWbemClassObject *object;

    options.timeout_ms = row->timeout_ms;
    options.batch_size = row->batch_size;
    options.read_ahead = row->read_ahead;
    assert_ok(row->open(&options));
    for (uint32_t i = 0; i < row->before; i++)
        assert_ok(wmi_cursor_next(cursor, &object));
    assert_rows(row->before + 1, row->count);
    assert_hr(WMI_END, wmi_cursor_next(cursor, &object));
    assert_rows(0, 0);
}

static void classes_are_rows_too(void **state)
{
    typedef struct named {
        char *name;
    } named;
    const wmi_field name = WMI_FIELD(named, name, "__CLASS", WMI_STRING);
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(wmi_classes(connection, "Row", NULL, &cursor));
    assert_ok(wmi_read_rows(cursor, &name, 1, sizeof(named), &block, &count));
    assert_int_equal(count, 0);
    wmi_free(block);
    wmi_cursor_close(cursor);
    assert_ok(wmi_query(connection, "SELECT * FROM meta_class WHERE __CLASS = 'Row'", NULL, &cursor));
    assert_ok(wmi_read_rows(cursor, &name, 1, sizeof(named), &block, &count));
    assert_int_equal(count, 1);
    assert_string_equal(((named *)block)->name, "Row");
    wmi_free(block);
}

/* --- What fails ------------------------------------------------------------------------------------------------------ */

static void a_server_that_fails_leaves_nothing(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;

    (void)state;
    options.batch_size = 2;
    assert_ok(open_query(&options));
    assert_ok(wmi_mock_fail(world, NEXT, 2, RPC_E_DISCONNECTED));
    assert_nothing(RPC_E_DISCONNECTED);
    assert_nothing(RPC_E_DISCONNECTED); /* it is final */
}

static void a_row_that_does_not_fit_leaves_nothing(void **state)
{
    const wmi_field text = { "Text", WMI_UINT32, 0, 4, WMI_NO_OFFSET, WMI_NO_OFFSET };
    const wmi_field missing = { "Missing", WMI_UINT32, 0, 4, WMI_NO_OFFSET, WMI_NO_OFFSET };
    void *block = &block;
    size_t count = 99;

    (void)state;
    assert_ok(open_query(NULL));
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi_read_rows(cursor, &text, 1, 4, &block, &count));
    assert_last_error(WBEM_E_TYPE_MISMATCH, "property Text of row 1 is 'one'");
    assert_string_equal(wmi_last_error()->operation, "wmi_read_rows");
    assert_null(block);
    assert_int_equal(count, 0);
    assert_hr(WBEM_E_NOT_FOUND, wmi_read_rows(cursor, &missing, 1, 4, &block, &count));
    assert_last_error(WBEM_E_NOT_FOUND, "Missing");
    assert_rows(3, 3); /* those that were read are lost, the cursor is as good as before */
}

static void each_wait_has_the_timeout(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;

    (void)state;
    options.timeout_ms = 50;
    assert_ok(open_query(&options));
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    assert_nothing((HRESULT)WBEM_E_TIMED_OUT);
    wmi_cursor_close(cursor);
    wmi_mock_wake(world);
    assert_ok(wmi_mock_delay(world, NEXT, 400)); /* together longer than the limit */
    options.timeout_ms = 1500;
    options.batch_size = 1;
    assert_ok(open_query(&options));
    assert_rows(1, 5);
}

static void a_cancel_ends_it(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;

    (void)state;
    assert_ok(wmi_cancel_create(&options.cancel));
    assert_ok(open_query(&options));
    wmi_cancel_trigger(options.cancel);
    wmi_cancel_free(options.cancel);
    assert_nothing((HRESULT)WBEM_E_CALL_CANCELLED);
}

static const struct refused_case {
    const char *name;
    bool no_cursor, no_records, no_count, no_fields;
    size_t field_count;
    wmi_field field;
    HRESULT code;
    const char *word;
} refused[] = {
    { "no cursor", true, false, false, false, 1, WMI_FIELD(row_record, id, "Id", WMI_UINT32), E_POINTER,
      "cursor" },
    { "no records", false, true, false, false, 1, WMI_FIELD(row_record, id, "Id", WMI_UINT32), E_POINTER,
      "records" },
    { "no count", false, false, true, false, 1, WMI_FIELD(row_record, id, "Id", WMI_UINT32), E_POINTER,
      "count" },
    { "fields that are NULL", false, false, false, true, 1, WMI_FIELD(row_record, id, "Id", WMI_UINT32),
      E_POINTER, "fields" },
    { "no fields", false, false, false, false, 0, WMI_FIELD(row_record, id, "Id", WMI_UINT32), E_INVALIDARG,
      "field_count" },
    { "a property that is NULL", false, false, false, false, 1, WMI_FIELD(row_record, id, NULL, WMI_UINT32),
      E_POINTER, "property" },
    { "a property that is no name", false, false, false, false, 1,
      WMI_FIELD(row_record, id, "a b", WMI_UINT32), INVALID, "'a b'" },
    { "an object", false, false, false, false, 1, WMI_FIELD(row_record, text, "Text", WMI_OBJECT),
      E_INVALIDARG, "object" },
    { "a size that does not fit", false, false, false, false, 1, WMI_FIELD(row_record, id, "Id", WMI_UINT64),
      E_INVALIDARG, "4 bytes" },
};

static void bad_arguments_are_refused(void **state)
{
    const struct refused_case *row = *state;
    void *block = &block;
    size_t count = 99;
    size_t calls;

    assert_ok(open_query(NULL));
    calls = wmi_mock_call_count(world, NULL);
    assert_hr(row->code, wmi_read_rows(row->no_cursor ? NULL : cursor, row->no_fields ? NULL : &row->field,
                                       row->field_count, sizeof(row_record), row->no_records ? NULL : &block,
                                       row->no_count ? NULL : &count));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_read_rows");
    if (!row->no_records)
        assert_null(block);
    if (!row->no_count)
        assert_int_equal(count, 0);
    assert_int_equal(wmi_mock_call_count(world, NULL), calls); /* no row is lost */
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, begin, end, (void *)(uintptr_t) & (row) })
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest others[] = {
        TEST(classes_are_rows_too),
        TEST(a_server_that_fails_leaves_nothing),
        TEST(a_row_that_does_not_fit_leaves_nothing),
        TEST(each_wait_has_the_timeout),
        TEST(a_cancel_ends_it),
    };
    struct CMUnitTest tests[COUNT_OF(cursors) + COUNT_OF(refused) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(cursors); i++)
        tests[count++] = ROW(the_remaining_rows_are_read, cursors[i]);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = ROW(bad_arguments_are_refused, refused[i]);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests_name("read_rows", tests, NULL, NULL) == 0 ? 0 : 1;
}
