/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdlib.h>
#include <string.h>

static bool reserve(text *into, size_t more)
{
    size_t capacity = into->capacity > 0 ? into->capacity : 64;
    char *data;

    if (into->failed || more > SIZE_MAX / 2 - into->length - 1) {
        into->failed = true;
        return false;
    }
    while (capacity < into->length + more + 1)
        capacity *= 2;
    if (capacity == into->capacity)
        return true;
    data = realloc(into->data, capacity);
    if (data == NULL) {
        into->failed = true;
        return false;
    }
    into->data = data;
    into->capacity = capacity;
    return true;
}

void text_append(text *into, const char *bytes, size_t length)
{
    if (!reserve(into, length))
        return;
    if (length > 0)
        memcpy(into->data + into->length, bytes, length);
    into->length += length;
    into->data[into->length] = '\0';
}

void text_append_string(text *into, const char *string)
{
    text_append(into, string, strlen(string));
}

void text_append_repeated(text *into, char character, size_t count)
{
    if (!reserve(into, count))
        return;
    memset(into->data + into->length, character, count);
    into->length += count;
    into->data[into->length] = '\0';
}

void text_append_code_point(text *into, uint32_t code_point)
{
    char bytes[4];

    text_append(into, bytes, utf8_encode(code_point, bytes));
}

static bool is_surrogate(uint16_t unit, uint16_t first)
{
    return (unit & 0xFC00) == first;
}

void text_append_utf16(text *into, const uint16_t *units, size_t length)
{
    size_t i;

    for (i = 0; i < length && units[i] != 0; i++) {
        uint32_t code_point = units[i];

        if (is_surrogate(units[i], 0xD800) && i + 1 < length && is_surrogate(units[i + 1], 0xDC00)) {
            code_point = 0x10000 + ((code_point & 0x3FF) << 10 | (units[i + 1] & 0x3FF));
            i++;
        } else if ((code_point & 0xF800) == 0xD800) {
            code_point = REPLACEMENT_CHARACTER;
        }
        text_append_code_point(into, code_point);
    }
}

void text_append_unsigned(text *into, uint64_t number)
{
    char digits[20];
    size_t start = sizeof(digits);

    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    text_append(into, digits + start, sizeof(digits) - start);
}

void text_append_signed(text *into, int64_t number)
{
    if (number < 0)
        text_append(into, "-", 1);
    text_append_unsigned(into, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void text_reset(text *into)
{
    into->length = 0;
    into->failed = false;
}

char *text_take(text *from)
{
    char *data;

    text_append(from, "", 0);
    data = from->data;
    if (from->failed) {
        free(data);
        data = NULL;
    }
    *from = (text)TEXT_INIT;
    return data;
}

void text_free(text *gone)
{
    free(gone->data);
    *gone = (text)TEXT_INIT;
}

char *string_copy(const char *bytes, size_t length)
{
    char *made = malloc(length + 1);

    if (made != NULL) {
        memcpy(made, bytes, length);
        made[length] = '\0';
    }
    return made;
}

/* --- UTF-8 -------------------------------------------------------------------------------------------------------- */

static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    static const unsigned char lead_bits[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    size_t size = length > 0 ? sequence_length((unsigned char)bytes[0]) : 0;
    uint32_t value;
    size_t i;

    *code_point = REPLACEMENT_CHARACTER;
    if (size == 0 || size > length)
        return length > 0 ? 1 : 0;
    value = (unsigned char)bytes[0] & lead_bits[size];
    for (i = 1; i < size; i++) {
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    if (value < smallest[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *code_point = value;
    return size;
}

size_t utf8_encode(uint32_t code_point, char bytes[4])
{
    static const unsigned char lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    size_t length = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    size_t i;

    for (i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes[0] = (char)(lead[length] | code_point);
    return length;
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static bool is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

static void append_escaped(text *into, uint32_t code_point)
{
    static const char hex[] = "0123456789abcdef";
    static const char named[] = "\b\t\n\f\r\"\\";
    static const char letters[] = "btnfr\"\\";
    const char *found = code_point > 0 && code_point < 0x80 ? strchr(named, (int)code_point) : NULL;
    char escape[6] = { '\\', 'u', '0', '0', hex[code_point >> 4 & 0xF], hex[code_point & 0xF] };

    if (found == NULL) {
        text_append(into, escape, 6);
        return;
    }
    escape[1] = letters[found - named];
    text_append(into, escape, 2);
}

void json_append_string(text *into, const char *string, size_t length)
{
    uint32_t code_point;
    size_t size;

    text_append(into, "\"", 1);
    for (; (size = utf8_decode(string, length, &code_point)) > 0; string += size, length -= size) {
        if (is_control(code_point) || code_point == '"' || code_point == '\\')
            append_escaped(into, code_point);
        else
            text_append_code_point(into, code_point);
    }
    text_append(into, "\"", 1);
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static bool needs_quotes(const char *string)
{
    size_t length = strlen(string);

    return length == 0 || strpbrk(string, ",\"\r\n") != NULL || string[0] == ' ' || string[length - 1] == ' ';
}

static void append_quoted(text *into, const char *string)
{
    for (; *string != '\0'; string++) {
        if (*string == '"')
            text_append(into, "\"", 1);
        text_append(into, string, 1);
    }
}

static void append_field(text *into, const char *before, const char *string)
{
    const char *quote = needs_quotes(string) ? "\"" : "";

    text_append_string(into, quote);
    text_append_string(into, before);
    append_quoted(into, string);
    text_append_string(into, quote);
}

void csv_append_field(text *into, const char *string)
{
    if (string != NULL)
        append_field(into, "", string);
}

/* --- Formulas ----------------------------------------------------------------------------------------------------- */

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* A sign, digits, a point, an exponent: evaluated, it is the number that it says. */
static bool is_number(const char *string)
{
    const char *digits = string + strspn(string, "+-");
    const char *end = skip_digits(digits);

    if (digits - string > 1 || end == digits)
        return false;
    if (*end == '.')
        end = skip_digits(end + 1);
    if (*end == 'e' || *end == 'E') {
        digits = end + 1 + (end[1] == '+' || end[1] == '-');
        end = skip_digits(digits);
        if (end == digits)
            return false;
    }
    return *end == '\0';
}

/* The signs that begin a formula, also as wide characters, and blanks that some programs drop before they look. */
static bool starts_formula(const char *string)
{
    static const char *const starts[] = { "=",
                                          "+",
                                          "-",
                                          "@",
                                          "\t",
                                          "\r",
                                          "\n",
                                          "\xEF\xBC\x9D", /* U+FF1D, as = */
                                          "\xEF\xBC\x8B",
                                          "\xEF\xBC\x8D",
                                          "\xEF\xBC\xA0" };
    size_t i;

    for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        if (strncmp(string, starts[i], strlen(starts[i])) == 0)
            return !is_number(string);
    }
    return false;
}

void csv_append_safe_field(text *into, const char *string)
{
    if (string != NULL)
        append_field(into, starts_formula(string) ? "'" : "", string);
}
