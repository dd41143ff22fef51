/* SPDX-License-Identifier: MIT */
/* `NAME=VALUE` on the tool's command line, by the types of the names; patterns and paths. */
#include "support/support.h"

#include "../../samples/wmikit/argument.h"
#include "../../samples/wmikit/names.h"
#include "../../samples/wmikit/report.h"

#include <stdio.h>

static char said[256];

/* In the place of the one that prints. */
outcome report_usage(const char *what, const char *culprit)
{
    snprintf(said, sizeof said, "%s: %s", what, culprit != NULL ? culprit : "(nothing)");
    return OUTCOME_USAGE;
}

static const argument_type types[] = {
    { "S8", WMI_SINT8, false },      { "U8", WMI_UINT8, false },      { "S16", WMI_SINT16, false },
    { "U16", WMI_UINT16, false },    { "S32", WMI_SINT32, false },    { "U32", WMI_UINT32, false },
    { "S64", WMI_SINT64, false },    { "U64", WMI_UINT64, false },    { "R32", WMI_REAL32, false },
    { "R64", WMI_REAL64, false },    { "Yes", WMI_BOOL, false },      { "Letter", WMI_CHAR16, false },
    { "Text", WMI_STRING, false },   { "When", WMI_DATETIME, false }, { "Other", WMI_REFERENCE, false },
    { "Inside", WMI_OBJECT, false }, { "Texts", WMI_STRING, true },   { "U8s", WMI_UINT8, true },
    { "Whens", WMI_DATETIME, true },
};

static outcome read(argument_list *list, const char *const *texts, size_t count)
{
    char *copies[8];

    for (size_t i = 0; i < count; i++)
        copies[i] = (char *)texts[i];
    said[0] = '\0';
    *list = (argument_list)ARGUMENTS_INIT;
    return arguments_read(list, copies, count, types, COUNT_OF(types), "Class", "property");
}

static wmi_value read_one(argument_list *list, const char *string)
{
    assert_int_equal(read(list, &string, 1), OUTCOME_DONE);
    assert_int_equal(list->count, 1);
    return list->items[0].value;
}

/* --- Scalars ------------------------------------------------------------------------------------------------------ */

static const struct integer_case {
    const char *name; /* the argument */
    wmi_type type;
    int64_t value; /* as bits */
} integers[] = {
    { "S8=-128", WMI_SINT8, -128 },
    { "S8=127", WMI_SINT8, 127 },
    { "S8=0xff", WMI_SINT8, -1 },
    { "u8=255", WMI_UINT8, 255 },
    { "U8=00000000000000000000000255", WMI_UINT8, 255 },
    { "S16=-32768", WMI_SINT16, -32768 },
    { "U16=0XfFfF", WMI_UINT16, 65535 },
    { "S32=-2147483648", WMI_SINT32, INT32_MIN },
    { "S32=0x80000002", WMI_SINT32, INT32_MIN + 2 },
    { "U32=4294967295", WMI_UINT32, UINT32_MAX },
    { "S64=-9223372036854775808", WMI_SINT64, INT64_MIN },
    { "S64=9223372036854775807", WMI_SINT64, INT64_MAX },
    { "U64=18446744073709551615", WMI_UINT64, -1 },
    { "U64=0xFFFFFFFFFFFFFFFF", WMI_UINT64, -1 },
    { "S8=-0", WMI_SINT8, 0 },
};

static int64_t integer_of(const wmi_value *value)
{
    switch (value->type) {
    case WMI_SINT8: return value->sint8;
    case WMI_UINT8: return value->uint8;
    case WMI_SINT16: return value->sint16;
    case WMI_UINT16: return value->uint16;
    case WMI_SINT32: return value->sint32;
    case WMI_UINT32: return value->uint32;
    default: return value->sint64;
    }
}

static void an_integer_is_read(void **state)
{
    const struct integer_case *row = *state;
    argument_list list;
    wmi_value value = read_one(&list, row->name);

    assert_int_equal(value.type, row->type);
    assert_false(value.is_null);
    assert_int_equal(integer_of(&value), row->value);
    arguments_free(&list);
}

static void reals_are_read(void **state)
{
    /* In variables: where reals are computed with more digits (32-bit x86), a constant keeps them all. */
    const double minus = -2.5e-300;
    const float tenth = 0.1f;
    argument_list list;

    (void)state;
    assert_true(read_one(&list, "R64=-2.5e-300").real64 == minus);
    arguments_free(&list);
    assert_true(read_one(&list, "R32=0.1").real32 == tenth);
    arguments_free(&list);
    assert_true(read_one(&list, "R64=7").real64 == 7.0);
    arguments_free(&list);
}

