/* SPDX-License-Identifier: MIT */
/* Fields of properties that the class may lack, and optional datetimes that are not valid. */
#include "support/connect_world.h"

#define GET_OBJECT "IWbemServices::GetObject"
#define EXEC_QUERY "IWbemServices::ExecQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define MISMATCH   ((HRESULT)WBEM_E_TYPE_MISMATCH)

static const char mof[] =
    "class Cpu { [key] string Id; uint32 Cores; };\n"
    "class NewCpu : Cpu { uint32 Threads; string Tags[]; };\n"
    "instance of Cpu { Id = \"old\"; Cores = 2; };\n"
    "instance of NewCpu { Id = \"new\"; Cores = 4; Threads = 8; Tags = { \"a\", \"b\" }; };\n";

typedef struct cpu {
    char *id;
    uint32_t cores;
    bool has_cores;
    uint32_t threads;
    bool has_threads;
    uint32_t plain;
    char **tags;
    size_t tag_count;
} cpu;

#define ID      WMI_FIELD(cpu, id, "Id", WMI_STRING)
#define CORES   WMI_FIELD_IF_ANY(cpu, cores, has_cores, "Cores", WMI_UINT32)
#define THREADS WMI_FIELD_IF_ANY(cpu, threads, has_threads, "Threads", WMI_UINT32)
#define TAGS    WMI_FIELD_ARRAY_IF_ANY(cpu, tags, tag_count, "Tags", WMI_STRING)
#define PLAIN(property)                                                                         \
    {                                                                                           \
        property, WMI_UINT32, offsetof(cpu, plain), sizeof(uint32_t), WMI_IF_ANY, WMI_NO_OFFSET \
    }
#define BARE(property)                                                                       \
    {                                                                                        \
        property, WMI_UINT32, offsetof(cpu, plain), sizeof(uint32_t), WMI_IF_ANY, WMI_IF_ANY \
    }

static wmi_connection *connection;

static int begin(void **state)
{
    void *row = *state;

    if (world_begin(state) != 0)
        return -1;
    *state = row;
    assert_ok(wmi_mock_load(world, NULL, mof));
    assert_ok(wmi_connect(NULL, &connection));
    return 0;
}

static int end(void **state)
{
    wmi_disconnect(connection);
    return world_end(state);
}

static HRESULT select_cpus(const char *class_name, const wmi_field *fields, size_t field_count,
                           const wmi_query_options *options, void **block, size_t *count)
{
    return wmi_select(connection, class_name, NULL, options, fields, field_count, sizeof(cpu), block, count);
}

/* --- The query ---------------------------------------------------------------------------------------------------- */

#define MOST_FIELDS 4
static const struct query_case {
    const char *name;
    wmi_field fields[MOST_FIELDS];
    size_t count;
    const char *class_name;
    size_t questions; /* how often the class is asked for */
    const char *wql;
} queries[] = {
    { "no such field", { ID }, 1, "Cpu", 0, "'SELECT Id FROM Cpu'" },
    { "the class has it", { ID, CORES }, 2, "Cpu", 1, "'SELECT Id,Cores FROM Cpu'" },
    { "the class lacks it", { ID, THREADS }, 2, "Cpu", 1, "'SELECT Id FROM Cpu'" },
    { "it lacks the first", { THREADS, ID, CORES }, 3, "Cpu", 1, "'SELECT Id,Cores FROM Cpu'" },
    { "it lacks one in the middle", { ID, THREADS, CORES }, 3, "Cpu", 1, "'SELECT Id,Cores FROM Cpu'" },
    { "it lacks two", { ID, THREADS, TAGS, CORES }, 4, "Cpu", 1, "'SELECT Id,Cores FROM Cpu'" },
    { "it lacks all", { THREADS, TAGS }, 2, "Cpu", 1, "'SELECT __RELPATH FROM Cpu'" },
    { "a subclass has them", { ID, THREADS, TAGS }, 3, "NewCpu", 1, "'SELECT Id,Threads,Tags FROM NewCpu'" },
    { "a plain member", { ID, PLAIN("Threads") }, 2, "Cpu", 1, "'SELECT Id FROM Cpu'" },
    { "both offsets", { ID, BARE("Threads") }, 2, "Cpu", 1, "'SELECT Id FROM Cpu'" },
    { "in another case", { ID, BARE("CORES") }, 2, "Cpu", 1, "'SELECT Id,CORES FROM Cpu'" },
    { "twice", { THREADS, PLAIN("threads"), ID }, 3, "Cpu", 1, "'SELECT Id FROM Cpu'" },
    { "a system property",
      { ID, WMI_FIELD_ARRAY_IF_ANY(cpu, tags, tag_count, "__DERIVATION", WMI_STRING) },
      2,
      "Cpu",
      1,
      "'SELECT Id,__DERIVATION FROM Cpu'" },
};

