/* SPDX-License-Identifier: MIT */
/* Small COM objects for tests. They count their references and free nothing: the test owns their memory. */
#ifndef WMIKIT_TESTS_SUPPORT_COM_OBJECTS_H
#define WMIKIT_TESTS_SUPPORT_COM_OBJECTS_H

#include <wmikit/com.h>

/* An object that answers to IUnknown, to one interface more if set, and to its marshaler's IMarshal. */
typedef struct probe {
    IUnknown unknown;
    LONG references;
    const IID *answers_to;
    const IID *lies_about; /* it says S_OK, and gives nothing */
    IUnknown *marshaler;
} probe;

/* One reference: the test's. */
void probe_init(probe *object);
LONG probe_references(const probe *object);

/* A class object whose only instance is a probe. */
typedef struct probe_class {
    IClassFactory factory;
    LONG references;
    LONG created; /* how many CreateInstance calls */
    probe *instance;
} probe_class;

void probe_class_init(probe_class *object, probe *instance);
LONG probe_class_references(const probe_class *object);

/* CoIncrementMTAUsage and its counterpart, looked up: MinGW's 32-bit import library does not have them. */
HRESULT test_increment_mta_usage(CO_MTA_USAGE_COOKIE *usage);
HRESULT test_decrement_mta_usage(CO_MTA_USAGE_COOKIE usage);

#endif
