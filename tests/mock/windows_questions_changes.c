/* SPDX-License-Identifier: MIT */
#include "mock/windows_questions.h"

static HRESULT put_text(IWbemClassObject *object, const OLECHAR *property, const OLECHAR *text)
{
    VARIANT value;
    HRESULT hr;

    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text);
    hr = IWbemClassObject_Put(object, property, 0, &value, 0);
    VariantClear(&value);
    return hr;
}

HRESULT ask_put_instance(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    IWbemClassObject *instance = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    (void)found;
    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_SpawnInstance(object, 0, &instance);
    if (SUCCEEDED(hr)) {
        if (row->detail != NULL)
            hr = put_text(instance, u"Id", row->detail);
        if (SUCCEEDED(hr))
            hr = IWbemServices_PutInstance(whom->services, instance, row->number, NULL, NULL);
        IWbemClassObject_Release(instance);
    }
    IWbemClassObject_Release(object);
    return hr;
}

HRESULT ask_put_class(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    IWbemClassObject *derived = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    (void)found;
    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_SpawnDerivedClass(object, 0, &derived);
    if (SUCCEEDED(hr)) {
        if (row->detail != NULL)
            hr = put_text(derived, u"__CLASS", row->detail);
        if (SUCCEEDED(hr))
            hr = IWbemServices_PutClass(whom->services, derived, row->number, NULL, NULL);
        IWbemClassObject_Release(derived);
    }
    IWbemClassObject_Release(object);
    return hr;
}

static HRESULT delete_with(const respondent *whom, const answer *row, bool is_class)
{
    BSTR path = SysAllocString(row->subject);
    HRESULT hr = is_class ? IWbemServices_DeleteClass(whom->services, path, row->number, NULL, NULL)
                          : IWbemServices_DeleteInstance(whom->services, path, row->number, NULL, NULL);

    SysFreeString(path);
    return hr;
}

HRESULT ask_delete_instance(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return delete_with(whom, row, false);
}

HRESULT ask_delete_class(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return delete_with(whom, row, true);
}

HRESULT ask_delete_twice(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = delete_with(whom, row, false);

    (void)found;
    return FAILED(hr) ? hr : delete_with(whom, row, false);
}
