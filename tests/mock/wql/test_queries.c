/* SPDX-License-Identifier: MIT */
/* WQL in the mock, through COM: embedded objects, origins, classes, and what a refusal tells. */
#include "support/mock_world.h"

#include <wmikit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bstr.h"
#include "mock/wql/wql.h"

#define INVALID_QUERY "80041017"

static const char boxes[] =
    "class Inner { [key] string Name; uint32 Deep; string Texts[]; };\n"
    "class Deeper : Inner { uint32 Deepest; };\n"
    "class Shell { [key] string Name; Inner Part; object Any; boolean Open; };\n"
    "class Box { [key] string Id; Inner Part; object Any; Shell Outer; string Names[]; string BuildNumber; "
    "datetime When; };\n"
    "instance of Box { Id = \"one\"; Part = instance of Inner { Name = \"in\"; Deep = 5; };\n"
    "  Any = instance of Deeper { Name = \"any\"; Deep = 7; Deepest = 9; Texts = { \"a\" }; };\n"
    "  Outer = instance of Shell { Name = \"shell\"; Part = instance of Inner { Name = \"core\"; Deep = 1; "
    "}; };\n"
    "  Names = { \"a\", \"b\" }; BuildNumber = \"9600\"; When = \"20180911124613.128***:000\"; };\n"
    "instance of Box { Id = \"two\"; Part = instance of Deeper { Name = \"IN\"; Deep = 6; Deepest = 8; };\n"
    "  BuildNumber = \"19045\"; };\n"
    "instance of Box { Id = \"empty\"; };\n";

static wmi_mock *boxes_create(void)
{
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_load(mock, NULL, boxes));
    return mock;
}

/* --- Answers ----------------------------------------------------------------------------------------------- */

static BSTR wide_text(const char *text)
{
    BSTR wide = NULL;

    assert_ok(wmi__bstr_from_utf8(text, &wide));
    return wide;
}

/* The query with the computer's name in place of $SERVER. */
static const char *with_server(IWbemServices *services, const char *wql, char *text, size_t room)
{
    const char *name = strstr(wql, "$SERVER");
    IWbemClassObject *object = NULL;

    if (name == NULL)
        return wql;
    assert_ok(world_get(services, u"Box", &object));
    snprintf(text, room, "%.*s%s%s", (int)(name - wql), wql, world_text(object, u"__SERVER"),
             name + strlen("$SERVER"));
    IWbemClassObject_Release(object);
    return text;
}

/* The rows' Id, or their __CLASS when they have none, in order; or the code of what fails: "80041017". */
static const char *answer(IWbemServices *services, const char *wql)
{
    static char text[512];
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    BSTR wide = wide_text(wql);
    HRESULT hr = world_query(services, wide, SEMISYNCHRONOUS, &rows);

    SysFreeString(wide);
    assert_ok(hr);
    text[0] = '\0';
    while ((hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got)) == S_OK) {
        const char *id = world_text(row, u"Id");

        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] == '\0' ? "" : "; ",
                 id[0] != '\0' ? id : world_text(row, u"__CLASS"));
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
    if (FAILED(hr))
        snprintf(text, sizeof text, "%08lX", (unsigned long)(uint32_t)hr);
    return text;
}

#define BOXES "SELECT * FROM Box WHERE "

