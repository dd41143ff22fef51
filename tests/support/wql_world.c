/* SPDX-License-Identifier: MIT */
#include "support/wql_world.h"

#include "mock/mof/mof.h"
#include "mock/repository/extent.h"

#include <stdio.h>

#define SCALAR(kind, member, content)       \
    {                                       \
        .type = (kind), .member = (content) \
    }
#define STRING(kind, content)               \
    {                                       \
        .type = (kind), .string = (content) \
    }

static const struct declaration {
    const char *name;
    wmi_value value; /* of "full"; nothing of it is owned */
} thing[] = {
    { "Name", STRING(WMI_STRING, "full") },
    { "S8", SCALAR(WMI_SINT8, sint8, -5) },
    { "U8", SCALAR(WMI_UINT8, uint8, 200) },
    { "S16", SCALAR(WMI_SINT16, sint16, -300) },
    { "U16", SCALAR(WMI_UINT16, uint16, 40000) },
    { "S32", SCALAR(WMI_SINT32, sint32, -70000) },
    { "U32", SCALAR(WMI_UINT32, uint32, 3000000000u) },
    { "S64", SCALAR(WMI_SINT64, sint64, -5000000000) },
    { "U64", SCALAR(WMI_UINT64, uint64, 10000000000000000000u) },
    { "R32", SCALAR(WMI_REAL32, real32, 0.1f) },
    { "R64", SCALAR(WMI_REAL64, real64, -2.5e10) },
    { "Yes", SCALAR(WMI_BOOL, boolean, true) },
    { "No", SCALAR(WMI_BOOL, boolean, false) },
    { "Text", STRING(WMI_STRING, "Middle \"of\" the 'road' C:\\Temp") },
    { "Foreign", STRING(WMI_STRING, "\xC3\x84pfel \xCE\xBA\xCE\xB1\xCE\xB9 "
                                    "\xD0\xAF\xD0\xB1\xD0\xBB\xD0\xBE\xD0\xBA\xD0\xB8 \xF0\x9F\x98\x80") },
    { "Blank", STRING(WMI_STRING, "") },
    { "Path", STRING(WMI_REFERENCE, "Thing.Name=\"empty\"") },
    { "Letter", SCALAR(WMI_CHAR16, char16, 'm') },
    { "When",
      { .type = WMI_DATETIME,
        .datetime = { .year = 2004,
                      .month = 2,
                      .day = 29,
                      .hour = 12,
                      .minute = 30,
                      .second = 15,
                      .microsecond = 500000,
                      .offset_minutes = 60 } } },
    { "Lasts", { .type = WMI_DATETIME, .datetime = { .is_interval = true, .days = 2, .hour = 3 } } },
    { "S32Min", SCALAR(WMI_SINT32, sint32, INT32_MIN) },
    { "U32Half", SCALAR(WMI_UINT32, uint32, 0x80000000u) },
    { "U32Max", SCALAR(WMI_UINT32, uint32, UINT32_MAX) },
    { "S64Min", SCALAR(WMI_SINT64, sint64, INT64_MIN) },
    { "S64Max", SCALAR(WMI_SINT64, sint64, INT64_MAX) },
    { "U64Half", SCALAR(WMI_UINT64, uint64, (uint64_t)INT64_MAX + 1) },
    { "U64Max", SCALAR(WMI_UINT64, uint64, UINT64_MAX) },
    { "Zero", SCALAR(WMI_SINT64, sint64, 0) },
    { "Group", SCALAR(WMI_UINT32, uint32, 7) },
    { "Digits", STRING(WMI_STRING, "9600") },
    { "Version", STRING(WMI_STRING, "10.0") },
};

static void declare(wmi_mock__class *object_class, const char *name, wmi_type type, bool is_array,
                    bool is_key)
{
    wmi_mock__property property = { .type = type, .is_array = is_array };
    wmi_value truth = { .type = WMI_BOOL, .boolean = true };

    property.name = wmi_mock__copy_text(name);
    assert_non_null(property.name);
    property.value = (wmi_value){ .type = type, .is_null = true, .is_array = is_array };
    if (is_key)
        assert_hr(S_OK, wmi_mock__qualifiers_set(&property.qualifiers, "key", &truth, 0));
    assert_hr(S_OK, wmi_mock__class_add_property(object_class, &property));
}

static wmi_mock__class *make_class(const char *name, wmi_mock__class *superclass)
{
    wmi_mock__class *object_class = wmi_mock__class_create(name, superclass);

    assert_non_null(object_class);
    return object_class;
}

static wmi_mock__record *add_record(wql_world *world, wmi_mock__class *object_class, const char *name)
{
    wmi_mock__record *record = wmi_mock__record_create(object_class);

    assert_non_null(record);
    if (name != NULL)
        record->values[0] = (wmi_value)STRING(WMI_STRING, name);
    assert_hr(S_OK, wmi_mock__namespace_add_record(world->space, record));
    return record;
}

