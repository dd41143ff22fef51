/* SPDX-License-Identifier: MIT */
/*
 * A sample's main, renamed when it is compiled for this, in a process where the mock is the system's WMI: the local
 * computer, with a registry and a Win32_Process that starts what is to be started, and the server db1, which lets
 * CORP\ada in.
 */
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdio.h>
#include <string.h>

int sample_main(int argc, char **argv);

static const char cimv2[] =
    "class Win32_OperatingSystem { [key] string Name; string Caption; string Version;"
    "    uint64 TotalVisibleMemorySize; };\n"
    "class Win32_LogicalDisk { [key] string DeviceID; uint32 DriveType; uint64 Size; uint64 FreeSpace; };\n"
    "class Win32_Process { [key] string Handle; uint32 ProcessId;"
    "    [static, implemented] uint32 Create([in] string CommandLine, [out] uint32 ProcessId); };\n"
    "instance of Win32_OperatingSystem { Name = \"x\"; Caption = \"Größe 10\"; Version = \"10.0\";"
    "    TotalVisibleMemorySize = 16777216; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"A:\"; DriveType = 2; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"C:\"; DriveType = 3; Size = 500000000000; FreeSpace = 1; "
    "};\n"
    "instance of Win32_LogicalDisk { DeviceID = \"D:\"; DriveType = 3; };\n";

static const char registry[] =
    "class StdRegProv {\n"
    "    [static, implemented] uint32 EnumValues([in, optional] uint32 hDefKey = 2147483650, [in] string "
    "sSubKeyName,"
    "        [out] string sNames[], [out] sint32 Types[]);\n"
    "    [static, implemented] uint32 GetStringValue([in, optional] uint32 hDefKey = 2147483650,"
    "        [in] string sSubKeyName, [in] string sValueName, [out] string sValue);\n"
    "};\n";

static const char registry_events[] =
    "class RegistryEvent : __ExtrinsicEvent {};\n"
    "class RegistryKeyChangeEvent : RegistryEvent { string Hive; string KeyPath; };\n"
    "class RegistryValueChangeEvent : RegistryEvent { string Hive; string KeyPath; string ValueName; };\n";

/* Fails when it is the first character of a text parameter. */
static HRESULT set_verdict(IWbemClassObject *in, const char *parameter, char failing, uint32_t code,
                           IWbemClassObject *out)
{
    char *text = NULL;
    HRESULT hr = wmi_get_string(in, parameter, &text);
    bool fails = hr == WMI_OK && text[0] == failing;

    wmi_free(text);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(out, "ReturnValue", wmi_value_uint32(fails ? code : 0));
    return WMI_SUCCEEDED(hr) && fails ? WMI_END : hr;
}

static HRESULT create(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    HRESULT hr = set_verdict(in, "CommandLine", '?', 9, out); /* path not found */

    (void)path;
    if (hr == WMI_OK)
        hr = wmi_set_value(out, "ProcessId", wmi_value_uint32(4711));
    if (hr == WMI_OK)
        hr = wmi_mock_load(user_data, NULL,
                           "instance of Win32_Process { Handle = \"4711\"; ProcessId = 4711; };");
    if (hr == WMI_OK) /* it has ended when it is looked for a second time */
        hr = wmi_mock_fail(user_data, "IEnumWbemClassObject::Next", 2, WBEM_S_FALSE);
    return WMI_SUCCEEDED(hr) ? WMI_OK : hr;
}

/* --- A registry that changes whenever it is read, until what waits for changes is ended ----------------------------- */

/* A text parameter as a string of MOF: it has the escapes of a literal of WQL. */
static char *mof_string(IWbemClassObject *in, const char *parameter)
{
    char *text = NULL;
    char *literal = NULL;

    if (wmi_get_string(in, parameter, &text) == WMI_OK && wmi_wql_quote(text, &literal) == WMI_OK) {
        literal[0] = '"';
        literal[strlen(literal) - 1] = '"';
    }
    wmi_free(text);
    return literal;
}

