/* SPDX-License-Identifier: MIT */
#include "mock/wql/members.h"
#include "mock/repository/embedded.h"
#include "mock/wql/constant.h"

#include <stdlib.h>
#include <string.h>

#define GENUS_OF_A_CLASS     1
#define GENUS_OF_AN_INSTANCE 2

/* An instance, or, without a record, a class. */
typedef struct subject_object {
    const wmi_mock__record *record;
    const wmi_mock__class *object_class;
    const wmi_mock__place *place; /* NULL for an embedded object, which has no origin */
} subject_object;

/* --- Names ------------------------------------------------------------------------------------------------- */

const char *wmi_mock__wql_next_name(const char *name)
{
    return name + strlen(name) + 1;
}

/* Without __DERIVATION, which is an array. */
static const struct system_member {
    const char *name;
    wmi_mock__wql_subject subject;
    wmi_type type;
} system_members[] = {
    { "__CLASS", WMI_MOCK__WQL_CLASS, WMI_STRING },
    { "__SUPERCLASS", WMI_MOCK__WQL_SUPERCLASS, WMI_STRING },
    { "__DYNASTY", WMI_MOCK__WQL_DYNASTY, WMI_STRING },
    { "__RELPATH", WMI_MOCK__WQL_RELATIVE_PATH, WMI_STRING },
    { "__PATH", WMI_MOCK__WQL_PATH_OF_OBJECT, WMI_STRING },
    { "__SERVER", WMI_MOCK__WQL_SERVER, WMI_STRING },
    { "__NAMESPACE", WMI_MOCK__WQL_NAMESPACE, WMI_STRING },
    { "__GENUS", WMI_MOCK__WQL_GENUS, WMI_SINT32 },
    { "__PROPERTY_COUNT", WMI_MOCK__WQL_PROPERTY_COUNT, WMI_SINT32 },
};

bool wmi_mock__wql_system_member(const char *name, wmi_mock__wql_subject *subject, wmi_type *type)
{
    for (size_t i = 0; i < sizeof system_members / sizeof system_members[0]; i++) {
        if (!wmi__same_name(name, system_members[i].name))
            continue;
        if (subject != NULL)
            *subject = system_members[i].subject;
        if (type != NULL)
            *type = system_members[i].type;
        return true;
    }
    return false;
}

/* --- Properties -------------------------------------------------------------------------------------------- */

