/* SPDX-License-Identifier: MIT */
#include "support/mof_support.h"

#include "mock/repository/extent.h"
#include "value/value.h"

#include <stdio.h>
#include <stdlib.h>

void mof_load(wmi_mock__repository *repository, const char *mof)
{
    wmi_mock__mof_error error;
    HRESULT hr = wmi_mock__mof_read(repository, "root\\test", mof, &error);

    if (FAILED(hr)) {
        print_error("0x%08lX at %u:%u: %s\n", (unsigned long)(uint32_t)hr, error.line, error.column,
                    error.message);
        fail();
    }
}

wmi_mock__repository *mof_world(const char *mof)
{
    wmi_mock__repository *repository = wmi_mock__repository_create();

    assert_non_null(repository);
    mof_load(repository, mof);
    return repository;
}

wmi_mock__namespace *mof_space(const wmi_mock__repository *repository)
{
    wmi_mock__namespace *space = wmi_mock__repository_find(repository, "root\\test");

    assert_non_null(space);
    return space;
}

wmi_mock__class *mof_class(const wmi_mock__repository *repository, const char *name)
{
    wmi_mock__class *found = wmi_mock__namespace_find_class(mof_space(repository), name);

    assert_non_null(found);
    return found;
}

const wmi_mock__property *mof_property(const wmi_mock__class *object_class, const char *name)
{
    size_t index;

    assert_non_null(object_class);
    index = wmi_mock__class_find_property(object_class, name);
    assert_true(index != SIZE_MAX);
    return &object_class->properties[index];
}

wmi_mock__record *mof_record(const wmi_mock__repository *repository, const char *relative_path)
{
    HRESULT why;
    wmi_mock__record *found = wmi_mock__namespace_find_record(mof_space(repository), relative_path, &why);

    assert_hr(S_OK, why);
    assert_non_null(found);
    return found;
}

wmi_mock__record *mof_first(const wmi_mock__namespace *space, const char *class_name)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, class_name);

    assert_non_null(extent);
    assert_non_null(extent->records.first);
    return extent->records.first->item;
}

const wmi_value *mof_value(const wmi_mock__record *record, const char *property)
{
    size_t index = wmi_mock__class_find_property(record->object_class, property);

    assert_true(index != SIZE_MAX);
    return &record->values[index];
}

static size_t put_element(const wmi_value *element, char *text, size_t size)
{
    char scalar[WMI__SCALAR_TEXT_SIZE];
    const char *shown = "an object";

    if (element->type == WMI_STRING || element->type == WMI_REFERENCE)
        shown = element->string;
    else if (element->type == WMI_CHAR16)
        snprintf(scalar, sizeof scalar, "%u", (unsigned)element->char16);
    else if (element->type != WMI_OBJECT)
        assert_true(wmi__scalar_text(element, scalar));
    if (element->type != WMI_STRING && element->type != WMI_REFERENCE && element->type != WMI_OBJECT)
        shown = scalar;
    return (size_t)snprintf(text, size, "%s", shown);
}

const char *mof_text(const wmi_value *value)
{
    static char text[512];
    size_t used = (size_t)snprintf(text, sizeof text, "%s%s ", wmi__type_name(value->type),
                                   value->is_array ? "[]" : "");

    if (value->is_null) {
        snprintf(text + used, sizeof text - used, "NULL");
        return text;
    }
    if (!value->is_array) {
        put_element(value, text + used, sizeof text - used);
        return text;
    }
    text[used++] = '{';
    for (size_t i = 0; i < value->count; i++) {
        wmi_value element = wmi__value_element(value, i);

        if (i > 0)
            text[used++] = ',';
        used += put_element(&element, text + used, sizeof text - used);
    }
    snprintf(text + used, sizeof text - used, "}");
    return text;
}

/* --- Embedded objects -------------------------------------------------------------------------------------- */

typedef struct stand_in {
    IWbemClassObject object;
    ULONG references;
    wmi_mock__record *record;
    size_t *live;
} stand_in;

static ULONG STDMETHODCALLTYPE add_reference(IWbemClassObject *object)
{
    return ++((stand_in *)object)->references;
}

static ULONG STDMETHODCALLTYPE release(IWbemClassObject *object)
{
    stand_in *self = (stand_in *)object;
    ULONG left = --self->references;

    if (left == 0) {
        --*self->live;
        wmi_mock__record_release(self->record);
        free(self);
    }
    return left;
}

HRESULT mof_embed(void *context, wmi_mock__record *record, IWbemClassObject **object)
{
    static IWbemClassObjectVtbl calls;
    stand_in *self = malloc(sizeof *self);

    calls.AddRef = add_reference;
    calls.Release = release;
    *object = NULL;
    if (self == NULL)
        return E_OUTOFMEMORY;
    *self = (stand_in){ { &calls }, 1, wmi_mock__record_share(record), context };
    ++*self->live;
    *object = &self->object;
    return S_OK;
}

wmi_mock__record *mof_embedded(IWbemClassObject *object)
{
    return ((stand_in *)object)->record;
}
