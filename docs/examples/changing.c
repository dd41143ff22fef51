/* SPDX-License-Identifier: MIT */
/* The code of docs/changing.md, run against a mock. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/mock.h>

/* WMI_OK means that the method ran; what came of it is in *verdict. */
static HRESULT set_dns(wmi_connection *connection, uint32_t adapter, const char *const *servers, size_t count,
                       uint32_t *verdict)
{
    const wmi_argument key = { "Index", wmi_value_uint32(adapter) };
    const wmi_argument argument = { "DNSServerSearchOrder", wmi_value_string_array(servers, count) };
    IWbemClassObject *results = NULL;
    char *path = NULL;
    HRESULT hr = wmi_path_create("Win32_NetworkAdapterConfiguration", &key, 1, &path);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_call(connection, path, "SetDNSServerSearchOrder", &argument, 1, NULL, &results);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint32(results, "ReturnValue", verdict);
    wmi_object_release(results);
    wmi_free(path);
    return hr;
}

/* Finds the instance, changes one property, and writes it back. */
static HRESULT rename_volume(wmi_connection *connection, const char *path, const char *label)
{
    IWbemClassObject *volume = NULL;
    HRESULT hr = wmi_find(connection, path, NULL, &volume);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(volume, "Label", wmi_value_string(label));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_put(connection, volume, WMI_PUT_UPDATE_ONLY, NULL, NULL);
    wmi_object_release(volume);
    return hr;
}

/* Makes an environment variable; *path is the new instance's, for wmi_free. */
static HRESULT make_variable(wmi_connection *connection, const char *name, const char *text, char **path)
{
    IWbemClassObject *variable = NULL;
    HRESULT hr = wmi_new(connection, "Win32_Environment", &variable);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(variable, "Name", wmi_value_string(name));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(variable, "UserName", wmi_value_string("<SYSTEM>"));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(variable, "VariableValue", wmi_value_string(text));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_put(connection, variable, WMI_PUT_CREATE_ONLY, NULL, path);
    wmi_object_release(variable);
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] =
    "class Win32_NetworkAdapterConfiguration { [key] uint32 Index; string DNSServerSearchOrder[];"
    "  [Implemented] uint32 SetDNSServerSearchOrder([in] string DNSServerSearchOrder[]); };"
    "instance of Win32_NetworkAdapterConfiguration { Index = 1; };"
    "class Win32_Volume { [key] string DeviceID; string Label; };"
    "instance of Win32_Volume { DeviceID = \"C\"; Label = \"old\"; };"
    "class Win32_Environment { [key] string Name; [key] string UserName; string VariableValue; };";
static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

/* Says 0 when the servers are the two that the test gives. */
static HRESULT set_search_order(const char *path, IWbemClassObject *in, IWbemClassObject *out,
                                void *user_data)
{
    char **servers = NULL;
    size_t count = 0;
    HRESULT hr = wmi_get_strings(in, "DNSServerSearchOrder", &servers, &count);

    (void)path;
    if (hr == WMI_OK)
        *(bool *)user_data = count == 2 && strcmp(servers[1], "10.0.0.2") == 0;
    wmi_free(servers);
    return WMI_FAILED(hr) ? hr : wmi_set_value(out, "ReturnValue", wmi_value_uint32(0));
}

static void check_method(wmi_mock *mock, wmi_connection *connection)
{
    const char *const servers[] = { "10.0.0.1", "10.0.0.2" };
    uint32_t verdict = 1;
    bool seen = false;

    check(set_dns(connection, 1, servers, 2, &verdict) == WMI_E_PROVIDER_NOT_CAPABLE,
          "without a handler the method is not executed");
    wmi_mock_on_method(mock, "Win32_NetworkAdapterConfiguration", "SetDNSServerSearchOrder", set_search_order,
                       &seen);
    check(set_dns(connection, 1, servers, 2, &verdict) == WMI_OK && verdict == 0 && seen, "two servers");
    check(set_dns(connection, 7, servers, 2, &verdict) == WMI_E_NOT_FOUND, "an adapter that is not there");
}

static void check_instances(wmi_connection *connection)
{
    char *path = NULL;
    IWbemClassObject *volume = NULL;
    char *label = NULL;

    check(rename_volume(connection, "Win32_Volume.DeviceID=\"C\"", "new") == WMI_OK, "renamed");
    check(wmi_find(connection, "Win32_Volume.DeviceID=\"C\"", NULL, &volume) == WMI_OK, "found again");
    check(wmi_get_string(volume, "Label", &label) == WMI_OK && strcmp(label, "new") == 0, "has the new name");
    wmi_free(label);
    wmi_object_release(volume);
    check(make_variable(connection, "EDITOR", "vi", &path) == WMI_OK && path != NULL, "made");
    check(make_variable(connection, "EDITOR", "vi", NULL) == WMI_E_ALREADY_EXISTS, "once only");
    check(wmi_delete(connection, path, NULL) == WMI_OK, "deleted");
    check(wmi_delete(connection, path, NULL) == WMI_E_NOT_FOUND, "once only");
    wmi_free(path);
}

int main(void)
{
    wmi_connection *connection = NULL;
    wmi_mock *mock = NULL;

    wmi_mock_create(&mock);
    check(wmi_mock_load(mock, NULL, mof) == WMI_OK, "data");
    wmi_mock_install(mock);
    check(wmi_connect(NULL, &connection) == WMI_OK, "connected");
    check_method(mock, connection);
    check_instances(connection);
    wmi_disconnect(connection);
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
