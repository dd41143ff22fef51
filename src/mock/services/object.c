/* SPDX-License-Identifier: MIT */
/* IWbemServices::GetObject and OpenNamespace. */
#include "mock/services/call_result.h"
#include "mock/services/calls.h"

#include <stdlib.h>
#include <string.h>

bool wmi__is_blank(const OLECHAR *text)
{
    return text == NULL || text[0] == 0;
}

static bool names_class(const wmi__object_path *parts)
{
    return strpbrk(parts->relative, ".=") == NULL;
}

bool wmi__path_is_class(const char *path)
{
    wmi__object_path parts;

    return wmi__object_path_split(path, &parts) && names_class(&parts);
}

HRESULT wmi__services_find(const wmi__services *self, const char *path, wmi__record **record,
                           wmi__class **found)
{
    wmi__object_path parts;
    HRESULT why = S_OK;

    *record = NULL;
    *found = NULL;
    if (!wmi__object_path_split(path, &parts))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    if (names_class(&parts)) {
        *found = wmi__namespace_find_class(self->space, parts.relative);
        return *found == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
    }
    *record = wmi__namespace_find_record(self->space, parts.relative, &why);
    return why;
}

/* --- Objects by path ---------------------------------------------------------------------------------------- */

/* No path gives a class that is none yet: it has neither name nor properties. */
static HRESULT find_parts(const wmi__services *self, const char *path, wmi__object_parts *parts)
{
    wmi__record *record = NULL;
    wmi__class *found = NULL;
    HRESULT hr = S_OK;

    if (path[0] == '\0') {
        parts->own_class = wmi__class_create("", NULL);
        return parts->own_class == NULL ? E_OUTOFMEMORY : S_OK;
    }
    wmi__mock_lock(self->proxy.mock);
    hr = wmi__services_find(self, path, &record, &found);
    parts->record = wmi__record_share(record);
    parts->own_class = wmi__class_share(found);
    wmi__mock_unlock(self->proxy.mock);
    parts->place = self->place;
    return hr;
}

static HRESULT get_object(wmi__services *self, const OLECHAR *wide, const wmi__delivery *delivery)
{
    wmi__outcome outcome = { .kind = WMI__RESULT_OBJECT, .operation = "GetObject" };
    wmi__object_parts parts = { NULL, NULL, NULL, NULL, NULL, WMI__SHOWS_ALL };
    wmi__utf8 path;

    outcome.code = wmi__utf8_begin(&path, wide == NULL ? u"" : wide);
    if (SUCCEEDED(outcome.code))
        outcome.code = find_parts(self, path.text, &parts);
    if (SUCCEEDED(outcome.code))
        outcome.code = wmi__object_build(&parts, &outcome.object);
    wmi__record_release(parts.record);
    wmi__class_release(parts.own_class);
    wmi__outcome_blame(&outcome, path.text);
    wmi__utf8_end(&path);
    return wmi__outcome_deliver(self, &outcome, delivery);
}

HRESULT STDMETHODCALLTYPE wmi__services_GetObject(IWbemServices *base, const BSTR path, LONG flags,
                                                  IWbemContext *context, IWbemClassObject **object,
                                                  IWbemCallResult **result)
{
    wmi__services *self = wmi__services_of(base);
    const wmi__delivery delivery = { flags, object, NULL, result };
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__delivery_begin(&delivery);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::GetObject");
    wmi__call_text(&call, "strObjectPath", path);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_pointer(&call, "pCtx", context);
    if (wmi__call_admit(&call)) {
        if (wmi__delivery_is_later(&delivery) ? result == NULL : object == NULL)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = get_object(self, path, &delivery);
    }
    return wmi__call_close(&call, hr);
}

/* --- Namespaces --------------------------------------------------------------------------------------------- */

static HRESULT find_namespace(const wmi__services *self, const char *relative, wmi__namespace **space)
{
    const char *parent = self->space->path;
    char *path = malloc(strlen(parent) + strlen(relative) + sizeof "\\");

    if (path == NULL)
        return E_OUTOFMEMORY;
    strcpy(path, parent);
    strcat(path, "\\");
    strcat(path, relative);
    wmi__mock_lock(self->proxy.mock);
    *space = wmi__repository_find(wmi__host_repository(self->proxy.mock, self->proxy.host), path);
    wmi__mock_unlock(self->proxy.mock);
    free(path);
    return *space == NULL ? (HRESULT)WBEM_E_INVALID_NAMESPACE : S_OK;
}

static HRESULT open_namespace(wmi__services *self, const OLECHAR *wide, const wmi__delivery *delivery)
{
    wmi__outcome outcome = { .kind = WMI__RESULT_SERVICES, .operation = "OpenNamespace" };
    wmi__utf8 relative;

    outcome.code = wmi__utf8_begin(&relative, wide);
    if (SUCCEEDED(outcome.code))
        outcome.code = find_namespace(self, relative.text, &outcome.space);
    wmi__outcome_blame(&outcome, relative.text);
    wmi__utf8_end(&relative);
    return wmi__outcome_deliver(self, &outcome, delivery);
}

HRESULT STDMETHODCALLTYPE wmi__services_OpenNamespace(IWbemServices *base, const BSTR relative, LONG flags,
                                                      IWbemContext *context, IWbemServices **opened,
                                                      IWbemCallResult **result)
{
    wmi__services *self = wmi__services_of(base);
    const wmi__delivery delivery = { flags, NULL, opened, result };
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__delivery_begin(&delivery);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::OpenNamespace");
    wmi__call_text(&call, "strNamespace", relative);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_pointer(&call, "pCtx", context);
    if (wmi__call_admit(&call)) {
        if (wmi__is_blank(relative) || (flags & ~(LONG)WBEM_FLAG_RETURN_IMMEDIATELY) != 0 ||
            (wmi__delivery_is_later(&delivery) ? result == NULL : opened == NULL))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = open_namespace(self, relative, &delivery);
    }
    return wmi__call_close(&call, hr);
}