static void what_the_class_lacks_is_not_selected(void **state)
{
    const struct query_case *row = *state;
    void *block = NULL;
    size_t count = 0;

    assert_ok(select_cpus(row->class_name, row->fields, row->count, NULL, &block, &count));
    assert_int_equal(count, strcmp(row->class_name, "Cpu") == 0 ? 2 : 1);
    assert_int_equal(wmi_mock_call_count(world, GET_OBJECT), row->questions);
    assert_int_equal(wmi_mock_call_count(world, EXEC_QUERY), 1);
    assert_non_null(strstr(world_call(EXEC_QUERY, 1)->arguments, row->wql));
    wmi_free(block);
}

/* --- The records ---------------------------------------------------------------------------------------------------- */

static const wmi_field all[] = { ID, CORES, THREADS, TAGS, PLAIN("Missing") };

static const cpu *find(const void *block, size_t count, const char *id)
{
    const cpu *found = block;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(found[i].id, id) == 0)
            return &found[i];
    }
    fail_msg("no %s", id);
    return NULL;
}

static void assert_old(const cpu *found)
{
    assert_true(found->has_cores && found->cores == 2);
    assert_true(!found->has_threads && found->threads == 0);
    assert_null(found->tags);
    assert_int_equal(found->tag_count, 0);
    assert_int_equal(found->plain, 0);
}

static void assert_new(const cpu *found)
{
    assert_true(found->has_cores && found->cores == 4);
    assert_true(found->has_threads && found->threads == 8);
    assert_int_equal(found->tag_count, 2);
    assert_string_equal(found->tags[1], "b");
    assert_int_equal(found->plain, 0);
}

static void wmi_select_goes_by_the_class(void **state)
{
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(select_cpus("Cpu", all, COUNT_OF(all), NULL, &block, &count));
    assert_int_equal(count, 2);
    assert_old(find(block, count, "old"));
    assert_false(find(block, count, "new")->has_threads); /* Cpu has no Threads */
    wmi_free(block);
    assert_ok(select_cpus("NewCpu", all, COUNT_OF(all), NULL, &block, &count));
    assert_int_equal(count, 1);
    assert_new(block);
    wmi_free(block);
}

static void wmi_read_rows_goes_by_the_object(void **state)
{
    wmi_cursor *cursor = NULL;
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(wmi_instances(connection, "Cpu", NULL, &cursor));
    assert_ok(wmi_read_rows(cursor, all, COUNT_OF(all), sizeof(cpu), &block, &count));
    wmi_cursor_close(cursor);
    assert_int_equal(count, 2);
    assert_old(find(block, count, "old"));
    assert_new(find(block, count, "new"));
    assert_int_equal(wmi_mock_call_count(world, GET_OBJECT), 0);
    wmi_free(block);
}

