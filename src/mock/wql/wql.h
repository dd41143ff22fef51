/* SPDX-License-Identifier: MIT */
/*
 * Queries in WQL: they are parsed, bound to a namespace, and then asked whether they take an instance, a class or an event.
 *
 * Accepts what Microsoft documents (WQL, its WHERE clause, operators, date and time formats;
 * [MS-WMI] 2.2.1.1 and 2.2.1.2). A summary, with our choices where the documents say nothing:
 *
 *   NULL        a comparison with a NULL property is false, whatever the operator; NOT of it is true.
 *               `= NULL` is IS NULL and `<> NULL` is IS NOT NULL; another operator with NULL is an invalid
 *               query.
 *   types       a number may be given as a string ("5"). A string compares with a number as text, as the number is
 *               written: "9600" is greater than 10000. A real does not compare with an integer property; booleans take
 *               TRUE, FALSE, "true", "false", 1, -1 and 0, and neither < nor >. Integers compare exactly, also beyond
 *               what the property's type can hold. A char16 is a number or a string of one character. Hexadecimal
 *               numbers are refused.
 *   strings     compare character by character as their upper-cased UTF-16 would: ASCII, Latin, Greek and
 *               Cyrillic letters have a case here. LIKE as strings, characters beyond U+FFFF counting as
 *               one; an unclosed or an empty [] is an invalid query; a backslash has no meaning in a
 *               pattern.
 *   datetimes   points in time. When either has asterisks, both compare character by character, as CIM datetimes
 *               are written (learn, CIM_DATETIME). An interval neither equals nor orders with a timestamp. See time.h
 *               for the formats.
 *   both sides  two properties, or two literals, are an invalid query, as the WHERE clause's page says; event queries
 *               compare two properties.
 *   arrays      take IS NULL and IS NOT NULL alone. Contested: the documents say nothing of it, many programs send it.
 *   objects     `Prop.Sub` is a property of an embedded object, NULL when that is NULL or lacks it. When Prop's class is
 *               declared, that has to have Sub. A comparison that the value's type does not allow is false.
 *   system      __CLASS, __SUPERCLASS, __DYNASTY, __RELPATH, __PATH, __SERVER, __NAMESPACE, __GENUS and
 *               __PROPERTY_COUNT are known in WHERE; __PATH, __SERVER and __NAMESPACE of embedded objects are NULL.
 *               __CLASS, __this and embedded objects take ISA. An ISA whose class there is not is false.
 *   meta_class  takes * and system properties. Contested: the page of schema queries wants * alone, programs send
 *               __CLASS.
 *   limits      16384 characters (WBEM_MAX_QUERY) and 200 nested NOTs and parentheses; beyond them it is
 *               WBEM_E_QUOTA_VIOLATION.
 */
#ifndef WMIKIT_SRC_MOCK_WQL_WQL_H
#define WMIKIT_SRC_MOCK_WQL_WQL_H

#include "mock/core/core.h"
#include "mock/repository/model.h"

/* A parsed query. */
typedef struct wmi_mock__wql wmi_mock__wql;

typedef enum wmi_mock__wql_kind {
    WMI_MOCK__WQL_SELECT,      /* SELECT … FROM Class: instances */
    WMI_MOCK__WQL_SCHEMA,      /* SELECT … FROM meta_class: classes, see wmi_mock__wql_matches_class */
    WMI_MOCK__WQL_ASSOCIATORS, /* ASSOCIATORS OF {…}, see wmi_mock__wql_relation_of */
    WMI_MOCK__WQL_REFERENCES,  /* REFERENCES OF {…}, the same */
    WMI_MOCK__WQL_EVENT        /* SELECT … FROM EventClass, see wmi_mock__wql_parse_event */
} wmi_mock__wql_kind;

/* The parsed ASSOCIATORS OF or REFERENCES OF; missing keywords are NULL and false. */
typedef struct wmi_mock__wql_relation {
    const char *path; /* as between the braces */
    const char *association_class;
    const char *required_association_qualifier;
    const char *required_qualifier;
    const char *result_class;
    const char *result_role;
    const char *role;
    bool class_definitions_only;
    bool keys_only;
    bool schema_only;
} wmi_mock__wql_relation;

/* What is wrong with a query: a sentence with the position, counted in characters from 1; "" without memory. */
typedef struct wmi_mock__wql_error {
    size_t position; /* in bytes, from the beginning */
    char message[320];
} wmi_mock__wql_error;

