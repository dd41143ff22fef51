/* SPDX-License-Identifier: MIT */
#include "services.h"

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

/* The mock's lock is held. */
static HRESULT collect_matches(const services *self, const wmi__wql *query, wmi__rows *rows)
{
    const char *name = wmi__wql_class(query);
    HRESULT hr = S_OK;

    for (size_t i = 0; i < self->space->record_count && SUCCEEDED(hr); i++) {
        wmi__record *record = self->space->records[i];

        if (wmi__class_is_a(record->object_class, name) && wmi__wql_matches(query, record))
            hr = wmi__rows_add_record(rows, record);
    }
    return hr;
}

static HRESULT select_columns(const wmi__wql *query, wmi__rows *rows)
{
    size_t count = 0;
    const char *const *properties = wmi__wql_properties(query, &count);

    return count == 0 ? S_OK : wmi__rows_select(rows, properties, count);
}

static HRESULT run_query(const services *self, const char *text, wmi__rows *rows)
{
    wmi__wql *query = NULL;
    HRESULT hr = wmi__wql_parse(text, &query);

    if (FAILED(hr))
        return hr;
    wmi__mock_lock(self->proxy.mock);
    hr = wmi__wql_bind(query, self->space);
    if (SUCCEEDED(hr))
        hr = collect_matches(self, query, rows);
    wmi__mock_unlock(self->proxy.mock);
    if (SUCCEEDED(hr))
        hr = select_columns(query, rows);
    wmi__wql_free(query);
    return hr;
}

static bool is_direct(const wmi__class *object_class, const char *superclass)
{
    return object_class->superclass != NULL && wmi__same_name(object_class->superclass->name, superclass);
}

static HRESULT collect_instances(const services *self, const char *name, LONG flags, wmi__rows *rows)
{
    HRESULT hr = S_OK;

    if (wmi__namespace_find_class(self->space, name) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < self->space->record_count && SUCCEEDED(hr); i++) {
        wmi__record *record = self->space->records[i];
        bool wanted = flags & WBEM_FLAG_SHALLOW ? wmi__same_name(record->object_class->name, name)
                                                : wmi__class_is_a(record->object_class, name);

        if (wanted)
            hr = wmi__rows_add_record(rows, record);
    }
    return hr;
}

/* Without a superclass: every class, or the top ones. */
static HRESULT collect_classes(const services *self, const char *superclass, LONG flags, wmi__rows *rows)
{
    bool shallow = (flags & WBEM_FLAG_SHALLOW) != 0;
    HRESULT hr = S_OK;

    if (superclass[0] != '\0' && wmi__namespace_find_class(self->space, superclass) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < self->space->class_count && SUCCEEDED(hr); i++) {
        wmi__class *each = self->space->classes[i];
        bool wanted;

        if (superclass[0] == '\0')
            wanted = !shallow || each->superclass == NULL;
        else if (shallow)
            wanted = is_direct(each, superclass);
        else
            wanted = wmi__class_is_a(each, superclass) && !wmi__same_name(each->name, superclass);
        if (wanted)
            hr = wmi__rows_add_class(rows, each);
    }
    return hr;
}

/* What fills the rows from a text: a query, or a class's name. */
typedef HRESULT (*fill_function)(const services *self, const char *text, LONG flags, wmi__rows *rows);

static HRESULT fill_by_query(const services *self, const char *text, LONG flags, wmi__rows *rows)
{
    (void)flags;
    return run_query(self, text, rows);
}

static HRESULT fill_with_instances(const services *self, const char *text, LONG flags, wmi__rows *rows)
{
    HRESULT hr;

    wmi__mock_lock(self->proxy.mock);
    hr = collect_instances(self, text, flags, rows);
    wmi__mock_unlock(self->proxy.mock);
    return hr;
}

