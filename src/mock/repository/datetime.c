/* SPDX-License-Identifier: MIT */
#include "mock/repository/datetime.h"

#include "value/datetime.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_LENGTH 25
#define SIGN        21 /* the position of +, - or the colon of an interval */

/* --- Reading ----------------------------------------------------------------------------------------------- */

/* Digits before asterisks become asterisks; so do the zeros of a month or day that is none. */
static void loosen(char *field, size_t digits, bool zero_is_none)
{
    size_t shown = strspn(field, "0123456789");

    if (shown >= digits && !(zero_is_none && strspn(field, "0") >= digits))
        return;
    if (shown + strspn(field + shown, "*") >= digits || shown >= digits)
        memset(field, '*', digits);
}

/* The nearest text that wmi_datetime_parse may read. */
static void loosen_all(char *text)
{
    static const struct part {
        size_t at, digits;
    } times[] = { { 8, 2 }, { 10, 2 }, { 12, 2 }, { 15, 6 } };
    bool is_interval = text[SIGN] == ':';

    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        loosen(text + times[i].at, times[i].digits, false);
    loosen(text, is_interval ? 8 : 4, false);
    if (is_interval && memcmp(text + SIGN + 1, "***", 3) == 0)
        memcpy(text + SIGN + 1, "000", 3);
    if (is_interval)
        return;
    loosen(text + 4, 2, true);
    loosen(text + 6, 2, true);
}

bool wmi_mock__is_datetime(const char *text)
{
    char loose[TEXT_LENGTH + 1];
    wmi_datetime value;

    if (wmi__datetime_read(text, &value))
        return true;
    if (strlen(text) != TEXT_LENGTH)
        return false;
    strcpy(loose, text);
    loosen_all(loose);
    return wmi__datetime_read(loose, &value);
}

/* Whether it is written back as the same text. */
static bool read_exactly(const char *text, wmi_datetime *value)
{
    char written[TEXT_LENGTH + 1];

    return wmi__datetime_read(text, value) && SUCCEEDED(wmi_datetime_format(value, written)) &&
           strcmp(text, written) == 0;
}

/* --- Keeping ----------------------------------------------------------------------------------------------- */

static HRESULT settle_scalar(wmi_value *value)
{
    wmi_datetime exact;

    if (!wmi_mock__is_datetime(value->string))
        return (HRESULT)WBEM_E_TYPE_MISMATCH;
    if (!read_exactly(value->string, &exact))
        return S_OK;
    free(value->owned);
    *value = (wmi_value){ .type = WMI_DATETIME, .datetime = exact };
    return S_OK;
}

static HRESULT settle_array(wmi_value *value)
{
    wmi_datetime *exact = calloc(value->count + 1, sizeof *exact);
    bool are_exact = true;
    bool are_datetimes = true;

    if (exact == NULL)
        return E_OUTOFMEMORY;
    for (size_t i = 0; are_datetimes && i < value->count; i++) {
        are_datetimes = wmi_mock__is_datetime(value->strings[i]);
        are_exact = are_exact && read_exactly(value->strings[i], &exact[i]);
    }
    if (!are_datetimes || !are_exact) {
        free(exact);
        return are_datetimes ? S_OK : (HRESULT)WBEM_E_TYPE_MISMATCH;
    }
    free(value->owned);
    value->type = WMI_DATETIME;
    value->owned = exact;
    value->datetimes = exact;
    return S_OK;
}

HRESULT wmi_mock__datetimes_settle(wmi_value *value)
{
    if (value->is_null) {
        value->type = WMI_DATETIME;
        return S_OK;
    }
    return value->is_array ? settle_array(value) : settle_scalar(value);
}
