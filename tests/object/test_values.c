/* SPDX-License-Identifier: MIT */
/* wmi_get_metric, wmi_get_characters and wmi_get_values. */
#include "support/connect_world.h"

#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)
#define INVALID  ((HRESULT)WBEM_E_INVALID_PARAMETER)
#define MISSING  ((HRESULT)WBEM_E_NOT_FOUND)

static const char mof[] =
    "class Part { [key] string Id; };\n"
    "class Reading {\n"
    "  [key] uint32 Id; boolean Yes; boolean No; sint8 S8; uint8 U8; sint16 S16; uint16 U16; sint32 S32; "
    "uint32 U32;\n"
    "  sint64 S64; uint64 U64; real32 R32; real64 R64; char16 Letter; string Text; datetime When; Part ref "
    "Other;\n"
    "  Part Inside; uint64 Nothing; uint64 Many[];\n"
    "};\n"
    "instance of Reading {\n"
    "  Id = 1; Yes = true; No = false; S8 = -128; U8 = 255; S16 = -32768; U16 = 65535; S32 = -2147483648;\n"
    "  U32 = 4294967295; S64 = -9223372036854775807; U64 = 18446744073709551615; R32 = 0.5; R64 = 1.0e300;\n"
    "  Letter = 'A'; Text = \"7\"; When = \"20261128000000.000000+000\"; Other = \"Part.Id=\\\"p\\\"\";\n"
    "  Inside = instance of Part { Id = \"i\"; }; Many = { 1, 2 };\n"
    "};\n"
    "class Monitor {\n"
    "  [key] uint32 Id; uint16 Name[]; uint16 Full[]; uint16 Empty[]; uint16 None[]; uint16 Zero[]; uint16 "
    "Pair[];\n"
    "  uint16 Half[]; uint8 Bytes[]; uint8 Latin[]; uint8 NoBytes[]; uint8 Cut[]; char16 Letters[]; string "
    "Texts[];\n"
    "  uint32 Wide[]; sint16 Signed[]; string Text; uint16 One;\n"
    "};\n"
    "instance of Monitor {\n"
    "  Id = 1; Name = { 68, 69, 228, 8364, 0, 88, 0 }; Full = { 65, 66 }; Empty = {}; Zero = { 0, 65 };\n"
    "  Pair = { 55357, 56832 }; Half = { 65, 55357, 0 }; Bytes = { 195, 164, 65, 0, 255 }; Latin = { 228, "
    "65, 255 };\n"
    "  NoBytes = {}; Cut = { 65, 226, 130, 0 }; Letters = { 'x', 'y' }; Texts = { \"a\" }; Wide = { 65 };\n"
    "  Signed = { 65 }; Text = \"t\"; One = 65;\n"
    "};\n";

static wmi_connection *connection;
static IWbemClassObject *object;

static int begin(void **state, const char *path)
{
    void *row = *state;

    if (world_begin(state) != 0)
        return -1;
    *state = row;
    assert_ok(wmi_mock_load(world, NULL, mof));
    assert_ok(wmi_connect(NULL, &connection));
    assert_ok(wmi_find(connection, path, NULL, &object));
    return 0;
}

static int begin_reading(void **state)
{
    return begin(state, "Reading.Id=1");
}

static int begin_monitor(void **state)
{
    return begin(state, "Monitor.Id=1");
}

static int end(void **state)
{
    wmi_object_release(object);
    wmi_disconnect(connection);
    return world_end(state);
}

/* --- Metrics ---------------------------------------------------------------------------------------------------- */

static const struct metric_case {
    const char *name, *property;
    HRESULT code;
    double value;
    const char *word; /* of the message */
} metrics[] = {
    { "true", "Yes", S_OK, 1, NULL },
    { "false", "No", S_OK, 0, NULL },
    { "sint8", "S8", S_OK, -128, NULL },
    { "uint8", "U8", S_OK, 255, NULL },
    { "sint16", "S16", S_OK, -32768, NULL },
    { "uint16", "U16", S_OK, 65535, NULL },
    { "sint32", "S32", S_OK, -2147483648.0, NULL },
    { "uint32", "U32", S_OK, 4294967295.0, NULL },
    { "sint64, rounded", "S64", S_OK, -9223372036854775808.0, NULL },
    { "uint64, rounded", "U64", S_OK, 18446744073709551616.0, NULL },
    { "real32", "R32", S_OK, 0.5, NULL },
    { "real64", "R64", S_OK, 1e300, NULL },
    { "char16", "Letter", S_OK, 65, NULL },
    { "any case", "u16", S_OK, 65535, NULL },
    { "NULL", "Nothing", WMI_END, 0, NULL },
    /* refused */
    { "a text of digits", "Text", MISMATCH, 0, "property Text is a string" },
    { "a datetime", "When", MISMATCH, 0, "datetime" },
    { "a reference", "Other", MISMATCH, 0, "reference" },
    { "an object", "Inside", MISMATCH, 0, "object" },
    { "an array", "Many", MISMATCH, 0, "uint64 array" },
    { "no property", "Missing", MISSING, 0, "Missing" },
    { "an empty name", "", INVALID, 0, "property is empty" },
    { "a name that is not UTF-8", "\xFF", INVALID, 0, "UTF-8" },
    { "a name that is NULL", NULL, E_POINTER, 0, "property" },
};

