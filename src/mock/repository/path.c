/* SPDX-License-Identifier: MIT */
/* Object paths: writing, parsing, and finding the named instance. */
#include "mock/repository/datetime.h"
#include "mock/repository/extent.h"
#include "mock/repository/integer.h"
#include "mock/repository/key.h"

#include <stdlib.h>
#include <string.h>

/* --- Writing ----------------------------------------------------------------------------------------------- */

/* Writes text, or only counts it when there is no buffer. */
typedef struct path_writer {
    char *at; /* NULL: only count */
    size_t length;
} path_writer;

static void put(path_writer *writer, char c)
{
    if (writer->at != NULL)
        writer->at[writer->length] = c;
    writer->length++;
}

static void put_text(path_writer *writer, const char *text)
{
    for (; *text != '\0'; text++)
        put(writer, *text);
}

static void put_quoted(path_writer *writer, const char *text)
{
    put(writer, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            put(writer, '\\');
        put(writer, *text);
    }
    put(writer, '"');
}

static void put_key(path_writer *writer, const wmi_value *value)
{
    char buffer[WMI__SCALAR_TEXT_SIZE];

    if (value->type == WMI_BOOL)
        put_text(writer, !value->is_null && value->boolean ? "TRUE" : "FALSE");
    else if (wmi_mock__key_is_bare(value->type))
        put_text(writer, wmi_mock__key_text(value, buffer));
    else
        put_quoted(writer, wmi_mock__key_text(value, buffer));
}

static void put_path(path_writer *writer, const wmi_mock__record *record)
{
    const wmi_mock__class *object_class = record->object_class;
    char separator = '.';

    put_text(writer, object_class->name);
    if (object_class->is_singleton) {
        put_text(writer, "=@");
        return;
    }
    for (size_t i = 0; i < object_class->property_count; i++) {
        if (!object_class->properties[i].is_key)
            continue;
        put(writer, separator);
        put_text(writer, object_class->properties[i].name);
        put(writer, '=');
        put_key(writer, &record->values[i]);
        separator = ',';
    }
}

HRESULT wmi_mock__record_relative_path(const wmi_mock__record *record, char **path)
{
    path_writer writer = { NULL, 0 };

    *path = NULL;
    if (!wmi_mock__class_has_paths(record->object_class))
        return S_OK;
    put_path(&writer, record);
    writer.at = malloc(writer.length + 1);
    if (writer.at == NULL)
        return E_OUTOFMEMORY;
    writer.length = 0;
    put_path(&writer, record);
    writer.at[writer.length] = '\0';
    *path = writer.at;
    return S_OK;
}

/* --- Taking apart ------------------------------------------------------------------------------------------ */

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

/* The last colon before a key's value (which may contain colons, like a server's address); or NULL. */
static const char *find_colon(const char *path)
{
    const char *colon = NULL;

    for (const char *at = path; *at != '\0' && strchr("\"'=", *at) == NULL; at++) {
        if (*at == ':')
            colon = at;
    }
    return colon;
}

/* The end of a quoted text, after its quote; or of the path, when the quote is not closed. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;

    while (*at != '\0' && *at != quote)
        at += *at == '\\' && at[1] != '\0' ? 2 : 1;
    return *at == '\0' ? at : at + 1;
}

/* White space is allowed only in quotes. */
static bool has_blank(const char *path)
{
    while (*path != '\0') {
        if (strchr(" \t\r\n\v\f", *path) != NULL)
            return true;
        path = *path == '"' || *path == '\'' ? skip_quoted(path) : path + 1;
    }
    return false;
}

/* Reads the server and the namespace before the colon. */
static bool split_space(const char *path, const char *colon, wmi_mock__object_path *parts)
{
    if (is_slash(path[0]) && is_slash(path[1])) {
        parts->server = path + 2;
        parts->server_length = strcspn(parts->server, "\\/");
        parts->space = parts->server + parts->server_length;
        if (parts->server_length == 0 || parts->space >= colon)
            return false;
        parts->space++;
    } else if (is_slash(path[0])) {
        parts->space++; /* \root\cimv2: of this computer */
    }
    parts->space_length = (size_t)(colon - parts->space);
    return parts->space_length > 0;
}

bool wmi_mock__object_path_split(const char *path, wmi_mock__object_path *parts)
{
    const char *colon = find_colon(path);

    *parts = (wmi_mock__object_path){ path, 0, path, 0, path };
    if (has_blank(path))
        return false;
    if (colon == NULL)
        return *path != '\0' && !is_slash(*path);
    parts->relative = colon + 1;
    return split_space(path, colon, parts) && *parts->relative != '\0';
}

