/* SPDX-License-Identifier: MIT */
#include "mock/repository/key.h"

const char *wmi_mock__key_text(const wmi_value *value, char buffer[WMI__SCALAR_TEXT_SIZE])
{
    wmi_value number = *value;

    if (value->is_null)
        return "";
    if (value->type == WMI_STRING || value->type == WMI_REFERENCE)
        return value->string;
    if (value->type == WMI_CHAR16) {
        number.type = WMI_UINT16; /* a lone surrogate has no text form */
        number.uint16 = value->char16;
    }
    if (!wmi__scalar_text(&number, buffer))
        buffer[0] = '\0';
    return buffer;
}

bool wmi_mock__key_is_bare(wmi_type type)
{
    return type != WMI_STRING && type != WMI_REFERENCE && type != WMI_DATETIME;
}

bool wmi_mock__class_has_paths(const wmi_mock__class *object_class)
{
    return object_class->is_singleton || wmi_mock__class_has_keys(object_class);
}

/* The class comes last, so that the same keys can be tried quickly on other classes. */
size_t wmi_mock__record_hash(const wmi_mock__record *record)
{
    const wmi_mock__class *object_class = record->object_class;
    char buffer[WMI__SCALAR_TEXT_SIZE];
    size_t hash = WMI_MOCK__HASH_SEED;

    for (size_t i = 0; i < object_class->property_count; i++) {
        if (object_class->properties[i].is_key)
            hash = wmi_mock__hash_name(hash, wmi_mock__key_text(&record->values[i], buffer));
    }
    return wmi_mock__hash_name(hash, object_class->name);
}

size_t wmi_mock__key_texts_hash(const wmi_mock__key_texts *wanted, size_t count)
{
    size_t hash = WMI_MOCK__HASH_SEED;

    for (size_t i = 0; i < count; i++)
        hash = wmi_mock__hash_name(hash, wanted->texts[i]);
    return wmi_mock__hash_name(hash, wanted->object_class->name);
}

bool wmi_mock__record_has_key_texts(const void *record, const void *key_texts)
{
    const wmi_mock__record *self = record;
    const wmi_mock__key_texts *wanted = key_texts;
    char buffer[WMI__SCALAR_TEXT_SIZE];
    size_t key = 0;

    if (self->object_class != wanted->object_class)
        return false;
    for (size_t i = 0; i < self->object_class->property_count; i++) {
        if (self->object_class->properties[i].is_key &&
            !wmi__same_name(wmi_mock__key_text(&self->values[i], buffer), wanted->texts[key++]))
            return false;
    }
    return true;
}