static const struct answer_case {
    const char *name, *wql, *answer;
} answers[] = {
    { "a string property and a number", BOXES "BuildNumber >= 7000", "one" },
    { "a string property and a number that is longer", BOXES "BuildNumber >= 10000", "one; two" },

    { "a datetime that is kept to the letter", BOXES "When = '20180911124613.128***:000'", "one" },
    { "a datetime that is kept to the letter is no other", BOXES "When <> '20180911124613.128000:000'",
      "one" },
    { "a datetime that is kept to the letter orders as text", BOXES "When < '20180911124613.128000:000'",
      "one" },
    { "half a datetime", BOXES "When = '2018****'", INVALID_QUERY },

    { "embedded: a number", BOXES "Part.Deep = 5", "one" },
    { "embedded: a number on the left", BOXES "5 < Part.Deep", "two" },
    { "embedded: a text, ignoring case", BOXES "Part.Name = 'in'", "one; two" },
    { "embedded: LIKE", BOXES "Part.Name LIKE 'i_'", "one; two" },
    { "embedded: NULL where the object is", BOXES "Part.Deep IS NULL", "empty" },
    { "embedded: IS NOT NULL", BOXES "Part.Deep IS NOT NULL", "one; two" },
    { "embedded: NOT takes what is NULL", BOXES "NOT Part.Deep = 5", "two; empty" },
    { "embedded: two levels", BOXES "Outer.Part.Deep = 1", "one" },
    { "embedded: ISA of the second level", BOXES "Outer.Part ISA 'Inner'", "one" },
    { "embedded: a class without a declaration", BOXES "Any.Deepest = 9", "one" },
    { "embedded: of no declared class, a property that is not there", BOXES "Any.Nothing = 9", "" },
    { "embedded: of no declared class, the wrong type", BOXES "Any.Deep = 'x'", "" },
    { "embedded: of no declared class, a number for a text", BOXES "Any.Name <> 5", "one" },
    { "embedded: an array IS NOT NULL", BOXES "Any.Texts IS NOT NULL", "one" },
    { "embedded: an array compares with nothing", BOXES "Any.Texts = 'a' OR Any.Texts <> 'a'", "" },
    { "embedded: __CLASS", BOXES "Part.__CLASS = 'Deeper'", "two" },
    { "embedded: __RELPATH", BOXES "Part.__RELPATH = 'Inner.Name=\"in\"'", "one" },
    { "embedded: __PATH is NULL", BOXES "Part IS NOT NULL AND Part.__PATH IS NULL", "one; two" },
    { "embedded: a subclass's property is not the declared class's", BOXES "Part.Deepest = 8",
      INVALID_QUERY },
    { "embedded: the wrong type", BOXES "Part.Deep = 'x'", INVALID_QUERY },
    { "embedded: a boolean and <", BOXES "Outer.Open < TRUE", INVALID_QUERY },
    { "embedded: an object and a literal", BOXES "Outer.Part = 5", INVALID_QUERY },
    { "embedded: two properties", BOXES "Part.Name = Id", INVALID_QUERY },
    { "embedded: the whole object for a part of it (unknown on Windows)", "SELECT Id, Part.Deep FROM Box",
      "one; two; empty" },

    { "an array IS NOT NULL (contested)", BOXES "Names IS NOT NULL", "one" },
    { "an array IS NULL (contested)", BOXES "Names IS NULL", "two; empty" },
    { "an array and a text", BOXES "Names = 'a'", INVALID_QUERY },

    { "__PATH", BOXES "__PATH = '\\\\\\\\$SERVER\\\\ROOT\\\\CIMV2:Box.Id=\"one\"'", "one" },
    { "__PATH in another case", BOXES "__PATH = '\\\\\\\\$SERVER\\\\root\\\\cimv2:box.ID=\\\"ONE\\\"'",
      "one" },
    { "__PATH LIKE", BOXES "__Path LIKE '%=\"%o%\"'", "one; two" },
    { "__PATH of another namespace", BOXES "__PATH = '\\\\\\\\$SERVER\\\\ROOT\\\\DEFAULT:Box.Id=\"one\"'",
      "" },
    { "__PATH without its server", BOXES "__PATH = 'Box.Id=\"one\"'", "" },
    { "__RELPATH", BOXES "__RELPATH = 'Box.Id=\"one\"'", "one" },
    { "__CLASS", "SELECT * FROM Shell WHERE __CLASS = 'Shell'", "" },
    { "__SERVER", BOXES "__SERVER = '$SERVER' AND Id = 'one'", "one" },
    { "__SERVER of another", BOXES "__SERVER <> '$SERVER'", "" },
    { "__NAMESPACE", BOXES "__NAMESPACE = 'root\\\\cimv2' AND Id = 'one'", "one" },
    { "__NAMESPACE of another", BOXES "__NAMESPACE = 'root\\\\default'", "" },

    { "a class's name from meta_class (contested)", "SELECT __CLASS FROM meta_class WHERE __this ISA 'Inner'",
      "Inner; Deeper" },
    { "several names from meta_class (contested)",
      "SELECT __CLASS, __SUPERCLASS FROM meta_class WHERE __CLASS = 'Deeper'", "Deeper" },
    { "__PATH of a class", "SELECT * FROM meta_class WHERE __PATH LIKE '%:Deeper'", "Deeper" },
    { "a property from meta_class", "SELECT Name FROM meta_class", INVALID_QUERY },

    { "WITHIN in a data query", "SELECT * FROM Box WITHIN 5", INVALID_QUERY },
    { "WITHIN on an event class in a data query",
      "SELECT * FROM __InstanceCreationEvent WITHIN 2 WHERE TargetInstance ISA 'Box'", INVALID_QUERY },
    { "GROUP in a data query", "SELECT * FROM Box GROUP WITHIN 5", INVALID_QUERY },
    { "GROUP after WHERE in a data query", BOXES "Id = 'one' GROUP WITHIN 5", INVALID_QUERY },
    { "an event class without WITHIN in a data query", "SELECT * FROM __InstanceCreationEvent", "" },
};

