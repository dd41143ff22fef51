/* SPDX-License-Identifier: MIT */
#include "mock/services/answer.h"

#include "mock/wql/wql.h"

static HRESULT collect_matches(const wmi__namespace *space, const wmi__wql *query, wmi__rows *rows)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < space->record_count && SUCCEEDED(hr); i++) {
        bool matches;

        hr = wmi__wql_match(query, space->records[i], &matches);
        if (SUCCEEDED(hr) && matches)
            hr = wmi__rows_add_record(rows, space->records[i]);
    }
    return hr;
}

static HRESULT collect_classes(const wmi__namespace *space, const wmi__wql *query, wmi__rows *rows)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < space->class_count && SUCCEEDED(hr); i++) {
        if (wmi__wql_matches_class(query, space->classes[i]))
            hr = wmi__rows_add_class(rows, space->classes[i]);
    }
    return hr;
}

static HRESULT collect(const wmi__namespace *space, const wmi__wql *query, wmi__rows *rows)
{
    switch (wmi__wql_kind_of(query)) {
    case WMI__WQL_SELECT: return collect_matches(space, query, rows);
    case WMI__WQL_SCHEMA: return collect_classes(space, query, rows);
    default: return wmi__answer_relation(space, query, rows);
    }
}

static HRESULT select_columns(const wmi__wql *query, wmi__rows *rows)
{
    size_t count = 0;
    const char *const *properties = wmi__wql_properties(query, &count);

    return count == 0 ? S_OK : wmi__rows_select(rows, properties, count);
}

HRESULT wmi__answer_query(const wmi__namespace *space, const char *text, LONG flags, wmi__rows *rows)
{
    wmi__wql *query = NULL;
    HRESULT hr = wmi__wql_parse(text, &query);

    (void)flags; /* all of them are about how the answer comes, not what it is */
    if (FAILED(hr))
        return hr;
    hr = wmi__wql_bind(query, space);
    if (SUCCEEDED(hr))
        hr = collect(space, query, rows);
    if (SUCCEEDED(hr))
        hr = select_columns(query, rows);
    wmi__wql_free(query);
    return hr;
}

static bool is_direct(const wmi__class *object_class, const char *superclass)
{
    return object_class->superclass != NULL && wmi__same_name(object_class->superclass->name, superclass);
}

HRESULT wmi__answer_instances(const wmi__namespace *space, const char *name, LONG flags, wmi__rows *rows)
{
    HRESULT hr = S_OK;

    if (wmi__namespace_find_class(space, name) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < space->record_count && SUCCEEDED(hr); i++) {
        wmi__record *record = space->records[i];
        bool wanted = flags & WBEM_FLAG_SHALLOW ? wmi__same_name(record->object_class->name, name)
                                                : wmi__class_is_a(record->object_class, name);

        if (wanted)
            hr = wmi__rows_add_record(rows, record);
    }
    return hr;
}

/* Without a superclass: every class, or the top ones. */
HRESULT wmi__answer_classes(const wmi__namespace *space, const char *superclass, LONG flags, wmi__rows *rows)
{
    bool shallow = (flags & WBEM_FLAG_SHALLOW) != 0;
    HRESULT hr = S_OK;

    if (superclass[0] != '\0' && wmi__namespace_find_class(space, superclass) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (size_t i = 0; i < space->class_count && SUCCEEDED(hr); i++) {
        wmi__class *each = space->classes[i];
        bool wanted;

        if (superclass[0] == '\0')
            wanted = !shallow || each->superclass == NULL;
        else if (shallow)
            wanted = is_direct(each, superclass);
        else
            wanted = wmi__class_is_a(each, superclass) && !wmi__same_name(each->name, superclass);
        if (wanted)
            hr = wmi__rows_add_class(rows, each);
    }
    return hr;
}
