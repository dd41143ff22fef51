/* SPDX-License-Identifier: MIT */
#include "services.h"

#include <stdlib.h>
#include <string.h>

typedef struct enumerator {
    IEnumWbemClassObject base; /* first: the proxy's interface pointer is the enumerator */
    wmi__proxy proxy;
    wmi__place *place;
    LONG flags;
    wmi__rows rows;
    size_t index;
    uint64_t ready_at; /* when the next row will have come, in wmi__clock_ms; 0: it was not waited for yet */
    bool *selected;    /* of selected_class's properties, those in the SELECT list */
    wmi__class *selected_class;
} enumerator;

static enumerator *from_base(IEnumWbemClassObject *base)
{
    return (enumerator *)(void *)base;
}

static enumerator *from_proxy(wmi__proxy *proxy)
{
    return (enumerator *)(void *)((char *)proxy - offsetof(enumerator, proxy));
}

/* --- Rows ------------------------------------------------------------------------------------------------------ */

static HRESULT make_room(wmi__rows *rows, void **items)
{
    size_t capacity = rows->capacity == 0 ? 16 : 2 * rows->capacity;
    void *grown;

    if (rows->count < rows->capacity)
        return S_OK;
    grown = realloc(*items, capacity * sizeof(void *));
    if (grown == NULL)
        return E_OUTOFMEMORY;
    *items = grown;
    rows->capacity = capacity;
    return S_OK;
}

HRESULT wmi__rows_add_record(wmi__rows *rows, wmi__record *record)
{
    void *items = rows->records;
    HRESULT hr = make_room(rows, &items);

    rows->records = items;
    if (SUCCEEDED(hr))
        rows->records[rows->count++] = wmi__record_share(record);
    return hr;
}

HRESULT wmi__rows_add_class(wmi__rows *rows, wmi__class *object_class)
{
    void *items = rows->classes;
    HRESULT hr = make_room(rows, &items);

    rows->classes = items;
    if (SUCCEEDED(hr))
        rows->classes[rows->count++] = wmi__class_share(object_class);
    return hr;
}

HRESULT wmi__rows_select(wmi__rows *rows, const char *const *properties, size_t count)
{
    rows->properties = calloc(count + 1, sizeof *rows->properties);
    if (rows->properties == NULL)
        return E_OUTOFMEMORY;
    for (; rows->property_count < count; rows->property_count++) {
        char *copy = wmi__copy_text(properties[rows->property_count]);

        if (copy == NULL)
            return E_OUTOFMEMORY;
        rows->properties[rows->property_count] = copy;
    }
    return S_OK;
}

void wmi__rows_clear(wmi__rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->records != NULL)
            wmi__record_release(rows->records[i]);
        else
            wmi__class_release(rows->classes[i]);
    }
    for (size_t i = 0; i < rows->property_count; i++)
        free(rows->properties[i]);
    free(rows->records);
    free(rows->classes);
    free(rows->properties);
    memset(rows, 0, sizeof *rows);
}

static HRESULT rows_copy(const wmi__rows *from, wmi__rows *to)
{
    HRESULT hr = S_OK;

    memset(to, 0, sizeof *to);
    to->outcome = from->outcome;
    for (size_t i = 0; i < from->count && SUCCEEDED(hr); i++)
        hr = from->records != NULL ? wmi__rows_add_record(to, from->records[i])
                                   : wmi__rows_add_class(to, from->classes[i]);
    if (SUCCEEDED(hr) && from->properties != NULL)
        hr = wmi__rows_select(to, (const char *const *)from->properties, from->property_count);
    if (FAILED(hr))
        wmi__rows_clear(to);
    return hr;
}

/* --- IUnknown ---------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE enumerator_QueryInterface(IEnumWbemClassObject *base, REFIID iid, void **out)
{
    return wmi__proxy_query(&from_base(base)->proxy, iid, out);
}

static ULONG STDMETHODCALLTYPE enumerator_AddRef(IEnumWbemClassObject *base)
{
    return wmi__proxy_add_ref(&from_base(base)->proxy);
}

static ULONG STDMETHODCALLTYPE enumerator_Release(IEnumWbemClassObject *base)
{
    return wmi__proxy_release(&from_base(base)->proxy);
}

/* --- The rows, one by one ------------------------------------------------------------------------------------------ */

static bool is_selected(const enumerator *self, const char *name)
{
    for (size_t i = 0; i < self->rows.property_count; i++) {
        if (wmi__same_name(self->rows.properties[i], name))
            return true;
    }
    return false;
}

