/* SPDX-License-Identifier: MIT */
/* IWbemServices::PutInstance and DeleteInstance. */
#include "mock/services/call_result.h"
#include "mock/services/calls.h"
#include "mock/services/partial_update.h"

#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

#define PUT_FLAGS ((LONG)WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_USE_AMENDED_QUALIFIERS)

/* --- What is to be written ------------------------------------------------------------------------------------ */

/* An instance that is being put into a namespace. */
typedef struct instance_put {
    const wmi_mock__object *object; /* a copy of the client's object at the time of the call */
    wmi_mock__class *object_class;  /* the namespace's own */
    wmi_mock__partial_update update;
    LONG flags;
} instance_put;

/* A key is always written, since it identifies the instance. */
static bool is_written(const instance_put *put, size_t index)
{
    const wmi_mock__property *property = &put->object->record->object_class->properties[index];

    return property->is_key ||
           (wmi_mock__object_shows(put->object, index) &&
            wmi_mock__partial_update_writes(&put->update, property, &put->object->record->values[index]));
}

/* The qualifiers of a property replace those of the record. */
static HRESULT write_property_qualifiers(const wmi_mock__qualifiers *from, wmi_mock__record *record,
                                         size_t at)
{
    wmi_mock__qualifiers *list;
    wmi_mock__qualifiers copy;

    if (from->count == 0 && wmi_mock__record_qualifiers(record, at)->count == 0)
        return S_OK;
    list = wmi_mock__record_own_qualifiers(record, at);
    if (list == NULL || FAILED(wmi_mock__qualifiers_copy(from, &copy)))
        return E_OUTOFMEMORY;
    wmi_mock__qualifiers_clear(list);
    *list = copy;
    return S_OK;
}

/* Copies the values into the record; its class may have changed since the client got the object. */
static HRESULT write_value(const instance_put *put, size_t index, wmi_mock__record *record)
{
    const wmi_mock__property *from = &put->object->record->object_class->properties[index];
    size_t at = wmi_mock__class_find_property(put->object_class, from->name);
    wmi_value copy;
    HRESULT hr;

    if (at == SIZE_MAX || put->object_class->properties[at].type != from->type ||
        put->object_class->properties[at].is_array != from->is_array)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    hr = wmi__value_copy(&put->object->record->values[index], &copy);
    if (FAILED(hr))
        return hr;
    wmi_value_clear(&record->values[at]);
    record->values[at] = copy;
    return put->update.is_partial ? S_OK
                                  : write_property_qualifiers(
                                        wmi_mock__record_qualifiers(put->object->record, index), record, at);
}

static HRESULT write_values(const instance_put *put, wmi_mock__record *record)
{
    const wmi_mock__class *from = put->object->record->object_class;
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < from->property_count; i++) {
        if (is_written(put, i))
            hr = write_value(put, i, record);
    }
    return hr;
}

/* A partial update changes no qualifiers. */
static HRESULT write_qualifiers(const instance_put *put, wmi_mock__record *record)
{
    wmi_mock__qualifiers copy;
    HRESULT hr;

    if (put->update.is_partial || put->object->selection != NULL)
        return S_OK;
    hr = wmi_mock__qualifiers_copy(&put->object->record->qualifiers, &copy);
    if (FAILED(hr))
        return hr;
    wmi_mock__qualifiers_clear(&record->qualifiers);
    record->qualifiers = copy;
    return S_OK;
}

/* The new instance; `old`: the existing one, or NULL. */
static HRESULT merge(const instance_put *put, const wmi_mock__record *old, wmi_mock__record **merged)
{
    wmi_mock__record *record = old != NULL ? wmi_mock__record_copy(old)
                                           : wmi_mock__record_create(put->object_class);
    HRESULT hr = record == NULL ? E_OUTOFMEMORY : write_values(put, record);

    if (SUCCEEDED(hr))
        hr = write_qualifiers(put, record);
    if (FAILED(hr)) {
        wmi_mock__record_release(record);
        record = NULL;
    }
    *merged = record;
    return hr;
}

/* --- Writing it ----------------------------------------------------------------------------------------------- */

static HRESULT check_class(const instance_put *put)
{
    if (put->object_class == NULL || put->object_class->is_abstract)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    return wmi_mock__partial_update_check(&put->update, put->object_class);
}

static HRESULT check_nulls(const wmi_mock__record *record, bool keys_only)
{
    for (size_t i = 0; i < record->object_class->property_count; i++) {
        const wmi_mock__property *property = &record->object_class->properties[i];

        if (record->values[i].is_null &&
            (property->is_key ||
             (!keys_only && wmi_mock__qualifiers_flag(&property->qualifiers, "not_null"))))
            return (HRESULT)WBEM_E_ILLEGAL_NULL;
    }
    return S_OK;
}

/* An instance of __NAMESPACE is created together with its namespace. */
static HRESULT add_namespace(const wmi_mock__services *self, const wmi_mock__record *record)
{
    const char *name = record->values[wmi_mock__class_find_property(record->object_class, "Name")].string;
    const char *parent = self->space->path;
    char *path = malloc(strlen(parent) + strlen(name) + sizeof "\\");
    wmi_mock__namespace *made;
    HRESULT hr;

    if (path == NULL)
        return E_OUTOFMEMORY;
    strcpy(path, parent);
    strcat(path, "\\");
    strcat(path, name);
    hr = strpbrk(name, "\\/") != NULL
             ? (HRESULT)WBEM_E_INVALID_NAMESPACE
             : wmi_mock__repository_make(wmi_mock__host_repository(self->proxy.mock, self->proxy.host), path,
                                         &made);
    free(path);
    return hr;
}

