/* SPDX-License-Identifier: MIT */
#include "mock/core/time_limit.h"

#include <string.h>

bool wmi_mock__has_time_limit(const char *operation)
{
    return strcmp(operation, WMI_MOCK__OPERATION_NEXT) == 0 ||
           strncmp(operation, "IWbemCallResult::", strlen("IWbemCallResult::")) == 0;
}

wmi_mock__time_limit wmi_mock__time_limit_from(LONG timeout)
{
    bool is_set = timeout != (LONG)WBEM_INFINITE;

    return (wmi_mock__time_limit){ is_set, wmi__clock_ms() + (uint64_t)(is_set ? timeout : 0) };
}

static uint32_t delay_of(wmi_mock *mock, const char *operation, uint64_t *wakes)
{
    uint32_t delay;

    wmi_mock__lock(mock);
    *wakes = mock->wakes;
    delay = wmi_mock__faults_delay(mock, operation);
    wmi_mock__unlock(mock);
    return delay;
}

/* The first waiting call sets the time of the result; a shorter delay set later also applies. */
static uint64_t time_of(const wmi_mock__arrival *arrival, uint64_t now, uint32_t delay)
{
    uint64_t ready_at;

    wmi__mutex_lock(arrival->lock);
    if (*arrival->ready_at == 0 || *arrival->ready_at > now + delay)
        *arrival->ready_at = now + delay;
    ready_at = *arrival->ready_at;
    wmi__mutex_unlock(arrival->lock);
    return ready_at;
}

/* False when the time limit comes first. */
static bool wait_for(const wmi_mock__arrival *arrival, wmi_mock *mock, const char *operation,
                     const wmi_mock__time_limit *limit)
{
    uint64_t wakes;
    uint32_t delay = delay_of(mock, operation, &wakes);
    uint64_t now = wmi__clock_ms();
    uint64_t ready_at;

    if (delay == 0)
        return true;
    if (delay == WMI_MOCK_FREEZE || (delay == WMI_MOCK_HANG && !limit->is_set))
        return wmi_mock__wait(mock, delay, wakes);
    ready_at = time_of(arrival, now, delay);
    if (limit->is_set && (delay == WMI_MOCK_HANG || ready_at > limit->at)) {
        if (wmi_mock__wait(mock, limit->at > now ? (uint32_t)(limit->at - now) : 0, wakes))
            return true;
        return delay_of(mock, operation, &wakes) == 0;
    }
    if (ready_at > now)
        wmi_mock__wait(mock, (uint32_t)(ready_at - now), wakes);
    return true;
}

/* The server may have been lost in between. */
static HRESULT still_there(wmi_mock__proxy *proxy)
{
    HRESULT hr;

    wmi_mock__lock(proxy->mock);
    hr = proxy->host->lost;
    wmi_mock__unlock(proxy->mock);
    return hr;
}

HRESULT wmi_mock__arrival_wait(const wmi_mock__arrival *arrival, wmi_mock__proxy *proxy,
                               const char *operation, const wmi_mock__time_limit *limit)
{
    if (wmi_mock__proxy_may_pass(proxy))
        return S_OK;
    return wait_for(arrival, proxy->mock, operation, limit) ? still_there(proxy) : (HRESULT)WBEM_S_TIMEDOUT;
}
