/* SPDX-License-Identifier: MIT */
/*
 * What makes text of text: any bytes, quoted for WQL, are one literal that means them, also to a parser of WQL; a
 * datetime that was read is written as it was, or in words that mean the same, and is the moment that it says.
 */
#include <wmikit.h>

#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static wmi_mock *mock;
static wmi_connection *connection;

static void check(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count;
    (void)arguments;
    check(wmi_mock_create(&mock) == S_OK);
    check(wmi_mock_load(mock, NULL, "class Row { [key] uint32 Id; string Text; };") == S_OK);
    wmi_mock_keep_journal(mock, false);
    check(wmi_mock_install(mock) == S_OK);
    check(wmi_connect(NULL, &connection) == S_OK);
    return 0;
}

/* Between the quotes, a backslash stands before what would be misread, and nowhere else. */
static void check_literal(const char *text, const char *literal)
{
    const char *at = literal;

    check(*at++ == '\'');
    for (; *text != '\0'; text++) {
        if (*at == '\\')
            at++;
        else
            check(*at != '\'');
        check(*at++ == *text);
    }
    check(*at++ == '\'' && *at == '\0');
}

static void check_in_query(const char *before, const char *literal, const char *after)
{
    char *wql = malloc(strlen(before) + strlen(literal) + strlen(after) + 1);
    wmi_cursor *cursor = NULL;
    HRESULT hr;

    if (wql == NULL)
        return;
    sprintf(wql, "%s%s%s", before, literal, after);
    hr = wmi_query(connection, wql, NULL, &cursor);
    check(hr == S_OK);
    wmi_cursor_close(cursor);
    free(wql);
}

static void quote(const char *text)
{
    char *literal = NULL;
    HRESULT hr = wmi_wql_quote(text, &literal);

    check(hr == S_OK || hr == (HRESULT)WBEM_E_INVALID_PARAMETER);
    check((hr == S_OK) == (literal != NULL));
    if (hr == S_OK) {
        check_literal(text, literal);
        check_in_query("SELECT * FROM Row WHERE Text = ", literal, "");
    }
    wmi_free(literal);
}

static void quote_like(const char *text)
{
    char *pattern = NULL;
    HRESULT hr = wmi_wql_quote_like(text, &pattern);

    check(hr == S_OK || hr == (HRESULT)WBEM_E_INVALID_PARAMETER);
    check((hr == S_OK) == (pattern != NULL));
    if (hr == S_OK)
        check_in_query("SELECT * FROM Row WHERE Text LIKE '%", pattern, "%'");
    wmi_free(pattern);
}

static void read_datetime(const char *text)
{
    char first[26];
    char second[26];
    wmi_datetime value;
    wmi_datetime again;

    if (wmi_datetime_parse(text, &value) != S_OK)
        return;
    check(wmi_datetime_format(&value, first) == S_OK);
    check(strlen(first) == sizeof first - 1);
    check(wmi_datetime_parse(first, &again) == S_OK);
    check(wmi_datetime_format(&again, second) == S_OK);
    check(strcmp(first, second) == 0);
}

/* A moment is a timestamp and back the same; a timestamp's moment is that of its twin in UTC. */
static void check_moment(int64_t moment)
{
    wmi_datetime value;
    int64_t again;

    if (wmi_datetime_from_unix(moment, &value) != S_OK)
        return;
    check(wmi_datetime_to_unix(&value, &again) == S_OK);
    check(again == moment);
}

static void read_moment(const char *text)
{
    wmi_datetime value;
    int64_t moment;

    if (wmi_datetime_parse(text, &value) == S_OK && wmi_datetime_to_unix(&value, &moment) == S_OK)
        check_moment(moment);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t moment = 0;
    char *text = calloc(1, size + 1);

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    quote(text);
    quote_like(text);
    read_datetime(text);
    read_moment(text);
    memcpy(&moment, data, size < sizeof moment ? size : sizeof moment);
    check_moment(moment);
    free(text);
    return 0;
}
