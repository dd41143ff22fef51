/* SPDX-License-Identifier: MIT */
/*
 * wmi_select and wmi_read_record with everything that can fail failing once: the n-th COM call that the mock answers,
 * the n-th allocation. Each time the code comes out unchanged, nothing is given out and nothing is held.
 *
 * Native only; linked with --wrap of malloc, calloc, realloc (faults.h).
 */
#include "support/connect_world.h"
#include "support/faults.h"

#define CODE ((HRESULT)RPC_E_DISCONNECTED)

static const char things[] =
    "class Thing { [key] uint32 Id; string Text; string Texts[]; uint16 Numbers[]; datetime When; Thing ref "
    "Other; };\n"
    "instance of Thing { Id = 1; Text = \"one\"; Texts = { \"a\", \"b\" }; Numbers = { 1, 2, 3 };\n"
    "                    When = \"20261122134512.123456+060\"; Other = \"Thing.Id=2\"; };\n"
    "instance of Thing { Id = 2; };\n"
    "instance of Thing { Id = 3; Text = \"three\"; Texts = {}; Numbers = { 65535 }; };\n";

typedef struct thing {
    uint64_t id;
    char *id_text;
    char *text;
    char **texts;
    size_t text_count;
    uint32_t *numbers;
    size_t number_count;
    char **number_texts;
    size_t number_text_count;
    wmi_datetime when;
    bool has_when;
    char *other;
} thing;

static const wmi_field fields[] = {
    WMI_FIELD(thing, id, "Id", WMI_UINT64),
    WMI_FIELD(thing, id_text, "Id", WMI_STRING),
    WMI_FIELD(thing, text, "Text", WMI_STRING),
    WMI_FIELD_ARRAY(thing, texts, text_count, "Texts", WMI_STRING),
    WMI_FIELD_ARRAY(thing, numbers, number_count, "Numbers", WMI_UINT32),
    WMI_FIELD_ARRAY(thing, number_texts, number_text_count, "Numbers", WMI_STRING),
    WMI_FIELD_OPTIONAL(thing, when, has_when, "When", WMI_DATETIME),
    WMI_FIELD(thing, other, "Other", WMI_REFERENCE),
};
#define FIELD_COUNT COUNT_OF(fields)

typedef struct scene {
    wmi_connection *connection;
    IWbemClassObject *object;
    uint32_t timeout_ms;
} scene;

static HRESULT select_things(void *context)
{
    const scene *self = context;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    void *block = &block;
    size_t count = 9;
    HRESULT hr;

    options.batch_size = 2;
    options.timeout_ms = self->timeout_ms;
    hr = wmi_select(self->connection, "Thing", "Id > 0", &options, fields, FIELD_COUNT, sizeof(thing), &block,
                    &count);
    if (SUCCEEDED(hr)) {
        const thing *found = block;

        assert_int_equal(count, 3);
        assert_string_equal(found[0].texts[1], "b");
        assert_string_equal(found[2].number_texts[0], "65535");
        assert_true(found[0].has_when && !found[2].has_when);
    } else {
        assert_null(block);
        assert_int_equal(count, 0);
        assert_hr(hr, wmi_last_error()->code);
    }
    wmi_free(SUCCEEDED(hr) ? block : NULL);
    return hr;
}

static const wmi_field fields_if_any[] = {
    WMI_FIELD(thing, id, "Id", WMI_UINT64),
    WMI_FIELD_ARRAY_IF_ANY(thing, texts, text_count, "Texts", WMI_STRING),
    WMI_FIELD_IF_ANY(thing, when, has_when, "Missing", WMI_DATETIME),
    WMI_FIELD_ARRAY_IF_ANY(thing, numbers, number_count, "MissingToo", WMI_UINT32),
};

static HRESULT select_if_any(void *context)
{
    const scene *self = context;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    void *block = &block;
    size_t count = 9;
    HRESULT hr;

    options.timeout_ms = self->timeout_ms;
    hr = wmi_select(self->connection, "Thing", NULL, &options, fields_if_any, COUNT_OF(fields_if_any),
                    sizeof(thing), &block, &count);
    if (SUCCEEDED(hr)) {
        const thing *found = block;

        assert_int_equal(count, 3);
        assert_string_equal(found[0].texts[1], "b");
        assert_false(found[0].has_when);
    } else {
        assert_null(block);
        assert_int_equal(count, 0);
        assert_hr(hr, wmi_last_error()->code);
    }
    wmi_free(SUCCEEDED(hr) ? block : NULL);
    return hr;
}

