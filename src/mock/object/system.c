/* SPDX-License-Identifier: MIT */
/* The system properties of every object: __CLASS, __PATH and the others. */
#include "mock/object/object.h"

#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

/* Result of a reader without a value: VT_NULL. */
static HRESULT no_value(VARIANT *variant)
{
    V_VT(variant) = VT_NULL;
    return S_OK;
}

static HRESULT text_value(const char *text, VARIANT *variant)
{
    wmi_value value = { 0 };

    if (text == NULL || text[0] == '\0')
        return no_value(variant);
    value.type = WMI_STRING;
    value.string = text;
    return wmi__value_to_variant(&value, variant);
}

static HRESULT number_value(LONG number, VARIANT *variant)
{
    V_VT(variant) = VT_I4;
    V_I4(variant) = number;
    return S_OK;
}

static HRESULT read_genus(const wmi_mock__object *self, VARIANT *variant)
{
    return number_value(self->record != NULL ? WBEM_GENUS_INSTANCE : WBEM_GENUS_CLASS, variant);
}

static HRESULT read_class(const wmi_mock__object *self, VARIANT *variant)
{
    return text_value(wmi_mock__object_class(self)->name, variant);
}

static const wmi_mock__class *superclass_of(const wmi_mock__object *self)
{
    return self->shows & WMI_MOCK__SHOWS_DERIVATION ? wmi_mock__object_class(self)->superclass : NULL;
}

static HRESULT read_superclass(const wmi_mock__object *self, VARIANT *variant)
{
    const wmi_mock__class *superclass = superclass_of(self);

    return superclass == NULL ? no_value(variant) : text_value(superclass->name, variant);
}

static HRESULT read_dynasty(const wmi_mock__object *self, VARIANT *variant)
{
    const wmi_mock__class *top = wmi_mock__object_class(self);

    if (!(self->shows & WMI_MOCK__SHOWS_DERIVATION))
        return no_value(variant);
    while (top->superclass != NULL)
        top = top->superclass;
    return text_value(top->name, variant);
}

static HRESULT read_derivation(const wmi_mock__object *self, VARIANT *variant)
{
    const char **names;
    size_t count = 0;
    SAFEARRAY *array = NULL;
    HRESULT hr;

    for (const wmi_mock__class *at = superclass_of(self); at != NULL; at = at->superclass)
        count++;
    names = malloc((count + 1) * sizeof *names);
    if (names == NULL)
        return E_OUTOFMEMORY;
    count = 0;
    for (const wmi_mock__class *at = superclass_of(self); at != NULL; at = at->superclass)
        names[count++] = at->name;
    hr = wmi_mock__names_array(names, count, &array);
    free(names);
    if (FAILED(hr))
        return hr;
    V_VT(variant) = VT_ARRAY | VT_BSTR;
    V_ARRAY(variant) = array;
    return S_OK;
}

static HRESULT read_property_count(const wmi_mock__object *self, VARIANT *variant)
{
    size_t count = wmi_mock__object_class(self)->property_count;
    LONG shown = 0;

    for (size_t i = 0; i < count; i++)
        shown += wmi_mock__object_shows(self, i) ? 1 : 0;
    return number_value(shown, variant);
}

/* A path consists of the keys: if one has no value, there is no path. */
static bool has_keys(const wmi_mock__object *self)
{
    const wmi_mock__class *object_class = self->record->object_class;

    for (size_t i = 0; i < object_class->property_count; i++) {
        if (!object_class->properties[i].is_key)
            continue;
        if (!wmi_mock__object_shows(self, i) || self->record->values[i].is_null)
            return false;
    }
    return true;
}

/* NULL when the object has none, or (*hr) there is no memory; malloc'ed. */
static char *relative_path(const wmi_mock__object *self, HRESULT *hr)
{
    char *path = NULL;

    *hr = S_OK;
    if (self->record != NULL) {
        if (has_keys(self))
            *hr = wmi_mock__record_relative_path(self->record, &path);
    } else if (self->own_class->name[0] != '\0') {
        path = wmi_mock__copy_text(self->own_class->name);
        *hr = path == NULL ? E_OUTOFMEMORY : S_OK;
    }
    return path;
}

