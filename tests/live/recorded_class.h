/* SPDX-License-Identifier: MIT */
/* Classes of Wine's WMI and their instances, recorded as MOF for a mock; and the texts that they are written to. */
#ifndef WMIKIT_TESTS_LIVE_RECORDED_CLASS_H
#define WMIKIT_TESTS_LIVE_RECORDED_CLASS_H

#include <wmikit/com.h>

#include <stddef.h>

/* All 0 at first; `at` is malloc's. */
typedef struct text {
    char *at;
    size_t length, capacity;
} text;

void text_add(text *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_add_wide(text *self, const OLECHAR *wide);
void text_add_hr(text *self, const char *what, HRESULT hr);

/* A class, and the property that is to be its key; NULL: none. */
struct recorded {
    const OLECHAR *name, *key;
};

/* Adds the class with all its instances; nothing when there are none. */
void record_class(text *mof, IWbemServices *services, const struct recorded *what);

/* All instances of a class; the caller's. */
IEnumWbemClassObject *select_all(IWbemServices *services, const OLECHAR *class_name);

#endif
