/* SPDX-License-Identifier: MIT */
/*
 * ASSOCIATORS OF and REFERENCES OF: objects connected by the references of associations. Paths are compared by
 * the object that they name: any server is taken as this one; another namespace is different.
 */
#include "mock/services/answer.h"

#include "mock/repository/extent.h"
#include "mock/wql/wql.h"

#include <stdlib.h>
#include <string.h>

/* A query and its source: an instance or a class. */
typedef struct search {
    const wmi_mock__namespace *space;
    const wmi_mock__wql_relation *relation;
    bool wants_associators;
    const wmi_mock__record *source; /* NULL: the class */
    const wmi_mock__class *source_class;
    wmi_mock__rows *rows;
} search;

/* --- Paths -------------------------------------------------------------------------------------------------- */

/* The object that a path names in this namespace: an instance or a class; borrowed. */
static HRESULT follow(const wmi_mock__namespace *space, const char *path, wmi_mock__record **record,
                      wmi_mock__class **object_class)
{
    wmi_mock__object_path parts;
    HRESULT why = S_OK;

    *record = NULL;
    *object_class = NULL;
    if (!wmi_mock__object_path_split(path, &parts))
        return (HRESULT)WBEM_E_INVALID_OBJECT_PATH;
    if (!wmi_mock__object_path_is_in(&parts, space->path))
        return (HRESULT)WBEM_E_NOT_FOUND;
    if (strpbrk(parts.relative, ".=") != NULL) {
        *record = wmi_mock__namespace_find_record(space, parts.relative, &why);
        return why;
    }
    *object_class = wmi_mock__namespace_find_class(space, parts.relative);
    return *object_class == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
}

/* --- What is asked for ---------------------------------------------------------------------------------------- */

/* A missing keyword of the query matches everything. */
static bool takes_name(const char *wanted, const char *name)
{
    return wanted == NULL || wmi__same_name(wanted, name);
}

static bool takes_class(const char *wanted, const wmi_mock__class *object_class)
{
    return wanted == NULL || wmi_mock__class_is_a(object_class, wanted);
}

/* Whether the class or the instance has the qualifier, with any value. */
static bool takes_qualifier(const char *wanted, const wmi_mock__class *object_class,
                            const wmi_mock__record *record)
{
    return wanted == NULL || wmi_mock__qualifiers_find(&object_class->qualifiers, wanted) != NULL ||
           (record != NULL && wmi_mock__qualifiers_find(&record->qualifiers, wanted) != NULL);
}

static bool takes_association(const search *self, const wmi_mock__class *object_class,
                              const wmi_mock__record *record)
{
    const wmi_mock__wql_relation *relation = self->relation;

    if (!object_class->is_association)
        return false;
    if (!self->wants_associators)
        return takes_class(relation->result_class, object_class) &&
               takes_qualifier(relation->required_qualifier, object_class, record);
    return takes_class(relation->association_class, object_class) &&
           takes_qualifier(relation->required_association_qualifier, object_class, record);
}

static bool takes_endpoint(const search *self, const wmi_mock__class *object_class,
                           const wmi_mock__record *record)
{
    return takes_class(self->relation->result_class, object_class) &&
           takes_qualifier(self->relation->required_qualifier, object_class, record);
}

/* --- The answer ------------------------------------------------------------------------------------------------- */

/* Each once. */
static HRESULT add_class(const search *self, wmi_mock__class *object_class)
{
    for (size_t i = 0; i < self->rows->count; i++) {
        if (self->rows->classes[i] == object_class)
            return S_OK;
    }
    return wmi_mock__rows_add_class(self->rows, object_class);
}

static HRESULT add(const search *self, wmi_mock__record *record)
{
    return self->relation->class_definitions_only ? add_class(self, record->object_class)
                                                  : wmi_mock__rows_add_record(self->rows, record);
}

/* --- By instances ------------------------------------------------------------------------------------------------- */

static const char *reference_at(const wmi_mock__record *record, size_t index)
{
    const wmi_value *value = &record->values[index];

    return value->type == WMI_REFERENCE && !value->is_array && !value->is_null ? value->string : NULL;
}

/* The instance or class that a reference names; both NULL when it does not exist. E_OUTOFMEMORY. */
static HRESULT follow_reference(const search *self, const wmi_mock__record *association, size_t index,
                                wmi_mock__record **record, wmi_mock__class **object_class)
{
    const char *path = reference_at(association, index);
    HRESULT hr;

    *record = NULL;
    *object_class = NULL;
    if (path == NULL)
        return S_OK;
    hr = follow(self->space, path, record, object_class);
    return hr == E_OUTOFMEMORY ? hr : S_OK;
}

/* Whether a reference of an association names the source, in the requested role. */
static HRESULT leads_to_source(const search *self, const wmi_mock__record *association, size_t index,
                               bool *leads)
{
    wmi_mock__class *object_class;
    wmi_mock__record *record;
    HRESULT hr = S_OK;

    *leads = takes_name(self->relation->role, association->object_class->properties[index].name);
    if (!*leads)
        return hr;
    hr = follow_reference(self, association, index, &record, &object_class);
    *leads = self->source != NULL ? record == self->source : object_class == self->source_class;
    return hr;
}

