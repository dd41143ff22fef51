/* SPDX-License-Identifier: MIT */
#include "support/sink.h"

#include <wmikit.h>

#include <stdio.h>

#define IN_TIME_MS 60000 /* what is to come after the last call never does: the test fails then */

static sink *from_base(IWbemObjectSink *base)
{
    return (sink *)(void *)base;
}

static HRESULT STDMETHODCALLTYPE sink_QueryInterface(IWbemObjectSink *base, REFIID iid, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IWbemObjectSink) ? base : NULL;
    if (*out == NULL)
        return E_NOINTERFACE;
    IWbemObjectSink_AddRef(base);
    return S_OK;
}

static ULONG STDMETHODCALLTYPE sink_AddRef(IWbemObjectSink *base)
{
    return (ULONG)atomic_fetch_add(&from_base(base)->references, 1) + 1;
}

static ULONG STDMETHODCALLTYPE sink_Release(IWbemObjectSink *base)
{
    return (ULONG)atomic_fetch_sub(&from_base(base)->references, 1) - 1;
}

/* A property as text; "" when it is NULL or missing. */
static void read(IWbemClassObject *object, const char *property, char *text, size_t room)
{
    char *value = NULL;

    wmi_get_string(object, property, &value);
    snprintf(text, room, "%s", value == NULL ? "" : value);
    wmi_free(value);
}

static void add_object(sink *self, IWbemClassObject *object)
{
    static const char *const properties[] = { "Id", "Text", "__CLASS" };
    size_t used = strlen(self->texts);
    char name[128] = "";

    self->indicated++;
    if (self->only_counts)
        return;
    for (size_t i = 0; i < COUNT_OF(properties) && name[0] == '\0'; i++)
        read(object, properties[i], name, sizeof name);
    snprintf(self->texts + used, sizeof self->texts - used, "%s%s", used == 0 ? "" : "; ", name);
    read(object, "__PATH", self->path, sizeof self->path);
}

static HRESULT STDMETHODCALLTYPE sink_Indicate(IWbemObjectSink *base, LONG count, IWbemClassObject **objects)
{
    sink *self = from_base(base);

    wmi__mutex_lock(&self->lock);
    self->calls_after_the_end += self->completed;
    for (LONG i = 0; i < count; i++)
        add_object(self, objects[i]);
    wmi__condition_broadcast(&self->news);
    wmi__mutex_unlock(&self->lock);
    return self->answer;
}

static void add_progress(sink *self, HRESULT progress)
{
    size_t used = strlen(self->steps);
    uint32_t words = (uint32_t)progress;

    snprintf(self->steps + used, sizeof self->steps - used, "%s%u/%u", used == 0 ? "" : " ", words & 0xFFFF,
             words >> 16);
    self->last_step = words;
    self->reported++;
}

static void complete(sink *self, HRESULT code, BSTR text, IWbemClassObject *error)
{
    APTTYPEQUALIFIER qualifier;

    self->completed++;
    self->code = code;
    self->has_text = text != NULL;
    self->has_error = error != NULL;
    for (UINT i = 0; text != NULL && i < SysStringLen(text) && i < sizeof self->text - 1; i++)
        self->text[i] = (char)text[i];
    if (error != NULL && !self->only_counts) {
        read(error, "Operation", self->operation, sizeof self->operation);
        read(error, "Description", self->description, sizeof self->description);
        wmi_get_uint32(error, "StatusCode", &self->status_code);
    }
    self->thread = wmi__thread_id();
    CoGetApartmentType(&self->apartment, &qualifier);
}

static HRESULT STDMETHODCALLTYPE sink_SetStatus(IWbemObjectSink *base, LONG flags, HRESULT code, BSTR text,
                                                IWbemClassObject *object)
{
    sink *self = from_base(base);

    wmi__mutex_lock(&self->lock);
    self->calls_after_the_end += self->completed;
    if (flags == WBEM_STATUS_PROGRESS)
        add_progress(self, code);
    else
        complete(self, code, text, object);
    wmi__condition_broadcast(&self->news);
    wmi__mutex_unlock(&self->lock);
    return flags == WBEM_STATUS_PROGRESS ? self->answer_to_progress : S_OK;
}

static const IWbemObjectSinkVtbl vtable = { sink_QueryInterface, sink_AddRef, sink_Release, sink_Indicate,
                                            sink_SetStatus };

void sink_open(sink *self)
{
    memset(self, 0, sizeof *self);
    self->com.lpVtbl = &vtable;
    atomic_init(&self->references, 1);
    wmi__mutex_init(&self->lock);
    wmi__condition_init(&self->news);
}

void sink_wait(sink *self, unsigned indicated, unsigned completed)
{
    uint64_t until = wmi__clock_ms() + IN_TIME_MS;
    bool in_time = true;

    wmi__mutex_lock(&self->lock);
    while (in_time && (self->indicated < indicated || self->completed < completed))
        in_time = wmi__condition_wait_until(&self->news, &self->lock, until);
    wmi__mutex_unlock(&self->lock);
    assert_true(in_time);
}

void sink_wait_or_end(sink *self, unsigned indicated)
{
    uint64_t until = wmi__clock_ms() + IN_TIME_MS;
    bool in_time = true;

    wmi__mutex_lock(&self->lock);
    while (in_time && self->indicated < indicated && self->completed == 0)
        in_time = wmi__condition_wait_until(&self->news, &self->lock, until);
    wmi__mutex_unlock(&self->lock);
    assert_true(in_time);
}

void sink_close(sink *self)
{
    assert_int_equal(atomic_load(&self->references), 1);
    assert_int_equal(self->completed, 1);
    assert_int_equal(self->calls_after_the_end, 0);
    wmi__condition_destroy(&self->news);
    wmi__mutex_destroy(&self->lock);
}

void sink_close_unused(sink *self)
{
    assert_int_equal(self->indicated + self->reported + self->completed, 0);
    self->completed = 1;
    sink_close(self);
}
