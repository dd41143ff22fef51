/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdlib.h>

#define EVERYWHERE                                                                          \
    (WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS | \
     WBEM_FLAVOR_NOT_OVERRIDABLE)

/* The flags that a flavor's keyword sets and clears. */
static const struct flavor {
    const char *keyword;
    LONG adds;
    LONG takes;
} flavors[] = {
    { "ToInstance", WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, 0 },
    { "ToSubclass", WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, 0 },
    { "NotToInstance", 0, WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE },
    { "NotToSubclass", 0, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS },
    { "Restricted", 0, WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS },
    { "EnableOverride", 0, WBEM_FLAVOR_NOT_OVERRIDABLE },
    { "DisableOverride", WBEM_FLAVOR_NOT_OVERRIDABLE, 0 },
    { "Amended", WBEM_FLAVOR_AMENDED, 0 },
    { "Translatable", 0, 0 }, /* DMTF's; WMI knows only Amended */
};

static const struct flavor *find_flavor(const wmi_mock__mof_reader *reader)
{
    for (size_t i = 0; i < sizeof flavors / sizeof flavors[0]; i++) {
        if (wmi_mock__mof_at_word(reader, flavors[i].keyword))
            return &flavors[i];
    }
    return NULL;
}

/* Qualifiers that define the nature of a class are always propagated to subclasses. */
static LONG default_flavor(const char *name)
{
    static const char *const handed_down[] = { "key", "singleton", "association" };

    for (size_t i = 0; i < sizeof handed_down / sizeof handed_down[0]; i++) {
        if (wmi__same_name(name, handed_down[i]))
            return EVERYWHERE;
    }
    return 0;
}

static HRESULT read_flavor(wmi_mock__mof_reader *reader, const char *name, LONG *flavor)
{
    const struct flavor *found;
    HRESULT hr;

    *flavor = default_flavor(name);
    if (!wmi_mock__mof_at_symbol(reader, ':'))
        return S_OK;
    *flavor = 0;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    found = find_flavor(reader);
    if (found == NULL)
        return wmi_mock__mof_unexpected(reader, "a qualifier's flavor");
    while (found != NULL && SUCCEEDED(hr)) {
        *flavor = (*flavor | found->adds) & ~found->takes;
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
        found = SUCCEEDED(hr) ? find_flavor(reader) : NULL;
    }
    return hr;
}

/* (constant), {constants}, or nothing, which means TRUE. */
static HRESULT read_constant(wmi_mock__mof_reader *reader, wmi_value *value)
{
    const wmi_mock__mof_type any = { WMI_NULL, NULL };
    HRESULT hr;

    *value = (wmi_value){ .type = WMI_BOOL, .boolean = true };
    if (wmi_mock__mof_at_symbol(reader, '{'))
        return wmi_mock__mof_read_value(reader, &any, true, value);
    if (!wmi_mock__mof_at_symbol(reader, '('))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_value(reader, &any, wmi_mock__mof_at_symbol(reader, '{'), value);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ')');
}

static HRESULT read_qualifier(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    char *name;
    wmi_value value = { 0 };
    wmi_mock__mof_place place;
    LONG flavor = 0;
    HRESULT hr = wmi_mock__mof_take_name(reader, "a qualifier's name", &name, &place);

    if (FAILED(hr))
        goto cleanup;
    if (wmi_mock__qualifiers_find(qualifiers, name) != NULL) {
        hr = wmi_mock__mof_refused(reader, (HRESULT)WBEM_E_ALREADY_EXISTS, place, name);
        goto cleanup;
    }
    hr = read_constant(reader, &value);
    if (SUCCEEDED(hr))
        hr = read_flavor(reader, name, &flavor);
    if (FAILED(hr))
        goto cleanup;
    hr = wmi_mock__qualifiers_set(qualifiers, name, &value, flavor);
    if (FAILED(hr))
        wmi_mock__mof_refused(reader, hr, place, name);

cleanup:
    wmi_value_clear(&value);
    free(name);
    return hr;
}

HRESULT wmi_mock__mof_read_qualifiers(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers)
{
    HRESULT hr;

    if (!wmi_mock__mof_at_symbol(reader, '['))
        return S_OK;
    do {
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
        if (SUCCEEDED(hr))
            hr = read_qualifier(reader, qualifiers);
    } while (SUCCEEDED(hr) && wmi_mock__mof_at_symbol(reader, ','));
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ']');
}
