/* SPDX-License-Identifier: MIT */
#include "mock/repository/object_value.h"

#include "mock/repository/embedded.h"

#include "value/value.h"

#include <string.h>

static bool same_text(const char *a, const char *b, bool ignore_case)
{
    return ignore_case ? wmi__same_name(a, b) : strcmp(a, b) == 0;
}

/* Field by field: there may be padding between them. */
static bool same_datetime(const wmi_datetime *a, const wmi_datetime *b)
{
    return a->is_interval == b->is_interval && a->days == b->days && a->year == b->year &&
           a->month == b->month && a->day == b->day && a->hour == b->hour && a->minute == b->minute &&
           a->second == b->second && a->microsecond == b->microsecond &&
           a->offset_minutes == b->offset_minutes;
}

static bool same_values(const wmi_mock__record *a, const wmi_mock__record *b, bool ignore_case)
{
    bool same = a->object_class->property_count == b->object_class->property_count;

    for (size_t i = 0; same && i < a->object_class->property_count; i++)
        same = wmi_mock__value_same(&a->values[i], &b->values[i], ignore_case);
    return same;
}

/* Embedded objects: the same class, and the same values when they are instances. */
static bool same_object(IWbemClassObject *a, IWbemClassObject *b, bool ignore_case)
{
    wmi_mock__object_content one = wmi_mock__object_content_of(a);
    wmi_mock__object_content other = wmi_mock__object_content_of(b);

    if (one.record != NULL && other.record != NULL)
        return wmi__same_name(one.record->object_class->name, other.record->object_class->name) &&
               same_values(one.record, other.record, ignore_case);
    if (one.object_class != NULL && other.object_class != NULL)
        return wmi__same_name(one.object_class->name, other.object_class->name);
    return a == b;
}

/* -0.0 equals 0.0, and a NaN equals itself: the question is whether a value was changed. */
static bool same_real(double a, double b)
{
    /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): a NaN is not == itself */
    return memcmp(&a, &b, sizeof a) == 0 || (a <= b && a >= b);
}

static bool same_scalar(const wmi_value *a, const wmi_value *b, bool ignore_case)
{
    switch (a->type) {
    case WMI_STRING:
    case WMI_REFERENCE: return same_text(a->string, b->string, ignore_case);
    case WMI_DATETIME: return same_datetime(&a->datetime, &b->datetime);
    case WMI_OBJECT: return same_object(a->object, b->object, ignore_case);
    case WMI_REAL32: return same_real((double)a->real32, (double)b->real32);
    case WMI_REAL64: return same_real(a->real64, b->real64);
    default: return memcmp(&a->boolean, &b->boolean, wmi__type_size(a->type)) == 0;
    }
}

bool wmi_mock__value_same(const wmi_value *a, const wmi_value *b, bool ignore_case)
{
    bool same = a->type == b->type && a->is_array == b->is_array && a->is_null == b->is_null;

    if (!same || a->is_null)
        return same;
    if (!a->is_array)
        return same_scalar(a, b, ignore_case);
    same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        wmi_value one = wmi__value_element(a, i);
        wmi_value other = wmi__value_element(b, i);

        same = same_scalar(&one, &other, ignore_case);
    }
    return same;
}
