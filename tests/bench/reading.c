/* SPDX-License-Identifier: MIT */
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const table parameters_table = {
    "__PARAMETERS",
    u"SELECT Class,Method,Direction,Parameter,Type,DefaultValue FROM __PARAMETERS",
    0,
    6,
    { { "Class", u"Class", WMI_STRING },
      { "Method", u"Method", WMI_STRING },
      { "Direction", u"Direction", WMI_SINT32 },
      { "Parameter", u"Parameter", WMI_STRING },
      { "Type", u"Type", WMI_UINT32 },
      { "DefaultValue", u"DefaultValue", WMI_UINT32 } },
};

const table mocked_table = {
    "Bench_Row",
    u"SELECT Id,Name,Size,Caption,Flags,State FROM Bench_Row",
    0,
    6,
    { { "Id", u"Id", WMI_UINT32 },
      { "Name", u"Name", WMI_STRING },
      { "Size", u"Size", WMI_UINT64 },
      { "Caption", u"Caption", WMI_STRING },
      { "Flags", u"Flags", WMI_UINT32 },
      { "State", u"State", WMI_STRING } },
};

/* A column of any of these types. */
typedef struct cell {
    char *text;
    int64_t number;
    bool present;
} cell;

typedef struct row {
    cell cells[MOST_COLUMNS];
} row;

/* Rows that grow as a program's own would. */
typedef struct rows {
    row *first;
    size_t count;
    size_t room;
} rows;

static row *add(rows *list)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 16 : list->room * 2;
        list->first = realloc(list->first, list->room * sizeof *list->first);
        if (list->first == NULL)
            exit(1);
    }
    memset(&list->first[list->count], 0, sizeof *list->first);
    return &list->first[list->count++];
}

static size_t finish(rows *list, const table *what)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t k = 0; k < what->column_count; k++)
            free(list->first[i].cells[k].text);
    }
    free(list->first);
    return list->count;
}

/* --- Raw COM ------------------------------------------------------------------------------------------------------ */

static int64_t to_number(BSTR text)
{
    uint64_t number = 0;

    for (; *text >= '0' && *text <= '9'; text++)
        number = number * 10 + (uint64_t)(*text - '0');
    return (int64_t)number;
}

static void take_variant(const VARIANT *variant, wmi_type type, cell *target)
{
    target->present = V_VT(variant) != VT_NULL;
    if (V_VT(variant) == VT_BSTR && type == WMI_STRING)
        target->text = bench_utf8(V_BSTR(variant));
    else if (V_VT(variant) == VT_BSTR)
        target->number = to_number(V_BSTR(variant));
    else if (V_VT(variant) == VT_I4)
        target->number = type == WMI_UINT32 ? (int64_t)(uint32_t)V_I4(variant) : (int64_t)V_I4(variant);
}

static size_t read_raw(wmi_connection *connection, const table *what)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(what->query);
    IEnumWbemClassObject *enumerator = NULL;
    IWbemClassObject *object = NULL;
    rows list = { 0 };
    ULONG returned = 0;

    if (FAILED(IWbemServices_ExecQuery(wmi_services(connection), language, query,
                                       WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY, NULL,
                                       &enumerator)) ||
        FAILED(wmi_secure_proxy(connection, (IUnknown *)enumerator)))
        exit(1);
    while (IEnumWbemClassObject_Next(enumerator, (LONG)WBEM_INFINITE, 1, &object, &returned) == S_OK &&
           returned == 1) {
        row *target = add(&list);

        for (size_t i = 0; i < what->column_count; i++) {
            VARIANT variant;

            VariantInit(&variant);
            if (SUCCEEDED(IWbemClassObject_Get(object, what->columns[i].wide, 0, &variant, NULL, NULL))) {
                take_variant(&variant, what->columns[i].type, &target->cells[i]);
                VariantClear(&variant);
            }
        }
        IWbemClassObject_Release(object);
    }
    IEnumWbemClassObject_Release(enumerator);
    SysFreeString(query);
    SysFreeString(language);
    return finish(&list, what);
}

/* --- The getters ---------------------------------------------------------------------------------------------- */

static char *narrow(const OLECHAR *text, char *buffer)
{
    char *at = buffer;

    while (*text != 0)
        *at++ = (char)*text++;
    *at = '\0';
    return buffer;
}

static size_t read_by_getters(wmi_connection *connection, const table *what)
{
    char query[200];
    wmi_cursor *cursor = NULL;
    IWbemClassObject *object;
    rows list = { 0 };

    if (WMI_FAILED(wmi_query(connection, narrow(what->query, query), NULL, &cursor)))
        exit(1);
    while (wmi_cursor_next(cursor, &object) == WMI_OK) {
        row *target = add(&list);

        for (size_t i = 0; i < what->column_count; i++) {
            cell *one = &target->cells[i];
            const char *name = what->columns[i].name;
            HRESULT hr = what->columns[i].type == WMI_STRING ? wmi_get_string(object, name, &one->text)
                                                             : wmi_get_int64(object, name, &one->number);

            one->present = hr == WMI_OK;
        }
    }
    wmi_cursor_close(cursor);
    return finish(&list, what);
}

static size_t read_nothing(wmi_connection *connection, const table *what)
{
    char query[200];
    wmi_cursor *cursor = NULL;
    IWbemClassObject *object;
    size_t count = 0;

    if (WMI_FAILED(wmi_query(connection, narrow(what->query, query), NULL, &cursor)))
        exit(1);
    for (; wmi_cursor_next(cursor, &object) == WMI_OK; count++) {
        for (size_t i = 0; i < what->column_count; i++) {
            CIMTYPE type;
            VARIANT variant;

            VariantInit(&variant);
            if (SUCCEEDED(IWbemClassObject_Get(object, what->columns[i].wide, 0, &variant, &type, NULL)))
                VariantClear(&variant);
        }
    }
    wmi_cursor_close(cursor);
    return count;
}

/* --- wmi_select ------------------------------------------------------------------------------------------------- */

static size_t read_by_select(wmi_connection *connection, const table *what)
{
    wmi_field fields[MOST_COLUMNS];
    void *records = NULL;
    size_t count = 0;

    for (size_t i = 0; i < what->column_count; i++) {
        bool is_text = what->columns[i].type == WMI_STRING;
        size_t begin = i * sizeof(cell);
        wmi_field field = { what->columns[i].name,
                            is_text ? WMI_STRING : WMI_SINT64,
                            begin + (is_text ? offsetof(cell, text) : offsetof(cell, number)),
                            is_text ? sizeof(char *) : sizeof(int64_t),
                            begin + offsetof(cell, present),
                            WMI_NO_OFFSET };

        fields[i] = field;
    }
    if (WMI_FAILED(wmi_select(connection, what->class_name, NULL, NULL, fields, what->column_count,
                              sizeof(row), &records, &count)))
        exit(1);
    wmi_free(records);
    return count;
}

const struct way ways[WAYS] = {
    { "raw", read_raw },
    { "getters", read_by_getters },
    { "select", read_by_select },
    { "get", read_nothing },
};
