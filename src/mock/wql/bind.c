/* SPDX-License-Identifier: MIT */
/* Binds a query to the classes of a namespace: resolves names to indexes, converts literals to values. */
#include "mock/wql/text.h"
#include "mock/wql/time.h"
#include "mock/wql/tree.h"

#include "base/bstr.h"

#include <float.h>
#include <string.h>

#define INVALID_QUERY ((HRESULT)WBEM_E_INVALID_QUERY)

/* --- Names ------------------------------------------------------------------------------------------------- */

/* The system properties allowed in a condition; without arrays and those that only a proxy knows. */
static const struct system_property {
    const char *name;
    wmi_mock__wql_subject subject;
    wmi_type type;
} system_properties[] = {
    { "__CLASS", WMI_MOCK__WQL_CLASS, WMI_STRING },
    { "__SUPERCLASS", WMI_MOCK__WQL_SUPERCLASS, WMI_STRING },
    { "__DYNASTY", WMI_MOCK__WQL_DYNASTY, WMI_STRING },
    { "__RELPATH", WMI_MOCK__WQL_RELATIVE_PATH, WMI_STRING },
    { "__GENUS", WMI_MOCK__WQL_GENUS, WMI_SINT32 },
    { "__PROPERTY_COUNT", WMI_MOCK__WQL_PROPERTY_COUNT, WMI_SINT32 },
};

/* A SELECT list may name any of them, since every object of the result has all. */
static bool is_system_property(const char *name)
{
    static const char *const others[] = { "__PATH", "__SERVER", "__NAMESPACE", "__DERIVATION" };

    for (size_t i = 0; i < sizeof system_properties / sizeof system_properties[0]; i++) {
        if (wmi_mock__same_name(name, system_properties[i].name))
            return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (wmi_mock__same_name(name, others[i]))
            return true;
    }
    return false;
}

static bool find_property(wmi_mock__wql_node *test, const wmi_mock__class *object_class, wmi_type *type)
{
    size_t index = object_class == NULL ? SIZE_MAX : wmi_mock__class_find_property(object_class, test->name);

    if (index == SIZE_MAX || object_class->properties[index].is_array)
        return false;
    test->subject = WMI_MOCK__WQL_PROPERTY;
    test->property = index;
    *type = object_class->properties[index].type;
    return true;
}

/* The operand of a test, and its type. False when it does not exist or is an array. */
static bool find_subject(wmi_mock__wql_node *test, const wmi_mock__class *object_class, wmi_type *type)
{
    const size_t count = sizeof system_properties / sizeof system_properties[0];

    for (size_t i = 0; i < count; i++) {
        if (wmi_mock__same_name(test->name, system_properties[i].name)) {
            test->subject = system_properties[i].subject;
            *type = system_properties[i].type;
            return true;
        }
    }
    return find_property(test, object_class, type);
}

/* --- Literals ---------------------------------------------------------------------------------------------- */

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
    constant->boolean = wmi_mock__same_name(literal->text, "TRUE");
    return constant->boolean || wmi_mock__same_name(literal->text, "FALSE");
}

static bool to_time(const wmi_mock__wql_literal *literal, wmi_mock__wql_operand *constant)
{
    wmi_datetime value;

    if (literal->kind != WMI_MOCK__WQL_TEXT_LITERAL || !wmi_mock__wql_read_time(literal->text, &value))
        return false;
    constant->interval = value.is_interval;
    constant->microseconds = wmi_mock__wql_microseconds(&value);
    return true;
}

static bool to_constant(const wmi_mock__wql_literal *literal, wmi_type type, wmi_mock__wql_operand *constant)
{
    constant->text = literal->text;
    switch (constant->domain) {
    case WMI_MOCK__WQL_INTEGERS:
        return type == WMI_CHAR16 ? to_char16(literal, constant) : to_integer(literal, constant);
    case WMI_MOCK__WQL_REALS: return to_real(literal, type, constant);
    case WMI_MOCK__WQL_BOOLEANS: return to_boolean(literal, constant);
    case WMI_MOCK__WQL_TEXTS: return literal->kind == WMI_MOCK__WQL_TEXT_LITERAL;
    case WMI_MOCK__WQL_TIMES: return to_time(literal, constant);
    }
    return false;
}

/* --- Tests ------------------------------------------------------------------------------------------------- */

static bool find_domain(wmi_type type, wmi_mock__wql_domain *domain)
{
    switch (type) {
    case WMI_NULL:
    case WMI_OBJECT: return false;
    case WMI_REAL32:
    case WMI_REAL64: *domain = WMI_MOCK__WQL_REALS; return true;
    case WMI_BOOL: *domain = WMI_MOCK__WQL_BOOLEANS; return true;
    case WMI_STRING:
    case WMI_REFERENCE: *domain = WMI_MOCK__WQL_TEXTS; return true;
    case WMI_DATETIME: *domain = WMI_MOCK__WQL_TIMES; return true;
    default: *domain = WMI_MOCK__WQL_INTEGERS; return true;
    }
}

