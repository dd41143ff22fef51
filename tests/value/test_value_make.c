/* SPDX-License-Identifier: MIT */
/* Every constructor of wmi_value, and its value's way into a VARIANT and back. */
#include "support/support.h"

#include "value/value.h"
#include "value/variant.h"

#include <wmikit/com.h>

#define ELEMENTS 2

static const bool booleans[ELEMENTS] = { true, false };
static const int8_t sint8s[ELEMENTS] = { INT8_MIN, INT8_MAX };
static const uint8_t uint8s[ELEMENTS] = { UINT8_MAX, 1 };
static const int16_t sint16s[ELEMENTS] = { INT16_MIN, INT16_MAX };
static const uint16_t uint16s[ELEMENTS] = { UINT16_MAX, 1 };
static const uint16_t char16s[ELEMENTS] = { 0x20AC, 0xFFFF };
static const int32_t sint32s[ELEMENTS] = { INT32_MIN, INT32_MAX };
static const uint32_t uint32s[ELEMENTS] = { UINT32_MAX, 1 };
static const int64_t sint64s[ELEMENTS] = { INT64_MIN, INT64_MAX };
static const uint64_t uint64s[ELEMENTS] = { UINT64_MAX, 1 };
static const float real32s[ELEMENTS] = { -1.5F, 0.25F };
static const double real64s[ELEMENTS] = { -1.5e300, 0.1 };
static const char *const texts[ELEMENTS] = { "text \xE2\x82\xAC", "" };
static const char *const references[ELEMENTS] = { "Disk.Id=\"C:\"", "\\\\.\\root:Disk=@" };
static const wmi_datetime datetimes[ELEMENTS] = {
    { false, 0, 2026, 2, 28, 23, 59, 58, 123456, -60 },
    { true, 12345678, 0, 0, 0, 1, 2, 3, 4, 0 },
};

struct made_case {
    const char *name;
    wmi_type type;
    const void *elements; /* the scalar is the first of them */
    wmi_value scalar, array, missing;
};

/* A row: the missing array tells its elements' number, which is of no use to it. */
#define MADE(noun, type, elements)                                                                 \
    {                                                                                              \
#noun, type, (const void *)(elements), wmi_value_##noun((elements)[0]),                    \
            wmi_value_##noun##_array(elements, ELEMENTS), wmi_value_##noun##_array(NULL, ELEMENTS) \
    }

static bool is_text(wmi_type type)
{
    return type == WMI_STRING || type == WMI_REFERENCE;
}

/* Text is compared by its characters, anything else by its bytes. */
static void assert_element(const struct made_case *row, const wmi_value *element, size_t index)
{
    size_t size = wmi__type_size(row->type);

    assert_int_equal(element->type, row->type);
    if (is_text(row->type))
        assert_string_equal(element->string, ((const char *const *)row->elements)[index]);
    else
        assert_memory_equal(&element->boolean, (const char *)row->elements + index * size, size);
}

static void assert_scalar(const struct made_case *row, const wmi_value *value)
{
    assert_false(value->is_null || value->is_array);
    assert_element(row, value, 0);
}

static void assert_array(const struct made_case *row, const wmi_value *value)
{
    assert_int_equal(value->type, row->type);
    assert_true(value->is_array && !value->is_null);
    assert_int_equal(value->count, ELEMENTS);
    for (size_t i = 0; i < ELEMENTS; i++) {
        wmi_value element = wmi__value_element(value, i);

        assert_element(row, &element, i);
    }
}

static void it_borrows_what_it_is_made_of(void **state)
{
    const struct made_case *row = *state;

    assert_scalar(row, &row->scalar);
    assert_null(row->scalar.owned);
    assert_array(row, &row->array);
    assert_null(row->array.owned);
    assert_ptr_equal(row->array.booleans, row->elements);
    if (is_text(row->type))
        assert_ptr_equal(row->scalar.string, ((const char *const *)row->elements)[0]);
}