static void wmi_read_record_goes_by_the_object(void **state)
{
    IWbemClassObject *object = NULL;
    void *block = NULL;

    (void)state;
    assert_ok(wmi_find(connection, "Cpu.Id=\"old\"", NULL, &object));
    assert_ok(wmi_read_record(object, all, COUNT_OF(all), sizeof(cpu), &block));
    assert_old(block);
    wmi_free(block);
    wmi_object_release(object);
    assert_ok(wmi_find(connection, "NewCpu.Id=\"new\"", NULL, &object));
    assert_ok(wmi_read_record(object, all, COUNT_OF(all), sizeof(cpu), &block));
    assert_new(block);
    wmi_free(block);
    wmi_object_release(object);
}

static void a_missing_property_is_no_error(void **state)
{
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_hr(E_POINTER, wmi_get_bool(NULL, "x", NULL));
    assert_ok(select_cpus("Cpu", all, COUNT_OF(all), NULL, &block, &count));
    assert_last_error(E_POINTER, "value");
    wmi_free(block);
}

/* --- What fails ------------------------------------------------------------------------------------------------------ */

static void assert_select_fails(HRESULT code, const char *class_name, const wmi_field *fields,
                                size_t field_count)
{
    void *block = &block;
    size_t count = 9;

    assert_hr(code, select_cpus(class_name, fields, field_count, NULL, &block, &count));
    assert_null(block);
    assert_int_equal(count, 0);
    assert_hr(code, wmi_last_error()->code);
}

static void a_missing_class_is_reported_by_the_query(void **state)
{
    const wmi_field plain = ID;

    (void)state;
    assert_select_fails((HRESULT)WBEM_E_INVALID_CLASS, "Nothing", &plain, 1);
    assert_select_fails((HRESULT)WBEM_E_INVALID_CLASS, "Nothing", all, COUNT_OF(all));
    assert_string_equal(wmi_last_error()->operation, NEXT);
    assert_last_error(WBEM_E_INVALID_CLASS, "SELECT Id,Cores,Threads,Tags,Missing FROM Nothing");
}

static void another_missing_property_still_fails(void **state)
{
    const wmi_field fields[] = {
        ID, THREADS, { "Threads", WMI_UINT32, offsetof(cpu, plain), 4, WMI_NO_OFFSET, WMI_NO_OFFSET }
    };

    (void)state;
    assert_select_fails((HRESULT)WBEM_E_INVALID_QUERY, "Cpu", fields, COUNT_OF(fields));
}

static void a_class_that_cannot_be_asked_for_fails(void **state)
{
    (void)state;
    assert_ok(wmi_mock_fail(world, GET_OBJECT, 1, (HRESULT)WBEM_E_ACCESS_DENIED));
    assert_select_fails((HRESULT)WBEM_E_ACCESS_DENIED, "Cpu", all, COUNT_OF(all));
    assert_string_equal(wmi_last_error()->operation, GET_OBJECT);
    assert_last_error(WBEM_E_ACCESS_DENIED, "Cpu");
    assert_int_equal(wmi_mock_call_count(world, EXEC_QUERY), 0);
}

static void nothing_is_asked_before_the_condition_is_checked(void **state)
{
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_hr(WBEM_E_INVALID_PARAMETER,
              wmi_select(connection, "Cpu", "\xFF", NULL, all, COUNT_OF(all), sizeof(cpu), &block, &count));
    assert_null(block);
    assert_int_equal(wmi_mock_call_count(world, GET_OBJECT), 0);
}