static void a_metric_is_read(void **state)
{
    const struct metric_case *row = *state;
    double value = 9;

    assert_hr(row->code, wmi_get_metric(object, row->property, &value));
    assert_true(value == row->value);
    if (FAILED(row->code)) {
        assert_last_error(row->code, row->word);
        assert_string_equal(wmi_last_error()->operation,
                            row->code == MISSING ? "IWbemClassObject::Get" : "wmi_get_metric");
    }
}

/* --- Characters --------------------------------------------------------------------------------------------------- */

static const struct characters_case {
    const char *name, *property;
    HRESULT code;
    const char *text; /* on failure, a word of the message */
} characters[] = {
    { "uint16 up to the first NUL", "Name", S_OK, "DEä€" },
    { "uint16 without a NUL", "Full", S_OK, "AB" },
    { "no element", "Empty", S_OK, "" },
    { "a NUL first", "Zero", S_OK, "" },
    { "a pair of surrogates", "Pair", S_OK, "😀" },
    { "a lone surrogate", "Half", S_OK, "A\xEF\xBF\xBD" },
    { "uint8 as UTF-8", "Bytes", S_OK, "äA" },
    { "uint8 as Latin-1", "Latin", S_OK, "äAÿ" },
    { "UTF-8 that is cut, as Latin-1", "Cut", S_OK, "A\xC3\xA2\xC2\x82" },
    { "no byte", "NoBytes", S_OK, "" },
    { "char16", "Letters", S_OK, "xy" },
    { "NULL", "None", WMI_END, NULL },
    /* refused */
    { "an array of text", "Texts", MISMATCH, "string array" },
    { "an array of uint32", "Wide", MISMATCH, "uint32 array" },
    { "an array of sint16", "Signed", MISMATCH, "sint16 array" },
    { "a text", "Text", MISMATCH, "property Text is a string" },
    { "one uint16", "One", MISMATCH, "uint16" },
    { "no property", "Missing", MISSING, "Missing" },
    { "a name that is NULL", NULL, E_POINTER, "property" },
};

static void characters_are_read(void **state)
{
    const struct characters_case *row = *state;
    char *text = (char *)1;

    assert_hr(row->code, wmi_get_characters(object, row->property, &text));
    if (row->code == S_OK)
        assert_string_equal(text, row->text);
    else
        assert_null(text);
    if (FAILED(row->code))
        assert_last_error(row->code, row->text);
    wmi_free(text);
}

/* --- All values --------------------------------------------------------------------------------------------------- */

static void every_value_is_that_of_the_getter(void **state)
{
    wmi_argument *values = NULL;
    size_t count = 0;
    char **names = NULL;
    size_t name_count = 0;

    (void)state;
    assert_ok(wmi_property_names(object, &names, &name_count));
    assert_ok(wmi_get_values(object, &values, &count));
    assert_int_equal(count, name_count);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        wmi_value one;
        char *text = NULL;
        char *other = NULL;

        assert_string_equal(values[i].name, names[i]);
        assert_true(WMI_SUCCEEDED(wmi_get_value(object, names[i], &one)));
        assert_int_equal(values[i].value.type, one.type);
        assert_int_equal(values[i].value.is_null, one.is_null);
        assert_int_equal(values[i].value.is_array, one.is_array);
        assert_int_equal(values[i].value.count, one.count);
        assert_null(values[i].value.owned);
        assert_hr(wmi_value_text(&one, &text), wmi_value_text(&values[i].value, &other));
        if (text != NULL)
            assert_string_equal(text, other);
        wmi_free(other);
        wmi_free(text);
        wmi_value_clear(&one);
    }
    wmi_free(names);
    wmi_values_free(values, count);
}

static const wmi_value *value_of(const wmi_argument *values, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(values[i].name, name) == 0)
            return &values[i].value;
    }
    fail_msg("%s is missing", name);
    return NULL;
}

static void arrays_and_objects_are_in_the_block(void **state)
{
    wmi_argument *values = NULL;
    size_t count = 0;
    const wmi_value *many;
    char *text = NULL;

    (void)state;
    assert_ok(wmi_get_values(object, &values, &count));
    wmi_object_release(object); /* the values need nothing of it */
    object = NULL;
    many = value_of(values, count, "Many");
    assert_int_equal(wmi_value_at(many, 1).uint64, 2);
    assert_ok(wmi_get_string(value_of(values, count, "Inside")->object, "Id", &text));
    assert_string_equal(text, "i");
    wmi_free(text);
    wmi_values_free(values, count);
}

