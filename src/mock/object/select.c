/* SPDX-License-Identifier: MIT */
/* A row of a query: an instance that shows only the properties of the SELECT list. */
#include "mock/object/object.h"

#include <stdlib.h>

/* The system properties that one in the list makes visible. */
static const struct shown {
    const char *name;
    unsigned shows;
    bool keys;
} shown[] = {
    { "__PATH", WMI_MOCK__SHOWS_SERVER | WMI_MOCK__SHOWS_NAMESPACE, true },
    { "__RELPATH", 0, true },
    { "__SERVER", WMI_MOCK__SHOWS_SERVER, false },
    { "__NAMESPACE", WMI_MOCK__SHOWS_NAMESPACE, false },
    { "__SUPERCLASS", WMI_MOCK__SHOWS_DERIVATION, false },
    { "__DYNASTY", WMI_MOCK__SHOWS_DERIVATION, false },
    { "__DERIVATION", WMI_MOCK__SHOWS_DERIVATION, false },
};

static void select_keys(const wmi_mock__class *object_class, bool *selected)
{
    for (size_t i = 0; i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key)
            selected[i] = true;
    }
}

static unsigned select_system(const wmi_mock__class *object_class, const char *name, bool *selected)
{
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        if (!wmi_mock__same_name(shown[i].name, name))
            continue;
        if (shown[i].keys)
            select_keys(object_class, selected);
        return shown[i].shows;
    }
    return 0;
}

HRESULT wmi_mock__object_select(wmi_mock *mock, wmi_mock__place *place, wmi_mock__record *record,
                                const char *const *names, size_t count, IWbemClassObject **object)
{
    wmi_mock__object_parts parts = { mock, place, record, NULL, NULL, 0 };
    const wmi_mock__class *object_class = record->object_class;
    bool local[64] = { false };
    bool *selected = local;
    wmi_mock__object *made;
    HRESULT hr;

    *object = NULL;
    if (count == 0)
        return wmi_mock__object_create(mock, place, record, NULL, object);
    if (object_class->property_count > sizeof local)
        selected = calloc(object_class->property_count, sizeof *selected);
    if (selected == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < count; i++) {
        size_t property = wmi_mock__class_find_property(object_class, names[i]);

        if (property != SIZE_MAX)
            selected[property] = true;
        else
            parts.shows |= select_system(object_class, names[i], selected);
    }
    parts.selected = selected;
    hr = wmi_mock__object_build(&parts, &made);
    if (selected != local)
        free(selected);
    if (SUCCEEDED(hr))
        *object = &made->com;
    return hr;
}
