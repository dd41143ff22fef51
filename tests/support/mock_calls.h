/* SPDX-License-Identifier: MIT */
/*
 * What the tests of calls share: a house in ROOT\CIMV2, whose doors have methods, and raw COM calls that make and
 * free their own BSTRs.
 *
 *     Thing (abstract; Id is the key; Note)
 *       Door (Width = 80, Height, Tags)      "front", "back"
 *         Gate (Barred)                      "garden"
 *     Settings (a singleton; Volume)         one
 *     Loose (no key)
 */
#ifndef WMIKIT_TESTS_SUPPORT_MOCK_CALLS_H
#define WMIKIT_TESTS_SUPPORT_MOCK_CALLS_H

#include "support/mock_world.h"

#define LATER WBEM_FLAG_RETURN_IMMEDIATELY

/* A test's set-up and its end: *state is a house, which holds nothing at its end. */
typedef struct house {
    wmi_mock *mock;
    IWbemServices *services;
} house;
int house_setup(void **state);
int house_teardown(void **state);
house *house_open(void);
void house_close(house *self); /* asserts that nothing was held */

#define HOUSE_TEST(function) cmocka_unit_test_setup_teardown(function, house_setup, house_teardown)

/* --- Methods ------------------------------------------------------------------------------------------------ */

/* An instance of a method's in-parameters; NULL when it has none. */
IWbemClassObject *house_in(const house *self, const OLECHAR *class_name, const OLECHAR *method);

typedef struct house_call {
    const OLECHAR *path;
    const OLECHAR *method;
    LONG flags;
    IWbemClassObject *in;
} house_call;
HRESULT house_exec(const house *self, const house_call *call, IWbemClassObject **out,
                   IWbemCallResult **result);

/* --- Properties ----------------------------------------------------------------------------------------------- */

IWbemClassObject *house_get(const house *self, const OLECHAR *path);

/* As text; "(null)" when it is NULL, "(none)" when there is none. Good until the next call. */
const char *house_text(IWbemClassObject *object, const char *property);

/* The same of what is in the mock. */
const char *house_stored(const house *self, const OLECHAR *path, const char *property);

HRESULT house_set_text(IWbemClassObject *object, const OLECHAR *property, const OLECHAR *text);
HRESULT house_set_number(IWbemClassObject *object, const OLECHAR *property, LONG number);
HRESULT house_set_null(IWbemClassObject *object, const OLECHAR *property);

/* --- Deleting --------------------------------------------------------------------------------------------------- */

HRESULT house_delete(const house *self, const OLECHAR *path, LONG flags, IWbemCallResult **result);
HRESULT house_delete_class(const house *self, const OLECHAR *name, LONG flags, IWbemCallResult **result);

/* --- The journal -------------------------------------------------------------------------------------------------- */

/* The last call of an operation; asserts that there is one. */
const wmi_mock_call *house_last(const house *self, const char *operation);

#endif
