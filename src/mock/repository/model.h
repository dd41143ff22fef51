/* SPDX-License-Identifier: MIT */
/*
 * The data of a mock computer's WMI: namespaces with classes and instances. Names and
 * texts are UTF-8 and owned by the struct that contains them; names compare without regard to ASCII case. Nothing here
 * uses COM interfaces or locks: callers hold the mock's lock during every use of a repository,
 * while a class or a record is immutable once created, and shared by reference counts.
 */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_MODEL_H
#define WMIKIT_SRC_MOCK_REPOSITORY_MODEL_H

#include "mock/core/names.h"
#include "mock/repository/index.h"
#include "mock/repository/list.h"
#include "mock/repository/undo.h"
#include "os/atomic.h"

#include <wmikit/com.h>
#include <wmikit/value.h>

typedef struct wmi_mock__class wmi_mock__class;

typedef struct wmi_mock__qualifier {
    char *name;
    wmi_value value; /* owned; a MOF qualifier without a value is the boolean true */
    LONG flavor;     /* WBEM_FLAVOR_… */
} wmi_mock__qualifier;

typedef struct wmi_mock__qualifiers {
    wmi_mock__qualifier *items;
    size_t count;
} wmi_mock__qualifiers;

/* A property, or a method's parameter, as its class declares it. */
typedef struct wmi_mock__property {
    char *name;
    size_t name_length; /* set when a class gets it */
    wmi_type type;
    bool is_array;
    char *class_name; /* of a WMI_REFERENCE or WMI_OBJECT that names one; else NULL */
    wmi_value value;  /* the default, of this type; is_null when there is none */
    wmi_mock__qualifiers qualifiers;
    const char *origin; /* the class that declared it first; borrowed from that class, which outlives this */
    bool is_key;
    bool is_local; /* declared or overridden by its class; else inherited unchanged */
} wmi_mock__property;

typedef struct wmi_mock__method {
    char *name;
    wmi_mock__class *in;  /* of class __PARAMETERS, one property per parameter; NULL when there is none */
    wmi_mock__class *out; /* ReturnValue included; NULL when there is none */
    wmi_mock__qualifiers qualifiers;
    const char *origin;
    bool is_local;
} wmi_mock__method;

/* Immutable once it is in a namespace. */
struct wmi_mock__class {
    atomic_size_t references;
    char *name;
    wmi_mock__class *superclass; /* an owned reference; or NULL */
    wmi_mock__qualifiers qualifiers;
    wmi_mock__property *properties; /* all of them: the inherited ones first, overridden in place */
    size_t property_count;
    wmi_mock__method *methods; /* inherited ones too */
    size_t method_count;
    bool is_abstract;
    bool is_singleton;
    bool is_association;
};

/* An instance: a class and one value for each of its properties. Immutable while it is shared. */
typedef struct wmi_mock__record {
    atomic_size_t references;
    wmi_mock__link link;           /* its namespace's, as is its order: under the mock's lock */
    size_t order;                  /* among the namespace's instances */
    wmi_mock__class *object_class; /* an owned reference */
    /* Those of the instance; qualifiers propagated by the class are stored in the class. */
    wmi_mock__qualifiers qualifiers;
    wmi_mock__qualifiers *property_qualifiers; /* of the instance itself, one list per property; NULL: none */
    wmi_value values[]; /* object_class->property_count, each owned; NULL ones have the property's type */
} wmi_mock__record;

/* A namespace below "root" or root itself, by its full path with backslashes: "root\cimv2". */
typedef struct wmi_mock__namespace {
    char *path;
    wmi_mock__undo *undo;   /* the repository's */
    wmi_mock__list classes; /* wmi_mock__extent, see extent.h; a superclass stands before its subclasses */
    size_t record_count;
    size_t next_order;
    wmi_mock__index class_index;  /* by name */
    wmi_mock__index record_index; /* by class and keys: only instances with keys, and singletons */
    wmi_mock__link among_removed;
} wmi_mock__namespace;

typedef struct wmi_mock__repository wmi_mock__repository;

/* Adds what a new namespace of this path has on Windows; for root, which comes first, the system classes. */
typedef HRESULT wmi_mock__furnish_function(wmi_mock__repository *repository, wmi_mock__namespace *space);

struct wmi_mock__repository {
    wmi_mock__namespace **namespaces;
    size_t namespace_count;
    wmi_mock__index namespace_index; /* by path */
    wmi_mock__list removed;          /* namespaces that clients may still have open */
    size_t system_class_count;       /* number of classes of root that every namespace has */
    wmi_mock__furnish_function *furnish;
    wmi_mock__undo undo;
};

/* --- Repositories ------------------------------------------------------------------------------------------ */

/* With the namespace "root", which `furnish` fills, as it does every later one; NULL when that fails. */
wmi_mock__repository *wmi_mock__repository_create_with(wmi_mock__furnish_function *furnish);
void wmi_mock__repository_free(wmi_mock__repository *repository);

