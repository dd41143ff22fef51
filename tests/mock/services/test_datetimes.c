/* SPDX-License-Identifier: MIT */
/* Datetimes as clients see them: to the letter, also those that a wmi_datetime would write otherwise. */
#include "support/mock_world.h"

#include <stdio.h>

static const struct datetime_case {
    const char *name, *text;
    const OLECHAR *wide;
} datetimes[] = {
    { "a moment", "20240229235959.123456+060", u"20240229235959.123456+060" },
    { "the offset -000", "20240229235959.123456-000", u"20240229235959.123456-000" },
    { "milliseconds and asterisks", "20180911124613.128***+000", u"20180911124613.128***+000" },
    { "an interval in milliseconds", "00000001020304.128***:000", u"00000001020304.128***:000" },
    { "all zeros", "00000000000000.000000+000", u"00000000000000.000000+000" },
    { "all asterisks", "**************.******+***", u"**************.******+***" },
    { "no offset", "20240229235959.123456+***", u"20240229235959.123456+***" },
};

static wmi_mock *mock_with(const char *text)
{
    wmi_mock *mock = world_create();
    char mof[256];

    snprintf(mof, sizeof mof,
             "class T { [key] datetime When; datetime Times[]; };\ninstance of T { When = \"%s\"; "
             "Times = { \"%s\", \"20240101000000.000000+000\" }; };",
             text, text);
    assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\CIMV2", mof));
    return mock;
}

static void gives_the_text(IWbemClassObject *object, const OLECHAR *expected)
{
    VARIANT value;
    CIMTYPE type = 0;
    LONG first = 0;
    BSTR element = NULL;

    assert_hr(S_OK, IWbemClassObject_Get(object, u"When", 0, &value, &type, NULL));
    assert_int_equal(type, CIM_DATETIME);
    assert_int_equal(V_VT(&value), VT_BSTR);
    assert_int_equal(memcmp(V_BSTR(&value), expected, 26 * sizeof(OLECHAR)), 0);
    VariantClear(&value);
    assert_hr(S_OK, IWbemClassObject_Get(object, u"Times", 0, &value, &type, NULL));
    assert_int_equal(type, CIM_DATETIME | CIM_FLAG_ARRAY);
    assert_hr(S_OK, SafeArrayGetElement(V_ARRAY(&value), &first, (void *)&element));
    assert_int_equal(memcmp(element, expected, 26 * sizeof(OLECHAR)), 0);
    SysFreeString(element);
    VariantClear(&value);
}

static void keeps_the_text(void **state)
{
    const struct datetime_case *row = *state;
    wmi_mock *mock = mock_with(row->text);
    IWbemServices *services = world_open(mock, u"ROOT\\CIMV2");
    IWbemClassObject *object = NULL;
    OLECHAR text[128] = u"T.When=\"";
    size_t length = 8;

    memcpy(text + length, row->wide, 25 * sizeof(OLECHAR));
    text[length + 25] = u'"';
    assert_hr(S_OK, world_get(services, text, &object));
    gives_the_text(object, row->wide);
    assert_hr(S_OK, IWbemServices_PutInstance(services, object, WBEM_FLAG_UPDATE_ONLY, NULL, NULL));
    IWbemClassObject_Release(object);
    assert_hr(S_OK, world_get(services, text, &object));
    gives_the_text(object, row->wide);
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
    world_destroy(mock);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(datetimes)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, datetimes, keeps_the_text);
    return cmocka_run_group_tests(tests, world_group_setup, world_group_teardown) == 0 ? 0 : 1;
}
