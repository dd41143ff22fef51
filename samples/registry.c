/* SPDX-License-Identifier: MIT */
/* Lists the values of a key of HKEY_LOCAL_MACHINE, by StdRegProv: on another computer it works the same. */
#include <stdio.h>
#include <wmikit.h>

/* What was not found is no failure of the call: ReturnValue is the Windows error. hDefKey is not given, and so HKLM. */
static HRESULT call(wmi_connection *registry, const char *method, const wmi_argument *arguments, size_t count,
                    IWbemClassObject **results)
{
    uint32_t verdict = 0;
    HRESULT hr = wmi_call(registry, "StdRegProv", method, arguments, count, NULL, results);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint32(*results, "ReturnValue", &verdict);
    if (WMI_SUCCEEDED(hr) && verdict != 0) {
        fprintf(stderr, "StdRegProv.%s: Windows error %u\n", method, (unsigned)verdict);
        hr = WMI_END;
    }
    return hr;
}

static HRESULT print_text(wmi_connection *registry, const char *key, const char *name)
{
    const wmi_argument arguments[] = { { "sSubKeyName", wmi_value_string(key) },
                                       { "sValueName", wmi_value_string(name) } };
    IWbemClassObject *results = NULL;
    char *text = NULL;
    HRESULT hr = call(registry, "GetStringValue", arguments, 2, &results);

    if (hr == WMI_OK)
        hr = wmi_get_string(results, "sValue", &text);
    if (hr == WMI_OK)
        printf("    %s\n", text);
    wmi_free(text);
    wmi_object_release(results);
    return hr;
}

static HRESULT print_values(wmi_connection *registry, const char *key)
{
    const wmi_argument arguments[] = { { "sSubKeyName", wmi_value_string(key) } };
    IWbemClassObject *results = NULL;
    wmi_value types = wmi_value_null(WMI_SINT32);
    char **names = NULL;
    size_t count = 0;
    HRESULT hr = call(registry, "EnumValues", arguments, 1, &results);

    if (hr == WMI_OK)
        hr = wmi_get_strings(results, "sNames", &names, &count); /* NULL for a key without values */
    if (hr == WMI_OK)
        hr = wmi_get_value(results, "Types", &types);
    for (size_t i = 0; i < count && i < types.count && hr == WMI_OK; i++) {
        printf("%s (type %d)\n", names[i], (int)types.sint32s[i]);
        if (types.sint32s[i] == 1) /* REG_SZ: text */
            hr = print_text(registry, key, names[i]);
    }
    wmi_value_clear(&types);
    wmi_free(names);
    wmi_object_release(results);
    return hr;
}

int main(int argc, char **argv)
{
    const char *key = argc > 1 ? argv[1] : "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *registry = NULL;
    HRESULT hr;

    options.namespace_path = "ROOT\\default";
    hr = wmi_connect(&options, &registry);
    if (WMI_SUCCEEDED(hr))
        hr = print_values(registry, key);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(registry);
    return hr == WMI_OK ? 0 : 1;
}
