/* SPDX-License-Identifier: MIT */
/* IWbemServices::PutClass and DeleteClass, and code shared with the methods for instances. */
#include "mock/repository/class_update.h"
#include "mock/services/call_result.h"
#include "mock/services/calls.h"

#include <stdlib.h>
#include <string.h>

#define PUT_FLAGS                                                                       \
    ((LONG)WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_SAFE_MODE | \
     WBEM_FLAG_UPDATE_FORCE_MODE | WBEM_FLAG_USE_AMENDED_QUALIFIERS | WBEM_FLAG_ADVISORY)

/* --- What clients give ------------------------------------------------------------------------------------------ */

HRESULT wmi_mock__services_take(IWbemClassObject *object, wmi_mock__object **taken)
{
    wmi_mock__object *ours = wmi_mock__object_find(object);
    HRESULT hr;

    *taken = NULL;
    if (object == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (ours == NULL)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    wmi__mutex_lock(&ours->base.lock);
    hr = wmi_mock__object_copy(ours, NULL, ours->place, taken);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return hr;
}

void wmi_mock__services_drop(wmi_mock__object *taken)
{
    if (taken != NULL)
        IWbemClassObject_Release(&taken->com);
}

HRESULT wmi_mock__services_note_object(wmi_mock__call *call, const char *name, const wmi_mock__object *object,
                                       HRESULT hr)
{
    char *path = NULL;

    if (object == NULL) {
        wmi_mock__call_pointer(call, name, NULL);
        return hr;
    }
    if (object->record != NULL)
        hr = wmi_mock__record_relative_path(object->record, &path);
    wmi_mock__call_utf8(call, name, path != NULL ? path : wmi_mock__object_class(object)->name);
    free(path);
    return hr;
}

HRESULT wmi_mock__services_put(const wmi_mock__put *what, IWbemServices *base, const char *operation,
                               IWbemClassObject *object, LONG flags, IWbemContext *context,
                               IWbemCallResult **result)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    const wmi_mock__delivery delivery = { flags, NULL, NULL, result };
    wmi_mock__object *given = NULL;
    wmi_mock__outcome outcome;
    HRESULT hr = wmi_mock__services_take(object, &given);
    wmi_mock__call call;

    wmi_mock__delivery_begin(&delivery);
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    hr = wmi_mock__services_note_object(&call, what->name, given, hr);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call) && SUCCEEDED(hr)) {
        hr = what->check(given, flags, WBEM_FLAG_RETURN_IMMEDIATELY);
        if (SUCCEEDED(hr)) {
            outcome = what->run(self, given, flags, context);
            hr = wmi_mock__outcome_deliver(self, &outcome, &delivery);
        }
    }
    wmi_mock__services_drop(given);
    return wmi_mock__call_close(&call, hr);
}

/* --- PutClass ------------------------------------------------------------------------------------------------------ */

/* Whether the flags contradict each other. */
static bool contradict(LONG flags, LONG both)
{
    return (flags & both) == both;
}

static HRESULT check_put(const wmi_mock__object *object, LONG flags, LONG allowed)
{
    if ((flags & ~(PUT_FLAGS | allowed)) != 0 ||
        contradict(flags, WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY) ||
        contradict(flags, WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE))
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    return object->record != NULL ? (HRESULT)WBEM_E_INVALID_OBJECT : S_OK;
}

static wmi_mock__outcome put(wmi_mock__services *self, const wmi_mock__object *object, LONG flags,
                             IWbemContext *context)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_NONE, .operation = "PutClass" };

    (void)context;
    wmi_mock__lock(self->proxy.mock);
    outcome.code = wmi_mock__namespace_put_class(self->space, object->own_class, flags);
    wmi_mock__unlock(self->proxy.mock);
    wmi_mock__outcome_blame(&outcome, object->own_class->name);
    return outcome;
}

const wmi_mock__put wmi_mock__put_class = { "pObject", check_put, put };

HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClass(IWbemServices *base, IWbemClassObject *object,
                                                      LONG flags, IWbemContext *context,
                                                      IWbemCallResult **result)
{
    return wmi_mock__services_put(&wmi_mock__put_class, base, "IWbemServices::PutClass", object, flags,
                                  context, result);
}

/* --- Deleting ------------------------------------------------------------------------------------------------------- */

wmi_mock__outcome wmi_mock__services_delete_path(wmi_mock__services *self, const OLECHAR *wide,
                                                 wmi_mock__delete_function function)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_NONE };
    wmi_mock__utf8 path;

    outcome.operation = function == wmi_mock__delete_class ? "DeleteClass" : "DeleteInstance";
    outcome.code = wmi_mock__utf8_begin(&path, wide);
    if (SUCCEEDED(outcome.code)) {
        wmi_mock__lock(self->proxy.mock);
        outcome.code = function(self, path.text);
        wmi_mock__unlock(self->proxy.mock);
    }
    wmi_mock__outcome_blame(&outcome, path.text);
    wmi_mock__utf8_end(&path);
    return outcome;
}

HRESULT wmi_mock__services_delete(wmi_mock__services *self, const char *operation, const OLECHAR *path,
                                  LONG flags, IWbemContext *context, IWbemCallResult **result,
                                  wmi_mock__delete_function function)
{
    const wmi_mock__delivery delivery = { flags, NULL, NULL, result };
    bool of_class = function == wmi_mock__delete_class;
    LONG allowed = WBEM_FLAG_RETURN_IMMEDIATELY | (of_class ? WBEM_FLAG_ADVISORY : 0);
    wmi_mock__outcome outcome;
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__delivery_begin(&delivery);
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi_mock__call_text(&call, of_class ? "strClass" : "strObjectPath", path);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(path) || (flags & ~allowed) != 0) {
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        } else {
            outcome = wmi_mock__services_delete_path(self, path, function);
            hr = wmi_mock__outcome_deliver(self, &outcome, &delivery);
        }
    }
    return wmi_mock__call_close(&call, hr);
}

/* The path of an instance does not name a class. */
HRESULT wmi_mock__delete_class(wmi_mock__services *self, const char *path)
{
    wmi_mock__object_path parts;
    HRESULT hr = wmi_mock__services_split(self, path, &parts);

    if (FAILED(hr))
        return hr;
    if (!wmi_mock__path_is_class(path))
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    return wmi_mock__namespace_delete_class(self->space, parts.relative);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClass(IWbemServices *base, const BSTR path, LONG flags,
                                                         IWbemContext *context, IWbemCallResult **result)
{
    return wmi_mock__services_delete(wmi_mock__services_of(base), "IWbemServices::DeleteClass", path, flags,
                                     context, result, wmi_mock__delete_class);
}
