/* SPDX-License-Identifier: MIT */
/* Writing MOF: a text that grows, and what IWbemClassObject::GetObjectText puts into it. */
#ifndef WMIKIT_SRC_MOCK_MOF_TEXT_H
#define WMIKIT_SRC_MOCK_MOF_TEXT_H

#include "mock/object/object.h"

/* All zero is an empty text. Once there is no memory it takes no more, and says so at the end. */
typedef struct wmi__mof_text {
    char *data;
    size_t length;
    size_t capacity;
    bool is_short; /* of memory */
    bool in_qualifier;
    LONG flags; /* WBEM_FLAG_NO_FLAVORS */
} wmi__mof_text;

void wmi__mof_put(wmi__mof_text *text, const char *part);
void wmi__mof_put_tabs(wmi__mof_text *text, unsigned depth);

/* A literal: what the reader turns into the same value. Embedded instances begin on a line of their own. */
void wmi__mof_put_value(wmi__mof_text *text, const wmi_value *value, unsigned depth);

/* [read, key: DisableOverride] and a blank; nothing when there are none. Those that `first` says stand first,
 * those that are inherited, or that the syntax says otherwise, are left out. */
void wmi__mof_put_qualifiers(wmi__mof_text *text, const wmi__qualifiers *qualifiers, const char *first);

/* "string Names[]", "CIM_Process ref Owner". */
void wmi__mof_put_declaration(wmi__mof_text *text, const wmi__property *property);

void wmi__mof_put_method(wmi__mof_text *text, const wmi__method *method);

/* instance of … { … }, without the semicolon. */
void wmi__mof_put_instance(wmi__mof_text *text, const wmi__object *object, unsigned depth);
void wmi__mof_put_class(wmi__mof_text *text, const wmi__class *object_class);

#endif
