/* SPDX-License-Identifier: MIT */
/* What src/off_windows refuses, and what its objects do not do: where Windows and Wine differ, or crash. */
#include "os/os.h"
#include "support/com_objects.h"
#include "support/com_test.h"

#include <wmikit/mock.h>

#define FACE(object) (&(object)->unknown)

/* --- The stream that an interface crosses in ---------------------------------------------------------------------------- */

static void a_crossing_is_no_stream_of_bytes(void **state)
{
    const LARGE_INTEGER start = { .QuadPart = 0 };
    const ULARGE_INTEGER none = { .QuadPart = 0 };
    IStream *stream = NULL;
    char byte = 0;
    void *found = &found;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(CoCreateFreeThreadedMarshaler(FACE(&object), &object.marshaler), S_OK);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream), S_OK);

    assert_hr(IStream_QueryInterface(stream, &IID_IStream, NULL), E_POINTER);
    assert_hr(IStream_QueryInterface(stream, &IID_IMarshal, &found), E_NOINTERFACE);
    assert_null(found);
    assert_hr(IStream_Read(stream, &byte, 1, NULL), E_NOTIMPL);
    assert_hr(IStream_Write(stream, &byte, 1, NULL), E_NOTIMPL);
    assert_hr(stream->lpVtbl->Seek(stream, start, 0, NULL), E_NOTIMPL);
    assert_hr(stream->lpVtbl->SetSize(stream, none), E_NOTIMPL);
    assert_hr(stream->lpVtbl->CopyTo(stream, stream, none, NULL, NULL), E_NOTIMPL);
    assert_hr(stream->lpVtbl->Commit(stream, 0), E_NOTIMPL);
    assert_hr(stream->lpVtbl->Revert(stream), E_NOTIMPL);
    assert_hr(stream->lpVtbl->LockRegion(stream, none, none, 0), E_NOTIMPL);
    assert_hr(stream->lpVtbl->UnlockRegion(stream, none, none, 0), E_NOTIMPL);
    assert_hr(stream->lpVtbl->Stat(stream, NULL, 0), E_NOTIMPL);
    assert_hr(stream->lpVtbl->Clone(stream, NULL), E_NOTIMPL);

    IStream_Release(stream);
    IUnknown_Release(object.marshaler);
    assert_int_equal(probe_references(&object), 1);
}

static void an_interface_is_taken_out_once(void **state)
{
    IStream *stream = NULL;
    void *taken = NULL;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(CoCreateFreeThreadedMarshaler(FACE(&object), &object.marshaler), S_OK);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream), S_OK);
    IStream_AddRef(stream);
    assert_hr(CoGetInterfaceAndReleaseStream(stream, &IID_IUnknown, &taken), S_OK);
    IUnknown_Release((IUnknown *)taken);
    assert_hr(CoGetInterfaceAndReleaseStream(stream, &IID_IUnknown, &taken), E_INVALIDARG);
    assert_null(taken);
    IUnknown_Release(object.marshaler);
    assert_int_equal(probe_references(&object), 1);
}

/* --- The free-threaded marshaler ------------------------------------------------------------------------------------------ */

static void a_marshaler_wants_its_arguments(void **state)
{
    IUnknown *marshaler = NULL;
    IUnknown *same = NULL;
    IMarshal *marshal = NULL;

    (void)state;
    assert_hr(CoCreateFreeThreadedMarshaler(NULL, &marshaler), S_OK);
    assert_hr(IUnknown_QueryInterface(marshaler, &IID_IUnknown, NULL), E_POINTER);
    assert_hr(IUnknown_QueryInterface(marshaler, &IID_IUnknown, (void **)&same), S_OK);
    assert_ptr_equal(same, marshaler);
    assert_hr(IUnknown_QueryInterface(marshaler, &IID_IMarshal, (void **)&marshal), S_OK);

    assert_hr(marshal->lpVtbl->GetUnmarshalClass(marshal, &IID_IUnknown, NULL, MSHCTX_INPROC, NULL, 0, NULL),
              E_POINTER);
    assert_hr(marshal->lpVtbl->GetMarshalSizeMax(marshal, &IID_IUnknown, NULL, MSHCTX_INPROC, NULL, 0, NULL),
              E_POINTER);
    assert_hr(marshal->lpVtbl->MarshalInterface(marshal, NULL, &IID_IUnknown, NULL, MSHCTX_INPROC, NULL, 0),
              E_INVALIDARG);
    assert_hr(marshal->lpVtbl->MarshalInterface(marshal, NULL, &IID_IUnknown, NULL, MSHCTX_LOCAL, NULL, 0),
              E_NOTIMPL);
    assert_hr(marshal->lpVtbl->UnmarshalInterface(marshal, NULL, &IID_IUnknown, NULL), E_INVALIDARG);
    assert_hr(marshal->lpVtbl->ReleaseMarshalData(marshal, NULL), E_INVALIDARG);

    IMarshal_Release(marshal);
    IUnknown_Release(same);
    assert_int_equal(IUnknown_Release(marshaler), 0);
}

