/* SPDX-License-Identifier: MIT */
#include "argument.h"

#include "names.h"
#include "report.h"
#include "row.h"

#include <stdlib.h>
#include <string.h>

/* What a value of the type takes in an array; 0 for the types that a text cannot give. */
static size_t scalar_size(wmi_type type)
{
    switch (type) {
    case WMI_BOOL: return sizeof(bool);
    case WMI_SINT8:
    case WMI_UINT8: return 1;
    case WMI_SINT16:
    case WMI_UINT16:
    case WMI_CHAR16: return 2;
    case WMI_SINT32:
    case WMI_UINT32: return 4;
    case WMI_SINT64:
    case WMI_UINT64: return 8;
    case WMI_REAL32: return sizeof(float);
    case WMI_REAL64: return sizeof(double);
    case WMI_STRING:
    case WMI_REFERENCE: return sizeof(const char *);
    case WMI_DATETIME: return sizeof(wmi_datetime);
    case WMI_OBJECT:
    case WMI_NULL: break;
    }
    return 0;
}

/* --- A value: integers -------------------------------------------------------------------------------------------- */

static int digit_of(char character)
{
    char small = name_lower(character);

    if (small >= '0' && small <= '9')
        return small - '0';
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 16;
}

static bool read_digits(const char *digits, unsigned base, uint64_t *number)
{
    *number = 0;
    if (*digits == '\0')
        return false;
    for (; *digits != '\0'; digits++) {
        unsigned digit = (unsigned)digit_of(*digits);

        if (digit >= base || *number > (UINT64_MAX - digit) / base)
            return false;
        *number = *number * base + digit;
    }
    return true;
}

/* The sign's bit and those above it, which a negative number has all. */
static uint64_t high_bits(size_t size)
{
    return UINT64_MAX << (size * 8 - 1);
}

/* As bits: hexadecimal digits give the bit pattern, the sign bit included. */
static bool read_hexadecimal(const char *string, size_t size, uint64_t *bits)
{
    return read_digits(string + 2, 16, bits) && (size == 8 || *bits >> (size * 8) == 0);
}

static bool read_decimal(const char *string, size_t size, bool is_signed, uint64_t *bits)
{
    bool is_negative = *string == '-';

    if (!read_digits(string + is_negative, 10, bits))
        return false;
    if (!is_signed)
        return !is_negative && (size == 8 || *bits >> (size * 8) == 0);
    if (*bits > ~high_bits(size) + is_negative)
        return false;
    *bits = is_negative ? 0 - *bits : *bits;
    return true;
}

static bool is_signed_type(wmi_type type)
{
    return type == WMI_SINT8 || type == WMI_SINT16 || type == WMI_SINT32 || type == WMI_SINT64;
}

static bool read_integer(const char *string, wmi_type type, wmi_value *value)
{
    size_t size = scalar_size(type);
    uint64_t bits;
    bool is_read = string[0] == '0' && name_lower(string[1]) == 'x'
                       ? read_hexadecimal(string, size, &bits)
                       : read_decimal(string, size, is_signed_type(type), &bits);

    if (!is_read)
        return false;
    switch (size) {
    case 1: value->uint8 = (uint8_t)bits; break;
    case 2: value->uint16 = (uint16_t)bits; break;
    case 4: value->uint32 = (uint32_t)bits; break;
    default: value->uint64 = bits; break;
    }
    return true;
}

/* --- A value: the other types ------------------------------------------------------------------------------------- */

/* Digits, a point, an exponent: no blanks, and none of the words that strtod knows. */
static bool read_real(const char *string, wmi_type type, wmi_value *value)
{
    char *end;
    double number;

    if (*string == '\0' || string[strspn(string, "+-.0123456789eE")] != '\0')
        return false;
    number = strtod(string, &end);
    if (*end != '\0' || number - number != 0) /* too large: infinite */
        return false;
    if (type == WMI_REAL64)
        value->real64 = number;
    else
        value->real32 = strtof(string, NULL);
    return type == WMI_REAL64 || value->real32 - value->real32 == 0;
}

