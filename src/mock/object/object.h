/* SPDX-License-Identifier: MIT */
/*
 * IWbemClassObject: shared declarations. An object is a copy of a class or an instance: it
 * shares the class or record until the client changes it, then it gets its own copy.
 */
#ifndef WMIKIT_SRC_MOCK_OBJECT_OBJECT_H
#define WMIKIT_SRC_MOCK_OBJECT_OBJECT_H

#include "mock/core/com_object.h"
#include "mock/repository/embedded.h"

/* Which system properties an object shows: with a SELECT list, only those that it names. */
enum {
    WMI_MOCK__SHOWS_DERIVATION = 1, /* __SUPERCLASS, __DYNASTY, __DERIVATION */
    WMI_MOCK__SHOWS_SERVER = 2,
    WMI_MOCK__SHOWS_NAMESPACE = 4,
    WMI_MOCK__SHOWS_ALL = 7
};

/* What a SELECT list shows of a class's instances. Immutable, shared by reference. */
typedef struct wmi_mock__selection {
    atomic_size_t references;
    wmi_mock__class *object_class; /* an owned reference */
    unsigned shows;                /* WMI_MOCK__SHOWS_… */
    bool properties[];             /* a flag each */
} wmi_mock__selection;
wmi_mock__selection *wmi_mock__selection_share(wmi_mock__selection *selection); /* NULL is allowed */
void wmi_mock__selection_release(wmi_mock__selection *selection);               /* likewise */

/* The position of an enumeration by BeginEnumeration or BeginMethodEnumeration. */
typedef struct wmi_mock__object_cursor {
    bool is_open;
    LONG flags;
    size_t next;
} wmi_mock__object_cursor;

typedef struct wmi_mock__object {
    IWbemClassObject com;
    wmi_mock__embedded embedded; /* for the rooms below */
    IErrorInfo error_info;       /* exposed only by an __ExtendedStatus */
    wmi_mock__com_object base;
    bool is_error;
    bool is_new;                    /* a class that has no name yet */
    wmi_mock__record *record;       /* of an instance; NULL for a class */
    wmi_mock__class *own_class;     /* of a class; NULL for an instance */
    wmi_mock__place *place;         /* NULL: no origin yet */
    wmi_mock__selection *selection; /* NULL: all */
    unsigned shows;                 /* WMI_MOCK__SHOWS_… */
    wmi_mock__object_cursor properties;
    wmi_mock__object_cursor methods;
} wmi_mock__object;

/* The wmi_mock__object behind an interface pointer of this vtable. */
static inline wmi_mock__object *wmi_mock__object_of(IWbemClassObject *This)
{
    return (wmi_mock__object *)(void *)((char *)This - offsetof(wmi_mock__object, com));
}

/* The wmi_mock__object behind any IWbemClassObject, with a reference; NULL when it does not belong to a mock. */
wmi_mock__object *wmi_mock__object_find(IWbemClassObject *object);

/* The parts of a new object; everything is shared or copied. */
typedef struct wmi_mock__object_parts {
    wmi_mock *mock;
    wmi_mock__place *place;
    wmi_mock__record *record;
    wmi_mock__class *own_class;
    wmi_mock__selection *selection;
    unsigned shows;
} wmi_mock__object_parts;
HRESULT wmi_mock__object_build(const wmi_mock__object_parts *parts, wmi_mock__object **object);

/* A copy that belongs to this mock (or none) and place (or none). */
HRESULT wmi_mock__object_copy(wmi_mock__object *from, wmi_mock *mock, wmi_mock__place *place,
                              wmi_mock__object **copy);

/* --- Looking at it, with its lock held ---------------------------------------------------------------------- */

/* Each Get calls this. */
static inline const wmi_mock__class *wmi_mock__object_class(const wmi_mock__object *self)
{
    return self->record != NULL ? self->record->object_class : self->own_class;
}

/* The property of this name, as an index; SIZE_MAX when there is none, or when it was not selected. */
size_t wmi_mock__object_property(const wmi_mock__object *self, const char *name);
bool wmi_mock__object_shows(const wmi_mock__object *self, size_t property);

/* And this. */
static inline const wmi_value *wmi_mock__object_value(const wmi_mock__object *self, size_t property)
{
    return self->record != NULL ? &self->record->values[property]
                                : &self->own_class->properties[property].value;
}

/* WBEM_FLAVOR_ORIGIN_… */
LONG wmi_mock__object_flavor(const wmi_mock__object *self, size_t property);

/* The value as returned to the client, with copies of embedded objects. E_OUTOFMEMORY, WBEM_E_FAILED. */
HRESULT wmi_mock__object_variant(const wmi_mock__object *self, const wmi_value *value, VARIANT *variant);

/* --- Changing it, with its lock held ------------------------------------------------------------------------ */

