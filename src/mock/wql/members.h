/* SPDX-License-Identifier: MIT */
/* The values of members: properties, system properties, and properties of embedded objects. */
#ifndef WMIKIT_SRC_MOCK_WQL_MEMBERS_H
#define WMIKIT_SRC_MOCK_WQL_MEMBERS_H

#include "mock/wql/tree.h"

/* The name after this one in a member. */
const char *wmi_mock__wql_next_name(const char *name);

/* Whether WHERE knows it as a system property. subject and type may be NULL. */
bool wmi_mock__wql_system_member(const char *name, wmi_mock__wql_subject *subject, wmi_type *type);

/* The object to test: an instance, or, without a record, a class. */
typedef struct wmi_mock__wql_candidate {
    const wmi_mock__wql *query;
    const wmi_mock__record *record;
    const wmi_mock__class *object_class;
    uint32_t events; /* of a group, for HAVING */
    HRESULT hr;      /* E_OUTOFMEMORY when there was no memory for a path */
} wmi_mock__wql_candidate;

/* What a member of a candidate is. */
typedef struct wmi_mock__wql_reading {
    bool has_value; /* else it is NULL, or not there */
    bool is_array;
    wmi_type type;               /* of a value */
    wmi_mock__wql_operand value; /* of a value that is no array */
    IWbemClassObject *object;    /* of a WMI_OBJECT; borrowed */
    char *path;                  /* to be freed */
} wmi_mock__wql_reading;

/* The caller frees reading->path. Without memory for a path, self->hr is E_OUTOFMEMORY and there is no value. */
void wmi_mock__wql_read_member(wmi_mock__wql_candidate *self, const wmi_mock__wql_member *member,
                               wmi_mock__wql_reading *reading);

#endif
