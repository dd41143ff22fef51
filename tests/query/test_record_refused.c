/* SPDX-License-Identifier: MIT */
/* What wmi_select and wmi_read_record refuse, and what becomes of an answer that breaks off. */
#include "support/connect_world.h"

#define INVALID ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define NEXT    "IEnumWbemClassObject::Next"

typedef struct row_record {
    uint32_t id;
    bool has_id;
    char *text;
    size_t count;
    uint8_t byte;
} row_record;

#define ID   WMI_FIELD(row_record, id, "Id", WMI_UINT32)
#define NONE WMI_NO_OFFSET

static wmi_connection *connect_here(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    return connection;
}

/* --- Fields ----------------------------------------------------------------------------------------------------- */

static const struct field_case {
    const char *name;
    wmi_field second; /* behind one that is good */
    HRESULT code;
    const char *word;
} fields[] = {
    { "size: too small", { "Text", WMI_UINT64, 8, 4, NONE, NONE }, E_INVALIDARG, "4 bytes, a uint64 has 8" },
    { "size: too large", { "Text", WMI_UINT8, 8, 4, NONE, NONE }, E_INVALIDARG, "fields[1] (Text)" },
    { "size: 0", { "Text", WMI_UINT8, 8, 0, NONE, NONE }, E_INVALIDARG, "0 bytes" },
    { "size: a datetime", { "Text", WMI_DATETIME, 8, 8, NONE, NONE }, E_INVALIDARG, "datetime" },
    { "size: an array by value", { "Text", WMI_UINT8, 8, 1, NONE, 24 }, E_INVALIDARG, "uint8 array" },
    { "type: none", { "Text", WMI_NULL, 8, 8, NONE, NONE }, E_INVALIDARG, "type" },
    { "type: unknown", { "Text", (wmi_type)77, 8, 8, NONE, NONE }, E_INVALIDARG, "type" },
    { "type: an object", { "Text", WMI_OBJECT, 8, sizeof(void *), NONE, NONE }, E_INVALIDARG, "object" },
    { "type: objects", { "Text", WMI_OBJECT, 8, sizeof(void *), NONE, 24 }, E_INVALIDARG, "object" },
    { "offset: at the end",
      { "Text", WMI_UINT8, sizeof(row_record), 1, NONE, NONE },
      E_INVALIDARG,
      "beyond" },
    { "offset: half beyond",
      { "Text", WMI_UINT16, sizeof(row_record) - 1, 2, NONE, NONE },
      E_INVALIDARG,
      "beyond" },
    { "offset: enormous", { "Text", WMI_UINT16, SIZE_MAX - 1, 2, NONE, NONE }, E_INVALIDARG, "beyond" },
    { "present: beyond", { "Text", WMI_UINT16, 8, 2, sizeof(row_record), NONE }, E_INVALIDARG, "beyond" },
    { "count: beyond",
      { "Text", WMI_UINT16, 8, sizeof(void *), NONE, sizeof(row_record) - 1 },
      E_INVALIDARG,
      "beyond" },
    { "overlap: the same member", { "Text", WMI_UINT32, 0, 4, NONE, NONE }, E_INVALIDARG, "another field" },
    { "overlap: by a byte", { "Text", WMI_UINT16, 3, 2, NONE, NONE }, E_INVALIDARG, "another field" },
    { "overlap: present", { "Text", WMI_UINT16, 8, 2, 3, NONE }, E_INVALIDARG, "another field" },
    { "overlap: present and its own member",
      { "Text", WMI_UINT16, 8, 2, 9, NONE },
      E_INVALIDARG,
      "another field" },
    { "overlap: count", { "Text", WMI_UINT16, 8, sizeof(void *), NONE, 0 }, E_INVALIDARG, "another field" },
    { "name: NULL", { NULL, WMI_UINT16, 8, 2, NONE, NONE }, E_POINTER, "fields[1].property" },
    { "name: empty", { "", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "property ''" },
    { "name: with a blank",
      { "Id FROM Row WHERE", WMI_UINT16, 8, 2, NONE, NONE },
      INVALID,
      "'Id FROM Row WHERE'" },
    { "name: a list", { "Id,Text", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "'Id,Text'" },
    { "name: a star", { "*", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "'*'" },
    { "name: a digit first", { "1d", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "'1d'" },
    { "name: a quote", { "Id'", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "'Id''" },
    { "name: a path", { "Id.Text", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "'Id.Text'" },
    { "name: a line end", { "Id\n", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "property" },
    { "name: not UTF-8", { "Id\xFF", WMI_UINT16, 8, 2, NONE, NONE }, INVALID, "property" },
};

static void a_field_is_refused(void **state)
{
    const struct field_case *row = *state;
    const wmi_field both[] = { ID, row->second };
    wmi_connection *connection = connect_here();
    size_t calls = wmi_mock_call_count(world, NULL);
    void *block = &block;
    size_t count = 9;

    assert_hr(row->code,
              wmi_select(connection, "Row", NULL, NULL, both, 2, sizeof(row_record), &block, &count));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_select");
    assert_null(block);
    assert_int_equal(count, 0);
    assert_int_equal(wmi_mock_call_count(world, NULL), calls);
    wmi_disconnect(connection);
}

static void fields_of_no_order_are_allowed(void **state)
{
    const wmi_field shuffled[] = {
        WMI_FIELD(row_record, byte, "Id", WMI_UINT8),
        WMI_FIELD(row_record, text, "Text", WMI_STRING),
        WMI_FIELD_OPTIONAL(row_record, id, has_id, "Id", WMI_UINT32),
    };
    wmi_connection *connection = connect_here();
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(wmi_select(connection, "Row", "Id = 2", NULL, shuffled, COUNT_OF(shuffled), sizeof(row_record),
                         &block, &count));
    assert_int_equal(count, 1);
    assert_int_equal(((row_record *)block)->id, 2);
    assert_int_equal(((row_record *)block)->byte, 2);
    assert_string_equal(((row_record *)block)->text, "two");
    wmi_free(block);
    wmi_disconnect(connection);
}

/* --- Classes, conditions, pointers --------------------------------------------------------------------------------- */

static const struct class_case {
    const char *name, *class_name, *where;
    HRESULT code;
    const char *word;
} classes[] = {
    { "class: NULL", NULL, NULL, E_POINTER, "class_name" },
    { "class: empty", "", NULL, INVALID, "class_name ''" },
    { "class: a condition behind it", "Row WHERE Id = 1", NULL, INVALID, "'Row WHERE Id = 1'" },
    { "class: a comment", "Row--", NULL, INVALID, "'Row--'" },
    { "class: a path", "ROOT\\CIMV2:Row", NULL, INVALID, "ROOT" },
    { "class: not UTF-8", "Row\xC3", NULL, INVALID, "class_name" },
    { "where: not UTF-8", "Row", "Text = '\xFF'", INVALID, "where" },
    { "where: none that WQL knows", "Row", "Id = = 1", (HRESULT)WBEM_E_INVALID_QUERY, "Id = = 1" },
    { "class: none that there is", "Nothing", NULL, (HRESULT)WBEM_E_INVALID_CLASS, "Nothing" },
};

static void a_class_or_condition_is_refused(void **state)
{
    const struct class_case *row = *state;
    const wmi_field id = ID;
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;

    assert_hr(row->code, wmi_select(connection, row->class_name, row->where, NULL, &id, 1, sizeof(row_record),
                                    &block, &count));
    assert_last_error(row->code, row->word);
    assert_null(block);
    assert_int_equal(count, 0);
    wmi_disconnect(connection);
}

static void bad_arguments_are_refused(void **state)
{
    const wmi_field id = ID;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_hr(E_POINTER, wmi_select(connection, "Row", NULL, NULL, &id, 1, 4, NULL, &count));
    assert_last_error(E_POINTER, "records");
    assert_int_equal(count, 0);
    assert_hr(E_POINTER, wmi_select(connection, "Row", NULL, NULL, &id, 1, 4, &block, NULL));
    assert_last_error(E_POINTER, "count");
    assert_null(block);
    assert_hr(E_POINTER, wmi_select(NULL, "Row", NULL, NULL, &id, 1, 4, &block, &count));
    assert_last_error(E_POINTER, "connection");
    assert_hr(E_POINTER, wmi_select(connection, "Row", NULL, NULL, NULL, 1, 4, &block, &count));
    assert_last_error(E_POINTER, "fields");
    assert_hr(E_INVALIDARG, wmi_select(connection, "Row", NULL, NULL, &id, 0, 4, &block, &count));
    assert_last_error(E_INVALIDARG, "field_count");
    assert_hr(E_INVALIDARG, wmi_select(connection, "Row", NULL, NULL, &id, SIZE_MAX, 4, &block, &count));
    assert_last_error(E_INVALIDARG, "field_count");
    assert_hr(E_INVALIDARG, wmi_select(connection, "Row", NULL, NULL, &id, 1, 0, &block, &count));
    assert_last_error(E_INVALIDARG, "beyond");
    options.size--;
    assert_hr(E_INVALIDARG, wmi_select(connection, "Row", NULL, &options, &id, 1, 4, &block, &count));
    assert_last_error(E_INVALIDARG, "size");
    assert_string_equal(wmi_last_error()->operation, "wmi_select");

    assert_hr(E_POINTER, wmi_read_record(NULL, &id, 1, 4, &block));
    assert_last_error(E_POINTER, "object");
    assert_hr(E_POINTER, wmi_read_record(NULL, &id, 1, 4, NULL));
    assert_last_error(E_POINTER, "record");
    wmi_disconnect(connection);
}

/* No machine has so much: refused without a crash. */
static void a_record_beyond_memory_is_refused(void **state)
{
    const wmi_field id = ID;
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_hr(E_OUTOFMEMORY, wmi_select(connection, "Row", NULL, NULL, &id, 1, SIZE_MAX, &block, &count));
    assert_null(block);
    assert_int_equal(count, 0);
    wmi_disconnect(connection);
}

/* --- An answer that breaks off --------------------------------------------------------------------------------------- */

static void a_bad_row_in_the_middle_leaves_nothing(void **state)
{
    const wmi_field field = WMI_FIELD(row_record, byte, "Number", WMI_UINT8);
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_ok(wmi_mock_load(world, NULL,
                            "class Some { [key] uint32 Number; };\n"
                            "instance of Some { Number = 1; }; instance of Some { Number = 255; };\n"
                            "instance of Some { Number = 256; }; instance of Some { Number = 3; };\n"));
    assert_hr(DISP_E_OVERFLOW,
              wmi_select(connection, "Some", NULL, NULL, &field, 1, sizeof(row_record), &block, &count));
    assert_last_error(DISP_E_OVERFLOW, "property Number of row 3 is 256, which a uint8 field cannot hold");
    assert_null(block);
    assert_int_equal(count, 0);
    wmi_disconnect(connection);
}

static void a_server_that_fails_in_the_middle_leaves_nothing(void **state)
{
    const wmi_field id = ID;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();
    void *block = &block;
    size_t count = 9;

    (void)state;
    options.batch_size = 1;
    assert_ok(wmi_mock_fail(world, NEXT, 4, (HRESULT)WBEM_E_PROVIDER_FAILURE));
    assert_hr(WBEM_E_PROVIDER_FAILURE,
              wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(row_record), &block, &count));
    assert_last_error(WBEM_E_PROVIDER_FAILURE, "SELECT Id FROM Row");
    assert_null(block);
    assert_int_equal(count, 0);
    wmi_disconnect(connection);
}

/* Each row comes in time, all together do not: the limit is that of the whole. */
static void the_timeout_is_that_of_all_rows(void **state)
{
    const wmi_field id = ID;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();
    uint64_t begin = world_clock_ms();
    void *block = &block;
    size_t count = 9;

    (void)state;
    options.batch_size = 1;
    options.timeout_ms = 1000;
    assert_ok(wmi_mock_delay(world, NEXT, 300));
    assert_hr(WBEM_E_TIMED_OUT,
              wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(row_record), &block, &count));
    assert_true(world_clock_ms() - begin >= 900);
    assert_null(block);
    assert_int_equal(count, 0);

    assert_ok(wmi_mock_delay(world, NEXT, 0));
    options.timeout_ms = 600000;
    assert_ok(wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(row_record), &block, &count));
    assert_int_equal(count, WORLD_ROWS);
    wmi_free(block);
    wmi_disconnect(connection);
}

static void a_cancel_ends_it(void **state)
{
    const wmi_field id = ID;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();
    wmi_cancel *cancel = NULL;
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_ok(wmi_cancel_create(&cancel));
    wmi_cancel_after(cancel, 200);
    options.cancel = cancel;
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    assert_hr(WBEM_E_TIMED_OUT,
              wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(row_record), &block, &count));
    assert_null(block);
    wmi_cancel_trigger(cancel);
    assert_hr(WBEM_E_CALL_CANCELLED,
              wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(row_record), &block, &count));
    assert_int_equal(count, 0);
    wmi_cancel_free(cancel);
    wmi_disconnect(connection);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(fields) + COUNT_OF(classes) + 7];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        tests[count++] = WORLD_ROW(a_field_is_refused, fields[i]);
    for (size_t i = 0; i < COUNT_OF(classes); i++)
        tests[count++] = WORLD_ROW(a_class_or_condition_is_refused, classes[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(fields_of_no_order_are_allowed);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(bad_arguments_are_refused);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_record_beyond_memory_is_refused);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_bad_row_in_the_middle_leaves_nothing);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_server_that_fails_in_the_middle_leaves_nothing);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(the_timeout_is_that_of_all_rows);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_cancel_ends_it);
    return cmocka_run_group_tests_name("record_refused", tests, NULL, NULL) == 0 ? 0 : 1;
}