/* The record, made unshared; NULL when there is no memory. */
wmi_mock__record *wmi_mock__object_own_record(wmi_mock__object *self);

/* Both take ownership of a changed class; the second releases it when the change failed, and returns hr. */
void wmi_mock__object_replace_class(wmi_mock__object *self, wmi_mock__class *changed);
HRESULT wmi_mock__object_end_change(wmi_mock__object *self, wmi_mock__class *changed, HRESULT hr);

/* --- System properties --------------------------------------------------------------------------------------- */

#define WMI_MOCK__SYSTEM_PROPERTY_COUNT 10

/* The index of a system property; SIZE_MAX when there is none of this name. */
size_t wmi_mock__system_find(const char *name);
const char *wmi_mock__system_name(size_t index);
CIMTYPE wmi_mock__system_type(size_t index);
HRESULT wmi_mock__system_variant(const wmi_mock__object *self, size_t index, VARIANT *variant);

/* --- Names and conditions ------------------------------------------------------------------------------------ */

/* The properties requested from GetNames and BeginEnumeration. */
typedef struct wmi_mock__property_filter {
    LONG flags;
    const char *qualifier; /* or NULL */
    const VARIANT *value;  /* or NULL */
} wmi_mock__property_filter;

/* WBEM_E_INVALID_PARAMETER for flags that exclude each other, or that lack what they need. */
HRESULT wmi_mock__property_filter_check(const wmi_mock__property_filter *filter, bool is_class);
bool wmi_mock__property_filter_takes_system(const wmi_mock__property_filter *filter);
HRESULT wmi_mock__property_filter_takes(const wmi_mock__property_filter *filter, const wmi_mock__object *self,
                                        size_t property, bool *takes);

/* --- Qualifiers ------------------------------------------------------------------------------------------------ */

typedef enum wmi_mock__qualified_kind {
    WMI_MOCK__QUALIFIED_OBJECT,
    WMI_MOCK__QUALIFIED_PROPERTY,
    WMI_MOCK__QUALIFIED_METHOD
} wmi_mock__qualified_kind;

/* The owner of qualifiers: the object, or a property or method with its name. */
typedef struct wmi_mock__qualified {
    wmi_mock__qualified_kind kind;
    const char *name;
} wmi_mock__qualified;

/*
 * The qualifiers as a client sees them: names, values, and flavors with their origin. The caller clears the list.
 * WBEM_E_NOT_FOUND, WBEM_E_SYSTEM_PROPERTY, WBEM_E_ILLEGAL_OPERATION for an instance's methods, E_OUTOFMEMORY.
 */
HRESULT wmi_mock__qualifiers_seen(const wmi_mock__object *self, const wmi_mock__qualified *owner,
                                  wmi_mock__qualifiers *list);

/* Sets one; takes ownership of the value in every case. See IWbemQualifierSet::Put. */
HRESULT wmi_mock__qualifiers_put(wmi_mock__object *self, const wmi_mock__qualified *owner, const char *name,
                                 wmi_value *value, LONG flavor);

/* Removes one, or restores its inherited value. See IWbemQualifierSet::Delete. */
HRESULT wmi_mock__qualifiers_delete(wmi_mock__object *self, const wmi_mock__qualified *owner,
                                    const char *name);

/* An IWbemQualifierSet, which holds a reference to the object. */
HRESULT wmi_mock__qualifier_set_create(wmi_mock__object *object, const wmi_mock__qualified *owner,
                                       IWbemQualifierSet **set);

/* --- The methods, a file a noun; they are IWbemClassObject's ---------------------------------------------------- */

HRESULT STDMETHODCALLTYPE wmi_mock__object_get(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                               VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
HRESULT STDMETHODCALLTYPE wmi_mock__object_put(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                               VARIANT *pVal, CIMTYPE Type);
HRESULT STDMETHODCALLTYPE wmi_mock__object_delete(IWbemClassObject *This, LPCWSTR wszName);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_names(IWbemClassObject *This, LPCWSTR wszQualifierName,
                                                     LONG lFlags, VARIANT *pQualifierVal, SAFEARRAY **pNames);
HRESULT STDMETHODCALLTYPE wmi_mock__object_begin_enumeration(IWbemClassObject *This, LONG lEnumFlags);
HRESULT STDMETHODCALLTYPE wmi_mock__object_next(IWbemClassObject *This, LONG lFlags, BSTR *strName,
                                                VARIANT *pVal, CIMTYPE *pType, LONG *plFlavor);
HRESULT STDMETHODCALLTYPE wmi_mock__object_end_enumeration(IWbemClassObject *This);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_qualifier_set(IWbemClassObject *This,
                                                             IWbemQualifierSet **ppQualSet);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_property_qualifier_set(IWbemClassObject *This,
                                                                      LPCWSTR wszProperty,
                                                                      IWbemQualifierSet **ppQualSet);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method_qualifier_set(IWbemClassObject *This, LPCWSTR wszMethod,
                                                                    IWbemQualifierSet **ppQualSet);
HRESULT STDMETHODCALLTYPE wmi_mock__object_clone(IWbemClassObject *This, IWbemClassObject **ppCopy);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_object_text(IWbemClassObject *This, LONG lFlags,
                                                           BSTR *pstrObjectText);
HRESULT STDMETHODCALLTYPE wmi_mock__object_spawn_derived_class(IWbemClassObject *This, LONG lFlags,
                                                               IWbemClassObject **ppNewClass);
HRESULT STDMETHODCALLTYPE wmi_mock__object_spawn_instance(IWbemClassObject *This, LONG lFlags,
                                                          IWbemClassObject **ppNewInstance);
HRESULT STDMETHODCALLTYPE wmi_mock__object_compare_to(IWbemClassObject *This, LONG lFlags,
                                                      IWbemClassObject *pCompareTo);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_property_origin(IWbemClassObject *This, LPCWSTR wszName,
                                                               BSTR *pstrClassName);
HRESULT STDMETHODCALLTYPE wmi_mock__object_inherits_from(IWbemClassObject *This, LPCWSTR strAncestor);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                                      IWbemClassObject **ppInSignature,
                                                      IWbemClassObject **ppOutSignature);
