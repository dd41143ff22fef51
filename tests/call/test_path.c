/* SPDX-License-Identifier: MIT */
/* Paths: written, refused, and followed by the mock to the instance that they name. */
#include "support/calls_world.h"

#define INVALID  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define OF_TEXT(text)                        \
    {                                        \
        .type = WMI_STRING, .string = (text) \
    }

static const struct path_case {
    const char *name, *class_name;
    wmi_argument keys[2];
    size_t count;
    const char *path; /* NULL: it is refused */
    HRESULT code;
    const char *word;
} paths[] = {
    { "a text", "Part", { { "Id", OF_TEXT("x") } }, 1, "Part.Id=\"x\"", S_OK, NULL },
    { "an empty text", "Part", { { "Id", OF_TEXT("") } }, 1, "Part.Id=\"\"", S_OK, NULL },
    { "quotes and backslashes",
      "Class",
      { { "Key", OF_TEXT("va\"l\\ue") }, { "Key2", { .type = WMI_SINT32, .sint32 = 3 } } },
      2,
      "Class.Key=\"va\\\"l\\\\ue\",Key2=3",
      S_OK,
      NULL },
    { "what ends a path",
      "Part",
      { { "Id", OF_TEXT("a\",Id=\"b'}.@=") } },
      1,
      "Part.Id=\"a\\\",Id=\\\"b'}.@=\"",
      S_OK,
      NULL },
    { "beyond ASCII", "Größe", { { "Maß", OF_TEXT("中😀") } }, 1, "Größe.Maß=\"中😀\"", S_OK, NULL },
    { "a singleton", "Settings", { { 0 } }, 0, "Settings=@", S_OK, NULL },
    { "a system class",
      "__Win32Provider",
      { { "Name", OF_TEXT("x") } },
      1,
      "__Win32Provider.Name=\"x\"",
      S_OK,
      NULL },
    { "the smallest",
      "A",
      { { "B", { .type = WMI_SINT64, .sint64 = INT64_MIN } } },
      1,
      "A.B=-9223372036854775808",
      S_OK,
      NULL },
    { "the largest",
      "A",
      { { "B", { .type = WMI_UINT64, .uint64 = UINT64_MAX } } },
      1,
      "A.B=18446744073709551615",
      S_OK,
      NULL },
    { "a boolean",
      "A",
      { { "B", { .type = WMI_BOOL, .boolean = true } }, { "C", { .type = WMI_BOOL } } },
      2,
      "A.B=TRUE,C=FALSE",
      S_OK,
      NULL },
    { "a char16", "A", { { "B", { .type = WMI_CHAR16, .char16 = 'A' } } }, 1, "A.B=65", S_OK, NULL },
    { "a datetime",
      "A",
      { { "B", { .type = WMI_DATETIME, .datetime = { .year = 2024, .month = 2, .day = 29 } } } },
      1,
      "A.B=\"20240229000000.000000+000\"",
      S_OK,
      NULL },
    { "a reference",
      "A",
      { { "B", { .type = WMI_REFERENCE, .string = "Part.Id=\"x\"" } } },
      1,
      "A.B=\"Part.Id=\\\"x\\\"\"",
      S_OK,
      NULL },
    /* refused */
    { "no class", NULL, { { 0 } }, 0, NULL, E_POINTER, "class_name" },
    { "an empty class", "", { { 0 } }, 0, NULL, INVALID, "class_name" },
    { "a class with a key", "A.B", { { 0 } }, 0, NULL, INVALID, "A.B" },
    { "a class with a namespace", "root:A", { { 0 } }, 0, NULL, INVALID, "root:A" },
    { "a class that begins with a digit", "1A", { { 0 } }, 0, NULL, INVALID, "1A" },
    { "a class that is not UTF-8", "\xFF", { { 0 } }, 0, NULL, INVALID, "UTF-8" },
    { "a key with a sign",
      "A",
      { { "B=\"\",C", OF_TEXT("x") } },
      1,
      NULL,
      INVALID,
      "not a valid name of a key" },
    { "a key of no name", "A", { { NULL, OF_TEXT("x") } }, 1, NULL, INVALID, "NULL" },
    { "a key of an empty name", "A", { { "", OF_TEXT("x") } }, 1, NULL, INVALID, "empty" },
    { "a key's name that is not UTF-8", "A", { { "\xC0\x80", OF_TEXT("x") } }, 1, NULL, INVALID, "UTF-8" },
    { "a key twice", "A", { { "Key", OF_TEXT("x") }, { "kEY", OF_TEXT("y") } }, 2, NULL, INVALID, "twice" },
    { "a NULL key",
      "A",
      { { "B", { .type = WMI_STRING, .is_null = true } } },
      1,
      NULL,
      MISMATCH,
      "key B: NULL" },
    { "a real key", "A", { { "B", { .type = WMI_REAL64 } } }, 1, NULL, MISMATCH, "real" },
    { "an array", "A", { { "B", { .type = WMI_UINT8, .is_array = true } } }, 1, NULL, MISMATCH, "array" },
    { "an object", "A", { { "B", { .type = WMI_OBJECT } } }, 1, NULL, MISMATCH, "object" },
    { "a value of no type", "A", { { "B", { 0 } } }, 1, NULL, MISMATCH, "B" },
    { "a text that is not UTF-8", "A", { { "B", OF_TEXT("\xED\xA0\x80") } }, 1, NULL, INVALID, "key B" },
    { "a text that is none", "A", { { "B", { .type = WMI_STRING } } }, 1, NULL, INVALID, "key B" },
    { "a datetime out of range",
      "A",
      { { "B", { .type = WMI_DATETIME, .datetime = { .month = 99 } } } },
      1,
      NULL,
      INVALID,
      "datetime" },
};