static void queries_are_answered(void **state)
{
    const struct answer_case *row = *state;
    wmi_mock *mock = boxes_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    char text[512];

    assert_string_equal(answer(services, with_server(services, row->wql, text, sizeof text)), row->answer);
    IWbemServices_Release(services);
    world_destroy(mock);
}

/* --- Shapes ------------------------------------------------------------------------------------------------ */

/* As group policy filters, monitoring and inventory programs write them. */
static const struct shape_case {
    const char *name, *wql;
} shapes[] = {
    { "shape: a version and a kind",
      "SELECT * FROM Win32_OperatingSystem WHERE Version LIKE \"10.%\" AND ProductType <> 1" },
    { "shape: alternatives in parentheses", "select * from Win32_OperatingSystem WHERE BuildNumber >= 17763 "
                                            "AND (ProductType=\"3\" OR ProductType=\"2\")" },
    { "shape: nothing but signs between names",
      "select Caption,Version from Win32_OperatingSystem where(Version like'6.[23]%')and ProductType='1'" },
    { "shape: not an empty text", "SELECT Name FROM Win32_LogicalDisk WHERE Name != ''" },
    { "shape: a colon in a text",
      "SELECT FreeSpace FROM Win32_LogicalDisk WHERE DeviceID='C:' AND DriveType=3 " },
    { "shape: a path with doubled backslashes",
      "SELECT * FROM CIM_DataFile WHERE Name='C:\\\\Program Files (x86)\\\\A B\\\\c.exe'" },
    { "shape: a path as a pattern",
      "Select * from CIM_DataFile WHERE path LIKE '\\\\\\\\windows\\\\\\\\%' AND drive = \"c:\"" },
    { "shape: lines and tabs",
      "SELECT\r\n\tName,\r\n\tState\r\nFROM\tWin32_Service\r\nWHERE StartMode = 'Auto'\r\n" },
    { "shape: a boolean as a text",
      "SELECT * FROM Win32_UserAccount WHERE LocalAccount='True' AND Disabled = FALSE" },
    { "shape: a negation before LIKE",
      "SELECT * FROM Win32_PerfRawData_PerfDisk_LogicalDisk WHERE NOT Name LIKE '_Total'" },
    { "shape: a datetime", "SELECT * FROM Win32_NTLogEvent WHERE LogFile='System' AND "
                           "TimeGenerated>='20240101000000.000000+000'" },
    { "shape: a class with digits at its end", "Select * from MSFT_Disk1 where __CLASS = 'MSFT_Disk1'" },
    { "shape: associators through quotes",
      "ASSOCIATORS OF {Win32_DiskDrive.DeviceID='\\\\.\\PHYSICALDRIVE0'} WHERE AssocClass = "
      "Win32_DiskDriveToDiskPartition" },
    { "shape: associators with a long path",
      "Associators of {Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"A-B\"} where "
      "resultClass=Msvm_KvpExchangeComponent" },
};

static void shapes_are_read(void **state)
{
    const struct shape_case *row = *state;
    wmi_mock__wql_error error;
    wmi_mock__wql *query = NULL;

    assert_hr(S_OK, wmi_mock__wql_parse(row->wql, &query, &error));
    wmi_mock__wql_free(query);
}

/* --- Refusals ---------------------------------------------------------------------------------------------- */

#define HAS_NO_PROPERTY(name) \
    " has no property " name ": a wrong name, or a property that this version of Windows does not have"

