/* SPDX-License-Identifier: MIT */
#include "event_row.h"

#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <wmikit/com.h>

/* The columns of every event. A property of such a name gets one that no property can have, as in format.c. */
static const struct reserved_name {
    const char *name;
    const char *of_property;
} reserved[] = {
    { "Event", "_Event" },
    { "Time", "_Time" },
    { "PreviousInstance", "_PreviousInstance" },
};

enum {
    EVENT_NAME,
    TIME_NAME,
    PREVIOUS_NAME, /* beside an instance */
    RESERVED_COUNT
};

static const char *shown_name(const char *name, bool of_instance)
{
    const size_t count = of_instance ? RESERVED_COUNT : PREVIOUS_NAME;
    size_t i;

    for (i = 0; i < count; i++) {
        if (names_equal(name, reserved[i].name))
            return reserved[i].of_property;
    }
    return name;
}

/* Of each event, and of no interest: the time is shown as such. */
static bool is_hidden(const char *name)
{
    return names_equal(name, "TIME_CREATED") || names_equal(name, "SECURITY_DESCRIPTOR");
}

/* Of an event itself, without those. */
static outcome list_properties(event_row *into)
{
    size_t count;
    size_t i;

    if (WMI_FAILED(wmi_property_names(into->object, &into->available, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count; i++) {
        if (into->object != into->event || !is_hidden(into->available[i]))
            into->available[into->available_count++] = into->available[i];
    }
    return OUTCOME_DONE;
}

/* NULL when a provider sends none, or a query selects others. */
static outcome get_object(IWbemClassObject *event, const char *name, IWbemClassObject **object)
{
    HRESULT hr = wmi_get_object(event, name, object);

    return WMI_FAILED(hr) && hr != (HRESULT)WBEM_E_NOT_FOUND ? OUTCOME_WMI : OUTCOME_DONE;
}

outcome event_row_open(event_row *into, IWbemClassObject *event)
{
    outcome result = OUTCOME_DONE;

    *into = (event_row)EVENT_ROW_INIT;
    into->event = event;
    if (wmi_event_kind(event) != 0)
        result = get_object(event, "TargetInstance", &into->object);
    else if (WMI_FAILED(wmi_get_string(event, "__CLASS", &into->class_name)))
        result = OUTCOME_WMI;
    if (into->object == NULL)
        into->object = event;
    return result == OUTCOME_DONE ? list_properties(into) : result;
}

/* --- The row ------------------------------------------------------------------------------------------------------ */

static const char *kind_of(const event_row *row)
{
    switch (wmi_event_kind(row->event)) {
    case WMI_CREATED: return "created";
    case WMI_DELETED: return "deleted";
    case WMI_MODIFIED: return "modified";
    default: return row->class_name;
    }
}

static wmi_value time_of(event_row *row)
{
    int64_t microseconds;
    wmi_datetime at;

    if (wmi_event_time(row->event, &microseconds) != WMI_OK ||
        WMI_FAILED(wmi_datetime_from_unix(microseconds, &at)))
        return wmi_value_null(WMI_STRING);
    snprintf(row->time, sizeof(row->time), "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", (int)at.year, (int)at.month,
             (int)at.day, (int)at.hour, (int)at.minute, (int)at.second, (int)at.microsecond);
    return wmi_value_string(row->time);
}

static outcome read_properties(event_row *into, const event_columns *columns)
{
    const selection *wanted = columns->wanted;

    if (wanted->count == 0)
        return row_read(&into->read, into->object, into->available, into->available_count);
    if (columns->must_exist)
        return row_read(&into->read, into->object, wanted->names, wanted->count);
    return row_read_if_any(&into->read, into->object, wanted->names, wanted->count);
}

static void add(event_row *into, const char *name, wmi_value value)
{
    into->names[into->shown.count] = (char *)name;
    into->values[into->shown.count++] = value;
}

static outcome fill(event_row *into)
{
    size_t i;

    into->names = calloc(into->read.count + RESERVED_COUNT, sizeof(*into->names));
    into->values = calloc(into->read.count + RESERVED_COUNT, sizeof(*into->values));
    if (into->names == NULL || into->values == NULL)
        return OUTCOME_MEMORY;
    add(into, reserved[EVENT_NAME].name, wmi_value_string(kind_of(into)));
    add(into, reserved[TIME_NAME].name, time_of(into));
    for (i = 0; i < into->read.count; i++)
        add(into, shown_name(into->read.names[i], into->object != into->event), into->read.values[i]);
    if (into->previous != NULL)
        add(into, reserved[PREVIOUS_NAME].name, wmi_value_object(into->previous));
    into->shown.object = into->object;
    into->shown.names = into->names;
    into->shown.values = into->values;
    return OUTCOME_DONE;
}

outcome event_row_read(event_row *into, const event_columns *columns)
{
    outcome result = OUTCOME_DONE;

    if (into->object != into->event && columns->with_previous)
        result = get_object(into->event, "PreviousInstance", &into->previous);
    if (result == OUTCOME_DONE)
        result = read_properties(into, columns);
    return result == OUTCOME_DONE ? fill(into) : result;
}

void event_row_clear(event_row *gone)
{
    free(gone->values);
    free(gone->names);
    row_clear(&gone->read);
    wmi_free(gone->class_name);
    wmi_free(gone->available);
    wmi_object_release(gone->previous);
    if (gone->object != gone->event)
        wmi_object_release(gone->object);
    *gone = (event_row)EVENT_ROW_INIT;
}
