/* SPDX-License-Identifier: MIT */
/*
 * The keys that identify the instances of a class, as text. Text compares without regard to ASCII
 * case, as WMI compares paths.
 */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_KEY_H
#define WMIKIT_SRC_MOCK_REPOSITORY_KEY_H

#include "mock/repository/model.h"

#include "value/value.h"

/* The value of a key as text: its own text, or text written into the buffer. "" for NULL. */
const char *wmi_mock__key_text(const wmi_value *value, char buffer[WMI__SCALAR_TEXT_SIZE]);

/* Whether WMI writes it without quotes. */
bool wmi_mock__key_is_bare(wmi_type type);

/* A singleton, or a class with keys: its instances have paths. */
bool wmi_mock__class_has_paths(const wmi_mock__class *object_class);

/* An instance as a path names it: its class and its keys' texts, in the order of the class's keys. */
typedef struct wmi_mock__key_texts {
    const wmi_mock__class *object_class;
    const char *const *texts;
} wmi_mock__key_texts;

/* For the index of a namespace's instances. */
size_t wmi_mock__record_hash(const wmi_mock__record *record);
size_t wmi_mock__key_texts_hash(const wmi_mock__key_texts *wanted, size_t count);
bool wmi_mock__record_has_key_texts(const void *record, const void *key_texts);

#endif
