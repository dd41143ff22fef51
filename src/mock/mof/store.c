/* SPDX-License-Identifier: MIT */
/* Puts the instances of a text into their namespaces, by the rules of IWbemServices::PutInstance. */
#include "mock/mof/reader.h"

#include <stdlib.h>
#include <string.h>

static HRESULT refuse(wmi_mock__mof_reader *reader, HRESULT code, const wmi_mock__record *record,
                      wmi_mock__mof_place place)
{
    const wmi_mock__class *object_class = record->object_class;

    for (size_t i = 0; code == (HRESULT)WBEM_E_ILLEGAL_NULL && i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key && record->values[i].is_null)
            return wmi_mock__mof_fail(&reader->lexer, code, place, "the key '%.60s' of '%.60s' has no value",
                                      object_class->properties[i].name, object_class->name);
    }
    if (code == (HRESULT)WBEM_E_ALREADY_EXISTS)
        return wmi_mock__mof_fail(&reader->lexer, code, place,
                                  "an instance of '%.60s' with these keys already exists",
                                  object_class->name);
    if (code == (HRESULT)WBEM_E_NOT_FOUND)
        return wmi_mock__mof_fail(&reader->lexer, code, place,
                                  "no instance of '%.60s' with these keys exists to be updated",
                                  object_class->name);
    return wmi_mock__mof_refused(reader, code, place, object_class->name);
}

/* --- Namespaces -------------------------------------------------------------------------------------------- */

/* The name of a child namespace; NULL when it has none. */
static const char *child_name(const wmi_mock__record *record)
{
    size_t index = wmi_mock__class_find_property(record->object_class, "Name");

    return index == SIZE_MAX || record->values[index].is_null ? NULL : record->values[index].string;
}

/* An instance of __NAMESPACE is made together with its namespace; it may exist. */
static HRESULT make_namespace(wmi_mock__repository *repository, const wmi_mock__namespace *parent,
                              const wmi_mock__record *record)
{
    const char *name = child_name(record);
    wmi_mock__namespace *made;
    size_t size;
    char *path;
    HRESULT hr;

    if (name == NULL)
        return (HRESULT)WBEM_E_ILLEGAL_NULL;
    if (name[0] == '\0' || strpbrk(name, "\\/") != NULL)
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
    size = strlen(parent->path) + strlen(name) + sizeof "\\";
    path = malloc(size);
    if (path == NULL)
        return E_OUTOFMEMORY;
    strcpy(path, parent->path);
    strcat(path, "\\");
    strcat(path, name);
    hr = wmi_mock__repository_make(repository, path, &made);
    free(path);
    return hr;
}

/* --- Instances --------------------------------------------------------------------------------------------- */

static HRESULT put(wmi_mock__repository *repository, wmi_mock__namespace *space, wmi_mock__record *record,
                   LONG flags)
{
    wmi_mock__record *old = wmi_mock__namespace_find_twin(space, record);

    if (old != NULL && (flags & WBEM_FLAG_CREATE_ONLY))
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    if (old == NULL && (flags & WBEM_FLAG_UPDATE_ONLY))
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (wmi_mock__class_is_a(record->object_class, "__NAMESPACE"))
        return make_namespace(repository, space, record);
    if (old != NULL)
        return wmi_mock__namespace_replace_record(space, old, wmi_mock__record_share(record));
    return wmi_mock__namespace_add_record(space, wmi_mock__record_share(record));
}

HRESULT wmi_mock__mof_store(wmi_mock__mof_reader *reader, wmi_mock__record *record,
                            const wmi_mock__mof_target *target)
{
    HRESULT hr = put(reader->repository, target->space, record, target->flags);

    return FAILED(hr) ? refuse(reader, hr, record, target->place) : S_OK;
}
