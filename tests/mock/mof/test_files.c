/* SPDX-License-Identifier: MIT */
/* MOF files as editors and tools write them: encodings, marks at the end, and files that include others. */
#include "support/mock_world.h"

#include <stdio.h>
#include <stdlib.h>

#define FILE_NAME "mof_files_main.mof"

static void write_file(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* ASCII, and U+00E4 and U+1F600 for '~' and '^', as UTF-16. */
static size_t to_utf16(const char *text, bool big_endian, char *bytes)
{
    size_t length = 0;

    for (; *text != '\0'; text++) {
        const unsigned units[2] = { *text == '~'   ? 0xE4u
                                    : *text == '^' ? 0xD83Du
                                                   : (unsigned char)*text,
                                    *text == '^' ? 0xDE00u : 0 };

        for (size_t i = 0; i < (units[1] != 0 ? 2u : 1u); i++) {
            bytes[length++] = (char)(big_endian ? units[i] >> 8 : units[i] & 0xFF);
            bytes[length++] = (char)(big_endian ? units[i] & 0xFF : units[i] >> 8);
        }
    }
    return length;
}

/* A text: its bytes, or a form of UTF-16. It loads and T is there; or the message has these words. */
typedef enum form {
    BYTES,
    LITTLE,
    BIG
} form;
static const struct encoding_case {
    const char *name, *text;
    size_t length; /* of bytes that have a NUL; 0: strlen */
    form form;
    const char *mark;
    size_t mark_length, cut; /* cut: bytes left out at the end */
    HRESULT code;
    const char *place, *word;
} encodings[] = {
    { "UTF-8", "class T {};", 0, BYTES, "", 0, 0, S_OK, NULL, NULL },
    { "UTF-8 with a mark", "class T {};", 0, BYTES, "\xEF\xBB\xBF", 3, 0, S_OK, NULL, NULL },
    { "UTF-16, little-endian", "class T {};", 0, LITTLE, "\xFF\xFE", 2, 0, S_OK, NULL, NULL },
    { "UTF-16, big-endian", "class T {};", 0, BIG, "\xFE\xFF", 2, 0, S_OK, NULL, NULL },
    { "UTF-16 beyond ASCII", "class T { string V = \"~^\"; };", 0, LITTLE, "\xFF\xFE", 2, 0, S_OK, NULL,
      NULL },
    { "UTF-16 with the mark alone", "", 0, LITTLE, "\xFF\xFE", 2, 0, S_OK, NULL, NULL },
    { "UTF-16: lines and columns", "class T {};\r\n/* ~^ */ @", 0, LITTLE, "\xFF\xFE", 2, 0,
      (HRESULT)WBEM_E_INVALID_SYNTAX, "line 2, column 10", "@" },
    { "UTF-16, big-endian: lines and columns", "\n\n  /*^*/@", 0, BIG, "\xFE\xFF", 2, 0,
      (HRESULT)WBEM_E_INVALID_SYNTAX, "line 3, column 8", "@" },
    { "UTF-16 without a mark", "class T {};", 0, LITTLE, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 1", "UTF-16" },
    { "UTF-16, big-endian, without a mark", "class T {};", 0, BIG, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 1", "UTF-16" },
    { "UTF-16 cut in a character", "class T {};\n ", 0, LITTLE, "\xFF\xFE", 2, 1,
      (HRESULT)WBEM_E_INVALID_SYNTAX, "line 2, column 1", "half" },
    { "UTF-16 with half a pair", "\n /^", 0, BIG, "\xFE\xFF", 2, 2, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 2, column 3", "surrogate" },
    { "UTF-16 with a NUL", "class T {};\n\0", 13, LITTLE, "\xFF\xFE", 2, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 2, column 1", "NUL" },
    { "UTF-32", "c\0\0\0", 4, BYTES, "\xFF\xFE\0\0", 4, 0, (HRESULT)WBEM_E_INVALID_SYNTAX, "line 1, column 1",
      "UTF-32" },
    { "UTF-32, big-endian", "\0\0\0c", 4, BYTES, "\0\0\xFE\xFF", 4, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 1", "UTF-32" },
    { "a NUL", "class T {};\n class\0 U {};", 24, BYTES, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 2, column 7", "NUL" },
    { "a NUL at the end", "class T {};\0", 12, BYTES, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 12", "NUL" },
    { "a NUL in a comment", "class T {}; /* \0 */", 19, BYTES, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 16", "NUL" },
    { "not UTF-8", "class T {}; // \xE4", 0, BYTES, "", 0, 0, (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 1, column 16", "0xE4" },
    { "Ctrl-Z at the end", "class T {};\r\n\x1A", 0, BYTES, "", 0, 0, S_OK, NULL, NULL },
    { "Ctrl-Z and blanks at the end", "class T {};\x1A\r\n\x1A \n", 0, BYTES, "", 0, 0, S_OK, NULL, NULL },
    { "Ctrl-Z at the end of UTF-16", "class T {};\x1A", 0, LITTLE, "\xFF\xFE", 2, 0, S_OK, NULL, NULL },
    { "Ctrl-Z before more (unknown on Windows)", "class T {};\x1A\nclass U {};", 0, BYTES, "", 0, 0,
      (HRESULT)WBEM_E_INVALID_SYNTAX, "line 1, column 12", "meaning" },
};

static size_t make_bytes(const struct encoding_case *row, char *bytes)
{
    size_t length = row->length > 0 ? row->length : strlen(row->text);

    memcpy(bytes, row->mark, row->mark_length);
    if (row->form == BYTES) {
        memcpy(bytes + row->mark_length, row->text, length);
        return row->mark_length + length;
    }
    length = to_utf16(row->text, row->form == BIG, bytes + row->mark_length);
    if (row->length > strlen(row->text)) { /* the NUL after the text */
        memset(bytes + row->mark_length + length, 0, 2);
        length += 2;
    }
    return row->mark_length + length - row->cut;
}

static void assert_message(const char *place, const char *word)
{
    const char *message = wmi_last_error()->message;

    if (strstr(message, place) == NULL || strstr(message, word) == NULL) {
        print_error("'%s' has not '%s' and '%s'\n", message, place, word);
        fail();
    }
}

static void reads_encoding(void **state)
{
    const struct encoding_case *row = *state;
    wmi_mock *mock = world_create();
    char bytes[256] = { 0 };

    write_file(FILE_NAME, bytes, make_bytes(row, bytes));
    assert_hr(row->code, wmi_mock_load_file(mock, "ROOT\\TEST", FILE_NAME));
    if (FAILED(row->code)) {
        assert_message(row->place, row->word);
        assert_message(FILE_NAME, "");
    }
    remove(FILE_NAME);
    world_destroy(mock);
}

/* A program's own text is UTF-8: a pointer to UTF-16 ends at its first NUL. */
static void knows_utf16_given_as_text(void **state)
{
    static const char *const texts[] = { "\xFF\xFE#", "\xFF\xFE/", "c", "#", "\xFE\xFF" };
    wmi_mock *mock = world_create();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_hr(WBEM_E_INVALID_SYNTAX, wmi_mock_load(mock, "ROOT\\TEST", texts[i]));
        assert_message("line 1, column 1", "UTF-16");
    }
    assert_hr(S_OK, wmi_mock_load(mock, "ROOT\\TEST", "class T {};\x1A"));
    world_destroy(mock);
}

/* --- Includes --------------------------------------------------------------------------------------------------- */

typedef struct part {
    const char *name, *text;
} part;

/* The first file is loaded; or its text is, when it has no name. */
static const struct include_case {
    const char *name;
    part parts[4];
    HRESULT code;
    const char *place, *word; /* of the message; NULL: the class Last is there */
} includes[] = {
    { "a pragma include",
      { { FILE_NAME, "#pragma include(\"mof_files_a.mof\")\nclass Last : A {};" },
        { "mof_files_a.mof", "class A {};" } },
      S_OK,
      NULL,
      NULL },
    { "an include",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\nclass Last : A {};" },
        { "mof_files_a.mof", "class A {};" } },
      S_OK,
      NULL,
      NULL },
    { "an include in parentheses",
      { { FILE_NAME, "#include (\"mof_files_a.mof\")\nclass Last : A {};" },
        { "mof_files_a.mof", "class A {};" } },
      S_OK,
      NULL,
      NULL },
    { "from a text: in the working folder",
      { { NULL, "#pragma include (\"mof_files_a.mof\") class Last : A {};" },
        { "mof_files_a.mof", "class A {};" } },
      S_OK,
      NULL,
      NULL },
    { "with ./ and .\\",
      { { FILE_NAME, "#include \"./mof_files_a.mof\"\n#include \".\\\\mof_files_b.mof\" class Last : A {};" },
        { "mof_files_a.mof", "class A {};" },
        { "mof_files_b.mof", "class B {};" } },
      S_OK,
      NULL,
      NULL },
    { "of a file that includes, in UTF-16",
      { { FILE_NAME, "#pragma include(\"mof_files_a.mof\") class Last : B {};" },
        { "mof_files_a.mof", "#pragma include(\"mof_files_b.mof\")\n" },
        { "mof_files_b.mof", "\xEF\xBB\xBF"
                             "class B {};\x1A" } },
      S_OK,
      NULL,
      NULL },
    { "of one file twice",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\n#include \"mof_files_a.mof\"\nclass Last : A {};" },
        { "mof_files_a.mof", "class A { [key] uint32 K; }; instance of A { K = 1; };" } },
      S_OK,
      NULL,
      NULL },
    { "aliases, flags and namespaces reach over files",
      { { FILE_NAME, "class A { [key] uint32 K; A ref V; }; instance of A { K = 1; V = $Later; };\n"
                     "#include \"mof_files_a.mof\"\nclass Last { object ref V = $Later; };" },
        { "mof_files_a.mof", "instance of A as $Later { K = 2; };\n#pragma namespace(\"root\\\\other\")" } },
      S_OK,
      NULL,
      NULL },
    { "by a name in another case, also where case matters",
      { { FILE_NAME, "#include \"Mof_Files_A.MOF\"\nclass Last : A {};" },
        { "mof_files_a.mof", "class A {};" } },
      S_OK,
      NULL,
      NULL },
    { "of a file that is not there",
      { { FILE_NAME, "\n  #include \"mof_files_nope.mof\"" } },
      HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
      FILE_NAME ": line 2, column 12",
      "mof_files_nope.mof" },
    { "of itself",
      { { FILE_NAME, "#include \"" FILE_NAME "\"" } },
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE,
      FILE_NAME ": line 1, column 10",
      "includes itself" },
    { "in a circle",
      { { FILE_NAME, "#include \"mof_files_a.mof\"" },
        { "mof_files_a.mof", "\n#include \"mof_files_b.mof\"" },
        { "mof_files_b.mof", "\n\n#include \"mof_files_a.mof\"" } },
      (HRESULT)WBEM_E_CIRCULAR_REFERENCE,
      "mof_files_b.mof: line 3, column 10",
      "mof_files_a.mof" },
    { "in a circle by other names",
      { { FILE_NAME, "#include \"../nowhere/../" FILE_NAME "\"" } },
      HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND),
      FILE_NAME ": line 1, column 10",
      "nowhere" },
    { "an error in an included file",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\nclass Last {};" },
        { "mof_files_a.mof", "class A {};\n  class {};" } },
      (HRESULT)WBEM_E_INVALID_SYNTAX,
      "mof_files_a.mof: line 2, column 9",
      "name" },
    { "an error in a file that a text includes",
      { { NULL, "#include \"mof_files_a.mof\"\nclass Last {};" },
        { "mof_files_a.mof", "class A {};\n  class {};" } },
      (HRESULT)WBEM_E_INVALID_SYNTAX,
      "mof_files_a.mof: line 2, column 9",
      "name" },
    { "an error after an included file",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\nclass {};" }, { "mof_files_a.mof", "class A {};" } },
      (HRESULT)WBEM_E_INVALID_SYNTAX,
      FILE_NAME ": line 2, column 7",
      "name" },
    { "an alias of an included file that is never defined",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\n" },
        { "mof_files_a.mof",
          "class A { [key] uint32 K; A ref V; };\ninstance of A { K = 1; V = $Nope; };" } },
      (HRESULT)WBEM_E_NOT_FOUND,
      "mof_files_a.mof: line 2, column 28",
      "$Nope" },
    { "an included file that is UTF-16 without a mark",
      { { FILE_NAME, "#include \"mof_files_a.mof\"\n" }, { "mof_files_a.mof", "" } },
      (HRESULT)WBEM_E_INVALID_SYNTAX,
      "mof_files_a.mof: line 1, column 1",
      "UTF-16" },
};

static void write_parts(const struct include_case *row)
{
    for (size_t i = 0; i < COUNT_OF(row->parts) && row->parts[i].text != NULL; i++) {
        const part *each = &row->parts[i];

        if (each->name != NULL && each->text[0] != '\0')
            write_file(each->name, each->text, strlen(each->text));
        else if (each->name != NULL)
            write_file(each->name, "c\0l\0", 4);
    }
}

static HRESULT load_first(const struct include_case *row, wmi_mock *mock)
{
    return row->parts[0].name == NULL ? wmi_mock_load(mock, "ROOT\\TEST", row->parts[0].text)
                                      : wmi_mock_load_file(mock, "ROOT\\TEST", row->parts[0].name);
}

static void reads_includes(void **state)
{
    const struct include_case *row = *state;
    wmi_mock *mock = world_create();

    write_parts(row);
    assert_hr(row->code, load_first(row, mock));
    if (row->place != NULL)
        assert_message(row->place, row->word);
    for (size_t i = 0; i < COUNT_OF(row->parts) && row->parts[i].text != NULL; i++) {
        if (row->parts[i].name != NULL)
            remove(row->parts[i].name);
    }
    world_destroy(mock);
}

/* Each file includes the next: a limit ends it, by the name of the file. */
static void bounds_the_nesting(void **state)
{
    wmi_mock *mock = world_create();
    char name[64];
    char text[128];

    (void)state;
    for (unsigned i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "mof_files_%u.mof", i);
        snprintf(text, sizeof text, "#include \"mof_files_%u.mof\"", i + 1);
        write_file(name, text, strlen(text));
    }
    assert_hr(WBEM_E_CIRCULAR_REFERENCE, wmi_mock_load_file(mock, "ROOT\\TEST", "mof_files_0.mof"));
    assert_message("mof_files_32.mof: line 1, column 10", "mof_files_33.mof");
    for (unsigned i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "mof_files_%u.mof", i);
        remove(name);
    }
    world_destroy(mock);
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(knows_utf16_given_as_text),
        cmocka_unit_test(bounds_the_nesting),
    };
    static struct CMUnitTest tests[COUNT_OF(encodings) + COUNT_OF(includes) + COUNT_OF(others)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, encodings, reads_encoding);
    WORLD_ADD_ROWS(tests, count, includes, reads_includes);
    WORLD_ADD(tests, count, others);
    return cmocka_run_group_tests(tests, world_group_setup, world_group_teardown) == 0 ? 0 : 1;
}
