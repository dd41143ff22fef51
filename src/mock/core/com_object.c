/* SPDX-License-Identifier: MIT */
#include "mock/core/com_object.h"

#include "base/bstr.h"

#include <stdlib.h>

void wmi_mock__com_object_begin(wmi_mock__com_object *object, wmi_mock *mock, IUnknown *identity,
                                const char *interface_name)
{
    object->identity = identity;
    object->mock = mock;
    object->marshaler = NULL;
    atomic_init(&object->references, 1);
    wmi__mutex_init(&object->lock);
    if (mock != NULL)
        wmi_mock__object_born(mock, &object->life, interface_name);
}

/* Release the mock last: it may end with the last of its objects. */
void wmi_mock__com_object_end(wmi_mock__com_object *object)
{
    wmi__mutex_destroy(&object->lock);
    if (object->marshaler != NULL)
        IUnknown_Release(object->marshaler);
    if (object->mock != NULL)
        wmi_mock__object_died(object->mock, &object->life);
}

ULONG wmi_mock__com_object_add_ref(wmi_mock__com_object *object)
{
    return (ULONG)(atomic_fetch_add(&object->references, 1) + 1);
}

ULONG wmi_mock__com_object_release(wmi_mock__com_object *object)
{
    return (ULONG)(atomic_fetch_sub(&object->references, 1) - 1);
}

static HRESULT query_marshal(wmi_mock__com_object *object, void **out)
{
    HRESULT hr = S_OK;

    wmi__mutex_lock(&object->lock);
    if (object->marshaler == NULL)
        hr = CoCreateFreeThreadedMarshaler(object->identity, &object->marshaler);
    wmi__mutex_unlock(&object->lock);
    return FAILED(hr) ? hr : IUnknown_QueryInterface(object->marshaler, &IID_IMarshal, out);
}

HRESULT wmi_mock__com_object_query(wmi_mock__com_object *object, const wmi_mock__com_face *faces,
                                   size_t count, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = NULL;
    if (iid == NULL)
        return E_INVALIDARG;
    if (IsEqualIID(iid, &IID_IMarshal))
        return query_marshal(object, out);
    if (IsEqualIID(iid, &IID_IUnknown))
        *out = object->identity;
    for (size_t i = 0; i < count && *out == NULL; i++) {
        if (IsEqualIID(iid, faces[i].iid))
            *out = faces[i].face;
    }
    if (*out == NULL)
        return E_NOINTERFACE;
    wmi_mock__com_object_add_ref(object);
    return S_OK;
}

void wmi_mock__enter(wmi_mock__call *call, wmi_mock *mock, const char *operation)
{
    call->mock = mock;
    call->is_kept = false;
    if (mock != NULL)
        wmi_mock__call_open(call, mock, NULL, operation);
}

void wmi_mock__enter_text(wmi_mock__call *call, const char *name, const OLECHAR *text)
{
    if (call->is_kept)
        wmi_mock__call_text(call, name, text);
}

void wmi_mock__enter_number(wmi_mock__call *call, const char *name, LONG number)
{
    if (call->is_kept)
        wmi_mock__call_number(call, name, number);
}

void wmi_mock__enter_pointer(wmi_mock__call *call, const char *name, const void *pointer)
{
    if (call->is_kept)
        wmi_mock__call_pointer(call, name, pointer);
}

bool wmi_mock__enter_admit(wmi_mock__call *call)
{
    return call->mock == NULL || wmi_mock__call_admit(call);
}

HRESULT wmi_mock__leave(wmi_mock__call *call, HRESULT result)
{
    return call->mock == NULL ? result : wmi_mock__call_close(call, result);
}

HRESULT wmi_mock__utf8_begin(wmi_mock__utf8 *utf8, const OLECHAR *text)
{
    char *to = utf8->local;
    size_t units;
    size_t bytes;

    utf8->allocated = NULL;
    utf8->text = utf8->local;
    utf8->local[0] = '\0';
    if (text == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (wmi__utf8_from_ascii(text, utf8->local, sizeof utf8->local)) /* most names are short, and ASCII */
        return S_OK;
    units = wmi__units_length(text);
    if (units >= sizeof utf8->local / 3) { /* a unit has at most three bytes */
        bytes = wmi__utf8_length(text, units);
        to = malloc(bytes + 1);
        if (to == NULL)
            return E_OUTOFMEMORY;
        utf8->allocated = to;
    }
    wmi__utf8_write(text, units, to);
    utf8->text = to;
    return S_OK;
}

void wmi_mock__utf8_end(wmi_mock__utf8 *utf8)
{
    free(utf8->allocated);
}

HRESULT wmi_mock__names_array(const char *const *names, size_t count, SAFEARRAY **array)
{
    SAFEARRAY *made = SafeArrayCreateVector(VT_BSTR, 0, (ULONG)count);
    HRESULT hr = made == NULL ? E_OUTOFMEMORY : S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        hr = wmi__bstr_from_utf8(names[i], (BSTR *)made->pvData + i);
    if (FAILED(hr)) {
        if (made != NULL)
            SafeArrayDestroy(made);
        return hr == E_OUTOFMEMORY ? hr : (HRESULT)WBEM_E_FAILED;
    }
    *array = made;
    return S_OK;
}
