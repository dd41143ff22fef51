/* SPDX-License-Identifier: MIT */
/* Paths taken apart, refused, and put together again. */
#include "support/calls_world.h"

#include <stdio.h>
#include <stdlib.h>

#define BAD_PATH ((HRESULT)WBEM_E_INVALID_OBJECT_PATH)

/* --- Parts, in one line: kind|server|namespace|class|name:type=text,… ----------------------------------------------- */

static const char *key_type(const wmi_value *value)
{
    assert_false(value->is_null || value->is_array);
    assert_null(value->owned);
    switch (value->type) {
    case WMI_STRING: return "text";
    case WMI_SINT64: return "sint64";
    case WMI_UINT64: return "uint64";
    case WMI_BOOL: return "bool";
    default: return "?";
    }
}

static void describe(const wmi_path *path, char *line, size_t size)
{
    static const char *const kinds[] = { "class", "instance", "singleton", "namespace" };
    size_t length = (size_t)snprintf(line, size, "%s|%s|%s|%s|", kinds[path->kind],
                                     path->server == NULL ? "-" : path->server,
                                     path->namespace_path == NULL ? "-" : path->namespace_path,
                                     path->class_name == NULL ? "-" : path->class_name);

    for (size_t i = 0; i < path->key_count; i++) {
        char *text = NULL;

        assert_ok(wmi_value_text(&path->keys[i].value, &text));
        length += (size_t)snprintf(line + length, size - length, "%s%s:%s=%s", i == 0 ? "" : ",",
                                   path->keys[i].name == NULL ? "-" : path->keys[i].name,
                                   key_type(&path->keys[i].value), text);
        wmi_free(text);
    }
    assert_true(length < size);
    assert_int_equal(path->keys != NULL, path->key_count > 0);
}

static const struct parse_case {
    const char *name, *path, *parts;
} parsed[] = {
    { "a class", "Win32_Process", "class|-|-|Win32_Process|" },
    { "a system class", "__Namespace", "class|-|-|__Namespace|" },
    { "a class beyond ASCII", "Größe", "class|-|-|Größe|" },
    { "an instance", "A.B=\"x\"", "instance|-|-|A|B:text=x" },
    { "single quotes", "A.B='x'", "instance|-|-|A|B:text=x" },
    { "two keys", "A.B=\"x\",C=3", "instance|-|-|A|B:text=x,C:sint64=3" },
    { "an empty text", "A.B=\"\"", "instance|-|-|A|B:text=" },
    { "no name of the key", "A=\"x\"", "instance|-|-|A|-:text=x" },
    { "no name, a number", "A=5", "instance|-|-|A|-:sint64=5" },
    { "no name, a boolean", "A=TRUE", "instance|-|-|A|-:bool=true" },
    { "a singleton", "A=@", "singleton|-|-|A|" },
    { "an at sign as text", "A=\"@\"", "instance|-|-|A|-:text=@" },
    { "embedded quotes", "A.B=\"a\\\"b\"", "instance|-|-|A|B:text=a\"b" },
    { "embedded backslashes", "A.B=\"C:\\\\dir\\\\\"", "instance|-|-|A|B:text=C:\\dir\\" },
    { "the other quote", "A.B=\"it's\",C='say \"x\"'", "instance|-|-|A|B:text=it's,C:text=say \"x\"" },
    { "an escaped apostrophe", "A.B='it\\'s'", "instance|-|-|A|B:text=it's" },
    { "what ends a path, quoted", "A.B=\"a,C=1.:@= \\\\\\\"\",D=2",
      "instance|-|-|A|B:text=a,C=1.:@= \\\",D:sint64=2" },
    { "a path as a key", "A.B=\"\\\\\\\\.\\\\root\\\\cimv2:C.D=\\\"e\\\"\"",
      "instance|-|-|A|B:text=\\\\.\\root\\cimv2:C.D=\"e\"" },
    { "a line end in quotes", "A.B=\"\n\t\"", "instance|-|-|A|B:text=\n\t" },
    { "zero", "A.B=0", "instance|-|-|A|B:sint64=0" },
    { "negative zero", "A.B=-0", "instance|-|-|A|B:sint64=0" },
    { "leading zeros", "A.B=007", "instance|-|-|A|B:sint64=7" },
    { "a plus", "A.B=+7", "instance|-|-|A|B:sint64=7" },
    { "the smallest", "A.B=-9223372036854775808", "instance|-|-|A|B:sint64=-9223372036854775808" },
    { "the largest sint64", "A.B=9223372036854775807", "instance|-|-|A|B:sint64=9223372036854775807" },
    { "one more", "A.B=9223372036854775808", "instance|-|-|A|B:uint64=9223372036854775808" },
    { "the largest", "A.B=18446744073709551615", "instance|-|-|A|B:uint64=18446744073709551615" },
    { "booleans in any case", "A.B=true,C=False", "instance|-|-|A|B:bool=true,C:bool=false" },
    { "a namespace", "root\\cimv2", "namespace|-|root\\cimv2|-|" },
    { "a namespace with slashes", "root/cimv2/x", "namespace|-|root/cimv2/x|-|" },
    { "a full namespace", "\\\\.\\root\\cimv2", "namespace|.|root\\cimv2|-|" },
    { "the root, with slashes", "//./root", "namespace|.|root|-|" },
    { "the root of this computer", "\\root", "namespace|-|root|-|" },
    { "a namespace beyond names", "\\\\s\\root\\a.b$c-1", "namespace|s|root\\a.b$c-1|-|" },
    { "a namespace and a class", "root\\cimv2:A", "class|-|root\\cimv2|A|" },
    { "one name and a class", "root:A", "class|-|root|A|" },
    { "one slash and a class", "\\root\\cimv2:A", "class|-|root\\cimv2|A|" },
    { "a full path", "\\\\.\\root\\cimv2:Class.Key=\"x\"", "instance|.|root\\cimv2|Class|Key:text=x" },
    { "a full path of a class", "\\\\DB1\\ROOT\\CIMV2:Class", "class|DB1|ROOT\\CIMV2|Class|" },
    { "a full path of a singleton", "//db1/root:A=@", "singleton|db1|root|A|" },
    { "mixed slashes", "\\/db1/root\\x:A=1", "instance|db1|root\\x|A|-:sint64=1" },
    { "a DNS name", "\\\\db1.corp.example\\root:A", "class|db1.corp.example|root|A|" },
    { "IPv4", "\\\\192.0.2.1\\root:A", "class|192.0.2.1|root|A|" },
    { "IPv6", "\\\\2001:db8::1\\root:A.B=\"c:d\"", "instance|2001:db8::1|root|A|B:text=c:d" },
    { "colons in a key alone", "A.B=\"C:\"", "instance|-|-|A|B:text=C:" },
};

