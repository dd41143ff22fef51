/* SPDX-License-Identifier: MIT */
/* Instances of event classes. */
#include "mock/event/subscription.h"

#include "mock/object/object.h"
#include "mock/repository/embedded.h"
#include "value/variant.h"

#include <string.h>
#include <time.h>

/* What an object and a value count for in a queue. Unknown on Windows. */
#define OBJECT_BYTES 64u
#define VALUE_BYTES  8u

#define SECONDS_1601_TO_1970 11644473600u
#define TICKS_A_SECOND       10000000u

/* Units of 100 ns since 1601, UTC; later than that of the mock's last event, since the clock is coarse. */
static uint64_t next_time(wmi_mock *mock)
{
    uint64_t now = ((uint64_t)time(NULL) + SECONDS_1601_TO_1970) * TICKS_A_SECOND;

    mock->event_time = now > mock->event_time ? now : mock->event_time + 1;
    return mock->event_time;
}

HRESULT wmi_mock__event_set(wmi_mock__record *event, const char *property, const wmi_value *value)
{
    size_t index = wmi_mock__class_find_property(event->object_class, property);
    wmi_value copy;
    HRESULT hr;

    if (index == SIZE_MAX || event->object_class->properties[index].type != value->type ||
        event->object_class->properties[index].is_array)
        return S_OK;
    hr = wmi__value_copy(value, &copy);
    if (FAILED(hr))
        return hr;
    wmi_value_clear(&event->values[index]);
    event->values[index] = copy;
    return S_OK;
}

wmi_mock__record *wmi_mock__event_create(wmi_mock *mock, wmi_mock__class *event_class)
{
    const wmi_value now = wmi_value_uint64(next_time(mock));
    wmi_mock__record *event = wmi_mock__record_create(event_class);

    if (event != NULL && FAILED(wmi_mock__event_set(event, "TIME_CREATED", &now))) {
        wmi_mock__record_release(event);
        return NULL;
    }
    return event;
}

/* --- Sizes --------------------------------------------------------------------------------------------------- */

static size_t embedded_size(IWbemClassObject *object)
{
    const wmi_mock__object_content content = wmi_mock__object_content_of(object);

    return content.record == NULL ? OBJECT_BYTES : wmi_mock__event_size(content.record);
}

static size_t value_size(const wmi_value *value)
{
    size_t count = value->is_array ? value->count : 1;
    size_t size = VALUE_BYTES * count;

    if (value->is_null || (value->type != WMI_OBJECT && value->type != WMI_STRING))
        return value->is_null ? VALUE_BYTES : size;
    for (size_t i = 0; i < count; i++) {
        if (value->type == WMI_OBJECT)
            size += embedded_size(value->is_array ? value->objects[i] : value->object);
        else
            size += strlen(value->is_array ? value->strings[i] : value->string);
    }
    return size;
}

size_t wmi_mock__event_size(const wmi_mock__record *event)
{
    size_t size = OBJECT_BYTES;

    for (size_t i = 0; i < event->object_class->property_count; i++)
        size += value_size(&event->values[i]);
    return size;
}

/* --- Making them --------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__event_embed(wmi_mock__record *event, const char *property, wmi_mock__place *place,
                              wmi_mock__record *record, wmi_mock__class *object_class)
{
    IWbemClassObject *object = NULL;
    wmi_value value;
    HRESULT hr = record != NULL ? wmi_mock__object_create(NULL, place, record, &object)
                                : wmi_mock__class_object_create(NULL, place, object_class, &object);

    if (FAILED(hr))
        return hr;
    value = wmi_value_object(object);
    hr = wmi_mock__event_set(event, property, &value);
    IWbemClassObject_Release(object);
    return hr;
}
