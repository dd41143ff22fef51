/* SPDX-License-Identifier: MIT */
#include "support/calls_actions.h"

#define IN_TIME_MS 10000

HRESULT action_call(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    const wmi_argument arguments[] = { { "A", wmi_value_uint32(1) } };
    IWbemClassObject *results = (IWbemClassObject *)1;
    HRESULT hr = wmi_call(connection, M1, "Add", arguments, 1, options, &results);

    *cleared = WMI_SUCCEEDED(hr) ? results != NULL : results == NULL;
    wmi_object_release(results);
    return hr;
}

static HRESULT call_without_results(wmi_connection *connection, const wmi_call_options *options,
                                    bool *cleared)
{
    *cleared = true;
    return wmi_call(connection, M1, "Ring", NULL, 0, options, NULL);
}

HRESULT action_find(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    IWbemClassObject *object = (IWbemClassObject *)1;
    HRESULT hr = wmi_find(connection, M1, options, &object);

    *cleared = WMI_SUCCEEDED(hr) ? object != NULL : object == NULL;
    wmi_object_release(object);
    return hr;
}

HRESULT action_put_as(wmi_connection *connection, wmi_put_mode mode, const wmi_call_options *options,
                      char **path)
{
    IWbemClassObject *instance = NULL;
    HRESULT hr = wmi_new(connection, "Machine", &instance);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_set_value(instance, "Id", wmi_value_string("m1"));
    if (WMI_SUCCEEDED(hr))
        hr = wmi_put(connection, instance, mode, options, path);
    wmi_object_release(instance);
    return hr;
}

static HRESULT put(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    *cleared = true;
    return action_put_as(connection, WMI_PUT_UPDATE_ONLY, options, NULL);
}

HRESULT action_put_with_path(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    char *path = (char *)1;
    HRESULT hr = action_put_as(connection, WMI_PUT_PARTIAL, options, &path);

    *cleared = WMI_SUCCEEDED(hr) ? path != NULL : path == NULL;
    wmi_free(path);
    return hr;
}

static HRESULT delete_it(wmi_connection *connection, const wmi_call_options *options, bool *cleared)
{
    HRESULT hr = action_put_as(connection, WMI_PUT_CREATE_OR_UPDATE, NULL, NULL);

    *cleared = true;
    return WMI_FAILED(hr) ? hr : wmi_delete(connection, M1, options);
}

const struct action actions[ACTIONS] = {
    { "wmi_call", action_call, "IWbemServices::ExecMethod", { "Add", M1 }, false },
    { "wmi_call without results", call_without_results, "IWbemServices::ExecMethod", { "Ring", M1 }, false },
    { "wmi_find", action_find, "IWbemServices::GetObject", { M1, M1 }, false },
    { "wmi_put", put, "IWbemServices::PutInstance", { M1, M1 }, true },
    { "wmi_put with a path", action_put_with_path, "IWbemServices::PutInstance", { M1, M1 }, true },
    { "wmi_delete", delete_it, "IWbemServices::DeleteInstance", { M1, M1 }, true },
};

wmi_call_options options_with(uint32_t timeout_ms, wmi_cancel *cancel)
{
    wmi_call_options options = WMI_CALL_OPTIONS_INIT;

    options.timeout_ms = timeout_ms;
    options.cancel = cancel;
    return options;
}

void assert_call_ends(const struct action *action, const wmi_call_options *options, HRESULT code)
{
    uint64_t start = world_clock_ms();
    bool cleared = false;

    assert_hr(code, action->run(link_here, options, &cleared));
    assert_true(world_clock_ms() - start < IN_TIME_MS);
    assert_true(cleared);
    assert_string_equal(wmi_last_error()->operation, action->operation);
    assert_last_error(code, action->words[0]);
    assert_last_error(code, action->words[1]);
}

size_t actions_add(struct CMUnitTest *tests, size_t count, CMUnitTestFunction test)
{
    for (size_t i = 0; i < ACTIONS; i++)
        tests[count++] = CALLS_ROW(test, actions[i]);
    return count;
}
