/* SPDX-License-Identifier: MIT */
/*
 * An object, and its qualifiers, that say S_OK and give what no WMI should: the test tells what. It counts its
 * references and frees nothing: the test owns its memory.
 */
#ifndef WMIKIT_TESTS_SUPPORT_LYING_OBJECT_H
#define WMIKIT_TESTS_SUPPORT_LYING_OBJECT_H

#include <wmikit/com.h>

/* A function that is NULL gives nothing. */
typedef struct lying_object {
    IWbemClassObject object;
    IWbemQualifierSet qualifiers;
    int references;                    /* of both; 0 when nobody holds any */
    HRESULT names_code;                /* what both GetNames return */
    SAFEARRAY *(*make_names)(void);    /* and give */
    CIMTYPE type;                      /* of each property */
    void (*make_value)(VARIANT *);     /* and what it is */
    int methods;                       /* how many NextMethod gives */
    BSTR (*make_method)(void);         /* the name of each; its parameters are this object's properties */
    BSTR (*make_origin)(void);         /* of a property, and of a method */
    void (*make_qualifier)(VARIANT *); /* each that is asked for */
} lying_object;

void lying_object_init(lying_object *self);

/* Names as they should be: two, "One" and "Two". */
SAFEARRAY *lying_object_good_names(void);

#endif
