/* SPDX-License-Identifier: MIT */
/* Conversion of values between a client and an object. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_OBJECT_VALUE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_OBJECT_VALUE_H

#include "mock/core/core.h"
#include "mock/repository/model.h"

/*
 * Reads a client's value for a property of this type, by the rules of IWbemClassObject::Put: a value not of
 * the type's VARTYPE is converted if nothing is lost. Embedded objects become copies that belong to no
 * mock. WBEM_E_TYPE_MISMATCH, E_OUTOFMEMORY; the value is cleared on failure.
 */
HRESULT wmi_mock__value_from_client(const VARIANT *variant, wmi_type type, bool is_array, wmi_value *value);

/* Replaces each object in it by a copy, one that belongs to this mock (or none). */
HRESULT wmi_mock__value_own_objects(wmi_value *value, wmi_mock *mock);

/* Whether two values are the same: type, NULL, count and elements. Objects are compared by contents. */
bool wmi_mock__value_same(const wmi_value *a, const wmi_value *b, bool ignore_case);

#endif