static bool read_boolean(const char *string, wmi_value *value)
{
    value->boolean = names_equal(string, "true");
    return value->boolean || names_equal(string, "false");
}

/* One character, which UTF-16 has in one unit. */
static bool read_character(const char *string, wmi_value *value)
{
    uint32_t code_point;
    size_t size = utf8_decode(string, strlen(string), &code_point);

    value->char16 = (uint16_t)code_point;
    return size > 0 && string[size] == '\0' && code_point <= UINT16_MAX;
}

/* False when the text is not a value of the type. A string value borrows the text. */
static bool scalar_read(const char *string, wmi_type type, wmi_value *value)
{
    *value = (wmi_value){ .type = type };
    switch (type) {
    case WMI_STRING:
    case WMI_REFERENCE: value->string = string; return true;
    case WMI_BOOL: return read_boolean(string, value);
    case WMI_CHAR16: return read_character(string, value);
    case WMI_DATETIME: return WMI_SUCCEEDED(wmi_datetime_parse(string, &value->datetime));
    case WMI_REAL32:
    case WMI_REAL64: return read_real(string, type, value);
    case WMI_OBJECT:
    case WMI_NULL: return false;
    default: return read_integer(string, type, value);
    }
}

/* --- Messages ----------------------------------------------------------------------------------------------------- */

/* The state of reading the arguments. */
typedef struct reading {
    argument_list *into;
    const argument_type *types;
    size_t type_count;
    const char *owner;
    const char *kind;
} reading;

outcome argument_refuse(text *instead, const char *what, const char *culprit)
{
    if (instead == NULL)
        return report_usage(what, culprit);
    text_append_string(instead, what);
    text_append_string(instead, culprit != NULL ? ": " : "");
    text_append_string(instead, culprit != NULL ? culprit : "");
    return OUTCOME_USAGE;
}

static outcome say(const reading *self, text *what, const char *culprit)
{
    outcome result = OUTCOME_MEMORY;

    if (!what->failed)
        result = argument_refuse(self->into->refusal, what->data, culprit);
    text_free(what);
    return result;
}

static outcome refuse_name(const reading *self, const char *string, size_t length)
{
    text what = TEXT_INIT;

    text_append_string(&what, self->owner);
    text_append_string(&what, " has no ");
    text_append_string(&what, self->kind);
    text_append_string(&what, " '");
    text_append(&what, string, length);
    text_append_string(&what, "'");
    return say(self, &what, string);
}

static outcome refuse_value(const reading *self, const argument_type *type, const char *value)
{
    text what = TEXT_INIT;

    text_append_string(&what, type->name);
    if (type->type == WMI_OBJECT) {
        text_append_string(&what, " is an embedded object, which cannot be given on a command line");
        return say(self, &what, NULL);
    }
    text_append_string(&what, " takes ");
    type_append_described(&what, type->type, type->is_array);
    text_append_string(&what, "; this value is not valid");
    return say(self, &what, value);
}

static outcome refuse_twice(const reading *self, const argument_type *type, const char *string)
{
    text what = TEXT_INIT;

    text_append_string(&what, type->name);
    text_append_string(&what, " is given twice");
    return say(self, &what, string);
}

/* --- Arguments ---------------------------------------------------------------------------------------------------- */

static const argument_type *find_type(const reading *self, const char *name, size_t length)
{
    size_t i;

    for (i = 0; i < self->type_count; i++) {
        if (strlen(self->types[i].name) == length && names_match(self->types[i].name, name, length))
            return &self->types[i];
    }
    return NULL;
}

static size_t find_item(const argument_list *in, const char *name)
{
    size_t i = 0;

    /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): what is counted has a name */
    while (i < in->count && strcmp(in->items[i].name, name) != 0)
        i++;
    return i;
}

