/* SPDX-License-Identifier: MIT */
/*
 * wmi_get_metric, wmi_get_characters and wmi_get_values with everything that can fail failing once: the n-th COM call
 * that the mock answers, the n-th allocation. Each time the code comes out unchanged, nothing is returned and nothing is
 * held.
 *
 * Native only; linked with --wrap of malloc, calloc, realloc (faults.h).
 */
#include "support/connect_world.h"
#include "support/faults.h"

#define CODE ((HRESULT)RPC_E_DISCONNECTED)

static const char mof[] =
    "class Part { [key] string Id; };\n"
    "class Thing { [key] uint32 Id; uint64 Count; uint16 Name[]; uint8 Bytes[]; string Text; string "
    "Texts[];\n"
    "  datetime When; Part Inside; Part Parts[]; };\n"
    "instance of Thing { Id = 1; Count = 18446744073709551615; Name = { 65, 66, 0 }; Bytes = { 228, 0 };\n"
    "  Text = \"text\"; Texts = { \"a\", \"b\" }; When = \"00000000000000.000000+000\";\n"
    "  Inside = instance of Part { Id = \"i\"; };\n"
    "  Parts = { instance of Part { Id = \"a\"; }, instance of Part { Id = \"b\"; } }; };\n";

static HRESULT read_metric(void *context)
{
    double value = 9;
    HRESULT hr = wmi_get_metric(context, "Count", &value);

    assert_true(value == (SUCCEEDED(hr) ? 18446744073709551616.0 : 0));
    return hr;
}

static HRESULT read_characters(const char *property, const char *expected, void *context)
{
    char *text = context;
    HRESULT hr = wmi_get_characters(context, property, &text);

    if (SUCCEEDED(hr))
        assert_string_equal(text, expected);
    else
        assert_null(text);
    wmi_free(text);
    return hr;
}

static HRESULT read_units(void *context)
{
    return read_characters("Name", "AB", context);
}

static HRESULT read_bytes(void *context)
{
    return read_characters("Bytes", "ä", context);
}

static HRESULT read_values(void *context)
{
    wmi_argument *values = context;
    size_t count = 99;
    HRESULT hr = wmi_get_values(context, &values, &count);

    assert_int_equal(count, SUCCEEDED(hr) ? 9 : 0);
    assert_int_equal(values != NULL, SUCCEEDED(hr));
    wmi_values_free(values, count);
    return hr;
}

/* How many calls could fail. */
static size_t sweep_calls(faults_scenario scenario, void *object)
{
    for (unsigned nth = 1;; nth++) {
        size_t held = wmi_mock_live_objects(world);
        HRESULT hr;

        assert_ok(wmi_mock_fail(world, NULL, nth, CODE));
        hr = scenario(object);
        assert_ok(wmi_mock_fail(world, NULL, 0, S_OK));
        SetErrorInfo(0, NULL);
        assert_int_equal(wmi_mock_live_objects(world), held);
        if (hr == S_OK)
            return nth - 1;
        assert_hr(CODE, hr);
        assert_last_error(CODE, "");
    }
}

static const struct sweep_case {
    const char *name;
    faults_scenario scenario;
    size_t calls, least_allocations;
} sweeps[] = {
    { "wmi_get_metric", read_metric, 1, 1 },
    { "wmi_get_characters, uint16", read_units, 1, 2 },
    { "wmi_get_characters, uint8", read_bytes, 1, 2 },
    { "wmi_get_values", read_values, 1 + 9, 20 },
};

static void everything_may_fail_once(void **state)
{
    const struct sweep_case *row = *state;
    wmi_connection *connection = NULL;
    IWbemClassObject *object = NULL;
    size_t held;
    size_t calls;
    size_t allocations;

    assert_ok(wmi_mock_load(world, NULL, mof));
    wmi_mock_keep_journal(world, false); /* it is silent when it has no memory */
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(wmi_find(connection, "Thing.Id=1", NULL, &object));
    held = wmi_mock_live_objects(world);

    calls = sweep_calls(row->scenario, object);
    allocations = faults_sweep(row->scenario, object);
    SetErrorInfo(0, NULL);
    assert_int_equal(wmi_mock_live_objects(world), held);
    wmi_object_release(object);
    wmi_disconnect(connection);
    print_message("             %s: %zu faults at the mock's calls, %zu allocations\n", row->name, calls,
                  allocations);
    assert_int_equal(calls, row->calls);
    assert_true(allocations >= row->least_allocations);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(sweeps)];

    for (size_t i = 0; i < COUNT_OF(sweeps); i++)
        tests[i] = WORLD_ROW(everything_may_fail_once, sweeps[i]);
    return cmocka_run_group_tests_name("values_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
