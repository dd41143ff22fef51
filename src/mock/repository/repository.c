/* SPDX-License-Identifier: MIT */
#include "mock/repository/namespace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Limit for paths, which also limits the depth. */
#define PATH_SIZE 512

/* --- Paths ------------------------------------------------------------------------------------------------- */

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

/* With backslashes; false when it is not root or a namespace below root. */
static bool normalise(const char *path, char normal[PATH_SIZE])
{
    size_t length = strlen(path);
    bool after_slash = true;

    if (length >= PATH_SIZE)
        return false;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)path[i] < ' ' || strchr(":\"'=,", path[i]) != NULL)
            return false;
        if (is_slash(path[i]) && after_slash)
            return false;
        after_slash = is_slash(path[i]);
        normal[i] = after_slash ? '\\' : path[i];
    }
    normal[length] = '\0';
    normal[strcspn(normal, "\\")] = '\0'; /* temporarily only the first name */
    if (after_slash || !wmi__same_name(normal, "root"))
        return false;
    if (strlen(normal) < length)
        normal[strlen(normal)] = '\\';
    return true;
}

static bool namespace_has_path(const void *item, const void *path)
{
    return wmi__same_name(((const wmi_mock__namespace *)item)->path, path);
}

static wmi_mock__namespace *find_normal(const wmi_mock__repository *repository, const char *path)
{
    return wmi_mock__index_find(&repository->namespace_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, path),
                                namespace_has_path, path);
}

wmi_mock__namespace *wmi_mock__repository_find(const wmi_mock__repository *repository, const char *path)
{
    char normal[PATH_SIZE];

    return normalise(path, normal) ? find_normal(repository, normal) : NULL;
}

/* --- Namespaces -------------------------------------------------------------------------------------------- */

/* The system classes of root, which all namespaces share. */
static HRESULT share_system_classes(const wmi_mock__repository *repository, wmi_mock__namespace *space)
{
    const wmi_mock__extent *each = repository->system_class_count == 0
                                       ? NULL
                                       : wmi_mock__extent_first(repository->namespaces[0]);
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < repository->system_class_count; i++) {
        hr = wmi_mock__namespace_add_class(space, wmi_mock__class_share(each->object_class));
        each = wmi_mock__extent_next(each);
    }
    return hr;
}

/* The instance of __NAMESPACE that represents a child in its parent. */
static HRESULT add_child_record(wmi_mock__namespace *parent, const char *name)
{
    wmi_mock__class *object_class = wmi_mock__namespace_find_class(parent, "__NAMESPACE");
    size_t index = wmi_mock__class_find_property(object_class, "Name");
    wmi_mock__record *record = wmi_mock__record_create(object_class);
    char *text = wmi_mock__copy_text(name);

    if (record == NULL || text == NULL) {
        wmi_mock__record_release(record);
        free(text);
        return E_OUTOFMEMORY;
    }
    record->values[index] = (wmi_value){ .type = WMI_STRING, .owned = text, .string = text };
    return wmi_mock__namespace_add_record(parent, record);
}

static void revert_adding(wmi_mock__change *change)
{
    wmi_mock__repository *repository = change->owner;
    wmi_mock__namespace *last = repository->namespaces[--repository->namespace_count];

    wmi_mock__index_remove(&repository->namespace_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, last->path),
                           last);
    wmi_mock__namespace_free(last);
}

/* Without classes. */
static HRESULT append_namespace(wmi_mock__repository *repository, const char *path,
                                wmi_mock__namespace **added)
{
    wmi_mock__namespace **namespaces = wmi_mock__array_grown(repository->namespaces,
                                                             repository->namespace_count, sizeof *namespaces);
    const wmi_mock__change change = { .revert = revert_adding, .owner = repository };
    wmi_mock__namespace *space;

    if (namespaces == NULL)
        return E_OUTOFMEMORY;
    repository->namespaces = namespaces;
    if (!wmi_mock__index_reserve(&repository->namespace_index) || !wmi_mock__undo_reserve(&repository->undo))
        return E_OUTOFMEMORY;
    space = wmi_mock__namespace_create(&repository->undo, path);
    if (space == NULL)
        return E_OUTOFMEMORY;
    wmi_mock__index_add(&repository->namespace_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, path), space);
    namespaces[repository->namespace_count++] = space;
    wmi_mock__undo_note(&repository->undo, &change);
    *added = space;
    return S_OK;
}

/* A path below an existing namespace; or root, which has no parent. */
static HRESULT add_namespace(wmi_mock__repository *repository, wmi_mock__namespace *parent, const char *path,
                             wmi_mock__namespace **added)
{
    HRESULT hr = append_namespace(repository, path, added);

    if (SUCCEEDED(hr))
        hr = share_system_classes(repository, *added);
    if (SUCCEEDED(hr))
        hr = repository->furnish(repository, *added);
    if (SUCCEEDED(hr) && parent != NULL)
        hr = add_child_record(parent, strrchr(path, '\\') + 1);
    return hr;
}