/* By a path with either slash, in any case, without a server; NULL when there is none. */
wmi_mock__namespace *wmi_mock__repository_find(const wmi_mock__repository *repository, const char *path);

/*
 * Finds or creates it and its parents: each with the system classes, and with an instance of __NAMESPACE in its
 * parent. WBEM_E_INVALID_NAMESPACE for a path that names none; E_OUTOFMEMORY.
 */
HRESULT wmi_mock__repository_make(wmi_mock__repository *repository, const char *path,
                                  wmi_mock__namespace **found);

/*
 * Removes the namespace that an instance of __NAMESPACE represents, with those below it and the instance. Clients that
 * have it open can go on. E_OUTOFMEMORY.
 */
HRESULT wmi_mock__repository_remove(wmi_mock__repository *repository, wmi_mock__namespace *parent,
                                    wmi_mock__record *child);

/* --- Classes ----------------------------------------------------------------------------------------------- */

wmi_mock__class *wmi_mock__namespace_find_class(const wmi_mock__namespace *space, const char *name);

/*
 * Adds a class; takes ownership of the reference. WBEM_E_ALREADY_EXISTS when the name exists;
 * E_OUTOFMEMORY (the reference is released in this case too).
 */
HRESULT wmi_mock__namespace_add_class(wmi_mock__namespace *space, wmi_mock__class *added);

/*
 * An empty class with what it inherits from its superclass (or NULL): properties, methods, and the qualifiers that
 * are propagated to subclasses. One reference, owned by the caller; NULL when there is no memory.
 */
wmi_mock__class *wmi_mock__class_create(const char *name, wmi_mock__class *superclass);
wmi_mock__class *wmi_mock__class_share(wmi_mock__class *shared);
void wmi_mock__class_release(wmi_mock__class *released);

/* Sets is_abstract, is_singleton and is_association from the qualifiers, when these are complete. */
void wmi_mock__class_apply_qualifiers(wmi_mock__class *object_class);

bool wmi_mock__class_has_keys(const wmi_mock__class *object_class);

/* The index of a property; SIZE_MAX when there is none. */
size_t wmi_mock__class_find_property(const wmi_mock__class *object_class, const char *name);
const wmi_mock__method *wmi_mock__class_find_method(const wmi_mock__class *object_class, const char *name);

/* The class that a qualifier CIMTYPE gives an object ("object:Class") or a reference ("ref:Class"); NULL: none. */
const char *wmi_mock__cimtype_class(wmi_type type, const wmi_mock__qualifiers *qualifiers);

/*
 * Declares a property on a class that is not shared yet; takes over the contents of `property` in every case. A value
 * of type WMI_NULL means that no default is given: an inherited one stays. The qualifier `key` makes it a key,
 * CIMTYPE is set by its type; origin, is_key and is_local need not be filled.
 * Overrides an inherited one of the same name: WBEM_E_UPDATE_TYPE_MISMATCH when its type differs,
 * WBEM_E_OVERRIDE_NOT_ALLOWED when a qualifier's flavor forbids it. WBEM_E_ALREADY_EXISTS when this class has
 * declared it before; WBEM_E_CANNOT_BE_KEY for an array, a real or an object, and for a class whose superclass
 * has keys; WBEM_E_TOO_MANY_PROPERTIES beyond WMI_MOCK__MAX_PROPERTIES; E_OUTOFMEMORY.
 */
HRESULT wmi_mock__class_add_property(wmi_mock__class *object_class, wmi_mock__property *property);
HRESULT wmi_mock__class_add_method(wmi_mock__class *object_class,
                                   wmi_mock__method *method); /* the same for a method */

/* Limit of properties per class on Windows; used here for methods and qualifiers too. */
#define WMI_MOCK__MAX_PROPERTIES 1024

void wmi_mock__property_clear(wmi_mock__property *property);
void wmi_mock__method_clear(wmi_mock__method *method);

/* A deep copy; cleared on failure. E_OUTOFMEMORY. */
HRESULT wmi_mock__property_copy(const wmi_mock__property *from, wmi_mock__property *to);

/* Whether it is `name`, or derived from it. */
bool wmi_mock__class_is_a(const wmi_mock__class *object_class, const char *name);

/* --- Qualifiers -------------------------------------------------------------------------------------------- */

const wmi_mock__qualifier *wmi_mock__qualifiers_find(const wmi_mock__qualifiers *qualifiers,
                                                     const char *name);

/* Whether the qualifier exists and is the boolean true. */
bool wmi_mock__qualifiers_flag(const wmi_mock__qualifiers *qualifiers, const char *name);

/* Adds or replaces; takes over the value in every case. E_OUTOFMEMORY; WBEM_E_INVALID_QUALIFIER for too many. */
HRESULT wmi_mock__qualifiers_set(wmi_mock__qualifiers *qualifiers, const char *name, wmi_value *value,
                                 LONG flavor);
