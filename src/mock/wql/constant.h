/* SPDX-License-Identifier: MIT */
/* Literals as values of a property's type. */
#ifndef WMIKIT_SRC_MOCK_WQL_CONSTANT_H
#define WMIKIT_SRC_MOCK_WQL_CONSTANT_H

#include "mock/wql/tree.h"

wmi_mock__wql_domain wmi_mock__wql_domain_of(wmi_type type);

/* NULL when the operator applies to values of this type; else why it does not. */
const char *wmi_mock__wql_misapplied(wmi_type type, const wmi_mock__wql_node *test);

/* The literal for a comparison with a value of this type. False when it is not valid for one. */
bool wmi_mock__wql_to_constant(const wmi_mock__wql_literal *literal, wmi_type type,
                               wmi_mock__wql_operand *constant);

#endif
