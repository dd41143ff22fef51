/* SPDX-License-Identifier: MIT */
/* The code of docs/cpp.md, run against a mock. */
#include <cstdio>
#include <cstring>
#include <memory>
#include <wmikit.h>
#include <wmikit/mock.h>

struct wmi_release {
    void operator()(wmi_connection *connection) const { wmi_disconnect(connection); }
    void operator()(wmi_cursor *cursor) const { wmi_cursor_close(cursor); }
    void operator()(wmi_subscription *subscription) const { wmi_subscription_close(subscription); }
    void operator()(wmi_fleet *fleet) const { wmi_fleet_free(fleet); }
    void operator()(wmi_cancel *cancel) const { wmi_cancel_free(cancel); }
    void operator()(IWbemClassObject *object) const { wmi_object_release(object); }
    void operator()(IWbemContext *context) const { wmi_context_release(context); }
    void operator()(OLECHAR *bstr) const { wmi_bstr_free(bstr); }
};
template <typename T> using wmi_owner = std::unique_ptr<T, wmi_release>;

struct wmi_block_release {
    void operator()(void *block) const { wmi_free(block); }
};
template <typename T> using wmi_block = std::unique_ptr<T, wmi_block_release>;

struct wmi_value_owner : wmi_value {
    wmi_value_owner() : wmi_value() {}
    ~wmi_value_owner() { wmi_value_clear(this); }
    wmi_value_owner(const wmi_value_owner &) = delete;
    wmi_value_owner &operator=(const wmi_value_owner &) = delete;
};

static HRESULT read_name(const char *path, wmi_block<char> &name)
{
    wmi_connection *opened = nullptr;
    HRESULT hr = wmi_connect(nullptr, &opened);
    wmi_owner<wmi_connection> connection(opened);

    IWbemClassObject *found = nullptr;
    if (WMI_SUCCEEDED(hr))
        hr = wmi_find(connection.get(), path, nullptr, &found);
    wmi_owner<IWbemClassObject> object(found);

    char *text = nullptr;
    if (WMI_SUCCEEDED(hr))
        hr = wmi_get_string(object.get(), "Name", &text);
    name.reset(text);
    return hr;
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static const char mof[] = "class Disk { [key] string Name; uint32 Parts[]; };"
                          "instance of Disk { Name = \"C:\"; Parts = { 1, 2 }; };";

static bool expect(bool what, const char *text)
{
    if (!what)
        std::printf("%s: FAILED: %s\n", text, wmi_last_error()->message);
    return what;
}

static bool reads_a_name()
{
    wmi_block<char> name;

    return expect(read_name("Disk.Name=\"C:\"", name) == WMI_OK && std::strcmp(name.get(), "C:") == 0, "read_name") &&
           expect(WMI_FAILED(read_name("Disk.Name=\"D:\"", name)) && name == nullptr, "read_name of none");
}

static bool reads_rows()
{
    wmi_connection *opened = nullptr;
    wmi_cursor *rows = nullptr;
    wmi_cancel *trigger = nullptr;
    IWbemContext *values = nullptr;
    IWbemClassObject *row = nullptr; /* lent by the cursor */
    BSTR text = nullptr;

    wmi_connect(nullptr, &opened);
    wmi_owner<wmi_connection> connection(opened);
    bool made = WMI_SUCCEEDED(wmi_cancel_create(&trigger)) && WMI_SUCCEEDED(wmi_context_create(nullptr, 0, &values));
    wmi_owner<wmi_cancel> cancel(trigger);
    wmi_owner<IWbemContext> context(values);

    HRESULT hr = wmi_query(connection.get(), "SELECT * FROM Disk", nullptr, &rows);
    wmi_owner<wmi_cursor> cursor(rows);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_cursor_next(cursor.get(), &row);
    if (hr != WMI_OK)
        return expect(false, "wmi_cursor_next");

    wmi_value_owner parts;
    HRESULT got = wmi_get_bstr(row, "Name", &text);
    wmi_owner<OLECHAR> name(text);
    return expect(made && got == WMI_OK && text[0] == 'C', "wmi_get_bstr") &&
           expect(wmi_get_value(row, "Parts", &parts) == WMI_OK && parts.count == 2, "wmi_get_value");
}

static bool subscribes()
{
    wmi_connection *opened = nullptr;
    wmi_subscription *started = nullptr;

    wmi_connect(nullptr, &opened);
    wmi_owner<wmi_connection> connection(opened);
    HRESULT hr = wmi_subscribe(
        connection.get(), "SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Disk'",
        nullptr, &started);
    wmi_owner<wmi_subscription> subscription(started);
    return expect(hr == WMI_OK, "wmi_subscribe");
}

int main()
{
    wmi_mock *mock = nullptr;

    if (WMI_FAILED(wmi_mock_create(&mock)) || WMI_FAILED(wmi_mock_load(mock, nullptr, mof)) ||
        WMI_FAILED(wmi_mock_install(mock)))
        return 1;
    bool good = reads_a_name() && reads_rows() && subscribes();
    wmi_shutdown();
    std::size_t held = wmi_mock_destroy(mock);
    std::printf("%s, %u held\n", good ? "good" : "NOT GOOD", static_cast<unsigned>(held));
    return good && held == 0 ? 0 : 1;
}