/* The flags for a record's class; they are worked out anew only when the class changes. */
static HRESULT select_properties(enumerator *self, wmi__class *object_class)
{
    bool *selected;

    if (self->rows.properties == NULL || self->selected_class == object_class)
        return S_OK;
    selected = calloc(object_class->property_count + 1, sizeof *selected);
    if (selected == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < object_class->property_count; i++)
        selected[i] = is_selected(self, object_class->properties[i].name);
    free(self->selected);
    self->selected = selected;
    self->selected_class = object_class; /* alive as long as the record that is in the rows */
    return S_OK;
}

static HRESULT make_object(enumerator *self, size_t index, IWbemClassObject **object)
{
    wmi__record *record;
    HRESULT hr;

    if (self->rows.records == NULL)
        return wmi__class_object_create(self->proxy.mock, self->place, self->rows.classes[index], object);
    record = self->rows.records[index];
    hr = select_properties(self, record->object_class);
    if (FAILED(hr))
        return hr;
    return wmi__object_create(self->proxy.mock, self->place, record, self->selected, object);
}

static uint32_t row_delay(enumerator *self)
{
    uint32_t delay;

    wmi__mock_lock(self->proxy.mock);
    delay = wmi__faults_delay(self->proxy.mock, WMI__OPERATION_NEXT);
    wmi__mock_unlock(self->proxy.mock);
    return delay;
}

/* Waits until the next row has come; false when the time limit comes first. A wmi_mock_wake lets it come. */
static bool wait_for_row(enumerator *self, bool limited, uint64_t limit)
{
    uint32_t delay = row_delay(self);
    uint64_t now = wmi__clock_ms();
    bool comes_too_late;

    if (delay == 0)
        return true;
    if (self->ready_at == 0)
        self->ready_at = now + delay;
    comes_too_late = limited && (delay == WMI_MOCK_HANG || self->ready_at > limit);
    if (comes_too_late)
        wmi__mock_wait(self->proxy.mock, limit > now ? (uint32_t)(limit - now) : 0);
    else if (delay == WMI_MOCK_HANG)
        wmi__mock_wait(self->proxy.mock, WMI_MOCK_HANG);
    else if (self->ready_at > now)
        wmi__mock_wait(self->proxy.mock, (uint32_t)(self->ready_at - now));
    return !comes_too_late || row_delay(self) == 0;
}

/* The server may have gone while a row was waited for. */
static HRESULT still_there(enumerator *self)
{
    HRESULT hr;

    wmi__mock_lock(self->proxy.mock);
    hr = self->proxy.host->lost;
    wmi__mock_unlock(self->proxy.mock);
    return hr;
}

static HRESULT next_row(enumerator *self, bool limited, uint64_t limit, IWbemClassObject **object)
{
    HRESULT hr;

    if (self->index == self->rows.count)
        return self->rows.outcome;
    if (!wait_for_row(self, limited, limit))
        return WBEM_S_TIMEDOUT;
    hr = still_there(self);
    if (hr != S_OK)
        return hr;
    hr = make_object(self, self->index, object);
    if (FAILED(hr))
        return hr;
    self->index++;
    self->ready_at = 0;
    return S_OK;
}

static HRESULT next_rows(enumerator *self, LONG timeout, ULONG wanted, IWbemClassObject **objects,
                         ULONG *returned)
{
    bool limited = timeout != (LONG)WBEM_INFINITE;
    uint64_t limit = wmi__clock_ms() + (uint64_t)(limited ? timeout : 0);
    HRESULT hr = S_OK;

    while (hr == S_OK && *returned < wanted) {
        hr = next_row(self, limited, limit, &objects[*returned]);
        if (hr == S_OK)
            ++*returned;
    }
    if (FAILED(hr) && self->index == self->rows.count && FAILED(self->rows.outcome))
        wmi__extended_status_set(self->proxy.mock, "ExecQuery", NULL, NULL, "WinMgmt", hr);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IEnumWbemClassObject *base, LONG timeout, ULONG wanted,
                                                 IWbemClassObject **objects, ULONG *returned)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    if (returned != NULL)
        *returned = 0;
    if (objects != NULL)
        memset((void *)objects, 0, wanted * sizeof *objects);
    wmi__call_open(&call, self->proxy.mock, &self->proxy, WMI__OPERATION_NEXT);
    wmi__call_number(&call, "lTimeout", timeout);
    wmi__call_number(&call, "uCount", (LONG)wanted);
    if (wmi__call_admit(&call)) {
        if (objects == NULL || returned == NULL || wanted == 0 || timeout < (LONG)WBEM_INFINITE)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = next_rows(self, timeout, wanted, objects, returned);
    }
    return wmi__call_close(&call, hr);
}

