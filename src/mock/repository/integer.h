/* SPDX-License-Identifier: MIT */
/* Integers as MOF and object paths write them, exact to 64 bits. */
#ifndef WMIKIT_SRC_MOCK_INTEGER_H
#define WMIKIT_SRC_MOCK_INTEGER_H

#include "value/integer.h"

typedef enum wmi__integer_result {
    WMI__INTEGER_READ,
    WMI__INTEGER_NONE,    /* the text is none */
    WMI__INTEGER_TOO_LONG /* more than 64 bits */
} wmi__integer_result;

/* Decimal with any leading zeros: "-42", "007". */
wmi__integer_result wmi__integer_read_decimal(const char *text, size_t length, wmi__integer *integer);

/* As MOF writes it: decimal, 0x2A, 052, 101010b; each with a sign or without. */
wmi__integer_result wmi__integer_read_mof(const char *text, size_t length, wmi__integer *integer);

#endif
