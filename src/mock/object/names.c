/* SPDX-License-Identifier: MIT */
/* The names of an object's properties, and the enumeration of them. */
#include "mock/object/object.h"

#include "mock/repository/object_value.h"

#include "base/bstr.h"
#include "value/value.h"

#include <stdlib.h>

#define MASK_GROUP_2 (WBEM_FLAG_KEYS_ONLY | WBEM_FLAG_REFS_ONLY)
#define MASK_KNOWN \
    (WBEM_MASK_PRIMARY_CONDITION | MASK_GROUP_2 | WBEM_MASK_CONDITION_ORIGIN | WBEM_MASK_CLASS_CONDITION)

/*
 * Flags of one group exclude each other; those on overrides cannot be combined, and require a class. The whole mask
 * of origins is what Windows accepts too; which names it returns then is unknown: here, as WBEM_FLAG_NONSYSTEM_ONLY.
 */
HRESULT wmi_mock__property_filter_check(const wmi_mock__property_filter *filter, bool is_class)
{
    LONG condition = filter->flags & WBEM_MASK_PRIMARY_CONDITION;
    LONG origin = filter->flags & WBEM_MASK_CONDITION_ORIGIN;
    LONG overrides = filter->flags & WBEM_MASK_CLASS_CONDITION;
    bool is_valid = (filter->flags & ~MASK_KNOWN) == 0 && (filter->flags & MASK_GROUP_2) != MASK_GROUP_2 &&
                    (origin <= WBEM_FLAG_NONSYSTEM_ONLY || origin == WBEM_MASK_CONDITION_ORIGIN) &&
                    overrides != WBEM_MASK_CLASS_CONDITION;

    if (overrides != 0 && (!is_class || (origin != 0 && origin != WBEM_FLAG_NONSYSTEM_ONLY)))
        is_valid = false;
    if (condition != WBEM_FLAG_ALWAYS && filter->qualifier == NULL)
        is_valid = false;
    if (condition == WBEM_FLAG_ONLY_IF_IDENTICAL && filter->value == NULL)
        is_valid = false;
    return is_valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
}

/* System properties have no qualifiers, are not keys, and belong to no class. */
bool wmi_mock__property_filter_takes_system(const wmi_mock__property_filter *filter)
{
    LONG condition = filter->flags & WBEM_MASK_PRIMARY_CONDITION;
    LONG origin = filter->flags & WBEM_MASK_CONDITION_ORIGIN;

    return (origin == 0 || origin == WBEM_FLAG_SYSTEM_ONLY) &&
           (filter->flags & (MASK_GROUP_2 | WBEM_MASK_CLASS_CONDITION)) == 0 &&
           (condition == WBEM_FLAG_ALWAYS || condition == WBEM_FLAG_ONLY_IF_FALSE);
}

/* Whether a class changed the default or the qualifiers of an inherited property. */
static bool is_overridden(const wmi_mock__class *object_class, const wmi_mock__property *property)
{
    return property->is_local && property->origin != object_class->name;
}

static bool takes_origin(LONG flags, const wmi_mock__class *object_class, const wmi_mock__property *property)
{
    bool is_local = property->origin == object_class->name;

    if ((flags & WBEM_FLAG_CLASS_OVERRIDES_ONLY) != 0 && !is_overridden(object_class, property))
        return false;
    if ((flags & WBEM_FLAG_CLASS_LOCAL_AND_OVERRIDES) != 0 && !is_local &&
        !is_overridden(object_class, property))
        return false;
    switch (flags & WBEM_MASK_CONDITION_ORIGIN) {
    case WBEM_FLAG_LOCAL_ONLY: return is_local;
    case WBEM_FLAG_PROPAGATED_ONLY: return !is_local;
    case WBEM_FLAG_SYSTEM_ONLY: return false;
    default: return true;
    }
}

static bool is_identical(const wmi_value *value, const VARIANT *wanted)
{
    wmi_value other;
    CIMTYPE type = (CIMTYPE)value->type | (value->is_array ? CIM_FLAG_ARRAY : 0);
    bool same;

    if (FAILED(wmi__value_from_variant(wanted, type, &other)))
        return false;
    same = wmi_mock__value_same(value, &other, false);
    wmi_value_clear(&other);
    return same;
}