static void from_signed(int64_t number, wmi_mock__wql_operand *operand)
{
    operand->negative = number < 0;
    operand->magnitude = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static void from_value(const wmi_value *value, wmi_mock__wql_operand *operand)
{
    switch (value->type) {
    case WMI_SINT8: from_signed(value->sint8, operand); break;
    case WMI_SINT16: from_signed(value->sint16, operand); break;
    case WMI_SINT32: from_signed(value->sint32, operand); break;
    case WMI_SINT64: from_signed(value->sint64, operand); break;
    case WMI_UINT8: operand->magnitude = value->uint8; break;
    case WMI_UINT16: operand->magnitude = value->uint16; break;
    case WMI_UINT32: operand->magnitude = value->uint32; break;
    case WMI_UINT64: operand->magnitude = value->uint64; break;
    case WMI_CHAR16: operand->magnitude = value->char16; break;
    case WMI_REAL32: operand->real = (double)value->real32; break;
    case WMI_REAL64: operand->real = value->real64; break;
    case WMI_BOOL: operand->boolean = value->boolean; break;
    case WMI_STRING:
    case WMI_REFERENCE: operand->text = value->string; break;
    case WMI_DATETIME: operand->time = value->datetime; break;
    case WMI_NULL:
    case WMI_OBJECT: break; /* cannot be compared */
    }
}

/* A datetime may be kept as the text that it is: see datetime.h of the repository. */
static void read_value(const wmi_value *value, wmi_type declared, wmi_mock__wql_reading *reading)
{
    reading->has_value = !value->is_null;
    reading->is_array = value->is_array;
    reading->type = declared;
    if (value->is_null || value->is_array)
        return;
    reading->value.domain = wmi_mock__wql_domain_of(declared);
    if (value->type == WMI_OBJECT)
        reading->object = value->object;
    else
        from_value(value, &reading->value);
}

/* --- System properties ------------------------------------------------------------------------------------- */

static const char *dynasty_of(const wmi_mock__class *object_class)
{
    while (object_class->superclass != NULL)
        object_class = object_class->superclass;
    return object_class->name;
}

/* For a class, its name. NULL for an instance without keys, and without memory, which *hr then says. */
static char *relative_path(const subject_object *object, HRESULT *hr)
{
    char *path = NULL;
    bool is_short = false;

    if (object->record != NULL) {
        is_short = FAILED(wmi_mock__record_relative_path(object->record, &path));
    } else {
        path = wmi_mock__copy_text(object->object_class->name);
        is_short = path == NULL;
    }
    if (is_short)
        *hr = E_OUTOFMEMORY;
    return path;
}

/* The path of one that has an origin: \\server\namespace:relative path. */
static char *full_path(const subject_object *object, HRESULT *hr)
{
    const wmi_mock__place *place = object->place;
    char *relative;
    char *path;

    if (place == NULL)
        return NULL;
    relative = relative_path(object, hr);
    if (relative == NULL)
        return NULL;
    path = malloc(strlen(place->server) + strlen(place->namespace_path) + strlen(relative) +
                  sizeof "\\\\\\:");
    if (path == NULL)
        *hr = E_OUTOFMEMORY;
    else
        strcat(
            strcat(strcat(strcat(strcat(strcpy(path, "\\\\"), place->server), "\\"), place->namespace_path),
                   ":"),
            relative);
    free(relative);
    return path;
}

static const char *system_text(const subject_object *object, wmi_mock__wql_subject subject,
                               wmi_mock__wql_reading *reading, HRESULT *hr)
{
    const wmi_mock__class *superclass = object->object_class->superclass;

    switch (subject) {
    case WMI_MOCK__WQL_CLASS: return object->object_class->name;
    case WMI_MOCK__WQL_SUPERCLASS: return superclass == NULL ? NULL : superclass->name;
    case WMI_MOCK__WQL_DYNASTY: return dynasty_of(object->object_class);
    case WMI_MOCK__WQL_SERVER: return object->place == NULL ? NULL : object->place->server;
    case WMI_MOCK__WQL_NAMESPACE: return object->place == NULL ? NULL : object->place->namespace_path;
    case WMI_MOCK__WQL_RELATIVE_PATH: return reading->path = relative_path(object, hr);
    case WMI_MOCK__WQL_PATH_OF_OBJECT: return reading->path = full_path(object, hr);
    default: return NULL;
    }
}

static void read_number(uint64_t number, wmi_mock__wql_reading *reading)
{
    reading->has_value = true;
    reading->type = WMI_UINT32;
    reading->value.domain = WMI_MOCK__WQL_INTEGERS;
    reading->value.magnitude = number;
}

static void read_system(const subject_object *object, wmi_mock__wql_subject subject,
                        wmi_mock__wql_reading *reading, HRESULT *hr)
{
    if (subject == WMI_MOCK__WQL_GENUS) {
        read_number(object->record == NULL ? GENUS_OF_A_CLASS : GENUS_OF_AN_INSTANCE, reading);
        return;
    }
    if (subject == WMI_MOCK__WQL_PROPERTY_COUNT) {
        read_number(object->object_class->property_count, reading);
        return;
    }
    reading->type = WMI_STRING;
    reading->value.domain = WMI_MOCK__WQL_TEXTS;
    reading->value.text = system_text(object, subject, reading, hr);
    reading->has_value = reading->value.text != NULL;
}

/* --- Members ----------------------------------------------------------------------------------------------- */

/* A class's properties have their defaults. */
static void read_named(const subject_object *object, const char *name, wmi_mock__wql_reading *reading,
                       HRESULT *hr)
{
    wmi_mock__wql_subject subject;
    size_t index;

    memset(reading, 0, sizeof *reading);
    if (wmi_mock__wql_system_member(name, &subject, NULL)) {
        read_system(object, subject, reading, hr);
        return;
    }
    index = wmi_mock__class_find_property(object->object_class, name);
    if (index != SIZE_MAX)
        read_value(object->record != NULL ? &object->record->values[index]
                                          : &object->object_class->properties[index].value,
                   object->object_class->properties[index].type, reading);
}

/* False when the value before the dot is no object, or not one of a mock. */
static bool enter(const wmi_mock__wql_reading *reading, subject_object *object)
{
    wmi_mock__object_content content = wmi_mock__object_content_of(reading->object);

    object->place = NULL;
    object->record = content.record;
    object->object_class = content.record != NULL ? content.record->object_class : content.object_class;
    return object->object_class != NULL;
}

void wmi_mock__wql_read_member(wmi_mock__wql_candidate *self, const wmi_mock__wql_member *member,
                               wmi_mock__wql_reading *reading)
{
    subject_object object = { self->record, self->object_class, self->query->place };
    const char *name = member->name;

    memset(reading, 0, sizeof *reading);
    if (member->subject == WMI_MOCK__WQL_NUMBER_OF_EVENTS)
        read_number(self->events, reading);
    else if (member->subject == WMI_MOCK__WQL_PROPERTY)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): only an instance is asked for a property */
        read_value(&self->record->values[member->property],
                   self->object_class->properties[member->property].type, reading);
    else
        read_system(&object, member->subject, reading, &self->hr);
    for (size_t part = 1; part < member->parts; part++) {
        bool is_object = enter(reading, &object);

        free(reading->path);
        memset(reading, 0, sizeof *reading);
        if (!is_object)
            return;
        name = wmi_mock__wql_next_name(name);
        read_named(&object, name, reading, &self->hr);
    }
}