/*
 * WBEM_E_INVALID_QUERY, WBEM_E_INVALID_QUERY_TYPE, WBEM_E_QUOTA_VIOLATION or E_OUTOFMEMORY, with *error filled; the caller
 * frees *query.
 */
HRESULT wmi_mock__wql_parse(const char *text, wmi_mock__wql **query, wmi_mock__wql_error *error);
void wmi_mock__wql_free(wmi_mock__wql *query);

/*
 * The same for an event query: SELECT … FROM class [WITHIN seconds] [WHERE condition] [GROUP WITHIN seconds [BY
 * property, …] [HAVING condition]]. WBEM_E_UNPARSABLE_QUERY instead of WBEM_E_INVALID_QUERY; also
 * WBEM_E_MISSING_GROUP_WITHIN and WBEM_E_MISSING_AGGREGATION_LIST.
 */
HRESULT wmi_mock__wql_parse_event(const char *text, wmi_mock__wql **query, wmi_mock__wql_error *error);

/*
 * Checks the query against a namespace: WBEM_E_INVALID_CLASS; WBEM_E_INVALID_QUERY for a property that the class does not
 * have, and for a comparison that its type does not allow; *error is filled then, the query is unbound and matches nothing.
 * In ASSOCIATORS OF and REFERENCES OF nothing is bound: see wmi_mock__answer_relation.
 * Of an event query also WBEM_E_NOT_EVENT_CLASS, WBEM_E_AGGREGATING_BY_OBJECT, WBEM_E_PROPERTY_NOT_AN_OBJECT; its SELECT
 * list may name properties that do not exist, as on Windows.
 */
HRESULT wmi_mock__wql_bind(wmi_mock__wql *query, const wmi_mock__namespace *space,
                           wmi_mock__wql_error *error);

/* Where the objects of the result come from: for __SERVER, __NAMESPACE and __PATH, which are NULL without. */
void wmi_mock__wql_set_place(wmi_mock__wql *query, wmi_mock__place *place);

wmi_mock__wql_kind wmi_mock__wql_kind_of(const wmi_mock__wql *query);

/* The class whose instances (and subclasses' instances) the query reads; as written in it. */
const char *wmi_mock__wql_class(const wmi_mock__wql *query);

/* The properties of the SELECT list; count 0 means *. System properties among them keep their names. */
const char *const *wmi_mock__wql_properties(const wmi_mock__wql *query, size_t *count);

/* NULL for a query of another kind. Valid as long as the query. */
const wmi_mock__wql_relation *wmi_mock__wql_relation_of(const wmi_mock__wql *query);

/* Whether a class is in the result of a bound schema query. */
bool wmi_mock__wql_matches_class(const wmi_mock__wql *query, const wmi_mock__class *object_class);

/*
 * Whether an instance is in the result; of an event query, the record is the event. S_OK; E_OUTOFMEMORY, for a condition
 * on __RELPATH or __PATH only.
 */
HRESULT wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches);

/* --- Event queries ----------------------------------------------------------------------------------------- */

/* The interval after WITHIN, in seconds. False when there is none. */
bool wmi_mock__wql_within(const wmi_mock__wql *query, double *seconds);

/* The interval after GROUP WITHIN, in seconds. False when there is none. */
bool wmi_mock__wql_group_within(const wmi_mock__wql *query, uint32_t *seconds);

/* Whether WHERE holds only for events of which this property equals a literal. */
bool wmi_mock__wql_requires(const wmi_mock__wql *query, const char *property);

/* Whether WHERE holds only for events of which this property ISA one of these very classes. */
bool wmi_mock__wql_requires_isa(const wmi_mock__wql *query, const char *property, const char *const *classes,
                                size_t count);

/* Whether WHERE may hold for events of which this property is an object of a class, by what it says with ISA. */
bool wmi_mock__wql_may_take(const wmi_mock__wql *query, const char *property,
                            const wmi_mock__class *object_class);

/* A text that is the same for events of one group: the values of BY. The caller frees it. E_OUTOFMEMORY. */
HRESULT wmi_mock__wql_group_key(const wmi_mock__wql *query, const wmi_mock__record *event, char **key);

/* Whether HAVING takes a group of so many events; true without HAVING. */
bool wmi_mock__wql_having(const wmi_mock__wql *query, uint32_t events);

#endif
