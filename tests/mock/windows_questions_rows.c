/* SPDX-License-Identifier: MIT */
/* Queries and enumerators. */
#include "mock/windows_questions.h"

#include <stdio.h>

#define FOREVER ((LONG)WBEM_INFINITE)

/* Reads to the end; returns what the last call did: WBEM_S_FALSE becomes S_OK. */
static HRESULT read_all(HRESULT hr, IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    bool any = false;

    if (FAILED(hr) || rows == NULL)
        return hr;
    while (hr == S_OK) {
        IWbemClassObject *row = NULL;
        ULONG got = 0;

        hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got);
        if (got == 1) {
            any = true;
            IWbemClassObject_Release(row);
        }
    }
    IEnumWbemClassObject_Release(rows);
    if (SUCCEEDED(hr))
        snprintf(found, FOUND_SIZE, "%s", any ? "rows" : "none");
    return hr == (HRESULT)WBEM_S_FALSE ? S_OK : hr;
}

static HRESULT exec(const respondent *whom, const OLECHAR *language, const OLECHAR *wql, LONG flags,
                    IEnumWbemClassObject **rows)
{
    BSTR query = SysAllocString(wql);
    BSTR in = SysAllocString(language);
    HRESULT hr = IWbemServices_ExecQuery(whom->services, in, query, flags, NULL, rows);

    SysFreeString(in);
    SysFreeString(query);
    return hr;
}

HRESULT ask_query(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = exec(whom, u"WQL", row->subject, row->number, &rows);

    return read_all(hr, rows, found);
}

HRESULT ask_query_language(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = exec(whom, row->detail, row->subject, row->number, &rows);

    return read_all(hr, rows, found);
}

HRESULT ask_query_parameters(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = exec(whom, row->detail, row->subject, row->number, &rows);

    (void)found;
    if (SUCCEEDED(hr) && rows != NULL)
        IEnumWbemClassObject_Release(rows);
    return hr;
}

HRESULT ask_instances(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    BSTR name = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_CreateInstanceEnum(whom->services, name, row->number, NULL, &rows);

    SysFreeString(name);
    return read_all(hr, rows, found);
}

HRESULT ask_classes(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    BSTR name = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_CreateClassEnum(whom->services, name, row->number, NULL, &rows);

    SysFreeString(name);
    return read_all(hr, rows, found);
}

HRESULT ask_selected(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    VARIANT value;
    ULONG got = 0;
    HRESULT hr = exec(whom, u"WQL", row->subject, row->number, &rows);

    VariantInit(&value);
    if (FAILED(hr))
        return hr;
    hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &object, &got);
    if (got == 1) {
        hr = IWbemClassObject_Get(object, row->detail, 0, &value, NULL, NULL);
        if (SUCCEEDED(hr))
            snprintf(found, FOUND_SIZE, "%s", V_VT(&value) == VT_NULL ? "NULL" : "a value");
        VariantClear(&value);
        IWbemClassObject_Release(object);
    }
    IEnumWbemClassObject_Release(rows);
    return hr;
}

/* --- Enumerators ----------------------------------------------------------------------------------------------------- */

typedef HRESULT with_rows(IEnumWbemClassObject *rows, char found[FOUND_SIZE]);

static HRESULT with_enumerator(const respondent *whom, const answer *row, with_rows *ask,
                               char found[FOUND_SIZE])
{
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = exec(whom, u"WQL", row->subject, row->number, &rows);

    if (FAILED(hr))
        return hr;
    hr = ask(rows, found);
    IEnumWbemClassObject_Release(rows);
    return hr;
}

static HRESULT next(IEnumWbemClassObject *rows, LONG timeout, ULONG wanted, ULONG *got)
{
    IWbemClassObject *objects[64] = { NULL };
    HRESULT hr;

    *got = 0;
    hr = IEnumWbemClassObject_Next(rows, timeout, wanted, objects, got);
    for (ULONG i = 0; i < *got; i++)
        IWbemClassObject_Release(objects[i]);
    return hr;
}

static HRESULT next_none(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;
    HRESULT hr = next(rows, FOREVER, 0, &got);

    snprintf(found, FOUND_SIZE, "%lu", (unsigned long)got);
    return hr;
}

HRESULT ask_next_none(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, next_none, found);
}

