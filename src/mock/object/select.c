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
        if (!wmi__same_name(shown[i].name, name))
            continue;
        if (shown[i].keys)
            select_keys(object_class, selected);
        return shown[i].shows;
    }
    return 0;
}

/* --- The selection --------------------------------------------------------------------------------------------- */

wmi_mock__selection *wmi_mock__selection_share(wmi_mock__selection *selection)
{
    if (selection != NULL)
        atomic_fetch_add(&selection->references, 1);
    return selection;
}

void wmi_mock__selection_release(wmi_mock__selection *selection)
{
    if (selection == NULL || atomic_fetch_sub(&selection->references, 1) > 1)
        return;
    wmi_mock__class_release(selection->object_class);
    free(selection);
}

static wmi_mock__selection *make(wmi_mock__class *object_class, const char *const *names, size_t count)
{
    wmi_mock__selection *self = calloc(1, sizeof *self + object_class->property_count);

    if (self == NULL)
        return NULL;
    atomic_init(&self->references, 1);
    self->object_class = wmi_mock__class_share(object_class);
    for (size_t i = 0; i < count; i++) {
        size_t property = wmi_mock__class_find_property(object_class, names[i]);

        if (property != SIZE_MAX)
            self->properties[property] = true;
        else
            self->shows |= select_system(object_class, names[i], self->properties);
    }
    return self;
}

/* False: no memory. */
static bool select_class(wmi_mock__class *object_class, const char *const *names, size_t count,
                         wmi_mock__selection **last)
{
    if (*last != NULL && (*last)->object_class == object_class)
        return true;
    wmi_mock__selection_release(*last);
    *last = make(object_class, names, count);
    return *last != NULL;
}

HRESULT wmi_mock__object_select(wmi_mock *mock, wmi_mock__place *place, wmi_mock__record *record,
                                const char *const *names, size_t count, wmi_mock__selection **last,
                                IWbemClassObject **object)
{
    wmi_mock__object_parts parts = { mock, place, record, NULL, NULL, 0 };
    wmi_mock__object *made;
    HRESULT hr;

    *object = NULL;
    if (count == 0)
        return wmi_mock__object_create(mock, place, record, object);
    if (!select_class(record->object_class, names, count, last))
        return E_OUTOFMEMORY;
    parts.selection = *last;
    parts.shows = parts.selection->shows;
    hr = wmi_mock__object_build(&parts, &made);
    if (SUCCEEDED(hr))
        *object = &made->com;
    return hr;
}
