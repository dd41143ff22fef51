/* SPDX-License-Identifier: MIT */
/* IWbemServices::PutClass and DeleteClass, and what they share with those of instances. */
#include "mock/repository/class_update.h"
#include "mock/services/call_result.h"
#include "mock/services/calls.h"

#include <stdlib.h>
#include <string.h>

#define PUT_FLAGS                                                                                  \
    (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY |                \
     WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE | WBEM_FLAG_USE_AMENDED_QUALIFIERS | \
     WBEM_FLAG_ADVISORY)

/* --- What clients give ------------------------------------------------------------------------------------------ */

HRESULT wmi__services_take(IWbemClassObject *object, wmi__object **taken)
{
    wmi__object *ours = wmi__object_find(object);
    HRESULT hr;

    *taken = NULL;
    if (object == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (ours == NULL)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    wmi__mutex_lock(&ours->base.lock);
    hr = wmi__object_copy(ours, NULL, NULL, taken);
    wmi__mutex_unlock(&ours->base.lock);
    IWbemClassObject_Release(&ours->com);
    return hr;
}

void wmi__services_drop(wmi__object *taken)
{
    if (taken != NULL)
        IWbemClassObject_Release(&taken->com);
}

HRESULT wmi__services_note_object(wmi__call *call, const char *name, const wmi__object *object, HRESULT hr)
{
    char *path = NULL;

    if (object == NULL) {
        wmi__call_pointer(call, name, NULL);
        return hr;
    }
    if (object->record != NULL)
        hr = wmi__record_relative_path(object->record, &path);
    wmi__call_utf8(call, name, path != NULL ? path : wmi__object_class(object)->name);
    free(path);
    return hr;
}

/* --- PutClass ------------------------------------------------------------------------------------------------------ */

static HRESULT put_class(wmi__services *self, const wmi__object *object, const wmi__delivery *delivery)
{
    wmi__outcome outcome = { .kind = WMI__RESULT_NONE, .operation = "PutClass" };

    if (object->record != NULL)
        return (HRESULT)WBEM_E_INVALID_OBJECT;
    wmi__mock_lock(self->proxy.mock);
    outcome.code = wmi__namespace_put_class(self->space, object->own_class, delivery->flags);
    wmi__mock_unlock(self->proxy.mock);
    wmi__outcome_blame(&outcome, object->own_class->name);
    return wmi__outcome_deliver(self, &outcome, delivery);
}

/* Whether the flags say two things at once. */
static bool contradict(LONG flags, LONG both)
{
    return (flags & both) == both;
}

HRESULT STDMETHODCALLTYPE wmi__services_PutClass(IWbemServices *base, IWbemClassObject *object, LONG flags,
                                                 IWbemContext *context, IWbemCallResult **result)
{
    wmi__services *self = wmi__services_of(base);
    const wmi__delivery delivery = { flags, NULL, NULL, result };
    wmi__object *given = NULL;
    HRESULT hr = wmi__services_take(object, &given);
    wmi__call call;

    wmi__delivery_begin(&delivery);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::PutClass");
    hr = wmi__services_note_object(&call, "pObject", given, hr);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_pointer(&call, "pCtx", context);
    if (wmi__call_admit(&call) && SUCCEEDED(hr)) {
        if ((flags & ~(LONG)PUT_FLAGS) != 0 ||
            contradict(flags, WBEM_FLAG_UPDATE_ONLY | WBEM_FLAG_CREATE_ONLY) ||
            contradict(flags, WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = put_class(self, given, &delivery);
    }
    wmi__services_drop(given);
    return wmi__call_close(&call, hr);
}

/* --- Deleting ------------------------------------------------------------------------------------------------------- */

static HRESULT delete_wide(wmi__services *self, const char *operation, const OLECHAR *wide,
                           const wmi__delivery *delivery, wmi__delete_function function)
{
    wmi__outcome outcome = { .kind = WMI__RESULT_NONE };
    wmi__utf8 path;

    outcome.operation = operation + strlen("IWbemServices::");
    outcome.code = wmi__utf8_begin(&path, wide);
    if (SUCCEEDED(outcome.code)) {
        wmi__mock_lock(self->proxy.mock);
        outcome.code = function(self, path.text);
        wmi__mock_unlock(self->proxy.mock);
    }
    wmi__outcome_blame(&outcome, path.text);
    wmi__utf8_end(&path);
    return wmi__outcome_deliver(self, &outcome, delivery);
}

HRESULT wmi__services_delete(wmi__services *self, const char *operation, const OLECHAR *path, LONG flags,
                             IWbemContext *context, IWbemCallResult **result, wmi__delete_function function)
{
    const wmi__delivery delivery = { flags, NULL, NULL, result };
    bool of_class = strcmp(operation, "IWbemServices::DeleteClass") == 0;
    LONG allowed = WBEM_FLAG_RETURN_IMMEDIATELY | (of_class ? WBEM_FLAG_ADVISORY : 0);
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__delivery_begin(&delivery);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi__call_text(&call, of_class ? "strClass" : "strObjectPath", path);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_pointer(&call, "pCtx", context);
    if (wmi__call_admit(&call)) {
        if (wmi__is_blank(path) || (flags & ~allowed) != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = delete_wide(self, operation, path, &delivery, function);
    }
    return wmi__call_close(&call, hr);
}

/* The mock's lock is held. An instance's path names no class. */
static HRESULT delete_class(wmi__services *self, const char *path)
{
    wmi__object_path parts;

    if (!wmi__object_path_split(path, &parts))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    if (!wmi__path_is_class(path))
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    return wmi__namespace_delete_class(self->space, parts.relative);
}

HRESULT STDMETHODCALLTYPE wmi__services_DeleteClass(IWbemServices *base, const BSTR path, LONG flags,
                                                    IWbemContext *context, IWbemCallResult **result)
{
    return wmi__services_delete(wmi__services_of(base), "IWbemServices::DeleteClass", path, flags, context,
                                result, delete_class);
}
