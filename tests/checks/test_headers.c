/* SPDX-License-Identifier: MIT */
/*
 * The public headers as a program uses them: the macros that make structs, and the linkage. This file is compiled
 * twice, as C11 and as C++17; headers.sh sees that no macro is missing here.
 */
#include <wmikit.h>
#include <wmikit/mock.h>

#include <assert.h>
#include <string.h>

#ifdef __cplusplus
extern "C" { /* cmocka's header does not say so itself */
#endif
#include "support/support.h"
#ifdef __cplusplus
}
#endif

/* A field that is missing in the macro is a warning here, of -Wextra, and so an error. */
static const wmi_connect_options connect_options = WMI_CONNECT_OPTIONS_INIT;
static const wmi_query_options query_options = WMI_QUERY_OPTIONS_INIT;
static const wmi_subscribe_options subscribe_options = WMI_SUBSCRIBE_OPTIONS_INIT;
static const wmi_fleet_options fleet_options = WMI_FLEET_OPTIONS_INIT;
static const wmi_fleet_result fleet_result = WMI_FLEET_RESULT_INIT;
static const wmi_call_options call_options = WMI_CALL_OPTIONS_INIT;
static const wmi_mock_host mock_host = WMI_MOCK_HOST_INIT;

static_assert(offsetof(wmi_connect_options, size) == 0, "the size is what every version finds");
static_assert(offsetof(wmi_query_options, size) == 0, "the size is what every version finds");
static_assert(offsetof(wmi_call_options, size) == 0, "the size is what every version finds");
static_assert(offsetof(wmi_mock_host, size) == 0, "the size is what every version finds");

/* The names of codes are constant expressions, and of no other type. */
static_assert(WMI_E_ACCESS_DENIED < 0, "a failure");
static_assert(WMI_FAILED(WMI_E_SERVER_UNAVAILABLE), "a failure");
static_assert(sizeof(WMI_E_OVERFLOW) == sizeof(HRESULT), "a code");

static int number_of(HRESULT code)
{
    switch (code) {
    case WMI_E_ACCESS_DENIED: return 1;
    case WMI_E_COM_ACCESS_DENIED: return 2;
    default: return 0;
    }
}

static void codes_are_case_labels(void **state)
{
    (void)state;
    assert_int_equal(number_of(WMI_E_ACCESS_DENIED), 1);
    assert_int_equal(number_of(WMI_E_COM_ACCESS_DENIED), 2);
    assert_int_equal(number_of(WMI_OK), 0);
}