static void a_path_is_taken_apart(void **state)
{
    const struct parse_case *row = *state;
    wmi_path *path = NULL;
    char line[400];

    assert_ok(wmi_path_parse(row->path, &path));
    describe(path, line, sizeof line);
    assert_string_equal(line, row->parts);
    wmi_free(path);
}

/* --- Refused --------------------------------------------------------------------------------------------------------- */

static const struct refused_case {
    const char *name, *path;
    HRESULT code;
    const char *word;
} refused[] = {
    { "NULL", NULL, E_POINTER, "path" },
    { "empty", "", BAD_PATH, "empty" },
    { "not UTF-8", "A.B=\"\xFF\"", (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
    { "a digit first", "1A", BAD_PATH, "class" },
    { "a blank before", " A", BAD_PATH, "class" },
    { "a blank after", "A ", BAD_PATH, "class" },
    { "a line end after", "A\n", BAD_PATH, "class" },
    { "an invalid character", "A-B", BAD_PATH, "class" },
    { "no class", ".B=1", BAD_PATH, "class" },
    { "no class, a value", "=1", BAD_PATH, "class" },
    { "quotes alone", "\"x\"", BAD_PATH, "class" },
    { "no keys", "A.", BAD_PATH, "key" },
    { "no name of a key", "A.=1", BAD_PATH, "key" },
    { "a key that is no name", "A.1B=1", BAD_PATH, "key" },
    { "no =", "A.B", BAD_PATH, "key" },
    { "a blank after a name", "A.B =1", BAD_PATH, "key" },
    { "a blank before a name", "A. B=1", BAD_PATH, "key" },
    { "a blank before a value", "A.B= 1", BAD_PATH, "value" },
    { "a blank after a value", "A.B=1 ", BAD_PATH, "value" },
    { "a blank after a text", "A.B=\"x\" ", BAD_PATH, "closing quote" },
    { "no value", "A.B=", BAD_PATH, "value" },
    { "no value at all", "A=", BAD_PATH, "value" },
    { "no value before a comma", "A.B=,C=1", BAD_PATH, "value" },
    { "a comma at the end", "A.B=1,", BAD_PATH, "key" },
    { "a comma at the start", "A.,B=1", BAD_PATH, "key" },
    { "two commas", "A.B=1,,C=2", BAD_PATH, "key" },
    { "a key twice", "A.B=1,b=2", BAD_PATH, "twice" },
    { "two values without names", "A=1,2", BAD_PATH, "only one" },
    { "a name after a value without one", "A=1,B=2", BAD_PATH, "only one" },
    { "an open quote", "A.B=\"x", BAD_PATH, "not closed" },
    { "an open quote, escaped", "A.B=\"x\\\"", BAD_PATH, "not closed" },
    { "a backslash at the end", "A.B=\"x\\", BAD_PATH, "not closed" },
    { "the wrong quote", "A.B=\"x'", BAD_PATH, "not closed" },
    { "an escape of nothing (unknown on Windows)", "A.B=\"C:\\dir\"", BAD_PATH, "escapes nothing" },
    { "text after a text", "A.B=\"x\"y", BAD_PATH, "closing quote" },
    { "a word", "A.B=x", BAD_PATH, "value" },
    { "NULL as a value", "A.B=NULL", BAD_PATH, "value" },
    { "a real", "A.B=1.5", BAD_PATH, "value" },
    { "hexadecimal (unknown on Windows)", "A.B=0x10", BAD_PATH, "value" },
    { "a sign alone", "A.B=-", BAD_PATH, "value" },
    { "two signs", "A.B=--1", BAD_PATH, "value" },
    { "beyond uint64", "A.B=18446744073709551616", BAD_PATH, "64 bits" },
    { "below sint64", "A.B=-9223372036854775809", BAD_PATH, "64 bits" },
    { "a path without quotes", "A.B=C.D=1", BAD_PATH, "value" },
    { "a singleton and more", "A=@,B=1", BAD_PATH, "value" },
    { "a singleton with a key's name", "A.B=@", BAD_PATH, "value" },
    { "a colon alone", ":", BAD_PATH, "namespace" },
    { "no namespace before a colon", ":A", BAD_PATH, "namespace" },
    { "no class after a colon", "root:", BAD_PATH, "class" },
    { "two colons", "root:cimv2:A", BAD_PATH, "class" },
    { "a slash alone", "\\", BAD_PATH, "namespace" },
    { "two slashes", "\\\\", BAD_PATH, "server" },
    { "three slashes", "\\\\\\root", BAD_PATH, "server" },
    { "a server alone", "\\\\db1", BAD_PATH, "namespace" },
    { "a server and a slash", "\\\\db1\\", BAD_PATH, "namespace" },
    { "a server and a class", "\\\\db1\\:A", BAD_PATH, "namespace" },
    { "a blank in a server", "\\\\d b\\root", BAD_PATH, "server" },
    { "a slash at the end", "root\\cimv2\\", BAD_PATH, "namespace" },
    { "a slash before a colon", "root\\:A", BAD_PATH, "namespace" },
    { "two slashes inside", "root\\\\cimv2", BAD_PATH, "namespace" },
    { "a blank in a namespace", "root\\ci mv2:A", BAD_PATH, "namespace" },
    { "a key in a namespace", "\\\\.\\root\\A.B=\"x:y\"", BAD_PATH, "namespace" },
    { "a moniker", "winmgmts:\\\\.\\root\\cimv2", BAD_PATH, "class" },
    { "WQL", "SELECT * FROM A", BAD_PATH, "class" },
};

static void what_is_no_path_is_refused(void **state)
{
    const struct refused_case *row = *state;
    wmi_path *path = (wmi_path *)1;

    assert_hr(row->code, wmi_path_parse(row->path, &path));
    assert_last_error(row->code, row->word);
    assert_string_equal(wmi_last_error()->operation, "wmi_path_parse");
    assert_null(path);
}

static void a_missing_result_is_refused(void **state)
{
    (void)state;
    assert_hr(E_POINTER, wmi_path_parse("A", NULL));
    assert_last_error(E_POINTER, "parts");
}

/* The block is no longer than the text and the keys need, whatever is in the quotes. */
static void a_long_path_is_parsed(void **state)
{
    static char text[200000] = "A.B=\"";
    wmi_path *path = NULL;

    (void)state;
    memset(text + 5, '=', sizeof text - 7);
    text[sizeof text - 2] = '"';
    assert_ok(wmi_path_parse(text, &path));
    assert_int_equal(path->key_count, 1);
    assert_int_equal(strlen(path->keys[0].value.string), sizeof text - 7);
    wmi_free(path);
}

/* --- And back ------------------------------------------------------------------------------------------------------- */

static uint32_t seed = 12345;

static uint32_t random_below(uint32_t end)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % end;
}

static void random_text(char *text, size_t most)
{
    static const char *const pieces[] = { "\"", "'",  "\\", "\\\\", ",", "=",  ".",   ":",  "@",
                                          "/",  " ",  "\n", "a",    "Z", "0",  "é",   "中", "😀",
                                          "{",  "\t", "%",  "-",    "_", "\r", "\x7F" };
    size_t count = random_below((uint32_t)most);

    *text = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(text, pieces[random_below(COUNT_OF(pieces))]);
}

static void assert_survives(const char *class_name, const wmi_argument *keys, size_t count)
{
    char *written = NULL;
    char *again = NULL;
    char *full;
    wmi_path *path = NULL;

    assert_ok(wmi_path_create(class_name, keys, count, &written));
    assert_ok(wmi_path_parse(written, &path));
    assert_int_equal(path->kind, count == 0 ? WMI_PATH_SINGLETON : WMI_PATH_INSTANCE);
    assert_ok(wmi_path_create(path->class_name, path->keys, path->key_count, &again));
    assert_string_equal(written, again);
    wmi_free(path);
    wmi_free(again);

    full = malloc(strlen(written) + sizeof "\\\\db1\\root\\cimv2:");
    assert_non_null(full);
    sprintf(full, "\\\\db1\\root\\cimv2:%s", written);
    assert_ok(wmi_path_parse(full, &path));
    assert_string_equal(path->server, "db1");
    assert_string_equal(path->namespace_path, "root\\cimv2");
    assert_ok(wmi_path_create(path->class_name, path->keys, path->key_count, &again));
    assert_string_equal(written, again);
    free(full);
    wmi_free(path);
    wmi_free(again);
    wmi_free(written);
}

static void what_was_written_is_read(void **state)
{
    char texts[2][200];

    (void)state;
    assert_survives("Settings", NULL, 0);
    for (int i = 0; i < 3000; i++) {
        const wmi_argument keys[] = {
            { "Text", wmi_value_string(texts[0]) },
            { "Number", wmi_value_sint64((int64_t)((uint64_t)random_below(UINT32_MAX) << 40)) },
            { "Größe", wmi_value_reference(texts[1]) },
            { "Large", wmi_value_uint64(UINT64_MAX - random_below(1000)) },
            { "Yes", wmi_value_bool(i % 2 == 0) },
        };

        random_text(texts[0], 40);
        random_text(texts[1], 40);
        assert_survives("Mixed_1", keys, 1 + random_below(COUNT_OF(keys)));
    }
}

/* What the mock returns as __PATH and __RELPATH is taken apart, and finds the object again. */
static void paths_of_objects_are_read(void **state)
{
    static const char *const paths[] = { "Part.Id=\"p}1\"", "Part.Id=\"a\\\"}\"", "Settings=@",
                                         "Machine.Id=\"m1\"" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        IWbemClassObject *object = calls_find(paths[i]);
        IWbemClassObject *again = NULL;
        wmi_path *path = NULL;
        char *full = NULL;
        char *relative = NULL;

        assert_ok(wmi_get_string(object, "__PATH", &full));
        assert_ok(wmi_path_parse(full, &path));
        assert_non_null(path->server);
        assert_string_equal(path->namespace_path, "ROOT\\CIMV2");
        assert_ok(wmi_path_create(path->class_name, path->keys, path->key_count, &relative));
        assert_ok(wmi_find(link_here, relative, NULL, &again));
        assert_string_equal(relative, paths[i]);
        wmi_object_release(again);
        wmi_object_release(object);
        wmi_free(relative);
        wmi_free(full);
        wmi_free(path);
    }
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    const struct CMUnitTest others[] = {
        cmocka_unit_test(a_missing_result_is_refused),
        cmocka_unit_test(a_long_path_is_parsed),
        cmocka_unit_test(what_was_written_is_read),
        CALLS_TEST(paths_of_objects_are_read),
    };
    struct CMUnitTest tests[COUNT_OF(parsed) + COUNT_OF(refused) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(parsed); i++)
        tests[count++] = ROW(a_path_is_taken_apart, parsed[i]);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        tests[count++] = ROW(what_is_no_path_is_refused, refused[i]);
    memcpy(tests + count, others, sizeof others);
    return cmocka_run_group_tests_name("path_parse", tests, NULL, NULL) == 0 ? 0 : 1;
}
