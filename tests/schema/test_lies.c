/* SPDX-License-Identifier: MIT */
/* Objects that say S_OK and give what no WMI should: refused, and not read. */
#include "support/lying_object.h"
#include "support/support.h"

#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)

static BSTR odd_text(void)
{
    return SysAllocStringByteLen("a\0b", 3);
}

static BSTR cut_text(void)
{
    return SysAllocStringLen(u"a\0b", 3);
}

static BSTR good_text(void)
{
    return SysAllocString(u"Good");
}

/* --- Names -------------------------------------------------------------------------------------------------------- */

static SAFEARRAY *with_second(BSTR second)
{
    SAFEARRAY *array = lying_object_good_names();
    BSTR *names = array->pvData;

    SysFreeString(names[1]);
    names[1] = second;
    return array;
}

static SAFEARRAY *a_null_name(void)
{
    return with_second(NULL);
}

static SAFEARRAY *an_odd_name(void)
{
    return with_second(odd_text());
}

static SAFEARRAY *a_cut_name(void)
{
    return with_second(cut_text());
}

static SAFEARRAY *numbers(void)
{
    return SafeArrayCreateVector(VT_I4, 0, 3);
}

static SAFEARRAY *large_numbers(void)
{
    return SafeArrayCreateVector(VT_I8, 0, 3);
}

static SAFEARRAY *variants(void)
{
    return SafeArrayCreateVector(VT_VARIANT, 0, 3);
}

static SAFEARRAY *without_data(void)
{
    SAFEARRAY *array = NULL;

    assert_ok(SafeArrayAllocDescriptorEx(VT_BSTR, 1, &array));
    array->rgsabound[0].cElements = 3;
    return array;
}

static SAFEARRAY *no_pointer(void)
{
    return (SAFEARRAY *)(uintptr_t)1;
}

static const struct names_case {
    const char *name;
    SAFEARRAY *(*make)(void);
    HRESULT code;     /* what GetNames returns */
    HRESULT expected; /* what we do */
} names_given[] = {
    { "names", lying_object_good_names, S_OK, S_OK },
    { "nothing", NULL, S_OK, MISMATCH },
    { "a name that is NULL", a_null_name, S_OK, MISMATCH },
    { "a name of an odd number of bytes", an_odd_name, S_OK, MISMATCH },
    { "a name with a NUL inside", a_cut_name, S_OK, MISMATCH },
    { "numbers", numbers, S_OK, MISMATCH },
    { "numbers as large as a pointer", large_numbers, S_OK, MISMATCH },
    { "VARIANTs", variants, S_OK, MISMATCH },
    { "an array without data", without_data, S_OK, MISMATCH },
    { "a failure, and no pointer", no_pointer, (HRESULT)WBEM_E_FAILED, (HRESULT)WBEM_E_FAILED },
};

static void set_names(lying_object *self, const struct names_case *row)
{
    lying_object_init(self);
    self->make_names = row->make;
    self->names_code = row->code;
}

static void assert_names(const lying_object *self, const struct names_case *row, const void *list,
                         size_t count)
{
    assert_int_equal(count, FAILED(row->expected) ? 0 : 2);
    if (FAILED(row->expected)) {
        assert_null(list);
        assert_last_error(row->expected, "the names of the");
        assert_non_null(strstr(wmi_last_error()->operation, "GetNames"));
    }
    assert_int_equal(self->references, 0);
}

static void names_are_asked_for(void **state)
{
    const struct names_case *row = *state;
    lying_object self;
    char **names = NULL;
    size_t count = 9;

    set_names(&self, row);
    assert_hr(row->expected, wmi_property_names(&self.object, &names, &count));
    assert_names(&self, row, names, count);
    wmi_free(names);
}

static void properties_are_asked_for(void **state)
{
    const struct names_case *row = *state;
    lying_object self;
    wmi_property_info *properties = NULL;
    size_t count = 9;

    set_names(&self, row);
    assert_hr(row->expected, wmi_class_properties(&self.object, &properties, &count));
    assert_names(&self, row, properties, count);
    wmi_free(properties);
}

