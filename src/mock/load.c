/* SPDX-License-Identifier: MIT */
#include "error/error.h"
#include "mock/core/state.h"
#include "mock/mof/mof.h"
#include "mock/object/object.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_NAMESPACE "ROOT\\CIMV2"
#define LARGEST_FILE      ((size_t)1 << 30)

static bool is_separator(char c)
{
    return c == '\\' || c == '/';
}

/* Splits the server from a full path: "\\server\root\cimv2". */
static void split(const char *path, const char **server, size_t *length, const char **space)
{
    *server = "";
    *length = 0;
    *space = path;
    if (is_separator(path[0]) && is_separator(path[1])) {
        *server = path + 2;
        *length = strcspn(*server, "\\/");
        *space = *server + *length + (is_separator((*server)[*length]) ? 1 : 0);
    }
}

/* Embedded instances in a MOF text become separate objects that belong to no client. */
static HRESULT embed(void *context, wmi_mock__record *record, IWbemClassObject **object)
{
    (void)context;
    return wmi_mock__object_create(NULL, NULL, record, object);
}

/* The repository to load into; a computer gets its own with the first load. */
static HRESULT repository_for(wmi_mock *mock, const char *server, size_t length,
                              wmi_mock__repository **repository)
{
    wmi_mock__host *host = wmi_mock__host_find(mock, server, length);

    if (host == NULL)
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (host->repository == NULL)
        host->repository = wmi_mock__repository_create();
    *repository = host->repository;
    return *repository == NULL ? E_OUTOFMEMORY : S_OK;
}

/* --- Files ------------------------------------------------------------------------------------------------- */

static HRESULT read_all(FILE *stream, char **bytes, size_t *length)
{
    size_t capacity = 4096;
    size_t used = 0;
    char *buffer = malloc(capacity);

    while (buffer != NULL) {
        used += fread(buffer + used, 1, capacity - used - 1, stream);
        if (used < capacity - 1)
            break;
        char *grown = capacity >= LARGEST_FILE ? NULL : realloc(buffer, capacity *= 2);

        if (grown == NULL)
            free(buffer);
        buffer = grown;
    }
    if (buffer == NULL)
        return E_OUTOFMEMORY;
    if (ferror(stream)) {
        free(buffer);
        return (HRESULT)0x8007001E /* ERROR_READ_FAULT */;
    }
    buffer[used] = '\0';
    *bytes = buffer;
    *length = used;
    return S_OK;
}

/* Closes the stream; NULL: there is no such file. */
static HRESULT read_stream(FILE *stream, char **bytes, size_t *length)
{
    HRESULT hr;

    if (stream == NULL)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    hr = read_all(stream, bytes, length);
    fclose(stream);
    return hr;
}

/* Files that include others are written on systems where the case of names does not matter. */
static HRESULT open_included(void *context, const char *path, char **bytes, size_t *length)
{
    (void)context;
    return read_stream(wmi__open_file_in_any_case(path), bytes, length);
}

/* --- Loading ----------------------------------------------------------------------------------------------- */

static HRESULT load(wmi_mock *mock, const char *path, const wmi_mock__mof_source *source,
                    wmi_mock__mof_error *error)
{
    wmi_mock__repository *repository = NULL;
    const char *server;
    const char *space;
    size_t length;
    HRESULT hr;

    split(path, &server, &length, &space);
    wmi_mock__lock(mock);
    if (mock->subscriptions != NULL)
        mock->upper->events_are_due(mock);
    hr = repository_for(mock, server, length, &repository);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_source(repository, space, source, error);
    wmi_mock__unlock(mock);
    return hr;
}

static HRESULT load_source(wmi_mock *mock, const char *path, const wmi_mock__mof_source *source,
                           const char *operation)
{
    wmi_mock__mof_error error = { 0 };
    HRESULT hr = load(mock, path == NULL ? DEFAULT_NAMESPACE : path, source, &error);
    const char *file = error.file[0] != '\0' ? error.file : source->file == NULL ? "" : source->file;

    if (SUCCEEDED(hr))
        return hr;
    if (error.line > 0)
        return wmi__refuse(hr, operation, "%s%sline %u, column %u: %s", file, file[0] == '\0' ? "" : ": ",
                           error.line, error.column, error.message);
    return wmi__refuse(hr, operation, "%s: %s", path == NULL ? DEFAULT_NAMESPACE : path, wmi_error_text(hr));
}

HRESULT wmi_mock_load(wmi_mock *mock, const char *namespace_path, const char *mof)
{
    wmi_mock__mof_source source = { .bytes = mof, .embed = embed, .open = open_included };

    if (mock == NULL || mof == NULL)
        return wmi__refuse_null("wmi_mock_load", mock == NULL ? "mock" : "mof");
    source.length = strlen(mof);
    return load_source(mock, namespace_path, &source, "wmi_mock_load");
}

HRESULT wmi_mock_load_file(wmi_mock *mock, const char *namespace_path, const char *file)
{
    wmi_mock__mof_source source = { .file = file, .embed = embed, .open = open_included };
    char *bytes = NULL;
    HRESULT hr;

    if (mock == NULL || file == NULL)
        return wmi__refuse_null("wmi_mock_load_file", mock == NULL ? "mock" : "file");
    hr = read_stream(wmi__open_file(file), &bytes, &source.length);
    if (hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND))
        return wmi__refuse(hr, "wmi_mock_load_file", "%s cannot be opened", file);
    if (FAILED(hr))
        return wmi__refuse(hr, "wmi_mock_load_file", "%s cannot be read: %s", file, wmi_error_text(hr));
    source.bytes = bytes;
    hr = load_source(mock, namespace_path, &source, "wmi_mock_load_file");
    free(bytes);
    return hr;
}
