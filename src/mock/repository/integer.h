/* SPDX-License-Identifier: MIT */
/* Integers as MOF and object paths write them, exact to 64 bits. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_INTEGER_H
#define WMIKIT_SRC_MOCK_REPOSITORY_INTEGER_H

#include "value/integer.h"

typedef enum wmi_mock__integer_result {
    WMI_MOCK__INTEGER_READ,
    WMI_MOCK__INTEGER_NONE,    /* not an integer */
    WMI_MOCK__INTEGER_TOO_LONG /* more than 64 bits */
} wmi_mock__integer_result;

/* Decimal with any leading zeros: "-42", "007". */
wmi_mock__integer_result wmi_mock__integer_read_decimal(const char *text, size_t length,
                                                        wmi__integer *integer);

/* As MOF writes it: decimal, 0x2A, 052, 101010b; each with or without a sign. */
wmi_mock__integer_result wmi_mock__integer_read_mof(const char *text, size_t length, wmi__integer *integer);

#endif
