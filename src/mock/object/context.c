/* SPDX-License-Identifier: MIT */
/* IWbemContext: named values passed with a call. Off Windows also the class CLSID_WbemContext. */
#include "mock/core/com_object.h"
#include "mock/object/object.h"
#include "mock/repository/object_value.h"

#include "base/bstr.h"

#include <stdlib.h>

typedef struct named_value {
    char *name;
    VARIANT value;
} named_value;

typedef struct context {
    IWbemContext com;
    wmi_mock__com_object base;
    named_value *values;
    size_t count;
    size_t capacity;
    bool is_enumerating;
    size_t next;
} context;

static context *context_of(IWbemContext *This)
{
    return (context *)(void *)((char *)This - offsetof(context, com));
}

static HRESULT build(wmi_mock *mock, context **made);

/* --- Values ---------------------------------------------------------------------------------------------------------- */

static size_t find(const context *self, const char *name)
{
    for (size_t i = 0; i < self->count; i++) {
        if (wmi__same_name(self->values[i].name, name))
            return i;
    }
    return SIZE_MAX;
}

static bool make_room(context *self)
{
    size_t capacity = self->capacity == 0 ? 4 : self->capacity * 2;
    named_value *values;

    if (self->count < self->capacity)
        return true;
    values = realloc(self->values, capacity * sizeof *values);
    if (values == NULL)
        return false;
    self->values = values;
    self->capacity = capacity;
    return true;
}

static void clear_value(named_value *value)
{
    free(value->name);
    VariantClear(&value->value);
}

static void clear_all(context *self)
{
    for (size_t i = 0; i < self->count; i++)
        clear_value(&self->values[i]);
    self->count = 0;
}

/* A context owns its objects. */
static HRESULT copy_object(VARIANT *variant)
{
    IWbemClassObject *copy = NULL;
    void *object = NULL;
    HRESULT hr;

    if (V_VT(variant) != VT_UNKNOWN || V_UNKNOWN(variant) == NULL ||
        FAILED(IUnknown_QueryInterface(V_UNKNOWN(variant), &IID_IWbemClassObject, &object)) || object == NULL)
        return S_OK;
    hr = wmi_mock__object_duplicate((IWbemClassObject *)object, &copy);
    IWbemClassObject_Release((IWbemClassObject *)object);
    if (FAILED(hr))
        return hr;
    IUnknown_Release(V_UNKNOWN(variant));
    V_UNKNOWN(variant) = (IUnknown *)copy;
    return S_OK;
}

static HRESULT copy_variant(const VARIANT *from, VARIANT *to)
{
    VARIANT given = *from; /* only read: MinGW's VariantCopy has no const parameter */
    HRESULT hr;

    VariantInit(to);
    hr = VariantCopyInd(to, &given);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : (HRESULT)WBEM_E_INVALID_PARAMETER;
    hr = copy_object(to);
    if (FAILED(hr))
        VariantClear(to);
    return hr;
}

static HRESULT append(context *self, const char *name, VARIANT *value)
{
    char *copy = wmi_mock__copy_text(name);

    if (copy == NULL || !make_room(self)) {
        free(copy);
        return E_OUTOFMEMORY;
    }
    self->values[self->count++] = (named_value){ copy, *value };
    return S_OK;
}

static HRESULT set(context *self, const char *name, const VARIANT *value)
{
    size_t at = find(self, name);
    VARIANT copy;
    HRESULT hr = copy_variant(value, &copy);

    if (FAILED(hr))
        return hr;
    if (at == SIZE_MAX) {
        hr = append(self, name, &copy);
        if (FAILED(hr))
            VariantClear(&copy);
        return hr;
    }
    VariantClear(&self->values[at].value);
    self->values[at].value = copy;
    return S_OK;
}

/* --- Life -------------------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE query_interface(IWbemContext *This, REFIID riid, void **ppvObject)
{
    context *self = context_of(This);
    const wmi_mock__com_face face = { &IID_IWbemContext, &self->com };

    return wmi_mock__com_object_query(&self->base, &face, 1, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IWbemContext *This)
{
    return wmi_mock__com_object_add_ref(&context_of(This)->base);
}

static ULONG STDMETHODCALLTYPE release(IWbemContext *This)
{
    context *self = context_of(This);
    ULONG left = wmi_mock__com_object_release(&self->base);

    if (left == 0) {
        clear_all(self);
        free(self->values);
        wmi_mock__com_object_end(&self->base);
        free(self);
    }
    return left;
}

/* --- Methods ----------------------------------------------------------------------------------------------------------- */

static HRESULT copy_values(const context *from, context *to)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < from->count; i++)
        hr = set(to, from->values[i].name, &from->values[i].value);
    return hr;
}

static HRESULT clone(context *self, IWbemContext **copy)
{
    context *made;
    HRESULT hr = build(self->base.mock, &made);

    if (FAILED(hr))
        return hr;
    hr = copy_values(self, made);
    if (SUCCEEDED(hr))
        *copy = &made->com;
    else
        IWbemContext_Release(&made->com);
    return hr;
}