static void load_object(const char *text, const char *path)
{
    wmi_object_release(object);
    object = NULL;
    assert_ok(wmi_mock_load(world, NULL, text));
    assert_ok(wmi_find(connection, path, NULL, &object));
}

static void arrays_of_objects_are_released(void **state)
{
    wmi_argument *values = NULL;
    size_t count = 0;
    wmi_value first;
    char *text = NULL;

    (void)state;
    load_object("class Box { [key] uint32 Id; Part Parts[]; Part Empty[]; Part None; };\n"
                "instance of Box { Id = 1; Empty = {};\n"
                "  Parts = { instance of Part { Id = \"a\"; }, instance of Part { Id = \"b\"; } }; };\n",
                "Box.Id=1");
    assert_ok(wmi_get_values(object, &values, &count));
    assert_int_equal(count, 4);
    first = wmi_value_at(value_of(values, count, "Parts"), 1);
    assert_ok(wmi_get_string(first.object, "Id", &text));
    assert_string_equal(text, "b");
    assert_int_equal(value_of(values, count, "Empty")->count, 0);
    assert_true(value_of(values, count, "None")->is_null);
    wmi_free(text);
    wmi_values_free(values, count);
}

/* What is not a valid datetime costs nobody the other properties. */
static void a_datetime_that_is_not_valid_is_text(void **state)
{
    wmi_argument *values = NULL;
    size_t count = 0;
    const wmi_value *when;

    (void)state;
    load_object("class Dated { [key] uint32 Id; datetime When; datetime Whens[]; };\n"
                "instance of Dated { Id = 1; When = \"00000000000000.000000+000\";\n"
                "  Whens = { \"20261128000000.000000+000\", \"00000000000000.000000+000\" }; };\n",
                "Dated.Id=1");
    assert_ok(wmi_get_values(object, &values, &count));
    when = value_of(values, count, "When");
    assert_int_equal(when->type, WMI_STRING);
    assert_string_equal(when->string, "00000000000000.000000+000");
    when = value_of(values, count, "Whens");
    assert_int_equal(when->type, WMI_STRING);
    assert_int_equal(when->count, 2);
    assert_string_equal(when->strings[0], "20261128000000.000000+000");
    wmi_values_free(values, count);
}

static void an_object_without_properties_has_none(void **state)
{
    wmi_argument *values = NULL;
    size_t count = 9;

    (void)state;
    load_object("class Bare {};", "Bare");
    assert_ok(wmi_get_values(object, &values, &count));
    assert_non_null(values);
    assert_int_equal(count, 0);
    wmi_values_free(values, count);
}

static void null_arguments_are_refused(void **state)
{
    wmi_argument *values = (wmi_argument *)1;
    size_t count = 9;
    double number = 9;
    char *text = (char *)1;

    (void)state;
    assert_hr(E_POINTER, wmi_get_values(object, NULL, &count));
    assert_last_error(E_POINTER, "values");
    assert_int_equal(count, 0);
    assert_hr(E_POINTER, wmi_get_values(object, &values, NULL));
    assert_last_error(E_POINTER, "count");
    assert_null(values);
    count = 9;
    values = (wmi_argument *)1;
    assert_hr(E_POINTER, wmi_get_values(NULL, &values, &count));
    assert_last_error(E_POINTER, "object");
    assert_null(values);
    assert_int_equal(count, 0);
    wmi_values_free(NULL, 3);

    assert_hr(E_POINTER, wmi_get_metric(NULL, "Id", &number));
    assert_last_error(E_POINTER, "object");
    assert_true(number == 0);
    assert_hr(E_POINTER, wmi_get_metric(object, "Id", NULL));
    assert_last_error(E_POINTER, "value");
    assert_hr(E_POINTER, wmi_get_characters(NULL, "Id", &text));
    assert_last_error(E_POINTER, "object");
    assert_null(text);
    assert_hr(E_POINTER, wmi_get_characters(object, "Id", NULL));
    assert_last_error(E_POINTER, "value");
}

#define ROW(function, set_up, row) \
    ((struct CMUnitTest){ (row).name, function, set_up, end, (void *)(uintptr_t) & (row) })
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin_reading, end)

int main(void)
{
    const struct CMUnitTest others[] = {
        TEST(every_value_is_that_of_the_getter),     TEST(arrays_and_objects_are_in_the_block),
        TEST(arrays_of_objects_are_released),        TEST(a_datetime_that_is_not_valid_is_text),
        TEST(an_object_without_properties_has_none), TEST(null_arguments_are_refused),
    };
    struct CMUnitTest tests[COUNT_OF(metrics) + COUNT_OF(characters) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(metrics); i++)
        tests[count++] = ROW(a_metric_is_read, begin_reading, metrics[i]);
    for (size_t i = 0; i < COUNT_OF(characters); i++)
        tests[count++] = ROW(characters_are_read, begin_monitor, characters[i]);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests_name("values", tests, NULL, NULL) == 0 ? 0 : 1;
}
