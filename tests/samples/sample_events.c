/* SPDX-License-Identifier: MIT */
/*
 * A sample that watches events, where the mock is the system's WMI. Its main is renamed, and wmi_subscription_next,
 * getchar and printf, where it waits and tells. What happens meanwhile stands behind "--" in the arguments: MOF text,
 * whose events are raised, or whose instances change the data, which is polled; after "unseen " it is not polled;
 * "restart" restarts WMI. When nothing is left, a wait of any length is over, and one without an end fails.
 */
#include <wmikit.h>
#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define UNSEEN "unseen "

int sample_main(int argc, char **argv);
HRESULT world_next(wmi_subscription *subscription, uint32_t timeout_ms, IWbemClassObject **event);
int world_getchar(void);
int world_printf(const char *format, ...);

static const char classes[] =
    "class Win32_Process { [key] string Handle; uint32 ProcessId; string Name; };\n"
    "class Win32_Service { [key] string Name; string State; };\n"
    "class Win32_LogicalDisk { [key] string DeviceID; uint32 DriveType; uint64 FreeSpace; };\n"
    "class Win32_VolumeChangeEvent : __ExtrinsicEvent { uint16 EventType; string DriveName; };\n"
    "instance of Win32_Process { Handle = \"4\"; ProcessId = 4; Name = \"System\"; };\n"
    "instance of Win32_Service { Name = \"Spooler\"; State = \"Running\"; };\n"
    "instance of Win32_Service { Name = \"it's\"; State = \"Running\"; };\n"
    "instance of Win32_Service { Name = \"Fax\"; State = \"Stopped\"; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"C:\"; DriveType = 3; FreeSpace = 53687091200; };\n"
    "instance of Win32_LogicalDisk { DeviceID = \"X:\"; DriveType = 4; FreeSpace = 53687091200; };\n";

static struct world {
    wmi_mock *mock;
    char **steps; /* up to NULL */
    bool is_lost;
    bool has_failed;
} world;
static atomic_uint lines;

static void do_step(void)
{
    const char *step = *world.steps++;
    HRESULT hr;

    if (strcmp(step, "restart") == 0) {
        hr = wmi_mock_restart(world.mock, NULL);
    } else if (strncmp(step, UNSEEN, strlen(UNSEEN)) == 0) {
        hr = wmi_mock_load(world.mock, NULL, step + strlen(UNSEEN));
    } else {
        hr = wmi_mock_raise(world.mock, NULL, step);
        if (hr == (HRESULT)WBEM_E_NOT_EVENT_CLASS)
            hr = wmi_mock_load(world.mock, NULL, step);
        if (WMI_SUCCEEDED(hr))
            hr = wmi_mock_poll(world.mock);
    }
    if (WMI_FAILED(hr)) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        world.has_failed = true;
    }
}

/* Each step waits until the events of the one before it were read. */
HRESULT world_next(wmi_subscription *subscription, uint32_t timeout_ms, IWbemClassObject **event)
{
    const uint32_t moment = 300;
    HRESULT hr;

    while ((hr = wmi_subscription_next(subscription, world.is_lost ? WMI_FOREVER : moment, event)) ==
               WMI_QUIET &&
           *world.steps != NULL)
        do_step();
    if (hr == WMI_LOST || hr == WMI_GAP)
        world.is_lost = hr == WMI_LOST;
    if (hr == WMI_QUIET && timeout_ms == WMI_FOREVER) {
        wmi_mock_fail(world.mock, "IEnumWbemClassObject::Next", 0, (HRESULT)WBEM_E_ACCESS_DENIED);
        hr = wmi_subscription_next(subscription, WMI_FOREVER, event);
    }
    return hr;
}

/* For a sample that waits for the Enter key while its sink is called: until each step has printed a line. */
int world_getchar(void)
{
    unsigned wanted = 0;

    for (; *world.steps != NULL; wanted++)
        do_step();
    while (atomic_load(&lines) < wanted)
        ;
    return '\n';
}

int world_printf(const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vprintf(format,
                     arguments); /* NOLINT(clang-analyzer-valist.Uninitialized): it is started above */
    va_end(arguments);
    atomic_fetch_add(&lines, 1);
    return length;
}

int main(int argc, char **argv)
{
    int count = 0;
    size_t held;
    int code;

    while (count < argc && strcmp(argv[count], "--") != 0)
        count++;
    world.steps = argv + count + (count < argc);
    if (WMI_FAILED(wmi_mock_create(&world.mock)) || WMI_FAILED(wmi_mock_load(world.mock, NULL, classes)) ||
        WMI_FAILED(wmi_mock_install(world.mock))) {
        fprintf(stderr, "%s\n", wmi_last_error()->message);
        return 99;
    }
    code = sample_main(count, argv);
    wmi_shutdown();
    held = wmi_mock_destroy(world.mock);
    if (held > 0)
        fprintf(stderr, "%u objects are still held\n", (unsigned)held);
    return held > 0 ? 98 : world.has_failed ? 97 : code;
}