static HRESULT next_more(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;
    HRESULT hr = next(rows, FOREVER, 64, &got);

    snprintf(found, FOUND_SIZE, "%s", got == 1 ? "1" : got == 0 ? "0" : "more");
    return hr;
}

HRESULT ask_next_more(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, next_more, found);
}

static HRESULT next_after_end(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;

    next(rows, FOREVER, 64, &got);
    return next_more(rows, found);
}

HRESULT ask_next_after_end(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, next_after_end, found);
}

/* Without waiting, once all rows are there: they are there after a wait. */
static HRESULT next_now(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;
    HRESULT hr = next(rows, FOREVER, 64, &got);

    if (SUCCEEDED(hr))
        hr = IEnumWbemClassObject_Reset(rows);
    if (SUCCEEDED(hr))
        hr = next(rows, WBEM_NO_WAIT, 1, &got);
    snprintf(found, FOUND_SIZE, "%lu", (unsigned long)got);
    return hr;
}

HRESULT ask_next_now(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, next_now, found);
}

static HRESULT reset(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;
    HRESULT hr = next(rows, FOREVER, 1, &got);

    if (FAILED(hr))
        return hr;
    hr = IEnumWbemClassObject_Reset(rows);
    if (SUCCEEDED(hr))
        next(rows, FOREVER, 1, &got);
    snprintf(found, FOUND_SIZE, "%lu", SUCCEEDED(hr) ? (unsigned long)got : 0);
    return hr;
}

HRESULT ask_reset(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, reset, found);
}

static HRESULT clone(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *copy = NULL;
    HRESULT hr = IEnumWbemClassObject_Clone(rows, &copy);

    (void)found;
    if (SUCCEEDED(hr))
        IEnumWbemClassObject_Release(copy);
    return hr;
}

HRESULT ask_clone(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, clone, found);
}

static HRESULT clone_position(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *copy = NULL;
    ULONG got = 0;
    HRESULT hr;

    next(rows, FOREVER, 64, &got);
    hr = IEnumWbemClassObject_Clone(rows, &copy);
    if (FAILED(hr))
        return hr;
    hr = next_more(copy, found);
    IEnumWbemClassObject_Release(copy);
    return hr;
}

HRESULT ask_clone_position(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, clone_position, found);
}

static HRESULT skip_one(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    ULONG got = 0;
    HRESULT hr = IEnumWbemClassObject_Skip(rows, FOREVER, 1);

    if (FAILED(hr))
        return hr;
    next(rows, FOREVER, 1, &got);
    snprintf(found, FOUND_SIZE, "%lu", (unsigned long)got);
    return hr;
}

HRESULT ask_skip_one(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, skip_one, found);
}

static HRESULT skip_past_end(IEnumWbemClassObject *rows, char found[FOUND_SIZE])
{
    (void)found;
    return IEnumWbemClassObject_Skip(rows, FOREVER, 1000);
}

HRESULT ask_skip_past_end(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    return with_enumerator(whom, row, skip_past_end, found);
}

/* --- Events ---------------------------------------------------------------------------------------------------------- */

HRESULT ask_events(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IEnumWbemClassObject *events = NULL;
    IWbemClassObject *event = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->subject);
    ULONG got = 0;
    HRESULT hr = IWbemServices_ExecNotificationQuery(whom->services, language, query, row->number, NULL,
                                                     &events);

    SysFreeString(query);
    SysFreeString(language);
    if (FAILED(hr) || events == NULL)
        return hr;
    hr = IEnumWbemClassObject_Next(events, 0, 1, &event, &got);
    snprintf(found, FOUND_SIZE, "%u", (unsigned)got);
    if (got == 1)
        IWbemClassObject_Release(event);
    IEnumWbemClassObject_Release(events);
    return hr;
}

HRESULT ask_query_without_sink(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_ExecQueryAsync(whom->services, language, query, row->number, NULL, NULL);

    (void)found;
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

HRESULT ask_events_without_sink(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_ExecNotificationQueryAsync(whom->services, language, query, row->number, NULL,
                                                          NULL);

    (void)found;
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

HRESULT ask_cancel_without_sink(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    (void)row;
    (void)found;
    return IWbemServices_CancelAsyncCall(whom->services, NULL);
}