static HRESULT read_rows(void *context)
{
    const scene *self = context;
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;
    void *block = &block;
    size_t count = 9;
    HRESULT hr;

    options.timeout_ms = self->timeout_ms;
    hr = wmi_instances(self->connection, "Thing", &options, &cursor);
    if (FAILED(hr))
        return hr;
    hr = wmi_read_rows(cursor, fields, FIELD_COUNT, sizeof(thing), &block, &count);
    wmi_cursor_close(cursor);
    assert_int_equal(count, SUCCEEDED(hr) ? 3 : 0);
    if (FAILED(hr))
        assert_null(block);
    wmi_free(block);
    return hr;
}

static HRESULT read_thing(void *context)
{
    const scene *self = context;
    void *block = &block;
    HRESULT hr = wmi_read_record(self->object, fields, FIELD_COUNT, sizeof(thing), &block);

    if (SUCCEEDED(hr))
        assert_string_equal(((const thing *)block)->other, "Thing.Id=2");
    else
        assert_null(block);
    wmi_free(SUCCEEDED(hr) ? block : NULL);
    return hr;
}

/* How many calls could fail. */
static size_t sweep_calls(faults_scenario scenario, scene *self)
{
    for (unsigned nth = 1;; nth++) {
        size_t held = wmi_mock_live_objects(world);
        HRESULT hr;

        assert_ok(wmi_mock_fail(world, NULL, nth, CODE));
        hr = scenario(self);
        assert_ok(wmi_mock_fail(world, NULL, 0, S_OK));
        SetErrorInfo(0, NULL);
        assert_int_equal(wmi_mock_live_objects(world), held);
        if (hr == S_OK)
            return nth - 1;
        assert_hr(CODE, hr);
        assert_ok(scenario(self)); /* it is none the worse for it */
    }
}

static const struct sweep_case {
    const char *name;
    faults_scenario scenario;
    uint32_t timeout_ms;
    size_t least_calls, least_allocations;
} sweeps[] = {
    { "wmi_select", select_things, 0, 4 + 3 * 8, 10 },
    { "wmi_select with a deadline", select_things, 600000, 4 + 3 * 8, 10 },
    { "wmi_select, a class that may lack properties", select_if_any, 0, 3 + 1 + 3 + 3 * 2, 10 },
    { "wmi_select, such a class, with a deadline", select_if_any, 600000, 4 + 2 + 3 + 3 * 2, 10 },
    { "wmi_read_rows", read_rows, 0, 4 + 3 * 8, 10 },
    { "wmi_read_rows with a deadline", read_rows, 600000, 4 + 3 * 8, 10 },
    { "wmi_read_record", read_thing, 0, 8, 5 },
};

static void everything_may_fail_once(void **state)
{
    const struct sweep_case *row = *state;
    scene self = { .timeout_ms = row->timeout_ms };
    wmi_cursor *cursor = NULL;
    size_t calls;
    size_t allocations;

    assert_ok(wmi_mock_load(world, NULL, things));
    wmi_mock_keep_journal(world, false); /* it is silent when it has no memory */
    assert_ok(wmi_connect(NULL, &self.connection));
    assert_ok(wmi_query(self.connection, "SELECT * FROM Thing WHERE Id = 1", NULL, &cursor));
    assert_ok(wmi_cursor_next(cursor, &self.object));

    calls = sweep_calls(row->scenario, &self);
    allocations = faults_sweep(row->scenario, &self);
    SetErrorInfo(0, NULL);
    wmi_cursor_close(cursor);
    wmi_disconnect(self.connection);
    print_message("             %s: %zu faults at the mock's calls, %zu allocations\n", row->name, calls,
                  allocations);
    assert_true(calls >= row->least_calls);
    assert_true(allocations >= row->least_allocations);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(sweeps)];

    for (size_t i = 0; i < COUNT_OF(sweeps); i++)
        tests[i] = WORLD_ROW(everything_may_fail_once, sweeps[i]);
    return cmocka_run_group_tests_name("record_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
