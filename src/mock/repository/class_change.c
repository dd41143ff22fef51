/* SPDX-License-Identifier: MIT */
#include "mock/repository/class_change.h"

static bool is_left_out(const char *name, const char *without)
{
    return without != NULL && wmi__same_name(name, without);
}

static HRESULT copy_properties(const wmi_mock__class *from, const char *without, wmi_mock__class *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < from->property_count; i++) {
        wmi_mock__property copy;

        if (!from->properties[i].is_local || is_left_out(from->properties[i].name, without))
            continue;
        hr = wmi_mock__property_copy(&from->properties[i], &copy);
        if (SUCCEEDED(hr)) {
            wmi_mock__qualifiers_drop_propagated(&copy.qualifiers);
            hr = wmi_mock__class_add_property(to, &copy);
        }
    }
    return hr;
}

static HRESULT copy_method(const wmi_mock__method *from, wmi_mock__method *to)
{
    HRESULT hr;

    *to = (wmi_mock__method){ 0 };
    to->name = wmi_mock__copy_text(from->name);
    to->in = wmi_mock__class_share(from->in);
    to->out = wmi_mock__class_share(from->out);
    hr = to->name == NULL ? E_OUTOFMEMORY : wmi_mock__qualifiers_copy(&from->qualifiers, &to->qualifiers);
    if (FAILED(hr))
        wmi_mock__method_clear(to);
    return hr;
}

static HRESULT copy_methods(const wmi_mock__class *from, const char *without, wmi_mock__class *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < from->method_count; i++) {
        wmi_mock__method copy;

        if (!from->methods[i].is_local || is_left_out(from->methods[i].name, without))
            continue;
        hr = copy_method(&from->methods[i], &copy);
        if (SUCCEEDED(hr)) {
            wmi_mock__qualifiers_drop_propagated(&copy.qualifiers);
            hr = wmi_mock__class_add_method(to, &copy);
        }
    }
    return hr;
}

/* Repeats the declarations of the class; releases the copy on failure. */
static HRESULT finish_copy(HRESULT hr, const wmi_mock__class *from, const wmi_mock__class_change *change,
                           wmi_mock__class *made, wmi_mock__class **copy)
{
    if (SUCCEEDED(hr))
        hr = copy_properties(from, change->without_property, made);
    if (SUCCEEDED(hr))
        hr = copy_methods(from, change->without_method, made);
    if (FAILED(hr)) {
        wmi_mock__class_release(made);
        made = NULL;
    }
    *copy = made;
    return hr;
}

static HRESULT copy_qualifiers(const wmi_mock__class *from, wmi_mock__class *to)
{
    wmi_mock__qualifiers copy;
    HRESULT hr = wmi_mock__qualifiers_copy(&from->qualifiers, &copy);

    if (FAILED(hr))
        return hr;
    wmi_mock__qualifiers_clear(&to->qualifiers);
    to->qualifiers = copy;
    wmi_mock__class_apply_qualifiers(to);
    return S_OK;
}

/* Inherited parts come from the superclass; the declarations of this class are repeated. */
HRESULT wmi_mock__class_copy(const wmi_mock__class *from, const wmi_mock__class_change *change,
                             wmi_mock__class **copy)
{
    wmi_mock__class *made = wmi_mock__class_create(change->name != NULL ? change->name : from->name,
                                                   from->superclass);
    HRESULT hr = made == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = copy_qualifiers(from, made);
    return finish_copy(hr, from, change, made, copy);
}

/* --- On another superclass --------------------------------------------------------------------------------- */

/* Only its own qualifiers, over those inherited from the new superclass. */
static HRESULT rebase_qualifiers(const wmi_mock__class *from, wmi_mock__class *to)
{
    wmi_mock__qualifiers own;
    HRESULT hr = wmi_mock__qualifiers_copy(&from->qualifiers, &own);

    if (FAILED(hr))
        return hr;
    wmi_mock__qualifiers_drop_propagated(&own);
    hr = wmi_mock__qualifiers_override(&to->qualifiers, &own);
    wmi_mock__class_apply_qualifiers(to);
    return hr;
}

HRESULT wmi_mock__class_rebase(const wmi_mock__class *from, wmi_mock__class *superclass,
                               wmi_mock__class **copy)
{
    const wmi_mock__class_change change = { NULL, NULL, NULL };
    wmi_mock__class *made = wmi_mock__class_create(from->name, superclass);
    HRESULT hr = made == NULL ? E_OUTOFMEMORY : rebase_qualifiers(from, made);

    return finish_copy(hr, from, &change, made, copy);
}
