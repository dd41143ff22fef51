/* SPDX-License-Identifier: MIT */
#include "mock/wql/text.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* --- Characters -------------------------------------------------------------------------------------------- */

/* Ranges of lower-case letters, every one or every second, with their distance to the capitals. */
static const struct letters {
    uint16_t first, last;
    uint8_t step, distance;
} lower_case[] = {
    { 0x00E0, 0x00F6, 1, 32 }, /* Latin */
    { 0x00F8, 0x00FE, 1, 32 }, { 0x0101, 0x012F, 2, 1 },  { 0x0133, 0x0137, 2, 1 },
    { 0x013A, 0x0148, 2, 1 },  { 0x014B, 0x0177, 2, 1 },  { 0x017A, 0x017E, 2, 1 },
    { 0x01CE, 0x01DC, 2, 1 },  { 0x01DF, 0x01EF, 2, 1 },  { 0x01F9, 0x021F, 2, 1 },
    { 0x0223, 0x0233, 2, 1 },  { 0x0247, 0x024F, 2, 1 },  { 0x03AC, 0x03AC, 1, 38 }, /* Greek */
    { 0x03AD, 0x03AF, 1, 37 }, { 0x03B1, 0x03C1, 1, 32 }, { 0x03C2, 0x03C2, 1, 31 },
    { 0x03C3, 0x03CB, 1, 32 }, { 0x03CC, 0x03CC, 1, 64 }, { 0x03CD, 0x03CE, 1, 63 },
    { 0x0430, 0x044F, 1, 32 }, /* Cyrillic */
    { 0x0450, 0x045F, 1, 80 }, { 0x0461, 0x0481, 2, 1 },  { 0x048B, 0x04BF, 2, 1 },
    { 0x04C2, 0x04CE, 2, 1 },  { 0x04CF, 0x04CF, 1, 15 }, { 0x04D1, 0x052F, 2, 1 },
    { 0x1E01, 0x1E95, 2, 1 }, /* Latin again */
    { 0x1EA1, 0x1EFF, 2, 1 },
};

#define SMALL_Y_WITH_DIAERESIS   0x00FFu
#define CAPITAL_Y_WITH_DIAERESIS 0x0178u

static uint32_t upper_case_beyond_ascii(uint32_t character)
{
    if (character == SMALL_Y_WITH_DIAERESIS)
        return CAPITAL_Y_WITH_DIAERESIS;
    for (size_t i = 0; i < sizeof lower_case / sizeof lower_case[0]; i++) {
        const struct letters *letters = &lower_case[i];

        if (character < letters->first)
            return character; /* they are sorted */
        if (character <= letters->last && (character - letters->first) % letters->step == 0)
            return character - letters->distance;
    }
    return character;
}

static uint32_t upper_case(uint32_t character)
{
    if (character < 0x80)
        return character >= 'a' && character <= 'z' ? character - 32 : character;
    return upper_case_beyond_ascii(character);
}

/* The number of bytes after the first of a character; 0 for an invalid one. */
static unsigned trailing_bytes(unsigned char first)
{
    return first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
}

/* The next character; *at moves after it, never beyond a NUL, even if the text is not UTF-8. */
static uint32_t next_character(const char **at)
{
    unsigned char first = (unsigned char)*(*at)++;
    unsigned trailing = trailing_bytes(first);
    uint32_t character = trailing == 0 ? first : first & (0x3Fu >> trailing);

    for (; trailing > 0 && ((unsigned char)**at & 0xC0) == 0x80; trailing--)
        character = character << 6 | ((unsigned char)*(*at)++ & 0x3Fu);
    return character;
}

static uint32_t next_upper_case(const char **at)
{
    return upper_case(next_character(at));
}

/* Beyond U+FFFF UTF-16 uses surrogates, which sort before U+E000. */
static uint32_t utf16_order(uint32_t character)
{
    return character >= 0xE000 && character <= 0xFFFF ? character + 0x110000 : character;
}

int wmi_mock__wql_compare_texts(const char *a, const char *b)
{
    uint32_t from_a, from_b;

    do {
        if (*a == '\0' || *b == '\0')
            return (*a != '\0') - (*b != '\0');
        from_a = next_upper_case(&a);
        from_b = next_upper_case(&b);
    } while (from_a == from_b);
    return utf16_order(from_a) < utf16_order(from_b) ? -1 : 1;
}

/* --- LIKE -------------------------------------------------------------------------------------------------- */

/* Skips the [ of a set and, if it is negated, its ^. */
static const char *set_begin(const char *at, bool *inverted)
{
    *inverted = at[1] == '^';
    return at + (*inverted ? 2 : 1);
}

bool wmi_mock__wql_is_pattern(const char *pattern)
{
    bool inverted;

    for (const char *at = pattern; *at != '\0'; at++) {
        if (*at != '[')
            continue;
        at = set_begin(at, &inverted);
        if (*at == ']')
            return false;
        at = strchr(at, ']');
        if (at == NULL)
            return false;
    }
    return true;
}

/* One character or range of a set; *at moves after it. A - before the ] is an ordinary character. */
static bool in_range(const char **at, uint32_t character)
{
    uint32_t least = next_upper_case(at);
    uint32_t most = least;

    if (**at == '-' && (*at)[1] != ']' && (*at)[1] != '\0') {
        (*at)++;
        most = next_upper_case(at);
    }
    return character >= least && character <= most;
}

static bool in_set(const char **at, uint32_t character)
{
    bool inverted;
    bool found = false;
    const char *element = set_begin(*at, &inverted);

    while (*element != ']' && *element != '\0')
        found = in_range(&element, character) || found;
    *at = *element == ']' ? element + 1 : element;
    return found != inverted;
}

/* Whether the pattern's next element, not a %, matches the text's next character. */
static bool takes(const char **pattern, const char **text)
{
    uint32_t character;

    if (**pattern == '\0')
        return false;
    character = next_upper_case(text);
    if (**pattern == '[')
        return in_set(pattern, character);
    if (**pattern != '_')
        return next_upper_case(pattern) == character;
    (*pattern)++;
    return true;
}

/* Backtracking only to the last %: everything before it has matched as early as possible. */
bool wmi_mock__wql_is_like(const char *text, const char *pattern)
{
    const char *behind_percent = NULL;
    const char *retry = NULL;

    while (*text != '\0') {
        if (*pattern == '%') {
            behind_percent = ++pattern;
            retry = text;
        } else if (!takes(&pattern, &text)) {
            if (behind_percent == NULL)
                return false;
            text = retry;
            next_character(&text);
            retry = text;
            pattern = behind_percent;
        }
    }
    return pattern[strspn(pattern, "%")] == '\0';
}
