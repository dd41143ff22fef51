/* SPDX-License-Identifier: MIT */
/* Reads MOF into a repository; the system classes are MOF too. */
#ifndef WMIKIT_SRC_MOCK_MOF_MOF_H
#define WMIKIT_SRC_MOCK_MOF_MOF_H

#include "mock/repository/model.h"

/* With the namespace "root", and the system classes in it; NULL when there is no memory. */
wmi_mock__repository *wmi_mock__repository_create(void);

/* Where and why a MOF text cannot be read. */
typedef struct wmi_mock__mof_error {
    unsigned line;   /* from 1; 0 when the error is not in the text */
    unsigned column; /* from 1, in characters */
    char message[160];
    char file[260]; /* the path of an included file; "": the text itself */
} wmi_mock__mof_error;

/*
 * Reads classes and instances into the namespace (made, with its parents, when it is not there; #pragma
 * namespace changes it). S_OK; WBEM_E_INVALID_SYNTAX or a similar code, with *error filled; E_OUTOFMEMORY. On
 * failure everything that the text had added is removed again.
 */
HRESULT wmi_mock__mof_read(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                           wmi_mock__mof_error *error);

/* Creates the object for an embedded instance; it may share the record. */
typedef HRESULT (*wmi_mock__embed_function)(void *context, wmi_mock__record *record,
                                            IWbemClassObject **object);

/* A file's contents in one block, for free(), with a NUL after them; or ERROR_FILE_NOT_FOUND or another code. */
typedef HRESULT (*wmi_mock__open_function)(void *context, const char *path, char **bytes, size_t *length);

/* A text, where it comes from, and what it needs. */
typedef struct wmi_mock__mof_source {
    const char *bytes; /* with a NUL after them; a file's may be UTF-16 */
    size_t length;
    const char *file;               /* its path, for includes; NULL: a text, in UTF-8 */
    wmi_mock__embed_function embed; /* NULL: no embedded instances */
    wmi_mock__open_function open;   /* NULL: no includes */
    void *context;
} wmi_mock__mof_source;

/* The same for any source. error may be NULL. */
HRESULT wmi_mock__mof_read_source(wmi_mock__repository *repository, const char *namespace_path,
                                  const wmi_mock__mof_source *source, wmi_mock__mof_error *error);

/* The same for a text with embedded instances, which wmi_mock__mof_read refuses. error may be NULL. */
HRESULT wmi_mock__mof_read_with(wmi_mock__repository *repository, const char *namespace_path, const char *mof,
                                wmi_mock__embed_function embed, void *context, wmi_mock__mof_error *error);

#endif