static const struct message_case {
    const char *name, *wql, *message;
} messages[] = {
    { "says: a wrong keyword", "SELECT * FORM Box", "at character 10: found FORM, expected FROM" },
    { "says: a wrong keyword after a name", "SELECT Id Part FROM Box",
      "at character 11: found Part, expected a comma or FROM" },
    { "says: a list that ends early", "SELECT Id, FROM Box",
      "at character 12: found FROM, expected the name of a property, or *" },
    { "says: a wrong verb", "UPDATE Box",
      "at character 1: found UPDATE, expected SELECT, ASSOCIATORS OF or REFERENCES OF" },
    { "says: the end", "SELECT * FROM", "at character 14: found the end, expected the name of a class" },
    { "says: after the class", "SELECT * FROM Box;",
      "at character 18: this character has no meaning in WQL" },
    { "says: after the class, a word", "SELECT * FROM Box ORDER BY Id",
      "at character 19: found ORDER, expected WHERE or the end of the query" },
    { "says: after a condition", BOXES "Id = 'a' Part",
      "at character 34: found Part, expected AND, OR or the "
      "end of the query" },
    { "says: no operator", BOXES "Id",
      "at character 27: found the end, expected an operator (=, <>, <, <=, >, >=, LIKE, ISA, IS NULL)" },
    { "says: no literal", BOXES "Id = )",
      "at character 30: found ), expected a number, a text in quotes, TRUE, FALSE or NULL" },
    { "says: a text without quotes", BOXES "Id = one",
      "at character 30: a property compares with a constant; a text needs quotes" },
    { "says: a text without an end", BOXES "Id = 'one", "at character 30: this string has no closing quote" },
    { "says: a single backslash", BOXES "Id = 'C:\\x'",
      "at character 30: a backslash in this string escapes nothing; write two for one" },
    { "says: no number", BOXES "Id = 0x10", "at character 30: this is not a number that WQL knows" },
    { "says: an open parenthesis", BOXES "(Id = 'a'",
      "at character 34: found the end, expected AND, OR or )" },
    { "says: the character, not the byte", BOXES "Id = '\xC3\xA4\xF0\x9F\x98\x80' x",
      "at character 35: found x, expected AND, OR or the end of the query" },
    { "says: the character of a text over lines", "SELECT *\n\tFORM Box",
      "at character 11: found FORM, expected FROM" },
    { "says: no more than the beginning of a long word",
      "SELECT * FROM Box x123456789012345678901234567890123456789",
      "at character 19: found x123456789012345678901234567890123456789, expected WHERE or the end of the "
      "query" },
    { "says: the beginning of a longer word", "SELECT * FROM Box x1234567890123456789012345678901234567890",
      "at character 19: found x123456789012345678901234567890123456789..., expected WHERE or the end of the "
      "query" },
    { "says: WITHIN", "SELECT * FROM Box WITHIN 5",
      "at character 19: WITHIN and GROUP are for event queries (ExecNotificationQuery)" },
    { "says: GROUP", BOXES "Id = 'a' GROUP WITHIN 5",
      "at character 34: GROUP is for event queries (ExecNotificationQuery)" },
    { "says: NULL and an order", BOXES "Id < NULL OR Id = 'a'",
      "at character 35: NULL before this compares by =, <> and IS alone" },
    { "says: no class", "SELECT * FROM Bx",
      "at character 15: ROOT\\CIMV2 has no class Bx: a wrong name, a class "
      "of another namespace, or a class that this version of Windows does "
      "not have" },
    { "says: no property in the list", "SELECT Id, Colour FROM Box",
      "at character 12: the class Box" HAS_NO_PROPERTY("Colour") },
    { "says: no property in WHERE", BOXES "Id = 'a' AND Colour = 1",
      "at character 38: the class Box" HAS_NO_PROPERTY("Colour") },
    { "says: no property of an embedded object", BOXES "Part.Colour = 1",
      "at character 25: the class Inner" HAS_NO_PROPERTY("Colour") },
    { "says: no property of classes", "SELECT Name FROM meta_class",
      "at character 8: the class meta_class" HAS_NO_PROPERTY("Name") },
    { "says: the wrong type", BOXES "Part.Deep = 'x'",
      "at character 37: 'x' is not a value for Part, which is a "
      "uint32" },
    { "says: the wrong type, of a number", BOXES "Outer.Open = 5",
      "at character 38: 5 is not a value for Outer, which is a boolean" },
    { "says: an array", BOXES "Names = 'a'",
      "at character 25: Names is an array: only IS NULL and IS NOT NULL apply to it" },
    { "says: an object", BOXES "Part = 'a'",
      "at character 25: Part is an embedded object: compare one of its properties, or use ISA" },
    { "says: no object", BOXES "Id.Name = 'a'",
      "at character 25: Id is no embedded object: it has no properties" },
    { "says: ISA of a text", BOXES "Id ISA 'a'",
      "at character 25: Id is no embedded object: ISA applies to one, to __CLASS and to __this" },
    { "says: a pattern", BOXES "Id LIKE 'a[b'",
      "at character 33: a[b is no pattern: a [ is not closed, or has nothing in it" },
    { "says: LIKE of a number", BOXES "Part.Deep LIKE '1'",
      "at character 25: Part is not text: LIKE applies to text alone" },
    { "says: a keyword twice", "ASSOCIATORS OF {Box.Id='one'} WHERE KeysOnly KeysOnly",
      "at character 46: this keyword is there twice" },
    { "says: no keyword", "ASSOCIATORS OF {Box.Id='one'} WHERE Id = a",
      "at character 37: found Id, expected a keyword such as ResultClass, AssocClass or Role" },
    { "says: no path", "ASSOCIATORS OF Box.Id='one'",
      "at character 16: found Box, expected a path in braces" },
};

