/* SPDX-License-Identifier: MIT */
#include "mock/repository/model.h"

#include "value/value.h"
#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

static wmi_mock__qualifier *find(const wmi_mock__qualifiers *qualifiers, const char *name)
{
    for (size_t i = 0; i < qualifiers->count; i++) {
        if (wmi__same_name(qualifiers->items[i].name, name))
            return &qualifiers->items[i];
    }
    return NULL;
}

const wmi_mock__qualifier *wmi_mock__qualifiers_find(const wmi_mock__qualifiers *qualifiers, const char *name)
{
    return find(qualifiers, name);
}

bool wmi_mock__qualifiers_flag(const wmi_mock__qualifiers *qualifiers, const char *name)
{
    const wmi_mock__qualifier *found = find(qualifiers, name);

    return found != NULL && found->value.type == WMI_BOOL && !found->value.is_null &&
           !found->value.is_array && found->value.boolean;
}

/* Adds one, with a name and no value yet; NULL when there is no memory. */
static wmi_mock__qualifier *append(wmi_mock__qualifiers *qualifiers, const char *name)
{
    wmi_mock__qualifier *items = wmi_mock__array_grown(qualifiers->items, qualifiers->count, sizeof *items);
    wmi_mock__qualifier *added;

    if (items == NULL)
        return NULL;
    qualifiers->items = items;
    added = &items[qualifiers->count];
    *added = (wmi_mock__qualifier){ 0 };
    added->value.is_null = true;
    added->name = wmi_mock__copy_text(name);
    if (added->name == NULL)
        return NULL;
    qualifiers->count++;
    return added;
}

HRESULT wmi_mock__qualifiers_set(wmi_mock__qualifiers *qualifiers, const char *name, wmi_value *value,
                                 LONG flavor)
{
    wmi_mock__qualifier *target = find(qualifiers, name);
    HRESULT hr = E_OUTOFMEMORY;

    if (target == NULL && qualifiers->count >= WMI_MOCK__MAX_PROPERTIES)
        hr = (HRESULT)WBEM_E_INVALID_QUALIFIER;
    else if (target == NULL)
        target = append(qualifiers, name);
    if (target == NULL) {
        wmi_value_clear(value);
        return hr;
    }
    wmi_value_clear(&target->value);
    target->value = *value;
    target->flavor = flavor;
    *value = (wmi_value){ 0 };
    return S_OK;
}

static HRESULT add_copy(const wmi_mock__qualifier *from, LONG flavor, wmi_mock__qualifiers *to)
{
    wmi_value value;
    HRESULT hr = wmi__value_copy(&from->value, &value);

    return FAILED(hr) ? hr : wmi_mock__qualifiers_set(to, from->name, &value, flavor);
}

HRESULT wmi_mock__qualifiers_copy(const wmi_mock__qualifiers *from, wmi_mock__qualifiers *to)
{
    HRESULT hr = S_OK;

    *to = (wmi_mock__qualifiers){ 0 };
    for (size_t i = 0; i < from->count && SUCCEEDED(hr); i++)
        hr = add_copy(&from->items[i], from->items[i].flavor, to);
    if (FAILED(hr))
        wmi_mock__qualifiers_clear(to);
    return hr;
}

HRESULT wmi_mock__qualifiers_inherit(const wmi_mock__qualifiers *from, LONG propagation,
                                     wmi_mock__qualifiers *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < from->count && SUCCEEDED(hr); i++) {
        const wmi_mock__qualifier *one = &from->items[i];

        if ((one->flavor & propagation) != 0 && find(to, one->name) == NULL)
            hr = add_copy(one, one->flavor | WBEM_FLAVOR_ORIGIN_PROPAGATED, to);
    }
    return hr;
}

void wmi_mock__qualifiers_drop_propagated(wmi_mock__qualifiers *qualifiers)
{
    size_t kept = 0;

    for (size_t i = 0; i < qualifiers->count; i++) {
        wmi_mock__qualifier *one = &qualifiers->items[i];

        if ((one->flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED) == 0) {
            qualifiers->items[kept++] = *one;
            continue;
        }
        free(one->name);
        wmi_value_clear(&one->value);
    }
    qualifiers->count = kept;
}

static bool same_element(const wmi_value *a, const wmi_value *b)
{
    char text_a[WMI__SCALAR_TEXT_SIZE];
    char text_b[WMI__SCALAR_TEXT_SIZE];

    if (a->type == WMI_STRING || a->type == WMI_REFERENCE)
        return strcmp(a->string, b->string) == 0;
    return wmi__scalar_text(a, text_a) && wmi__scalar_text(b, text_b) && strcmp(text_a, text_b) == 0;
}

static bool same_value(const wmi_value *a, const wmi_value *b)
{
    if (a->is_null || b->is_null)
        return a->is_null && b->is_null;
    if (a->type != b->type || a->is_array != b->is_array || a->count != b->count)
        return false;
    if (!a->is_array)
        return same_element(a, b);
    for (size_t i = 0; i < a->count; i++) {
        wmi_value left = wmi__value_element(a, i);
        wmi_value right = wmi__value_element(b, i);

        if (!same_element(&left, &right))
            return false;
    }
    return true;
}

HRESULT wmi_mock__qualifiers_override(wmi_mock__qualifiers *inherited, wmi_mock__qualifiers *own)
{
    const LONG fixed = WBEM_FLAVOR_ORIGIN_PROPAGATED | WBEM_FLAVOR_NOT_OVERRIDABLE;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < own->count && SUCCEEDED(hr); i++) {
        wmi_mock__qualifier *one = &own->items[i];
        const wmi_mock__qualifier *found = find(inherited, one->name);

        if (found != NULL && (found->flavor & fixed) == fixed && !same_value(&found->value, &one->value))
            hr = (HRESULT)WBEM_E_OVERRIDE_NOT_ALLOWED;
        else
            hr = wmi_mock__qualifiers_set(inherited, one->name, &one->value, one->flavor);
    }
    wmi_mock__qualifiers_clear(own);
    return hr;
}

void wmi_mock__qualifiers_clear(wmi_mock__qualifiers *qualifiers)
{
    for (size_t i = 0; i < qualifiers->count; i++) {
        free(qualifiers->items[i].name);
        wmi_value_clear(&qualifiers->items[i].value);
    }
    free(qualifiers->items);
    *qualifiers = (wmi_mock__qualifiers){ 0 };
}
