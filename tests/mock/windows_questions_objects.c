/* SPDX-License-Identifier: MIT */
/* IWbemClassObject: reading. */
#include "mock/windows_questions.h"

#include <stdio.h>
#include <string.h>

static HRESULT first_of(const respondent *whom, BSTR query, IWbemClassObject **object)
{
    IEnumWbemClassObject *found = NULL;
    BSTR language = SysAllocString(u"WQL");
    ULONG got = 0;
    HRESULT hr = IWbemServices_ExecQuery(whom->services, language, query, 0, NULL, &found);

    SysFreeString(language);
    if (FAILED(hr))
        return hr;
    hr = IEnumWbemClassObject_Next(found, (LONG)WBEM_INFINITE, 1, object, &got);
    IEnumWbemClassObject_Release(found);
    return hr;
}

HRESULT question_object(const respondent *whom, const OLECHAR *subject, IWbemClassObject **object)
{
    BSTR text = SysAllocString(subject);
    bool is_query = subject[0] == u'S' && subject[1] == u'E';
    HRESULT hr = is_query ? first_of(whom, text, object)
                          : IWbemServices_GetObject(whom->services, text, 0, NULL, object, NULL);

    SysFreeString(text);
    return SUCCEEDED(hr) && *object == NULL ? E_UNEXPECTED : hr;
}

HRESULT question_with_object(const respondent *whom, const answer *row, with_object *ask,
                             char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    HRESULT hr = question_object(whom, row->subject, &object);

    if (FAILED(hr))
        return hr;
    hr = ask(object, row, found);
    IWbemClassObject_Release(object);
    return hr;
}

/* A question that is asked of the object at subject. */
#define ASK_OBJECT(name)                                                                  \
    HRESULT ask_##name(const respondent *whom, const answer *row, char found[FOUND_SIZE]) \
    {                                                                                     \
        return question_with_object(whom, row, name, found);                              \
    }

void question_narrow(const OLECHAR *text, char found[FOUND_SIZE])
{
    size_t used = 0;

    for (; text != NULL && text[used] != 0 && used + 1 < FOUND_SIZE; used++)
        found[used] = (char)text[used];
    found[used] = '\0';
}

/* --- Get ------------------------------------------------------------------------------------------------------- */

static HRESULT get(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    CIMTYPE type = 0;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(object, row->detail, row->number, &value, &type, NULL);
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "VT %u, CIM %ld", V_VT(&value), (long)type);
    VariantClear(&value);
    return hr;
}
ASK_OBJECT(get)

static HRESULT get_value(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(object, row->detail, row->number, &value, NULL, NULL);
    if (FAILED(hr))
        return hr;
    if (V_VT(&value) == VT_BSTR)
        question_narrow(V_BSTR(&value), found);
    else if (V_VT(&value) == VT_I4)
        snprintf(found, FOUND_SIZE, "%ld", (long)V_I4(&value));
    else
        snprintf(found, FOUND_SIZE, "VT %u", V_VT(&value));
    VariantClear(&value);
    return hr;
}
ASK_OBJECT(get_value)

static HRESULT get_flavor(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    LONG flavor = -1;
    HRESULT hr = IWbemClassObject_Get(object, row->detail, row->number, NULL, NULL, &flavor);

    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%02lX", (unsigned long)flavor & 0xFFFFFFFF);
    return hr;
}
ASK_OBJECT(get_flavor)

static HRESULT get_keeps(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = 4711;
    hr = IWbemClassObject_Get(object, row->detail, row->number, &value, NULL, NULL);
    snprintf(found, FOUND_SIZE, "%s", V_VT(&value) == VT_I4 && V_I4(&value) == 4711 ? "kept" : "changed");
    VariantClear(&value);
    return hr;
}
ASK_OBJECT(get_keeps)

/* --- Names, and enumerations ----------------------------------------------------------------------------------- */

static HRESULT names(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    SAFEARRAY *list = NULL;
    LONG upper = -1;
    HRESULT hr = IWbemClassObject_GetNames(object, row->detail, row->number, NULL, &list);

    if (FAILED(hr))
        return hr;
    if (FAILED(SafeArrayGetUBound(list, 1, &upper)))
        return E_UNEXPECTED;
    snprintf(found, FOUND_SIZE, "%s", upper > 2 ? "many" : upper >= 0 ? "few" : "none");
    SafeArrayDestroy(list);
    return hr;
}
ASK_OBJECT(names)

static HRESULT begin(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_BeginEnumeration(object, row->number);
}
ASK_OBJECT(begin)

static HRESULT begin_again(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = begin(object, row, found);

    return FAILED(hr) ? hr : begin(object, row, found);
}
ASK_OBJECT(begin_again)

static HRESULT next_without_begin(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)row;
    (void)found;
    return IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL);
}
ASK_OBJECT(next_without_begin)

