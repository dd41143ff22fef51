/* SPDX-License-Identifier: MIT */
/* An event as a row: what happened, when, and to which instance. */
#ifndef TOOL_EVENT_ROW_H
#define TOOL_EVENT_ROW_H

#include "names.h"
#include "row.h"

typedef struct event_row {
    property_row shown;       /* Event, Time, and the properties; borrows from what follows */
    IWbemClassObject *event;  /* borrowed */
    IWbemClassObject *object; /* the event's TargetInstance, or itself when it is not about an instance */
    IWbemClassObject *previous;
    char **available; /* the object's properties */
    size_t available_count;
    property_row read;
    char *class_name; /* the event's, when it is not about an instance */
    char time[32];    /* UTC, as in ISO 8601 */
    char **names;     /* of shown, as values */
    wmi_value *values;
} event_row;

#define EVENT_ROW_INIT                       \
    {                                        \
        .shown = ROW_INIT, .read = ROW_INIT, \
    }

/* What event_row_read reads. */
typedef struct event_columns {
    const selection *wanted; /* the properties; none: all that there are */
    bool must_exist;         /* each of the wanted ones; else NULL is read */
    bool with_previous;      /* the last property is PreviousInstance, of modifications */
} event_columns;

/* Finds the object of an event and its properties. The caller clears the row, also after a failure. */
outcome event_row_open(event_row *into, IWbemClassObject *event);

/* Makes the row; the selection outlives it. */
outcome event_row_read(event_row *into, const event_columns *columns);
void event_row_clear(event_row *gone);

#endif
