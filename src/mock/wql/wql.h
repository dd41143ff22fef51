/* SPDX-License-Identifier: MIT */
/*
 * WQL, in addition to model.h: error positions, kinds of queries, and the kinds that
 * do not read instances by a condition.
 *
 * Accepts what Microsoft documents (WQL, its WHERE clause, operators, date and time formats;
 * [MS-WMI] 2.2.1.1). A summary, with our choices where the documents say nothing:
 *
 *   NULL        a comparison with a NULL property is false, whatever the operator; NOT of it is true.
 *               `= NULL` is IS NULL and `<> NULL` is IS NOT NULL; another operator with NULL is an invalid
 *               query.
 *   types       a number may be given as a string ("5"), a string not as a number; a real does not compare
 *               with an integer property; booleans take TRUE, FALSE, "true", "false", 1, -1 and 0, and
 *               neither < nor >. Integers compare exactly, also beyond what the property's type can hold. A
 *               char16 is a number or a string of one character. Hexadecimal numbers are refused.
 *   strings     compare character by character as their upper-cased UTF-16 would: ASCII, Latin, Greek and
 *               Cyrillic letters have a case here. LIKE as strings, characters beyond U+FFFF counting as
 *               one; an unclosed or an empty [] is an invalid query; a backslash has no meaning in a
 *               pattern.
 *   datetimes   points in time, `*` standing for the least that a field can be and for UTC; an interval
 *               neither equals nor orders with a timestamp. See wql_time.h for the formats.
 *   both sides  two properties, or two literals, are an invalid query, as the WHERE clause's page says.
 *   arrays      are an invalid query in WHERE, and so is `a.b`, which is documented for events alone.
 *   system      __CLASS, __SUPERCLASS, __DYNASTY, __RELPATH, __GENUS and __PROPERTY_COUNT are known in
 *               WHERE, __CLASS, __this and embedded objects with ISA. An ISA whose class there is not
 *               is false.
 *   limits      16384 characters (WBEM_MAX_QUERY) and 200 nested NOTs and parentheses; beyond them it is
 *               WBEM_E_QUOTA_VIOLATION.
 */
#ifndef WMIKIT_SRC_MOCK_WQL_WQL_H
#define WMIKIT_SRC_MOCK_WQL_WQL_H

#include "mock/repository/model.h"

typedef enum wmi_mock__wql_kind {
    WMI_MOCK__WQL_SELECT,      /* SELECT … FROM Class: instances */
    WMI_MOCK__WQL_SCHEMA,      /* SELECT * FROM meta_class: classes, see wmi_mock__wql_matches_class */
    WMI_MOCK__WQL_ASSOCIATORS, /* ASSOCIATORS OF {…}, see wmi_mock__wql_relation_of */
    WMI_MOCK__WQL_REFERENCES   /* REFERENCES OF {…}, the same */
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

/*
 * wmi_mock__wql_parse that also returns the position of an error: *position, in bytes from the beginning;
 * 0 on success. Beside the codes that model.h names, WBEM_E_QUOTA_VIOLATION.
 */
HRESULT wmi_mock__wql_parse_at(const char *text, wmi_mock__wql **query, size_t *position);

/*
 * The same for wmi_mock__wql_bind. After a failure the query is unbound and matches nothing. In ASSOCIATORS OF and
 * REFERENCES OF nothing is bound: see wmi_mock__answer_relation.
 */
HRESULT wmi_mock__wql_bind_at(wmi_mock__wql *query, const wmi_mock__namespace *space, size_t *position);

wmi_mock__wql_kind wmi_mock__wql_kind_of(const wmi_mock__wql *query);

/* NULL for a query of another kind. Valid as long as the query. */
const wmi_mock__wql_relation *wmi_mock__wql_relation_of(const wmi_mock__wql *query);

/* Whether a class is in the result of a bound schema query. */
bool wmi_mock__wql_matches_class(const wmi_mock__wql *query, const wmi_mock__class *object_class);

/*
 * wmi_mock__wql_matches that reports failure: only a condition on __RELPATH needs memory, and
 * without memory wmi_mock__wql_matches returns false. S_OK, E_OUTOFMEMORY.
 */
HRESULT wmi_mock__wql_match(const wmi_mock__wql *query, const wmi_mock__record *record, bool *matches);

#endif