static HRESULT next_flags(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = IWbemClassObject_BeginEnumeration(object, 0);

    (void)found;
    return FAILED(hr) ? hr : IWbemClassObject_Next(object, row->number, NULL, NULL, NULL, NULL);
}
ASK_OBJECT(next_flags)

static HRESULT next_to_end(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = IWbemClassObject_BeginEnumeration(object, row->number);
    unsigned count = 0;

    while (hr == S_OK && count < 1000) {
        hr = IWbemClassObject_Next(object, 0, NULL, NULL, NULL, NULL);
        if (hr == S_OK)
            count++;
    }
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%s", count > 3 ? "many" : count > 0 ? "few" : "none");
    return hr;
}
ASK_OBJECT(next_to_end)

static HRESULT end(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = IWbemClassObject_BeginEnumeration(object, row->number);

    (void)found;
    return FAILED(hr) ? hr : IWbemClassObject_EndEnumeration(object);
}
ASK_OBJECT(end)

/* --- Where from, what like --------------------------------------------------------------------------------------- */

static HRESULT object_text(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    BSTR text = NULL;
    HRESULT hr = IWbemClassObject_GetObjectText(object, row->number, &text);

    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%s", text != NULL && text[0] != 0 ? "text" : "empty");
    SysFreeString(text);
    return hr;
}
ASK_OBJECT(object_text)

static HRESULT inherits(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_InheritsFrom(object, row->detail);
}
ASK_OBJECT(inherits)

static HRESULT property_origin(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    BSTR name = NULL;
    HRESULT hr = IWbemClassObject_GetPropertyOrigin(object, row->detail, &name);

    question_narrow(name, found);
    SysFreeString(name);
    return hr;
}
ASK_OBJECT(property_origin)

static HRESULT method_origin(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    BSTR name = NULL;
    HRESULT hr = IWbemClassObject_GetMethodOrigin(object, row->detail, &name);

    question_narrow(name, found);
    SysFreeString(name);
    return hr;
}
ASK_OBJECT(method_origin)

static HRESULT get_method(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *in = NULL;
    IWbemClassObject *out = NULL;
    HRESULT hr = IWbemClassObject_GetMethod(object, row->detail, row->number, &in, &out);

    if (FAILED(hr))
        return hr;
    snprintf(found, FOUND_SIZE, "%s %s", in == NULL ? "-" : "in", out == NULL ? "-" : "out");
    if (in != NULL)
        IWbemClassObject_Release(in);
    if (out != NULL)
        IWbemClassObject_Release(out);
    return hr;
}
ASK_OBJECT(get_method)

static HRESULT begin_methods(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return IWbemClassObject_BeginMethodEnumeration(object, row->number);
}
ASK_OBJECT(begin_methods)

static HRESULT next_method_without_begin(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    BSTR name = NULL;
    HRESULT hr = IWbemClassObject_NextMethod(object, 0, &name, NULL, NULL);

    (void)row;
    (void)found;
    SysFreeString(name);
    return hr;
}
ASK_OBJECT(next_method_without_begin)

static HRESULT methods_to_end(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    HRESULT hr = IWbemClassObject_BeginMethodEnumeration(object, row->number);
    unsigned count = 0;

    while (hr == S_OK && count < 1000) {
        BSTR name = NULL;

        hr = IWbemClassObject_NextMethod(object, 0, &name, NULL, NULL);
        SysFreeString(name);
        if (hr == S_OK)
            count++;
    }
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%s", count > 0 ? "some" : "none");
    return hr;
}
ASK_OBJECT(methods_to_end)

static HRESULT property_qualifiers(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemQualifierSet *set = NULL;
    HRESULT hr = IWbemClassObject_GetPropertyQualifierSet(object, row->detail, &set);

    (void)found;
    if (SUCCEEDED(hr) && set != NULL)
        IWbemQualifierSet_Release(set);
    return hr;
}
ASK_OBJECT(property_qualifiers)

static HRESULT method_qualifiers(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE])
{
    IWbemQualifierSet *set = NULL;
    HRESULT hr = IWbemClassObject_GetMethodQualifierSet(object, row->detail, &set);

    (void)found;
    if (SUCCEEDED(hr) && set != NULL)
        IWbemQualifierSet_Release(set);
    return hr;
}
ASK_OBJECT(method_qualifiers)

HRESULT ask_compare(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *one = NULL;
    IWbemClassObject *other = NULL;
    HRESULT hr = question_object(whom, row->subject, &one);

    (void)found;
    if (FAILED(hr))
        return hr;
    if (row->detail != NULL)
        hr = question_object(whom, row->detail, &other);
    if (SUCCEEDED(hr))
        hr = IWbemClassObject_CompareTo(one, row->number, other);
    if (other != NULL)
        IWbemClassObject_Release(other);
    IWbemClassObject_Release(one);
    return hr;
}
