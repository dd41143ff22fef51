/* SPDX-License-Identifier: MIT */
#include "query/record.h"

#include "error/error.h"
#include "query/cursor.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

/* --- A query ------------------------------------------------------------------------------------------------ */

static HRESULT check_results(const char *operation, void **records, size_t *count)
{
    if (records != NULL)
        *records = NULL;
    if (count != NULL)
        *count = 0;
    if (records == NULL)
        return wmi__refuse_null(operation, "records");
    return count == NULL ? wmi__refuse_null(operation, "count") : S_OK;
}

static HRESULT read_rows(wmi__record_set *set, wmi_cursor *cursor)
{
    IWbemClassObject *object;
    HRESULT hr;

    while ((hr = wmi_cursor_next(cursor, &object)) == WMI_OK) {
        hr = wmi__record_add(set, object);
        if (FAILED(hr))
            break;
    }
    return SUCCEEDED(hr) ? S_OK : hr;
}

static HRESULT finish(wmi__record_set *set, void **block)
{
    *block = wmi__record_set_finish(set);
    return *block == NULL ? wmi__out_of_memory(set->plan->operation) : S_OK;
}

static HRESULT select_records(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                              wmi__record_set *set, void **records)
{
    static const wmi__enumeration all_rows = { "wmi_select", "class_name", &wmi__exec_query, true };
    wmi_cursor *cursor = NULL;
    HRESULT hr = wmi__enumerate(&all_rows, connection, wql, options, &cursor);

    if (SUCCEEDED(hr))
        hr = read_rows(set, cursor);
    wmi_cursor_close(cursor);
    return FAILED(hr) ? hr : finish(set, records);
}

/* The parts of the query, which share the plan, and the cancel over both calls. */
static HRESULT select_planned(wmi_connection *connection, const char *class_name, const char *where,
                              wmi_query_options *options, wmi__record_plan *plan, void **records,
                              size_t *count)
{
    wmi__record_set set = { .plan = plan, .numbered = true };
    char *wql = NULL;
    HRESULT hr;

    wmi__cancel_share(options->cancel); /* the thread that triggers it may free it at once */
    hr = wmi__record_check_query(plan, class_name, where);
    if (SUCCEEDED(hr))
        hr = wmi__record_plan_fit(plan, connection, class_name, options);
    if (SUCCEEDED(hr))
        hr = wmi__record_query(plan, class_name, where, &wql);
    if (SUCCEEDED(hr))
        hr = select_records(connection, wql, options, &set, records);
    if (SUCCEEDED(hr))
        *count = set.count;
    wmi__record_set_drop(&set);
    free(wql);
    wmi_cancel_free(options->cancel);
    return hr;
}

HRESULT wmi_select(wmi_connection *connection, const char *class_name, const char *where,
                   const wmi_query_options *options, const wmi_field *fields, size_t field_count,
                   size_t record_size, void **records, size_t *count)
{
    wmi__record_plan plan = { "wmi_select", fields, field_count, record_size, NULL };
    wmi_query_options checked;
    HRESULT hr = check_results(plan.operation, records, count);

    if (FAILED(hr))
        return hr;
    if (connection == NULL)
        return wmi__refuse_null(plan.operation, "connection");
    if (class_name == NULL)
        return wmi__refuse_null(plan.operation, "class_name");
    hr = wmi__query_options_read(options, plan.operation, &checked);
    if (FAILED(hr))
        return hr;
    hr = wmi__record_plan_begin(&plan);
    if (SUCCEEDED(hr))
        hr = select_planned(connection, class_name, where, &checked, &plan, records, count);
    wmi__record_plan_end(&plan);
    return hr;
}

/* --- A cursor --------------------------------------------------------------------------------------------------- */

HRESULT wmi_read_rows(wmi_cursor *cursor, const wmi_field *fields, size_t field_count, size_t record_size,
                      void **records, size_t *count)
{
    wmi__record_plan plan = { "wmi_read_rows", fields, field_count, record_size, NULL };
    wmi__record_set set = { .plan = &plan, .numbered = true };
    HRESULT hr = check_results(plan.operation, records, count);

    if (FAILED(hr))
        return hr;
    if (cursor == NULL)
        return wmi__refuse_null(plan.operation, "cursor");
    hr = wmi__record_plan_begin(&plan);
    if (SUCCEEDED(hr))
        hr = read_rows(&set, cursor);
    if (SUCCEEDED(hr))
        hr = finish(&set, records);
    if (SUCCEEDED(hr))
        *count = set.count;
    wmi__record_set_drop(&set);
    wmi__record_plan_end(&plan);
    return hr;
}

/* --- One object ------------------------------------------------------------------------------------------------ */

HRESULT wmi_read_record(IWbemClassObject *object, const wmi_field *fields, size_t field_count,
                        size_t record_size, void **record)
{
    wmi__record_plan plan = { "wmi_read_record", fields, field_count, record_size, NULL };
    wmi__record_set set = { .plan = &plan };
    HRESULT hr;

    if (record == NULL)
        return wmi__refuse_null(plan.operation, "record");
    *record = NULL;
    if (object == NULL)
        return wmi__refuse_null(plan.operation, "object");
    hr = wmi__record_plan_begin(&plan);
    if (SUCCEEDED(hr))
        hr = wmi__record_add(&set, object);
    if (SUCCEEDED(hr))
        hr = finish(&set, record);
    wmi__record_set_drop(&set);
    wmi__record_plan_end(&plan);
    return hr;
}
