/* SPDX-License-Identifier: MIT */
#include "support/calls_world.h"

#include <stdio.h>

static const char mof[] =
    "class Part { [key] string Id; uint32 Weight = 7; };\n"
    "[Description(\"machines\")] class Machine {\n"
    "  [key, Description(\"which\")] string Id; uint32 Speed = 5; string Note; Part ref Main; string "
    "Tags[];\n"
    "  [implemented, Cost(3)] uint32 Add([in] uint32 A, [in, optional] sint16 B, [in, out] sint64 Sum,\n"
    "    [out] string Said);\n"
    "  [implemented, static: ToSubclass] uint32 Make([in] string Id, [in] datetime When, [in] Part ref "
    "Main,\n"
    "    [in] uint8 Bytes[], [out] string Said);\n"
    "  [implemented] void Ring();\n"
    "  [implemented] void Paint([in] string Colour);\n"
    "  [implemented] uint32 Idle();\n"
    "  uint32 Bare();\n"
    "};\n"
    "class Engine : Machine { boolean Hot; Part Inside; };\n"
    "[singleton] class Settings { uint32 Volume; };\n"
    "class Loose { string Text; };\n"
    "class Mixed { [key] string Text; [key] uint64 Number; [key] boolean Yes; [key] datetime When;\n"
    "  [key] char16 Letter; [key] sint8 Small; string Note; };\n"
    "[association] class MachinePart { [key] Machine ref Whole; [key] Part ref Piece; };\n"
    "class Thing {\n"
    "  [key] string Name;\n"
    "  sint8 S8; sint8 S8s[]; uint8 U8; uint8 U8s[]; sint16 S16; sint16 S16s[]; uint16 U16; uint16 U16s[];\n"
    "  sint32 S32; sint32 S32s[]; uint32 U32; uint32 U32s[]; sint64 S64; sint64 S64s[]; uint64 U64; uint64 "
    "U64s[];\n"
    "  real32 R32; real32 R32s[]; real64 R64; real64 R64s[]; boolean Yes; boolean Yeses[];\n"
    "  char16 Letter; char16 Letters[]; string Text; string Texts[]; datetime When; datetime Whens[];\n"
    "  Part ref Other; Part ref Others[]; Part Inside; Part Insides[];\n"
    "};\n"
    "instance of Part { Id = \"p}1\"; };\n"
    "instance of Part { Id = \"p2\"; Weight = 9; };\n"
    "instance of Part { Id = \"a\\\"}\"; };\n"
    "instance of Machine { Id = \"m1\"; Note = \"old\"; Main = \"Part.Id=\\\"p2\\\"\"; };\n"
    "instance of Engine { Id = \"e1\"; Hot = true; };\n"
    "instance of Settings { Volume = 3; };\n"
    "instance of MachinePart { Whole = \"Machine.Id=\\\"m1\\\"\"; Piece = \"Part.Id=\\\"p}1\\\"\"; };\n"
    "instance of MachinePart { Whole = \"Machine.Id=\\\"m1\\\"\"; Piece = \"Part.Id=\\\"p2\\\"\"; };\n"
    "instance of Thing { Name = \"t\"; };\n";

wmi_connection *link_here;
HRESULT calls_method_code;

/* --- What the methods do ------------------------------------------------------------------------------------------- */

/* Every number as text; "-" for NULL. */
static char *text_or_dash(IWbemClassObject *in, const char *name)
{
    char *text = NULL;

    if (wmi_get_string(in, name, &text) != WMI_OK)
        wmi_get_string(in, "__GENUS", &text); /* "2": never what a test gives */
    return text;
}