static const struct init_case {
    const char *name;
    const void *bytes;
    size_t size;
} inits[] = {
    { "WMI_CONNECT_OPTIONS_INIT", &connect_options, sizeof(connect_options) },
    { "WMI_QUERY_OPTIONS_INIT", &query_options, sizeof(query_options) },
    { "WMI_SUBSCRIBE_OPTIONS_INIT", &subscribe_options, sizeof(subscribe_options) },
    { "WMI_FLEET_OPTIONS_INIT", &fleet_options, sizeof(fleet_options) },
    { "WMI_FLEET_RESULT_INIT", &fleet_result, sizeof(fleet_result) },
    { "WMI_CALL_OPTIONS_INIT", &call_options, sizeof(call_options) },
    { "WMI_MOCK_HOST_INIT", &mock_host, sizeof(mock_host) },
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Defaults are the size, and zero in every other byte: so memset makes them too. */
static void init_is_size_and_zeros(void **state)
{
    const struct init_case *init = (const struct init_case *)*state; /* C++ wants the cast */
    const unsigned char *bytes = (const unsigned char *)init->bytes;
    size_t size;

    memcpy(&size, bytes, sizeof(size));
    assert_int_equal(init->size, size);
    for (size_t i = sizeof(size); i < init->size; i++)
        assert_int_equal(0, bytes[i]);
}

typedef struct disk {
    char *name;
    uint64_t size;
    bool has_size;
    uint16_t *powers;
    size_t power_count;
} disk;

static const wmi_field fields[] = {
    WMI_FIELD(disk, name, "DeviceID", WMI_STRING),
    WMI_FIELD_OPTIONAL(disk, size, has_size, "Size", WMI_UINT64),
    WMI_FIELD_ARRAY(disk, powers, power_count, "PowerManagementCapabilities", WMI_UINT16),
    WMI_FIELD_IF_ANY(disk, size, has_size, "Size", WMI_UINT64),
    WMI_FIELD_ARRAY_IF_ANY(disk, powers, power_count, "PowerManagementCapabilities", WMI_UINT16),
};

static void fields_name_their_members(void **state)
{
    (void)state;
    assert_int_equal(offsetof(disk, name), fields[0].offset);
    assert_int_equal(sizeof(char *), fields[0].size);
    assert_true(fields[0].present_offset == WMI_NO_OFFSET && fields[0].count_offset == WMI_NO_OFFSET);

    assert_int_equal(WMI_UINT64, fields[1].type);
    assert_int_equal(offsetof(disk, has_size), fields[1].present_offset);
    assert_true(fields[1].count_offset == WMI_NO_OFFSET);

    assert_int_equal(offsetof(disk, power_count), fields[2].count_offset);
    assert_true(fields[2].present_offset == WMI_NO_OFFSET);
    assert_int_equal(offsetof(disk, has_size), fields[3].present_offset);
    assert_true(fields[3].count_offset == WMI_IF_ANY);
    assert_int_equal(offsetof(disk, power_count), fields[4].count_offset);
    assert_true(fields[4].present_offset == WMI_IF_ANY);
}

/* The library understands what either language hands it: a struct by value, and one of the caller's. */
static void values_cross_the_linkage(void **state)
{
    const wmi_argument keys[] = { { "DeviceID", wmi_value_string("C:") } };
    wmi_datetime when;
    wmi_value value;
    char *path = NULL;

    (void)state;
    assert_string_equal(WMIKIT_VERSION, wmi_version());
    assert_ok(wmi_path_create("Win32_LogicalDisk", keys, 1, &path));
    assert_string_equal("Win32_LogicalDisk.DeviceID=\"C:\"", path);
    wmi_free(path);

    assert_ok(wmi_datetime_parse("20240229120000.000000+060", &when));
    value = wmi_value_datetime(when);
    assert_int_equal(WMI_DATETIME, value.type);
    assert_int_equal(60, value.datetime.offset_minutes);
    assert_int_equal(0, value.count);
}

/* The codes compare as they are, also those above 0x80000000. */
static void codes_compare(void **state)
{
    (void)state;
    assert_true(WMI_SUCCEEDED(WMI_OK) && WMI_SUCCEEDED(WMI_END) && !WMI_FAILED(WMI_END));
    assert_true(WMI_FAILED(0x80041003) && !WMI_SUCCEEDED(0x80041003));
    assert_string_equal("WBEM_E_ACCESS_DENIED", wmi_error_name((HRESULT)0x80041003));
}

static void mock_is_found(void **state)
{
    wmi_mock *mock = NULL;
    wmi_connection *connection = NULL;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    (void)state;
    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, ""));
    options.locator = wmi_mock_locator(mock);
    assert_ok(wmi_connect(&options, &connection));
    assert_non_null(wmi_services(connection));
    wmi_disconnect(connection);
    assert_ok(wmi_shutdown());
    assert_int_equal(0, wmi_mock_destroy(mock));
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(inits) + 5] = {
        cmocka_unit_test(fields_name_their_members),
        cmocka_unit_test(values_cross_the_linkage),
        cmocka_unit_test(codes_compare),
        cmocka_unit_test(codes_are_case_labels),
        cmocka_unit_test(mock_is_found),
    };

    for (size_t i = 0; i < COUNT_OF(inits); i++) {
        tests[5 + i].name = inits[i].name;
        tests[5 + i].test_func = init_is_size_and_zeros;
        tests[5 + i].initial_state = (void *)(uintptr_t)&inits[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL) == 0 ? 0 : 1;
}
