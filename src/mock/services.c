/* SPDX-License-Identifier: MIT */
#include "answer.h"
#include "services_refused.h"

#include "../bstr.h"

#include <stdlib.h>
#include <string.h>

#define ENUMERATION_FLAGS                                                                 \
    (WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_ENSURE_LOCATABLE | \
     WBEM_FLAG_DIRECT_READ | WBEM_FLAG_USE_AMENDED_QUALIFIERS)

typedef struct services {
    IWbemServices base; /* first: the proxy's interface pointer is the services */
    wmi__proxy proxy;
    wmi__namespace *space; /* lives as long as the mock */
    wmi__place *place;
} services;

static services *from_base(IWbemServices *base)
{
    return (services *)(void *)base;
}

static services *from_proxy(wmi__proxy *proxy)
{
    return (services *)(void *)((char *)proxy - offsetof(services, proxy));
}

wmi__proxy *wmi__services_proxy(IWbemServices *base)
{
    return &from_base(base)->proxy;
}

/* --- IUnknown ------------------------------------------------------------------------------------------------------ */

static HRESULT STDMETHODCALLTYPE services_QueryInterface(IWbemServices *base, REFIID iid, void **out)
{
    return wmi__proxy_query(&from_base(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE services_AddRef(IWbemServices *base)
{
    return wmi__proxy_add_ref(&from_base(base)->proxy);
}

static ULONG STDMETHODCALLTYPE services_Release(IWbemServices *base)
{
    return wmi__proxy_release(&from_base(base)->proxy);
}

/* --- Texts ------------------------------------------------------------------------------------------------------------ */

static char *to_utf8(const OLECHAR *text)
{
    size_t length = 0;
    char *utf8;

    while (text[length] != 0)
        length++;
    utf8 = malloc(wmi__utf8_length(text, length) + 1);
    if (utf8 != NULL)
        wmi__utf8_write(text, length, utf8);
    return utf8;
}

static bool is_blank(const OLECHAR *text)
{
    return text == NULL || text[0] == 0;
}

/* In any case; it asks for no memory, whose lack would make WQL another language. */
static bool is_wql(const OLECHAR *language)
{
    static const OLECHAR small[] = u"wql";
    size_t i = 0;

    while (small[i] != 0 && (language[i] == small[i] || language[i] == small[i] - u'a' + u'A'))
        i++;
    return small[i] == 0 && language[i] == 0;
}

static const char *presence(const void *pointer)
{
    return pointer == NULL ? "NULL" : "given";
}

/* --- Queries and enumerations ------------------------------------------------------------------------------------------ */

/* What fills the rows from a text: a query, or a class's name. */
typedef HRESULT (*fill_function)(const wmi__namespace *space, const char *text, LONG flags, wmi__rows *rows);

/*
 * With WBEM_FLAG_RETURN_IMMEDIATELY the call returns before the query runs, so that whatever is wrong with it
 * comes from the enumerator's first Next, as on Windows.
 */
static HRESULT enumerate(services *self, const char *operation, const OLECHAR *wide, LONG flags,
                         fill_function fill, IEnumWbemClassObject **enumerator)
{
    wmi__rows rows = { .outcome = WBEM_S_FALSE, .operation = operation };
    HRESULT hr;

    rows.text = to_utf8(wide == NULL ? u"" : wide);
    if (rows.text == NULL)
        return E_OUTOFMEMORY;
    wmi__mock_lock(self->proxy.mock);
    hr = fill(self->space, rows.text, flags, &rows);
    wmi__mock_unlock(self->proxy.mock);
    if (FAILED(hr)) {
        if (hr == E_OUTOFMEMORY || !(flags & WBEM_FLAG_RETURN_IMMEDIATELY)) {
            wmi__extended_status_set(self->proxy.mock, operation, rows.text, NULL, "WinMgmt", hr);
            wmi__rows_clear(&rows);
            return hr;
        }
        rows.outcome = hr;
    }
    return wmi__enumerator_create(self->proxy.mock, self->proxy.host, self->place, flags, &rows, enumerator);
}

static HRESULT STDMETHODCALLTYPE services_ExecQuery(IWbemServices *base, const BSTR language,
                                                    const BSTR query, LONG flags, IWbemContext *context,
                                                    IEnumWbemClassObject **enumerator)
{
    services *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    if (enumerator != NULL)
        *enumerator = NULL;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::ExecQuery");
    wmi__call_text(&call, "strQueryLanguage", language);
    wmi__call_text(&call, "strQuery", query);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_flag(&call, "pCtx", presence(context));
    if (wmi__call_admit(&call)) {
        if (is_blank(language) || is_blank(query) || enumerator == NULL ||
            (flags & ~(LONG)(ENUMERATION_FLAGS | WBEM_FLAG_PROTOTYPE)) != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else if (!is_wql(language))
            hr = (HRESULT)WBEM_E_INVALID_QUERY_TYPE;
        else
            hr = enumerate(self, "ExecQuery", query, flags, wmi__answer_query, enumerator);
    }
    return wmi__call_close(&call, hr);
}

/* CreateInstanceEnum and CreateClassEnum differ in what they fill the rows with. */
static HRESULT create_enum(services *self, const char *operation, const OLECHAR *name, LONG flags,
                           IWbemContext *context, bool name_needed, fill_function fill,
                           IEnumWbemClassObject **enumerator)
{
    HRESULT hr = S_OK;
    wmi__call call;

    if (enumerator != NULL)
        *enumerator = NULL;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi__call_text(&call, name_needed ? "strFilter" : "strSuperclass", name);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_flag(&call, "pCtx", presence(context));
    if (wmi__call_admit(&call)) {
        if (enumerator == NULL || (name_needed && is_blank(name)) ||
            (flags & ~(LONG)(ENUMERATION_FLAGS | WBEM_FLAG_SHALLOW)) != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = enumerate(self, operation + strlen("IWbemServices::"), name, flags, fill, enumerator);
    }
    return wmi__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE services_CreateInstanceEnum(IWbemServices *base, const BSTR class_name,
                                                             LONG flags, IWbemContext *context,
                                                             IEnumWbemClassObject **enumerator)
{
    return create_enum(from_base(base), "IWbemServices::CreateInstanceEnum", class_name, flags, context, true,
                       wmi__answer_instances, enumerator);
}

static HRESULT STDMETHODCALLTYPE services_CreateClassEnum(IWbemServices *base, const BSTR superclass,
                                                          LONG flags, IWbemContext *context,
                                                          IEnumWbemClassObject **enumerator)
{
    return create_enum(from_base(base), "IWbemServices::CreateClassEnum", superclass, flags, context, false,
                       wmi__answer_classes, enumerator);
}

/* --- Objects by path ---------------------------------------------------------------------------------------------------- */

/* The namespace that a full path names is not looked at: a proxy serves only its own. */
static HRESULT find_object(const services *self, const char *path, wmi__record **record, wmi__class **found)
{
    wmi__object_path parts;
    HRESULT why = S_OK;

    if (!wmi__object_path_split(path, &parts))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    if (strpbrk(parts.relative, ".=") == NULL) {
        *found = wmi__namespace_find_class(self->space, parts.relative);
        if (*found == NULL)
            return (HRESULT)WBEM_E_NOT_FOUND;
        wmi__class_share(*found);
        return S_OK;
    }
    *record = wmi__namespace_find_record(self->space, parts.relative, &why);
    if (*record == NULL)
        return why;
    wmi__record_share(*record);
    return S_OK;
}

static HRESULT make_object(const services *self, wmi__record *record, wmi__class *found,
                           IWbemClassObject **object)
{
    HRESULT hr;

    if (record != NULL) {
        hr = wmi__object_create(self->proxy.mock, self->place, record, NULL, object);
        wmi__record_release(record);
    } else {
        hr = wmi__class_object_create(self->proxy.mock, self->place, found, object);
        wmi__class_release(found);
    }
    return hr;
}

static HRESULT get_object(services *self, const OLECHAR *wide, IWbemClassObject **object)
{
    char *path = to_utf8(wide);
    wmi__record *record = NULL;
    wmi__class *found = NULL;
    HRESULT hr;

    if (path == NULL)
        return E_OUTOFMEMORY;
    wmi__mock_lock(self->proxy.mock);
    hr = find_object(self, path, &record, &found);
    wmi__mock_unlock(self->proxy.mock);
    if (SUCCEEDED(hr))
        hr = make_object(self, record, found, object);
    if (FAILED(hr))
        wmi__extended_status_set(self->proxy.mock, "GetObject", path, NULL, "WinMgmt", hr);
    free(path);
    return hr;
}

static HRESULT STDMETHODCALLTYPE services_GetObject(IWbemServices *base, const BSTR path, LONG flags,
                                                    IWbemContext *context, IWbemClassObject **object,
                                                    IWbemCallResult **result)
{
    services *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    if (object != NULL)
        *object = NULL;
    if (result != NULL)
        *result = NULL;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::GetObject");
    wmi__call_text(&call, "strObjectPath", path);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_flag(&call, "pCtx", presence(context));
    if (wmi__call_admit(&call)) {
        if (is_blank(path) || object == NULL || (flags & WBEM_FLAG_RETURN_IMMEDIATELY))
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = get_object(self, path, object);
    }
    return wmi__call_close(&call, hr);
}

/* --- Namespaces ---------------------------------------------------------------------------------------------------------- */

static HRESULT open_namespace(services *self, const OLECHAR *wide, IWbemServices **opened)
{
    char *relative = to_utf8(wide);
    wmi__namespace *space = NULL;
    size_t size;
    char *path;

    if (relative == NULL)
        return E_OUTOFMEMORY;
    size = strlen(self->space->path) + strlen(relative) + sizeof "\\";
    path = malloc(size);
    if (path == NULL) {
        free(relative);
        return E_OUTOFMEMORY;
    }
    strcpy(path, self->space->path);
    strcat(path, "\\");
    strcat(path, relative);
    free(relative);

    wmi__mock_lock(self->proxy.mock);
    space = wmi__repository_find(wmi__host_repository(self->proxy.mock, self->proxy.host), path);
    wmi__mock_unlock(self->proxy.mock);
    free(path);
    if (space == NULL)
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
    return wmi__services_create(self->proxy.mock, self->proxy.host, space, opened);
}

static HRESULT STDMETHODCALLTYPE services_OpenNamespace(IWbemServices *base, const BSTR relative, LONG flags,
                                                        IWbemContext *context, IWbemServices **opened,
                                                        IWbemCallResult **result)
{
    services *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    if (opened != NULL)
        *opened = NULL;
    if (result != NULL)
        *result = NULL;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IWbemServices::OpenNamespace");
    wmi__call_text(&call, "strNamespace", relative);
    wmi__call_number(&call, "lFlags", flags);
    wmi__call_flag(&call, "pCtx", presence(context));
    if (wmi__call_admit(&call)) {
        if (is_blank(relative) || opened == NULL || flags != 0)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = open_namespace(self, relative, opened);
    }
    return wmi__call_close(&call, hr);
}

static const IWbemServicesVtbl vtable = {
    services_QueryInterface,
    services_AddRef,
    services_Release,
    services_OpenNamespace,
    wmi__services_CancelAsyncCall,
    wmi__services_QueryObjectSink,
    services_GetObject,
    wmi__services_GetObjectAsync,
    wmi__services_PutClass,
    wmi__services_PutClassAsync,
    wmi__services_DeleteClass,
    wmi__services_DeleteClassAsync,
    services_CreateClassEnum,
    wmi__services_CreateClassEnumAsync,
    wmi__services_PutInstance,
    wmi__services_PutInstanceAsync,
    wmi__services_DeleteInstance,
    wmi__services_DeleteInstanceAsync,
    services_CreateInstanceEnum,
    wmi__services_CreateInstanceEnumAsync,
    services_ExecQuery,
    wmi__services_ExecQueryAsync,
    wmi__services_ExecNotificationQuery,
    wmi__services_ExecNotificationQueryAsync,
    wmi__services_ExecMethod,
    wmi__services_ExecMethodAsync,
};

static void destroy(wmi__proxy *proxy)
{
    services *self = from_proxy(proxy);

    wmi__place_release(self->place);
    free(self);
}

static HRESULT copy_proxy(wmi__proxy *proxy, wmi__proxy **copied)
{
    IWbemServices *copy = NULL;
    HRESULT hr = wmi__services_create(proxy->mock, proxy->host, from_proxy(proxy)->space, &copy);

    if (SUCCEEDED(hr))
        *copied = &from_base(copy)->proxy;
    return hr;
}

static const wmi__proxy_kind kind = { &IID_IWbemServices, destroy, copy_proxy };

HRESULT wmi__services_create(wmi_mock *mock, wmi__host *host, wmi__namespace *space, IWbemServices **created)
{
    services *self = calloc(1, sizeof *self);
    HRESULT hr = E_OUTOFMEMORY;

    if (self == NULL)
        return hr;
    self->base.lpVtbl = &vtable;
    self->space = space;
    self->place = wmi__place_create(host->name, space->path);
    if (self->place != NULL)
        hr = wmi__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        wmi__place_release(self->place);
        free(self);
        return hr;
    }
    *created = &self->base;
    return S_OK;
}
