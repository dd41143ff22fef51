/* SPDX-License-Identifier: MIT */
/* Aliases: $Name for the path of a class or an instance. */
#include "mock/mof/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_name(const void *item, const void *name)
{
    return wmi__same_name(((const wmi_mock__mof_alias *)item)->name, name);
}

static wmi_mock__mof_alias *find_alias(const wmi_mock__mof_reader *reader, const char *name)
{
    return wmi_mock__index_find(&reader->alias_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name),
                                has_name, name);
}

HRESULT wmi_mock__mof_read_alias(wmi_mock__mof_reader *reader, char **alias)
{
    HRESULT hr;

    *alias = NULL;
    if (!wmi_mock__mof_at_word(reader, "as"))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_ALIAS)
        return wmi_mock__mof_unexpected(reader, "an alias like $Name");
    if (find_alias(reader, reader->lexer.text) != NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_ALREADY_EXISTS, reader->lexer.token.place,
                                  "the alias '$%.80s' is already defined above", reader->lexer.text);
    *alias = wmi_mock__copy_text(reader->lexer.text);
    return *alias == NULL ? wmi_mock__mof_no_memory(&reader->lexer)
                          : wmi_mock__mof_lexer_next(&reader->lexer);
}

/* --- Defining ---------------------------------------------------------------------------------------------- */

/* \\.\root\cimv2:Class.Key="value" */
static bool set_path(wmi_mock__mof_alias *alias, const char *relative_path)
{
    size_t size = strlen(alias->space->path) + strlen(relative_path) + 6;

    alias->path = malloc(size);
    if (alias->path == NULL)
        return false;
    snprintf(alias->path, size, "\\\\.\\%s:%s", alias->space->path, relative_path);
    alias->relative = alias->path + strlen(alias->path) - strlen(relative_path);
    return true;
}

static void free_alias(wmi_mock__mof_alias *alias)
{
    if (alias == NULL)
        return;
    free(alias->name);
    free(alias->path);
    free(alias);
}

/* NULL when there is no memory. */
static wmi_mock__mof_alias *add_alias(wmi_mock__mof_reader *reader, const char *name)
{
    wmi_mock__mof_alias **aliases = wmi_mock__array_grown(reader->aliases, reader->alias_count,
                                                          sizeof *aliases);
    wmi_mock__mof_alias *alias = calloc(1, sizeof *alias);

    if (aliases != NULL)
        reader->aliases = aliases;
    if (alias != NULL)
        alias->name = wmi_mock__copy_text(name);
    if (aliases == NULL || alias == NULL || alias->name == NULL ||
        !wmi_mock__index_reserve(&reader->alias_index)) {
        free_alias(alias);
        return NULL;
    }
    wmi_mock__index_add(&reader->alias_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name), alias);
    aliases[reader->alias_count++] = alias;
    return alias;
}

HRESULT wmi_mock__mof_define_alias(wmi_mock__mof_reader *reader, const char *name, const char *relative_path)
{
    wmi_mock__mof_alias *alias = find_alias(reader, name); /* of an instance that has waited */

    if (alias == NULL) {
        alias = add_alias(reader, name);
        if (alias == NULL)
            return wmi_mock__mof_no_memory(&reader->lexer);
        alias->space = reader->space;
    }
    alias->waiting = 0;
    if (relative_path != NULL && !set_path(alias, relative_path))
        return wmi_mock__mof_no_memory(&reader->lexer);
    return S_OK;
}

HRESULT wmi_mock__mof_define_record_alias(wmi_mock__mof_reader *reader, const char *name,
                                          const wmi_mock__record *record)
{
    char *path;
    HRESULT hr = wmi_mock__record_relative_path(record, &path);

    if (FAILED(hr))
        return wmi_mock__mof_no_memory(&reader->lexer);
    hr = wmi_mock__mof_define_alias(reader, name, path);
    free(path);
    return hr;
}

/* --- Resolving --------------------------------------------------------------------------------------------- */