/* --- Arrays and VARIANTs that others have made ------------------------------------------------------------------------------ */

static const struct feature_case {
    const char *name;
    USHORT features;
    HRESULT code;
    VARTYPE type;
} feature_cases[] = {
    { "an array of texts without its type", FADF_BSTR, S_OK, VT_BSTR },
    { "an array of variants without its type", FADF_VARIANT, S_OK, VT_VARIANT },
    { "an array that tells nothing", 0, E_INVALIDARG, VT_EMPTY },
};

static void features_tell_a_type(void **state)
{
    const struct feature_case *row = *state;
    SAFEARRAY *array = NULL;
    VARTYPE type = VT_EMPTY;

    assert_hr(SafeArrayAllocDescriptor(1, &array), S_OK);
    array->fFeatures = row->features;
    assert_hr(SafeArrayGetVartype(array, &type), row->code);
    assert_int_equal(type, row->type);
    assert_hr(SafeArrayDestroyDescriptor(array), S_OK);
}

static void an_array_without_data_has_no_element(void **state)
{
    SAFEARRAY *array = NULL;
    void *element = NULL;
    LONG index = 0;

    (void)state;
    assert_hr(SafeArrayAllocDescriptor(1, &array), S_OK);
    array->rgsabound[0].cElements = 1;
    array->cbElements = sizeof(VARIANT) + 1;
    assert_hr(SafeArrayPtrOfIndex(array, &index, &element), E_UNEXPECTED);
    assert_hr(SafeArrayPutElement(array, &index, NULL), E_INVALIDARG);
    assert_hr(SafeArrayPutElement(array, &index, &index), E_UNEXPECTED);
    assert_hr(SafeArrayDestroyDescriptor(array), S_OK);
}

static void an_array_has_so_many_locks(void **state)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_I4, 0, 1);
    LONG index = 0;
    LONG value = 1;

    (void)state;
    assert_non_null(array);
    array->cLocks = 0xFFFF;
    assert_hr(SafeArrayLock(array), E_UNEXPECTED);
    assert_hr(SafeArrayGetElement(array, &index, &value), E_UNEXPECTED);
    assert_hr(SafeArrayPutElement(array, &index, &value), E_UNEXPECTED);
    assert_int_equal(array->cLocks, 0xFFFF);
    array->cLocks = 0;
    assert_hr(SafeArrayDestroy(array), S_OK);
}

static void a_reference_has_to_lead_somewhere(void **state)
{
    VARIANT nowhere, first, second, odd, to;

    (void)state;
    VariantInit(&to);
    VariantInit(&nowhere);
    V_VT(&nowhere) = VT_BYREF | VT_I4;
    assert_hr(VariantCopyInd(&to, &nowhere), E_INVALIDARG);
    V_VT(&nowhere) = VT_BYREF | 15;
    assert_hr(VariantCopyInd(&to, &nowhere), DISP_E_BADVARTYPE);

    VariantInit(&first);
    VariantInit(&second);
    V_VT(&first) = V_VT(&second) = VT_BYREF | VT_VARIANT;
    V_VARIANTREF(&first) = &second;
    V_VARIANTREF(&second) = &nowhere;
    assert_hr(VariantCopyInd(&to, &first), E_INVALIDARG);
    VariantInit(&odd);
    V_VT(&odd) = 15;
    V_VARIANTREF(&first) = &odd;
    assert_hr(VariantCopyInd(&to, &first), DISP_E_BADVARTYPE);
    assert_int_equal(V_VT(&to), VT_EMPTY);
}

