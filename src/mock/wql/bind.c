/* SPDX-License-Identifier: MIT */
/* Binds a query to the classes of a namespace: resolves names to indexes, converts literals to values. */
#include "mock/wql/constant.h"
#include "mock/wql/members.h"
#include "mock/wql/parser.h"
#include "mock/wql/text.h"

#include "value/value.h"

#include <string.h>

#define INVALID_QUERY ((HRESULT)WBEM_E_INVALID_QUERY)

typedef struct binding {
    wmi_mock__wql *query;
    const wmi_mock__namespace *space;
    const wmi_mock__class *object_class; /* NULL: of a schema query */
    wmi_mock__wql_error *error;
} binding;

/* What a member is, as far as classes declare it. */
typedef struct declared {
    wmi_type type; /* WMI_NULL: unknown, below an object whose class is not declared */
    bool is_array;
    const char *class_name; /* of an object; or NULL */
} declared;

/* --- Messages ---------------------------------------------------------------------------------------------- */

static HRESULT refuse_member(const binding *self, size_t position, const char *name, const char *why)
{
    wmi_mock__wql_error_set(self->error, self->query->text, position, "%s is %s", name, why);
    return INVALID_QUERY;
}

static HRESULT no_property(const binding *self, size_t position, const char *class_name, const char *name)
{
    wmi_mock__wql_error_set(self->error, self->query->text, position,
                            "the class %s has no property %s: a wrong name, or a property that this version "
                            "of Windows does not have",
                            class_name, name);
    return INVALID_QUERY;
}

static HRESULT refuse_literal(const binding *self, const wmi_mock__wql_node *test, wmi_type type)
{
    wmi_mock__wql_error_set(
        self->error, self->query->text, test->literal.position, "%s%s%s is not a value for %s, which is a %s",
        test->literal.kind == WMI_MOCK__WQL_TEXT_LITERAL ? "'" : "", test->literal.text,
        test->literal.kind == WMI_MOCK__WQL_TEXT_LITERAL ? "'" : "", test->member.name, wmi__type_name(type));
    return INVALID_QUERY;
}

/* --- Members ----------------------------------------------------------------------------------------------- */

/* The rest of Prop.Sub, from its second name, as far as classes are declared. */
static HRESULT bind_rest(const binding *self, const wmi_mock__wql_member *member, declared *found)
{
    const char *name = member->name;

    for (size_t part = 1; part < member->parts; part++) {
        const wmi_mock__class *object_class;

        if (found->type != WMI_OBJECT || found->is_array)
            return refuse_member(self, member->position, name, "no embedded object: it has no properties");
        name = wmi_mock__wql_next_name(name);
        object_class = found->class_name == NULL
                           ? NULL
                           : wmi_mock__namespace_find_class(self->space, found->class_name);
        *found = (declared){ .type = WMI_NULL };
        if (object_class == NULL)
            return S_OK; /* which class it has is known only of a value */
        if (!wmi_mock__wql_system_member(name, NULL, &found->type)) {
            size_t index = wmi_mock__class_find_property(object_class, name);

            if (index == SIZE_MAX)
                return no_property(self, member->position, object_class->name, name);
            *found = (declared){ object_class->properties[index].type,
                                 object_class->properties[index].is_array,
                                 object_class->properties[index].class_name };
        }
    }
    return S_OK;
}

static HRESULT bind_property(const binding *self, wmi_mock__wql_member *member, declared *found)
{
    const wmi_mock__class *object_class = self->object_class;
    size_t index = object_class == NULL ? SIZE_MAX
                                        : wmi_mock__class_find_property(object_class, member->name);

    if (index == SIZE_MAX)
        return no_property(self, member->position, self->query->class_name, member->name);
    member->subject = WMI_MOCK__WQL_PROPERTY;
    member->property = index;
    *found = (declared){ object_class->properties[index].type, object_class->properties[index].is_array,
                         object_class->properties[index].class_name };
    return bind_rest(self, member, found);
}

static HRESULT bind_member(const binding *self, wmi_mock__wql_member *member, declared *found)
{
    *found = (declared){ .type = WMI_NULL };
    if (!wmi_mock__wql_system_member(member->name, &member->subject, &found->type))
        return bind_property(self, member, found);
    return bind_rest(self, member, found);
}

/* --- Tests ------------------------------------------------------------------------------------------------- */