bool wmi_mock__object_path_is_in(const wmi_mock__object_path *parts, const char *space)
{
    size_t length = strlen(space);

    if (parts->space_length == 0)
        return true;
    for (size_t i = 0; i < length && length == parts->space_length; i++) {
        char one[2] = { space[i], '\0' };
        char other[2] = { parts->space[i] == '/' ? '\\' : parts->space[i], '\0' };

        if (!wmi__same_name(one, other))
            return false;
    }
    return length == parts->space_length;
}

/* --- Reading a relative path ------------------------------------------------------------------------------- */

typedef struct path_key {
    const char *name; /* NULL: left out */
    const char *text; /* without its quotes and escapes */
} path_key;

/* A relative path, split in place in a copy of its text. */
typedef struct parsed_path {
    char *text;
    const char *class_name;
    bool is_singleton;
    path_key *keys;
    size_t key_count;
} parsed_path;

static void parsed_path_clear(parsed_path *path)
{
    free(path->text);
    free(path->keys);
}

/* Reads the quoted value at *at. NULL when it is not closed. */
static const char *take_quoted(char **at)
{
    char quote = *(*at)++;
    char *start = *at;
    char *to = start;
    char *from = start;

    for (; *from != quote; from++) {
        if (*from == '\\')
            from++;
        if (*from == '\0')
            return NULL;
        *to++ = *from;
    }
    *to = '\0';
    *at = from + 1;
    return start;
}

/* Reads a key's value; *next is the following comma or the final NUL. NULL when there is none. */
static const char *take_value(char **at, char *next)
{
    const char *text;
    char *end;

    if (**at == '"' || **at == '\'') {
        text = take_quoted(at);
        *next = text == NULL ? '\0' : **at;
        return text == NULL || (*next != '\0' && *next != ',') ? NULL : text;
    }
    text = *at;
    end = *at + strcspn(*at, ",");
    *next = *end;
    *end = '\0';
    *at = end;
    return *text == '\0' ? NULL : text;
}

static bool add_key(parsed_path *path, const char *name, const char *text)
{
    path_key *keys = wmi_mock__array_grown(path->keys, path->key_count, sizeof *keys);

    if (keys == NULL)
        return false;
    path->keys = keys;
    keys[path->key_count++] = (path_key){ name, text };
    return true;
}

/* Key=value,Key=value to the end. */
static HRESULT read_keys(char *at, parsed_path *path)
{
    char next = ',';

    while (next == ',') {
        char *name = at;
        const char *text;

        at += strcspn(at, "=\"',");
        if (*at != '=' || at == name)
            return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
        *at++ = '\0';
        text = take_value(&at, &next);
        if (text == NULL)
            return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
        if (!add_key(path, name, text))
            return E_OUTOFMEMORY;
        at++;
    }
    return S_OK;
}

/* What follows Class= */
static HRESULT read_only_key(char *at, parsed_path *path)
{
    const char *text;
    char next;

    path->is_singleton = strcmp(at, "@") == 0;
    if (path->is_singleton)
        return S_OK;
    text = take_value(&at, &next);
    if (text == NULL || next != '\0')
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    return add_key(path, NULL, text) ? S_OK : E_OUTOFMEMORY;
}

