/* SPDX-License-Identifier: MIT */
/* IWbemQualifierSet: access to the qualifiers of an object, a property or a method. */
#include "mock/object/object.h"

#include "mock/repository/object_value.h"

#include "base/bstr.h"
#include "value/variant.h"

#include <stdlib.h>

typedef struct qualifier_set {
    IWbemQualifierSet com;
    wmi_mock__com_object base;
    wmi_mock__object *object; /* an owned reference; its lock protects everything here */
    wmi_mock__qualified owner;
    char *name; /* of the property or method; or NULL */
    wmi_mock__object_cursor cursor;
} qualifier_set;

static qualifier_set *set_of(IWbemQualifierSet *This)
{
    return (qualifier_set *)(void *)((char *)This - offsetof(qualifier_set, com));
}

static HRESULT STDMETHODCALLTYPE query_interface(IWbemQualifierSet *This, REFIID riid, void **ppvObject)
{
    qualifier_set *self = set_of(This);
    const wmi_mock__com_face face = { &IID_IWbemQualifierSet, &self->com };

    return wmi_mock__com_object_query(&self->base, &face, 1, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemQualifierSet *This)
{
    return wmi_mock__com_object_add_ref(&set_of(This)->base);
}

static ULONG STDMETHODCALLTYPE release(IWbemQualifierSet *This)
{
    qualifier_set *self = set_of(This);
    ULONG left = wmi_mock__com_object_release(&self->base);

    if (left == 0) {
        IWbemClassObject_Release(&self->object->com);
        wmi_mock__com_object_end(&self->base);
        free(self->name);
        free(self);
    }
    return left;
}

static HRESULT lock_and_see(qualifier_set *self, wmi_mock__qualifiers *list)
{
    wmi__mutex_lock(&self->object->base.lock);
    return wmi_mock__qualifiers_seen(self->object, &self->owner, list);
}

static void clear_and_unlock(qualifier_set *self, wmi_mock__qualifiers *list)
{
    wmi_mock__qualifiers_clear(list);
    wmi__mutex_unlock(&self->object->base.lock);
}

/* The name pointer may be NULL; the value's out-pointer is written only on success. */
static HRESULT give(const wmi_mock__qualifier *found, BSTR *name, VARIANT *value, LONG *flavor)
{
    VARIANT given;
    HRESULT hr = S_OK;

    VariantInit(&given);
    if (value != NULL)
        hr = wmi__value_to_variant(&found->value, &given);
    if (SUCCEEDED(hr) && name != NULL)
        hr = wmi__bstr_from_utf8(found->name, name);
    if (FAILED(hr)) {
        VariantClear(&given);
        return hr;
    }
    if (value != NULL)
        *value = given;
    if (flavor != NULL)
        *flavor = found->flavor;
    return S_OK;
}

static HRESULT get(qualifier_set *self, const char *name, VARIANT *value, LONG *flavor)
{
    const wmi_mock__qualifier *found;
    wmi_mock__qualifiers list;
    HRESULT hr;

    hr = lock_and_see(self, &list);
    if (SUCCEEDED(hr)) {
        found = wmi_mock__qualifiers_find(&list, name);
        hr = found == NULL ? (HRESULT)WBEM_E_NOT_FOUND : give(found, NULL, value, flavor);
    }
    clear_and_unlock(self, &list);
    return hr;
}

static HRESULT STDMETHODCALLTYPE set_get(IWbemQualifierSet *This, LPCWSTR wszName, LONG lFlags, VARIANT *pVal,
                                         LONG *plFlavor)
{
    qualifier_set *self = set_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::Get");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr))
        hr = get(self, name.text, pVal, plFlavor);
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

/* Qualifiers are of four types, and arrays of these. */
static HRESULT read_value(const VARIANT *variant, wmi_value *value)
{
    VARTYPE vartype = (VARTYPE)(V_VT(variant) & ~VT_ARRAY);
    bool is_array = (V_VT(variant) & VT_ARRAY) != 0;

    if (vartype != VT_I4 && vartype != VT_R8 && vartype != VT_BSTR && vartype != VT_BOOL)
        return (HRESULT)WBEM_E_INVALID_QUALIFIER_TYPE;
    return wmi_mock__value_from_client(variant, wmi__type_of_vartype(vartype), is_array, value);
}

static HRESULT put(qualifier_set *self, const char *name, const VARIANT *variant, LONG flavor)
{
    wmi_value value;
    HRESULT hr = read_value(variant, &value);

    if (FAILED(hr))
        return hr;
    wmi__mutex_lock(&self->object->base.lock);
    hr = wmi_mock__qualifiers_put(self->object, &self->owner, name, &value, flavor);
    wmi__mutex_unlock(&self->object->base.lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE set_put(IWbemQualifierSet *This, LPCWSTR wszName, VARIANT *pVal,
                                         LONG lFlavor)
{
    qualifier_set *self = set_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && pVal == NULL)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::Put");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_pointer(&call, "pVal", pVal);
    wmi_mock__enter_number(&call, "lFlavor", lFlavor);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr))
        hr = put(self, name.text, pVal, lFlavor);
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE set_delete(IWbemQualifierSet *This, LPCWSTR wszName)
{
    qualifier_set *self = set_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::Delete");
    wmi_mock__enter_text(&call, "wszName", wszName);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->object->base.lock);
        hr = wmi_mock__qualifiers_delete(self->object, &self->owner, name.text);
        wmi__mutex_unlock(&self->object->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

static HRESULT check_flags(LONG flags)
{
    bool is_valid = flags == 0 || flags == WBEM_FLAG_LOCAL_ONLY || flags == WBEM_FLAG_PROPAGATED_ONLY;

    return is_valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
}

static bool is_wanted(const wmi_mock__qualifier *one, LONG flags)
{
    bool is_propagated = (one->flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED) != 0;

    return flags == 0 || is_propagated == (flags == WBEM_FLAG_PROPAGATED_ONLY);
}

static HRESULT collect(const wmi_mock__qualifiers *list, LONG flags, SAFEARRAY **array)
{
    const char **names = malloc((list->count + 1) * sizeof *names);
    size_t count = 0;
    HRESULT hr;

    if (names == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < list->count; i++) {
        if (is_wanted(&list->items[i], flags))
            names[count++] = list->items[i].name;
    }
    hr = wmi_mock__names_array(names, count, array);
    free(names);
    return hr;
}

static HRESULT STDMETHODCALLTYPE set_get_names(IWbemQualifierSet *This, LONG lFlags, SAFEARRAY **pNames)
{
    qualifier_set *self = set_of(This);
    HRESULT hr = pNames == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : check_flags(lFlags);
    wmi_mock__qualifiers list;
    wmi_mock__call call;

    if (pNames != NULL)
        *pNames = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::GetNames");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        hr = lock_and_see(self, &list);
        if (SUCCEEDED(hr))
            hr = collect(&list, lFlags, pNames);
        clear_and_unlock(self, &list);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE set_begin_enumeration(IWbemQualifierSet *This, LONG lFlags)
{
    qualifier_set *self = set_of(This);
    HRESULT hr = check_flags(lFlags);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::BeginEnumeration");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->object->base.lock);
        self->cursor = (wmi_mock__object_cursor){ true, lFlags, 0 };
        wmi__mutex_unlock(&self->object->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT next(qualifier_set *self, const wmi_mock__qualifiers *list, BSTR *name, VARIANT *value,
                    LONG *flavor)
{
    size_t at = self->cursor.next;
    HRESULT hr;

    if (!self->cursor.is_open)
        return (HRESULT)WBEM_E_UNEXPECTED;
    while (at < list->count && !is_wanted(&list->items[at], self->cursor.flags))
        at++;
    if (at >= list->count)
        return WBEM_S_NO_MORE_DATA;
    hr = give(&list->items[at], name, value, flavor);
    if (SUCCEEDED(hr))
        self->cursor.next = at + 1;
    return hr;
}

static HRESULT STDMETHODCALLTYPE set_next(IWbemQualifierSet *This, LONG lFlags, BSTR *pstrName, VARIANT *pVal,
                                          LONG *plFlavor)
{
    qualifier_set *self = set_of(This);
    HRESULT hr = lFlags == 0 ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__qualifiers list;
    wmi_mock__call call;

    if (pstrName != NULL)
        *pstrName = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::Next");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        hr = lock_and_see(self, &list);
        if (SUCCEEDED(hr))
            hr = next(self, &list, pstrName, pVal, plFlavor);
        clear_and_unlock(self, &list);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE set_end_enumeration(IWbemQualifierSet *This)
{
    qualifier_set *self = set_of(This);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemQualifierSet::EndEnumeration");
    if (wmi_mock__enter_admit(&call)) {
        wmi__mutex_lock(&self->object->base.lock);
        self->cursor.is_open = false;
        wmi__mutex_unlock(&self->object->base.lock);
    }
    return wmi_mock__leave(&call, S_OK);
}

static const IWbemQualifierSetVtbl vtbl = {
    query_interface, add_ref,
    release,         set_get,
    set_put,         set_delete,
    set_get_names,   set_begin_enumeration,
    set_next,        set_end_enumeration,
};

/* A set exists only for an existing owner whose qualifiers can be read. */
static HRESULT check_owner(const wmi_mock__object *object, const wmi_mock__qualified *owner)
{
    wmi_mock__qualifiers list;
    HRESULT hr = wmi_mock__qualifiers_seen(object, owner, &list);

    wmi_mock__qualifiers_clear(&list);
    return hr;
}

HRESULT wmi_mock__qualifier_set_create(wmi_mock__object *object, const wmi_mock__qualified *owner,
                                       IWbemQualifierSet **set)
{
    qualifier_set *self;
    HRESULT hr = check_owner(object, owner);

    if (FAILED(hr))
        return hr;
    self = calloc(1, sizeof *self);
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtbl;
    self->name = owner->name == NULL ? NULL : wmi_mock__copy_text(owner->name);
    if (owner->name != NULL && self->name == NULL) {
        free(self);
        return E_OUTOFMEMORY;
    }
    wmi_mock__com_object_begin(&self->base, object->base.mock, (IUnknown *)&self->com, "IWbemQualifierSet");
    self->owner = (wmi_mock__qualified){ owner->kind, self->name };
    self->object = object;
    IWbemClassObject_AddRef(&object->com);
    *set = &self->com;
    return S_OK;
}
