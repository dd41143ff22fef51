/* SPDX-License-Identifier: MIT */
/* IWbemServices::ExecMethod. */
#include "mock/services/call_result.h"
#include "mock/services/calls.h"
#include "mock/services/namespace_security.h"

/* A method that was found, with the data needed after the mock's lock is released. */
typedef struct invocation {
    wmi_mock__class *in; /* signatures; a reference each; or NULL */
    wmi_mock__class *out;
    wmi_mock__method_handler handler;
} invocation;

static void invocation_clear(invocation *self)
{
    wmi_mock__class_release(self->in);
    wmi_mock__class_release(self->out);
}

/* --- Finding it ----------------------------------------------------------------------------------------------- */

/* The value in the nearest class that has the qualifier, which need not be marked as inherited. */
static bool has_flag(const wmi_mock__class *object_class, const char *method, const char *flag)
{
    for (; object_class != NULL; object_class = object_class->superclass) {
        const wmi_mock__method *found = wmi_mock__class_find_method(object_class, method);

        if (found != NULL && wmi_mock__qualifiers_find(&found->qualifiers, flag) != NULL)
            return wmi_mock__qualifiers_flag(&found->qualifiers, flag);
    }
    return false;
}

/* Static methods can be called on the class, others only on an instance. */
static HRESULT check_method(const wmi_mock__class *object_class, const char *name, bool on_class,
                            bool has_handler)
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
static HRESULT find_method(wmi_mock__services *self, const char *path, const char *name, invocation *found)
{
    wmi_mock__record *record;
    wmi_mock__class *object_class;
    const wmi_mock__method *method;
    HRESULT hr = wmi_mock__services_find(self, path, &record, &object_class);

    /* For a class that does not exist, ExecMethod returns another code than GetObject. */
    if (hr == (HRESULT)WBEM_E_NOT_FOUND && wmi_mock__path_is_class(path))
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (FAILED(hr))
        return hr;
    if (record != NULL)
        object_class = record->object_class;
    method = wmi_mock__class_find_method(object_class, name);
    if (method == NULL)
        return (HRESULT)WBEM_E_INVALID_METHOD;
    found->handler = wmi_mock__method_handler_find(self->proxy.mock, object_class, name);
    if (found->handler.run == NULL)
        found->handler = wmi_mock__namespace_security_find(self, object_class, name);
    hr = check_method(object_class, name, record == NULL, found->handler.run != NULL);
    if (FAILED(hr))
        return hr;
    found->in = wmi_mock__class_share(method->in);
    found->out = wmi_mock__class_share(method->out);
    return S_OK;
}

/* --- Its parameters --------------------------------------------------------------------------------------------- */

/* Checks that every given parameter is declared, with this name and type. */
static bool fits(const wmi_mock__record *given, const wmi_mock__class *signature)
{
    const wmi_mock__class *its_class = given->object_class;

    for (size_t i = 0; i < its_class->property_count; i++) {
        const wmi_mock__property *one = &its_class->properties[i];
        size_t at = signature == NULL ? SIZE_MAX : wmi_mock__class_find_property(signature, one->name);

        if (at == SIZE_MAX || signature->properties[at].type != one->type ||
            signature->properties[at].is_array != one->is_array)
            return false;
    }
    return true;
}

/* The handler gets a copy that belongs to no mock, so that its calls are not recorded as the client's. */
static HRESULT copy_in(IWbemClassObject *given, const wmi_mock__class *signature, wmi_mock__object **copy)
{
    wmi_mock__object *ours;
    HRESULT hr = (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS;

    *copy = NULL;
    if (given == NULL)
        return S_OK;
    ours = wmi_mock__object_find(given);
    if (ours == NULL)
        return hr;
    wmi__mutex_lock(&ours->base.lock);
    if (ours->record != NULL && fits(ours->record, signature))
        hr = signature == NULL ? S_OK : wmi_mock__object_copy(ours, NULL, NULL, copy);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return hr;
}

static HRESULT make_out(wmi_mock__class *signature, wmi_mock__object **made)
{
    wmi_mock__object_parts parts = { NULL, NULL, NULL, NULL, NULL, WMI_MOCK__SHOWS_ALL };
    HRESULT hr;

    *made = NULL;
    if (signature == NULL)
        return S_OK;
    parts.record = wmi_mock__record_create(signature);
    if (parts.record == NULL)
        return E_OUTOFMEMORY;
    hr = wmi_mock__object_build(&parts, made);
    wmi_mock__record_release(parts.record);
    return hr;
}

/* --- Calling it ------------------------------------------------------------------------------------------------- */

static IWbemClassObject *interface_of(wmi_mock__object *object)
{
    return object == NULL ? NULL : &object->com;
}

/* The mock's lock is not held: the handler may call the mock. */
static HRESULT run(const invocation *self, const char *path, IWbemClassObject *given, wmi_mock__object **out)
{
    wmi_mock__object *in;
    HRESULT hr = copy_in(given, self->in, &in);

    if (SUCCEEDED(hr))
        hr = make_out(self->out, out);
    if (SUCCEEDED(hr))
        hr = self->handler.run(path, interface_of(in), interface_of(*out), self->handler.user_data);
    if (in != NULL)
        IWbemClassObject_Release(&in->com);
    return hr;
}

static HRESULT exec_method(wmi_mock__services *self, const char *path, const char *method,
                           IWbemClassObject *in, wmi_mock__object **out)
{
    invocation found = { 0 };
    HRESULT hr;

    wmi_mock__lock(self->proxy.mock);
    hr = find_method(self, path, method, &found);
    wmi_mock__unlock(self->proxy.mock);
    if (SUCCEEDED(hr))
        hr = run(&found, path, in, out);
    invocation_clear(&found);
    return hr;
}

wmi_mock__outcome wmi_mock__services_exec(wmi_mock__services *self, const OLECHAR *wide_path,
                                          const OLECHAR *wide_method, IWbemClassObject *in)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_OBJECT, .operation = "ExecMethod" };
    wmi_mock__utf8 path;
    wmi_mock__utf8 method;
    HRESULT of_method;

    outcome.code = wmi_mock__utf8_begin(&path, wide_path);
    of_method = wmi_mock__utf8_begin(&method, wide_method);
    if (SUCCEEDED(outcome.code))
        outcome.code = of_method;
    if (SUCCEEDED(outcome.code))
        outcome.code = exec_method(self, path.text, method.text, in, &outcome.object);
    wmi_mock__outcome_blame(&outcome, path.text);
    wmi_mock__utf8_end(&path);
    wmi_mock__utf8_end(&method);
    return outcome;
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecMethod(IWbemServices *base, const BSTR path,
                                                        const BSTR method, LONG flags, IWbemContext *context,
                                                        IWbemClassObject *in, IWbemClassObject **out,
                                                        IWbemCallResult **result)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    const wmi_mock__delivery delivery = { flags, out, NULL, result };
    wmi_mock__outcome outcome;
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__delivery_begin(&delivery);
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecMethod");
    wmi_mock__call_text(&call, "strObjectPath", path);
    wmi_mock__call_text(&call, "strMethodName", method);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    wmi_mock__call_pointer(&call, "pInParams", in);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(path) || wmi_mock__is_blank(method) ||
            (flags & ~(LONG)WBEM_FLAG_RETURN_IMMEDIATELY) != 0 ||
            (wmi_mock__delivery_is_later(&delivery) && result == NULL)) {
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        } else {
            outcome = wmi_mock__services_exec(self, path, method, in);
            hr = wmi_mock__outcome_deliver(self, &outcome, &delivery);
        }
    }
    return wmi_mock__call_close(&call, hr);
}
