/* SPDX-License-Identifier: MIT */
/* wmi_call: which arguments reach the method, and which do not. */
#include "support/calls_world.h"

#define M1 "Machine.Id=\"m1\""

#define OF_TEXT(value_)                        \
    {                                          \
        .type = WMI_STRING, .string = (value_) \
    }
#define NUMBER(cim, member, value_)           \
    {                                         \
        .type = WMI_##cim, .member = (value_) \
    }

/* --- What the method gets ------------------------------------------------------------------------------------------- */

static const struct call_case {
    const char *name, *path, *method;
    wmi_argument arguments[4];
    size_t count;
    const char *said; /* NULL: the method has no results */
} calls[] = {
    { "all parameters",
      M1,
      "Add",
      { { "A", NUMBER(UINT32, uint32, 7) },
        { "B", NUMBER(SINT16, sint16, -2) },
        { "Sum", NUMBER(SINT64, sint64, 100) } },
      3,
      M1 " A=7 B=-2" },
    { "an optional one stays out", M1, "Add", { { "A", NUMBER(UINT32, uint32, 7) } }, 1, M1 " A=7 B=0" },
    { "names and methods in any case",
      M1,
      "aDD",
      { { "a", NUMBER(UINT32, uint32, 1) }, { "b", NUMBER(SINT16, sint16, 2) } },
      2,
      M1 " A=1 B=2" },
    { "numbers of other types",
      M1,
      "Add",
      { { "A", NUMBER(UINT64, uint64, UINT32_MAX) }, { "B", NUMBER(UINT8, uint8, 255) } },
      2,
      M1 " A=4294967295 B=255" },
    { "NULL of another type",
      M1,
      "Add",
      { { "A", NUMBER(UINT8, uint8, 9) }, { "B", { .is_null = true } } },
      2,
      M1 " A=9 B=0" },
    { "a subclass's instance",
      "Engine.Id=\"e1\"",
      "Add",
      { { "A", NUMBER(UINT32, uint32, 1) } },
      1,
      "Engine.Id=\"e1\" A=1 B=0" },
    { "a full path",
      "\\\\.\\root\\cimv2:Machine.Id=\"m1\"",
      "Add",
      { { "A", NUMBER(UINT32, uint32, 1) } },
      1,
      "\\\\.\\root\\cimv2:Machine.Id=\"m1\" A=1 B=0" },
    { "the only key without its name",
      "Machine=\"m1\"",
      "Add",
      { { "A", NUMBER(UINT32, uint32, 1) } },
      1,
      "Machine=\"m1\" A=1 B=0" },
    { "a static method", "Machine", "Make", { { "Id", OF_TEXT("new") } }, 1, "new|2|2|" },
    { "on a full class path", "//./root/cimv2:Machine", "Make", { { "Id", OF_TEXT("new") } }, 1, "new|2|2|" },
    { "texts for a datetime and a reference",
      "Machine",
      "Make",
      { { "Id", OF_TEXT("") },
        { "When", OF_TEXT("20240229120000.000000+060") },
        { "Main", OF_TEXT("Part.Id=\"p2\"") } },
      3,
      "|20240229120000.000000+060|Part.Id=\"p2\"|" },
    { "an array",
      "Machine",
      "Make",
      { { "Bytes",
          { .type = WMI_SINT32, .is_array = true, .count = 2, .sint32s = (const int32_t[]){ 0, 255 } } } },
      1,
      "2|2|2|2" },
    { "an empty array",
      "Machine",
      "Make",
      { { "Bytes", { .type = WMI_UINT8, .is_array = true } } },
      1,
      "2|2|2|0" },
    { "no results", M1, "Paint", { { "Colour", OF_TEXT("red") } }, 1, NULL },
    { "no parameters", M1, "Ring", { { 0 } }, 0, NULL },
};

static const wmi_call_options *patient(void)
{
    static wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = 600000;
    return &options;
}

static void a_method_gets_its_arguments(void **state)
{
    const struct call_case *row = *state;
    const wmi_call_options *ways[] = { NULL, patient() };

    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        IWbemClassObject *results = (IWbemClassObject *)1;

        assert_ok(wmi_call(link_here, row->path, row->method, row->arguments, row->count, ways[i], &results));
        if (row->said != NULL)
            assert_string_equal(calls_text(results, "Said"), row->said);
        else
            assert_null(results);
        wmi_object_release(results);
        assert_ok(wmi_call(link_here, row->path, row->method, row->arguments, row->count, ways[i], NULL));
    }
}