static HRESULT takes_qualifier(const wmi_mock__property_filter *filter, const wmi_mock__object *self,
                               const wmi_mock__property *property, bool *takes)
{
    LONG condition = filter->flags & WBEM_MASK_PRIMARY_CONDITION;
    const wmi_mock__qualified owner = { WMI_MOCK__QUALIFIED_PROPERTY, property->name };
    const wmi_mock__qualifier *found;
    wmi_mock__qualifiers list;
    HRESULT hr;

    *takes = true;
    if (condition == WBEM_FLAG_ALWAYS)
        return S_OK;
    hr = wmi_mock__qualifiers_seen(self, &owner, &list);
    if (FAILED(hr))
        return hr;
    found = wmi_mock__qualifiers_find(&list, filter->qualifier);
    *takes = (found != NULL) == (condition != WBEM_FLAG_ONLY_IF_FALSE);
    if (*takes && condition == WBEM_FLAG_ONLY_IF_IDENTICAL)
        *takes = is_identical(&found->value, filter->value);
    wmi_mock__qualifiers_clear(&list);
    return S_OK;
}

HRESULT wmi_mock__property_filter_takes(const wmi_mock__property_filter *filter, const wmi_mock__object *self,
                                        size_t property, bool *takes)
{
    const wmi_mock__class *object_class = wmi_mock__object_class(self);
    const wmi_mock__property *declared = &object_class->properties[property];

    *takes = wmi_mock__object_shows(self, property) && takes_origin(filter->flags, object_class, declared) &&
             (!(filter->flags & WBEM_FLAG_KEYS_ONLY) || declared->is_key) &&
             (!(filter->flags & WBEM_FLAG_REFS_ONLY) || declared->type == WMI_REFERENCE);
    return *takes ? takes_qualifier(filter, self, declared, takes) : S_OK;
}

static HRESULT collect_names(const wmi_mock__object *self, const wmi_mock__property_filter *filter,
                             const char **names, size_t *count)
{
    const wmi_mock__class *object_class = wmi_mock__object_class(self);
    HRESULT hr = S_OK;
    bool takes;

    *count = 0;
    for (size_t i = 0; wmi_mock__property_filter_takes_system(filter) && i < WMI_MOCK__SYSTEM_PROPERTY_COUNT;
         i++)
        names[(*count)++] = wmi_mock__system_name(i);
    for (size_t i = 0; SUCCEEDED(hr) && i < object_class->property_count; i++) {
        hr = wmi_mock__property_filter_takes(filter, self, i, &takes);
        if (SUCCEEDED(hr) && takes)
            names[(*count)++] = object_class->properties[i].name;
    }
    return hr;
}

static HRESULT get_names(const wmi_mock__object *self, const wmi_mock__property_filter *filter,
                         SAFEARRAY **array)
{
    size_t room = wmi_mock__object_class(self)->property_count + WMI_MOCK__SYSTEM_PROPERTY_COUNT;
    const char **names;
    size_t count;
    HRESULT hr = wmi_mock__property_filter_check(filter, self->record == NULL);

    if (FAILED(hr))
        return hr;
    names = malloc(room * sizeof *names);
    if (names == NULL)
        return E_OUTOFMEMORY;
    hr = collect_names(self, filter, names, &count);
    if (SUCCEEDED(hr))
        hr = wmi_mock__names_array(names, count, array);
    free(names);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_get_names(IWbemClassObject *This, LPCWSTR wszQualifierName,
                                                     LONG lFlags, VARIANT *pQualifierVal, SAFEARRAY **pNames)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__property_filter filter = { lFlags, NULL, pQualifierVal };
    wmi_mock__utf8 qualifier = { .allocated = NULL };
    wmi_mock__call call;
    HRESULT hr = pNames == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;

    if (pNames != NULL)
        *pNames = NULL;
    if (SUCCEEDED(hr) && wszQualifierName != NULL) {
        hr = wmi_mock__utf8_begin(&qualifier, wszQualifierName);
        filter.qualifier = qualifier.text;
    }
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::GetNames");
    wmi_mock__enter_text(&call, "wszQualifierName", wszQualifierName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    wmi_mock__enter_pointer(&call, "pQualifierVal", pQualifierVal);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = get_names(self, &filter, pNames);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&qualifier);
    return wmi_mock__leave(&call, hr);
}
