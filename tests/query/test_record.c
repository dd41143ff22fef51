/* SPDX-License-Identifier: MIT */
/* Rows into structs: many of them, and the query that brings them. test_record_values.c has the conversions. */
#include "support/connect_world.h"

#include <stdio.h>
#include <stdlib.h>

static wmi_connection *connect_here(void)
{
    wmi_connection *connection = NULL;

    assert_ok(wmi_connect(NULL, &connection));
    return connection;
}

static void load(const char *mof)
{
    assert_ok(wmi_mock_load(world, NULL, mof));
}

typedef struct volume {
    char *name;
    uint64_t size;
    bool has_size;
    char **tags;
    size_t tag_count;
    int32_t untouched;
    const char *path;
    const char *same_name;
} volume;

static const wmi_field volume_fields[] = {
    WMI_FIELD(volume, name, "Name", WMI_STRING),
    WMI_FIELD_OPTIONAL(volume, size, has_size, "Size", WMI_UINT64),
    WMI_FIELD_ARRAY(volume, tags, tag_count, "Tags", WMI_STRING),
    WMI_FIELD(volume, path, "__RELPATH", WMI_STRING),
    WMI_FIELD(volume, same_name, "NAME", WMI_STRING),
};

static const char volumes[] =
    "class Volume { [key] string Name; uint64 Size; string Tags[]; };\n"
    "instance of Volume { Name = \"C:\"; Size = 18446744073709551615; Tags = { \"system\", \"ssd\" }; };\n"
    "instance of Volume { Name = \"D:\"; Tags = {}; };\n"
    "instance of Volume { Name = \"E:\"; Size = 0; };\n";

static HRESULT select_volumes(wmi_connection *connection, const char *where, void **block, size_t *count)
{
    return wmi_select(connection, "Volume", where, NULL, volume_fields, COUNT_OF(volume_fields),
                      sizeof(volume), block, count);
}

static void rows_become_structs(void **state)
{
    wmi_connection *connection = connect_here();
    const volume *found;
    void *block = NULL;
    size_t count = 0;

    (void)state;
    load(volumes);
    assert_ok(select_volumes(connection, NULL, &block, &count));
    wmi_disconnect(connection); /* the records need nothing of it */
    found = block;
    assert_int_equal(count, 3);
    assert_string_equal(found[0].name, "C:");
    assert_string_equal(found[0].same_name, "C:");
    assert_true(found[0].has_size && found[0].size == UINT64_MAX);
    assert_int_equal(found[0].tag_count, 2);
    assert_string_equal(found[0].tags[0], "system");
    assert_string_equal(found[0].tags[1], "ssd");
    assert_null(found[0].tags[2]);
    assert_string_equal(found[0].path, "Volume.Name=\"C:\"");
    assert_int_equal(found[0].untouched, 0);
    assert_string_equal(found[1].name, "D:");
    assert_true(!found[1].has_size && found[1].size == 0);
    assert_non_null(found[1].tags);
    assert_int_equal(found[1].tag_count, 0);
    assert_true(found[2].has_size && found[2].size == 0);
    assert_null(found[2].tags);
    assert_string_equal(found[2].path, "Volume.Name=\"E:\"");
    wmi_free(block);
}

static const struct query_case {
    const char *name, *where, *wql;
    size_t count;
} queries[] = {
    { "where: NULL", NULL, "'SELECT Name,Size,Tags,__RELPATH FROM Volume'", 3 },
    { "where: empty", "", "'SELECT Name,Size,Tags,__RELPATH FROM Volume'", 3 },
    { "where: a condition", "Size = 0", "'SELECT Name,Size,Tags,__RELPATH FROM Volume WHERE Size = 0'", 1 },
    { "where: nothing matches", "Size = 1", "'SELECT Name,Size,Tags,__RELPATH FROM Volume WHERE Size = 1'",
      0 },
};

static void the_query_is_made_of_the_fields(void **state)
{
    const struct query_case *row = *state;
    wmi_connection *connection = connect_here();
    void *block = NULL;
    size_t count = 9;

    load(volumes);
    assert_ok(select_volumes(connection, row->where, &block, &count));
    assert_int_equal(count, row->count);
    assert_non_null(block);
    assert_non_null(strstr(world_call("IWbemServices::ExecQuery", 1)->arguments, row->wql));
    wmi_free(block);
    wmi_disconnect(connection);
}

