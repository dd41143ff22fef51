/* SPDX-License-Identifier: MIT */
#include "mock/core/time_limit.h"
#include "mock/object/object.h"
#include "mock/services/services.h"

#include <stdlib.h>
#include <string.h>

/* The server side, shared by the copies of a proxy (CoCopyProxy). */
typedef struct enumeration {
    atomic_size_t references;
    wmi__mutex lock; /* protects the following members; never held while a call waits */
    wmi_mock__rows rows;
    size_t index;
    uint64_t ready_at;  /* when the next row is available, in wmi__clock_ms; 0: no call has waited yet */
    bool end_was_given; /* no further call waits */
} enumeration;

typedef struct enumerator {
    IEnumWbemClassObject base; /* first: the proxy's interface pointer is the enumerator */
    wmi_mock__proxy proxy;
    wmi_mock__place *place;
    LONG flags;
    enumeration *shared;
} enumerator;

static enumerator *from_base(IEnumWbemClassObject *base)
{
    return (enumerator *)(void *)base;
}

static enumerator *from_proxy(wmi_mock__proxy *proxy)
{
    return (enumerator *)(void *)((char *)proxy - offsetof(enumerator, proxy));
}

/* --- IUnknown ---------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE enumerator_QueryInterface(IEnumWbemClassObject *base, REFIID iid, void **out)
{
    return wmi_mock__proxy_query(&from_base(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE enumerator_AddRef(IEnumWbemClassObject *base)
{
    return wmi_mock__proxy_add_ref(&from_base(base)->proxy);
}

static ULONG STDMETHODCALLTYPE enumerator_Release(IEnumWbemClassObject *base)
{
    return wmi_mock__proxy_release(&from_base(base)->proxy);
}

/* --- The rows, one by one ------------------------------------------------------------------------------------------ */

static HRESULT make_object(const enumerator *self, size_t index, IWbemClassObject **object)
{
    wmi_mock__rows *rows = &self->shared->rows;

    if (rows->records == NULL)
        return wmi_mock__class_object_create(self->proxy.mock, self->place, rows->classes[index], object);
    return wmi_mock__object_select(self->proxy.mock, self->place, rows->records[index],
                                   (const char *const *)rows->properties, rows->property_count,
                                   &rows->selection, object);
}

/*
 * Whether to wait for a row: not at the end, when this call returned the last row or an earlier call reported
 * the end.
 */
static bool has_to_wait(enumeration *shared, bool is_first)
{
    bool has_to;

    wmi__mutex_lock(&shared->lock);
    has_to = shared->index < shared->rows.count || (is_first && !shared->end_was_given);
    wmi__mutex_unlock(&shared->lock);
    return has_to;
}

/* Gets the next row, or the outcome when there are no more. */
static HRESULT take_row(enumerator *self, IWbemClassObject **object)
{
    enumeration *shared = self->shared;
    HRESULT hr;

    wmi__mutex_lock(&shared->lock);
    if (shared->index == shared->rows.count) {
        shared->end_was_given = true;
        hr = shared->rows.outcome;
    } else {
        hr = make_object(self, shared->index, object);
        if (SUCCEEDED(hr))
            shared->index++;
        shared->ready_at = 0;
    }
    wmi__mutex_unlock(&shared->lock);
    return hr;
}

static HRESULT next_row(enumerator *self, const wmi_mock__time_limit *limit, bool is_first,
                        IWbemClassObject **object)
{
    wmi_mock__arrival row = { &self->shared->lock, &self->shared->ready_at };
    HRESULT hr = S_OK;

    if (!wmi_mock__proxy_may_pass(&self->proxy) && has_to_wait(self->shared, is_first))
        hr = wmi_mock__arrival_wait(&row, &self->proxy, WMI_MOCK__OPERATION_NEXT, limit);
    return hr == S_OK ? take_row(self, object) : hr;
}

/* Rows that are kept until the call has succeeded: a failed one leaves the client's pointers as they were. */
typedef struct batch {
    IWbemClassObject **objects; /* `local`, or malloc'ed */
    IWbemClassObject *local[64];
    ULONG room;
    ULONG count;
} batch;

