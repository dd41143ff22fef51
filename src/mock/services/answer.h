/* SPDX-License-Identifier: MIT */
/*
 * Computes the rows of an enumeration; takes the mock's lock. E_OUTOFMEMORY; and
 * WBEM_E_INVALID_CLASS, WBEM_E_INVALID_QUERY or a similar code for an invalid text.
 */
#ifndef WMIKIT_SRC_MOCK_SERVICES_ANSWER_H
#define WMIKIT_SRC_MOCK_SERVICES_ANSWER_H

#include "mock/services/services.h"
#include "mock/wql/wql.h"

/* Fills the rows from a text: a query, or a class name. */
typedef HRESULT wmi_mock__answer(const wmi_mock__services *self, const char *text, LONG flags,
                                 wmi_mock__rows *rows);

/* The rows of a WQL query, and its SELECT list. A refusal leaves a sentence in rows->description. */
HRESULT wmi_mock__answer_query(const wmi_mock__services *self, const char *text, LONG flags,
                               wmi_mock__rows *rows);

/* The same for ASSOCIATORS OF and REFERENCES OF; the lock is held. Also WBEM_E_NOT_FOUND, …_INVALID_CLASS from the path. */
HRESULT wmi_mock__answer_relation(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                                  wmi_mock__rows *rows);

/* The instances of a class and of its subclasses; WBEM_FLAG_SHALLOW: of the class only. */
HRESULT wmi_mock__answer_instances(const wmi_mock__services *self, const char *name, LONG flags,
                                   wmi_mock__rows *rows);

/* The classes below a superclass, or all when that is ""; WBEM_FLAG_SHALLOW: only the next level. */
HRESULT wmi_mock__answer_classes(const wmi_mock__services *self, const char *superclass, LONG flags,
                                 wmi_mock__rows *rows);

#endif
