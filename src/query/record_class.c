/* SPDX-License-Identifier: MIT */
/* Which of a plan's properties the class has, by its own definition. */
#include "call/call.h"
#include "error/error.h"
#include "os/os.h"
#include "query/record.h"

static bool asks_for_class(const wmi__record_plan *plan)
{
    for (size_t i = 0; i < plan->field_count; i++) {
        if (wmi__field_is_if_any(&plan->fields[i]))
            return true;
    }
    return false;
}

static HRESULT look_for(wmi__record_plan *plan, IWbemClassObject *definition, size_t index)
{
    VARIANT variant;
    HRESULT hr;

    VariantInit(&variant);
    hr = IWbemClassObject_Get(definition, plan->names[index], 0, &variant, NULL, NULL);
    if (hr == (HRESULT)WBEM_E_NOT_FOUND) {
        plan->names[index] = NULL;
        return S_OK;
    }
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::Get", "property %s of the class",
                               plan->fields[index].property);
    VariantClear(&variant);
    return S_OK;
}

static bool is_missing(HRESULT hr)
{
    return hr == (HRESULT)WBEM_E_NOT_FOUND || hr == (HRESULT)WBEM_E_INVALID_CLASS;
}

/* A class that is missing is for the query to report, so that its code is the same with all fields; NULL then. */
static HRESULT find_class(const wmi__record_plan *plan, wmi_connection *connection, const char *class_name,
                          const wmi_query_options *options, uint64_t limit_ms, IWbemClassObject **definition)
{
    wmi__request_order order = {
        .operation = plan->operation,
        .argument = "class_name",
        .text = class_name,
        .what = class_name,
        .context = options->context,
        .cancel = options->cancel,
        .limit_ms = limit_ms,
    };
    wmi__error_copy before;
    HRESULT hr;

    wmi__error_save(&before);
    hr = wmi__call_get_object(connection, &order, definition);
    if (!is_missing(hr))
        return hr;
    wmi__error_restore(&before);
    return S_OK;
}

/* 0 would be no limit. */
static uint32_t remaining_ms(uint64_t limit_ms)
{
    uint64_t now = wmi__clock_ms();

    return now < limit_ms ? (uint32_t)(limit_ms - now) : 1;
}

HRESULT wmi__record_plan_fit(wmi__record_plan *plan, wmi_connection *connection, const char *class_name,
                             wmi_query_options *options)
{
    uint64_t limit_ms = wmi__limit_in(options->timeout_ms);
    IWbemClassObject *definition = NULL;
    HRESULT hr;

    if (!asks_for_class(plan))
        return S_OK;
    hr = find_class(plan, connection, class_name, options, limit_ms, &definition);
    for (size_t i = 0; SUCCEEDED(hr) && definition != NULL && i < plan->field_count; i++) {
        if (wmi__field_is_if_any(&plan->fields[i]))
            hr = look_for(plan, definition, i);
    }
    wmi_object_release(definition);
    if (options->timeout_ms > 0)
        options->timeout_ms = remaining_ms(limit_ms);
    return hr;
}
