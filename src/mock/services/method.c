/* SPDX-License-Identifier: MIT */
/* IWbemServices::ExecMethod. */
#include "mock/methods.h"
#include "mock/services/call_result.h"
#include "mock/services/calls.h"

/* A method that was found, with what it needs after the mock's lock is given back. */
typedef struct invocation {
    wmi__class *in; /* signatures; a reference each; or NULL */
    wmi__class *out;
    wmi__method_handler handler;
} invocation;

static void invocation_clear(invocation *self)
{
    wmi__class_release(self->in);
    wmi__class_release(self->out);
}

/* --- Finding it ----------------------------------------------------------------------------------------------- */

/* What the nearest class says that says anything: a qualifier of a method need not be marked as inherited. */
static bool has_flag(const wmi__class *object_class, const char *method, const char *flag)
{
    for (; object_class != NULL; object_class = object_class->superclass) {
        const wmi__method *found = wmi__class_find_method(object_class, method);

        if (found != NULL && wmi__qualifiers_find(&found->qualifiers, flag) != NULL)
            return wmi__qualifiers_flag(&found->qualifiers, flag);
    }
    return false;
}

/* A class's own methods can be called on it, an instance's on an instance only. */
static HRESULT check_method(const wmi__class *object_class, const char *name, bool on_class, bool has_handler)
{
    if (on_class && !has_flag(object_class, name, "static"))
        return (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS;
    if (has_flag(object_class, name, "disabled"))
        return (HRESULT)WBEM_E_METHOD_DISABLED;
    if (has_handler)
        return S_OK;
    return has_flag(object_class, name, "implemented") ? (HRESULT)WBEM_E_PROVIDER_NOT_CAPABLE
                                                       : (HRESULT)WBEM_E_METHOD_NOT_IMPLEMENTED;
}

/* The mock's lock is held. */
static HRESULT find_method(const wmi__services *self, const char *path, const char *name, invocation *found)
{
    wmi__record *record;
    wmi__class *object_class;
    const wmi__method *method;
    HRESULT hr = wmi__services_find(self, path, &record, &object_class);

    /* Of a class that is not there, ExecMethod says something else than GetObject does. */
    if (hr == (HRESULT)WBEM_E_NOT_FOUND && wmi__path_is_class(path))
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (FAILED(hr))
        return hr;
    if (record != NULL)
        object_class = record->object_class;
    method = wmi__class_find_method(object_class, name);
    if (method == NULL)
        return (HRESULT)WBEM_E_INVALID_METHOD;
    found->handler = wmi__method_handler_find(self->proxy.mock, object_class, name);
    hr = check_method(object_class, name, record == NULL, found->handler.run != NULL);
    if (FAILED(hr))
        return hr;
    found->in = wmi__class_share(method->in);
    found->out = wmi__class_share(method->out);
    return S_OK;
}

/* --- Its parameters --------------------------------------------------------------------------------------------- */

/* All that is given is declared: with this name, and of this type. */
static bool fits(const wmi__record *given, const wmi__class *signature)
{
    const wmi__class *its_class = given->object_class;

    for (size_t i = 0; i < its_class->property_count; i++) {
        const wmi__property *one = &its_class->properties[i];
        size_t at = signature == NULL ? SIZE_MAX : wmi__class_find_property(signature, one->name);

        if (at == SIZE_MAX || signature->properties[at].type != one->type ||
            signature->properties[at].is_array != one->is_array)
            return false;
    }
    return true;
}

/* The handler gets a copy that belongs to no mock: what it does with it is no call of a client's. */
static HRESULT copy_in(IWbemClassObject *given, const wmi__class *signature, wmi__object **copy)
{
    wmi__object *ours;
    HRESULT hr = (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS;

    *copy = NULL;
    if (given == NULL)
        return S_OK;
    ours = wmi__object_find(given);
    if (ours == NULL)
        return hr;
    wmi__mutex_lock(&ours->base.lock);
    if (ours->record != NULL && fits(ours->record, signature))
        hr = signature == NULL ? S_OK : wmi__object_copy(ours, NULL, NULL, copy);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return hr;
}

static HRESULT make_out(wmi__class *signature, wmi__object **made)
{
    wmi__object_parts parts = { NULL, NULL, NULL, NULL, NULL, WMI__SHOWS_ALL };
    HRESULT hr;

    *made = NULL;
    if (signature == NULL)
        return S_OK;
    parts.record = wmi__record_create(signature);
    if (parts.record == NULL)
        return E_OUTOFMEMORY;
    hr = wmi__object_build(&parts, made);
    wmi__record_release(parts.record);
    return hr;
}

/* --- Calling it ------------------------------------------------------------------------------------------------- */

static IWbemClassObject *interface_of(wmi__object *object)
{
    return object == NULL ? NULL : &object->com;
}

/* The mock's lock is not held: the handler may call the mock. */
static HRESULT run(const invocation *self, const char *path, IWbemClassObject *given, wmi__object **out)
{
    wmi__object *in;
    HRESULT hr = copy_in(given, self->in, &in);

    if (SUCCEEDED(hr))
        hr = make_out(self->out, out);
    if (SUCCEEDED(hr))
        hr = self->handler.run(path, interface_of(in), interface_of(*out), self->handler.user_data);
    if (in != NULL)
        IWbemClassObject_Release(&in->com);
    return hr;
}

static HRESULT exec_method(wmi__services *self, const char *path, const char *method, IWbemClassObject *in,
                           const wmi__delivery *delivery)
{
    wmi__outcome outcome = { .kind = WMI__RESULT_OBJECT, .operation = "ExecMethod" };
    invocation found = { 0 };

    wmi__mock_lock(self->proxy.mock);
    outcome.code = find_method(self, path, method, &found);
    wmi__mock_unlock(self->proxy.mock);
    if (SUCCEEDED(outcome.code))
        outcome.code = run(&found, path, in, &outcome.object);
    invocation_clear(&found);
    wmi__outcome_blame(&outcome, path);
    return wmi__outcome_deliver(self, &outcome, delivery);
}

static HRESULT exec_wide(wmi__services *self, const OLECHAR *wide_path, const OLECHAR *wide_method,
                         IWbemClassObject *in, const wmi__delivery *delivery)
{
    wmi__utf8 path;
    wmi__utf8 method;
    HRESULT hr = wmi__utf8_begin(&path, wide_path);
    HRESULT of_method = wmi__utf8_begin(&method, wide_method);

    if (SUCCEEDED(hr))
        hr = of_method;
    if (SUCCEEDED(hr))
        hr = exec_method(self, path.text, method.text, in, delivery);
    wmi__utf8_end(&path);
    wmi__utf8_end(&method);
    return hr;
}

HRESULT STDMETHODCALLTYPE wmi__services_ExecMethod(IWbemServices *base, const BSTR path, const BSTR method,
                                                   LONG flags, IWbemContext *context, IWbemClassObject *in,
                                                   IWbemClassObject **out, IWbemCallResult **result)
{
    wmi__services *self = wmi__services_of(base);
    const wmi__delivery delivery = { flags, out, NULL, result };
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__delivery_begin(&delivery);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecMethod");
    wmi__call_text(&call, "strObjectPath", path);
    wmi__call_text(&call, "strMethodName", method);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_pointer(&call, "pCtx", context);
    wmi__call_pointer(&call, "pInParams", in);
    if (wmi__call_admit(&call)) {
        if (wmi__is_blank(path) || wmi__is_blank(method) ||
            (flags & ~(LONG)WBEM_FLAG_RETURN_IMMEDIATELY) != 0 ||
            (wmi__delivery_is_later(&delivery) && result == NULL))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = exec_wide(self, path, method, in, &delivery);
    }
    return wmi__call_close(&call, hr);
}
