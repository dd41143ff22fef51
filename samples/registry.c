/* SPDX-License-Identifier: MIT */
/* Lists the values of a key of HKEY_LOCAL_MACHINE, by StdRegProv: this works for remote computers too. */
#include <stdio.h>
#include <wmikit.h>

/* A missing key or value is not a failure of the call: ReturnValue is the Windows error. */
static HRESULT call(wmi_connection *registry, const char *method, const char *key, const char *name,
                    IWbemClassObject **results)
{
    wmi_argument arguments[] = { { "hDefKey", wmi_value_uint32(0x80000002) }, /* HKEY_LOCAL_MACHINE */
                                 { "sSubKeyName", wmi_value_string(key) },
                                 { "sValueName", wmi_value_string(name) } };
    size_t count = name != NULL ? 3 : 2;
    uint32_t verdict = 0;
    HRESULT hr = wmi_call(registry, "StdRegProv", method, arguments, count, NULL, results);

    if (hr == WMI_E_OVERFLOW) { /* Wine has a sint32 in the place of Windows's uint32 */
        arguments[0].value = wmi_value_sint32(INT32_MIN + 2);
        hr = wmi_call(registry, "StdRegProv", method, arguments, count, NULL, results);
    }
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_uint32(*results, "ReturnValue", &verdict);
    if (verdict == 0)
        return hr;
    fprintf(stderr, "StdRegProv.%s: Windows error %u\n", method, (unsigned)verdict);
    return WMI_END;
}

static HRESULT print_text(wmi_connection *registry, const char *key, const char *name)
{
    IWbemClassObject *results = NULL;
    char *text = NULL;
    HRESULT hr = call(registry, "GetStringValue", key, name, &results);

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
    IWbemClassObject *results = NULL;
    wmi_value types = wmi_value_null(WMI_SINT32);
    char **names = NULL;
    size_t count = 0;
    HRESULT hr = call(registry, "EnumValues", key, NULL, &results);

    if (hr == WMI_OK)
        hr = wmi_get_strings(results, "sNames", &names, &count); /* NULL for a key without values */
    if (hr == WMI_OK)
        hr = wmi_get_value(results, "Types", &types);
    for (size_t i = 0; i < count && i < types.count && hr == WMI_OK; i++) {
        printf("%s (type %d)\n", names[i], (int)types.sint32s[i]);
        if (types.sint32s[i] == 1) /* REG_SZ */
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
    wmi_connection *registry = NULL;
    HRESULT hr = wmi_connect(NULL, &registry);

    if (WMI_SUCCEEDED(hr))
        hr = print_values(registry, key);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(registry);
    return hr == WMI_OK ? 0 : 1;
}