static HRESULT add_forward(wmi_mock__mof_reader *reader)
{
    wmi_mock__mof_forward *forwards = wmi_mock__array_grown(reader->forwards, reader->forward_count,
                                                            sizeof *forwards);
    char *name = wmi_mock__copy_text(reader->lexer.text);

    if (forwards != NULL)
        reader->forwards = forwards;
    if (forwards == NULL || name == NULL) {
        free(name);
        return wmi_mock__mof_no_memory(&reader->lexer);
    }
    forwards[reader->forward_count++] = (wmi_mock__mof_forward){ name, reader->lexer.token.place, NULL, 0,
                                                                 reader->element };
    return S_OK;
}

static HRESULT path_of(wmi_mock__mof_reader *reader, const wmi_mock__mof_alias *alias,
                       wmi_mock__mof_place place, const char **path)
{
    if (alias->path == NULL)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NO_KEY, place,
                                  "the instance '$%.80s' has no path: its class has no keys", alias->name);
    *path = alias->space == reader->space ? alias->relative : alias->path;
    return S_OK;
}

HRESULT wmi_mock__mof_resolve_alias(wmi_mock__mof_reader *reader, const char **path)
{
    const wmi_mock__mof_alias *alias = find_alias(reader, reader->lexer.text);
    wmi_mock__mof_place place = reader->lexer.token.place;

    *path = "";
    if (alias != NULL && alias->waiting == 0)
        return path_of(reader, alias, place, path);
    if (!reader->in_instance)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_FOUND, place,
                                  "the alias '$%.80s' is not defined above, as a class needs it",
                                  reader->lexer.text);
    return add_forward(reader);
}

void wmi_mock__mof_own_forwards(wmi_mock__mof_reader *reader, size_t first, wmi_mock__record *record,
                                size_t property)
{
    for (size_t i = first; i < reader->forward_count; i++) {
        wmi_mock__mof_forward *forward = &reader->forwards[i];

        if (forward->record != NULL)
            continue; /* in an embedded instance of this value */
        forward->record = wmi_mock__record_share(record);
        forward->property = property;
    }
}

/* --- Instances that wait ----------------------------------------------------------------------------------- */

HRESULT wmi_mock__mof_wait(wmi_mock__mof_reader *reader, wmi_mock__record *record,
                           const wmi_mock__mof_target *target, size_t first, const char *alias)
{
    wmi_mock__mof_waiting *waiting = wmi_mock__array_grown(reader->waiting, reader->waiting_count,
                                                           sizeof *waiting);
    wmi_mock__mof_alias *own = NULL;
    char *name = NULL;

    if (waiting == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    reader->waiting = waiting;
    if (alias != NULL) {
        own = add_alias(reader, alias);
        name = own == NULL ? NULL : wmi_mock__copy_text(alias);
        if (name == NULL)
            return wmi_mock__mof_no_memory(&reader->lexer);
        own->space = target->space;
        own->waiting = reader->waiting_count + 1;
    }
    waiting[reader->waiting_count++] = (wmi_mock__mof_waiting){
        wmi_mock__record_share(record), *target, name, first, reader->forward_count, first, false
    };
    return S_OK;
}

/* A path in place of one element of an array of references: a new block. */
static HRESULT put_element(wmi_value *value, size_t element, const char *path)
{
    size_t pointers = (value->count + 1) * sizeof(char *);
    size_t size = pointers;
    char **block;
    char *at;

    for (size_t i = 0; i < value->count; i++)
        size += strlen(i == element ? path : value->strings[i]) + 1;
    block = malloc(size);
    if (block == NULL)
        return E_OUTOFMEMORY;
    at = (char *)block + pointers;
    for (size_t i = 0; i < value->count; i++) {
        const char *text = i == element ? path : value->strings[i];

        block[i] = at;
        at = (char *)memcpy(at, text, strlen(text) + 1) + strlen(text) + 1;
    }
    block[value->count] = NULL;
    free(value->owned);
    value->owned = block;
    value->strings = (const char *const *)block;
    return S_OK;
}

static HRESULT put_path(const wmi_mock__mof_forward *forward, const char *path)
{
    wmi_value *value = &forward->record->values[forward->property];
    char *copy;

    if (value->is_array)
        return put_element(value, forward->element, path);
    copy = wmi_mock__copy_text(path);
    if (copy == NULL)
        return E_OUTOFMEMORY;
    free(value->owned);
    value->owned = copy;
    value->string = copy;
    return S_OK;
}

/* Goes to the place of an instance that waits, for its references and for errors. */
static void go_to(wmi_mock__mof_reader *reader, const wmi_mock__mof_waiting *self)
{
    reader->space = self->target.space;
    reader->lexer.file = self->target.file;
}

/* Resolves the references of an instance as far as it can; *blocker is the instance it needs first, or NULL. */
static HRESULT resolve(wmi_mock__mof_reader *reader, wmi_mock__mof_waiting *self,
                       wmi_mock__mof_waiting **blocker)
{
    HRESULT hr = S_OK;

    *blocker = NULL;
    go_to(reader, self);
    for (; SUCCEEDED(hr) && self->next < self->end; self->next++) {
        const wmi_mock__mof_forward *forward = &reader->forwards[self->next];
        const wmi_mock__mof_alias *alias = find_alias(reader, forward->alias);
        const char *path = "";

        if (alias == NULL)
            return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_FOUND, forward->place,
                                      "the alias '$%.80s' is not defined", forward->alias);
        if (alias->waiting > 0) {
            *blocker = &reader->waiting[alias->waiting - 1];
            return S_OK;
        }
        hr = path_of(reader, alias, forward->place, &path);
        if (SUCCEEDED(hr) && FAILED(put_path(forward, path)))
            hr = wmi_mock__mof_no_memory(&reader->lexer);
    }
    return hr;
}