static void the_rest_is_read(void **state)
{
    argument_list list;

    (void)state;
    assert_true(read_one(&list, "yes=True").boolean);
    arguments_free(&list);
    assert_false(read_one(&list, "Yes=FALSE").boolean);
    arguments_free(&list);
    assert_int_equal(read_one(&list, "Letter=\xC3\x9F").char16, 0xDF);
    arguments_free(&list);
    assert_int_equal(read_one(&list, "When=20040229123015.500000+060").datetime.year, 2004);
    arguments_free(&list);
    assert_string_equal(read_one(&list, "Other=Part.Id=\"1\"").string, "Part.Id=\"1\"");
    arguments_free(&list);
    assert_string_equal(read_one(&list, "Text=").string, "");
    arguments_free(&list);
    assert_string_equal(read_one(&list, "Text=NULL").string, "NULL");
    arguments_free(&list);
}

/* --- NULL and arrays ------------------------------------------------------------------------------------------------ */

static void a_name_alone_is_null(void **state)
{
    argument_list list;
    wmi_value value = read_one(&list, "text");

    (void)state;
    assert_true(value.is_null);
    assert_string_equal(list.items[0].name, "Text");
    arguments_free(&list);
    assert_true(read_one(&list, "Texts").is_null);
    arguments_free(&list);
}

static void an_array_is_its_name_again(void **state)
{
    const char *const texts[] = { "Texts=a",
                                  "U8s=1",
                                  "texts=",
                                  "TEXTS=c=d",
                                  "U8s=0xff",
                                  "Whens=20040229123015.500000+060",
                                  "Whens=00000002030000.000000:000" };
    argument_list list;

    (void)state;
    assert_int_equal(read(&list, texts, COUNT_OF(texts)), OUTCOME_DONE);
    assert_int_equal(list.count, 3);
    assert_true(list.items[0].value.is_array && list.items[0].value.count == 3);
    assert_string_equal(list.items[0].value.strings[0], "a");
    assert_string_equal(list.items[0].value.strings[1], "");
    assert_string_equal(list.items[0].value.strings[2], "c=d");
    assert_int_equal(list.items[1].value.count, 2);
    assert_int_equal(list.items[1].value.uint8s[1], 255);
    assert_int_equal(list.items[2].value.count, 2);
    assert_true(list.items[2].value.datetimes[1].is_interval);
    arguments_free(&list);
}

static void an_array_may_be_empty(void **state)
{
    argument_list list;
    wmi_value value = read_one(&list, "U8s[]");

    (void)state;
    assert_true(value.is_array && !value.is_null && value.count == 0);
    assert_non_null(value.uint8s);
    arguments_free(&list);
}

/* --- Refusals ------------------------------------------------------------------------------------------------------- */

static const struct refused_case {
    const char *name;
    const char *texts[3];
    const char *message;
} refused[] = {
    { "no such name", { "Nope=1" }, "Class has no property 'Nope': Nope=1" },
    { "a name too long", { "Texts1=1" }, "Class has no property 'Texts1': Texts1=1" },
    { "a name too short", { "Tex=1" }, "Class has no property 'Tex': Tex=1" },
    { "no name", { "=1" }, "Class has no property '': =1" },
    { "nothing", { "" }, "Class has no property '': " },
    { "too small", { "S8=-129" }, "S8 takes a sint8; this value is not valid: -129" },
    { "too large", { "S8=128" }, "S8 takes a sint8; this value is not valid: 128" },
    { "too many bits", { "S8=0x100" }, "S8 takes a sint8; this value is not valid: 0x100" },
    { "hexadecimal without digits", { "S8=0x" }, "S8 takes a sint8; this value is not valid: 0x" },
    { "a sign for no sign", { "U8=-0" }, "U8 takes a uint8; this value is not valid: -0" },
    { "two signs", { "S8=--1" }, "S8 takes a sint8; this value is not valid: --1" },
    { "a blank", { "S32= 1" }, "S32 takes a sint32; this value is not valid:  1" },
    { "64 bits too many",
      { "U64=18446744073709551616" },
      "U64 takes a uint64; this value is not valid: 18446744073709551616" },
    { "64 bits and a sign",
      { "S64=9223372036854775808" },
      "S64 takes a sint64; this value is not valid: 9223372036854775808" },
    { "no real", { "R64=inf" }, "R64 takes a real64; this value is not valid: inf" },
    { "hexadecimal real", { "R64=0x1p3" }, "R64 takes a real64; this value is not valid: 0x1p3" },
    { "a real too large", { "R64=1e999" }, "R64 takes a real64; this value is not valid: 1e999" },
    { "too large for 32 bits", { "R32=1e99" }, "R32 takes a real32; this value is not valid: 1e99" },
    { "half a real", { "R32=1e" }, "R32 takes a real32; this value is not valid: 1e" },
    { "no boolean", { "Yes=1" }, "Yes takes a boolean; this value is not valid: 1" },
    { "two characters", { "Letter=ab" }, "Letter takes a char16; this value is not valid: ab" },
    { "no character", { "Letter=" }, "Letter takes a char16; this value is not valid: " },
    { "two units",
      { "Letter=\xF0\x9F\x98\x80" },
      "Letter takes a char16; this value is not valid: \xF0\x9F\x98\x80" },
    { "no datetime", { "When=now" }, "When takes a datetime; this value is not valid: now" },
    { "an object",
      { "Inside=x" },
      "Inside is an embedded object, which cannot be given on a command line: (nothing)" },
    { "given twice", { "Text=a", "TEXT=b" }, "Text is given twice: TEXT=b" },
    { "NULL and given", { "Texts", "Texts=b" }, "Texts is given twice: Texts=b" },
    { "given and NULL", { "Texts=b", "Texts" }, "Texts is given twice: Texts" },
    { "empty and given", { "Texts[]", "Texts=b" }, "Texts is given twice: Texts=b" },
    { "empty, but no array", { "Text[]" }, "Text takes a string; this value is not valid: Text[]" },
    { "an index", { "Texts[0]=a" }, "Texts takes an array of string; this value is not valid: Texts[0]=a" },
    { "an element that is none",
      { "U8s=1", "U8s=256" },
      "U8s takes an array of uint8; this value is not valid: 256" },
};