static wmi_mock__class *add_thing(wql_world *world)
{
    wmi_mock__class *object_class = make_class("Thing", NULL);

    for (size_t i = 0; i < COUNT_OF(thing); i++)
        declare(object_class, thing[i].name, thing[i].value.type, false, i == 0);
    declare(object_class, "List", WMI_UINT32, true, false);
    declare(object_class, "Inner", WMI_OBJECT, false, false);
    assert_hr(S_OK, wmi_mock__namespace_add_class(world->space, object_class));
    return object_class;
}

static wmi_mock__class *add_simple(wql_world *world, const char *name, wmi_mock__class *superclass,
                                   const char *property)
{
    wmi_mock__class *object_class = make_class(name, superclass);

    declare(object_class, property, WMI_UINT32, false, false);
    assert_hr(S_OK, wmi_mock__namespace_add_class(world->space, object_class));
    return object_class;
}

void wql_world_make(wql_world *world)
{
    wmi_mock__class *thing_class;

    world->repository = wmi_mock__repository_create();
    assert_non_null(world->repository);
    assert_hr(S_OK, wmi_mock__repository_make(world->repository, "root\\test", &world->space));
    thing_class = add_thing(world);
    world->full = add_record(world, thing_class, "full");
    for (size_t i = 0; i < COUNT_OF(thing); i++)
        world->full->values[i] = thing[i].value;
    world->empty = add_record(world, thing_class, "empty");
    world->special = add_record(world, add_simple(world, "Special", thing_class, "Extra"), "special");
    world->special->values[COUNT_OF(thing) + 2] = (wmi_value)SCALAR(WMI_UINT32, uint32, 5);
    world->loose = add_record(world, add_simple(world, "Loose", NULL, "Number"), NULL);
}

void wql_world_free(wql_world *world)
{
    wmi_mock__repository_free(world->repository);
}

wmi_mock__record *wql_world_add(wql_world *world, const char *class_name, wmi_type type,
                                const char *const *names, size_t count)
{
    wmi_mock__class *object_class = make_class(class_name, NULL);

    for (size_t i = 0; i < count; i++)
        declare(object_class, names[i], type, false, false);
    assert_hr(S_OK, wmi_mock__namespace_add_class(world->space, object_class));
    return add_record(world, object_class, NULL);
}

HRESULT wql_parse(const char *text, wmi_mock__wql **query)
{
    wmi_mock__wql_error error;

    return wmi_mock__wql_parse(text, query, &error);
}

HRESULT wql_bind(wmi_mock__wql *query, const wmi_mock__namespace *space)
{
    wmi_mock__wql_error error;

    return wmi_mock__wql_bind(query, space, &error);
}

bool wql_matches(const wmi_mock__wql *query, const wmi_mock__record *record)
{
    bool matches;

    return SUCCEEDED(wmi_mock__wql_match(query, record, &matches)) && matches;
}

HRESULT wql_world_query(const wql_world *world, const char *text, wmi_mock__wql **query)
{
    HRESULT hr = wql_parse(text, query);

    if (FAILED(hr)) {
        assert_null(*query);
        return hr;
    }
    hr = wql_bind(*query, world->space);
    if (FAILED(hr)) {
        wmi_mock__wql_free(*query);
        *query = NULL;
    }
    return hr;
}

size_t wql_world_count(const wql_world *world, const char *text)
{
    wmi_mock__wql *query = NULL;
    size_t count = 0;

    assert_hr(S_OK, wql_world_query(world, text, &query));
    for (const wmi_mock__extent *each = wmi_mock__extent_first(world->space); each != NULL;
         each = wmi_mock__extent_next(each)) {
        for (const wmi_mock__link *at = each->records.first; at != NULL; at = at->next)
            count += wql_matches(query, at->item);
    }
    wmi_mock__wql_free(query);
    return count;
}

void wql_world_check(const wql_world *world, const char *where, wql_outcome expected)
{
    char text[1024];
    wmi_mock__wql *query = NULL;
    bool matches = false;
    HRESULT hr;

    snprintf(text, sizeof text, "SELECT * FROM Thing WHERE %s", where);
    hr = wql_world_query(world, text, &query);
    if (hr == S_OK)
        matches = wql_matches(query, world->full);
    wmi_mock__wql_free(query);
    if (hr != (expected == REFUSED ? (HRESULT)WBEM_E_INVALID_QUERY : S_OK) || matches != (expected == MATCH))
        fail_msg("%s: 0x%08lX, %s", where, (unsigned long)(uint32_t)hr,
                 matches ? "matches" : "does not match");
}

void wql_add_rows(struct CMUnitTest *tests, size_t *test_count, const void *rows, size_t count, size_t size,
                  CMUnitTestFunction function)
{
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * size;
        const char *name;

        memcpy(&name, row, sizeof name);
        tests[(*test_count)++] = (struct CMUnitTest){ name, function, NULL, NULL, (void *)(uintptr_t)row };
    }
}
