/* SPDX-License-Identifier: MIT */
/* The parts of the MOF reader: each reads one element that begins at the current token, and stops after it. */
#ifndef WMIKIT_SRC_MOCK_MOF_READER_H
#define WMIKIT_SRC_MOCK_MOF_READER_H

#include "mock/mof/lexer.h"

/* A class or instance with an alias. */
typedef struct wmi_mock__mof_alias {
    char *name;
    char *path;                       /* \\.\root\cimv2:Class.Key="value"; NULL when it has none (yet) */
    const char *relative;             /* in the path: the part after the namespace */
    const wmi_mock__namespace *space; /* where the relative path is sufficient */
    size_t waiting;                   /* the instance that waits and will have this alias, from 1; 0: none */
} wmi_mock__mof_alias;

/* A reference by an alias that is not defined yet. */
typedef struct wmi_mock__mof_forward {
    char *alias;
    wmi_mock__mof_place place;
    wmi_mock__record *record; /* an owned reference; NULL while the value is being read */
    size_t property;
    size_t element; /* of an array */
} wmi_mock__mof_forward;

/* A place for an instance in a namespace. */
typedef struct wmi_mock__mof_target {
    wmi_mock__namespace *space;
    wmi_mock__mof_place place; /* of the class's name */
    const char *file;
    LONG flags; /* of #pragma instanceflags */
} wmi_mock__mof_target;

/* An instance that waits for the aliases in it. */
typedef struct wmi_mock__mof_waiting {
    wmi_mock__record *record; /* an owned reference; NULL when it has been stored */
    wmi_mock__mof_target target;
    char *alias;  /* its own; or NULL */
    size_t first; /* its forward references */
    size_t end;
    size_t next; /* the first that is not resolved */
    bool is_visited;
} wmi_mock__mof_waiting;

/* The files that are being read, the innermost first. */
typedef struct wmi_mock__mof_nesting {
    const char *file; /* NULL: a text */
    const struct wmi_mock__mof_nesting *outer;
    unsigned depth;
} wmi_mock__mof_nesting;

typedef struct wmi_mock__mof_reader {
    wmi_mock__mof_lexer lexer;
    wmi_mock__repository *repository;
    wmi_mock__namespace *space;
    const wmi_mock__mof_source *source;
    const wmi_mock__mof_nesting *nesting;
    char **files; /* the paths of all included files, for errors */
    size_t file_count;
    LONG class_flags; /* WBEM_FLAG_…, of #pragma classflags */
    LONG instance_flags;
    wmi_mock__mof_alias **aliases;
    size_t alias_count;
    wmi_mock__index alias_index; /* by name */
    wmi_mock__mof_forward *forwards;
    size_t forward_count;
    wmi_mock__mof_waiting *waiting;
    size_t waiting_count;
    size_t element;        /* of the array that is being read; 0 for a scalar */
    const char *declaring; /* the class whose features are being read; NULL: none */
    bool in_instance;      /* whose aliases may be defined later */
    unsigned depth;        /* of embedded instances */
} wmi_mock__mof_reader;

/* The declared type of a property. WMI_NULL: void, or the type of the first constant. */
typedef struct wmi_mock__mof_type {
    wmi_type type;
    char *class_name; /* of a reference or an object; or NULL */
} wmi_mock__mof_type;

/* --- Tokens ------------------------------------------------------------------------------------------------ */

bool wmi_mock__mof_at_symbol(const wmi_mock__mof_reader *reader, char symbol);
bool wmi_mock__mof_at_word(const wmi_mock__mof_reader *reader, const char *keyword);
HRESULT wmi_mock__mof_take(wmi_mock__mof_reader *reader, char symbol);
HRESULT wmi_mock__mof_take_word(wmi_mock__mof_reader *reader, const char *keyword);

/* Reads any name, copied; `what` describes it in the error when there is none. */
HRESULT wmi_mock__mof_take_name(wmi_mock__mof_reader *reader, const char *what, char **name,
                                wmi_mock__mof_place *place);

/* "expected … but found …": WBEM_E_INVALID_SYNTAX. */
HRESULT wmi_mock__mof_unexpected(wmi_mock__mof_reader *reader, const char *wanted);

/* Reports why a class, property, method or instance was rejected. Returns code. */
HRESULT wmi_mock__mof_refused(wmi_mock__mof_reader *reader, HRESULT code, wmi_mock__mof_place place,
                              const char *name);

