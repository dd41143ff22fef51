/* SPDX-License-Identifier: MIT */
#include "names.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

char name_lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

bool names_match(const char *a, const char *b, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        if (name_lower(a[i]) != name_lower(b[i]))
            return false;
        if (a[i] == '\0')
            break;
    }
    return true;
}

bool names_equal(const char *a, const char *b)
{
    return names_match(a, b, SIZE_MAX);
}

static size_t character_length(const char *at)
{
    uint32_t code_point;

    return utf8_decode(at, strlen(at), &code_point);
}

/* Backtracking only to the last star is sufficient. */
bool name_matches(const char *name, const char *pattern)
{
    const char *star = NULL;
    const char *taken = NULL;

    while (*name != '\0') {
        if (*pattern == '*' || *pattern == '%') {
            star = ++pattern;
            taken = name;
        } else if (*pattern == '?') {
            pattern++;
            name += character_length(name);
        } else if (name_lower(*pattern) == name_lower(*name)) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star;
            name = taken += character_length(taken);
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*%")] == '\0';
}

size_t class_path_length(const char *path)
{
    size_t start = strcspn(path, "=\"'");

    while (start > 0 && path[start - 1] != ':')
        start--;
    return start + strcspn(path + start, ".=");
}

/* --- The SELECT list ---------------------------------------------------------------------------------------------- */

static char upper(char character)
{
    return character >= 'a' && character <= 'z' ? (char)(character - 'a' + 'A') : character;
}

static bool is_name_character(char character)
{
    char small = name_lower(character);

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
    return name_length(at) == strlen(word) && names_match(at, word, strlen(word));
}

/* Replaces a name, which is unchanged when there is no memory. */
static bool replace(char **name, const char *by)
{
    char *made = string_copy(by, strlen(by));

    if (made == NULL)
        return false;
    free(*name);
    *name = made;
    return true;
}

bool selection_has(const selection *chosen, const char *name)
{
    size_t i;

    for (i = 0; i < chosen->count; i++) {
        if (names_equal(chosen->names[i], name))
            return true;
    }
    return false;
}

static bool add(selection *chosen, const char *name, size_t length)
{
    char *made = string_copy(name, length);
    char **names;

    if (made == NULL)
        return false;
    if (selection_has(chosen, made)) {
        free(made);
        return true;
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

bool selection_add(selection *chosen, const char *name)
{
    return add(chosen, name, strlen(name));
}

/* Reads one name, behind the comma that `at` may be at; up to a comma or FROM. NULL for anything else. */
static const char *read_name(const char *at, const char **name, size_t *length)
{
    *name = skip_blanks(*at == ',' ? at + 1 : at);
    *length = name_length(*name);
    if (*length == 0)
        return NULL;
    at = skip_blanks(*name + *length);
    return *at == ',' || is_word(at, "FROM") ? at : NULL;
}

static const char *skip_select(const char *wql)
{
    const char *at = skip_blanks(wql);

    return is_word(at, "SELECT") ? at + strlen("SELECT") : NULL;
}

/* `*`, which chooses nothing. */
static bool takes_all(const char *at)
{
    return *skip_blanks(at) == '*';
}

const char *selection_end(const char *wql)
{
    const char *at = skip_select(wql);
    const char *name;
    size_t length;

    if (at != NULL && takes_all(at)) {
        at = skip_blanks(skip_blanks(at) + 1);
        return is_word(at, "FROM") ? at : NULL;
    }
    while (at != NULL && !is_word(at, "FROM"))
        at = read_name(at, &name, &length);
    return at;
}

bool selection_parse(selection *chosen, const char *wql)
{
    const char *end = selection_end(wql);
    const char *at = skip_select(wql);
    const char *name;
    size_t length;

    *chosen = (selection){ NULL, 0 };
    while (end != NULL && !takes_all(at) && at != end) {
        at = read_name(at, &name, &length);
        if (!add(chosen, name, length)) {
            selection_free(chosen);
            return false;
        }
    }
    return true;
}

static bool spell_one(char **name, char *const *names, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        if (names_equal(*name, names[i]))
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