HRESULT wmi_mock__qualifiers_copy(const wmi_mock__qualifiers *from, wmi_mock__qualifiers *to);
void wmi_mock__qualifiers_clear(wmi_mock__qualifiers *qualifiers);

/*
 * Adds those whose flavor has `propagation` (WBEM_FLAVOR_FLAG_PROPAGATE_TO_…), marked as propagated; existing ones
 * stay. E_OUTOFMEMORY.
 */
HRESULT wmi_mock__qualifiers_inherit(const wmi_mock__qualifiers *from, LONG propagation,
                                     wmi_mock__qualifiers *to);

/* Keeps only those that are not marked as propagated. */
void wmi_mock__qualifiers_drop_propagated(wmi_mock__qualifiers *qualifiers);

/*
 * Merges `own` over the inherited ones, and clears it in every case. WBEM_E_OVERRIDE_NOT_ALLOWED when a propagated
 * one may not be overridden and has another value; E_OUTOFMEMORY.
 */
HRESULT wmi_mock__qualifiers_override(wmi_mock__qualifiers *inherited, wmi_mock__qualifiers *own);

/* --- Instances --------------------------------------------------------------------------------------------- */

/* With the class's defaults; one reference, owned by the caller; NULL when there is no memory. */
wmi_mock__record *wmi_mock__record_create(wmi_mock__class *object_class);
wmi_mock__record *wmi_mock__record_share(wmi_mock__record *record);
void wmi_mock__record_release(wmi_mock__record *record);
wmi_mock__record *wmi_mock__record_copy(
    const wmi_mock__record *record); /* deep, not shared; NULL when there is no memory */

/* The qualifiers of a property on the instance itself. None: an empty list. */
const wmi_mock__qualifiers *wmi_mock__record_qualifiers(const wmi_mock__record *record, size_t property);

/* The same, to be changed; the record is not shared yet. NULL when there is no memory. */
wmi_mock__qualifiers *wmi_mock__record_own_qualifiers(wmi_mock__record *record, size_t property);

/* Sets qualifiers of a property on the instance itself, and clears `added` in every case. E_OUTOFMEMORY. */
HRESULT wmi_mock__record_qualify(wmi_mock__record *record, size_t property, wmi_mock__qualifiers *added);

/*
 * Adds an instance; takes ownership of the reference in every case. WBEM_E_ALREADY_EXISTS when one with the same
 * keys exists; WBEM_E_ILLEGAL_NULL for a key without a value; E_OUTOFMEMORY.
 */
HRESULT wmi_mock__namespace_add_record(wmi_mock__namespace *space, wmi_mock__record *record);

/* The instance of the same class with the same keys; NULL when there is none, or the class has no keys. Borrowed. */
wmi_mock__record *wmi_mock__namespace_find_twin(const wmi_mock__namespace *space,
                                                const wmi_mock__record *record);

/* Removes an instance and releases its reference. E_OUTOFMEMORY, only when the change is to be undone. */
HRESULT wmi_mock__namespace_remove_record(wmi_mock__namespace *space, wmi_mock__record *record);

/*
 * Replaces an instance by another of the same class with the same keys; takes ownership of its reference in every
 * case. E_OUTOFMEMORY, only when the change is to be undone.
 */
HRESULT wmi_mock__namespace_replace_record(wmi_mock__namespace *space, wmi_mock__record *old,
                                           wmi_mock__record *record);

/*
 * The relative path: Class.Key="value",Key2=3 with the keys in declaration order, quotes and backslashes
 * escaped; Class=@ for a singleton; a class without keys has no path: *path is NULL then. malloc'ed.
 */
HRESULT wmi_mock__record_relative_path(const wmi_mock__record *record, char **path);

/*
 * The instance that a relative path names (keys in any order, in any case; a single key may leave out its
 * name); NULL when there is none, with WBEM_E_NOT_FOUND, WBEM_E_INVALID_CLASS or WBEM_E_INVALID_OBJECT_PATH in
 * *why. Borrowed. A path without keys names no instance (it is a class's path).
 */
wmi_mock__record *wmi_mock__namespace_find_record(const wmi_mock__namespace *space, const char *relative_path,
                                                  HRESULT *why);

/* The parts of \\server\root\cimv2:Class.Key="value": spans of the path; length 0 for a missing part. */
typedef struct wmi_mock__object_path {
    const char *server;
    size_t server_length;
    const char *space;
    size_t space_length;
    const char *relative; /* to the path's end */
} wmi_mock__object_path;

/* False when it is not a valid path, nothing follows the namespace, or there is white space outside of quotes. */
bool wmi_mock__object_path_split(const char *path, wmi_mock__object_path *parts);

/* Whether the path names this namespace ("root\cimv2"), with either slash and in any case; or none. */
bool wmi_mock__object_path_is_in(const wmi_mock__object_path *parts, const char *space);

#endif