/* There are never more rows than the enumeration has, whatever the client wants. */
static HRESULT batch_begin(batch *self, const wmi_mock__rows *rows, ULONG wanted)
{
    self->room = rows->count < wanted ? (ULONG)rows->count + 1 : wanted;
    self->count = 0;
    self->objects = self->room <= sizeof self->local / sizeof self->local[0]
                        ? self->local
                        : malloc(self->room * sizeof *self->objects);
    return self->objects == NULL ? E_OUTOFMEMORY : S_OK;
}

static void batch_drop(batch *self)
{
    for (ULONG i = 0; i < self->count; i++)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): so many are filled in */
        IWbemClassObject_Release(self->objects[i]);
    self->count = 0;
}

/* Frees the batch, whose rows the client has or which were dropped. */
static void batch_end(batch *self)
{
    if (self->objects != self->local)
        free(self->objects);
}

static HRESULT next_rows(enumerator *self, LONG timeout, batch *taken)
{
    const wmi_mock__rows *rows = &self->shared->rows;
    const wmi_mock__time_limit limit = wmi_mock__time_limit_from(timeout);
    HRESULT hr = S_OK;

    while (hr == S_OK && taken->count < taken->room) {
        hr = next_row(self, &limit, taken->count == 0, &taken->objects[taken->count]);
        if (hr == S_OK)
            taken->count++;
    }
    if (FAILED(hr)) {
        batch_drop(taken);
        if (hr == rows->outcome)
            wmi_mock__extended_status_set(self->proxy.mock, rows->operation, rows->text, rows->description,
                                          "WinMgmt", hr);
    }
    return hr;
}

/* A failure sets only the count. */
static HRESULT next(enumerator *self, LONG timeout, ULONG wanted, IWbemClassObject **objects, ULONG *returned)
{
    batch rows;
    HRESULT hr = batch_begin(&rows, &self->shared->rows, wanted);

    if (SUCCEEDED(hr))
        hr = next_rows(self, timeout, &rows);
    *returned = rows.count;
    if (SUCCEEDED(hr)) {
        memset((void *)objects, 0, wanted * sizeof *objects);
        memcpy((void *)objects, (const void *)rows.objects, rows.count * sizeof *objects);
    }
    batch_end(&rows);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IEnumWbemClassObject *base, LONG timeout, ULONG wanted,
                                                 IWbemClassObject **objects, ULONG *returned)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, WMI_MOCK__OPERATION_NEXT);
    wmi_mock__call_number(&call, "lTimeout", timeout);
    wmi_mock__call_number(&call, "uCount", (LONG)wanted);
    if (wmi_mock__call_admit(&call)) {
        if (objects == NULL || returned == NULL || timeout < (LONG)WBEM_INFINITE)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = next(self, timeout, wanted, objects, returned);
    } else if (returned != NULL) {
        *returned = 0;
    }
    return wmi_mock__call_close(&call, hr);
}

/* --- The other methods ---------------------------------------------------------------------------------------------- */

