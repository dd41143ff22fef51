/* SPDX-License-Identifier: MIT */
/* MOF's literals and declarations. */
#include "mock/object/mof_text.h"

#include "value/value.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- The text --------------------------------------------------------------------------------------------------- */

static bool make_room(wmi_mock__mof_text *text, size_t more)
{
    size_t capacity = text->capacity == 0 ? 256 : text->capacity;
    char *data;

    while (capacity - text->length <= more)
        capacity *= 2;
    if (capacity == text->capacity)
        return true;
    data = realloc(text->data, capacity);
    if (data == NULL) {
        text->is_short = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

static void put_span(wmi_mock__mof_text *text, const char *part, size_t length)
{
    if (text->is_short || !make_room(text, length))
        return;
    memcpy(text->data + text->length, part, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void wmi_mock__mof_put(wmi_mock__mof_text *text, const char *part)
{
    put_span(text, part, strlen(part));
}

void wmi_mock__mof_put_tabs(wmi_mock__mof_text *text, unsigned depth)
{
    while (depth-- > 0)
        wmi_mock__mof_put(text, "\t");
}

/* --- Literals ----------------------------------------------------------------------------------------------------- */

/* The escape for a character that a literal cannot contain directly; NULL for others. */
static const char *escape_of(char c, char buffer[8])
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case '\b': return "\\b";
    case '\f': return "\\f";
    default:
        if ((unsigned char)c >= ' ' && c != 0x7F)
            return NULL;
        snprintf(buffer, 8, "\\x%04X", (unsigned)(unsigned char)c);
        return buffer;
    }
}

static void put_quoted(wmi_mock__mof_text *text, const char *string)
{
    char buffer[8];

    wmi_mock__mof_put(text, "\"");
    for (; *string != '\0'; string++) {
        const char *escape = escape_of(*string, buffer);

        if (escape != NULL)
            wmi_mock__mof_put(text, escape);
        else
            put_span(text, string, 1);
    }
    wmi_mock__mof_put(text, "\"");
}

static void put_character(wmi_mock__mof_text *text, uint16_t character)
{
    char literal[12];
    bool is_plain = character >= ' ' && character < 0x7F && character != '\'' && character != '\\';

    snprintf(literal, sizeof literal, is_plain ? "'%c'" : "'\\x%04X'", (unsigned)character);
    wmi_mock__mof_put(text, literal);
}

/* MOF has no literal for infinity and NaN. */
static void put_real(wmi_mock__mof_text *text, const wmi_value *value)
{
    char literal[WMI__SCALAR_TEXT_SIZE];
    double number = value->type == WMI_REAL32 ? (double)value->real32 : value->real64;

    bool is_number = number >= -DBL_MAX && number <= DBL_MAX;

    if (!is_number || !wmi__scalar_text(value, literal)) {
        wmi_mock__mof_put(text, "NULL");
        return;
    }
    wmi_mock__mof_put(text, literal);
    if (strpbrk(literal, ".e") == NULL)
        wmi_mock__mof_put(text, ".0");
}

static void put_object(wmi_mock__mof_text *text, IWbemClassObject *object, unsigned depth)
{
    wmi_mock__object *ours = wmi_mock__object_find(object);

    if (ours != NULL && ours->record != NULL) {
        wmi_mock__mof_put(text, "\n");
        wmi_mock__mof_put_instance(text, ours, depth + 1);
    } else {
        wmi_mock__mof_put(text, "NULL");
    }
    if (ours != NULL)
        IWbemClassObject_Release(&ours->com);
}

/* WMI writes these as strings: many MOF compilers support only 32 bits. */
static bool is_long(wmi_type type)
{
    return type == WMI_SINT64 || type == WMI_UINT64;
}

static void put_scalar(wmi_mock__mof_text *text, const wmi_value *value, unsigned depth)
{
    char literal[WMI__SCALAR_TEXT_SIZE];

    switch (value->type) {
    case WMI_STRING:
    case WMI_REFERENCE: put_quoted(text, value->string); break;
    case WMI_BOOL: wmi_mock__mof_put(text, value->boolean ? "TRUE" : "FALSE"); break;
    case WMI_CHAR16: put_character(text, value->char16); break;
    case WMI_REAL32:
    case WMI_REAL64: put_real(text, value); break;
    case WMI_OBJECT: put_object(text, value->object, depth); break;
    default:
        if (!wmi__scalar_text(value, literal))
            wmi_mock__mof_put(text, "NULL");
        else if (value->type == WMI_DATETIME || (is_long(value->type) && !text->in_qualifier))
            put_quoted(text, literal);
        else
            wmi_mock__mof_put(text, literal);
        break;
    }
}

void wmi_mock__mof_put_value(wmi_mock__mof_text *text, const wmi_value *value, unsigned depth)
{
    if (value->is_null) {
        wmi_mock__mof_put(text, "NULL");
        return;
    }
    if (!value->is_array) {
        put_scalar(text, value, depth);
        return;
    }
    wmi_mock__mof_put(text, "{");
    for (size_t i = 0; i < value->count; i++) {
        wmi_value element = wmi__value_element(value, i);

        wmi_mock__mof_put(text, i == 0 ? "" : ", ");
        put_scalar(text, &element, depth);
    }
    wmi_mock__mof_put(text, "}");
}

/* --- Qualifiers ----------------------------------------------------------------------------------------------------- */

/* Already expressed by the declaration or the superclass. */
static bool is_left_out(const wmi_mock__qualifier *qualifier)
{
    static const char *const said_otherwise[] = { "CIMTYPE", "ID" };

    for (size_t i = 0; i < sizeof said_otherwise / sizeof said_otherwise[0]; i++) {
        if (wmi__same_name(qualifier->name, said_otherwise[i]))
            return true;
    }
    return (qualifier->flavor & WBEM_FLAVOR_ORIGIN_PROPAGATED) != 0;
}

/* These are propagated by default: only the opposite must be written. */
static bool is_handed_down(const char *name)
{
    return wmi__same_name(name, "key") || wmi__same_name(name, "singleton") ||
           wmi__same_name(name, "association");
}

static void put_flavor(wmi_mock__mof_text *text, const char *name, LONG flavor)
{
    static const struct flavor_word {
        LONG flag;
        const char *word;
    } words[] = {
        { WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE, " ToInstance" },
        { WBEM_FLAVOR_FLAG_PROPAGATE_TO_DERIVED_CLASS, " ToSubclass" },
        { WBEM_FLAVOR_NOT_OVERRIDABLE, " DisableOverride" },
        { WBEM_FLAVOR_AMENDED, " Amended" },
    };
    const char *separator = ":";

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if ((flavor & words[i].flag) == 0)
            continue;
        wmi_mock__mof_put(text, separator);
        wmi_mock__mof_put(text, words[i].word);
        separator = "";
    }
    if (separator[0] == ':' && is_handed_down(name))
        wmi_mock__mof_put(text, ": Restricted");
}

/* The value true is omitted; one value is in parentheses, several in braces. */
static void put_qualifier(wmi_mock__mof_text *text, const wmi_mock__qualifier *qualifier)
{
    const wmi_value *value = &qualifier->value;
    bool is_true = value->type == WMI_BOOL && !value->is_array && !value->is_null && value->boolean;
    bool in_parentheses = !is_true && !value->is_array;

    wmi_mock__mof_put(text, qualifier->name);
    wmi_mock__mof_put(text, in_parentheses ? "(" : "");
    text->in_qualifier = true;
    if (!is_true)
        wmi_mock__mof_put_value(text, value, 0);
    text->in_qualifier = false;
    wmi_mock__mof_put(text, in_parentheses ? ")" : "");
    if (!(text->flags & WBEM_FLAG_NO_FLAVORS))
        put_flavor(text, qualifier->name, qualifier->flavor);
}

void wmi_mock__mof_put_qualifiers(wmi_mock__mof_text *text, const wmi_mock__qualifiers *qualifiers,
                                  const char *first)
{
    const char *separator = "[";

    if (first != NULL) {
        wmi_mock__mof_put(text, separator);
        wmi_mock__mof_put(text, first);
        separator = ", ";
    }
    for (size_t i = 0; i < qualifiers->count; i++) {
        if (is_left_out(&qualifiers->items[i]))
            continue;
        wmi_mock__mof_put(text, separator);
        put_qualifier(text, &qualifiers->items[i]);
        separator = ", ";
    }
    if (separator[0] == ',')
        wmi_mock__mof_put(text, "] ");
}

/* --- Declarations ----------------------------------------------------------------------------------------------------- */

void wmi_mock__mof_put_declaration(wmi_mock__mof_text *text, const wmi_mock__property *property)
{
    bool is_reference = property->type == WMI_REFERENCE;
    bool is_named = property->class_name != NULL;

    wmi_mock__mof_put(text, is_named       ? property->class_name
                            : is_reference ? "object"
                                           : wmi__type_name(property->type));
    wmi_mock__mof_put(text, is_reference ? " ref " : " ");
    wmi_mock__mof_put(text, property->name);
    wmi_mock__mof_put(text, property->is_array ? "[]" : "");
}
