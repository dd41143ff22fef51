/* SPDX-License-Identifier: MIT */
#include "schema/inspect.h"

#include "base/bstr.h"
#include "error/error.h"
#include "object/names.h"
#include "value/value.h"
#include "value/variant.h"

#include <wmikit/schema.h>

/* The object and the function that reads its qualifiers. */
typedef struct question {
    IWbemClassObject *object;
    const char *operation;
    const char *argument; /* the API's name of the property or method argument; NULL: the object */
    const char *name;
    HRESULT (*ask)(IWbemClassObject *object, const OLECHAR *name, IWbemQualifierSet **set);
    const char *call;
} question;

static HRESULT ask_object(IWbemClassObject *object, const OLECHAR *name, IWbemQualifierSet **set)
{
    (void)name;
    return IWbemClassObject_GetQualifierSet(object, set);
}

static HRESULT ask_property(IWbemClassObject *object, const OLECHAR *name, IWbemQualifierSet **set)
{
    return IWbemClassObject_GetPropertyQualifierSet(object, name, set);
}

static HRESULT ask_method(IWbemClassObject *object, const OLECHAR *name, IWbemQualifierSet **set)
{
    return IWbemClassObject_GetMethodQualifierSet(object, name, set);
}

static HRESULT refuse_name(const question *self, HRESULT hr)
{
    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    return wmi__refuse(hr, self->operation, "%s is %s", self->argument,
                       self->name[0] == '\0' ? "empty" : "not UTF-8");
}

static HRESULT open_set(const question *self, IWbemQualifierSet **set)
{
    wmi__name name = { 0 };
    HRESULT hr = self->name == NULL ? S_OK : wmi__name_begin(&name, self->name);

    if (FAILED(hr)) {
        refuse_name(self, hr);
        goto cleanup;
    }
    hr = self->ask(self->object, name.text, set);
    if (FAILED(hr))
        wmi__com_failed(hr, self->call, "%s %s", self->name == NULL ? "the object" : self->argument,
                        self->name == NULL ? "itself" : self->name);
    else if (*set == NULL)
        hr = wmi__refuse(E_UNEXPECTED, self->call, "the call returned no qualifiers");

cleanup:
    wmi__name_end(&name);
    return hr;
}

/* The CIM type of a qualifier follows from its VARIANT. */
static HRESULT add_value(const question *self, wmi__block *block, size_t at, const VARIANT *variant,
                         BSTR name)
{
    VARTYPE vartype = V_VT(variant);
    CIMTYPE type = (CIMTYPE)wmi__type_of_vartype((VARTYPE)(vartype & ~VT_ARRAY));
    char text[WMI__UTF8_NAME];
    wmi_value value;
    HRESULT hr = wmi__value_from_variant(variant, vartype & VT_ARRAY ? type | CIM_FLAG_ARRAY : type, &value);

    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(self->operation);
    if (SUCCEEDED(hr) && value.type == WMI_OBJECT) {
        wmi_value_clear(&value);
        hr = (HRESULT)WBEM_E_TYPE_MISMATCH;
    }
    if (FAILED(hr))
        return wmi__refuse(hr, self->operation, "qualifier %s: its value cannot be read",
                           wmi__short_name(name, text));
    wmi__block_write_value(block, at, &value);
    wmi_value_clear(&value);
    return S_OK;
}

static HRESULT add_qualifier(const question *self, wmi__block *block, size_t at, IWbemQualifierSet *set,
                             BSTR name)
{
    char text[WMI__UTF8_NAME];
    VARIANT variant;
    HRESULT hr;

    VariantInit(&variant);
    hr = IWbemQualifierSet_Get(set, name, 0, &variant, NULL);
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemQualifierSet::Get", "qualifier %s", wmi__short_name(name, text));
    wmi__block_point(block, at + offsetof(wmi_argument, name), wmi__block_add_text(block, name));
    hr = add_value(self, block, at + offsetof(wmi_argument, value), &variant, name);
    VariantClear(&variant);
    return hr;
}

static HRESULT read_set(const question *self, IWbemQualifierSet *set, void **list, size_t *count)
{
    wmi__block block = { 0 };
    SAFEARRAY *names = NULL;
    size_t built;
    size_t base;
    HRESULT hr = wmi__names_given(IWbemQualifierSet_GetNames(set, 0, &names), "IWbemQualifierSet::GetNames",
                                  "the names of the qualifiers", &names);

    if (FAILED(hr))
        return hr;
    built = wmi__name_count(names);
    base = wmi__block_add(&block, NULL, built * sizeof(wmi_argument));
    for (size_t i = 0; i < built && SUCCEEDED(hr); i++)
        hr = add_qualifier(self, &block, base + i * sizeof(wmi_argument), set, wmi__name_at(names, i));
    SafeArrayDestroy(names);
    return wmi__inspection_end(self->operation, hr, &block, built, list, count);
}

static HRESULT answer(const question *self, wmi_argument **qualifiers, size_t *count)
{
    IWbemQualifierSet *set = NULL;
    void *list = NULL;
    HRESULT hr = open_set(self, &set);

    if (FAILED(hr))
        return hr;
    hr = read_set(self, set, &list, count);
    IWbemQualifierSet_Release(set);
    *qualifiers = list;
    return hr;
}

HRESULT wmi_qualifiers(IWbemClassObject *object, const char *property, wmi_argument **qualifiers,
                       size_t *count)
{
    const question of_object = { object, "wmi_qualifiers", NULL,
                                 NULL,   ask_object,       "IWbemClassObject::GetQualifierSet" };
    const question of_property = { object,   "wmi_qualifiers", "property",
                                   property, ask_property,     "IWbemClassObject::GetPropertyQualifierSet" };
    HRESULT hr = wmi__inspection_check("wmi_qualifiers", object, "qualifiers", (void **)qualifiers, count);

    return FAILED(hr) ? hr : answer(property == NULL ? &of_object : &of_property, qualifiers, count);
}

HRESULT wmi_method_qualifiers(IWbemClassObject *object, const char *method, wmi_argument **qualifiers,
                              size_t *count)
{
    const question self = { object,     "wmi_method_qualifiers",
                            "method",   method,
                            ask_method, "IWbemClassObject::GetMethodQualifierSet" };
    HRESULT hr = wmi__inspection_check(self.operation, object, "qualifiers", (void **)qualifiers, count);

    if (FAILED(hr))
        return hr;
    return method == NULL ? wmi__refuse_null(self.operation, "method") : answer(&self, qualifiers, count);
}