static HRESULT STDMETHODCALLTYPE context_clone(IWbemContext *This, IWbemContext **ppNewCopy)
{
    context *self = context_of(This);
    HRESULT hr = ppNewCopy == NULL ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (ppNewCopy != NULL)
        *ppNewCopy = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::Clone");
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = clone(self, ppNewCopy);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT get_names(const context *self, SAFEARRAY **array)
{
    const char **names = malloc((self->count + 1) * sizeof *names);
    HRESULT hr;

    if (names == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < self->count; i++)
        names[i] = self->values[i].name;
    hr = wmi_mock__names_array(names, self->count, array);
    free(names);
    return hr;
}

static HRESULT STDMETHODCALLTYPE context_get_names(IWbemContext *This, LONG lFlags, SAFEARRAY **pNames)
{
    context *self = context_of(This);
    HRESULT hr = pNames == NULL || lFlags != 0 ? (HRESULT)WBEM_E_INVALID_PARAMETER : S_OK;
    wmi_mock__call call;

    if (pNames != NULL)
        *pNames = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::GetNames");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = get_names(self, pNames);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE context_begin_enumeration(IWbemContext *This, LONG lFlags)
{
    context *self = context_of(This);
    HRESULT hr = lFlags == 0 ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemContext::BeginEnumeration");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        self->is_enumerating = true;
        self->next = 0;
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

/* At the end the name is NULL and the value VT_NULL: documented. */
static HRESULT next(context *self, BSTR *name, VARIANT *value)
{
    VARIANT copy;
    HRESULT hr;

    if (!self->is_enumerating)
        return (HRESULT)WBEM_E_UNEXPECTED;
    if (self->next >= self->count) {
        V_VT(value) = VT_NULL;
        return WBEM_S_NO_MORE_DATA;
    }
    hr = copy_variant(&self->values[self->next].value, &copy);
    if (FAILED(hr))
        return hr;
    hr = wmi__bstr_from_utf8(self->values[self->next].name, name);
    if (FAILED(hr)) {
        VariantClear(&copy);
        return hr;
    }
    *value = copy;
    self->next++;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE context_next(IWbemContext *This, LONG lFlags, BSTR *pstrName,
                                              VARIANT *pValue)
{
    context *self = context_of(This);
    bool is_valid = lFlags == 0 && pstrName != NULL && pValue != NULL;
    HRESULT hr = is_valid ? S_OK : (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__call call;

    if (pstrName != NULL)
        *pstrName = NULL;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::Next");
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = next(self, pstrName, pValue);
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE context_end_enumeration(IWbemContext *This)
{
    context *self = context_of(This);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemContext::EndEnumeration");
    if (wmi_mock__enter_admit(&call)) {
        wmi__mutex_lock(&self->base.lock);
        self->is_enumerating = false;
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, S_OK);
}

static HRESULT STDMETHODCALLTYPE context_set_value(IWbemContext *This, LPCWSTR wszName, LONG lFlags,
                                                   VARIANT *pValue)
{
    context *self = context_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && (lFlags != 0 || pValue == NULL))
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::SetValue");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    wmi_mock__enter_pointer(&call, "pValue", pValue);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = set(self, name.text, pValue);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

static HRESULT get(const context *self, const char *name, VARIANT *value)
{
    size_t at = find(self, name);
    VARIANT copy;
    HRESULT hr;

    if (at == SIZE_MAX)
        return (HRESULT)WBEM_E_NOT_FOUND;
    hr = copy_variant(&self->values[at].value, &copy);
    if (SUCCEEDED(hr))
        *value = copy;
    return hr;
}

static HRESULT STDMETHODCALLTYPE context_get_value(IWbemContext *This, LPCWSTR wszName, LONG lFlags,
                                                   VARIANT *pValue)
{
    context *self = context_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && (lFlags != 0 || pValue == NULL))
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::GetValue");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = get(self, name.text, pValue);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

/* An enumeration in progress skips nothing. */
static HRESULT remove_value(context *self, const char *name)
{
    size_t at = find(self, name);

    if (at == SIZE_MAX)
        return (HRESULT)WBEM_E_NOT_FOUND;
    clear_value(&self->values[at]);
    self->count--;
    for (size_t i = at; i < self->count; i++)
        self->values[i] = self->values[i + 1];
    if (at < self->next)
        self->next--;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE context_delete_value(IWbemContext *This, LPCWSTR wszName, LONG lFlags)
{
    context *self = context_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    wmi_mock__enter(&call, self->base.mock, "IWbemContext::DeleteValue");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = remove_value(self, name.text);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

static HRESULT STDMETHODCALLTYPE context_delete_all(IWbemContext *This)
{
    context *self = context_of(This);
    wmi_mock__call call;

    wmi_mock__enter(&call, self->base.mock, "IWbemContext::DeleteAll");
    if (wmi_mock__enter_admit(&call)) {
        wmi__mutex_lock(&self->base.lock);
        clear_all(self);
        self->next = 0;
        wmi__mutex_unlock(&self->base.lock);
    }
    return wmi_mock__leave(&call, S_OK);
}

static const IWbemContextVtbl vtbl = {
    query_interface,
    add_ref,
    release,
    context_clone,
    context_get_names,
    context_begin_enumeration,
    context_next,
    context_end_enumeration,
    context_set_value,
    context_get_value,
    context_delete_value,
    context_delete_all,
};

static HRESULT build(wmi_mock *mock, context **made)
{
    context *self = calloc(1, sizeof *self);

    *made = NULL;
    if (self == NULL)
        return E_OUTOFMEMORY;
    self->com.lpVtbl = &vtbl;
    wmi_mock__com_object_begin(&self->base, mock, (IUnknown *)&self->com, "IWbemContext");
    *made = self;
    return S_OK;
}

HRESULT wmi_mock__context_create(wmi_mock *mock, IWbemContext **made)
{
    context *self;
    HRESULT hr = build(mock, &self);

    *made = SUCCEEDED(hr) ? &self->com : NULL;
    return hr;
}
