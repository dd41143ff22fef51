/* SPDX-License-Identifier: MIT */
/* IWbemClassObject::PutMethod and DeleteMethod. */
#include "mock/object/object.h"

#include "mock/repository/class_change.h"
#include "mock/repository/object_value.h"

#include <stdlib.h>
#include <string.h>

/* --- Signatures ----------------------------------------------------------------------------------------------- */

/* The class in a client's object that describes a signature; or NULL. One reference, owned by the caller. */
static HRESULT read_signature(IWbemClassObject *object, wmi_mock__class **signature)
{
    wmi_mock__object *ours;

    *signature = NULL;
    if (object == NULL)
        return S_OK;
    ours = wmi_mock__object_find(object);
    if (ours == NULL)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    wmi__mutex_lock(&ours->base.lock);
    *signature = wmi_mock__class_share(ours->record != NULL ? ours->record->object_class : ours->own_class);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return S_OK;
}

static size_t count_of(const wmi_mock__class *signature)
{
    return signature == NULL ? 0 : signature->property_count;
}

/* Marks the ID of a parameter as used; a parameter may be in both lists. */
static HRESULT mark_id(const wmi_mock__property *parameter, bool *taken, size_t count)
{
    const wmi_mock__qualifier *id = wmi_mock__qualifiers_find(&parameter->qualifiers, "ID");
    bool is_result = wmi__same_name(parameter->name, "ReturnValue");

    if (is_result)
        return id == NULL ? S_OK : (HRESULT)WBEM_E_PARAMETER_ID_ON_RETVAL;
    if (id == NULL)
        return (HRESULT)WBEM_E_MISSING_PARAMETER_ID;
    if (id->value.type != WMI_SINT32 || id->value.is_array || id->value.is_null || id->value.sint32 < 0 ||
        (size_t)id->value.sint32 >= count)
        return (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS;
    if (taken[id->value.sint32])
        return (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS;
    taken[id->value.sint32] = true;
    return S_OK;
}

static HRESULT mark_ids(const wmi_mock__class *signature, const wmi_mock__class *except, bool *taken,
                        size_t count)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < count_of(signature); i++) {
        const wmi_mock__property *parameter = &signature->properties[i];

        if (except == NULL || wmi_mock__class_find_property(except, parameter->name) == SIZE_MAX)
            hr = mark_id(parameter, taken, count);
    }
    return hr;
}

/* An in/out parameter must have equal declarations in both. */
static HRESULT check_both_ways(const wmi_mock__class *in, const wmi_mock__class *out)
{
    for (size_t i = 0; i < count_of(in); i++) {
        const wmi_mock__property *one = &in->properties[i];
        size_t at = out == NULL ? SIZE_MAX : wmi_mock__class_find_property(out, one->name);
        const wmi_mock__qualifier *id;
        const wmi_mock__qualifier *other_id;

        if (at == SIZE_MAX)
            continue;
        id = wmi_mock__qualifiers_find(&one->qualifiers, "ID");
        other_id = wmi_mock__qualifiers_find(&out->properties[at].qualifiers, "ID");
        if (one->type != out->properties[at].type || one->is_array != out->properties[at].is_array ||
            (id == NULL) != (other_id == NULL) ||
            (id != NULL && !wmi_mock__value_same(&id->value, &other_id->value, false)))
            return (HRESULT)WBEM_E_INVALID_DUPLICATE_PARAMETER;
    }
    return S_OK;
}

/* The IDs count the parameters from 0, without a gap. */
static HRESULT check_signatures(const wmi_mock__class *in, const wmi_mock__class *out)
{
    size_t count = count_of(in) + count_of(out);
    bool *taken = calloc(count + 1, sizeof *taken);
    HRESULT hr = taken == NULL ? E_OUTOFMEMORY : check_both_ways(in, out);

    if (SUCCEEDED(hr))
        hr = mark_ids(in, NULL, taken, count);
    if (SUCCEEDED(hr))
        hr = mark_ids(out, in, taken, count);
    for (size_t i = 1; SUCCEEDED(hr) && i < count; i++) {
        if (taken[i] && !taken[i - 1])
            hr = (HRESULT)WBEM_E_NONCONSECUTIVE_PARAMETER_IDS;
    }
    free(taken);
    return hr;
}

static bool same_signature(const wmi_mock__class *a, const wmi_mock__class *b)
{
    bool same = count_of(a) == count_of(b);

    for (size_t i = 0; same && i < count_of(a); i++) {
        size_t at = wmi_mock__class_find_property(b, a->properties[i].name);

        same = at != SIZE_MAX && a->properties[i].type == b->properties[at].type &&
               a->properties[i].is_array == b->properties[at].is_array;
    }
    return same;
}

/* --- PutMethod ------------------------------------------------------------------------------------------------- */

static bool is_method_name(const char *name)
{
    size_t length = strlen(name);

    return length > 0 && name[0] != '_' && name[length - 1] != '_';
}

