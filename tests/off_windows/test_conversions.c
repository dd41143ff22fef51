/* SPDX-License-Identifier: MIT */
/* VariantChangeType, a row for each rule. */
#include "support/com_test.h"

/* A value by its type: text for VT_BSTR, a real for VT_R4 and VT_R8, else a number. */
typedef struct plain {
    VARTYPE type;
    int64_t number;
    double real;
    const OLECHAR *text;
} plain;

#define NUMBER(type, value)  \
    {                        \
        type, value, 0, NULL \
    }
#define REAL(type, value)    \
    {                        \
        type, 0, value, NULL \
    }
#define STRING(value)        \
    {                        \
        VT_BSTR, 0, 0, value \
    }
#define NOTHING(type)    \
    {                    \
        type, 0, 0, NULL \
    }

static const struct conversion_case {
    const char *name;
    plain from;
    plain to; /* its type alone where the conversion fails */
    HRESULT code;
    USHORT flags;
    bool not_on_wine;
} conversions[] = {
    { "a short becomes a long", NUMBER(VT_I2, -5), NUMBER(VT_I4, -5), S_OK, 0, false },
    { "a long becomes a byte", NUMBER(VT_I4, 255), NUMBER(VT_UI1, 255), S_OK, 0, false },
    { "a long is too great for a byte", NUMBER(VT_I4, 256), NOTHING(VT_UI1), DISP_E_OVERFLOW, 0, false },
    { "a negative long is no byte", NUMBER(VT_I4, -1), NOTHING(VT_UI1), DISP_E_OVERFLOW, 0, false },
    { "a long becomes an unsigned, bit by bit", NUMBER(VT_I4, -1), NUMBER(VT_UI4, 0xFFFFFFFF), S_OK, 0,
      false },
    { "an unsigned becomes a long, bit by bit", NUMBER(VT_UI4, 0xFFFFFFFF), NUMBER(VT_I4, -1), S_OK, 0,
      false },
    { "an unsigned hyper becomes a hyper, bit by bit", NUMBER(VT_UI8, -1), NUMBER(VT_I8, -1), S_OK, 0,
      false },
    { "an unsigned is too great for a short", NUMBER(VT_UI4, 65536), NOTHING(VT_UI2), DISP_E_OVERFLOW, 0,
      false },
    { "an unsigned becomes a hyper", NUMBER(VT_UI4, 0xFFFFFFFF), NUMBER(VT_I8, 0xFFFFFFFF), S_OK, 0, false },
    { "a hyper is too great for a short", NUMBER(VT_I8, 32768), NOTHING(VT_I2), DISP_E_OVERFLOW, 0, false },
    { "a hyper becomes a character", NUMBER(VT_I8, -128), NUMBER(VT_I1, -128), S_OK, 0, false },
    { "a character becomes a long", NUMBER(VT_I1, -1), NUMBER(VT_I4, -1), S_OK, 0, false },
    { "an int becomes an unsigned short", NUMBER(VT_INT, 65535), NUMBER(VT_UI2, 65535), S_OK, 0, false },
    { "a byte becomes a hyper", NUMBER(VT_UI1, 255), NUMBER(VT_I8, 255), S_OK, 0, false },
    { "an unsigned short becomes a long", NUMBER(VT_UI2, 65535), NUMBER(VT_I4, 65535), S_OK, 0, false },
    { "a real is too great for any integer", REAL(VT_R8, 1e300), NOTHING(VT_UI8), DISP_E_OVERFLOW, 0, false },
    { "a text is too small for any integer", STRING(u"-99999999999999999999"), NOTHING(VT_I8),
      DISP_E_OVERFLOW, 0, false },
    { "half rounds to even, down", REAL(VT_R8, 2.5), NUMBER(VT_I4, 2), S_OK, 0, false },
    { "half rounds to even, up", REAL(VT_R8, 3.5), NUMBER(VT_I4, 4), S_OK, 0, false },
    { "a negative half rounds to even", REAL(VT_R8, -2.5), NUMBER(VT_I4, -2), S_OK, 0, false },
    { "a real rounds to the nearest", REAL(VT_R8, -2.6), NUMBER(VT_I2, -3), S_OK, 0, false },
    { "a real is too great for a long", REAL(VT_R8, 3e9), NOTHING(VT_I4), DISP_E_OVERFLOW, 0, false },
    { "a real is too great for a hyper", REAL(VT_R8, 1e19), NOTHING(VT_I8), DISP_E_OVERFLOW, 0, false },
    { "a long becomes a real", NUMBER(VT_I4, -7), REAL(VT_R8, -7), S_OK, 0, false },
    { "a real becomes a single", REAL(VT_R8, 0.5), REAL(VT_R4, 0.5), S_OK, 0, false },
    { "a real is too great for a single", REAL(VT_R8, 1e300), NOTHING(VT_R4), DISP_E_OVERFLOW, 0, false },
    { "nothing becomes zero", NOTHING(VT_EMPTY), NUMBER(VT_I4, 0), S_OK, 0, false },
    { "nothing becomes an empty text", NOTHING(VT_EMPTY), STRING(u""), S_OK, 0, false },
    { "null becomes no number", NOTHING(VT_NULL), NOTHING(VT_I4), DISP_E_TYPEMISMATCH, 0, false },
    { "null becomes no text", NOTHING(VT_NULL), NOTHING(VT_BSTR), DISP_E_TYPEMISMATCH, 0, false },
    { "null stays null", NOTHING(VT_NULL), NOTHING(VT_NULL), S_OK, 0, false },
    { "true is minus one", NUMBER(VT_BOOL, -1), NUMBER(VT_I4, -1), S_OK, 0, false },
    { "true is all bits of a byte", NUMBER(VT_BOOL, -1), NUMBER(VT_UI1, 255), S_OK, 0, false },
    { "true is all bits of an unsigned", NUMBER(VT_BOOL, -1), NUMBER(VT_UI4, 0xFFFFFFFF), S_OK, 0, false },
    { "true as text is a number", NUMBER(VT_BOOL, -1), STRING(u"-1"), S_OK, 0, false },
    { "true as text is a word if asked for", NUMBER(VT_BOOL, -1), STRING(u"True"), S_OK, VARIANT_ALPHABOOL,
      false },
    { "false as text is a word if asked for", NUMBER(VT_BOOL, 0), STRING(u"False"), S_OK, VARIANT_ALPHABOOL,
      false },
    { "a number is true", NUMBER(VT_I4, 7), NUMBER(VT_BOOL, -1), S_OK, 0, false },
    { "zero is false", NUMBER(VT_I4, 0), NUMBER(VT_BOOL, 0), S_OK, 0, false },
    { "a small real is true", REAL(VT_R8, 0.1), NUMBER(VT_BOOL, -1), S_OK, 0, false },
    { "the word true is true", STRING(u"TRUE"), NUMBER(VT_BOOL, -1), S_OK, 0, false },
    { "the word false is false", STRING(u"False"), NUMBER(VT_BOOL, 0), S_OK, 0, false },
    { "a number in a text is true", STRING(u"2"), NUMBER(VT_BOOL, -1), S_OK, 0, false },
    { "another word is neither", STRING(u"yes"), NOTHING(VT_BOOL), DISP_E_TYPEMISMATCH, 0, false },
    { "a long becomes a text", NUMBER(VT_I4, -123), STRING(u"-123"), S_OK, 0, false },
    { "the least hyper becomes a text", NUMBER(VT_I8, INT64_MIN), STRING(u"-9223372036854775808"), S_OK, 0,
      false },
    { "the greatest unsigned becomes a text", NUMBER(VT_UI8, -1), STRING(u"18446744073709551615"), S_OK, 0,
      false },
    { "a real becomes a text", REAL(VT_R8, 0.1), STRING(u"0.1"), S_OK, 0, false },
    { "a great real becomes a text", REAL(VT_R8, 1e20), STRING(u"1E+20"), S_OK, 0, false },
    { "a single becomes a short text", REAL(VT_R4, 0.1), STRING(u"0.1"), S_OK, 0, false },
    { "a text becomes a long", STRING(u"-123"), NUMBER(VT_I4, -123), S_OK, 0, false },
    { "spaces around a number are no harm", STRING(u"  42 "), NUMBER(VT_I4, 42), S_OK, 0, false },
    { "a plus is a sign", STRING(u"+42"), NUMBER(VT_I4, 42), S_OK, 0, false },
    { "a fraction in a text is rounded", STRING(u"2.5"), NUMBER(VT_I4, 2), S_OK, 0, false },
    { "a text is too great for a long", STRING(u"2147483648"), NOTHING(VT_I4), DISP_E_OVERFLOW, 0, false },
    { "a text becomes the least hyper", STRING(u"-9223372036854775808"), NUMBER(VT_I8, INT64_MIN), S_OK, 0,
      false },
    { "a text becomes the greatest unsigned", STRING(u"18446744073709551615"), NUMBER(VT_UI8, -1), S_OK, 0,
      false },
    { "a text becomes a real", STRING(u"-1.5e3"), REAL(VT_R8, -1500), S_OK, 0, false },
    { "a text is a real's", STRING(u".5"), REAL(VT_R8, 0.5), S_OK, 0, false },
    { "no text is no number", STRING(u""), NOTHING(VT_I4), DISP_E_TYPEMISMATCH, 0, false },
    { "a word is no number", STRING(u"12 disks"), NOTHING(VT_I4), DISP_E_TYPEMISMATCH, 0, false },
    { "infinity is no number", STRING(u"inf"), NOTHING(VT_R8), DISP_E_TYPEMISMATCH, 0, false },
    { "a text stays as it is", STRING(u" 42 "), STRING(u" 42 "), S_OK, 0, false },
    { "a number becomes no object", NUMBER(VT_I4, 1), NOTHING(VT_UNKNOWN), DISP_E_TYPEMISMATCH, 0, false },
    { "a number becomes no array", NUMBER(VT_I4, 1), NOTHING(VT_ARRAY | VT_I4), DISP_E_TYPEMISMATCH, 0,
      false },
    /* Wine: DISP_E_TYPEMISMATCH. */
    { "an impossible type is refused", NUMBER(VT_I4, 1), NOTHING(VT_VARIANT), DISP_E_BADVARTYPE, 0, true },
};

