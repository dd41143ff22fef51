/* SPDX-License-Identifier: MIT */
#include "mock/services/answer.h"

#include "mock/wql/wql.h"

static HRESULT collect_matches(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                               wmi_mock__rows *rows)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < space->record_count && SUCCEEDED(hr); i++) {
        bool matches;

        hr = wmi_mock__wql_match(query, space->records[i], &matches);
        if (SUCCEEDED(hr) && matches)
            hr = wmi_mock__rows_add_record(rows, space->records[i]);
    }
    return hr;
}

static HRESULT collect_classes(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                               wmi_mock__rows *rows)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < space->class_count && SUCCEEDED(hr); i++) {
        if (wmi_mock__wql_matches_class(query, space->classes[i]))
            hr = wmi_mock__rows_add_class(rows, space->classes[i]);
    }
    return hr;
}

static HRESULT collect(const wmi_mock__namespace *space, const wmi_mock__wql *query, wmi_mock__rows *rows)
{
    switch (wmi_mock__wql_kind_of(query)) {
    case WMI_MOCK__WQL_SELECT: return collect_matches(space, query, rows);
    case WMI_MOCK__WQL_SCHEMA: return collect_classes(space, query, rows);
    default: return wmi_mock__answer_relation(space, query, rows);
    }
}

static HRESULT select_columns(const wmi_mock__wql *query, wmi_mock__rows *rows)
{
    size_t count = 0;
    const char *const *properties = wmi_mock__wql_properties(query, &count);

    return count == 0 ? S_OK : wmi_mock__rows_select(rows, properties, count);
}

HRESULT wmi_mock__answer_query(const wmi_mock__namespace *space, const char *text, LONG flags,
                               wmi_mock__rows *rows)
{
    wmi_mock__wql *query = NULL;
    HRESULT hr = wmi_mock__wql_parse(text, &query);

    (void)flags; /* they affect only how the result is delivered */
    if (FAILED(hr))
        return hr;
    hr = wmi_mock__wql_bind(query, space);
    if (SUCCEEDED(hr))
        hr = collect(space, query, rows);
    if (SUCCEEDED(hr))
        hr = select_columns(query, rows);
    wmi_mock__wql_free(query);
    return hr;
}

static bool is_direct(const wmi_mock__class *object_class, const char *superclass)
{
    return object_class->superclass != NULL &&
           wmi_mock__same_name(object_class->superclass->name, superclass);
}

HRESULT wmi_mock__answer_instances(const wmi_mock__namespace *space, const char *name, LONG flags,
                                   wmi_mock__rows *rows)
{
    HRESULT hr = S_OK;

    if (wmi_mock__namespace_find_class(space, name) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < space->record_count && SUCCEEDED(hr); i++) {
        wmi_mock__record *record = space->records[i];
        bool wanted = flags & WBEM_FLAG_SHALLOW ? wmi_mock__same_name(record->object_class->name, name)
                                                : wmi_mock__class_is_a(record->object_class, name);

        if (wanted)
            hr = wmi_mock__rows_add_record(rows, record);
    }
    return hr;
}

/* Without a superclass: all classes, or those without superclass. */
HRESULT wmi_mock__answer_classes(const wmi_mock__namespace *space, const char *superclass, LONG flags,
                                 wmi_mock__rows *rows)
{
    bool shallow = (flags & WBEM_FLAG_SHALLOW) != 0;
    HRESULT hr = S_OK;

    if (superclass[0] != '\0' && wmi_mock__namespace_find_class(space, superclass) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < space->class_count && SUCCEEDED(hr); i++) {
        wmi_mock__class *each = space->classes[i];
        bool wanted;

        if (superclass[0] == '\0')
            wanted = !shallow || each->superclass == NULL;
        else if (shallow)
            wanted = is_direct(each, superclass);
        else
            wanted = wmi_mock__class_is_a(each, superclass) && !wmi_mock__same_name(each->name, superclass);
        if (wanted)
            hr = wmi_mock__rows_add_class(rows, each);
    }
    return hr;
}