static void parameters_are_asked_for(void **state)
{
    const struct names_case *row = *state;
    lying_object self;
    wmi_method_info *methods = NULL;
    size_t count = 9;

    set_names(&self, row);
    self.methods = 2;
    self.make_method = good_text;
    assert_hr(row->expected, wmi_class_methods(&self.object, &methods, &count));
    assert_names(&self, row, methods, count);
    wmi_free(methods);
}

static void nothing(VARIANT *value)
{
    V_VT(value) = VT_NULL;
}

static void qualifiers_are_asked_for(void **state)
{
    const struct names_case *row = *state;
    lying_object self;
    wmi_argument *qualifiers = NULL;
    size_t count = 9;

    set_names(&self, row);
    self.make_qualifier = nothing;
    assert_hr(row->expected, wmi_qualifiers(&self.object, NULL, &qualifiers, &count));
    assert_names(&self, row, qualifiers, count);
    wmi_free(qualifiers);
}

/* --- Texts -------------------------------------------------------------------------------------------------------- */

static void a_method_has_a_name(void **state)
{
    static BSTR (*const texts[])(void) = { NULL, odd_text, cut_text };
    wmi_method_info *methods = NULL;
    lying_object self;
    size_t count;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        lying_object_init(&self);
        self.methods = 2;
        self.make_method = texts[i];
        assert_hr(MISMATCH, wmi_class_methods(&self.object, &methods, &count));
        assert_last_error(MISMATCH, "name");
        assert_null(methods);
        assert_int_equal(self.references, 0);
    }
}

static void an_origin_is_a_text(void **state)
{
    wmi_property_info *properties = NULL;
    wmi_method_info *methods = NULL;
    lying_object self;
    size_t count;

    (void)state;
    lying_object_init(&self);
    self.make_origin = odd_text;
    assert_hr(MISMATCH, wmi_class_properties(&self.object, &properties, &count));
    assert_last_error(MISMATCH, "One");
    self.methods = 1;
    self.make_method = good_text;
    assert_hr(MISMATCH, wmi_class_methods(&self.object, &methods, &count));
    assert_last_error(MISMATCH, "Good");

    self.make_origin = good_text;
    assert_ok(wmi_class_properties(&self.object, &properties, &count));
    assert_string_equal(properties[1].origin, "Good");
    wmi_free(properties);
    assert_int_equal(self.references, 0);
}

/* --- Qualifiers ------------------------------------------------------------------------------------------------- */

/* "r", "e" and half of an "f": nothing ends it where one would look for its end. */
static void an_odd_qualifier(VARIANT *value)
{
    V_VT(value) = VT_BSTR;
    V_BSTR(value) = SysAllocStringByteLen("r\0e\0f", 5);
}

static void integers_that_are_bytes(VARIANT *value)
{
    V_VT(value) = VT_ARRAY | VT_I4;
    V_ARRAY(value) = SafeArrayCreateVector(VT_UI1, 0, 3);
}

static void a_qualifier_is_what_it_says(void **state)
{
    void (*const qualifiers[])(VARIANT *) = { an_odd_qualifier, integers_that_are_bytes };
    wmi_property_info *properties = NULL;
    wmi_argument *list = NULL;
    lying_object self;
    size_t count;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(qualifiers); i++) {
        lying_object_init(&self);
        self.make_qualifier = qualifiers[i];
        assert_hr(MISMATCH, wmi_qualifiers(&self.object, "Two", &list, &count));
        assert_last_error(MISMATCH, "qualifier One");
        assert_null(list);
    }
    self.make_qualifier = an_odd_qualifier;
    self.type = CIM_REFERENCE;
    assert_hr(MISMATCH, wmi_class_properties(&self.object, &properties, &count));
    assert_last_error(MISMATCH, "CIMTYPE");
    assert_int_equal(self.references, 0);
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(a_method_has_a_name),
        cmocka_unit_test(an_origin_is_a_text),
        cmocka_unit_test(a_qualifier_is_what_it_says),
    };
    struct CMUnitTest tests[4 * COUNT_OF(names_given) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(names_given); i++) {
        tests[count++] = ROW(names_are_asked_for, names_given[i]);
        tests[count++] = ROW(properties_are_asked_for, names_given[i]);
        tests[count++] = ROW(parameters_are_asked_for, names_given[i]);
        tests[count++] = ROW(qualifiers_are_asked_for, names_given[i]);
    }
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("lies", tests, NULL, NULL) == 0 ? 0 : 1;
}
