/* SPDX-License-Identifier: MIT */
/*
 * A subscription with everything that can fail failing once: the n-th COM call that the mock answers, the n-th
 * allocation, on whichever thread. Each time it ends with that failure, or survives it; nothing is held.
 *
 * Native only; linked with --wrap of malloc, calloc, realloc (faults.h).
 */
#include "support/calls_world.h"
#include "support/faults.h"

#define CODE ((HRESULT)RPC_E_DISCONNECTED)

/* A mock's own failure to raise an event is not the subscription's. */
static HRESULT raise_one(void)
{
    return wmi_mock_raise(world, NULL, "instance of Alarm { Number = 1; };");
}

/* S_OK with an event, or the failure that has ended the subscription. Events are raised until one comes. */
static HRESULT read_one(wmi_subscription *subscription)
{
    for (unsigned i = 0; i < 500; i++) {
        IWbemClassObject *event = NULL;
        HRESULT hr = raise_one();

        if (SUCCEEDED(hr))
            hr = wmi_subscription_next(subscription, 100, &event);
        assert_int_equal(event != NULL, hr == WMI_OK);
        if (hr == WMI_OK || FAILED(hr))
            return hr;
    }
    fail_msg("no event came");
    return E_FAIL;
}

static HRESULT subscribe_and_read(const wmi_subscribe_options *options)
{
    wmi_subscription *subscription = (wmi_subscription *)1;
    HRESULT hr = wmi_subscribe(link_here, "SELECT * FROM Alarm", options, &subscription);

    if (FAILED(hr)) {
        assert_null(subscription);
        assert_hr(hr, wmi_last_error()->code);
        return hr;
    }
    hr = read_one(subscription);
    if (SUCCEEDED(hr) && options->retry_ms != 0) {
        assert_ok(wmi_mock_restart(world, NULL));
        hr = read_one(subscription);
    }
    wmi_subscription_close(subscription);
    return hr;
}

/* A restart ends the connection of the test, too. */
static void connect_anew(void)
{
    wmi_disconnect(link_here);
    assert_ok(wmi_connect(NULL, &link_here));
}

static const struct sweep_case {
    const char *name;
    uint32_t retry_ms;
    size_t calls;
} sweeps[] = {
    { "a subscription", 0, 12 },
    { "a subscription that is made again", 1, 25 },
};

static void failing_calls(const struct sweep_case *row, const wmi_subscribe_options *options)
{
    size_t ended = 0;

    for (unsigned nth = 1; nth <= row->calls; nth++) {
        HRESULT hr;

        connect_anew();
        assert_ok(wmi_mock_fail(world, NULL, nth, CODE));
        hr = subscribe_and_read(options);
        assert_ok(wmi_mock_fail(world, NULL, 0, S_OK));
        assert_true(hr == S_OK || hr == CODE);
        ended += hr == CODE;
        SetErrorInfo(0, NULL);
    }
    assert_true(ended > 0);
}

static void failing_allocations(const wmi_subscribe_options *options)
{
    size_t ended = 0;

    for (size_t nth = 1;; nth++) {
        HRESULT hr;
        bool one_failed;

        connect_anew();
        faults_fail_allocation(nth);
        hr = subscribe_and_read(options);
        one_failed = faults_end();
        SetErrorInfo(0, NULL);
        if (!one_failed) {
            assert_ok(hr);
            break;
        }
        assert_true(hr == S_OK || hr == E_OUTOFMEMORY);
        ended += hr == E_OUTOFMEMORY;
    }
    assert_true(ended > 10);
}

static void survives_or_ends(void **state)
{
    const struct sweep_case *row = *state;
    wmi_subscribe_options options = WMI_SUBSCRIBE_OPTIONS_INIT;

    options.retry_ms = row->retry_ms;
    failing_calls(row, &options);
    failing_allocations(&options);
}

static int begin(void **state)
{
    if (calls_begin(state) != 0)
        return -1;
    assert_ok(wmi_mock_load(world, NULL, "class Alarm : __ExtrinsicEvent { uint32 Number; };"));
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(sweeps)];

    for (size_t i = 0; i < COUNT_OF(sweeps); i++)
        tests[i] = (struct CMUnitTest){ sweeps[i].name, survives_or_ends, begin, calls_end,
                                        (void *)(uintptr_t)&sweeps[i] };
    return cmocka_run_group_tests_name("event_sweep", tests, NULL, NULL) == 0 ? 0 : 1;
}