static VARIANT make(const plain *value)
{
    VARIANT made;

    VariantInit(&made);
    V_VT(&made) = value->type;
    if (value->type == VT_BSTR)
        V_BSTR(&made) = SysAllocString(value->text);
    else if (value->type == VT_R8)
        V_R8(&made) = value->real;
    else if (value->type == VT_R4)
        V_R4(&made) = (float)value->real;
    else
        V_I8(&made) = value->number;
    return made;
}

static void assert_is(const VARIANT *actual, const plain *expected)
{
    VARIANT wanted = make(expected);

    assert_int_equal(V_VT(actual), expected->type);
    switch (expected->type) {
    case VT_EMPTY:
    case VT_NULL: break;
    case VT_BSTR:
        assert_int_equal(SysStringByteLen(V_BSTR(actual)), SysStringByteLen(V_BSTR(&wanted)));
        assert_memory_equal(V_BSTR(actual), V_BSTR(&wanted), SysStringByteLen(V_BSTR(&wanted)));
        break;
    case VT_R8: assert_true(V_R8(actual) == V_R8(&wanted)); break;
    case VT_R4: assert_true(V_R4(actual) == V_R4(&wanted)); break;
    case VT_I8:
    case VT_UI8: assert_int_equal(V_I8(actual), V_I8(&wanted)); break;
    case VT_I4:
    case VT_UI4: assert_int_equal(V_I4(actual), V_I4(&wanted)); break;
    case VT_I2:
    case VT_UI2:
    case VT_BOOL: assert_int_equal(V_I2(actual), V_I2(&wanted)); break;
    default: assert_int_equal(V_UI1(actual), V_UI1(&wanted)); break;
    }
    VariantClear(&wanted);
}