static HRESULT finish(wmi_mock__mof_reader *reader, wmi_mock__mof_waiting *self)
{
    HRESULT hr = wmi_mock__mof_store(reader, self->record, &self->target);

    if (SUCCEEDED(hr) && self->alias != NULL)
        hr = wmi_mock__mof_define_record_alias(reader, self->alias, self->record);
    wmi_mock__record_release(self->record);
    self->record = NULL;
    return hr;
}

/* An instance, and before it those that it needs, and so on. `chain` has room for all that wait. */
static HRESULT finish_chain(wmi_mock__mof_reader *reader, wmi_mock__mof_waiting **chain,
                            wmi_mock__mof_waiting *first)
{
    wmi_mock__mof_waiting *blocker = first;
    size_t length = 0;
    HRESULT hr = S_OK;

    do {
        if (blocker != NULL) {
            chain[length++] = blocker;
            blocker->is_visited = true;
        } else {
            hr = finish(reader, chain[--length]);
        }
        if (SUCCEEDED(hr) && length > 0)
            hr = resolve(reader, chain[length - 1], &blocker);
        if (SUCCEEDED(hr) && length > 0 && blocker != NULL && blocker->is_visited)
            hr = wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_CIRCULAR_REFERENCE,
                                    reader->forwards[chain[length - 1]->next].place,
                                    "the alias '$%.80s' leads back to itself",
                                    reader->forwards[chain[length - 1]->next].alias);
    } while (SUCCEEDED(hr) && length > 0);
    return hr;
}

HRESULT wmi_mock__mof_finish_waiting(wmi_mock__mof_reader *reader)
{
    wmi_mock__mof_waiting **chain;
    HRESULT hr = S_OK;

    if (reader->waiting_count == 0)
        return S_OK;
    chain = calloc(reader->waiting_count, sizeof *chain);
    if (chain == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    for (size_t i = 0; SUCCEEDED(hr) && i < reader->waiting_count; i++) {
        if (reader->waiting[i].record != NULL)
            hr = finish_chain(reader, chain, &reader->waiting[i]);
    }
    free(chain);
    return hr;
}

void wmi_mock__mof_free_aliases(wmi_mock__mof_reader *reader)
{
    for (size_t i = 0; i < reader->alias_count; i++)
        free_alias(reader->aliases[i]);
    for (size_t i = 0; i < reader->forward_count; i++) {
        wmi_mock__record_release(reader->forwards[i].record);
        free(reader->forwards[i].alias);
    }
    for (size_t i = 0; i < reader->waiting_count; i++) {
        wmi_mock__record_release(reader->waiting[i].record);
        free(reader->waiting[i].alias);
    }
    free(reader->aliases);
    free(reader->forwards);
    free(reader->waiting);
    wmi_mock__index_clear(&reader->alias_index);
}