static void rewind_rows(enumeration *shared)
{
    wmi__mutex_lock(&shared->lock);
    shared->index = 0;
    shared->ready_at = 0;
    shared->end_was_given = false;
    wmi__mutex_unlock(&shared->lock);
}

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IEnumWbemClassObject *base)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Reset");
    if (wmi_mock__call_admit(&call)) {
        if (self->flags & WBEM_FLAG_FORWARD_ONLY)
            hr = (HRESULT)WBEM_E_INVALID_OPERATION;
        else
            rewind_rows(self->shared);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE enumerator_NextAsync(IEnumWbemClassObject *base, ULONG wanted,
                                                      IWbemObjectSink *sink)
{
    enumerator *self = from_base(base);
    wmi_mock__call call;

    (void)sink;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::NextAsync");
    wmi_mock__call_number(&call, "uCount", (LONG)wanted);
    wmi_mock__call_admit(&call);
    return wmi_mock__call_close(&call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}

static HRESULT clone(enumerator *self, IEnumWbemClassObject **cloned)
{
    enumeration *shared = self->shared;
    wmi_mock__rows rows;
    size_t index;
    HRESULT hr;

    wmi__mutex_lock(&shared->lock);
    hr = wmi_mock__rows_copy(&shared->rows, &rows);
    index = shared->index;
    wmi__mutex_unlock(&shared->lock);
    if (FAILED(hr))
        return hr;
    hr = wmi_mock__enumerator_create(self->proxy.mock, self->proxy.host, self->place, self->flags, &rows,
                                     cloned);
    if (SUCCEEDED(hr))
        from_base(*cloned)->shared->index = index;
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IEnumWbemClassObject *base, IEnumWbemClassObject **cloned)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    if (cloned != NULL)
        *cloned = NULL;
    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Clone");
    if (wmi_mock__call_admit(&call)) {
        if (cloned == NULL)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = self->flags & WBEM_FLAG_FORWARD_ONLY ? (HRESULT)WBEM_E_INVALID_OPERATION
                                                      : clone(self, cloned);
    }
    return wmi_mock__call_close(&call, hr);
}

static HRESULT skip_rows(enumeration *shared, size_t count)
{
    HRESULT hr = S_OK;
    size_t left;

    wmi__mutex_lock(&shared->lock);
    left = shared->rows.count - shared->index;
    shared->index += count < left ? count : left;
    shared->ready_at = 0;
    if (count > left)
        hr = shared->rows.outcome;
    wmi__mutex_unlock(&shared->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Skip(IEnumWbemClassObject *base, LONG timeout, ULONG count)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi_mock__call call;

    wmi_mock__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Skip");
    wmi_mock__call_number(&call, "lTimeout", timeout);
    wmi_mock__call_number(&call, "nCount", (LONG)count);
    if (wmi_mock__call_admit(&call)) {
        if (timeout < (LONG)WBEM_INFINITE)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = skip_rows(self->shared, count);
    }
    return wmi_mock__call_close(&call, hr);
}

static const IEnumWbemClassObjectVtbl vtable = {
    enumerator_QueryInterface, enumerator_AddRef,    enumerator_Release, enumerator_Reset,
    enumerator_Next,           enumerator_NextAsync, enumerator_Clone,   enumerator_Skip,
};

/* --- Making them ---------------------------------------------------------------------------------------------------- */

static void enumeration_release(enumeration *shared)
{
    if (atomic_fetch_sub(&shared->references, 1) > 1)
        return;
    wmi_mock__rows_clear(&shared->rows);
    wmi__mutex_destroy(&shared->lock);
    free(shared);
}

static void destroy(wmi_mock__proxy *proxy)
{
    enumerator *self = from_proxy(proxy);

    enumeration_release(self->shared);
    wmi_mock__place_release(self->place);
    free(self);
}

/* Takes ownership of a reference to the shared part in every case. */
static HRESULT create_proxy(wmi_mock *mock, wmi_mock__host *host, wmi_mock__place *place, LONG flags,
                            enumeration *shared, enumerator **created);

static HRESULT copy_proxy(wmi_mock__proxy *proxy, wmi_mock__proxy **copied)
{
    const enumerator *self = from_proxy(proxy);
    enumerator *copy = NULL;
    HRESULT hr;

    atomic_fetch_add(&self->shared->references, 1);
    hr = create_proxy(proxy->mock, proxy->host, self->place, self->flags, self->shared, &copy);
    if (SUCCEEDED(hr))
        *copied = &copy->proxy;
    return hr;
}

static const wmi_mock__proxy_kind kind = { &IID_IEnumWbemClassObject, "IEnumWbemClassObject::Release",
                                           destroy, copy_proxy };

static HRESULT create_proxy(wmi_mock *mock, wmi_mock__host *host, wmi_mock__place *place, LONG flags,
                            enumeration *shared, enumerator **created)
{
    enumerator *self = calloc(1, sizeof *self);
    HRESULT hr = self == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = wmi_mock__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        enumeration_release(shared);
        free(self);
        return hr;
    }
    self->base.lpVtbl = &vtable;
    self->place = wmi_mock__place_share(place);
    self->flags = flags;
    self->shared = shared;
    *created = self;
    return S_OK;
}

HRESULT wmi_mock__enumerator_create(wmi_mock *mock, wmi_mock__host *host, wmi_mock__place *place, LONG flags,
                                    wmi_mock__rows *rows, IEnumWbemClassObject **created)
{
    enumeration *shared = calloc(1, sizeof *shared);
    enumerator *self = NULL;
    HRESULT hr;

    if (shared == NULL) {
        wmi_mock__rows_clear(rows);
        return E_OUTOFMEMORY;
    }
    atomic_init(&shared->references, 1);
    wmi__mutex_init(&shared->lock);
    shared->rows = *rows;
    hr = create_proxy(mock, host, place, flags, shared, &self);
    if (SUCCEEDED(hr))
        *created = &self->base;
    return hr;
}