/* Each part of a path in turn. */
static HRESULT make(wmi_mock__repository *repository, char *normal, wmi_mock__namespace **found)
{
    wmi_mock__namespace *space = repository->namespaces[0];
    HRESULT hr = S_OK;
    size_t length = 0;

    while (SUCCEEDED(hr) && normal[length] != '\0') {
        wmi_mock__namespace *parent = space;
        char next;

        length += strcspn(normal + length + 1, "\\") + 1;
        next = normal[length];
        normal[length] = '\0';
        space = find_normal(repository, normal);
        if (space == NULL)
            hr = add_namespace(repository, parent, normal, &space);
        normal[length] = next;
    }
    *found = SUCCEEDED(hr) ? space : NULL;
    return hr;
}

HRESULT wmi_mock__repository_make(wmi_mock__repository *repository, const char *path,
                                  wmi_mock__namespace **found)
{
    wmi_mock__undo_scope scope;
    char normal[PATH_SIZE];
    HRESULT hr;

    *found = NULL;
    if (!normalise(path, normal))
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
    scope = wmi_mock__undo_begin(&repository->undo);
    hr = make(repository, normal, found);
    wmi_mock__undo_end(&repository->undo, scope, SUCCEEDED(hr));
    return hr;
}

/* --- Removing ---------------------------------------------------------------------------------------------- */

static void revert_removing(wmi_mock__change *change)
{
    wmi_mock__repository *repository = change->owner;
    wmi_mock__namespace *space = change->old;

    memmove(&repository->namespaces[change->count + 1], &repository->namespaces[change->count],
            (repository->namespace_count - change->count) * sizeof(wmi_mock__namespace *));
    repository->namespaces[change->count] = space;
    repository->namespace_count++;
    wmi_mock__index_add(&repository->namespace_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, space->path),
                        space);
}

/* It lives on, for clients that have it open. */
static void settle_removing(wmi_mock__change *change)
{
    wmi_mock__repository *repository = change->owner;
    wmi_mock__namespace *space = change->old;

    wmi_mock__list_append(&repository->removed, &space->among_removed, space);
}

static HRESULT remove_namespace(wmi_mock__repository *repository, size_t position)
{
    wmi_mock__namespace *space = repository->namespaces[position];
    const wmi_mock__change change = { .revert = revert_removing,
                                      .settle = settle_removing,
                                      .owner = repository,
                                      .old = space,
                                      .count = position };

    if (!wmi_mock__undo_reserve(&repository->undo))
        return E_OUTOFMEMORY;
    wmi_mock__index_remove(&repository->namespace_index,
                           wmi_mock__hash_name(WMI_MOCK__HASH_SEED, space->path), space);
    repository->namespace_count--;
    memmove(&repository->namespaces[position], &repository->namespaces[position + 1],
            (repository->namespace_count - position) * sizeof(wmi_mock__namespace *));
    wmi_mock__undo_note(&repository->undo, &change);
    return S_OK;
}

/* Whether it is the namespace of this path, or one below it. */
static bool is_within(const wmi_mock__namespace *space, const char *path)
{
    size_t length = strlen(path);
    char start[PATH_SIZE];

    if (strlen(space->path) < length || (space->path[length] != '\0' && space->path[length] != '\\'))
        return false;
    memcpy(start, space->path, length);
    start[length] = '\0';
    return wmi__same_name(start, path);
}

/* The newest first: parents are older than their children. */
static HRESULT remove_tree(wmi_mock__repository *repository, const char *path)
{
    HRESULT hr = S_OK;

    for (size_t i = repository->namespace_count; SUCCEEDED(hr) && i > 1; i--) {
        if (is_within(repository->namespaces[i - 1], path))
            hr = remove_namespace(repository, i - 1);
    }
    return hr;
}

HRESULT wmi_mock__repository_remove(wmi_mock__repository *repository, wmi_mock__namespace *parent,
                                    wmi_mock__record *child)
{
    size_t index = wmi_mock__class_find_property(child->object_class, "Name");
    wmi_mock__undo_scope scope;
    char path[PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s\\%s", parent->path, child->values[index].string);
    HRESULT hr;

    if (length < 0 || (size_t)length >= sizeof path)
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
    scope = wmi_mock__undo_begin(&repository->undo);
    hr = wmi_mock__namespace_remove_record(parent, child);
    if (SUCCEEDED(hr))
        hr = remove_tree(repository, path);
    wmi_mock__undo_end(&repository->undo, scope, SUCCEEDED(hr));
    return hr;
}

/* --- Repositories ------------------------------------------------------------------------------------------ */

wmi_mock__repository *wmi_mock__repository_create_with(wmi_mock__furnish_function *furnish)
{
    wmi_mock__repository *repository = calloc(1, sizeof *repository);
    wmi_mock__namespace *root;

    if (repository == NULL)
        return NULL;
    repository->furnish = furnish;
    if (FAILED(add_namespace(repository, NULL, "root", &root))) {
        wmi_mock__repository_free(repository);
        return NULL;
    }
    return repository;
}

void wmi_mock__repository_free(wmi_mock__repository *repository)
{
    if (repository == NULL)
        return;
    while (repository->namespace_count > 0)
        wmi_mock__namespace_free(repository->namespaces[--repository->namespace_count]);
    for (wmi_mock__link *at = repository->removed.first; at != NULL;) {
        wmi_mock__namespace *space = at->item;

        at = at->next;
        wmi_mock__namespace_free(space);
    }
    wmi_mock__index_clear(&repository->namespace_index);
    wmi_mock__undo_clear(&repository->undo);
    free(repository->namespaces);
    free(repository);
}