/* Adds each object once per connection with the source. Objects that do not exist are omitted. */
static HRESULT add_endpoint(const search *self, const wmi_mock__record *association, size_t index)
{
    wmi_mock__class *object_class;
    wmi_mock__record *record;
    HRESULT hr;

    if (!takes_name(self->relation->result_role, association->object_class->properties[index].name))
        return S_OK;
    hr = follow_reference(self, association, index, &record, &object_class);
    if (FAILED(hr) || record == NULL || !takes_endpoint(self, record->object_class, record))
        return hr;
    return add(self, record);
}

static HRESULT add_endpoints(const search *self, const wmi_mock__record *association, size_t source)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < association->object_class->property_count; i++) {
        if (i != source)
            hr = add_endpoint(self, association, i);
    }
    return hr;
}

static HRESULT search_association(const search *self, wmi_mock__record *association)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < association->object_class->property_count; i++) {
        bool leads;

        hr = leads_to_source(self, association, i, &leads);
        if (FAILED(hr) || !leads)
            continue;
        if (!self->wants_associators)
            return add(self, association);
        hr = add_endpoints(self, association, i);
    }
    return hr;
}

static HRESULT search_instances(const search *self)
{
    wmi_mock__record_list list;
    HRESULT hr = wmi_mock__associations_list(self->space, &list);

    for (size_t i = 0; SUCCEEDED(hr) && i < list.count; i++) {
        if (takes_association(self, list.records[i]->object_class, list.records[i]))
            hr = search_association(self, list.records[i]);
    }
    free(list.records);
    return hr;
}

/* --- By classes ----------------------------------------------------------------------------------------------------- */

/* The declared class of a reference; NULL when it has none or is not a reference. */
static wmi_mock__class *target_of(const search *self, const wmi_mock__property *property)
{
    return property->type != WMI_REFERENCE || property->class_name == NULL
               ? NULL
               : wmi_mock__namespace_find_class(self->space, property->class_name);
}

static HRESULT add_targets(const search *self, const wmi_mock__class *association, size_t source)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < association->property_count; i++) {
        wmi_mock__class *target = i == source ? NULL : target_of(self, &association->properties[i]);

        if (target != NULL && takes_name(self->relation->result_role, association->properties[i].name) &&
            takes_endpoint(self, target, NULL))
            hr = add_class(self, target);
    }
    return hr;
}

static HRESULT search_class(const search *self, wmi_mock__class *association)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < association->property_count; i++) {
        const wmi_mock__class *target = target_of(self, &association->properties[i]);

        if (target == NULL || !wmi_mock__class_is_a(self->source_class, target->name) ||
            !takes_name(self->relation->role, association->properties[i].name))
            continue;
        hr = self->wants_associators ? add_targets(self, association, i) : add_class(self, association);
    }
    return hr;
}

static HRESULT search_schema(const search *self)
{
    HRESULT hr = S_OK;

    for (const wmi_mock__extent *each = wmi_mock__extent_first(self->space); SUCCEEDED(hr) && each != NULL;
         each = wmi_mock__extent_next(each)) {
        if (takes_association(self, each->object_class, NULL))
            hr = search_class(self, each->object_class);
    }
    return hr;
}

/* --- Queries ---------------------------------------------------------------------------------------------------------- */

static bool is_unknown(const wmi_mock__namespace *space, const char *name)
{
    return name != NULL && wmi_mock__namespace_find_class(space, name) == NULL;
}

/* __PATH requires the keys. */
static HRESULT select_keys(wmi_mock__rows *rows)
{
    static const char *const names[] = { "__PATH" };

    return wmi_mock__rows_select(rows, names, 1);
}

HRESULT wmi_mock__answer_relation(const wmi_mock__namespace *space, const wmi_mock__wql *query,
                                  wmi_mock__rows *rows)
{
    search self = { .space = space, .relation = wmi_mock__wql_relation_of(query), .rows = rows };
    wmi_mock__class *source_class = NULL;
    wmi_mock__record *source = NULL;
    HRESULT hr = follow(space, self.relation->path, &source, &source_class);

    if (FAILED(hr))
        return hr;
    if (is_unknown(space, self.relation->association_class) || is_unknown(space, self.relation->result_class))
        return (HRESULT)WBEM_E_INVALID_CLASS;
    if (self.relation->schema_only && source_class == NULL)
        return (HRESULT)WBEM_E_INVALID_QUERY;
    self.wants_associators = wmi_mock__wql_kind_of(query) == WMI_MOCK__WQL_ASSOCIATORS;
    self.source = source;
    self.source_class = source_class;
    hr = self.relation->schema_only ? search_schema(&self) : search_instances(&self);
    if (SUCCEEDED(hr) && self.relation->keys_only && rows->records != NULL)
        hr = select_keys(rows);
    return hr;
}
