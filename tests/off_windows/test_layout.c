/* SPDX-License-Identifier: MIT */
/*
 * com.h off Windows against the headers of Windows: every layout, slot, number and identifier. What does not
 * compile here is wrong in one of them.
 */
#include "support/com_test.h"

#ifdef _WIN32
#undef __wbemdisp_h__ /* cmake/windows_headers.h leaves it out */
#include <wbemdisp.h>
#endif

#include <stdio.h>

/* --- Layouts -------------------------------------------------------------------------------------------- */

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size");
#define FIELD(type, field, offset) \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field " is misplaced");
#define TYPE(type, size, is_signed) \
    SIZE(type, size)                \
    _Static_assert(((type)-1 < (type)1) == (is_signed), #type " has another sign");

/* Sizes that depend on the pointer's: the second for 32-bit systems. */
#define BY_POINTER(wide, narrow) (sizeof(void *) == 8 ? (wide) : (narrow))

TYPE(BYTE, 1, 0)
TYPE(SHORT, 2, 1)
TYPE(USHORT, 2, 0)
TYPE(WORD, 2, 0)
TYPE(INT, 4, 1)
TYPE(UINT, 4, 0)
TYPE(LONG, 4, 1)
TYPE(ULONG, 4, 0)
TYPE(DWORD, 4, 0)
TYPE(BOOL, 4, 1)
TYPE(LONGLONG, 8, 1)
TYPE(ULONGLONG, 8, 0)
TYPE(HRESULT, 4, 1)
TYPE(SCODE, 4, 1)
TYPE(LCID, 4, 0)
TYPE(VARTYPE, 2, 0)
TYPE(VARIANT_BOOL, 2, 1)
TYPE(CIMTYPE, 4, 1)
TYPE(OLECHAR, 2, 0)
TYPE(WCHAR, 2, 0)
TYPE(SIZE_T, sizeof(void *), 0)
TYPE(ULONG_PTR, sizeof(void *), 0)
TYPE(LONG_PTR, sizeof(void *), 1)

SIZE(GUID, 16)
FIELD(GUID, Data1, 0)
FIELD(GUID, Data2, 4)
FIELD(GUID, Data3, 6)
FIELD(GUID, Data4, 8)

SIZE(DECIMAL, 16)
FIELD(DECIMAL, wReserved, 0)
FIELD(DECIMAL, scale, 2)
FIELD(DECIMAL, sign, 3)
FIELD(DECIMAL, signscale, 2)
FIELD(DECIMAL, Hi32, 4)
FIELD(DECIMAL, Lo32, 8)
FIELD(DECIMAL, Mid32, 12)
FIELD(DECIMAL, Lo64, 8)

SIZE(CY, 8)
FIELD(CY, int64, 0)
FIELD(CY, Lo, 0)
FIELD(CY, Hi, 4)

SIZE(LARGE_INTEGER, 8)
FIELD(LARGE_INTEGER, LowPart, 0)
FIELD(LARGE_INTEGER, HighPart, 4)
FIELD(LARGE_INTEGER, QuadPart, 0)

SIZE(ULARGE_INTEGER, 8)
FIELD(ULARGE_INTEGER, LowPart, 0)
FIELD(ULARGE_INTEGER, HighPart, 4)
FIELD(ULARGE_INTEGER, QuadPart, 0)

SIZE(SAFEARRAYBOUND, 8)
FIELD(SAFEARRAYBOUND, cElements, 0)
FIELD(SAFEARRAYBOUND, lLbound, 4)

SIZE(VARIANT, BY_POINTER(24, 16))
FIELD(VARIANT, vt, 0)
FIELD(VARIANT, wReserved1, 2)
FIELD(VARIANT, wReserved2, 4)
FIELD(VARIANT, wReserved3, 6)
FIELD(VARIANT, llVal, 8)
FIELD(VARIANT, lVal, 8)
FIELD(VARIANT, bVal, 8)
FIELD(VARIANT, iVal, 8)
FIELD(VARIANT, fltVal, 8)
FIELD(VARIANT, dblVal, 8)
FIELD(VARIANT, boolVal, 8)
FIELD(VARIANT, scode, 8)
FIELD(VARIANT, cyVal, 8)
FIELD(VARIANT, date, 8)
FIELD(VARIANT, bstrVal, 8)
FIELD(VARIANT, punkVal, 8)
FIELD(VARIANT, pdispVal, 8)
FIELD(VARIANT, parray, 8)
FIELD(VARIANT, pbVal, 8)
FIELD(VARIANT, piVal, 8)
FIELD(VARIANT, plVal, 8)
FIELD(VARIANT, pllVal, 8)
FIELD(VARIANT, pfltVal, 8)
FIELD(VARIANT, pdblVal, 8)
FIELD(VARIANT, pboolVal, 8)
FIELD(VARIANT, pscode, 8)
FIELD(VARIANT, pcyVal, 8)
FIELD(VARIANT, pdate, 8)
FIELD(VARIANT, pbstrVal, 8)
FIELD(VARIANT, ppunkVal, 8)
FIELD(VARIANT, ppdispVal, 8)
FIELD(VARIANT, pparray, 8)
FIELD(VARIANT, pvarVal, 8)
FIELD(VARIANT, byref, 8)
FIELD(VARIANT, cVal, 8)
FIELD(VARIANT, uiVal, 8)
FIELD(VARIANT, ulVal, 8)
FIELD(VARIANT, ullVal, 8)
FIELD(VARIANT, intVal, 8)
FIELD(VARIANT, uintVal, 8)
FIELD(VARIANT, pdecVal, 8)
FIELD(VARIANT, pcVal, 8)
FIELD(VARIANT, puiVal, 8)
FIELD(VARIANT, pulVal, 8)
FIELD(VARIANT, pullVal, 8)
FIELD(VARIANT, pintVal, 8)
FIELD(VARIANT, puintVal, 8)
FIELD(VARIANT, pvRecord, 8)
FIELD(VARIANT, decVal, 0)
FIELD(VARIANT, pRecInfo, BY_POINTER(16, 12))

SIZE(SAFEARRAY, BY_POINTER(32, 24))
FIELD(SAFEARRAY, cDims, 0)
FIELD(SAFEARRAY, fFeatures, 2)
FIELD(SAFEARRAY, cbElements, 4)
FIELD(SAFEARRAY, cLocks, 8)
FIELD(SAFEARRAY, pvData, BY_POINTER(16, 12))
FIELD(SAFEARRAY, rgsabound, BY_POINTER(24, 16))

SIZE(COAUTHIDENTITY, BY_POINTER(48, 28))
FIELD(COAUTHIDENTITY, User, 0)
FIELD(COAUTHIDENTITY, UserLength, BY_POINTER(8, 4))
FIELD(COAUTHIDENTITY, Domain, BY_POINTER(16, 8))
FIELD(COAUTHIDENTITY, DomainLength, BY_POINTER(24, 12))
FIELD(COAUTHIDENTITY, Password, BY_POINTER(32, 16))
FIELD(COAUTHIDENTITY, PasswordLength, BY_POINTER(40, 20))
FIELD(COAUTHIDENTITY, Flags, BY_POINTER(44, 24))

SIZE(SEC_WINNT_AUTH_IDENTITY_W, sizeof(COAUTHIDENTITY))
SIZE(SOLE_AUTHENTICATION_SERVICE, BY_POINTER(24, 16))

/* --- Slots ---------------------------------------------------------------------------------------------- */

#define INTERFACE(name, slots)                                                                            \
    _Static_assert(sizeof(name##Vtbl) == (slots) * sizeof(void *), #name " has another number of slots"); \
    _Static_assert(offsetof(name, lpVtbl) == 0 && sizeof(name) == sizeof(void *), #name " is no interface");
/* NOLINTBEGIN(bugprone-macro-parentheses): a list of types takes none. */
#define SLOT(name, number, method, returns, arguments)                                                \
    _Static_assert(offsetof(name##Vtbl, method) == (number) * sizeof(void *),                         \
                   #name "::" #method " is misplaced");                                               \
    _Static_assert(                                                                                   \
        _Generic(((name##Vtbl *)0)->method, returns(STDMETHODCALLTYPE *) arguments : 1, default : 0), \
        #name "::" #method " takes something else");
/* NOLINTEND(bugprone-macro-parentheses) */
#include "support/com_slots.h"

/* --- Numbers -------------------------------------------------------------------------------------------- */

#define CONSTANT(name, value) \
    _Static_assert((uint32_t)(name) == (uint32_t)(value), #name " is another number");
#include "support/com_constants.h"
#include "support/com_wbem_constants.h"

/* HRESULTs compare with HRESULTs, without a cast, off Windows. */
#ifndef _WIN32
_Static_assert(WBEM_E_NOT_FOUND<0 && WBEM_S_TIMEDOUT> 0 && WBEM_INFINITE == -1, "WMI's numbers are signed");
#endif

/* --- Identifiers ---------------------------------------------------------------------------------------- */

static const struct identifier_case {
    const char *name;
    const GUID *id;
    const char *text;
} identifiers[] = {
    { "GUID_NULL", &GUID_NULL, "00000000-0000-0000-0000-000000000000" },
    { "IID_IUnknown", &IID_IUnknown, "00000000-0000-0000-c000-000000000046" },
    { "IID_IClassFactory", &IID_IClassFactory, "00000001-0000-0000-c000-000000000046" },
    { "IID_IErrorInfo", &IID_IErrorInfo, "1cf2b120-547d-101b-8e65-08002b2bd119" },
    { "IID_IDispatch", &IID_IDispatch, "00020400-0000-0000-c000-000000000046" },
    { "IID_IMarshal", &IID_IMarshal, "00000003-0000-0000-c000-000000000046" },
    { "IID_IAgileObject", &IID_IAgileObject, "94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90" },
    { "IID_ISequentialStream", &IID_ISequentialStream, "0c733a30-2a1c-11ce-ade5-00aa0044773d" },
    { "IID_IStream", &IID_IStream, "0000000c-0000-0000-c000-000000000046" },
    { "IID_IClientSecurity", &IID_IClientSecurity, "0000013d-0000-0000-c000-000000000046" },
    { "IID_IServerSecurity", &IID_IServerSecurity, "0000013e-0000-0000-c000-000000000046" },
    { "IID_IWbemLocator", &IID_IWbemLocator, "dc12a687-737f-11cf-884d-00aa004b2e24" },
    { "IID_IWbemServices", &IID_IWbemServices, "9556dc99-828c-11cf-a37e-00aa003240c7" },
    { "IID_IWbemClassObject", &IID_IWbemClassObject, "dc12a681-737f-11cf-884d-00aa004b2e24" },
    { "IID_IWbemQualifierSet", &IID_IWbemQualifierSet, "dc12a680-737f-11cf-884d-00aa004b2e24" },
    { "IID_IEnumWbemClassObject", &IID_IEnumWbemClassObject, "027947e1-d731-11ce-a357-000000000001" },
    { "IID_IWbemObjectSink", &IID_IWbemObjectSink, "7c857801-7381-11cf-884d-00aa004b2e24" },
    { "IID_IWbemObjectSinkEx", &IID_IWbemObjectSinkEx, "e7d35cfa-348b-485e-b524-252725d697ca" },
    { "IID_IWbemCallResult", &IID_IWbemCallResult, "44aca675-e8fc-11d0-a07c-00c04fb68820" },
    { "IID_IWbemContext", &IID_IWbemContext, "44aca674-e8fc-11d0-a07c-00c04fb68820" },
    { "IID_IWbemStatusCodeText", &IID_IWbemStatusCodeText, "eb87e1bc-3233-11d2-aec9-00c04fb68820" },
    { "IID_IUnsecuredApartment", &IID_IUnsecuredApartment, "1cfaba8c-1523-11d1-ad79-00c04fd8fdff" },
    { "IID_IWbemUnsecuredApartment", &IID_IWbemUnsecuredApartment, "31739d04-3471-4cf4-9a7c-57a44ae71956" },
    { "IID_IWbemRefresher", &IID_IWbemRefresher, "49353c99-516b-11d1-aea6-00c04fb68820" },
    { "IID_IWbemConfigureRefresher", &IID_IWbemConfigureRefresher, "49353c92-516b-11d1-aea6-00c04fb68820" },
    { "IID_IWbemObjectAccess", &IID_IWbemObjectAccess, "49353c9a-516b-11d1-aea6-00c04fb68820" },
    { "IID_IWbemHiPerfEnum", &IID_IWbemHiPerfEnum, "2705c288-79ae-11d2-b348-00105a1f8177" },
    { "IID_IWbemObjectTextSrc", &IID_IWbemObjectTextSrc, "bfbf883a-cad7-11d3-a11b-00105a1f515a" },
    { "IID_ISWbemDateTime", &IID_ISWbemDateTime, "5e97458a-cf77-11d3-b38f-00105a1f473a" },
    { "CLSID_SWbemDateTime", &CLSID_SWbemDateTime, "47dfbe54-cf76-11d3-b38f-00105a1f473a" },
    { "CLSID_WbemLocator", &CLSID_WbemLocator, "4590f811-1d3a-11d0-891f-00aa004b2e24" },
    { "CLSID_WbemContext", &CLSID_WbemContext, "674b6698-ee92-11d0-ad71-00c04fd8fdff" },
    { "CLSID_WbemClassObject", &CLSID_WbemClassObject, "9a653086-174f-11d2-b5f9-00104b703efd" },
    { "CLSID_WbemStatusCodeText", &CLSID_WbemStatusCodeText, "eb87e1bd-3233-11d2-aec9-00c04fb68820" },
    { "CLSID_WbemRefresher", &CLSID_WbemRefresher, "c71566f2-561e-11d1-ad87-00c04fd8fdff" },
    { "CLSID_WbemObjectTextSrc", &CLSID_WbemObjectTextSrc, "8d1c559d-84f0-4bb3-a7d5-56a7435a9ba6" },
    { "CLSID_UnsecuredApartment", &CLSID_UnsecuredApartment, "49bd2028-1523-11d1-ad79-00c04fd8fdff" },
    { "CLSID_MofCompiler", &CLSID_MofCompiler, "6daf9757-2e37-11d2-aec9-00c04fb68820" },
    { "CLSID_WbemAdministrativeLocator", &CLSID_WbemAdministrativeLocator,
      "cb8555cc-9128-11d1-ad9b-00c04fd8fdff" },
    { "CLSID_WbemAuthenticatedLocator", &CLSID_WbemAuthenticatedLocator,
      "cd184336-9128-11d1-ad9b-00c04fd8fdff" },
    { "CLSID_WbemUnauthenticatedLocator", &CLSID_WbemUnauthenticatedLocator,
      "443e7b79-de31-11d2-b340-00104bcc4b4a" },
#ifndef _WIN32
    /* MinGW-w64's libuuid has another value, which the marshaler of Windows does not give. */
    { "CLSID_InProcFreeMarshaler", &CLSID_InProcFreeMarshaler, "0000033a-0000-0000-c000-000000000046" },
#endif
};

static void an_identifier_has_its_bytes(void **state)
{
    const struct identifier_case *row = *state;
    const GUID *id = row->id;
    char text[37];

    snprintf(text, sizeof text, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x", (unsigned)id->Data1,
             id->Data2, id->Data3, id->Data4[0], id->Data4[1], id->Data4[2], id->Data4[3], id->Data4[4],
             id->Data4[5], id->Data4[6], id->Data4[7]);
    assert_string_equal(text, row->text);
}

static void identifiers_are_compared_by_value(void **state)
{
    GUID copy = IID_IWbemLocator;

    (void)state;
    assert_true(IsEqualGUID(&copy, &IID_IWbemLocator));
    copy.Data4[7] ^= 1;
    assert_false(IsEqualIID(&copy, &IID_IWbemLocator));
    assert_false(IsEqualCLSID(&CLSID_WbemLocator, &IID_IWbemLocator));
}

static void an_error_of_windows_becomes_an_hresult(void **state)
{
    (void)state;
    assert_hr(HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE), 0x800706BA);
    assert_hr(HRESULT_FROM_WIN32(ERROR_LOGON_FAILURE), 0x8007052E);
    assert_hr(HRESULT_FROM_WIN32(ERROR_SUCCESS), S_OK);
    assert_hr(HRESULT_FROM_WIN32(E_FAIL), E_FAIL);
    assert_hr(MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x1002), WBEM_E_NOT_FOUND);
    assert_int_equal(HRESULT_CODE(E_ACCESSDENIED), ERROR_ACCESS_DENIED);
    assert_int_equal(HRESULT_FACILITY(E_ACCESSDENIED), FACILITY_WIN32);
    assert_int_equal(HRESULT_SEVERITY(E_ACCESSDENIED), SEVERITY_ERROR);
    assert_true(FAILED(E_FAIL) && SUCCEEDED(S_FALSE) && IS_ERROR(E_FAIL) && !IS_ERROR(S_FALSE));
}

int main(void)
{
    struct CMUnitTest tests[COUNT(identifiers) + 2] = {
        cmocka_unit_test(identifiers_are_compared_by_value),
        cmocka_unit_test(an_error_of_windows_becomes_an_hresult),
    };
    size_t i;

    for (i = 0; i < COUNT(identifiers); i++) {
        struct CMUnitTest *test = &tests[i + 2];
        test->name = identifiers[i].name;
        test->test_func = an_identifier_has_its_bytes;
        test->initial_state = (void *)(uintptr_t)&identifiers[i];
    }
    return cmocka_run_group_tests_name("com_layout", tests, NULL, NULL);
}
