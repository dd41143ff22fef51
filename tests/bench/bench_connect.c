/* SPDX-License-Identifier: MIT */
/*
 * What it costs to connect to ROOT\CIMV2 and to disconnect again: to Wine's own WMI, and off Windows to the mock.
 *
 *     bench_connect [--rounds 15]
 *     bench_connect --once 0       the first connection of this process, in raw COM
 *     bench_connect --once 1       the same by wmikit
 */
#include "bench.h"

#define REPEATS 5

static void check(HRESULT hr, const char *what)
{
    bench_expect(hr, what);
}

/* --- In raw COM, as programs write it ---------------------------------------------------------------------------- */

static IWbemLocator *create_locator(void)
{
    void *locator = NULL;

    check(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator, &locator),
          "CoCreateInstance");
    return locator;
}

static void connect_and_release(IWbemLocator *locator)
{
    BSTR resource = SysAllocString(u"ROOT\\CIMV2");
    IWbemServices *services = NULL;

    check(IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, WBEM_FLAG_CONNECT_USE_MAX_WAIT,
                                     NULL, NULL, &services),
          "ConnectServer");
    check(CoSetProxyBlanket((IUnknown *)services, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT,
                            COLE_DEFAULT_PRINCIPAL, RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE,
                            NULL, EOAC_NONE),
          "CoSetProxyBlanket");
    IWbemServices_Release(services);
    SysFreeString(resource);
}

static void connect_raw_within_com(void)
{
    IWbemLocator *locator = create_locator();

    connect_and_release(locator);
    IWbemLocator_Release(locator);
}

static void connect_raw(void)
{
    check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
    connect_raw_within_com();
    CoUninitialize();
}

/* --- By wmikit --------------------------------------------------------------------------------------------------- */

static void connect_wmikit(void)
{
    wmi_disconnect(bench_connect(NULL));
}

static void connect_wmikit_first(void)
{
    connect_wmikit();
    check(wmi_shutdown(), "wmi_shutdown");
}

/* --- Side by side ------------------------------------------------------------------------------------------------- */

static IWbemLocator *lent;

static void connect_server_alone(void)
{
    connect_and_release(lent);
}

static void stay_in_com(void)
{
    check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
}

static void leave_com(void)
{
    CoUninitialize();
}

static void lend_locator(void)
{
    stay_in_com();
    lent = create_locator();
}

static void leave_locator(void)
{
    IWbemLocator_Release(lent);
    leave_com();
}

static void shut_down(void)
{
    check(wmi_shutdown(), "wmi_shutdown");
}

/* What is prepared and undone is outside the clock. */
static const struct way {
    const char *name;
    void (*prepare)(void);
    void (*connect)(void);
    void (*undo)(void);
} ways[] = {
    { "raw", NULL, connect_raw, NULL },
    { "first", NULL, connect_wmikit_first, NULL },
    { "repeated", connect_wmikit, connect_wmikit, shut_down },
    { "raw_within_com", stay_in_com, connect_raw_within_com, leave_com },
    { "connect_server", lend_locator, connect_server_alone, leave_locator },
};
#define WAYS (sizeof ways / sizeof ways[0])

static double time_of(const struct way *way)
{
    double begin;
    double end;

    if (way->prepare != NULL)
        way->prepare();
    begin = bench_clock_us();
    for (int i = 0; i < REPEATS; i++)
        way->connect();
    end = bench_clock_us();
    if (way->undo != NULL)
        way->undo();
    return (end - begin) / REPEATS;
}

static void compare(size_t rounds)
{
    static bench_series series[WAYS];

    for (size_t way = 0; way < WAYS; way++)
        time_of(&ways[way]);
    for (size_t round = 0; round < rounds; round++) {
        for (size_t way = 0; way < WAYS; way++)
            bench_add(&series[way], time_of(&ways[way]));
    }
    for (size_t way = 0; way < WAYS; way++)
        bench_print("connect", "\"way\": \"%s\", \"us\": %.3f, \"ratio\": %.4f", ways[way].name,
                    bench_median(&series[way]), bench_ratio(&series[way], &series[0]));
}

static void connect_once(bool by_wmikit)
{
    double begin = bench_wall_us();

    (by_wmikit ? connect_wmikit_first : connect_raw)();
    bench_print("connect_once", "\"way\": \"%s\", \"us\": %.3f", by_wmikit ? "wmikit" : "raw",
                bench_wall_us() - begin);
}

int main(int argc, char **argv)
{
    size_t once = bench_option(argc, argv, "--once", 2);
#ifndef _WIN32
    wmi_mock *mock = bench_mock();

    bench_expect(wmi_mock_install(mock), "wmi_mock_install");
#endif
    if (once < 2)
        connect_once(once == 1);
    else
        compare(bench_option(argc, argv, "--rounds", 15));
#ifndef _WIN32
    bench_mock_end(mock);
#endif
    return 0;
}