static VARIANT locked_array(void)
{
    VARIANT made;

    VariantInit(&made);
    V_VT(&made) = VT_ARRAY | VT_I4;
    V_ARRAY(&made) = SafeArrayCreateVector(VT_I4, 0, 1);
    assert_hr(SafeArrayLock(V_ARRAY(&made)), S_OK);
    return made;
}

/* What stands where the result is to go cannot be given up: the result is. */
static void a_locked_array_is_not_overwritten(void **state)
{
    VARIANT to = locked_array();
    BSTR text = SysAllocString(u"42");
    VARIANT from;

    (void)state;
    VariantInit(&from);
    V_VT(&from) = VT_BYREF | VT_BSTR;
    V_BSTRREF(&from) = &text;
    assert_hr(VariantCopyInd(&to, &from), DISP_E_ARRAYISLOCKED);
    assert_hr(VariantChangeType(&to, &from, 0, VT_BSTR), DISP_E_ARRAYISLOCKED);
    assert_int_equal(V_VT(&to), VT_ARRAY | VT_I4);
    assert_hr(SafeArrayUnlock(V_ARRAY(&to)), S_OK);
    assert_hr(VariantClear(&to), S_OK);
    SysFreeString(text);
}

static void there_is_no_place_for_a_text(void **state)
{
    (void)state;
    assert_false(SysReAllocString(NULL, u"text"));
}

/* --- Classes ------------------------------------------------------------------------------------------------------------ */

static void a_class_is_revoked_behind_another(void **state)
{
    static const CLSID first = { 1, 2, 3, { 4 } };
    static const CLSID second = { 1, 2, 3, { 5 } };
    DWORD registered[2] = { 0, 0 };
    probe_class class_object;
    probe instance;

    (void)state;
    probe_init(&instance);
    probe_class_init(&class_object, &instance);
    assert_hr(CoRegisterClassObject(&first, (IUnknown *)(void *)&class_object.factory, CLSCTX_INPROC_SERVER,
                                    REGCLS_MULTIPLEUSE, &registered[0]),
              S_OK);
    assert_hr(CoRegisterClassObject(&second, (IUnknown *)(void *)&class_object.factory, CLSCTX_INPROC_SERVER,
                                    REGCLS_MULTIPLEUSE, &registered[1]),
              S_OK);
    assert_hr(CoRevokeClassObject(registered[0]), S_OK);
    assert_int_equal(probe_class_references(&class_object), 2);
    assert_hr(CoRevokeClassObject(registered[0]), E_INVALIDARG);
    assert_hr(CoRevokeClassObject(registered[1]), S_OK);
    assert_int_equal(probe_class_references(&class_object), 1);
}

/* The mock provides contexts; its locator stands where the system's would. */
static const struct factory_case {
    const char *name;
    const CLSID *class_id;
    const IID *makes;
} factory_cases[] = {
    { "the class object of contexts", &CLSID_WbemContext, &IID_IWbemContext },
    { "the class object of locators", &CLSID_WbemLocator, &IID_IWbemLocator },
};

