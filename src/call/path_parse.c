/* SPDX-License-Identifier: MIT */
/* Takes a path apart, in place, in a copy at the end of the block that is returned. */
#include "base/bstr.h"
#include "base/name.h"
#include "error/error.h"

#include <wmikit/com.h>
#include <wmikit/instance.h>

#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_path_parse"

_Static_assert(sizeof(wmi_path) % _Alignof(wmi_argument) == 0, "the keys follow in the block");

typedef struct parser {
    const char *path; /* as it was given, for messages */
    wmi_path *parts;
    wmi_argument *keys;
    char *at;
} parser;

static HRESULT refuse(const parser *self, const char *why)
{
    return wmi__refuse((HRESULT)WBEM_E_INVALID_OBJECT_PATH, OPERATION, "path '%s': %s", self->path, why);
}

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

/* --- Values ------------------------------------------------------------------------------------------------------ */

/* After the digits' sign. */
static bool read_digits(const char *text, uint64_t *magnitude)
{
    uint64_t number = 0;

    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        unsigned digit = (unsigned)(unsigned char)*text - '0';

        if (digit > 9 || number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *magnitude = number;
    return true;
}

static bool read_integer(const char *text, wmi_value *value)
{
    bool negative = *text == '-';
    uint64_t magnitude;

    if (!read_digits(*text == '-' || *text == '+' ? text + 1 : text, &magnitude))
        return false;
    if (negative && magnitude > (uint64_t)INT64_MAX + 1)
        return false;
    if (negative)
        *value = wmi_value_sint64((int64_t)(0 - magnitude));
    else if (magnitude <= INT64_MAX)
        *value = wmi_value_sint64((int64_t)magnitude);
    else
        *value = wmi_value_uint64(magnitude);
    return true;
}

/* A text in quotes of either kind, in which a backslash precedes a quote or another. */
static HRESULT take_quoted(parser *self, wmi_value *value)
{
    char quote = *self->at++;
    char *to = self->at;

    *value = wmi_value_string(to);
    while (*self->at != quote) {
        if (*self->at == '\\') {
            self->at++;
            if (*self->at != '\0' && strchr("\\\"'", *self->at) == NULL)
                return refuse(self, "a backslash in quotes escapes nothing; write two for one");
        }
        if (*self->at == '\0')
            return refuse(self, "a quote is not closed");
        *to++ = *self->at++;
    }
    *to = '\0';
    self->at++;
    return S_OK;
}

/* A number or a boolean, up to the next comma. *separator: what ended it. */
static HRESULT take_bare(parser *self, wmi_value *value, char *separator)
{
    char *text = self->at;
    bool is_value;

    self->at += strcspn(text, ",");
    *separator = *self->at;
    *self->at = '\0';
    if (wmi__same_name(text, "true") || wmi__same_name(text, "false")) {
        *value = wmi_value_bool(wmi__same_name(text, "true"));
        is_value = true;
    } else {
        is_value = read_integer(text, value);
    }
    return is_value
               ? S_OK
               : refuse(self, "a value is neither a text in quotes, nor an integer of 64 bits, nor TRUE or "
                              "FALSE");
}

static HRESULT take_value(parser *self, wmi_value *value, char *separator)
{
    HRESULT hr;

    if (*self->at != '"' && *self->at != '\'')
        return take_bare(self, value, separator);
    hr = take_quoted(self, value);
    if (FAILED(hr))
        return hr;
    *separator = *self->at;
    return *separator == '\0' || *separator == ',' ? S_OK
                                                   : refuse(self, "there is something after a closing quote");
}

/* --- Keys ---------------------------------------------------------------------------------------------------------- */

static bool has_key(const parser *self, const char *name)
{
    for (size_t i = 0; i < self->parts->key_count; i++) {
        if (wmi__same_name(self->keys[i].name, name))
            return true;
    }
    return false;
}

/* Name=value */
static HRESULT take_key(parser *self, char *separator)
{
    wmi_argument *key = &self->keys[self->parts->key_count];
    char *name = self->at;
    HRESULT hr;

    self->at += wmi__name_length(name);
    if (self->at == name || *self->at != '=')
        return refuse(self, "the name of a key, with a = after it, is missing");
    *self->at++ = '\0';
    if (has_key(self, name))
        return refuse(self, "a key is given twice");
    key->name = name;
    hr = take_value(self, &key->value, separator);
    self->parts->key_count++;
    return hr;
}

/* After "Class." */
static HRESULT take_keys(parser *self)
{
    char separator = ',';
    HRESULT hr = S_OK;

    self->parts->kind = WMI_PATH_INSTANCE;
    while (SUCCEEDED(hr) && separator == ',') {
        hr = take_key(self, &separator);
        if (separator == ',')
            self->at++;
    }
    return hr;
}

/* After "Class=": the value of the only key, or @. */
static HRESULT take_only_key(parser *self)
{
    char separator = '\0';
    HRESULT hr;

    if (strcmp(self->at, "@") == 0) {
        self->parts->kind = WMI_PATH_SINGLETON;
        return S_OK;
    }
    self->parts->kind = WMI_PATH_INSTANCE;
    self->parts->key_count = 1;
    hr = take_value(self, &self->keys[0].value, &separator);
    return FAILED(hr) || separator == '\0' ? hr : refuse(self, "a key without a name must be the only one");
}

/* --- The path -------------------------------------------------------------------------------------------------------- */

static HRESULT take_relative(parser *self)
{
    char *name = self->at;
    char separator;

    self->at += wmi__name_length(name);
    separator = *self->at;
    if (self->at == name || (separator != '\0' && separator != '.' && separator != '='))
        return refuse(self, "the name of a class is missing, or contains an invalid character");
    self->parts->class_name = name;
    self->parts->kind = WMI_PATH_CLASS;
    if (separator == '\0')
        return S_OK;
    *self->at++ = '\0';
    return separator == '.' ? take_keys(self) : take_only_key(self);
}

static bool ends_name(char c)
{
    return is_slash(c) || c == ':' || c == '\0';
}

/* Names and the slashes between them, up to the colon before a class, or to the end. */
static HRESULT take_namespace(parser *self)
{
    static const char invalid[] = " \t\r\n\v\f\"'=,;";
    char *begin = self->at;

    while (*self->at != '\0' && *self->at != ':') {
        if (strchr(invalid, *self->at) != NULL)
            return refuse(self, "the namespace contains an invalid character");
        if (is_slash(*self->at) && (self->at == begin || ends_name(self->at[1])))
            return refuse(self, "a name in the namespace is missing");
        self->at++;
    }
    if (self->at == begin)
        return refuse(self, "the namespace is missing");
    self->parts->namespace_path = begin;
    self->parts->kind = WMI_PATH_NAMESPACE;
    if (*self->at == '\0')
        return S_OK;
    *self->at++ = '\0';
    return take_relative(self);
}

/* After two slashes. An address of IPv6 contains colons. */
static HRESULT take_server(parser *self)
{
    char *begin = self->at;

    self->at += strcspn(begin, "\\/ \t\r\n\v\f\"'");
    if (self->at == begin)
        return refuse(self, "the server is missing");
    if (!is_slash(*self->at))
        return refuse(self, *self->at == '\0' ? "the namespace is missing"
                                              : "the server contains an invalid character");
    *self->at++ = '\0';
    self->parts->server = begin;
    return take_namespace(self);
}

/* Without a slash before it, a single name is a class; with one in it, or a colon after it, a namespace. */
static HRESULT take_path(parser *self)
{
    const char *after = self->at + wmi__name_length(self->at);

    if (is_slash(self->at[0]) && is_slash(self->at[1])) {
        self->at += 2;
        return take_server(self);
    }
    if (is_slash(self->at[0]))
        self->at++; /* \root\cimv2: of this computer */
    else if (!is_slash(*after) && *after != ':')
        return take_relative(self);
    return take_namespace(self);
}

/* The end of a text in quotes, or of the path. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;

    while (*at != '\0' && *at != quote)
        at += *at == '\\' && at[1] != '\0' ? 2 : 1;
    return *at == '\0' ? at : at + 1;
}

/* The number of = outside of quotes: at least that of the keys. */
static size_t count_values(const char *path)
{
    size_t count = 0;

    while (*path != '\0') {
        count += *path == '=' ? 1 : 0;
        path = *path == '"' || *path == '\'' ? skip_quoted(path) : path + 1;
    }
    return count;
}

static bool allocate(parser *self)
{
    size_t count = count_values(self->path);
    size_t length = strlen(self->path);

    if (count >= (PTRDIFF_MAX - sizeof *self->parts - length) / sizeof *self->keys)
        return false;
    self->parts = calloc(1, sizeof *self->parts + count * sizeof *self->keys + length + 1);
    if (self->parts == NULL)
        return false;
    self->keys = (wmi_argument *)(self->parts + 1);
    self->at = (char *)(self->keys + count);
    memcpy(self->at, self->path, length + 1);
    return true;
}

HRESULT wmi_path_parse(const char *path, wmi_path **parts)
{
    parser self = { .path = path };
    HRESULT hr;

    if (parts == NULL)
        return wmi__refuse_null(OPERATION, "parts");
    *parts = NULL;
    if (path == NULL)
        return wmi__refuse_null(OPERATION, "path");
    if (wmi__utf16_length(path) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, OPERATION, "path is not UTF-8");
    if (*path == '\0')
        return wmi__refuse((HRESULT)WBEM_E_INVALID_OBJECT_PATH, OPERATION, "path is empty");
    if (!allocate(&self))
        return wmi__out_of_memory(OPERATION);
    hr = take_path(&self);
    if (FAILED(hr)) {
        free(self.parts);
        return hr;
    }
    if (self.parts->key_count > 0)
        self.parts->keys = self.keys;
    *parts = self.parts;
    return S_OK;
}