static void results_are_read_like_properties(void **state)
{
    const wmi_argument arguments[] = { { "A", wmi_value_uint32(UINT32_MAX) },
                                       { "Sum", wmi_value_sint64(1) } };
    IWbemClassObject *results = NULL;
    uint32_t returned = 0;
    int64_t sum = 0;

    (void)state;
    assert_ok(wmi_call(link_here, M1, "Add", arguments, 2, NULL, &results));
    assert_ok(wmi_get_uint32(results, "ReturnValue", &returned));
    assert_ok(wmi_get_int64(results, "Sum", &sum));
    assert_int_equal(returned, 17);
    assert_true(sum == (int64_t)UINT32_MAX + 1);
    wmi_object_release(results);
}

/* --- What does not reach it ------------------------------------------------------------------------------------------- */

#define BAD_PARAMETER ((HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS)

static const struct refused_case {
    const char *name, *path, *method;
    wmi_argument arguments[2];
    size_t count;
    HRESULT code;
    const char *word;
} refused[] = {
    { "no such parameter", M1, "Add", { { "C", NUMBER(UINT32, uint32, 7) } }, 1, BAD_PARAMETER, "C" },
    { "which there are", M1, "Add", { { "AA", NUMBER(UINT32, uint32, 7) } }, 1, BAD_PARAMETER, "A, B, Sum" },
    { "a parameter that is only out", M1, "Add", { { "Said", OF_TEXT("x") } }, 1, BAD_PARAMETER, "Said" },
    { "the return value",
      M1,
      "Add",
      { { "ReturnValue", NUMBER(UINT32, uint32, 7) } },
      1,
      BAD_PARAMETER,
      "ReturnValue" },
    { "a system property", M1, "Add", { { "__CLASS", OF_TEXT("x") } }, 1, BAD_PARAMETER, "__CLASS" },
    { "a method without parameters",
      M1,
      "Ring",
      { { "A", NUMBER(UINT32, uint32, 7) } },
      1,
      BAD_PARAMETER,
      "it has none" },
    { "twice",
      M1,
      "Add",
      { { "A", NUMBER(UINT32, uint32, 7) }, { "a", NUMBER(UINT32, uint32, 8) } },
      2,
      BAD_PARAMETER,
      "given twice" },
    { "a text for a number",
      M1,
      "Add",
      { { "A", OF_TEXT("7") } },
      1,
      (HRESULT)WBEM_E_TYPE_MISMATCH,
      "parameter A" },
    { "an array for a number",
      M1,
      "Add",
      { { "A", { .type = WMI_UINT32, .is_array = true } } },
      1,
      (HRESULT)WBEM_E_TYPE_MISMATCH,
      "parameter A" },
    { "a negative one", M1, "Add", { { "A", NUMBER(SINT32, sint32, -1) } }, 1, DISP_E_OVERFLOW, "-1" },
    { "one that is too large",
      M1,
      "Add",
      { { "B", NUMBER(UINT16, uint16, 32768) } },
      1,
      DISP_E_OVERFLOW,
      "parameter B" },
    { "no datetime",
      "Machine",
      "Make",
      { { "When", OF_TEXT("today") } },
      1,
      (HRESULT)WBEM_E_TYPE_MISMATCH,
      "When" },
    { "not UTF-8", "Machine", "Make", { { "Id", OF_TEXT("\xFF") } }, 1, (HRESULT)WBEM_E_TYPE_MISMATCH, "Id" },
    { "no such method", M1, "Fly", { { 0 } }, 0, (HRESULT)WBEM_E_INVALID_METHOD, "Fly of " M1 },
    { "another namespace (code unknown on Windows)",
      "//./root/other:" M1,
      "Ring",
      { { 0 } },
      0,
      (HRESULT)WBEM_E_INVALID_NAMESPACE,
      "root/other" },
    { "another computer's static method (code unknown on Windows)",
      "\\\\other\\root\\cimv2:Machine",
      "Make",
      { { "Id", OF_TEXT("new") } },
      1,
      (HRESULT)WBEM_E_INVALID_NAMESPACE,
      "other" },
    { "no such class", "Nothing", "Add", { { 0 } }, 0, (HRESULT)WBEM_E_NOT_FOUND, "Nothing" },
    /* before any call */
    { "no path", NULL, "Add", { { 0 } }, 0, E_POINTER, "path" },
    { "an empty path", "", "Add", { { 0 } }, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "path is empty" },
    { "a path that is not UTF-8", "\xFF", "Add", { { 0 } }, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "path" },
    { "no method", M1, NULL, { { 0 } }, 0, E_POINTER, "method" },
    { "an empty method", M1, "", { { 0 } }, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "method is empty" },
    { "a method that is not UTF-8", M1, "\xFF", { { 0 } }, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "method" },
    { "a parameter of no name",
      M1,
      "Add",
      { { NULL, OF_TEXT("x") } },
      1,
      (HRESULT)WBEM_E_INVALID_PARAMETER,
      "NULL" },
    { "a parameter of an empty name",
      M1,
      "Add",
      { { "", OF_TEXT("x") } },
      1,
      (HRESULT)WBEM_E_INVALID_PARAMETER,
      "empty" },
};