static HRESULT read_relative_path(const wmi_mock__object *self, VARIANT *variant)
{
    HRESULT hr;
    char *path = relative_path(self, &hr);

    if (SUCCEEDED(hr))
        hr = text_value(path, variant);
    free(path);
    return hr;
}

static const char *server_of(const wmi_mock__object *self)
{
    return self->place != NULL && self->shows & WMI_MOCK__SHOWS_SERVER ? self->place->server : NULL;
}

static const char *namespace_of(const wmi_mock__object *self)
{
    return self->place != NULL && self->shows & WMI_MOCK__SHOWS_NAMESPACE ? self->place->namespace_path
                                                                          : NULL;
}

static HRESULT read_server(const wmi_mock__object *self, VARIANT *variant)
{
    return text_value(server_of(self), variant);
}

static HRESULT read_namespace(const wmi_mock__object *self, VARIANT *variant)
{
    return text_value(namespace_of(self), variant);
}

/* \\SERVER\NAMESPACE:relative; malloc'ed. */
static char *join_path(const char *server, const char *space, const char *relative)
{
    size_t size = strlen(server) + strlen(space) + strlen(relative) + sizeof "\\\\\\:";
    char *path = malloc(size);

    if (path == NULL)
        return NULL;
    strcpy(path, "\\\\");
    strcat(path, server);
    strcat(path, "\\");
    strcat(path, space);
    strcat(path, ":");
    strcat(path, relative);
    return path;
}

static HRESULT read_path(const wmi_mock__object *self, VARIANT *variant)
{
    const char *server = server_of(self);
    const char *space = namespace_of(self);
    char *relative;
    char *path;
    HRESULT hr;

    if (server == NULL || space == NULL)
        return no_value(variant);
    relative = relative_path(self, &hr);
    if (relative == NULL)
        return FAILED(hr) ? hr : no_value(variant);
    path = join_path(server, space, relative);
    hr = path == NULL ? E_OUTOFMEMORY : text_value(path, variant);
    free(path);
    free(relative);
    return hr;
}

/* In the order of Windows. */
static const struct system_property {
    const char *name;
    CIMTYPE type;
    HRESULT (*read)(const wmi_mock__object *self, VARIANT *variant);
} system_properties[WMI_MOCK__SYSTEM_PROPERTY_COUNT] = {
    { "__GENUS", CIM_SINT32, read_genus },
    { "__CLASS", CIM_STRING, read_class },
    { "__SUPERCLASS", CIM_STRING, read_superclass },
    { "__DYNASTY", CIM_STRING, read_dynasty },
    { "__RELPATH", CIM_STRING, read_relative_path },
    { "__PROPERTY_COUNT", CIM_SINT32, read_property_count },
    { "__DERIVATION", CIM_STRING | CIM_FLAG_ARRAY, read_derivation },
    { "__SERVER", CIM_STRING, read_server },
    { "__NAMESPACE", CIM_STRING, read_namespace },
    { "__PATH", CIM_STRING, read_path },
};

size_t wmi_mock__system_find(const char *name)
{
    for (size_t i = 0; i < WMI_MOCK__SYSTEM_PROPERTY_COUNT; i++) {
        if (wmi__same_name(system_properties[i].name, name))
            return i;
    }
    return SIZE_MAX;
}

const char *wmi_mock__system_name(size_t index)
{
    return system_properties[index].name;
}

CIMTYPE wmi_mock__system_type(size_t index)
{
    return system_properties[index].type;
}

HRESULT wmi_mock__system_variant(const wmi_mock__object *self, size_t index, VARIANT *variant)
{
    VariantInit(variant);
    return system_properties[index].read(self, variant);
}