HRESULT STDMETHODCALLTYPE wmi_mock__object_put_method(IWbemClassObject *This, LPCWSTR wszName, LONG lFlags,
                                                      IWbemClassObject *pInSignature,
                                                      IWbemClassObject *pOutSignature);
HRESULT STDMETHODCALLTYPE wmi_mock__object_delete_method(IWbemClassObject *This, LPCWSTR wszName);
HRESULT STDMETHODCALLTYPE wmi_mock__object_begin_method_enumeration(IWbemClassObject *This, LONG lEnumFlags);
HRESULT STDMETHODCALLTYPE wmi_mock__object_next_method(IWbemClassObject *This, LONG lFlags, BSTR *pstrName,
                                                       IWbemClassObject **ppInSignature,
                                                       IWbemClassObject **ppOutSignature);
HRESULT STDMETHODCALLTYPE wmi_mock__object_end_method_enumeration(IWbemClassObject *This);
HRESULT STDMETHODCALLTYPE wmi_mock__object_get_method_origin(IWbemClassObject *This, LPCWSTR wszMethodName,
                                                             BSTR *pstrClassName);

/* --- For other rooms ------------------------------------------------------------------------------------------------ */

/* An IWbemClassObject over an instance (shares the record until the client changes it) or over a class. E_OUTOFMEMORY. */
HRESULT wmi_mock__object_create(wmi_mock *mock, wmi_mock__place *place, wmi_mock__record *record,
                                IWbemClassObject **object);
HRESULT wmi_mock__class_object_create(wmi_mock *mock, wmi_mock__place *place, wmi_mock__class *object_class,
                                      IWbemClassObject **object);

/*
 * The same for a row of a query, by its SELECT list (count 0: all): a property outside the list does not exist
 * (WBEM_E_NOT_FOUND). As on Windows, a list without __PATH or similar properties also removes the origin: __SERVER,
 * __NAMESPACE, __SUPERCLASS, __DYNASTY and __PATH are NULL then, __RELPATH is unless all keys are selected. __PATH and
 * __RELPATH select the keys.
 * *last: what the list shows of the last row's class, at first NULL. Rows of one class share it; the caller releases it.
 */
HRESULT wmi_mock__object_select(wmi_mock *mock, wmi_mock__place *place, wmi_mock__record *record,
                                const char *const *names, size_t count, wmi_mock__selection **last,
                                IWbemClassObject **object);

/* An empty IWbemContext. */
HRESULT wmi_mock__context_create(wmi_mock *mock, IWbemContext **context);

/* Without a mock it is not counted, and its calls do not pass the gate. */
HRESULT wmi_mock__status_code_text_create(wmi_mock *mock, IWbemStatusCodeText **text);

/*
 * Sets an IErrorInfo for GetErrorInfo, whose QueryInterface returns an IWbemClassObject: an
 * __ExtendedStatus with these texts (NULL: the property is NULL). A failure to do so is not reported.
 */
void wmi_mock__extended_status_set(wmi_mock *mock, const char *operation, const char *parameter_info,
                                   const char *description, const char *provider, HRESULT code);

/* Such an object for SetStatus of a sink: its IWbemClassObject, one reference; NULL when there is no memory. */
IWbemClassObject *wmi_mock__extended_status_create(const char *operation, const char *parameter_info,
                                                   const char *description, const char *provider,
                                                   HRESULT code);

/* IWbemClassObject::Clone for internal use: not recorded as a call, unless the object is the client's own. */
HRESULT wmi_mock__object_duplicate(IWbemClassObject *from, IWbemClassObject **copy);

#endif
