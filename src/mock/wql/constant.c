/* SPDX-License-Identifier: MIT */
#include "mock/wql/constant.h"
#include "mock/repository/datetime.h"
#include "mock/wql/time.h"

#include "base/bstr.h"

#include <float.h>
#include <string.h>

wmi_mock__wql_domain wmi_mock__wql_domain_of(wmi_type type)
{
    switch (type) {
    case WMI_NULL:
    case WMI_OBJECT: return WMI_MOCK__WQL_OBJECTS;
    case WMI_REAL32:
    case WMI_REAL64: return WMI_MOCK__WQL_REALS;
    case WMI_BOOL: return WMI_MOCK__WQL_BOOLEANS;
    case WMI_STRING:
    case WMI_REFERENCE: return WMI_MOCK__WQL_TEXTS;
    case WMI_DATETIME: return WMI_MOCK__WQL_TIMES;
    default: return WMI_MOCK__WQL_INTEGERS;
    }
}

const char *wmi_mock__wql_misapplied(wmi_type type, const wmi_mock__wql_node *test)
{
    wmi_mock__wql_domain domain = wmi_mock__wql_domain_of(type);

    if (test->comparison == WMI_MOCK__WQL_IS_NULL || test->comparison == WMI_MOCK__WQL_IS_NOT_NULL)
        return NULL;
    if (domain == WMI_MOCK__WQL_OBJECTS)
        return "an embedded object: compare one of its properties, or use ISA";
    if (test->comparison == WMI_MOCK__WQL_LIKE && domain != WMI_MOCK__WQL_TEXTS)
        return "not text: LIKE applies to text alone";
    if (test->comparison > WMI_MOCK__WQL_IS_NOT_EQUAL && domain == WMI_MOCK__WQL_BOOLEANS)
        return "a boolean: only =, <> and IS NULL apply to it";
    return NULL;
}

static bool to_integer(const wmi_mock__wql_literal *literal, wmi_mock__wql_operand *constant)
{
    return (literal->kind == WMI_MOCK__WQL_INTEGER_LITERAL || literal->kind == WMI_MOCK__WQL_TEXT_LITERAL) &&
           wmi_mock__wql_read_integer(literal->text, &constant->negative, &constant->magnitude);
}

/* A string of one character, or its number. */
static bool to_char16(const wmi_mock__wql_literal *literal, wmi_mock__wql_operand *constant)
{
    OLECHAR character;

    if (literal->kind != WMI_MOCK__WQL_TEXT_LITERAL)
        return to_integer(literal, constant);
    if (wmi__utf16_length(literal->text) != 1)
        return false;
    wmi__utf16_write(literal->text, &character);
    constant->magnitude = character;
    return true;
}

/* Rounded to the precision of the property, so that 0.1 equals a real32 0.1. */
static bool to_real(const wmi_mock__wql_literal *literal, wmi_type type, wmi_mock__wql_operand *constant)
{
    if (literal->kind == WMI_MOCK__WQL_BOOLEAN_LITERAL || literal->kind == WMI_MOCK__WQL_NULL_LITERAL ||
        !wmi_mock__wql_read_real(literal->text, &constant->real))
        return false;
    if (type == WMI_REAL32 && constant->real >= -FLT_MAX && constant->real <= FLT_MAX)
        constant->real = (double)(float)constant->real;
    return true;
}

/* TRUE is 1 on one page of the documentation and -1 on another. */
static bool to_boolean(const wmi_mock__wql_literal *literal, wmi_mock__wql_operand *constant)
{
    if (literal->kind == WMI_MOCK__WQL_INTEGER_LITERAL) {
        bool is_integer = to_integer(literal, constant);

        constant->boolean = constant->magnitude == 1;
        return is_integer && constant->magnitude <= 1;
    }
    constant->boolean = wmi__same_name(literal->text, "TRUE");
    return constant->boolean || wmi__same_name(literal->text, "FALSE");
}

/* A text with asterisks is kept: it is compared character by character. */
static bool to_time(const wmi_mock__wql_literal *literal, wmi_mock__wql_operand *constant)
{
    bool is_relative = strchr(literal->text, '*') != NULL;

    if (literal->kind != WMI_MOCK__WQL_TEXT_LITERAL)
        return false;
    constant->text = is_relative ? literal->text : NULL;
    return is_relative ? wmi_mock__is_datetime(literal->text)
                       : wmi_mock__wql_read_time(literal->text, &constant->time);
}

/* A number is its text, as it is written. */
static bool is_text(const wmi_mock__wql_literal *literal)
{
    return literal->kind == WMI_MOCK__WQL_TEXT_LITERAL || literal->kind == WMI_MOCK__WQL_INTEGER_LITERAL ||
           literal->kind == WMI_MOCK__WQL_REAL_LITERAL;
}

bool wmi_mock__wql_to_constant(const wmi_mock__wql_literal *literal, wmi_type type,
                               wmi_mock__wql_operand *constant)
{
    memset(constant, 0, sizeof *constant);
    constant->domain = wmi_mock__wql_domain_of(type);
    constant->text = literal->text;
    switch (constant->domain) {
    case WMI_MOCK__WQL_INTEGERS:
        return type == WMI_CHAR16 ? to_char16(literal, constant) : to_integer(literal, constant);
    case WMI_MOCK__WQL_REALS: return to_real(literal, type, constant);
    case WMI_MOCK__WQL_BOOLEANS: return to_boolean(literal, constant);
    case WMI_MOCK__WQL_TEXTS: return is_text(literal);
    case WMI_MOCK__WQL_TIMES: return to_time(literal, constant);
    case WMI_MOCK__WQL_OBJECTS: return false;
    }
    return false;
}
