/* SPDX-License-Identifier: MIT */
/* What the tests of the mock's objects share: a namespace of their own, and values as text. */
#ifndef WMIKIT_TESTS_SUPPORT_MOCK_OBJECTS_H
#define WMIKIT_TESTS_SUPPORT_MOCK_OBJECTS_H

#include "support/support.h"

#include "mock/core/core.h"
#include "mock/repository/model.h"

/* One mock, which only counts and writes down, and a namespace ROOT\CIMV2 on the server TESTBOX. */
typedef struct world {
    wmi_mock *mock;
    wmi_mock__repository *repository;
    wmi_mock__namespace *space;
    wmi_mock__place *place;
} world;

world *space_open(const char *mof);
void space_close(world *self); /* nothing is held any more */
void space_load(world *self, const char *mof);

/* As a client gets them; a reference of the caller's. */
IWbemClassObject *space_instance(const world *self, const char *path);
IWbemClassObject *space_class(const world *self, const char *name);

/* Several strings side by side, each as wide as a name may be. */
typedef struct wide {
    OLECHAR text[256];
} wide;
wide widen(const char *ascii);
#define W(ascii) (widen(ascii).text)

/* A VARIANT as text: "NULL", "I4 -7", "BSTR abc", "ARRAY I4 {1, 2}"; an object as "OBJECT Class". Clears it. */
#define RENDERED_SIZE 512
const char *render(VARIANT *variant, char text[RENDERED_SIZE]);

/* What Get gives, as text; or the failure's code: "80041002". */
const char *get_text(IWbemClassObject *object, const char *name, char text[RENDERED_SIZE]);
#define assert_property(object, name, expected)                               \
    do {                                                                      \
        char property_text[RENDERED_SIZE];                                    \
                                                                              \
        assert_string_equal(get_text(object, name, property_text), expected); \
    } while (0)

/* Names in an array, "A B C", and the array's end. */
const char *join_names(SAFEARRAY *names, char text[RENDERED_SIZE]);

/* The reverse of render, of scalars and arrays of I2, I4, BSTR, …: the caller's to clear. */
VARIANT variant_of(const char *rendered);

/* A row of a table of cases as a test; the name is made of the format, and kept. */
struct CMUnitTest row_test(const char *format, const char *name, CMUnitTestFunction function,
                           const void *row);

HRESULT put_text(IWbemClassObject *object, const char *name, const char *rendered, CIMTYPE type);

#endif
