/* SPDX-License-Identifier: MIT */
/* IWbemClassObject: copies that the client changes, and never puts back. */
#include "mock/windows_questions.h"

#include <stdio.h>

/* The object is copied first. */
static HRESULT with_copy(const respondent *whom, const answer *row, with_object *ask, char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    IWbemClassObject *copied = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_Clone(object, &copied);
    if (SUCCEEDED(hr)) {
        hr = ask(copied, row, found);
        IWbemClassObject_Release(copied);
    }
    IWbemClassObject_Release(object);
    return hr;
}

static HRESULT with_new_instance(const respondent *whom, const answer *row, with_object *ask,
                                 char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    IWbemClassObject *instance = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_SpawnInstance(object, 0, &instance);
    if (SUCCEEDED(hr)) {
        hr = ask(instance, row, found);
        IWbemClassObject_Release(instance);
    }
    IWbemClassObject_Release(object);
    return hr;
}

#define ASK(how, name, what)                                                              \
    HRESULT ask_##name(const respondent *whom, const answer *row, char found[FOUND_SIZE]) \
    {                                                                                     \
        return how(whom, row, what, found);                                               \
    }

/* --- Put and Delete ------------------------------------------------------------------------------------------------ */

static HRESULT put_text(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    HRESULT hr;

    (void)found;
    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(u"x");
    hr = IWbemClassObject_Put(object, row->detail, row->number, &value, 0);
    VariantClear(&value);
    return hr;
}
ASK(with_copy, put_text, put_text)
ASK(with_new_instance, put_object, put_text)

static HRESULT put_new(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_Put(object, row->detail, 0, NULL, row->number);
}
ASK(with_copy, put_new, put_new)

static HRESULT put_null(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    HRESULT hr = IWbemClassObject_Put(object, row->detail, 0, NULL, 0);

    VariantInit(&value);
    if (SUCCEEDED(hr))
        hr = IWbemClassObject_Get(object, row->detail, 0, &value, NULL, NULL);
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "VT %u", V_VT(&value));
    VariantClear(&value);
    return hr;
}
ASK(with_new_instance, put_null, put_null)

static HRESULT delete_property(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_Delete(object, row->detail);
}
ASK(with_copy, delete, delete_property)

static HRESULT delete_new(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = IWbemClassObject_Put(object, row->detail, 0, NULL, CIM_STRING);

    return FAILED(hr) ? hr : delete_property(object, row, found);
}
ASK(with_copy, delete_new, delete_new)

/* --- Methods -------------------------------------------------------------------------------------------------------- */

static HRESULT put_method(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_PutMethod(object, row->detail, row->number, NULL, NULL);
}
ASK(with_copy, put_method, put_method)

static HRESULT delete_method(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_DeleteMethod(object, row->detail);
}
ASK(with_copy, delete_method, delete_method)

static HRESULT delete_method_new(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = put_method(object, row, found);

    return FAILED(hr) ? hr : delete_method(object, row, found);
}
ASK(with_copy, delete_method_new, delete_method_new)

/* --- New objects ------------------------------------------------------------------------------------------------------ */

static HRESULT release_new(HRESULT hr, IWbemClassObject *made)
{
    if (SUCCEEDED(hr) && made != NULL)
        IWbemClassObject_Release(made);
    return hr;
}

static HRESULT spawn(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *made = NULL;
    HRESULT hr = IWbemClassObject_SpawnInstance(object, row->number, &made);

    (void)found;
    return release_new(hr, made);
}
ASK(question_with_object, spawn, spawn)
ASK(with_new_instance, spawn_from_instance, spawn)

static HRESULT spawn_null(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_SpawnInstance(object, row->number, NULL);
}
ASK(question_with_object, spawn_null, spawn_null)

static HRESULT derive(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *made = NULL;
    HRESULT hr = IWbemClassObject_SpawnDerivedClass(object, row->number, &made);

    (void)found;
    return release_new(hr, made);
}
ASK(question_with_object, derive, derive)
ASK(with_new_instance, derive_from_instance, derive)

static HRESULT derive_null(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_SpawnDerivedClass(object, row->number, NULL);
}
ASK(question_with_object, derive_null, derive_null)

static HRESULT copy(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *made = NULL;
    HRESULT hr = IWbemClassObject_Clone(object, &made);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_CompareTo(object, row->number, made);
    snprintf(found, FOUND_SIZE, "%s", hr == WBEM_S_SAME ? "same" : "different");
    return release_new(hr, made);
}
ASK(question_with_object, copy, copy)

static HRESULT copy_null(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)row;
    (void)found;
    return IWbemClassObject_Clone(object, NULL);
}
ASK(question_with_object, copy_null, copy_null)

static HRESULT compare_changed(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    const answer change = { .detail = row->detail };
    IWbemClassObject *made = NULL;
    HRESULT hr = IWbemClassObject_Clone(object, &made);

    if (FAILED(hr))
        return hr;
    hr = put_text(made, &change, found);
    if (SUCCEEDED(hr))
        hr = IWbemClassObject_CompareTo(object, row->number, made);
    IWbemClassObject_Release(made);
    return hr;
}
ASK(with_new_instance, compare_changed, compare_changed)