static void a_class_object_does_what_all_do(void **state)
{
    const struct factory_case *row = *state;
    IClassFactory *factory = NULL;
    IClassFactory *same = NULL;
    void *made = &made;
    wmi_mock *mock = NULL;
    probe outer;

    probe_init(&outer);
    assert_hr(wmi_mock_create(&mock), S_OK);
    assert_hr(wmi_mock_install(mock), S_OK);
    assert_hr(
        CoGetClassObject(row->class_id, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory, (void **)&factory),
        S_OK);
    assert_hr(IClassFactory_QueryInterface(factory, &IID_IUnknown, NULL), E_POINTER);
    assert_hr(IClassFactory_QueryInterface(factory, &IID_IMarshal, &made), E_NOINTERFACE);
    assert_null(made);
    assert_hr(IClassFactory_QueryInterface(factory, &IID_IUnknown, (void **)&same), S_OK);
    assert_ptr_equal(same, factory);
    IClassFactory_Release(same);
    IClassFactory_AddRef(factory);
    IClassFactory_Release(factory);
    assert_hr(factory->lpVtbl->LockServer(factory, TRUE), S_OK);
    assert_hr(factory->lpVtbl->LockServer(factory, FALSE), S_OK);

    assert_hr(IClassFactory_CreateInstance(factory, NULL, row->makes, NULL), E_POINTER);
    made = &made;
    assert_hr(IClassFactory_CreateInstance(factory, FACE(&outer), row->makes, &made), CLASS_E_NOAGGREGATION);
    assert_null(made);
    assert_hr(IClassFactory_CreateInstance(factory, NULL, row->makes, &made), S_OK);
    IUnknown_Release((IUnknown *)made);
    IClassFactory_Release(factory);
    assert_int_equal(wmi_mock_destroy(mock), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, com_enter, com_leave)
#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, com_enter, com_leave, (void *)(uintptr_t) & (row) })

/* --- Objects that say S_OK and give nothing -------------------------------------------------------------------------------- */

static void nothing_does_not_cross(void **state)
{
    IStream *stream = NULL;
    void *marshal = NULL;
    void *taken = &taken;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(CoCreateFreeThreadedMarshaler(FACE(&object), &object.marshaler), S_OK);
    object.lies_about = &IID_IWbemLocator;
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IWbemLocator, FACE(&object), &stream), E_UNEXPECTED);
    assert_null(stream);

    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream), S_OK);
    assert_hr(IUnknown_QueryInterface(FACE(&object), &IID_IMarshal, &marshal), S_OK);
    assert_hr(IMarshal_MarshalInterface((IMarshal *)marshal, stream, &IID_IWbemLocator, &object,
                                        MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL),
              E_UNEXPECTED);
    IMarshal_Release((IMarshal *)marshal);
    assert_hr(CoGetInterfaceAndReleaseStream(stream, &IID_IWbemLocator, &taken), E_UNEXPECTED);
    assert_null(taken);
    IUnknown_Release(object.marshaler);
    assert_int_equal(probe_references(&object), 1);
}

static void nothing_has_no_blanket(void **state)
{
    IUnknown *copy = NULL;
    probe object;

    (void)state;
    probe_init(&object);
    object.lies_about = &IID_IClientSecurity;
    assert_hr(CoSetProxyBlanket(FACE(&object), RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT,
                                COLE_DEFAULT_PRINCIPAL, RPC_C_AUTHN_LEVEL_DEFAULT,
                                RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE),
              E_UNEXPECTED);
    assert_hr(CoQueryProxyBlanket(FACE(&object), NULL, NULL, NULL, NULL, NULL, NULL, NULL), E_UNEXPECTED);
    assert_hr(CoCopyProxy(FACE(&object), &copy), E_UNEXPECTED);
    assert_null(copy);
    assert_int_equal(probe_references(&object), 1);
}

static void nothing_is_no_class(void **state)
{
    const CLSID clsid = { 0x1f0e9a52, 0x60c1, 0x4d3b, { 0x8e, 0x21, 0x73, 0x0a, 0x94, 0x5c, 0xd1, 0x67 } };
    DWORD registration;
    void *created = &created;
    probe object;

    (void)state;
    probe_init(&object);
    object.lies_about = &IID_IClassFactory;
    assert_hr(
        CoRegisterClassObject(&clsid, FACE(&object), CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &registration),
        S_OK);
    assert_hr(CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, &created), E_UNEXPECTED);
    assert_null(created);
    assert_hr(CoRevokeClassObject(registration), S_OK);
    assert_int_equal(probe_references(&object), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_does_not_cross),
        TEST(nothing_has_no_blanket),
        TEST(nothing_is_no_class),
        TEST(a_crossing_is_no_stream_of_bytes),
        TEST(an_interface_is_taken_out_once),
        TEST(a_marshaler_wants_its_arguments),
        ROW(features_tell_a_type, feature_cases[0]),
        ROW(features_tell_a_type, feature_cases[1]),
        ROW(features_tell_a_type, feature_cases[2]),
        TEST(an_array_without_data_has_no_element),
        TEST(an_array_has_so_many_locks),
        TEST(a_reference_has_to_lead_somewhere),
        TEST(a_locked_array_is_not_overwritten),
        TEST(there_is_no_place_for_a_text),
        TEST(a_class_is_revoked_behind_another),
        ROW(a_class_object_does_what_all_do, factory_cases[0]),
        ROW(a_class_object_does_what_all_do, factory_cases[1]),
    };

    return cmocka_run_group_tests_name("com_refusals", tests, NULL, NULL) == 0 ? 0 : 1;
}