static bool asks_for_null(const wmi_mock__wql_node *test)
{
    return test->comparison == WMI_MOCK__WQL_IS_NULL || test->comparison == WMI_MOCK__WQL_IS_NOT_NULL;
}

/* For __this and __CLASS, the class of the object itself; else that of an embedded object. */
static HRESULT bind_isa(const binding *self, wmi_mock__wql_node *test)
{
    wmi_mock__wql_member *member = &test->member;
    bool is_self = wmi__same_name(member->name, "__CLASS") || wmi__same_name(member->name, "__THIS");
    declared found;
    HRESULT hr;

    if (member->parts == 1 && is_self) {
        member->subject = WMI_MOCK__WQL_CLASS;
        return S_OK;
    }
    hr = bind_member(self, member, &found);
    if (FAILED(hr) || (found.type == WMI_OBJECT && !found.is_array) ||
        (member->parts > 1 && found.type == WMI_NULL))
        return hr;
    return refuse_member(self, member->position, member->name,
                         "no embedded object: ISA applies to one, to __CLASS and to __this");
}

static HRESULT bind_pair(const binding *self, wmi_mock__wql_node *test)
{
    declared found;
    HRESULT hr = bind_member(self, &test->other, &found);

    if (FAILED(hr))
        return hr;
    if (found.is_array)
        return refuse_member(self, test->other.position, test->other.name,
                             "an array: only IS NULL and IS NOT NULL apply to it");
    return S_OK;
}

static HRESULT bind_literal(const binding *self, wmi_mock__wql_node *test, wmi_type type)
{
    const char *why;

    if (asks_for_null(test))
        return S_OK;
    if (test->comparison == WMI_MOCK__WQL_LIKE && !wmi_mock__wql_is_pattern(test->literal.text))
        return refuse_member(self, test->literal.position, test->literal.text,
                             "no pattern: a [ is not closed, or has nothing in it");
    if (type == WMI_NULL && test->member.parts > 1)
        return S_OK; /* known only of a value */
    why = wmi_mock__wql_misapplied(type, test);
    if (why != NULL)
        return refuse_member(self, test->member.position, test->member.name, why);
    return wmi_mock__wql_to_constant(&test->literal, type, &test->constant)
               ? S_OK
               : refuse_literal(self, test, type);
}

static HRESULT bind_test(const binding *self, wmi_mock__wql_node *test)
{
    declared found;
    HRESULT hr;

    if (test->comparison == WMI_MOCK__WQL_ISA)
        return bind_isa(self, test);
    hr = bind_member(self, &test->member, &found);
    if (FAILED(hr))
        return hr;
    if (found.is_array && !asks_for_null(test))
        return refuse_member(self, test->member.position, test->member.name,
                             "an array: only IS NULL and IS NOT NULL apply to it");
    return test->other.parts != 0 ? bind_pair(self, test) : bind_literal(self, test, found.type);
}

static HRESULT bind_tests(const binding *self, size_t from, size_t to)
{
    HRESULT hr = S_OK;

    for (size_t i = from; i < to && SUCCEEDED(hr); i++) {
        if (self->query->nodes[i].kind == WMI_MOCK__WQL_TEST)
            hr = bind_test(self, &self->query->nodes[i]);
    }
    return hr;
}

/* --- Events ------------------------------------------------------------------------------------------------ */

/* HAVING knows NumberOfEvents alone, as the page of the GROUP clause has it. */
static HRESULT bind_having_test(const binding *self, wmi_mock__wql_node *test)
{
    wmi_mock__wql_member *member = &test->member;

    if (member->parts != 1 || !wmi__same_name(member->name, "NumberOfEvents"))
        return refuse_member(self, member->position, member->name,
                             "no NumberOfEvents: HAVING knows only that");
    if (test->other.parts != 0)
        return refuse_member(self, test->other.position, test->other.name, "no number");
    member->subject = WMI_MOCK__WQL_NUMBER_OF_EVENTS;
    return test->comparison == WMI_MOCK__WQL_ISA
               ? refuse_member(self, member->position, member->name, "a number")
               : bind_literal(self, test, WMI_UINT32);
}

static HRESULT bind_having(const binding *self)
{
    HRESULT hr = S_OK;

    for (size_t i = self->query->event.having_from; i < self->query->node_count && SUCCEEDED(hr); i++) {
        if (self->query->nodes[i].kind == WMI_MOCK__WQL_TEST)
            hr = bind_having_test(self, &self->query->nodes[i]);
    }
    return hr;
}