static HRESULT add(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    int64_t sum = 0;
    uint32_t a = 0;
    int32_t b = 0;
    char said[200];
    HRESULT hr;

    (void)user_data;
    if (WMI_FAILED(calls_method_code))
        return calls_method_code;
    if (WMI_FAILED(hr = wmi_get_uint32(in, "A", &a)) || WMI_FAILED(hr = wmi_get_int32(in, "B", &b)) ||
        WMI_FAILED(hr = wmi_get_int64(in, "Sum", &sum)))
        return hr;
    snprintf(said, sizeof said, "%s A=%lu B=%ld", path, (unsigned long)a, (long)b);
    hr = wmi_set_value(out, "Said", wmi_value_string(said));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(out, "Sum", wmi_value_sint64(sum + a + b));
    return WMI_FAILED(hr) ? hr : wmi_set_value(out, "ReturnValue", wmi_value_uint32(17));
}

/* Tells what it was given. */
static HRESULT make(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    static const char *const names[] = { "Id", "When", "Main" };
    char said[400] = "";
    char **bytes = NULL;
    size_t count = 0;

    (void)path;
    (void)user_data;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char *text = text_or_dash(in, names[i]);

        snprintf(said + strlen(said), sizeof said - strlen(said), "%s|", text == NULL ? "?" : text);
        wmi_free(text);
    }
    if (wmi_get_strings(in, "Bytes", &bytes, &count) == WMI_OK)
        snprintf(said + strlen(said), sizeof said - strlen(said), "%lu", (unsigned long)count);
    wmi_free(bytes);
    wmi_set_value(out, "Said", wmi_value_string(said));
    return wmi_set_value(out, "ReturnValue", wmi_value_uint32(0));
}

/* Without results. */
static HRESULT do_nothing(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    (void)user_data;
    return S_OK;
}

/* --- The world -------------------------------------------------------------------------------------------------------- */

void calls_load(void)
{
    calls_method_code = S_OK;
    assert_ok(wmi_mock_load(world, NULL, mof));
    assert_ok(wmi_mock_on_method(world, "Machine", "Add", add, NULL));
    assert_ok(wmi_mock_on_method(world, "Machine", "Make", make, NULL));
    assert_ok(wmi_mock_on_method(world, "Machine", "Ring", do_nothing, NULL));
    assert_ok(wmi_mock_on_method(world, "Machine", "Paint", do_nothing, NULL));
}

int calls_begin(void **state)
{
    if (world_begin(state) != 0)
        return -1;
    calls_load();
    assert_ok(wmi_connect(NULL, &link_here));
    return 0;
}

int calls_end(void **state)
{
    wmi_disconnect(link_here);
    link_here = NULL;
    SetErrorInfo(0, NULL); /* what a failure has left behind for GetErrorInfo */
    return world_end(state);
}

wmi_connection *calls_connect(const char *server)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;

    world_add(server, "ada", NULL, "secret");
    options.server = server;
    options.user = "ada";
    options.password = "secret";
    assert_ok(wmi_connect(&options, &connection));
    return connection;
}

IWbemClassObject *calls_find(const char *path)
{
    IWbemClassObject *object = NULL;

    assert_ok(wmi_find(link_here, path, NULL, &object));
    assert_non_null(object);
    return object;
}

const char *calls_text(IWbemClassObject *object, const char *property)
{
    static char text[400];
    char *value = NULL;
    HRESULT hr = wmi_get_string(object, property, &value);

    snprintf(text, sizeof text, "%s", WMI_FAILED(hr) ? "(none)" : value == NULL ? "(null)" : value);
    wmi_free(value);
    return text;
}

const char *calls_stored(const char *path, const char *property)
{
    IWbemClassObject *object = calls_find(path);
    const char *text = calls_text(object, property);

    wmi_object_release(object);
    return text;
}

size_t calls_count(wmi_cursor *cursor)
{
    IWbemClassObject *row;
    size_t count = 0;
    HRESULT hr;

    while ((hr = wmi_cursor_next(cursor, &row)) == WMI_OK)
        count++;
    wmi_cursor_close(cursor);
    assert_hr(WMI_END, hr);
    return count;
}