static HRESULT fill_with_classes(const services *self, const char *text, LONG flags, wmi__rows *rows)
{
    HRESULT hr;

    wmi__mock_lock(self->proxy.mock);
    hr = collect_classes(self, text, flags, rows);
    wmi__mock_unlock(self->proxy.mock);
    return hr;
}

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
    hr = fill(self, rows.text, flags, &rows);
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
            hr = enumerate(self, "ExecQuery", query, flags, fill_by_query, enumerator);
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
                       fill_with_instances, enumerator);
}

static HRESULT STDMETHODCALLTYPE services_CreateClassEnum(IWbemServices *base, const BSTR superclass,
                                                          LONG flags, IWbemContext *context,
                                                          IEnumWbemClassObject **enumerator)
{
    return create_enum(from_base(base), "IWbemServices::CreateClassEnum", superclass, flags, context, false,
                       fill_with_classes, enumerator);
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

/* --- What the mock does not do: it is written down, and refused ------------------------------------------------------------ */

static HRESULT refuse(IWbemServices *base, const char *operation)
{
    services *self = from_base(base);
    wmi__call call;

    wmi__call_open(&call, self->proxy.mock, &self->proxy, operation);
    wmi__call_admit(&call);
    return wmi__call_close(&call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}

static HRESULT STDMETHODCALLTYPE services_CancelAsyncCall(IWbemServices *base, IWbemObjectSink *sink)
{
    (void)sink;
    return refuse(base, "IWbemServices::CancelAsyncCall");
}

static HRESULT STDMETHODCALLTYPE services_QueryObjectSink(IWbemServices *base, LONG flags,
                                                          IWbemObjectSink **sink)
{
    (void)flags;
    if (sink != NULL)
        *sink = NULL;
    return refuse(base, "IWbemServices::QueryObjectSink");
}

static HRESULT STDMETHODCALLTYPE services_GetObjectAsync(IWbemServices *base, const BSTR path, LONG flags,
                                                         IWbemContext *context, IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::GetObjectAsync");
}

static HRESULT STDMETHODCALLTYPE services_PutClass(IWbemServices *base, IWbemClassObject *object, LONG flags,
                                                   IWbemContext *context, IWbemCallResult **result)
{
    (void)object;
    (void)flags;
    (void)context;
    if (result != NULL)
        *result = NULL;
    return refuse(base, "IWbemServices::PutClass");
}

static HRESULT STDMETHODCALLTYPE services_PutClassAsync(IWbemServices *base, IWbemClassObject *object,
                                                        LONG flags, IWbemContext *context,
                                                        IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::PutClassAsync");
}

static HRESULT STDMETHODCALLTYPE services_DeleteClass(IWbemServices *base, const BSTR path, LONG flags,
                                                      IWbemContext *context, IWbemCallResult **result)
{
    (void)path;
    (void)flags;
    (void)context;
    if (result != NULL)
        *result = NULL;
    return refuse(base, "IWbemServices::DeleteClass");
}

static HRESULT STDMETHODCALLTYPE services_DeleteClassAsync(IWbemServices *base, const BSTR path, LONG flags,
                                                           IWbemContext *context, IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::DeleteClassAsync");
}

static HRESULT STDMETHODCALLTYPE services_CreateClassEnumAsync(IWbemServices *base, const BSTR superclass,
                                                               LONG flags, IWbemContext *context,
                                                               IWbemObjectSink *sink)
{
    (void)superclass;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::CreateClassEnumAsync");
}

static HRESULT STDMETHODCALLTYPE services_PutInstance(IWbemServices *base, IWbemClassObject *object,
                                                      LONG flags, IWbemContext *context,
                                                      IWbemCallResult **result)
{
    (void)object;
    (void)flags;
    (void)context;
    if (result != NULL)
        *result = NULL;
    return refuse(base, "IWbemServices::PutInstance");
}

static HRESULT STDMETHODCALLTYPE services_PutInstanceAsync(IWbemServices *base, IWbemClassObject *object,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemObjectSink *sink)
{
    (void)object;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::PutInstanceAsync");
}

static HRESULT STDMETHODCALLTYPE services_DeleteInstance(IWbemServices *base, const BSTR path, LONG flags,
                                                         IWbemContext *context, IWbemCallResult **result)
{
    (void)path;
    (void)flags;
    (void)context;
    if (result != NULL)
        *result = NULL;
    return refuse(base, "IWbemServices::DeleteInstance");
}

static HRESULT STDMETHODCALLTYPE services_DeleteInstanceAsync(IWbemServices *base, const BSTR path,
                                                              LONG flags, IWbemContext *context,
                                                              IWbemObjectSink *sink)
{
    (void)path;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::DeleteInstanceAsync");
}

static HRESULT STDMETHODCALLTYPE services_CreateInstanceEnumAsync(IWbemServices *base, const BSTR class_name,
                                                                  LONG flags, IWbemContext *context,
                                                                  IWbemObjectSink *sink)
{
    (void)class_name;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::CreateInstanceEnumAsync");
}

static HRESULT STDMETHODCALLTYPE services_ExecQueryAsync(IWbemServices *base, const BSTR language,
                                                         const BSTR query, LONG flags, IWbemContext *context,
                                                         IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::ExecQueryAsync");
}

static HRESULT STDMETHODCALLTYPE services_ExecNotificationQuery(IWbemServices *base, const BSTR language,
                                                                const BSTR query, LONG flags,
                                                                IWbemContext *context,
                                                                IEnumWbemClassObject **enumerator)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    if (enumerator != NULL)
        *enumerator = NULL;
    return refuse(base, "IWbemServices::ExecNotificationQuery");
}

static HRESULT STDMETHODCALLTYPE services_ExecNotificationQueryAsync(IWbemServices *base, const BSTR language,
                                                                     const BSTR query, LONG flags,
                                                                     IWbemContext *context,
                                                                     IWbemObjectSink *sink)
{
    (void)language;
    (void)query;
    (void)flags;
    (void)context;
    (void)sink;
    return refuse(base, "IWbemServices::ExecNotificationQueryAsync");
}

static HRESULT STDMETHODCALLTYPE services_ExecMethod(IWbemServices *base, const BSTR path, const BSTR method,
                                                     LONG flags, IWbemContext *context, IWbemClassObject *in,
                                                     IWbemClassObject **out, IWbemCallResult **result)
{
    (void)path;
    (void)method;
    (void)flags;
    (void)context;
    (void)in;
    if (out != NULL)
        *out = NULL;
    if (result != NULL)
        *result = NULL;
    return refuse(base, "IWbemServices::ExecMethod");
}

static HRESULT STDMETHODCALLTYPE services_ExecMethodAsync(IWbemServices *base, const BSTR path,
                                                          const BSTR method, LONG flags,
                                                          IWbemContext *context, IWbemClassObject *in,
                                                          IWbemObjectSink *sink)
{
    (void)path;
    (void)method;
    (void)flags;
    (void)context;
    (void)in;
    (void)sink;
    return refuse(base, "IWbemServices::ExecMethodAsync");
}

static const IWbemServicesVtbl vtable = {
    services_QueryInterface,
    services_AddRef,
    services_Release,
    services_OpenNamespace,
    services_CancelAsyncCall,
    services_QueryObjectSink,
    services_GetObject,
    services_GetObjectAsync,
    services_PutClass,
    services_PutClassAsync,
    services_DeleteClass,
    services_DeleteClassAsync,
    services_CreateClassEnum,
    services_CreateClassEnumAsync,
    services_PutInstance,
    services_PutInstanceAsync,
    services_DeleteInstance,
    services_DeleteInstanceAsync,
    services_CreateInstanceEnum,
    services_CreateInstanceEnumAsync,
    services_ExecQuery,
    services_ExecQueryAsync,
    services_ExecNotificationQuery,
    services_ExecNotificationQueryAsync,
    services_ExecMethod,
    services_ExecMethodAsync,
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
