/* SPDX-License-Identifier: MIT */
/* Writing MOF: a growing text buffer, and the output of IWbemClassObject::GetObjectText. */
#ifndef WMIKIT_SRC_MOCK_OBJECT_MOF_TEXT_H
#define WMIKIT_SRC_MOCK_OBJECT_MOF_TEXT_H

#include "mock/object/object.h"

/* All zero is an empty text. After lack of memory it ignores further text; the end reports it. */
typedef struct wmi_mock__mof_text {
    char *data;
    size_t length;
    size_t capacity;
    bool is_short; /* of memory */
    bool in_qualifier;
    LONG flags; /* WBEM_FLAG_NO_FLAVORS */
} wmi_mock__mof_text;

void wmi_mock__mof_put(wmi_mock__mof_text *text, const char *part);
void wmi_mock__mof_put_tabs(wmi_mock__mof_text *text, unsigned depth);

/* A literal that the reader converts to the same value. Embedded instances begin on a line of their own. */
void wmi_mock__mof_put_value(wmi_mock__mof_text *text, const wmi_value *value, unsigned depth);

/* [read, key: DisableOverride] and a blank; nothing when there are none. Those in `first` come first,
 * those that are inherited, or that the syntax expresses differently, are omitted. */
void wmi_mock__mof_put_qualifiers(wmi_mock__mof_text *text, const wmi_mock__qualifiers *qualifiers,
                                  const char *first);

/* "string Names[]", "CIM_Process ref Owner". */
void wmi_mock__mof_put_declaration(wmi_mock__mof_text *text, const wmi_mock__property *property);

void wmi_mock__mof_put_method(wmi_mock__mof_text *text, const wmi_mock__method *method);

/* instance of … { … }, without the semicolon. */
void wmi_mock__mof_put_instance(wmi_mock__mof_text *text, const wmi_mock__object *object, unsigned depth);

#endif