static bool allows(wmi_mock__wql_domain domain, const wmi_mock__wql_node *test)
{
    switch (test->comparison) {
    case WMI_MOCK__WQL_IS_EQUAL:
    case WMI_MOCK__WQL_IS_NOT_EQUAL: return true;
    case WMI_MOCK__WQL_LIKE:
        return domain == WMI_MOCK__WQL_TEXTS && wmi_mock__wql_is_pattern(test->literal.text);
    default: return domain != WMI_MOCK__WQL_BOOLEANS;
    }
}

/* For __this and __CLASS, the class of the object itself; else that of an embedded object. */
static HRESULT bind_isa(wmi_mock__wql_node *test, const wmi_mock__class *object_class)
{
    wmi_type type;

    test->constant.text = test->literal.text;
    if (!wmi_mock__same_name(test->name, "__CLASS") && !wmi_mock__same_name(test->name, "__THIS"))
        return find_property(test, object_class, &type) && type == WMI_OBJECT ? S_OK : INVALID_QUERY;
    test->subject = WMI_MOCK__WQL_CLASS;
    return S_OK;
}

/* *position of a failure is the property, or the literal if changed. */
static HRESULT bind_test(wmi_mock__wql_node *test, const wmi_mock__class *object_class, size_t *position)
{
    const wmi_mock__wql_operand none = { 0 };
    wmi_type type;

    *position = test->position;
    test->constant = none;
    if (test->comparison == WMI_MOCK__WQL_ISA)
        return bind_isa(test, object_class);
    if (!find_subject(test, object_class, &type))
        return INVALID_QUERY;
    if (test->comparison == WMI_MOCK__WQL_IS_NULL || test->comparison == WMI_MOCK__WQL_IS_NOT_NULL)
        return S_OK;
    if (!find_domain(type, &test->constant.domain) || !allows(test->constant.domain, test))
        return INVALID_QUERY;
    *position = test->literal.position;
    return to_constant(&test->literal, type, &test->constant) ? S_OK : INVALID_QUERY;
}

/* --- Queries ----------------------------------------------------------------------------------------------- */

static HRESULT bind_class(const wmi_mock__wql *query, const wmi_mock__namespace *space,
                          wmi_mock__class **found, size_t *position)
{
    *found = NULL;
    *position = query->class_position;
    if (query->kind != WMI_MOCK__WQL_SELECT)
        return S_OK;
    *found = wmi_mock__namespace_find_class(space, query->class_name);
    return *found == NULL ? (HRESULT)WBEM_E_INVALID_CLASS : S_OK;
}

static HRESULT check_properties(const wmi_mock__wql *query, const wmi_mock__class *object_class,
                                size_t *position)
{
    for (size_t i = 0; i < query->property_count; i++) {
        *position = query->property_positions[i];
        if (!is_system_property(query->properties[i]) &&
            wmi_mock__class_find_property(object_class, query->properties[i]) == SIZE_MAX)
            return INVALID_QUERY;
    }
    return S_OK;
}

static HRESULT bind_tests(wmi_mock__wql *query, const wmi_mock__class *object_class, size_t *position)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < query->node_count && SUCCEEDED(hr); i++) {
        if (query->nodes[i].kind == WMI_MOCK__WQL_TEST)
            hr = bind_test(&query->nodes[i], object_class, position);
    }
    return hr;
}

static void let_go(wmi_mock__wql *query)
{
    if (query->bound != NULL)
        wmi_mock__class_release(query->bound);
    query->bound = NULL;
    query->is_bound = false;
}

HRESULT wmi_mock__wql_bind_at(wmi_mock__wql *query, const wmi_mock__namespace *space, size_t *position)
{
    wmi_mock__class *object_class;
    HRESULT hr;

    *position = 0;
    let_go(query);
    hr = bind_class(query, space, &object_class, position);
    if (SUCCEEDED(hr))
        hr = check_properties(query, object_class, position);
    if (SUCCEEDED(hr))
        hr = bind_tests(query, object_class, position);
    if (FAILED(hr))
        return hr;
    query->bound = object_class == NULL ? NULL : wmi_mock__class_share(object_class);
    query->is_bound = true;
    *position = 0;
    return S_OK;
}

HRESULT wmi_mock__wql_bind(wmi_mock__wql *query, const wmi_mock__namespace *space)
{
    size_t position;

    return wmi_mock__wql_bind_at(query, space, &position);
}
