/* SPDX-License-Identifier: MIT */
/* The parts of the MOF reader: each reads one thing that begins at the lexer's token, and goes behind it. */
#ifndef WMIKIT_SRC_MOCK_MOF_READER_H
#define WMIKIT_SRC_MOCK_MOF_READER_H

#include "mock/mof/lexer.h"

/* A class or instance that the text has given a name for itself. */
typedef struct wmi_mock__mof_alias {
    char *name;
    char *path;                       /* \\.\root\cimv2:Class.Key="value"; NULL when it has none */
    const char *relative;             /* in the path: what stands behind the namespace */
    const wmi_mock__namespace *space; /* where the relative path will do */
} wmi_mock__mof_alias;

typedef struct wmi_mock__mof_reader {
    wmi_mock__mof_lexer lexer;
    wmi_mock__repository *repository;
    wmi_mock__namespace *space;
    wmi_mock__embed_function embed; /* NULL: no embedded instances */
    void *context;
    wmi_mock__mof_alias **aliases;
    size_t alias_count;
    wmi_mock__index alias_index; /* by name */
    const char *declaring;       /* the class whose features are being read; NULL: none */
    unsigned depth;              /* of embedded instances */
} wmi_mock__mof_reader;

/* A property's type as its declaration gives it. WMI_NULL: void, or that of the first constant. */
typedef struct wmi_mock__mof_type {
    wmi_type type;
    char *class_name; /* of a reference or an object; or NULL */
} wmi_mock__mof_type;

/* --- Tokens ------------------------------------------------------------------------------------------------ */

bool wmi_mock__mof_at_symbol(const wmi_mock__mof_reader *reader, char symbol);
bool wmi_mock__mof_at_word(const wmi_mock__mof_reader *reader, const char *keyword);
HRESULT wmi_mock__mof_take(wmi_mock__mof_reader *reader, char symbol);
HRESULT wmi_mock__mof_take_word(wmi_mock__mof_reader *reader, const char *keyword);

/* Any name, copied; `what` says of what, should there be none. */
HRESULT wmi_mock__mof_take_name(wmi_mock__mof_reader *reader, const char *what, char **name,
                                wmi_mock__mof_place *place);

/* "expected … but found …": WBEM_E_INVALID_SYNTAX. */
HRESULT wmi_mock__mof_unexpected(wmi_mock__mof_reader *reader, const char *wanted);

/* Says why a class, property, method or instance was not taken in. Returns code. */
HRESULT wmi_mock__mof_refused(wmi_mock__mof_reader *reader, HRESULT code, wmi_mock__mof_place place,
                              const char *name);

/* Room for as much of a name as a message shows, when the name itself is given away before. */
#define WMI_MOCK__MOF_SHOWN 96

/* --- Parts ------------------------------------------------------------------------------------------------- */

/* A list in brackets, or none. The qualifiers are the caller's to clear, in every case. */
HRESULT wmi_mock__mof_read_qualifiers(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);

/* A value of a type, or NULL; a WMI_NULL on failure. Of type WMI_NULL: whatever constant is there. */
HRESULT wmi_mock__mof_read_value(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, bool is_array,
                                 wmi_value *value);

/* The brackets of an array behind a name, and what they hold, if they are there. */
HRESULT wmi_mock__mof_read_brackets(wmi_mock__mof_reader *reader, bool *is_array,
                                    wmi_mock__qualifiers *qualifiers);

/* A type, `void` included; its class_name is the caller's to free, in every case. */
HRESULT wmi_mock__mof_read_type(wmi_mock__mof_reader *reader, wmi_mock__mof_type *type);

/* Refuses an object whose class only a qualifier CIMTYPE names, when that is not there. */
HRESULT wmi_mock__mof_check_cimtype(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type,
                                    const wmi_mock__qualifiers *qualifiers, wmi_mock__mof_place place);

/* From a method's opening parenthesis to its semicolon. Takes the method over in every case. */
HRESULT wmi_mock__mof_read_method(wmi_mock__mof_reader *reader, wmi_mock__class *object_class,
                                  wmi_mock__method *method, const wmi_mock__mof_type *returned,
                                  wmi_mock__mof_place place);

/* From `class` or `instance` to the semicolon; the qualifiers before it are taken over in every case. */
HRESULT wmi_mock__mof_read_class(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);
HRESULT wmi_mock__mof_read_instance(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);

/* From `instance` to the closing brace, where it stays: one that is embedded. */
HRESULT wmi_mock__mof_read_embedded(wmi_mock__mof_reader *reader, const char *class_name,
                                    IWbemClassObject **object);

/* --- Aliases ----------------------------------------------------------------------------------------------- */

/* `as $Alias`, if it is there; *alias is NULL else. The caller frees it. */
HRESULT wmi_mock__mof_read_alias(wmi_mock__mof_reader *reader, char **alias);

/* A relative path of NULL is that of what has none. */
HRESULT wmi_mock__mof_define_alias(wmi_mock__mof_reader *reader, const char *name, const char *relative_path);

/* The path that the alias at hand stands for: the reader's. */
HRESULT wmi_mock__mof_resolve_alias(wmi_mock__mof_reader *reader, const char **path);

#endif