static bool keeps_inherited(const wmi_mock__class *own, const wmi_mock__method *method)
{
    const wmi_mock__method *inherited = own->superclass == NULL
                                            ? NULL
                                            : wmi_mock__class_find_method(own->superclass, method->name);

    return inherited == NULL ||
           (same_signature(inherited->in, method->in) && same_signature(inherited->out, method->out));
}

/* An existing method keeps its qualifiers. */
static HRESULT copy_old_qualifiers(const wmi_mock__class *own, wmi_mock__method *method)
{
    const wmi_mock__method *old = wmi_mock__class_find_method(own, method->name);

    return old == NULL || !old->is_local ? S_OK
                                         : wmi_mock__qualifiers_copy(&old->qualifiers, &method->qualifiers);
}

/* Takes over what the method owns. */
static HRESULT put_method(wmi_mock__object *self, wmi_mock__method *method)
{
    const wmi_mock__class_change change = { NULL, NULL, method->name };
    wmi_mock__class *changed = NULL;
    HRESULT hr = check_signatures(method->in, method->out);

    if (SUCCEEDED(hr) && !keeps_inherited(self->own_class, method))
        hr = (HRESULT)WBEM_E_PROPAGATED_METHOD;
    if (SUCCEEDED(hr))
        hr = copy_old_qualifiers(self->own_class, method);
    if (SUCCEEDED(hr))
        hr = wmi_mock__class_copy(self->own_class, &change, &changed);
    if (FAILED(hr)) {
        wmi_mock__method_clear(method);
        return hr;
    }
    hr = wmi_mock__class_add_method(changed, method);
    return wmi_mock__object_end_change(self, changed, hr);
}

static HRESULT build_method(const char *name, IWbemClassObject *in, IWbemClassObject *out,
                            wmi_mock__method *method)
{
    HRESULT hr;

    *method = (wmi_mock__method){ 0 };
    if (!is_method_name(name))
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    hr = read_signature(in, &method->in);
    if (SUCCEEDED(hr))
        hr = read_signature(out, &method->out);
    if (SUCCEEDED(hr)) {
        method->name = wmi_mock__copy_text(name);
        hr = method->name == NULL ? E_OUTOFMEMORY : S_OK;
    }
    if (FAILED(hr))
        wmi_mock__method_clear(method);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_put_method(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                                      IWbemClassObject *pInSignature,
                                                      IWbemClassObject *pOutSignature)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__method method;
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && lFlags != 0)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (SUCCEEDED(hr) && self->record != NULL)
        hr = (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::PutMethod");
    wmi_mock__enter_text(&call, "wszName", wszName);
    wmi_mock__enter_number(&call, "lFlags", lFlags);
    wmi_mock__enter_pointer(&call, "pInSignature", pInSignature);
    wmi_mock__enter_pointer(&call, "pOutSignature", pOutSignature);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        hr = build_method(name.text, pInSignature, pOutSignature, &method);
        wmi__mutex_lock(&self->base.lock);
        if (SUCCEEDED(hr))
            hr = put_method(self, &method);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}

/* --- DeleteMethod ------------------------------------------------------------------------------------------------ */

static HRESULT delete_method(wmi_mock__object *self, const char *name)
{
    const wmi_mock__class_change change = { NULL, NULL, name };
    const wmi_mock__method *method = wmi_mock__class_find_method(self->own_class, name);
    wmi_mock__class *changed;
    bool is_inherited;
    HRESULT hr;

    if (method == NULL)
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (!method->is_local)
        return (HRESULT)WBEM_E_PROPAGATED_METHOD;
    is_inherited = method->origin != self->own_class->name;
    hr = wmi_mock__class_copy(self->own_class, &change, &changed);
    if (FAILED(hr))
        return hr;
    wmi_mock__object_replace_class(self, changed);
    return is_inherited ? WBEM_S_RESET_TO_DEFAULT : S_OK;
}

HRESULT STDMETHODCALLTYPE wmi_mock__object_delete_method(IWbemClassObject *This, LPCWSTR wszName)
{
    wmi_mock__object *self = wmi_mock__object_of(This);
    wmi_mock__utf8 name;
    wmi_mock__call call;
    HRESULT hr = wmi_mock__utf8_begin(&name, wszName);

    if (SUCCEEDED(hr) && self->record != NULL)
        hr = (HRESULT)WBEM_E_ILLEGAL_OPERATION;
    wmi_mock__enter(&call, self->base.mock, "IWbemClassObject::DeleteMethod");
    wmi_mock__enter_text(&call, "wszName", wszName);
    if (wmi_mock__enter_admit(&call) && SUCCEEDED(hr)) {
        wmi__mutex_lock(&self->base.lock);
        hr = delete_method(self, name.text);
        wmi__mutex_unlock(&self->base.lock);
    }
    wmi_mock__utf8_end(&name);
    return wmi_mock__leave(&call, hr);
}
