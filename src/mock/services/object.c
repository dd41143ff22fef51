/* SPDX-License-Identifier: MIT */
/* IWbemServices::GetObject and OpenNamespace. */
#include "mock/services/call_result.h"
#include "mock/services/calls.h"

#include <stdlib.h>
#include <string.h>

bool wmi_mock__is_blank(const OLECHAR *text)
{
    return text == NULL || text[0] == 0;
}

static bool names_class(const wmi_mock__object_path *parts)
{
    return strpbrk(parts->relative, ".=") == NULL;
}

bool wmi_mock__path_is_class(const char *path)
{
    wmi_mock__object_path parts;

    return wmi_mock__object_path_split(path, &parts) && names_class(&parts);
}

/* As the computer that serves the proxy reads the name: "." is itself. */
static bool is_own_server(const wmi_mock__services *self, const wmi_mock__object_path *parts)
{
    return parts->server_length == 0 || (parts->server_length == 1 && parts->server[0] == '.') ||
           wmi_mock__host_find(self->proxy.mock, parts->server, parts->server_length) == self->proxy.host;
}

HRESULT wmi_mock__services_split(const wmi_mock__services *self, const char *path,
                                 wmi_mock__object_path *parts)
{
    if (!wmi_mock__object_path_split(path, parts))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    return is_own_server(self, parts) && wmi_mock__object_path_is_in(parts, self->space->path)
               ? S_OK
               : WMI_MOCK__ANOTHER_NAMESPACE;
}

HRESULT wmi_mock__services_find(const wmi_mock__services *self, const char *path, wmi_mock__record **record,
                                wmi_mock__class **found)
{
    wmi_mock__object_path parts;
    HRESULT why = wmi_mock__services_split(self, path, &parts);

    *record = NULL;
    *found = NULL;
    if (FAILED(why))
        return why;
    if (names_class(&parts)) {
        *found = wmi_mock__namespace_find_class(self->space, parts.relative);
        return *found == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
    }
    *record = wmi_mock__namespace_find_record(self->space, parts.relative, &why);
    return why;
}

/* --- Objects by path ---------------------------------------------------------------------------------------- */

/* Without a path: a new class without name and properties. */
static HRESULT find_parts(const wmi_mock__services *self, const char *path, wmi_mock__object_parts *parts)
{
    wmi_mock__record *record = NULL;
    wmi_mock__class *found = NULL;
    HRESULT hr = S_OK;

    if (path[0] == '\0') {
        parts->own_class = wmi_mock__class_create("", NULL);
        return parts->own_class == NULL ? E_OUTOFMEMORY : S_OK;
    }
    wmi_mock__lock(self->proxy.mock);
    hr = wmi_mock__services_find(self, path, &record, &found);
    parts->record = wmi_mock__record_share(record);
    parts->own_class = wmi_mock__class_share(found);
    wmi_mock__unlock(self->proxy.mock);
    parts->place = self->place;
    return hr;
}

wmi_mock__outcome wmi_mock__services_get(wmi_mock__services *self, const OLECHAR *wide)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_OBJECT, .operation = "GetObject" };
    wmi_mock__object_parts parts = { NULL, NULL, NULL, NULL, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__utf8 path;

    outcome.code = wmi_mock__utf8_begin(&path, wide == NULL ? u"" : wide);
    if (SUCCEEDED(outcome.code))
        outcome.code = find_parts(self, path.text, &parts);
    if (SUCCEEDED(outcome.code))
        outcome.code = wmi_mock__object_build(&parts, &outcome.object);
    wmi_mock__record_release(parts.record);
    wmi_mock__class_release(parts.own_class);
    wmi_mock__outcome_blame(&outcome, path.text);
    wmi_mock__utf8_end(&path);
    return outcome;
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_GetObject(IWbemServices *base, const BSTR path, LONG flags,
                                                       IWbemContext *context, IWbemClassObject **object,
                                                       IWbemCallResult **result)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    const wmi_mock__delivery delivery = { flags, object, NULL, result };
    wmi_mock__outcome outcome;
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__delivery_begin(&delivery);
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::GetObject");
    wmi_mock__call_text(&call, "strObjectPath", path);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__delivery_is_later(&delivery) ? result == NULL : object == NULL) {
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        } else {
            outcome = wmi_mock__services_get(self, path);
            hr = wmi_mock__outcome_deliver(self, &outcome, &delivery);
        }
    }
    return wmi_mock__call_close(&call, hr);
}

/* --- Namespaces --------------------------------------------------------------------------------------------- */

static HRESULT find_namespace(const wmi_mock__services *self, const char *relative,
                              wmi_mock__outcome *outcome)
{
    const char *parent = self->place->namespace_path;
    char *path = malloc(strlen(parent) + strlen(relative) + sizeof "\\");

    outcome->text = path;
    if (path == NULL)
        return E_OUTOFMEMORY;
    strcpy(path, parent);
    strcat(path, "\\");
    strcat(path, relative);
    wmi_mock__lock(self->proxy.mock);
    outcome->space = wmi_mock__repository_find(wmi_mock__host_repository(self->proxy.mock, self->proxy.host),
                                               path);
    wmi_mock__unlock(self->proxy.mock);
    return outcome->space == NULL ? (HRESULT)WBEM_E_INVALID_NAMESPACE : S_OK;
}

static HRESULT open_namespace(wmi_mock__services *self, const OLECHAR *wide,
                              const wmi_mock__delivery *delivery)
{
    wmi_mock__outcome outcome = { .kind = WMI_MOCK__RESULT_SERVICES, .operation = "OpenNamespace" };
    wmi_mock__utf8 relative;

    outcome.code = wmi_mock__utf8_begin(&relative, wide);
    if (SUCCEEDED(outcome.code))
        outcome.code = find_namespace(self, relative.text, &outcome);
    wmi_mock__outcome_blame(&outcome, relative.text);
    wmi_mock__utf8_end(&relative);
    return wmi_mock__outcome_deliver(self, &outcome, delivery);
}

HRESULT STDMETHODCALLTYPE wmi_mock__services_OpenNamespace(IWbemServices *base, const BSTR relative,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemServices **opened, IWbemCallResult **result)
{
    wmi_mock__services *self = wmi_mock__services_of(base);
    const wmi_mock__delivery delivery = { flags, NULL, opened, result };
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__delivery_begin(&delivery);
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::OpenNamespace");
    wmi_mock__call_text(&call, "strNamespace", relative);
    wmi_mock__call_number(&call, "lFlags", flags);
    wmi_mock__call_pointer(&call, "pCtx", context);
    if (wmi_mock__call_admit(&call)) {
        if (wmi_mock__is_blank(relative) || (flags & ~(LONG)WBEM_FLAG_RETURN_IMMEDIATELY) != 0 ||
            (wmi_mock__delivery_is_later(&delivery) ? result == NULL : opened == NULL))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = open_namespace(self, relative, &delivery);
    }
    return wmi_mock__call_close(&call, hr);
}
