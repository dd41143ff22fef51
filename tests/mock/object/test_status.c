/* SPDX-License-Identifier: MIT */
/* What GetErrorInfo gives: an IErrorInfo that is an __ExtendedStatus. */
#include "mock/object/object.h"
#include "support/mock_objects.h"

static IErrorInfo *take(void)
{
    IErrorInfo *info = NULL;

    assert_hr(S_OK, GetErrorInfo(0, &info));
    assert_non_null(info);
    return info;
}

static IWbemClassObject *as_object(IErrorInfo *info)
{
    void *object = NULL;

    assert_hr(S_OK, IErrorInfo_QueryInterface(info, &IID_IWbemClassObject, &object));
    IErrorInfo_Release(info);
    return object;
}

static void it_tells_all(void **state)
{
    IWbemClassObject *object;

    (void)state;
    wmi_mock__extended_status_set(NULL, "ExecQuery", "SELECT", "it is wrong", "WinMgmt",
                                  (HRESULT)WBEM_E_INVALID_QUERY);
    object = as_object(take());
    assert_property(object, "__CLASS", "BSTR __ExtendedStatus");
    assert_property(object, "__SUPERCLASS", "BSTR __NotifyStatus");
    assert_property(object, "__PATH", "NULL");
    assert_property(object, "Operation", "BSTR ExecQuery");
    assert_property(object, "ParameterInfo", "BSTR SELECT");
    assert_property(object, "Description", "BSTR it is wrong");
    assert_property(object, "ProviderName", "BSTR WinMgmt");
    assert_property(object, "StatusCode", "I4 -2147217385");
    assert_int_equal(IWbemClassObject_Release(object), 0);
}

static void what_is_not_known_is_null(void **state)
{
    IWbemClassObject *object;

    (void)state;
    wmi_mock__extended_status_set(NULL, NULL, NULL, NULL, NULL, E_FAIL);
    object = as_object(take());
    assert_property(object, "Operation", "NULL");
    assert_property(object, "ParameterInfo", "NULL");
    assert_property(object, "Description", "NULL");
    assert_property(object, "ProviderName", "NULL");
    IWbemClassObject_Release(object);
}

static void it_is_an_error_info(void **state)
{
    BSTR source = NULL;
    BSTR description = NULL;
    BSTR file = (BSTR)(void *)state;
    DWORD context = 7;
    IErrorInfo *info;
    GUID guid;

    wmi_mock__extended_status_set(NULL, "GetObject", NULL, "no such thing", NULL, (HRESULT)WBEM_E_NOT_FOUND);
    info = take();
    assert_hr(S_OK, IErrorInfo_GetSource(info, &source));
    assert_memory_equal(source, u"WinMgmt", sizeof u"WinMgmt");
    assert_hr(S_OK, IErrorInfo_GetDescription(info, &description));
    assert_memory_equal(description, u"no such thing", sizeof u"no such thing");
    assert_hr(S_OK, IErrorInfo_GetHelpFile(info, &file));
    assert_null(file);
    assert_hr(S_OK, IErrorInfo_GetHelpContext(info, &context));
    assert_int_equal(context, 0);
    assert_hr(S_OK, IErrorInfo_GetGUID(info, &guid));
    assert_hr(E_POINTER, IErrorInfo_GetGUID(info, NULL));
    assert_hr(E_POINTER, IErrorInfo_GetSource(info, NULL));
    assert_hr(E_POINTER, IErrorInfo_GetDescription(info, NULL));
    assert_hr(E_POINTER, IErrorInfo_GetHelpFile(info, NULL));
    assert_hr(E_POINTER, IErrorInfo_GetHelpContext(info, NULL));
    SysFreeString(source);
    SysFreeString(description);
    assert_int_equal(IErrorInfo_Release(info), 0);
}

static void both_interfaces_are_one_object(void **state)
{
    void *unknown = NULL;
    void *object = NULL;
    void *again = NULL;
    IErrorInfo *info;

    (void)state;
    wmi_mock__extended_status_set(NULL, "x", NULL, NULL, NULL, E_FAIL);
    info = take();
    assert_hr(S_OK, IErrorInfo_QueryInterface(info, &IID_IUnknown, &unknown));
    assert_hr(S_OK, IErrorInfo_QueryInterface(info, &IID_IWbemClassObject, &object));
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)object, &IID_IUnknown, &again));
    assert_ptr_equal(unknown, again);
    IUnknown_Release((IUnknown *)again);
    assert_hr(S_OK, IUnknown_QueryInterface((IUnknown *)object, &IID_IErrorInfo, &again));
    assert_ptr_equal(again, info);
    IUnknown_Release((IUnknown *)again);
    IUnknown_Release((IUnknown *)object);
    IUnknown_Release((IUnknown *)unknown);
    assert_int_equal(IErrorInfo_Release(info), 0);
}

/* One that nobody asks for is no leak of a client's, and outlives the mock. */
static void nobody_has_to_ask(void **state)
{
    wmi_mock *mock = NULL;
    IErrorInfo *info;

    (void)state;
    assert_hr(S_OK, wmi_mock_create(&mock));
    wmi_mock__extended_status_set(mock, "x", NULL, NULL, NULL, E_FAIL);
    assert_int_equal(wmi_mock_live_objects(mock), 0);
    assert_int_equal(wmi_mock_destroy(mock), 0);
    info = take();
    assert_int_equal(IErrorInfo_Release(info), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_tells_all),        cmocka_unit_test(what_is_not_known_is_null),
        cmocka_unit_test(it_is_an_error_info), cmocka_unit_test(both_interfaces_are_one_object),
        cmocka_unit_test(nobody_has_to_ask),
    };

    return cmocka_run_group_tests_name("mock_status", tests, NULL, NULL);
}