static HRESULT bind_grouping(const binding *self, wmi_mock__wql_member *member)
{
    declared found;
    HRESULT hr = bind_member(self, member, &found);

    if (FAILED(hr))
        return member->parts == 1 || member->subject != WMI_MOCK__WQL_PROPERTY
                   ? hr
                   : (HRESULT)WBEM_E_PROPERTY_NOT_AN_OBJECT;
    if (found.type == WMI_OBJECT) {
        refuse_member(self, member->position, member->name,
                      "an embedded object: group by one of its properties");
        return (HRESULT)WBEM_E_AGGREGATING_BY_OBJECT;
    }
    return hr;
}

static HRESULT bind_event_clauses(const binding *self)
{
    wmi_mock__wql_event_clauses *event = &self->query->event;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < event->by_count && SUCCEEDED(hr); i++)
        hr = bind_grouping(self, &event->by[i]);
    return SUCCEEDED(hr) ? bind_having(self) : hr;
}

/* --- Queries ----------------------------------------------------------------------------------------------- */

static HRESULT find_class(const binding *self, wmi_mock__class **found)
{
    const wmi_mock__wql *query = self->query;

    *found = NULL;
    if (query->kind != WMI_MOCK__WQL_SELECT && query->kind != WMI_MOCK__WQL_EVENT)
        return S_OK;
    *found = wmi_mock__namespace_find_class(self->space, query->class_name);
    if (*found == NULL) {
        wmi_mock__wql_error_set(self->error, query->text, query->class_position,
                                "%s has no class %s: a wrong name, a class of another namespace, or a class "
                                "that this version of Windows does not have",
                                self->space->path == NULL ? "the namespace" : self->space->path,
                                query->class_name);
        return (HRESULT)WBEM_E_INVALID_CLASS;
    }
    if (query->kind == WMI_MOCK__WQL_EVENT && !wmi_mock__class_is_a(*found, "__Event")) {
        wmi_mock__wql_error_set(self->error, query->text, query->class_position,
                                "%s is no event class: it does not derive from __Event", query->class_name);
        return (HRESULT)WBEM_E_NOT_EVENT_CLASS;
    }
    return S_OK;
}

/* A SELECT list may name any system property, since every object of the result has all. */
static HRESULT check_properties(const binding *self)
{
    const wmi_mock__wql *query = self->query;

    for (size_t i = 0; i < query->property_count; i++) {
        const char *name = query->properties[i];

        if (wmi_mock__wql_system_member(name, NULL, NULL) || wmi__same_name(name, "__DERIVATION"))
            continue;
        if (self->object_class == NULL || wmi_mock__class_find_property(self->object_class, name) == SIZE_MAX)
            return no_property(self, query->property_positions[i], query->class_name, name);
    }
    return S_OK;
}

static HRESULT bind(const binding *self)
{
    const wmi_mock__wql *query = self->query;
    bool is_event = query->kind == WMI_MOCK__WQL_EVENT;
    HRESULT hr = is_event ? S_OK : check_properties(self);

    if (SUCCEEDED(hr))
        hr = bind_tests(self, 0, is_event ? query->event.having_from : query->node_count);
    return SUCCEEDED(hr) && is_event ? bind_event_clauses(self) : hr;
}

static void let_go(wmi_mock__wql *query)
{
    if (query->bound != NULL)
        wmi_mock__class_release(query->bound);
    query->bound = NULL;
    query->is_bound = false;
}

HRESULT wmi_mock__wql_bind(wmi_mock__wql *query, const wmi_mock__namespace *space, wmi_mock__wql_error *error)
{
    binding self = { query, space, NULL, error };
    wmi_mock__class *object_class;
    HRESULT hr;

    memset(error, 0, sizeof *error);
    let_go(query);
    hr = find_class(&self, &object_class);
    self.object_class = object_class;
    if (SUCCEEDED(hr))
        hr = bind(&self);
    if (FAILED(hr))
        return hr;
    query->bound = object_class == NULL ? NULL : wmi_mock__class_share(object_class);
    query->is_bound = true;
    return S_OK;
}

void wmi_mock__wql_set_place(wmi_mock__wql *query, wmi_mock__place *place)
{
    wmi_mock__place *kept = place == NULL ? NULL : wmi_mock__place_share(place);

    wmi_mock__place_release(query->place);
    query->place = kept;
}