/* Batches of full size from the start, so that few calls are made; the user's size is kept to. */
static void few_calls_bring_all_rows(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_connection *connection = connect_here();
    const wmi_field id = { "Id", WMI_UINT32, 0, sizeof(uint32_t), WMI_NO_OFFSET, WMI_NO_OFFSET };
    void *block = NULL;
    size_t count = 0;

    (void)state;
    assert_ok(wmi_select(connection, "Row", NULL, NULL, &id, 1, sizeof(uint32_t), &block, &count));
    assert_int_equal(count, WORLD_ROWS);
    assert_int_equal(wmi_mock_call_count(world, "IEnumWbemClassObject::Next"), 1);
    wmi_free(block);

    options.batch_size = 2;
    assert_ok(wmi_select(connection, "Row", NULL, &options, &id, 1, sizeof(uint32_t), &block, &count));
    assert_int_equal(wmi_mock_call_count(world, "IEnumWbemClassObject::Next"), 1 + 3);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(((const uint32_t *)block)[i], i + 1);
    wmi_free(block);
    wmi_disconnect(connection);
}

/* --- Several chunks of memory, and strings longer than any -------------------------------------------------------- */

#define NUMBERED 3000
#define LONGEST  30000

typedef struct numbered {
    uint32_t id;
    char *text;
    uint16_t *bits;
    size_t bit_count;
    char odd[3];
} numbered;

static const wmi_field numbered_fields[] = {
    WMI_FIELD(numbered, id, "Id", WMI_UINT32),
    WMI_FIELD(numbered, text, "Text", WMI_STRING),
    WMI_FIELD_ARRAY(numbered, bits, bit_count, "Bits", WMI_UINT16),
};

static void load_numbered(void)
{
    char *mof = malloc((size_t)NUMBERED * 200 + (size_t)NUMBERED / 100 * LONGEST);
    char *at = mof;

    assert_non_null(mof);
    at += sprintf(at, "class Numbered { [key] uint32 Id; string Text; uint16 Bits[]; };\n");
    for (int i = 1; i <= NUMBERED; i++)
        at += sprintf(at, "instance of Numbered { Id = %d; Text = \"%0*d\"; Bits = { %d, %d }; };\n", i,
                      i % 100 == 0 ? LONGEST : i % 50, i, i, i + 1);
    load(mof);
    free(mof);
}

static void assert_numbered(const numbered *one)
{
    assert_int_equal(strtoul(one->text, NULL, 10), one->id);
    if (one->id % 100 == 0)
        assert_int_equal(strlen(one->text), LONGEST);
    assert_int_equal((uintptr_t)one->bits % sizeof(uint16_t), 0);
    assert_int_equal(one->bit_count, 2);
    assert_int_equal(one->bits[1], one->id + 1);
    assert_memory_equal(one->odd, "\0\0", 3);
}

static void large_answers_are_one_block(void **state)
{
    wmi_connection *connection = connect_here();
    void *block = NULL;
    size_t count = 0;

    (void)state;
    load_numbered();
    assert_ok(wmi_select(connection, "Numbered", NULL, NULL, numbered_fields, COUNT_OF(numbered_fields),
                         sizeof(numbered), &block, &count));
    wmi_disconnect(connection);
    assert_int_equal(count, NUMBERED);
    for (size_t i = 0; i < count; i++)
        assert_numbered((const numbered *)block + i);
    wmi_free(block);
}

/* Nothing but offsets counts. */
static void a_packed_struct_works(void **state)
{
    const wmi_field fields[] = {
        { "Id", WMI_UINT32, 1, sizeof(uint32_t), 0, WMI_NO_OFFSET },
        { "Text", WMI_STRING, 5, sizeof(char *), WMI_NO_OFFSET, WMI_NO_OFFSET },
    };
    const size_t size = 5 + sizeof(char *);
    wmi_connection *connection = connect_here();
    void *block = NULL;
    size_t count = 0;
    uint32_t id;
    char *text;

    (void)state;
    assert_ok(wmi_select(connection, "Row", "Id = 1 OR Id = 2", NULL, fields, 2, size, &block, &count));
    assert_int_equal(count, 2);
    memcpy(&id, (char *)block + size + 1, sizeof id);
    memcpy(&text, (char *)block + size + 5, sizeof text);
    assert_int_equal(id, 2);
    assert_string_equal(text, "two");
    wmi_free(block);
    wmi_disconnect(connection);
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(queries) + 4];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(queries); i++)
        tests[count++] = WORLD_ROW(the_query_is_made_of_the_fields, queries[i]);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(rows_become_structs);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(few_calls_bring_all_rows);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(large_answers_are_one_block);
    tests[count++] = (struct CMUnitTest)WORLD_TEST(a_packed_struct_works);
    return cmocka_run_group_tests_name("record", tests, NULL, NULL) == 0 ? 0 : 1;
}