static HRESULT parse(const char *relative_path, parsed_path *path)
{
    char *at;
    char separator;

    *path = (parsed_path){ 0 };
    if (has_blank(relative_path))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    path->text = wmi_mock__copy_text(relative_path);
    if (path->text == NULL)
        return E_OUTOFMEMORY;
    path->class_name = path->text;
    at = path->text + strcspn(path->text, ".=\"',:\\/");
    separator = *at;
    if (at == path->text)
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    *at = '\0';
    if (separator == '.')
        return read_keys(at + 1, path);
    if (separator == '=')
        return read_only_key(at + 1, path);
    return separator == '\0' ? S_OK : (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
}

/* --- Following it ------------------------------------------------------------------------------------------ */

/* One of the class's keys, as the path gives it. */
typedef struct wanted_key {
    const wmi_mock__property *property;
    const char *text; /* NULL: not given */
    char buffer[WMI__SCALAR_TEXT_SIZE];
} wanted_key;

static bool read_boolean(const char *text, wmi_value *value)
{
    value->boolean = wmi__same_name(text, "true") || strcmp(text, "1") == 0;
    return value->boolean || wmi__same_name(text, "false") || strcmp(text, "0") == 0;
}

/* Writes the value like wmi_mock__key_text. False when the text is not a value of the key's type. */
static bool set_key(wanted_key *key, const char *text)
{
    wmi_type type = key->property->type == WMI_CHAR16 ? WMI_UINT16 : key->property->type;
    wmi_value value = { .type = type };
    wmi__integer integer;
    bool ok;

    key->text = text;
    if (type == WMI_STRING || type == WMI_REFERENCE)
        return true;
    if (type == WMI_DATETIME)
        return wmi_mock__is_datetime(text);
    if (type == WMI_BOOL)
        ok = read_boolean(text, &value);
    else
        ok = wmi_mock__integer_read_decimal(text, strlen(text), &integer) == WMI_MOCK__INTEGER_READ &&
             wmi__integer_store(integer, type, &value);
    key->text = key->buffer;
    return ok && wmi__scalar_text(&value, key->buffer);
}

static wanted_key *find_key(wanted_key *keys, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (wmi__same_name(keys[i].property->name, name))
            return &keys[i];
    }
    return NULL;
}

/* Checks that every key of the class is given once, with a value of its type. */
static bool match_keys(const parsed_path *path, wanted_key *keys, size_t count)
{
    if (path->key_count != count)
        return false;
    for (size_t i = 0; i < path->key_count; i++) {
        const path_key *given = &path->keys[i];
        wanted_key *key = given->name != NULL ? find_key(keys, count, given->name) : count == 1 ? keys : NULL;

        if (key == NULL || key->text != NULL || !set_key(key, given->text))
            return false;
    }
    return true;
}

/* The instance of the class or of a subclass, which has the same keys at the same positions. */
static wmi_mock__record *find_texts(const wmi_mock__namespace *space, const wmi_mock__extent *extent,
                                    const char *const *texts, size_t count)
{
    wmi_mock__record *found = NULL;

    for (const wmi_mock__extent *each = extent; found == NULL && each != NULL;
         each = count > 0 ? wmi_mock__extent_below(each, extent) : NULL) {
        wmi_mock__key_texts wanted = { each->object_class, texts };

        if (each->records.count > 0)
            found = wmi_mock__index_find(&space->record_index, wmi_mock__key_texts_hash(&wanted, count),
                                         wmi_mock__record_has_key_texts, &wanted);
    }
    return found;
}

/* The class's keys, not given yet; *count of them. NULL when there is no memory. */
static wanted_key *list_keys(const wmi_mock__class *object_class, size_t *count)
{
    wanted_key *keys = calloc(object_class->property_count + 1, sizeof *keys);

    *count = 0;
    for (size_t i = 0; keys != NULL && i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key)
            keys[(*count)++].property = &object_class->properties[i];
    }
    return keys;
}

static HRESULT find_by_keys(const wmi_mock__namespace *space, const wmi_mock__extent *extent,
                            const parsed_path *path, wmi_mock__record **found)
{
    size_t count;
    wanted_key *keys = list_keys(extent->object_class, &count);
    const char **texts = calloc(count + 1, sizeof *texts);
    HRESULT hr = keys == NULL || texts == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr) && (count == 0 || !match_keys(path, keys, count)))
        hr = (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++)
        texts[i] = keys[i].text;
    if (SUCCEEDED(hr))
        *found = find_texts(space, extent, texts, count);
    free(texts);
    free(keys);
    return hr;
}

static HRESULT follow(const wmi_mock__namespace *space, const parsed_path *path, wmi_mock__record **found)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, path->class_name);
    bool is_singleton;

    if (extent == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    is_singleton = extent->object_class->is_singleton;
    if (path->is_singleton != is_singleton && (path->is_singleton || path->key_count > 0))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    if (path->is_singleton)
        *found = find_texts(space, extent, NULL, 0);
    else if (path->key_count > 0)
        return find_by_keys(space, extent, path, found);
    return S_OK;
}

wmi_mock__record *wmi_mock__namespace_find_record(const wmi_mock__namespace *space, const char *relative_path,
                                                  HRESULT *why)
{
    wmi_mock__record *found = NULL;
    parsed_path path;

    *why = parse(relative_path, &path);
    if (SUCCEEDED(*why))
        *why = follow(space, &path, &found);
    if (SUCCEEDED(*why) && found == NULL)
        *why = (HRESULT)WBEM_E_NOT_FOUND;
    parsed_path_clear(&path);
    return found;
}
