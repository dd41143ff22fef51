/* SPDX-License-Identifier: MIT */
#include "mock/repository/repository.h"

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
    if (after_slash || !wmi_mock__same_name(normal, "root"))
        return false;
    if (strlen(normal) < length)
        normal[strlen(normal)] = '\\';
    return true;
}

static bool namespace_has_path(const void *item, const void *path)
{
    return wmi_mock__same_name(((const wmi_mock__namespace *)item)->path, path);
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

/* The newest first: a class or a record depends only on older ones. */
static void truncate_namespace(wmi_mock__namespace *space, size_t class_count, size_t record_count)
{
    while (space->record_count > record_count)
        wmi_mock__namespace_remove_record(space, space->records[space->record_count - 1]);
    while (space->class_count > class_count) {
        wmi_mock__class *last = space->classes[--space->class_count];

        wmi_mock__index_remove(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, last->name),
                               last);
        wmi_mock__class_release(last);
    }
}

static void free_namespace(wmi_mock__namespace *space)
{
    if (space == NULL)
        return;
    truncate_namespace(space, 0, 0);
    wmi_mock__index_clear(&space->class_index);
    wmi_mock__index_clear(&space->record_index);
    free(space->classes);
    free(space->records);
    free(space->path);
    free(space);
}

static bool class_has_name(const void *item, const void *name)
{
    return wmi_mock__same_name(((const wmi_mock__class *)item)->name, name);
}

wmi_mock__class *wmi_mock__namespace_find_class(const wmi_mock__namespace *space, const char *name)
{
    return wmi_mock__index_find(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, name),
                                class_has_name, name);
}

static HRESULT add_class(wmi_mock__namespace *space, wmi_mock__class *added)
{
    wmi_mock__class **classes;

    if (wmi_mock__namespace_find_class(space, added->name) != NULL)
        return (HRESULT)WBEM_E_ALREADY_EXISTS;
    classes = wmi_mock__array_grown(space->classes, space->class_count, sizeof *classes);
    if (classes == NULL)
        return E_OUTOFMEMORY;
    space->classes = classes;
    if (!wmi_mock__index_reserve(&space->class_index))
        return E_OUTOFMEMORY;
    wmi_mock__index_add(&space->class_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, added->name), added);
    classes[space->class_count++] = added;
    return S_OK;
}

HRESULT wmi_mock__namespace_add_class(wmi_mock__namespace *space, wmi_mock__class *added)
{
    HRESULT hr = add_class(space, added);

    if (FAILED(hr))
        wmi_mock__class_release(added);
    return hr;
}