static void nothing_is_called(void **state)
{
    const struct refused_case *row = *state;
    IWbemClassObject *results = (IWbemClassObject *)1;

    assert_hr(row->code,
              wmi_call(link_here, row->path, row->method, row->arguments, row->count, NULL, &results));
    assert_null(results);
    assert_last_error(row->code, row->word);
    assert_int_equal(wmi_mock_call_count(world, "IWbemServices::ExecMethod"), 0);
}

static void null_arguments_are_refused(void **state)
{
    IWbemClassObject *results = (IWbemClassObject *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_call(NULL, M1, "Add", NULL, 0, NULL, &results));
    assert_last_error(E_POINTER, "connection");
    assert_null(results);
    assert_hr(E_POINTER, wmi_call(link_here, M1, "Add", NULL, 1, NULL, &results));
    assert_last_error(E_POINTER, "arguments");
}

/* --- What the services say ---------------------------------------------------------------------------------------------- */

static const struct code_case {
    const char *name, *path, *method;
    HRESULT code;
    bool by_handler;
} codes[] = {
    { "the method fails", M1, "Add", (HRESULT)WBEM_E_PROVIDER_FAILURE, true },
    { "the method's own code", M1, "Add", (HRESULT)0x80070005, true },
    { "no such instance", "Machine.Id=\"m9\"", "Add", (HRESULT)WBEM_E_NOT_FOUND, false },
    { "an instance's method on the class", "Machine", "Add", BAD_PARAMETER, false },
    { "nobody carries it out", M1, "Idle", (HRESULT)WBEM_E_PROVIDER_NOT_CAPABLE, false },
    { "it is not implemented", M1, "Bare", (HRESULT)WBEM_E_METHOD_NOT_IMPLEMENTED, false },
};

static void the_code_comes_through(void **state)
{
    const struct code_case *row = *state;
    const wmi_call_options *ways[] = { NULL, patient() };

    calls_method_code = row->by_handler ? row->code : S_OK;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        IWbemClassObject *results = (IWbemClassObject *)1;

        assert_hr(row->code, wmi_call(link_here, row->path, row->method, NULL, 0, ways[i], &results));
        assert_null(results);
        assert_string_equal(wmi_last_error()->operation, "IWbemServices::ExecMethod");
        assert_last_error(row->code, row->method);
        assert_last_error(row->code, row->path);
    }
}

/* The signature is asked of the class, whose name is all that goes along of the path. */
static void the_class_is_asked_for_its_signature(void **state)
{
    static const struct {
        const char *path, *class_path;
    } paths[] = {
        { M1, "strObjectPath='Machine'" },
        { "Machine", "strObjectPath='Machine'" },
        { "Machine=\"m1\"", "strObjectPath='Machine'" },
        { "\\\\.\\root\\cimv2:Machine.Id=\"a.b:c=d\"", "strObjectPath='\\\\.\\root\\cimv2:Machine'" },
        { "//db1.corp/root/cimv2:Machine.Id='x'", "strObjectPath='//db1.corp/root/cimv2:Machine'" },
        { "\\\\fe80::1\\root\\cimv2:Machine", "strObjectPath='\\\\fe80::1\\root\\cimv2:Machine'" },
        { "Settings=@", "strObjectPath='Settings'" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        wmi_call(link_here, paths[i].path, "Nothing", NULL, 0, NULL, NULL);
        assert_non_null(
            strstr(world_call("IWbemServices::GetObject", i + 1)->arguments, paths[i].class_path));
    }
}

int main(void)
{
    const struct CMUnitTest others[] = {
        CALLS_TEST(results_are_read_like_properties),
        CALLS_TEST(null_arguments_are_refused),
        CALLS_TEST(the_class_is_asked_for_its_signature),
    };
    struct CMUnitTest tests[COUNT_OF(calls) + COUNT_OF(refused) + COUNT_OF(codes) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(calls); i++)
        tests[count++] = CALLS_ROW(a_method_gets_its_arguments, calls[i]);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = CALLS_ROW(nothing_is_called, refused[i]);
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        tests[count++] = CALLS_ROW(the_code_comes_through, codes[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("method", tests, NULL, NULL) == 0 ? 0 : 1;
}