static void without_elements_it_is_null(void **state)
{
    const struct made_case *row = *state;

    assert_int_equal(row->missing.type, row->type);
    assert_true(row->missing.is_null && row->missing.is_array);
    assert_int_equal(row->missing.count, 0);
    assert_null(row->missing.booleans);
}

static void it_survives_a_variant(void **state)
{
    const struct made_case *row = *state;
    wmi_value value;
    VARIANT variant;

    assert_ok(wmi__value_to_variant(&row->scalar, &variant));
    assert_ok(wmi__value_from_variant(&variant, (CIMTYPE)row->type, &value));
    assert_scalar(row, &value);
    wmi_value_clear(&value);
    VariantClear(&variant);

    assert_ok(wmi__value_to_variant(&row->array, &variant));
    assert_ok(wmi__value_from_variant(&variant, (CIMTYPE)row->type | CIM_FLAG_ARRAY, &value));
    assert_array(row, &value);
    wmi_value_clear(&value);
    VariantClear(&variant);
}

/* --- What a VARIANT's type tells of it ---------------------------------------------------------------------------- */

static const struct vartype_case {
    VARTYPE vartype;
    wmi_type type;
} vartypes[] = {
    { VT_UI1, WMI_UINT8 },  { VT_I2, WMI_SINT16 }, { VT_I4, WMI_SINT32 },     { VT_R4, WMI_REAL32 },
    { VT_R8, WMI_REAL64 },  { VT_BOOL, WMI_BOOL }, { VT_BSTR, WMI_STRING },   { VT_UNKNOWN, WMI_OBJECT },
    { VT_EMPTY, WMI_NULL }, { VT_NULL, WMI_NULL }, { VT_DISPATCH, WMI_NULL }, { VT_DATE, WMI_NULL },
};

static void a_vartype_has_one_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(vartypes); i++) {
        assert_int_equal(wmi__type_of_vartype(vartypes[i].vartype), vartypes[i].type);
        if (vartypes[i].type != WMI_NULL)
            assert_int_equal(wmi__type_vartype(vartypes[i].type), vartypes[i].vartype);
    }
}

static void what_has_no_type_has_no_variant(void **state)
{
    const wmi_value typeless = { 0 };
    const wmi_value number = wmi_value_sint32(1);
    VARIANT variant;

    (void)state;
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi__value_to_variant(&typeless, &variant));
    assert_int_equal(V_VT(&variant), VT_EMPTY);
    assert_hr(WBEM_E_TYPE_MISMATCH, wmi__value_to_variant_as(&number, WMI_OBJECT, &variant));
    assert_int_equal(V_VT(&variant), VT_EMPTY);
}

#define ROW(function, row) ((struct CMUnitTest){ (row)->name, function, NULL, NULL, (void *)(row) })

int main(void)
{
    struct made_case made[] = {
        MADE(bool, WMI_BOOL, booleans),          MADE(sint8, WMI_SINT8, sint8s),
        MADE(uint8, WMI_UINT8, uint8s),          MADE(sint16, WMI_SINT16, sint16s),
        MADE(uint16, WMI_UINT16, uint16s),       MADE(char16, WMI_CHAR16, char16s),
        MADE(sint32, WMI_SINT32, sint32s),       MADE(uint32, WMI_UINT32, uint32s),
        MADE(sint64, WMI_SINT64, sint64s),       MADE(uint64, WMI_UINT64, uint64s),
        MADE(real32, WMI_REAL32, real32s),       MADE(real64, WMI_REAL64, real64s),
        MADE(string, WMI_STRING, texts),         MADE(reference, WMI_REFERENCE, references),
        MADE(datetime, WMI_DATETIME, datetimes),
    };
    struct CMUnitTest tests[3 * COUNT_OF(made) + 2];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(made); i++) {
        tests[count++] = ROW(it_borrows_what_it_is_made_of, &made[i]);
        tests[count++] = ROW(without_elements_it_is_null, &made[i]);
        tests[count++] = ROW(it_survives_a_variant, &made[i]);
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_vartype_has_one_type);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(what_has_no_type_has_no_variant);
    return cmocka_run_group_tests_name("value_make", tests, NULL, NULL) == 0 ? 0 : 1;
}
