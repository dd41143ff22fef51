/* SPDX-License-Identifier: MIT */
/*
 * Prints a text value of HKEY_LOCAL_MACHINE, or the names of a key's values, and again after each change. WMI has no
 * events of HKEY_CURRENT_USER. usage: registry_events KEY [VALUE]
 */
#include <stdio.h>
#include <wmikit.h>

/* The provider demands that Hive, KeyPath and ValueName are all compared, by =. */
static HRESULT subscribe(wmi_connection *registry, const char *key, const char *value,
                         wmi_subscription **subscription)
{
    char *key_text = NULL, *value_text = NULL;
    char wql[1024];
    HRESULT hr = wmi_wql_quote(key, &key_text);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_wql_quote(value != NULL ? value : "", &value_text);
    if (WMI_SUCCEEDED(hr)) {
        snprintf(wql, sizeof wql, "SELECT * FROM %s WHERE Hive = 'HKEY_LOCAL_MACHINE' AND KeyPath = %s%s%s",
                 value != NULL ? "RegistryValueChangeEvent" : "RegistryKeyChangeEvent", key_text,
                 value != NULL ? " AND ValueName = " : "", value != NULL ? value_text : "");
        hr = wmi_subscribe(registry, wql, NULL, subscription);
    }
    wmi_free(value_text);
    wmi_free(key_text);
    return hr;
}

/* hDefKey is left out: its default is HKEY_LOCAL_MACHINE. What is missing in the registry is NULL. */
static HRESULT print_state(wmi_connection *registry, const char *key, const char *value)
{
    const wmi_argument arguments[] = { { "sSubKeyName", wmi_value_string(key) },
                                       { "sValueName", wmi_value_string(value) } };
    IWbemClassObject *results = NULL;
    char *text = NULL, **names = NULL;
    size_t count = 0;
    HRESULT hr = wmi_call(registry, "StdRegProv", value != NULL ? "GetStringValue" : "EnumValues", arguments,
                          value != NULL ? 2 : 1, NULL, &results);

    if (WMI_SUCCEEDED(hr) && value != NULL)
        hr = wmi_get_string(results, "sValue", &text);
    else if (WMI_SUCCEEDED(hr))
        hr = wmi_get_strings(results, "sNames", &names, &count);
    if (WMI_SUCCEEDED(hr))
        printf("%s%s%s", key, value != NULL ? "\\" : ":", value != NULL ? value : "");
    if (WMI_SUCCEEDED(hr) && value != NULL)
        printf(" = %s", text != NULL ? text : "(none)");
    for (size_t i = 0; i < count; i++)
        printf(" %s", names[i]);
    if (WMI_SUCCEEDED(hr))
        puts("");
    wmi_free(names);
    wmi_free(text);
    wmi_object_release(results);
    return hr;
}

int main(int argc, char **argv)
{
    const char *key = argc > 1 ? argv[1] : "SOFTWARE", *value = argc > 2 ? argv[2] : NULL;
    wmi_connect_options where = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *registry = NULL;
    wmi_subscription *subscription = NULL;
    IWbemClassObject *event;
    HRESULT hr;

    where.namespace_path = "ROOT\\DEFAULT";
    hr = wmi_connect(&where, &registry);
    if (WMI_SUCCEEDED(hr)) /* before the first look, so that no change is missed */
        hr = subscribe(registry, key, value, &subscription);
    while (WMI_SUCCEEDED(hr) && WMI_SUCCEEDED(hr = print_state(registry, key, value)))
        hr = wmi_subscription_next(subscription, WMI_FOREVER, &event);
    fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_subscription_close(subscription);
    wmi_disconnect(registry);
    return 1;
}