static void the_timeout_covers_the_class_too(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    uint64_t start;
    void *block = &block;
    size_t count = 9;

    (void)state;
    options.timeout_ms = 100;
    assert_ok(wmi_mock_delay(world, GET_OBJECT, WMI_MOCK_HANG));
    assert_hr(WBEM_E_TIMED_OUT, select_cpus("Cpu", all, COUNT_OF(all), &options, &block, &count));
    assert_string_equal(wmi_last_error()->operation, GET_OBJECT);
    assert_null(block);
    wmi_mock_wake(world);

    /* What the class took is missing afterwards. */
    assert_ok(wmi_mock_delay(world, GET_OBJECT, 900));
    assert_ok(wmi_mock_delay(world, NEXT, WMI_MOCK_HANG));
    options.timeout_ms = 1000;
    start = world_clock_ms();
    assert_hr(WBEM_E_TIMED_OUT, select_cpus("Cpu", all, COUNT_OF(all), &options, &block, &count));
    assert_true(world_clock_ms() - start < 1800);

    assert_ok(wmi_mock_delay(world, GET_OBJECT, 0));
    assert_ok(wmi_mock_delay(world, NEXT, 0));
    options.timeout_ms = 600000;
    assert_ok(select_cpus("Cpu", all, COUNT_OF(all), &options, &block, &count));
    assert_int_equal(count, 2);
    wmi_free(block);
}

static void a_cancel_ends_it(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    void *block = &block;
    size_t count = 9;

    (void)state;
    assert_ok(wmi_cancel_create(&options.cancel));
    wmi_cancel_after(options.cancel, 50);
    assert_ok(wmi_mock_delay(world, GET_OBJECT, WMI_MOCK_HANG));
    assert_hr(WBEM_E_TIMED_OUT, select_cpus("Cpu", all, COUNT_OF(all), &options, &block, &count));
    wmi_cancel_trigger(options.cancel);
    assert_hr(WBEM_E_CALL_CANCELLED, select_cpus("Cpu", all, COUNT_OF(all), &options, &block, &count));
    assert_null(block);
    wmi_cancel_free(options.cancel);
}

static const struct field_case {
    const char *name;
    wmi_field field;
    const char *word;
} fields_refused[] = {
    { "an object", { "Id", WMI_OBJECT, 0, sizeof(void *), WMI_IF_ANY, WMI_NO_OFFSET }, "object" },
    { "a size that does not fit", { "Id", WMI_UINT32, 0, 8, WMI_IF_ANY, WMI_NO_OFFSET }, "8 bytes" },
    { "an array by value", { "Id", WMI_UINT8, 0, 1, WMI_IF_ANY, 16 }, "uint8 array" },
    { "beyond the record", { "Id", WMI_UINT32, sizeof(cpu), 4, WMI_NO_OFFSET, WMI_IF_ANY }, "beyond" },
    { "a present member beyond it", { "Id", WMI_UINT32, 0, 4, sizeof(cpu), WMI_IF_ANY }, "beyond" },
    { "an offset that is none", { "Id", WMI_UINT32, 0, 4, (size_t)-3, WMI_IF_ANY }, "beyond" },
};

static void a_field_is_refused(void **state)
{
    const struct field_case *row = *state;
    void *block = &block;

    assert_select_fails(E_INVALIDARG, "Cpu", &row->field, 1);
    assert_last_error(E_INVALIDARG, row->word);
    assert_int_equal(wmi_mock_call_count(world, GET_OBJECT), 0);
    assert_hr(E_POINTER, wmi_read_record(NULL, &row->field, 1, sizeof(cpu), &block));
}

/* --- Datetimes that are not valid -------------------------------------------------------------------------------------- */

static const char dates[] =
    "class Dated { [key] uint32 Id; datetime When; string Text; datetime Whens[]; };\n"
    "instance of Dated { Id = 1; When = \"20261128000000.000000+000\"; };\n"
    "instance of Dated { Id = 2; When = \"00000000000000.000000+000\"; Text = \"no date\";\n"
    "  Whens = { \"00000000000000.000000+000\" }; };\n"
    "instance of Dated { Id = 3; };\n";

typedef struct dated {
    wmi_datetime when;
    bool has_when;
    char *text;
    wmi_datetime *whens;
    size_t count;
} dated;