/* Buffer for the part of a name that a message shows, when ownership of the name has moved. */
#define WMI_MOCK__MOF_SHOWN 96

/* --- Parts ------------------------------------------------------------------------------------------------- */

/* An optional list in brackets. The caller clears the qualifiers in every case. */
HRESULT wmi_mock__mof_read_qualifiers(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);

/* A value of a type, or NULL; a WMI_NULL on failure. For type WMI_NULL: any constant. */
HRESULT wmi_mock__mof_read_value(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type, bool is_array,
                                 wmi_value *value);

/* The optional brackets of an array after a name, with their contents. */
HRESULT wmi_mock__mof_read_brackets(wmi_mock__mof_reader *reader, bool *is_array,
                                    wmi_mock__qualifiers *qualifiers);

/* A type, `void` included; the caller frees its class_name in every case. */
HRESULT wmi_mock__mof_read_type(wmi_mock__mof_reader *reader, wmi_mock__mof_type *type);

/* Refuses an object without a CIMTYPE qualifier when only that could name its class. */
HRESULT wmi_mock__mof_check_cimtype(wmi_mock__mof_reader *reader, const wmi_mock__mof_type *type,
                                    const wmi_mock__qualifiers *qualifiers, wmi_mock__mof_place place);

/* From a method's opening parenthesis to its semicolon. Takes ownership of the method in every case. */
HRESULT wmi_mock__mof_read_method(wmi_mock__mof_reader *reader, wmi_mock__class *object_class,
                                  wmi_mock__method *method, const wmi_mock__mof_type *returned,
                                  wmi_mock__mof_place place);

/* From `class` or `instance` to the semicolon; takes ownership of the qualifiers before it in every case. */
HRESULT wmi_mock__mof_read_class(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);
HRESULT wmi_mock__mof_read_instance(wmi_mock__mof_reader *reader, wmi_mock__qualifiers *qualifiers);

/* An embedded instance: from `instance` to the closing brace, where it stops. */
HRESULT wmi_mock__mof_read_embedded(wmi_mock__mof_reader *reader, const char *class_name,
                                    IWbemClassObject **object);

/* Stores an instance, by the rules of IWbemServices::PutInstance. */
HRESULT wmi_mock__mof_store(wmi_mock__mof_reader *reader, wmi_mock__record *record,
                            const wmi_mock__mof_target *target);

/* From the # to the end of the directive. */
HRESULT wmi_mock__mof_read_directive(wmi_mock__mof_reader *reader);

/* Reads the file at the current token, and then goes on with this one. */
HRESULT wmi_mock__mof_read_include(wmi_mock__mof_reader *reader);

/* All that a text declares. */
HRESULT wmi_mock__mof_read_declarations(wmi_mock__mof_reader *reader);

/* Skips tokens up to and including a symbol. */
HRESULT wmi_mock__mof_skip_to(wmi_mock__mof_reader *reader, char symbol);

/* --- Aliases ----------------------------------------------------------------------------------------------- */

/* Optional `as $Alias`; without it *alias is NULL. The caller frees it. */
HRESULT wmi_mock__mof_read_alias(wmi_mock__mof_reader *reader, char **alias);

/* Of a class; or of an instance that has been stored. Without a path when it has none. */
HRESULT wmi_mock__mof_define_alias(wmi_mock__mof_reader *reader, const char *name, const char *relative_path);
HRESULT wmi_mock__mof_define_record_alias(wmi_mock__mof_reader *reader, const char *name,
                                          const wmi_mock__record *record);

/*
 * The path of the current alias, owned by the reader. In an instance it may be defined later: "" then, and a forward
 * reference.
 */
HRESULT wmi_mock__mof_resolve_alias(wmi_mock__mof_reader *reader, const char **path);

/* The forward references from `first` on that have no record yet belong to this value. */
void wmi_mock__mof_own_forwards(wmi_mock__mof_reader *reader, size_t first, wmi_mock__record *record,
                                size_t property);

/* Keeps an instance, with the forward references from `first` on, until its aliases are defined. `alias` or NULL. */
HRESULT wmi_mock__mof_wait(wmi_mock__mof_reader *reader, wmi_mock__record *record,
                           const wmi_mock__mof_target *target, size_t first, const char *alias);

/* Stores the instances that wait. */
HRESULT wmi_mock__mof_finish_waiting(wmi_mock__mof_reader *reader);

void wmi_mock__mof_free_aliases(wmi_mock__mof_reader *reader);

#endif