/* --- The other methods ---------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IEnumWbemClassObject *base)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Reset");
    if (wmi__call_admit(&call)) {
        if (self->flags & WBEM_FLAG_FORWARD_ONLY)
            hr = (HRESULT)WBEM_E_INVALID_OPERATION;
        else
            self->index = 0;
    }
    return wmi__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE enumerator_NextAsync(IEnumWbemClassObject *base, ULONG wanted,
                                                      IWbemObjectSink *sink)
{
    enumerator *self = from_base(base);
    wmi__call call;

    (void)sink;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::NextAsync");
    wmi__call_number(&call, "uCount", (LONG)wanted);
    wmi__call_admit(&call);
    return wmi__call_close(&call, (HRESULT)WBEM_E_NOT_SUPPORTED);
}

static HRESULT clone(enumerator *self, IEnumWbemClassObject **cloned)
{
    wmi__rows rows;
    HRESULT hr = rows_copy(&self->rows, &rows);

    if (FAILED(hr))
        return hr;
    hr = wmi__enumerator_create(self->proxy.mock, self->proxy.host, self->place, self->flags, &rows, cloned);
    if (SUCCEEDED(hr))
        from_base(*cloned)->index = self->index;
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IEnumWbemClassObject *base, IEnumWbemClassObject **cloned)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    if (cloned != NULL)
        *cloned = NULL;
    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Clone");
    if (wmi__call_admit(&call)) {
        if (cloned == NULL)
            hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
        else
            hr = self->flags & WBEM_FLAG_FORWARD_ONLY ? (HRESULT)WBEM_E_INVALID_OPERATION
                                                      : clone(self, cloned);
    }
    return wmi__call_close(&call, hr);
}

static HRESULT STDMETHODCALLTYPE enumerator_Skip(IEnumWbemClassObject *base, LONG timeout, ULONG count)
{
    enumerator *self = from_base(base);
    HRESULT hr = S_OK;
    wmi__call call;

    wmi__call_open(&call, self->proxy.mock, &self->proxy, "IEnumWbemClassObject::Skip");
    wmi__call_number(&call, "lTimeout", timeout);
    wmi__call_number(&call, "nCount", (LONG)count);
    if (wmi__call_admit(&call)) {
        size_t left = self->rows.count - self->index;

        self->index += count < left ? count : left;
        hr = count <= left ? S_OK : self->rows.outcome;
    }
    return wmi__call_close(&call, hr);
}

static const IEnumWbemClassObjectVtbl vtable = {
    enumerator_QueryInterface, enumerator_AddRef,    enumerator_Release, enumerator_Reset,
    enumerator_Next,           enumerator_NextAsync, enumerator_Clone,   enumerator_Skip,
};

static void destroy(wmi__proxy *proxy)
{
    enumerator *self = from_proxy(proxy);

    wmi__rows_clear(&self->rows);
    wmi__place_release(self->place);
    free(self->selected);
    free(self);
}

static HRESULT copy_proxy(wmi__proxy *proxy, wmi__proxy **copied)
{
    IEnumWbemClassObject *cloned = NULL;
    HRESULT hr = clone(from_proxy(proxy), &cloned);

    if (SUCCEEDED(hr))
        *copied = &from_base(cloned)->proxy;
    return hr;
}

static const wmi__proxy_kind kind = { &IID_IEnumWbemClassObject, destroy, copy_proxy };

HRESULT wmi__enumerator_create(wmi_mock *mock, wmi__host *host, wmi__place *place, LONG flags,
                               wmi__rows *rows, IEnumWbemClassObject **created)
{
    enumerator *self = calloc(1, sizeof *self);
    HRESULT hr = self == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = wmi__proxy_begin(&self->proxy, &kind, &self->base, mock, host);
    if (FAILED(hr)) {
        wmi__rows_clear(rows);
        free(self);
        return hr;
    }
    self->base.lpVtbl = &vtable;
    self->place = wmi__place_share(place);
    self->flags = flags;
    self->rows = *rows;
    *created = &self->base;
    return S_OK;
}