/* A namespace with the system classes of root, which all namespaces share. NULL when there is no memory. */
static wmi_mock__namespace *create_namespace(const wmi_mock__repository *repository, const char *path)
{
    wmi_mock__namespace *space = calloc(1, sizeof *space);
    HRESULT hr = S_OK;

    if (space == NULL)
        return NULL;
    space->path = wmi_mock__copy_text(path);
    if (space->path == NULL)
        hr = E_OUTOFMEMORY;
    for (size_t i = 0; SUCCEEDED(hr) && i < repository->system_class_count; i++)
        hr = wmi_mock__namespace_add_class(space,
                                           wmi_mock__class_share(repository->namespaces[0]->classes[i]));
    if (FAILED(hr)) {
        free_namespace(space);
        return NULL;
    }
    return space;
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

/* A path below an existing namespace; or root, which has no parent. */
static HRESULT add_namespace(wmi_mock__repository *repository, wmi_mock__namespace *parent, const char *path,
                             wmi_mock__namespace **added)
{
    wmi_mock__namespace **namespaces = wmi_mock__array_grown(repository->namespaces,
                                                             repository->namespace_count, sizeof *namespaces);
    wmi_mock__namespace *space;
    HRESULT hr = S_OK;

    if (namespaces == NULL)
        return E_OUTOFMEMORY;
    repository->namespaces = namespaces;
    if (!wmi_mock__index_reserve(&repository->namespace_index))
        return E_OUTOFMEMORY;
    space = create_namespace(repository, path);
    if (space == NULL)
        return E_OUTOFMEMORY;
    if (parent != NULL)
        hr = add_child_record(parent, strrchr(path, '\\') + 1);
    if (FAILED(hr)) {
        free_namespace(space);
        return hr;
    }
    wmi_mock__index_add(&repository->namespace_index, wmi_mock__hash_name(WMI_MOCK__HASH_SEED, path), space);
    namespaces[repository->namespace_count++] = space;
    *added = space;
    return S_OK;
}

HRESULT wmi_mock__repository_make(wmi_mock__repository *repository, const char *path,
                                  wmi_mock__namespace **found)
{
    wmi_mock__namespace *space = repository->namespaces[0];
    char normal[PATH_SIZE];
    HRESULT hr = S_OK;
    size_t length = 0;

    *found = NULL;
    if (!normalise(path, normal))
        return (HRESULT)WBEM_E_INVALID_NAMESPACE;
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
    if (SUCCEEDED(hr))
        *found = space;
    return hr;
}

/* --- Repositories ------------------------------------------------------------------------------------------ */

static HRESULT read_system_classes(wmi_mock__repository *repository)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; wmi_mock__system_classes[i] != NULL && SUCCEEDED(hr); i++)
        hr = wmi_mock__mof_read(repository, "root", wmi_mock__system_classes[i], NULL);
    if (SUCCEEDED(hr))
        repository->system_class_count = repository->namespaces[0]->class_count;
    return hr;
}

wmi_mock__repository *wmi_mock__repository_create(void)
{
    wmi_mock__repository *repository = calloc(1, sizeof *repository);
    wmi_mock__namespace *root;

    if (repository == NULL)
        return NULL;
    if (FAILED(add_namespace(repository, NULL, "root", &root)) || FAILED(read_system_classes(repository))) {
        wmi_mock__repository_free(repository);
        return NULL;
    }
    return repository;
}

static void truncate_repository(wmi_mock__repository *repository, size_t count)
{
    while (repository->namespace_count > count) {
        wmi_mock__namespace *last = repository->namespaces[--repository->namespace_count];

        wmi_mock__index_remove(&repository->namespace_index,
                               wmi_mock__hash_name(WMI_MOCK__HASH_SEED, last->path), last);
        free_namespace(last);
    }
}

void wmi_mock__repository_free(wmi_mock__repository *repository)
{
    if (repository == NULL)
        return;
    truncate_repository(repository, 0);
    wmi_mock__index_clear(&repository->namespace_index);
    free(repository->namespaces);
    free(repository);
}

/* --- The way back ------------------------------------------------------------------------------------------ */

HRESULT wmi_mock__repository_mark_set(const wmi_mock__repository *repository, wmi_mock__repository_mark *mark)
{
    mark->namespace_count = repository->namespace_count;
    mark->counts = calloc(repository->namespace_count + 1, 2 * sizeof *mark->counts);
    if (mark->counts == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; i < repository->namespace_count; i++) {
        mark->counts[2 * i] = repository->namespaces[i]->class_count;
        mark->counts[2 * i + 1] = repository->namespaces[i]->record_count;
    }
    return S_OK;
}

void wmi_mock__repository_mark_clear(wmi_mock__repository_mark *mark)
{
    free(mark->counts);
    *mark = (wmi_mock__repository_mark){ 0 };
}

void wmi_mock__repository_restore(wmi_mock__repository *repository, const wmi_mock__repository_mark *mark)
{
    truncate_repository(repository, mark->namespace_count);
    for (size_t i = 0; i < mark->namespace_count; i++)
        truncate_namespace(repository->namespaces[i], mark->counts[2 * i], mark->counts[2 * i + 1]);
}
