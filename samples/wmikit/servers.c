/* SPDX-License-Identifier: MIT */
#include "servers.h"

#include "machine.h"
#include "names.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\r\n"

static bool make_room(server_list *in)
{
    size_t capacity = in->capacity > 0 ? in->capacity * 2 : 16;
    char **names;

    if (in->count < in->capacity)
        return true;
    names = realloc(in->names, capacity * sizeof(*names));
    if (names == NULL)
        return false;
    in->names = names;
    in->capacity = capacity;
    return true;
}

/* Adds what is between blanks; nothing when that is empty. */
static outcome add(server_list *into, const char *at, size_t length)
{
    size_t blanks = strspn(at, BLANKS);
    char *name;

    blanks = blanks < length ? blanks : length;
    at += blanks;
    length -= blanks;
    while (length > 0 && strchr(BLANKS, at[length - 1]) != NULL)
        length--;
    if (length == 0)
        return OUTCOME_DONE;
    name = make_room(into) ? string_copy(at, length) : NULL;
    if (name == NULL)
        return OUTCOME_MEMORY;
    into->names[into->count++] = name;
    return OUTCOME_DONE;
}

/* --- Where they come from ----------------------------------------------------------------------------------------- */

/* `A,B,C` */
static outcome read_names(server_list *into, const char *names)
{
    outcome result = OUTCOME_DONE;

    while (result == OUTCOME_DONE && *names != '\0') {
        size_t length = strcspn(names, ",");

        result = add(into, names, length);
        names += length;
        names += *names == ',';
    }
    return result;
}

/* A line for each; `#` begins a comment. */
static outcome read_lines(server_list *into, const char *lines)
{
    outcome result = OUTCOME_DONE;

    if (strncmp(lines, "\xEF\xBB\xBF", 3) == 0)
        lines += 3;
    while (result == OUTCOME_DONE && *lines != '\0') {
        result = add(into, lines, strcspn(lines, "#\n"));
        lines += strcspn(lines, "\n");
        lines += *lines == '\n';
    }
    return result;
}

static outcome read_content(text *into, const char *name)
{
    FILE *file = machine_open_file(name);
    char piece[4096];
    size_t length;
    bool complete;

    if (file == NULL)
        return report_usage("the file of servers cannot be opened", name);
    while ((length = fread(piece, 1, sizeof(piece), file)) > 0)
        text_append(into, piece, length);
    complete = ferror(file) == 0;
    fclose(file);
    if (!complete)
        return report_usage("the file of servers cannot be read", name);
    if (into->failed)
        return OUTCOME_MEMORY;
    if (into->length > 0 && memchr(into->data, '\0', into->length) != NULL)
        return report_usage("the file of servers has a NUL inside: it is to be UTF-8, not UTF-16", name);
    return OUTCOME_DONE;
}

static outcome read_file(server_list *into, const char *name)
{
    text content = TEXT_INIT;
    outcome result = read_content(&content, name);

    if (result == OUTCOME_DONE && content.length > 0)
        result = read_lines(into, content.data);
    text_free(&content);
    return result;
}

/* --- Each once ---------------------------------------------------------------------------------------------------- */

static size_t hash_of(const char *name)
{
    size_t hash = 5381;

    for (; *name != '\0'; name++)
        hash = hash * 33 + (unsigned char)name_lower(*name);
    return hash;
}

/* Keeps the first of equal names, in a table of `size` places, a power of two, of which half are empty. */
static void drop_repeated(server_list *from, const char **table, size_t size)
{
    size_t kept = 0;
    size_t i;

    for (i = 0; i < from->count; i++) {
        char *name = from->names[i];
        size_t place = hash_of(name) & (size - 1);

        while (table[place] != NULL && !names_equal(table[place], name))
            place = (place + 1) & (size - 1);
        if (table[place] != NULL) {
            free(name);
            continue;
        }
        table[place] = name;
        from->names[kept++] = name;
    }
    from->count = kept;
}

static outcome make_unique(server_list *in)
{
    size_t size = 16;
    const char **table;

    while (size < in->count * 2)
        size *= 2;
    table = calloc(size, sizeof(*table));
    if (table == NULL)
        return OUTCOME_MEMORY;
    drop_repeated(in, table, size);
    free(table);
    return OUTCOME_DONE;
}

outcome servers_read(server_list *into, const tool_options *options)
{
    outcome result = OUTCOME_DONE;

    *into = (server_list){ NULL, 0, 0 };
    if (options->servers != NULL)
        result = read_names(into, options->servers);
    if (result == OUTCOME_DONE && options->servers_file != NULL)
        result = read_file(into, options->servers_file);
    if (result == OUTCOME_DONE && into->count == 0)
        result = report_usage("no server is named",
                              options->servers_file != NULL ? options->servers_file : "--servers");
    return result == OUTCOME_DONE ? make_unique(into) : result;
}

void servers_free(server_list *gone)
{
    size_t i;

    for (i = 0; i < gone->count; i++)
        free(gone->names[i]);
    free(gone->names);
    *gone = (server_list){ NULL, 0, 0 };
}