static void it_is_refused(void **state)
{
    const struct refused_case *row = *state;
    argument_list list;
    size_t count = 0;

    while (count < COUNT_OF(row->texts) && row->texts[count] != NULL)
        count++;
    assert_int_equal(read(&list, row->texts, count), OUTCOME_USAGE);
    assert_string_equal(said, row->message);
    arguments_free(&list);
}

/* --- Names ---------------------------------------------------------------------------------------------------------- */

static void patterns_take_names(void **state)
{
    static const struct pattern_case {
        const char *pattern, *name;
        bool takes;
    } patterns[] = {
        { "*", "", true },
        { "", "", true },
        { "", "a", false },
        { "?", "", false },
        { "?", "a", true },
        { "?", "\xE4\xB8\xAD", true },
        { "??", "\xE4\xB8\xAD", false },
        { "win32_*", "Win32_Process", true },
        { "win32_%", "Win32_", true },
        { "win32_?*", "Win32_", false },
        { "*PROCESS", "Win32_ProcessStartup_Process", true },
        { "*a*b*c", "xaxbxbxc", true },
        { "*a*b*c", "xaxcxb", false },
        { "a*a", "a", false },
        { "***", "abc", true },
        { "a%b?c*", "aXXbYc", true },
        { "ab", "abc", false },
        { "abc", "ab", false },
        { "*\xE4\xB8\xAD", "\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD", true },
        { "?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(patterns); i++) {
        if (name_matches(patterns[i].name, patterns[i].pattern) != patterns[i].takes)
            fail_msg("%s and %s", patterns[i].pattern, patterns[i].name);
    }
}

static void the_class_is_found_in_a_path(void **state)
{
    static const struct path_case {
        const char *path;
        const char *behind;
    } paths[] = {
        { "Class", "" },
        { "Class.A=\"b.c:d\"", ".A=\"b.c:d\"" },
        { "Class=@", "=@" },
        { "Class=\"x\"", "=\"x\"" },
        { "\\\\s.x\\root\\cimv2:Class", "" },
        { "\\\\s.x\\root\\cimv2:Class.A=\"b:c\"", ".A=\"b:c\"" },
        { "root\\cimv2:Class.A='x:y'", ".A='x:y'" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(paths); i++)
        assert_string_equal(paths[i].path + class_path_length(paths[i].path), paths[i].behind);
}

int main(void)
{
    const struct CMUnitTest plain[] = {
        cmocka_unit_test(patterns_take_names),   cmocka_unit_test(the_class_is_found_in_a_path),
        cmocka_unit_test(reals_are_read),        cmocka_unit_test(the_rest_is_read),
        cmocka_unit_test(a_name_alone_is_null),  cmocka_unit_test(an_array_is_its_name_again),
        cmocka_unit_test(an_array_may_be_empty),
    };
    struct CMUnitTest tests[COUNT_OF(plain) + COUNT_OF(integers) + COUNT_OF(refused)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(plain); i++)
        tests[count++] = plain[i];
    for (size_t i = 0; i < COUNT_OF(integers); i++)
        tests[count++] = (struct CMUnitTest){ integers[i].name, an_integer_is_read, NULL, NULL,
                                              (void *)&integers[i] };
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = (struct CMUnitTest){ refused[i].name, it_is_refused, NULL, NULL,
                                              (void *)&refused[i] };
    return cmocka_run_group_tests_name("test_tool_arguments", tests, NULL, NULL);
}
