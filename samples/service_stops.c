/* SPDX-License-Identifier: MIT */
/* Waits until a service is not running: service_stops Spooler */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>

#define STOPPED "TargetInstance.State <> 'Running' AND TargetInstance.Name = %s"

static HRESULT subscribe(wmi_connection *connection, const char *name, wmi_subscription **subscription)
{
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;
    char *literal = NULL;
    char where[600];
    HRESULT hr = wmi_wql_quote(name, &literal);

    options.retry_ms = 1000; /* a restart of WMI does not end it */
    if (WMI_SUCCEEDED(hr)) { /* the names of services have at most 256 characters */
        snprintf(where, sizeof where, STOPPED, literal);
        hr = wmi_watch(connection, "Win32_Service", WMI_MODIFIED, 2, where, &options, subscription);
    }
    wmi_free(literal);
    return hr;
}

/* As it is now: an event only tells of a change. Connects for itself, since a restart of WMI ends connections. */
static HRESULT look(const char *name, bool *runs)
{
    const wmi_argument key = { "Name", wmi_value_string(name) };
    wmi_connection *connection = NULL;
    IWbemClassObject *service = NULL;
    char *path = NULL;
    char *state = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_path_create("Win32_Service", &key, 1, &path);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_find(connection, path, NULL, &service);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_string(service, "State", &state);
    *runs = hr == WMI_OK && strcmp(state, "Running") == 0;
    wmi_free(state);
    wmi_object_release(service);
    wmi_free(path);
    wmi_disconnect(connection);
    return hr;
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "Spooler";
    wmi_subscription *subscription = NULL;
    wmi_connection *connection = NULL;
    IWbemClassObject *event;
    bool runs = true;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = subscribe(connection, name, &subscription);
    if (WMI_SUCCEEDED(hr)) /* after subscribing: it may stop between the two */
        hr = look(name, &runs);
    while (runs && WMI_SUCCEEDED(hr)) {
        hr = wmi_subscription_next(subscription, WMI_FOREVER, &event);
        if (hr == WMI_OK)
            runs = false;
        if (hr == WMI_GAP)
            hr = look(name, &runs);
    }
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    else
        printf("%s is not running\n", name);
    wmi_subscription_close(subscription);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
