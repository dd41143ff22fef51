/* SPDX-License-Identifier: MIT */
/* #pragma include and #include: another file in place of the directive. */
#include "mock/mof/reader.h"

#include <stdlib.h>
#include <string.h>

/* Files within files: more than any schema has, and safe for the stack. */
#define MAX_NESTING 32

/* --- Paths ------------------------------------------------------------------------------------------------- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

static bool is_absolute(const char *name)
{
    return is_separator(name[0]) || (name[0] != '\0' && name[1] == ':');
}

/* The length of the folder of a file, with the separator at its end. */
static size_t folder_length(const char *file)
{
    size_t length = file == NULL ? 0 : strlen(file);

    while (length > 0 && !is_separator(file[length - 1]))
        length--;
    return length;
}

/* A name beside the file that includes it; each system opens slashes. The caller frees it; NULL: no memory. */
static char *beside(const char *file, const char *name)
{
    size_t folder = is_absolute(name) ? 0 : folder_length(file);
    char *path;

    while (name[0] == '.' && is_separator(name[1]))
        name += 2;
    path = malloc(folder + strlen(name) + 1);
    if (path == NULL)
        return NULL;
    if (folder > 0)
        memcpy(path, file, folder);
    strcpy(path + folder, name);
    for (char *at = path + folder; *at != '\0'; at++) {
        if (*at == '\\')
            *at = '/';
    }
    return path;
}

/* --- Files ------------------------------------------------------------------------------------------------- */

static HRESULT check_nesting(wmi_mock__mof_reader *reader, const char *path, wmi_mock__mof_place place)
{
    for (const wmi_mock__mof_nesting *at = reader->nesting; at != NULL; at = at->outer) {
        if (at->file != NULL && strcmp(at->file, path) == 0)
            return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_CIRCULAR_REFERENCE, place,
                                      "the file '%.100s' includes itself", path);
    }
    if (reader->nesting->depth >= MAX_NESTING)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_CIRCULAR_REFERENCE, place,
                                  "'%.60s': files are included more than %d deep", path, MAX_NESTING);
    return S_OK;
}

/* Keeps the path until the reader ends, for errors. Takes ownership; NULL when there is no memory. */
static const char *keep(wmi_mock__mof_reader *reader, char *path)
{
    char **files = path == NULL ? NULL
                                : wmi_mock__array_grown(reader->files, reader->file_count, sizeof *files);

    if (files == NULL) {
        free(path);
        return NULL;
    }
    reader->files = files;
    files[reader->file_count++] = path;
    return path;
}

/* The declarations of a file; afterwards the reader is where it was, but in the namespace and with the flags of it. */
static HRESULT read_file(wmi_mock__mof_reader *reader, const wmi_mock__mof_input *input)
{
    const wmi_mock__mof_nesting inner = { input->file, reader->nesting, reader->nesting->depth + 1 };
    wmi_mock__mof_lexer outer_lexer = reader->lexer;
    HRESULT hr = wmi_mock__mof_lexer_begin(&reader->lexer, input, outer_lexer.error);

    reader->nesting = &inner;
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_declarations(reader);
    reader->nesting = inner.outer;
    wmi_mock__mof_lexer_end(&reader->lexer);
    reader->lexer = outer_lexer;
    return hr;
}

static HRESULT open_and_read(wmi_mock__mof_reader *reader, const char *path, wmi_mock__mof_place place)
{
    wmi_mock__mof_input input = { .file = path };
    char *bytes = NULL;
    HRESULT hr = reader->source->open(reader->source->context, path, &bytes, &input.length);

    if (hr == E_OUTOFMEMORY)
        return wmi_mock__mof_no_memory(&reader->lexer);
    if (FAILED(hr))
        return wmi_mock__mof_fail(&reader->lexer, hr, place, "the file '%.100s' cannot be %s", path,
                                  hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ? "opened" : "read");
    input.bytes = bytes;
    hr = read_file(reader, &input);
    free(bytes);
    return hr;
}

/* The name of the file, with or without parentheses; a copy. The next token is read already. */
static HRESULT read_name(wmi_mock__mof_reader *reader, char **name, wmi_mock__mof_place *place)
{
    bool in_parentheses = wmi_mock__mof_at_symbol(reader, '(');
    HRESULT hr = in_parentheses ? wmi_mock__mof_lexer_next(&reader->lexer) : S_OK;

    if (FAILED(hr))
        return hr;
    *place = reader->lexer.token.place;
    if (reader->lexer.token.kind != WMI_MOCK__MOF_STRING || reader->lexer.text_length == 0)
        return wmi_mock__mof_unexpected(reader, "a file's name in quotes");
    *name = wmi_mock__copy_text(reader->lexer.text);
    if (*name == NULL)
        return wmi_mock__mof_no_memory(&reader->lexer);
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return SUCCEEDED(hr) && in_parentheses ? wmi_mock__mof_take(reader, ')') : hr;
}

HRESULT wmi_mock__mof_read_include(wmi_mock__mof_reader *reader)
{
    wmi_mock__mof_place place;
    const char *path = NULL;
    char *name = NULL;
    HRESULT hr = read_name(reader, &name, &place);

    if (name == NULL)
        return hr;
    if (SUCCEEDED(hr) && reader->source->open == NULL)
        hr = wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_NOT_SUPPORTED, place,
                                "files cannot be included here");
    if (SUCCEEDED(hr)) {
        path = keep(reader, beside(reader->nesting->file, name));
        hr = path == NULL ? wmi_mock__mof_no_memory(&reader->lexer) : check_nesting(reader, path, place);
    }
    if (SUCCEEDED(hr))
        hr = open_and_read(reader, path, place);
    free(name);
    return hr;
}
