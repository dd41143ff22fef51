/* SPDX-License-Identifier: MIT */
#include "schema/inspect.h"

#include "base/bstr.h"
#include "error/error.h"
#include "object/names.h"

#include <wmikit/schema.h>

#include <limits.h>
#include <stdlib.h>

#define OPERATION   "wmi_class_methods"
#define NEXT_METHOD "IWbemClassObject::NextMethod"

/* --- Names ---------------------------------------------------------------------------------------------------------- */

static OLECHAR lower(OLECHAR unit)
{
    return unit >= u'A' && unit <= u'Z' ? (OLECHAR)(unit - u'A' + u'a') : unit;
}

static bool is_same(const OLECHAR *a, const OLECHAR *b)
{
    while (*a != 0 && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* Grows the array by one element; NULL without memory, and the array is unchanged. */
static void *grown(void *array, size_t count, size_t *room, size_t size)
{
    size_t larger = *room == 0 ? 16 : *room * 2;
    void *moved;

    if (count < *room)
        return array;
    moved = realloc(array, larger * size);
    if (moved != NULL)
        *room = larger;
    return moved;
}

typedef struct name_list {
    BSTR *names;
    size_t count;
    size_t room;
} name_list;

static void name_list_clear(name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        SysFreeString(list->names[i]);
    free(list->names);
}

/* Takes ownership of the name in every case. */
static HRESULT name_list_add(name_list *list, BSTR name)
{
    size_t units;
    BSTR *names;

    if (name == NULL || !wmi__bstr_is_text(name, &units)) {
        SysFreeString(name);
        return wmi__refuse((HRESULT)WBEM_E_TYPE_MISMATCH, NEXT_METHOD, "a method's name is no text");
    }
    names = grown(list->names, list->count, &list->room, sizeof *names);
    if (names == NULL) {
        SysFreeString(name);
        return wmi__out_of_memory(OPERATION);
    }
    list->names = names;
    names[list->count++] = name;
    return S_OK;
}

static HRESULT read_names(IWbemClassObject *object, name_list *list)
{
    HRESULT hr = IWbemClassObject_BeginMethodEnumeration(object, 0);

    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::BeginMethodEnumeration", "the class's methods");
    while (hr == S_OK) {
        IWbemClassObject *in = NULL;
        IWbemClassObject *out = NULL;
        BSTR name = NULL;

        hr = IWbemClassObject_NextMethod(object, 0, &name, &in, &out);
        wmi_object_release(in);
        wmi_object_release(out);
        if (FAILED(hr))
            wmi__com_failed(hr, NEXT_METHOD, "the class's methods");
        else if (hr == S_OK)
            hr = name_list_add(list, name);
    }
    IWbemClassObject_EndMethodEnumeration(object);
    return FAILED(hr) ? hr : S_OK;
}

/* --- Parameters ------------------------------------------------------------------------------------------------------ */

typedef struct parameter {
    BSTR name;
    wmi__described described;
    bool is_in;
    bool is_out;
} parameter;

typedef struct signature {
    parameter *parameters;
    size_t count;
    size_t room;
    wmi_type return_type;
} signature;

static void parameter_clear(parameter *self)
{
    SysFreeString(self->name);
    SysFreeString(self->described.class_name);
}

static void signature_clear(signature *self)
{
    for (size_t i = 0; i < self->count; i++)
        parameter_clear(&self->parameters[i]);
    free(self->parameters);
}

static parameter *find(const signature *self, BSTR name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (is_same(self->parameters[i].name, name))
            return &self->parameters[i];
    }
    return NULL;
}

/* Parameters without an ID come last, in the order in which they were read. */
static long place_of(const parameter *self)
{
    return self->described.id < 0 ? LONG_MAX : self->described.id;
}

/* Takes ownership of its contents in every case. */
static HRESULT insert(signature *self, const parameter *added)
{
    parameter *parameters = grown(self->parameters, self->count, &self->room, sizeof *parameters);
    size_t at = self->count;

    if (parameters == NULL || added->name == NULL) {
        parameter unused = *added;

        self->parameters = parameters == NULL ? self->parameters : parameters;
        parameter_clear(&unused);
        return wmi__out_of_memory(OPERATION);
    }
    self->parameters = parameters;
    for (; at > 0 && place_of(&parameters[at - 1]) > place_of(added); at--)
        parameters[at] = parameters[at - 1];
    parameters[at] = *added;
    self->count++;
    return S_OK;
}

/* A parameter that is both in and out is in both lists. */
static HRESULT add_parameter(signature *self, IWbemClassObject *list, BSTR name, bool is_out)
{
    parameter *known = find(self, name);
    parameter added = { .is_in = !is_out, .is_out = is_out };
    HRESULT hr;

    if (known != NULL) {
        known->is_out = is_out;
        return S_OK;
    }
    hr = wmi__describe(list, name, OPERATION, &added.described);
    if (FAILED(hr) || (is_out && is_same(name, u"ReturnValue"))) {
        self->return_type = added.described.type;
        parameter_clear(&added);
        return hr;
    }
    added.name = SysAllocString(name);
    return insert(self, &added);
}

/* A signature from GetMethod: an object whose properties are the parameters, or NULL. */
static HRESULT add_parameters(signature *self, IWbemClassObject *list, bool is_out)
{
    SAFEARRAY *names = NULL;
    HRESULT hr = list == NULL ? S_OK : wmi__property_name_array(list, &names);

    for (size_t i = 0; SUCCEEDED(hr) && i < wmi__name_count(names); i++)
        hr = add_parameter(self, list, wmi__name_at(names, i), is_out);
    SafeArrayDestroy(names);
    return hr;
}

static HRESULT read_signature(IWbemClassObject *object, BSTR method, signature *self)
{
    IWbemClassObject *in = NULL;
    IWbemClassObject *out = NULL;
    char name[WMI__UTF8_NAME];
    HRESULT hr = IWbemClassObject_GetMethod(object, method, 0, &in, &out);

    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::GetMethod", "method %s", wmi__short_name(method, name));
    hr = add_parameters(self, in, false);
    if (SUCCEEDED(hr))
        hr = add_parameters(self, out, true);
    wmi_object_release(in);
    wmi_object_release(out);
    return hr;
}

/* --- Into the block ---------------------------------------------------------------------------------------------------- */

static void write_parameters(wmi__block *block, size_t method_at, const signature *from)
{
    size_t base = wmi__block_add(block, NULL, from->count * sizeof(wmi_parameter_info));

    wmi__block_point(block, method_at + offsetof(wmi_method_info, parameters), base);
    for (size_t i = 0; i < from->count; i++) {
        const parameter *source = &from->parameters[i];
        size_t at = base + i * sizeof(wmi_parameter_info);
        wmi_parameter_info info = { 0 };

        info.type = source->described.type;
        info.is_array = source->described.is_array;
        info.is_in = source->is_in;
        info.is_out = source->is_out;
        info.is_optional = source->described.is_optional;
        wmi__block_write(block, at, &info, sizeof info);
        wmi__block_point(block, at + offsetof(wmi_parameter_info, name),
                         wmi__block_add_text(block, source->name));
        if (source->described.class_name != NULL)
            wmi__block_point(block, at + offsetof(wmi_parameter_info, class_name),
                             wmi__block_add_text(block, source->described.class_name));
    }
}

static HRESULT add_origin(wmi__block *block, size_t at, IWbemClassObject *object, BSTR method)
{
    static const char call[] = "IWbemClassObject::GetMethodOrigin";
    BSTR origin = NULL;
    HRESULT hr = IWbemClassObject_GetMethodOrigin(object, method, &origin);

    if (FAILED(hr))
        return wmi__unless_missing(hr, call, method);
    hr = wmi__point_to_text(block, at + offsetof(wmi_method_info, origin), origin, call, method);
    SysFreeString(origin);
    return hr;
}

static HRESULT read_static(IWbemClassObject *object, BSTR method, bool *is_static)
{
    IWbemQualifierSet *set = NULL;
    HRESULT hr = IWbemClassObject_GetMethodQualifierSet(object, method, &set);

    *is_static = false;
    if (FAILED(hr))
        return wmi__unless_missing(hr, "IWbemClassObject::GetMethodQualifierSet", method);
    hr = wmi__qualifier_is_true(set, u"static", is_static);
    if (set != NULL)
        IWbemQualifierSet_Release(set);
    return hr;
}

static HRESULT add_method(wmi__block *block, size_t at, IWbemClassObject *object, BSTR method)
{
    signature parameters = { 0 };
    wmi_method_info info = { 0 };
    HRESULT hr = read_signature(object, method, &parameters);

    if (SUCCEEDED(hr))
        hr = read_static(object, method, &info.is_static);
    if (SUCCEEDED(hr)) {
        info.return_type = parameters.return_type;
        info.parameter_count = parameters.count;
        wmi__block_write(block, at, &info, sizeof info);
        wmi__block_point(block, at + offsetof(wmi_method_info, name), wmi__block_add_text(block, method));
        write_parameters(block, at, &parameters);
        hr = add_origin(block, at, object, method);
    }
    signature_clear(&parameters);
    return hr;
}

HRESULT wmi_class_methods(IWbemClassObject *object, wmi_method_info **methods, size_t *count)
{
    name_list names = { 0 };
    wmi__block block = { 0 };
    void *list = NULL;
    size_t base;
    HRESULT hr = wmi__inspection_check(OPERATION, object, "methods", (void **)methods, count);

    if (FAILED(hr))
        return hr;
    hr = read_names(object, &names);
    base = wmi__block_add(&block, NULL, names.count * sizeof(wmi_method_info));
    for (size_t i = 0; i < names.count && SUCCEEDED(hr); i++)
        hr = add_method(&block, base + i * sizeof(wmi_method_info), object, names.names[i]);
    hr = wmi__inspection_end(OPERATION, hr, &block, names.count, &list, count);
    name_list_clear(&names);
    *methods = list;
    return hr;
}
