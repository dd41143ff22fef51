/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "base/name.h"
#include "base/real.h"
#include "error/error.h"

#include <wmikit/com.h>
#include <wmikit/event.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_watch"

static const struct event_class {
    uint32_t kind;
    const char *name;
} event_classes[] = {
    { WMI_CREATED, "__InstanceCreationEvent" },
    { WMI_DELETED, "__InstanceDeletionEvent" },
    { WMI_MODIFIED, "__InstanceModificationEvent" },
};
#define CLASSES   (sizeof event_classes / sizeof event_classes[0])
#define ALL_KINDS (WMI_CREATED | WMI_DELETED | WMI_MODIFIED)

static HRESULT check(const char *class_name, uint32_t kinds, double within_seconds)
{
    if (!wmi__is_name(class_name) || wmi__utf16_length(class_name) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_CLASS, OPERATION,
                           "class_name is '%s', which is not the name of a class", class_name);
    if ((kinds & ~ALL_KINDS) != 0)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION,
                           "kinds is 0x%lX; only WMI_CREATED, WMI_DELETED and WMI_MODIFIED are allowed",
                           (unsigned long)kinds);
    if (!(within_seconds > 0 && within_seconds <= UINT32_MAX)) /* false for NaN too */
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION,
                           "within_seconds is not a number above 0 and at most 4294967295");
    return S_OK;
}

/* The class whose events are of these kinds, and others perhaps. */
static const char *class_of(uint32_t kinds)
{
    for (size_t i = 0; i < CLASSES; i++) {
        if (kinds == event_classes[i].kind)
            return event_classes[i].name;
    }
    return "__InstanceOperationEvent";
}

/* " AND (__CLASS = '…' OR __CLASS = '…')" when the class has another kind of event too. */
static void write_kinds(uint32_t kinds, char text[160])
{
    size_t length = 0;
    const char *before = " AND (";

    text[0] = '\0';
    if ((kinds & (kinds - 1)) == 0 || kinds == ALL_KINDS)
        return;
    for (size_t i = 0; i < CLASSES; i++) {
        if ((kinds & event_classes[i].kind) == 0)
            continue;
        length += (size_t)snprintf(text + length, 160 - length, "%s__CLASS = '%s'", before,
                                   event_classes[i].name);
        before = " OR ";
    }
    snprintf(text + length, 160 - length, ")");
}

/* The shortest interval that is written: %g would write a smaller one with an exponent. */
#define SHORTEST 0.001

static char *write_query(const char *class_name, uint32_t kinds, double within_seconds, const char *where)
{
    static const char format[] = "SELECT * FROM %s WITHIN %s WHERE TargetInstance ISA '%s'%s%s%s%s";
    uint32_t asked = kinds == 0 ? ALL_KINDS : kinds;
    char within[WMI__REAL_TEXT_SIZE];
    char of_kinds[160];
    size_t size;
    char *wql;

    wmi__real_text(within_seconds < SHORTEST ? SHORTEST : within_seconds, false, within);
    write_kinds(asked, of_kinds);
    size = sizeof format + sizeof within + sizeof of_kinds + strlen(class_of(asked)) + strlen(class_name) +
           (where == NULL ? 0 : strlen(where)) + sizeof " AND ()";
    wql = malloc(size);
    if (wql != NULL)
        snprintf(wql, size, format, class_of(asked), within, class_name, of_kinds,
                 where == NULL ? "" : " AND (", where == NULL ? "" : where, where == NULL ? "" : ")");
    return wql;
}

HRESULT wmi_watch(wmi_connection *connection, const char *class_name, uint32_t kinds, double within_seconds,
                  const char *where, const wmi_subscribe_options *options, wmi_subscription **subscription)
{
    HRESULT hr;
    char *wql;

    if (subscription == NULL)
        return wmi__refuse_null(OPERATION, "subscription");
    *subscription = NULL;
    if (connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    if (class_name == NULL)
        return wmi__refuse_null(OPERATION, "class_name");
    hr = check(class_name, kinds, within_seconds);
    if (FAILED(hr))
        return hr;
    wql = write_query(class_name, kinds, within_seconds, where);
    if (wql == NULL)
        return wmi__out_of_memory(OPERATION);
    hr = wmi_subscribe(connection, wql, options, subscription);
    free(wql);
    return hr;
}
