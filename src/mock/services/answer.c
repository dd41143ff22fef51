/* SPDX-License-Identifier: MIT */
#include "mock/services/answer.h"

#include "mock/repository/extent.h"
#include "mock/wql/wql.h"

#include <stdlib.h>

/* Looks only at the instances of the query's class. */
static HRESULT collect_matches(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                               wmi_mock__rows *rows)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(space, wmi_mock__wql_class(query));
    wmi_mock__record_list list;
    HRESULT hr = extent == NULL ? (HRESULT)WBEM_E_INVALID_CLASS : wmi_mock__extent_list(extent, true, &list);

    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < list.count && SUCCEEDED(hr); i++) {
        bool matches;

        hr = wmi_mock__wql_match(query, list.records[i], &matches);
        if (SUCCEEDED(hr) && matches)
            hr = wmi_mock__rows_add_record(rows, list.records[i]);
    }
    free(list.records);
    return hr;
}

static HRESULT collect_classes(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                               wmi_mock__rows *rows)
{
    HRESULT hr = S_OK;

    for (const wmi_mock__extent *each = wmi_mock__extent_first(space); each != NULL && SUCCEEDED(hr);
         each = wmi_mock__extent_next(each)) {
        if (wmi_mock__wql_matches_class(query, each->object_class))
            hr = wmi_mock__rows_add_class(rows, each->object_class);
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

/* WBEM_FLAG_ENSURE_LOCATABLE adds __PATH, which shows the keys, the namespace and the computer. */
static HRESULT select_columns(const wmi_mock__wql *query, LONG flags, wmi_mock__rows *rows)
{
    static const char *const path[] = { "__PATH" };
    size_t count = 0;
    const char *const *properties = wmi_mock__wql_properties(query, &count);
    HRESULT hr = count == 0 ? S_OK : wmi_mock__rows_select(rows, properties, count);

    return SUCCEEDED(hr) && count > 0 && (flags & WBEM_FLAG_ENSURE_LOCATABLE) != 0
               ? wmi_mock__rows_select(rows, path, 1)
               : hr;
}

static HRESULT answer(const wmi_mock__services *self, wmi_mock__wql *query, LONG flags, wmi_mock__rows *rows,
                      wmi_mock__wql_error *error)
{
    HRESULT hr = wmi_mock__wql_bind(query, self->space, error);

    wmi_mock__wql_set_place(query, self->place);
    if (SUCCEEDED(hr))
        hr = collect(self->space, query, rows);
    return SUCCEEDED(hr) ? select_columns(query, flags, rows) : hr;
}

HRESULT wmi_mock__answer_query(const wmi_mock__services *self, const char *text, LONG flags,
                               wmi_mock__rows *rows)
{
    wmi_mock__wql *query = NULL;
    wmi_mock__wql_error error;
    HRESULT hr = wmi_mock__wql_parse(text, &query, &error);

    if (SUCCEEDED(hr)) {
        wmi_mock__lock(self->proxy.mock);
        hr = answer(self, query, flags, rows, &error);
        wmi_mock__unlock(self->proxy.mock);
    }
    if (FAILED(hr) && error.message[0] != '\0')
        rows->description = wmi_mock__copy_text(error.message);
    wmi_mock__wql_free(query);
    return hr;
}

static bool is_direct(const wmi_mock__class *object_class, const char *superclass)
{
    return object_class->superclass != NULL && wmi__same_name(object_class->superclass->name, superclass);
}

static HRESULT with_lock(const wmi_mock__services *self, wmi_mock__answer *answer_enumeration,
                         const char *name, LONG flags, wmi_mock__rows *rows)
{
    HRESULT hr;

    wmi_mock__lock(self->proxy.mock);
    hr = answer_enumeration(self, name, flags, rows);
    wmi_mock__unlock(self->proxy.mock);
    return hr;
}

static HRESULT answer_instances(const wmi_mock__services *self, const char *name, LONG flags,
                                wmi_mock__rows *rows)
{
    const wmi_mock__extent *extent = wmi_mock__namespace_find_extent(self->space, name);
    wmi_mock__record_list list;
    HRESULT hr;

    if (extent == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    hr = wmi_mock__extent_list(extent, (flags & WBEM_FLAG_SHALLOW) == 0, &list);
    if (FAILED(hr))
        return hr;
    for (size_t i = 0; i < list.count && SUCCEEDED(hr); i++)
        hr = wmi_mock__rows_add_record(rows, list.records[i]);
    free(list.records);
    return hr;
}

HRESULT wmi_mock__answer_instances(const wmi_mock__services *self, const char *name, LONG flags,
                                   wmi_mock__rows *rows)
{
    return with_lock(self, answer_instances, name, flags, rows);
}

/* Without a superclass: all classes, or those without superclass. */
static HRESULT answer_classes(const wmi_mock__services *self, const char *superclass, LONG flags,
                              wmi_mock__rows *rows)
{
    const wmi_mock__namespace *space = self->space;
    bool shallow = (flags & WBEM_FLAG_SHALLOW) != 0;
    HRESULT hr = S_OK;

    if (superclass[0] != '\0' && wmi_mock__namespace_find_class(space, superclass) == NULL)
        return (HRESULT)WBEM_E_INVALID_CLASS;
    for (const wmi_mock__extent *at = wmi_mock__extent_first(space); at != NULL && SUCCEEDED(hr);
         at = wmi_mock__extent_next(at)) {
        wmi_mock__class *each = at->object_class;
        bool wanted;

        if (superclass[0] == '\0')
            wanted = !shallow || each->superclass == NULL;
        else if (shallow)
            wanted = is_direct(each, superclass);
        else
            wanted = wmi_mock__class_is_a(each, superclass) && !wmi__same_name(each->name, superclass);
        if (wanted)
            hr = wmi_mock__rows_add_class(rows, each);
    }
    return hr;
}

HRESULT wmi_mock__answer_classes(const wmi_mock__services *self, const char *superclass, LONG flags,
                                 wmi_mock__rows *rows)
{
    return with_lock(self, answer_classes, superclass, flags, rows);
}