/* --- Qualifiers --------------------------------------------------------------------------------------------------------- */

typedef HRESULT with_qualifiers(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE]);

static HRESULT of_class(const respondent *whom, const answer *row, with_qualifiers *ask,
                        char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    IWbemQualifierSet *set = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_GetQualifierSet(object, &set);
    if (SUCCEEDED(hr)) {
        hr = ask(set, row, found);
        IWbemQualifierSet_Release(set);
    }
    IWbemClassObject_Release(object);
    return hr;
}

static HRESULT qualifier(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemQualifierSet_Get(set, row->detail, row->number, &value, NULL);
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "VT %u", V_VT(&value));
    VariantClear(&value);
    return hr;
}
ASK(of_class, qualifier, qualifier)

static HRESULT qualifier_put(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;

    (void)found;
    VariantInit(&value);
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = VARIANT_TRUE;
    return IWbemQualifierSet_Put(set, row->detail, &value, row->number);
}
ASK(of_class, qualifier_put, qualifier_put)

static HRESULT qualifier_type(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;

    (void)found;
    VariantInit(&value);
    V_VT(&value) = (VARTYPE)row->number;
    return IWbemQualifierSet_Put(set, row->detail, &value, 0);
}
ASK(of_class, qualifier_type, qualifier_type)

static HRESULT qualifier_delete(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemQualifierSet_Delete(set, row->detail);
}
ASK(of_class, qualifier_delete, qualifier_delete)

static HRESULT qualifier_delete_new(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = qualifier_put(set, row, found);

    return FAILED(hr) ? hr : qualifier_delete(set, row, found);
}
ASK(of_class, qualifier_delete_new, qualifier_delete_new)

static HRESULT qualifier_names(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    SAFEARRAY *list = NULL;
    HRESULT hr = IWbemQualifierSet_GetNames(set, row->number, &list);

    (void)found;
    if (SUCCEEDED(hr))
        SafeArrayDestroy(list);
    return hr;
}
ASK(of_class, qualifier_names, qualifier_names)

static HRESULT qualifier_begin(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemQualifierSet_BeginEnumeration(set, row->number);
}
ASK(of_class, qualifier_begin, qualifier_begin)

static HRESULT qualifier_begin_again(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = qualifier_begin(set, row, found);

    return FAILED(hr) ? hr : qualifier_begin(set, row, found);
}
ASK(of_class, qualifier_begin_again, qualifier_begin_again)

static HRESULT qualifier_next_without_begin(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    (void)row;
    (void)found;
    return IWbemQualifierSet_Next(set, 0, NULL, NULL, NULL);
}
ASK(of_class, qualifier_next_without_begin, qualifier_next_without_begin)

static HRESULT qualifier_to_end(IWbemQualifierSet *set, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = qualifier_begin(set, row, found);
    unsigned count = 0;

    while (hr == S_OK && count < 1000) {
        hr = IWbemQualifierSet_Next(set, 0, NULL, NULL, NULL);
        if (hr == S_OK)
            count++;
    }
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%s", count > 0 ? "some" : "none");
    return hr;
}
ASK(of_class, qualifier_to_end, qualifier_to_end)

/* --- IWbemContext --------------------------------------------------------------------------------------------------------- */

static HRESULT new_context(IWbemContext **context)
{
    VARIANT value;
    HRESULT hr = CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext,
                                  (void **)context);

    if (FAILED(hr))
        return hr;
    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = 64;
    hr = IWbemContext_SetValue(*context, u"__ProviderArchitecture", 0, &value);
    if (FAILED(hr))
        IWbemContext_Release(*context);
    return hr;
}

HRESULT ask_context_value(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemContext *context = NULL;
    VARIANT value;
    HRESULT hr = new_context(&context);

    (void)whom;
    if (FAILED(hr))
        return hr;
    VariantInit(&value);
    hr = IWbemContext_GetValue(context, row->detail, row->number, &value);
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "VT %u, %ld", V_VT(&value), (long)V_I4(&value));
    VariantClear(&value);
    IWbemContext_Release(context);
    return hr;
}

HRESULT ask_context_next(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemContext *context = NULL;
    VARIANT value;
    BSTR name = NULL;
    HRESULT hr = new_context(&context);

    (void)whom;
    if (FAILED(hr))
        return hr;
    VariantInit(&value);
    hr = IWbemContext_BeginEnumeration(context, row->number);
    for (int i = 0; hr == S_OK && i < 2; i++) {
        SysFreeString(name);
        name = NULL;
        VariantClear(&value);
        hr = IWbemContext_Next(context, 0, &name, &value);
    }
    snprintf(found, FOUND_SIZE, "%s, VT %u", name == NULL ? "NULL" : "a name", V_VT(&value));
    SysFreeString(name);
    VariantClear(&value);
    IWbemContext_Release(context);
    return hr;
}