/* Takes ownership of the record in every case. */
static HRESULT store(wmi_mock__services *self, wmi_mock__record *old, wmi_mock__record *record)
{
    HRESULT hr;

    if (old != NULL)
        return wmi_mock__namespace_replace_record(self->space, old, record);
    if (!wmi_mock__class_is_a(record->object_class, "__NAMESPACE"))
        return wmi_mock__namespace_add_record(self->space, record);
    hr = add_namespace(self, record);
    wmi_mock__record_release(record);
    return hr;
}

/* The existing instance with the same keys. */
static HRESULT find_old(const wmi_mock__services *self, const instance_put *put, wmi_mock__record **old)
{
    wmi_mock__record *wanted;
    HRESULT hr = merge(put, NULL, &wanted);

    *old = NULL;
    if (wanted == NULL)
        return hr;
    hr = check_nulls(wanted, true);
    if (SUCCEEDED(hr))
        *old = wmi_mock__namespace_find_twin(self->space, wanted);
    wmi_mock__record_release(wanted);
    if (SUCCEEDED(hr) && *old == NULL && (put->flags & WBEM_FLAG_UPDATE_ONLY))
        hr = (HRESULT)WBEM_E_NOT_FOUND;
    if (SUCCEEDED(hr) && *old != NULL && (put->flags & WBEM_FLAG_CREATE_ONLY))
        hr = (HRESULT)WBEM_E_ALREADY_EXISTS;
    return hr;
}

/* The mock's lock is held. */
static HRESULT put_record(wmi_mock__services *self, instance_put *put, char **path)
{
    wmi_mock__record *record = NULL;
    wmi_mock__record *old = NULL;
    HRESULT hr;

    put->object_class = wmi_mock__namespace_find_class(self->space, put->object->record->object_class->name);
    hr = check_class(put);
    if (SUCCEEDED(hr))
        hr = find_old(self, put, &old);
    if (SUCCEEDED(hr))
        hr = merge(put, old, &record);
    if (SUCCEEDED(hr))
        hr = check_nulls(record, false);
    if (SUCCEEDED(hr))
        hr = wmi_mock__record_relative_path(record, path);
    if (FAILED(hr)) {
        wmi_mock__record_release(record);
        return hr;
    }
    return store(self, old, record);
}

/* Whether an object says that it comes from another namespace or computer; new ones say nothing. */
static bool is_foreign(const wmi_mock__services *self, const wmi_mock__object *object)
{
    const wmi_mock__place *place = object->place;

    return place != NULL && (((object->shows & WMI_MOCK__SHOWS_SERVER) != 0 &&
                              !wmi__same_name(place->server, self->place->server)) ||
                             ((object->shows & WMI_MOCK__SHOWS_NAMESPACE) != 0 &&
                              !wmi__same_name(place->namespace_path, self->place->namespace_path)));
}

static HRESULT check_put(const wmi_mock__object *object, LONG flags, LONG allowed)
{
    const LONG both = WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY;

    if ((flags & ~(PUT_FLAGS | allowed)) != 0 || (flags & both) == both)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    return object->record == NULL ? (HRESULT)WBEM_E_INVALID_OBJECT : S_OK;
}

static wmi_mock__outcome put(wmi_mock__services *self, const wmi_mock__object *object, LONG flags,
                             IWbemContext *context)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_STRING, .operation = "PutInstance" };
    instance_put put = { object, NULL, { 0 }, flags };

    outcome.code = is_foreign(self, object) ? WMI_MOCK__ANOTHER_NAMESPACE
                                            : wmi_mock__partial_update_read(context, &put.update);
    if (SUCCEEDED(outcome.code)) {
        wmi_mock__lock(self->proxy.mock);
        outcome.code = put_record(self, &put, &outcome.text);
        wmi_mock__unlock(self->proxy.mock);
    }
    wmi_mock__partial_update_clear(&put.update);
    wmi_mock__outcome_blame(&outcome, object->record->object_class->name);
    return outcome;
}

const wmi_mock__put wmi_mock__put_instance = { "pInst", check_put, put };

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstance(IWbemServices *base, IWbemClassObject *object,
                                                         LONG flags, IWbemContext *context,
                                                         IWbemCallResult **result)
{
    return wmi_mock__services_put(&wmi_mock__put_instance, base, "IWbemServices::PutInstance", object, flags,
                                  context, result);
}

/* --- Deleting --------------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__delete_instance(wmi_mock__services *self, const char *path)
{
    wmi_mock__class *found;
    wmi_mock__record *record;
    HRESULT hr;

    if (wmi_mock__path_is_class(path))
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    hr = wmi_mock__services_find(self, path, &record, &found);
    if (FAILED(hr))
        return hr;
    if (wmi_mock__class_is_a(record->object_class, "__NAMESPACE"))
        return wmi_mock__repository_remove(wmi_mock__host_repository(self->proxy.mock, self->proxy.host),
                                           self->space, record);
    return wmi_mock__namespace_remove_record(self->space, record);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstance(IWbemServices *base, const BSTR path, LONG flags,
                                                            IWbemContext *context, IWbemCallResult **result)
{
    return wmi_mock__services_delete(wmi_mock__services_of(base), "IWbemServices::DeleteInstance", path,
                                     flags, context, result, wmi_mock__delete_instance);
}
