/* SPDX-License-Identifier: MIT */
/* The library's own GUIDs are those of the headers. */
#include "support/support.h"

#include "base/guids.h"

static const struct guid_case {
    const char *name;
    const GUID *ours;
    const GUID *theirs;
} guids[] = {
    { "CLSID_WbemLocator", &wmi__CLSID_WbemLocator, &CLSID_WbemLocator },
    { "CLSID_WbemContext", &wmi__CLSID_WbemContext, &CLSID_WbemContext },
    { "IID_IUnknown", &wmi__IID_IUnknown, &IID_IUnknown },
    { "IID_IWbemLocator", &wmi__IID_IWbemLocator, &IID_IWbemLocator },
    { "IID_IWbemServices", &wmi__IID_IWbemServices, &IID_IWbemServices },
    { "IID_IEnumWbemClassObject", &wmi__IID_IEnumWbemClassObject, &IID_IEnumWbemClassObject },
    { "IID_IWbemClassObject", &wmi__IID_IWbemClassObject, &IID_IWbemClassObject },
    { "IID_IWbemContext", &wmi__IID_IWbemContext, &IID_IWbemContext },
};

static void they_are_the_same(void **state)
{
    const struct guid_case *row = *state;

    assert_memory_equal(row->ours, row->theirs, sizeof(GUID));
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(guids)];

    for (size_t i = 0; i < COUNT_OF(guids); i++)
        tests[i] = (struct CMUnitTest){ guids[i].name, they_are_the_same, NULL, NULL,
                                        (void *)(uintptr_t)&guids[i] };
    return cmocka_run_group_tests_name("guids", tests, NULL, NULL) == 0 ? 0 : 1;
}