static char *description_of_last_error(void)
{
    IErrorInfo *info = NULL;
    BSTR text = NULL;
    char *utf8;
    UINT length;

    assert_hr(S_OK, GetErrorInfo(0, &info));
    assert_ok(IErrorInfo_GetDescription(info, &text));
    IErrorInfo_Release(info);
    length = SysStringLen(text);
    utf8 = malloc(wmi__utf8_length(text, length) + 1);
    assert_non_null(utf8);
    wmi__utf8_write(text, length, utf8);
    SysFreeString(text);
    return utf8;
}

static void check_description(const char *message)
{
    char *description = description_of_last_error();

    assert_string_equal(description, message);
    free(description);
}

/* From ExecQuery, from Next, and in the library's message. */
static void a_refusal_tells_why(void **state)
{
    const struct message_case *row = *state;
    wmi_mock *mock = boxes_create();
    IWbemServices *services = world_open(mock, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    BSTR wide = wide_text(row->wql);
    ULONG got = 0;

    assert_true(FAILED(world_query(services, wide, SYNCHRONOUS, &rows)));
    check_description(row->message);
    assert_ok(world_query(services, wide, SEMISYNCHRONOUS, &rows));
    assert_true(FAILED(world_next(rows, FOREVER, 1, &got)));
    check_description(row->message);
    IEnumWbemClassObject_Release(rows);
    SysFreeString(wide);
    IWbemServices_Release(services);
    world_destroy(mock);
}

static void the_library_passes_it_on(void **state)
{
    const struct message_case *row = *state;
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock *mock = boxes_create();
    wmi_connection *connection = NULL;
    IWbemClassObject *object = NULL;
    wmi_cursor *cursor = NULL;

    options.locator = wmi_mock_locator(mock);
    assert_ok(wmi_connect(&options, &connection));
    assert_ok(wmi_query(connection, row->wql, NULL, &cursor));
    assert_true(FAILED(wmi_cursor_next(cursor, &object)));
    if (strstr(wmi_last_error()->message, row->message) == NULL)
        fail_msg("%s\nis not in\n%s", row->message, wmi_last_error()->message);
    wmi_cursor_close(cursor);
    wmi_disconnect(connection);
    world_destroy(mock);
}

int main(void)
{
    static struct CMUnitTest tests[192];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, answers, queries_are_answered);
    WORLD_ADD_ROWS(tests, count, shapes, shapes_are_read);
    WORLD_ADD_ROWS(tests, count, messages, a_refusal_tells_why);
    WORLD_ADD_ROWS(tests, count, messages, the_library_passes_it_on);
    return _cmocka_run_group_tests("mock_wql_queries", tests, count, world_group_setup, world_group_teardown);
}