static const struct date_case {
    const char *name;
    wmi_field field;
    HRESULT code;
    const char *word; /* of the message */
} date_cases[] = {
    { "optional", WMI_FIELD_OPTIONAL(dated, when, has_when, "When", WMI_DATETIME), S_OK, NULL },
    { "if any", WMI_FIELD_IF_ANY(dated, when, has_when, "When", WMI_DATETIME), S_OK, NULL },
    { "as text", WMI_FIELD(dated, text, "When", WMI_STRING), S_OK, NULL },
    { "plain", WMI_FIELD(dated, when, "When", WMI_DATETIME), MISMATCH,
      "property When of row 2 is '00000000000000.000000+000', which a datetime field cannot hold" },
    { "an array", WMI_FIELD_ARRAY(dated, whens, count, "Whens", WMI_DATETIME), MISMATCH, "Whens of row 2" },
    { "a string", WMI_FIELD_OPTIONAL(dated, when, has_when, "Text", WMI_DATETIME), MISMATCH,
      "property Text of row 2 is 'no date'" },
    { "a number", WMI_FIELD_OPTIONAL(dated, when, has_when, "Id", WMI_DATETIME), MISMATCH,
      "property Id of row 1 is 1" },
};

static void a_datetime_that_is_not_valid(void **state)
{
    const struct date_case *row = *state;
    void *block = NULL;
    size_t count = 9;
    const dated *found;

    assert_ok(wmi_mock_load(world, NULL, dates));
    assert_hr(row->code,
              wmi_select(connection, "Dated", NULL, NULL, &row->field, 1, sizeof(dated), &block, &count));
    if (FAILED(row->code)) {
        assert_last_error(row->code, row->word);
        assert_null(block);
        return;
    }
    found = block;
    assert_int_equal(count, 3);
    if (row->field.type == WMI_STRING) {
        assert_string_equal(found[1].text, "00000000000000.000000+000");
    } else {
        assert_true(found[0].has_when && found[0].when.year == 2026);
        assert_true(!found[1].has_when && found[1].when.year == 0);
        assert_false(found[2].has_when);
    }
    wmi_free(block);
}

static void the_hint_names_the_ways_out(void **state)
{
    const wmi_field field = WMI_FIELD(dated, when, "When", WMI_DATETIME);
    void *block = NULL;
    size_t count = 9;

    (void)state;
    assert_ok(wmi_mock_load(world, NULL, dates));
    assert_hr(MISMATCH,
              wmi_select(connection, "Dated", NULL, NULL, &field, 1, sizeof(dated), &block, &count));
    assert_non_null(strstr(wmi_last_error()->hint, "WMI_STRING"));
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, begin, end, (void *)(uintptr_t) & (row) })
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest others[] = {
        TEST(wmi_select_goes_by_the_class),
        TEST(wmi_read_rows_goes_by_the_object),
        TEST(wmi_read_record_goes_by_the_object),
        TEST(a_missing_property_is_no_error),
        TEST(a_missing_class_is_reported_by_the_query),
        TEST(another_missing_property_still_fails),
        TEST(a_class_that_cannot_be_asked_for_fails),
        TEST(nothing_is_asked_before_the_condition_is_checked),
        TEST(the_timeout_covers_the_class_too),
        TEST(a_cancel_ends_it),
        TEST(the_hint_names_the_ways_out),
    };
    struct CMUnitTest
        tests[COUNT_OF(queries) + COUNT_OF(fields_refused) + COUNT_OF(date_cases) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(queries); i++)
        tests[count++] = ROW(what_the_class_lacks_is_not_selected, queries[i]);
    for (size_t i = 0; i < COUNT_OF(fields_refused); i++)
        tests[count++] = ROW(a_field_is_refused, fields_refused[i]);
    for (size_t i = 0; i < COUNT_OF(date_cases); i++)
        tests[count++] = ROW(a_datetime_that_is_not_valid, date_cases[i]);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests_name("record_if_any", tests, NULL, NULL) == 0 ? 0 : 1;
}
