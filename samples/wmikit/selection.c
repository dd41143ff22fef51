/* SPDX-License-Identifier: MIT */
#include "selection.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static char lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

static char upper(char character)
{
    return character >= 'a' && character <= 'z' ? (char)(character - 'a' + 'A') : character;
}

/* Up to the end of both texts, or of `length`. */
static bool equal(const char *a, const char *b, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        if (lower(a[i]) != lower(b[i]))
            return false;
        if (a[i] == '\0')
            break;
    }
    return true;
}

static bool equal_names(const char *a, const char *b)
{
    return equal(a, b, SIZE_MAX);
}

static bool is_name_character(char character)
{
    char small = lower(character);

    return (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') || small == '_' ||
           (small & 0x80) != 0;
}

static const char *skip_blanks(const char *at)
{
    while (*at != '\0' && strchr(" \t\r\n", *at) != NULL)
        at++;
    return at;
}

static size_t name_length(const char *at)
{
    size_t length = 0;

    while (is_name_character(at[length]))
        length++;
    return length;
}

static bool is_word(const char *at, const char *word)
{
    return name_length(at) == strlen(word) && equal(at, word, strlen(word));
}

static char *copy(const char *name, size_t length)
{
    char *made = malloc(length + 1);

    if (made != NULL) {
        memcpy(made, name, length);
        made[length] = '\0';
    }
    return made;
}

/* Takes the place of a name, which stays when there is no memory. */
static bool replace(char **name, const char *by)
{
    char *made = copy(by, strlen(by));

    if (made == NULL)
        return false;
    free(*name);
    *name = made;
    return true;
}

static bool add(selection *chosen, const char *name, size_t length)
{
    char *made = copy(name, length);
    char **names;
    size_t i;

    if (made == NULL)
        return false;
    for (i = 0; i < chosen->count; i++) {
        if (equal_names(chosen->names[i], made)) {
            free(made);
            return true;
        }
    }
    names = realloc(chosen->names, (chosen->count + 1) * sizeof(*names));
    if (names == NULL) {
        free(made);
        return false;
    }
    names[chosen->count++] = made;
    chosen->names = names;
    return true;
}

bool selection_parse(selection *chosen, const char *wql)
{
    const char *at = skip_blanks(wql);
    size_t length;

    *chosen = (selection){ NULL, 0 };
    if (!is_word(at, "SELECT"))
        return true;
    for (at += strlen("SELECT"); (length = name_length(at = skip_blanks(at))) > 0; at++) {
        if (!add(chosen, at, length)) {
            selection_free(chosen);
            return false;
        }
        at = skip_blanks(at + length);
        if (is_word(at, "FROM"))
            return true;
        if (*at != ',')
            break;
    }
    selection_free(chosen);
    return true;
}

static bool spell_one(char **name, char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (equal_names(*name, names[i]))
            return replace(name, names[i]);
    }
    if (strncmp(*name, "__", 2) == 0) {
        for (i = 0; (*name)[i] != '\0'; i++)
            (*name)[i] = upper((*name)[i]);
    }
    return true;
}

bool selection_spell(selection *chosen, char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < chosen->count; i++) {
        if (!spell_one(&chosen->names[i], names, count))
            return false;
    }
    return true;
}

void selection_free(selection *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++)
        free(gone->names[i]);
    free(gone->names);
    *gone = (selection){ NULL, 0 };
}