/* All members of the union begin at its address: an element of any type is copied by its size. */
static outcome append_element(argument_list *into, size_t index, const wmi_value *element)
{
    wmi_value *array = &into->items[index].value;
    size_t size = scalar_size(element->type);
    /* NOLINTNEXTLINE(clang-analyzer-optin.portability.UnixAPI): an argument is of a type that has a size */
    char *memory = realloc(into->memory[index], (array->count + 1) * size);

    if (memory == NULL)
        return OUTCOME_MEMORY;
    into->memory[index] = memory;
    memcpy(memory + array->count * size, &element->boolean, size);
    memcpy(&array->booleans, &memory, sizeof(memory));
    array->count++;
    return OUTCOME_DONE;
}

static outcome add_value(const reading *self, const argument_type *type, const char *string, bool is_new)
{
    size_t index = find_item(self->into, type->name);
    wmi_value scalar;

    if (!scalar_read(string, type->type, &scalar))
        return refuse_value(self, type, string);
    if (!type->is_array) {
        self->into->items[index].value = scalar;
        return OUTCOME_DONE;
    }
    if (is_new)
        self->into->items[index].value = (wmi_value){ .type = type->type, .is_array = true };
    return append_element(self->into, index, &scalar);
}

/* `NAME[]`: its memory is there, so that it is no NULL. */
static outcome make_empty(const reading *self, const argument_type *type, const char *string)
{
    size_t index = find_item(self->into, type->name);
    wmi_value *array = &self->into->items[index].value;

    if (!type->is_array || scalar_size(type->type) == 0)
        return refuse_value(self, type, string);
    self->into->memory[index] = calloc(1, sizeof(wmi_value));
    *array = (wmi_value){ .type = type->type, .is_array = true };
    memcpy(&array->booleans, &self->into->memory[index], sizeof(void *));
    return self->into->memory[index] != NULL ? OUTCOME_DONE : OUTCOME_MEMORY;
}

/* Only an array has a count, once it has an element. */
static bool may_go_on(const argument_list *in, size_t index, const char *mark)
{
    return index == in->count || (*mark == '=' && in->items[index].value.count > 0);
}

static outcome read_one(const reading *self, const char *string)
{
    size_t length = strcspn(string, "=[");
    const char *mark = string + length;
    const argument_type *type = find_type(self, string, length);
    size_t index;
    bool is_new;

    if (type == NULL)
        return refuse_name(self, string, length);
    index = find_item(self->into, type->name);
    if (!may_go_on(self->into, index, mark))
        return refuse_twice(self, type, string);
    is_new = index == self->into->count;
    if (is_new)
        self->into->items[self->into->count++] = (wmi_argument){ type->name, wmi_value_null(type->type) };
    if (*mark == '=')
        return add_value(self, type, mark + 1, is_new);
    if (*mark == '\0')
        return OUTCOME_DONE;
    return strcmp(mark, "[]") == 0 ? make_empty(self, type, string) : refuse_value(self, type, string);
}

outcome arguments_read(argument_list *into, char *const *texts, size_t count, const argument_type *types,
                       size_t type_count, const char *owner, const char *kind)
{
    const reading self = { into, types, type_count, owner, kind };
    outcome result = OUTCOME_DONE;
    size_t i;

    *into = (argument_list){ .refusal = into->refusal };
    into->items = calloc(count + 1, sizeof(*into->items));
    into->memory = calloc(count + 1, sizeof(*into->memory));
    if (into->items == NULL || into->memory == NULL)
        return OUTCOME_MEMORY;
    for (i = 0; i < count && result == OUTCOME_DONE; i++)
        result = read_one(&self, texts[i]);
    return result;
}

void arguments_free(argument_list *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++)
        free(gone->memory[i]);
    free(gone->memory);
    free(gone->items);
    *gone = (argument_list)ARGUMENTS_INIT;
}

void arguments_append_help(text *into)
{
    text_append_string(
        into,
        "\n"
        "The type of VALUE in NAME=VALUE is that of the property or parameter: text is taken unchanged;\n"
        "numbers are decimal, or hexadecimal as a bit pattern (0x80000002); booleans are true or false;\n"
        "datetimes are in WMI's format (20240229123015.500000+060). NAME alone is NULL. For an array,\n"
        "repeat NAME=VALUE for each element; NAME[] is an empty array. Objects cannot be given.\n");
}