/* Into another variant, and onto itself. */
static void a_value_is_converted(void **state)
{
    const struct conversion_case *row = *state;
    VARIANT from = make(&row->from);
    VARIANT to = make(&(const plain)STRING(u"old"));

    if (row->not_on_wine && on_wine()) {
        VariantClear(&from);
        VariantClear(&to);
        skip();
    }
    assert_hr(VariantChangeType(&to, &from, row->flags, row->to.type), row->code);
    assert_is(&from, &row->from);
    if (SUCCEEDED(row->code))
        assert_is(&to, &row->to);
    VariantClear(&to);

    assert_hr(VariantChangeType(&from, &from, row->flags, row->to.type), row->code);
    assert_is(&from, SUCCEEDED(row->code) ? &row->to : &row->from);
    VariantClear(&from);
}

static void a_reference_is_followed(void **state)
{
    VARIANT from;
    VARIANT to;
    LONG number = 42;

    (void)state;
    VariantInit(&from);
    VariantInit(&to);
    V_VT(&from) = VT_BYREF | VT_I4;
    V_I4REF(&from) = &number;
    assert_hr(VariantChangeType(&to, &from, 0, VT_BSTR), S_OK);
    assert_memory_equal(V_BSTR(&to), u"42", sizeof u"42");
    VariantClear(&to);
}

int main(void)
{
    struct CMUnitTest tests[COUNT(conversions) + 1] = { cmocka_unit_test(a_reference_is_followed) };
    size_t i;

    for (i = 0; i < COUNT(conversions); i++) {
        struct CMUnitTest *test = &tests[i + 1];
        test->name = conversions[i].name;
        test->test_func = a_value_is_converted;
        test->initial_state = (void *)(uintptr_t)&conversions[i];
    }
    return cmocka_run_group_tests_name("com_conversions", tests, NULL, NULL);
}