static void paths_are_written_or_refused(void **state)
{
    const struct path_case *row = *state;
    char *path = (char *)1;

    assert_hr(row->code, wmi_path_create(row->class_name, row->keys, row->count, &path));
    if (row->path != NULL)
        assert_string_equal(path, row->path);
    else
        assert_null(path);
    if (row->path == NULL)
        assert_last_error(row->code, row->word);
    wmi_free(path);
}

static void null_arguments_are_refused(void **state)
{
    char *path = (char *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_path_create("A", NULL, 0, NULL));
    assert_last_error(E_POINTER, "path");
    assert_hr(E_POINTER, wmi_path_create("A", NULL, 1, &path));
    assert_last_error(E_POINTER, "keys");
    assert_null(path);
}

static void every_written_path_is_found(void **state)
{
    static const char *const texts[] = { "plain",       "",       "it's \"q\"", "C:\\dir\\", "a,b.c=d",
                                         "{}} WHERE x", "中😀\t\n" };
    const wmi_datetime when = { .year = 2024, .month = 2, .day = 29, .offset_minutes = 60 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const wmi_argument keys[] = {
            { "Text", wmi_value_string(texts[i]) },      { "Number", wmi_value_uint64(UINT64_MAX - i) },
            { "Yes", wmi_value_bool(i % 2 == 0) },       { "When", wmi_value_datetime(when) },
            { "Letter", wmi_value_char16((uint16_t)i) }, { "Small", wmi_value_sint8(INT8_MIN) },
        };
        IWbemClassObject *instance = NULL;
        char *put_path = NULL;
        char *path = NULL;

        assert_ok(wmi_new(link_here, "Mixed", &instance));
        for (size_t key = 0; key < COUNT_OF(keys); key++)
            assert_ok(wmi_set_value(instance, keys[key].name, keys[key].value));
        assert_ok(wmi_set_value(instance, "Note", wmi_value_uint8_array(NULL, 0)));
        assert_ok(wmi_set_value(instance, "Note", wmi_value_string(texts[i])));
        assert_ok(wmi_put(link_here, instance, WMI_PUT_CREATE_ONLY, NULL, &put_path));
        wmi_object_release(instance);

        assert_ok(wmi_path_create("Mixed", keys, COUNT_OF(keys), &path));
        assert_string_equal(calls_stored(path, "Note"), texts[i]);
        assert_string_equal(calls_stored(put_path, "Note"), texts[i]);
        wmi_free(put_path);
        wmi_free(path);
    }
}

static void a_singleton_is_found(void **state)
{
    char *path = NULL;

    (void)state;
    assert_ok(wmi_path_create("Settings", NULL, 0, &path));
    assert_string_equal(calls_stored(path, "Volume"), "3");
    wmi_free(path);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(null_arguments_are_refused),
        CALLS_TEST(every_written_path_is_found),
        CALLS_TEST(a_singleton_is_found),
    };
    struct CMUnitTest tests[COUNT_OF(paths) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(paths); i++)
        tests[count++] = (struct CMUnitTest){ paths[i].name, paths_are_written_or_refused, NULL, NULL,
                                              (void *)(uintptr_t)&paths[i] };
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("path", tests, NULL, NULL) == 0 ? 0 : 1;
}