static HRESULT raise_change(wmi_mock *mock, IWbemClassObject *in, bool of_value)
{
    char *key = mof_string(in, "sSubKeyName");
    char *value = of_value ? mof_string(in, "sValueName") : NULL;
    HRESULT hr = (HRESULT)WBEM_E_OUT_OF_MEMORY;
    char mof[400];

    if (key != NULL && (value != NULL || !of_value)) {
        snprintf(mof, sizeof mof, "instance of %s { Hive = \"HKEY_LOCAL_MACHINE\"; KeyPath = %s;%s%s%s };",
                 of_value ? "RegistryValueChangeEvent" : "RegistryKeyChangeEvent", key,
                 of_value ? " ValueName = " : "", of_value ? value : "", of_value ? ";" : "");
        hr = wmi_mock_raise(mock, "ROOT\\DEFAULT", mof);
    }
    wmi_free(value);
    wmi_free(key);
    return hr;
}

static HRESULT end_subscriptions(wmi_mock *mock)
{
    return wmi_mock_fail(mock, "IEnumWbemClassObject::Next", 0, (HRESULT)WBEM_E_SHUTTING_DOWN);
}

static HRESULT enum_values(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    static const char *const names[] = { "ProductName", "Count" };
    static const int32_t types[] = { 1, 4 };
    static unsigned turn;
    HRESULT hr = set_verdict(in, "sSubKeyName", '?', 2, out);

    (void)path;
    if (hr == WMI_OK)
        hr = wmi_set_value(out, "sNames", wmi_value_string_array(names, 2));
    if (hr == WMI_OK)
        hr = wmi_set_value(out, "Types", wmi_value_sint32_array(types, 2));
    if (hr == WMI_OK)
        hr = ++turn == 1 ? raise_change(user_data, in, false) : end_subscriptions(user_data);
    return WMI_SUCCEEDED(hr) ? WMI_OK : hr;
}

static HRESULT get_string_value(const char *path, IWbemClassObject *in, IWbemClassObject *out,
                                void *user_data)
{
    static const char *const values[] = { "wmikit", "two", NULL };
    static unsigned turn;
    HRESULT hr = set_verdict(in, "sValueName", '?', 2, out);

    (void)path;
    if (hr == WMI_OK)
        hr = wmi_set_value(out, "sValue", wmi_value_string(values[turn]));
    if (hr == WMI_OK)
        hr = ++turn < 3 ? raise_change(user_data, in, true) : end_subscriptions(user_data);
    return WMI_SUCCEEDED(hr) ? WMI_OK : hr;
}

static HRESULT fill(wmi_mock *mock)
{
    wmi_mock_host db1 = WMI_MOCK_HOST_INIT;
    HRESULT hr = wmi_mock_load(mock, NULL, cimv2);

    db1.user = "ada";
    db1.domain = "CORP";
    db1.password = "secret";
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load(mock, NULL, registry);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load(mock, "ROOT\\DEFAULT", registry);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_load(mock, "ROOT\\DEFAULT", registry_events);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_add_host(mock, "db1", &db1);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_add_host(mock, "fs1", NULL);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_on_method(mock, "Win32_Process", "Create", create, mock);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_on_method(mock, "StdRegProv", "EnumValues", enum_values, mock);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_mock_on_method(mock, "StdRegProv", "GetStringValue", get_string_value, mock);
    return WMI_SUCCEEDED(hr) ? wmi_mock_install(mock) : hr;
}

int main(int argc, char **argv)
{
    wmi_mock *mock = NULL;
    bool asked;
    size_t held;
    int code;

    if (WMI_FAILED(wmi_mock_create(&mock)) || WMI_FAILED(fill(mock))) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        return 99;
    }
    code = sample_main(argc, argv);
    wmi_shutdown();
    asked = wmi_mock_call_count(mock, NULL) > 0;
    held = wmi_mock_destroy(mock);
    if (!asked) {
        fprintf(stderr, "the mock was not asked: was that the real WMI?\n");
        return 97;
    }
    if (held > 0)
        fprintf(stderr, "%u objects are still held\n", (unsigned)held);
    return held > 0 ? 98 : code;
}
