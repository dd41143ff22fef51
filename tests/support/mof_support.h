/* SPDX-License-Identifier: MIT */
/* What the tests of the mock's data share: a repository filled from MOF, and values as text. */
#ifndef WMIKIT_TESTS_SUPPORT_MOF_SUPPORT_H
#define WMIKIT_TESTS_SUPPORT_MOF_SUPPORT_H

#include "support/support.h"

#include "mock/mof/mof.h"

/* A CMUnitTest of a row that has a name. */
#define ROW_TEST(row, function)                                       \
    (struct CMUnitTest)                                               \
    {                                                                 \
        (row)->name, (function), NULL, NULL, (void *)(uintptr_t)(row) \
    }

/* Reads MOF into root\test, which must work. */
void mof_load(wmi_mock__repository *repository, const char *mof);

/* A repository whose root\test holds what the text says. The caller frees it. */
wmi_mock__repository *mof_world(const char *mof);
wmi_mock__namespace *mof_space(const wmi_mock__repository *repository);

/* What must be there. */
wmi_mock__class *mof_class(const wmi_mock__repository *repository, const char *name);
const wmi_mock__property *mof_property(const wmi_mock__class *object_class, const char *name);
wmi_mock__record *mof_record(const wmi_mock__repository *repository, const char *relative_path);
wmi_mock__record *mof_first(const wmi_mock__namespace *space, const char *class_name); /* of its instances */
const wmi_value *mof_value(const wmi_mock__record *record, const char *property);

/* "uint32 5", "string[] {a,b}", "datetime NULL": good until the next call. */
const char *mof_text(const wmi_value *value);

/*
 * Stands in for COM objects: an IWbemClassObject that only counts references and keeps its record. The context
 * is a size_t that counts those that live.
 */
HRESULT mof_embed(void *context, wmi_mock__record *record, IWbemClassObject **object);
wmi_mock__record *mof_embedded(IWbemClassObject *object);

#endif
