/* SPDX-License-Identifier: MIT */
/* The parsed form of a WQL text: a small tree in one array, with its texts in one block. */
#ifndef WMIKIT_SRC_MOCK_WQL_TREE_H
#define WMIKIT_SRC_MOCK_WQL_TREE_H

#include "mock/wql/lexer.h"
#include "mock/wql/wql.h"

#include <stdint.h>

/* Index for "no node". */
#define WMI_MOCK__WQL_NONE SIZE_MAX

typedef enum wmi_mock__wql_operator {
    WMI_MOCK__WQL_IS_EQUAL,
    WMI_MOCK__WQL_IS_NOT_EQUAL,
    WMI_MOCK__WQL_IS_LESS,
    WMI_MOCK__WQL_IS_LESS_OR_EQUAL,
    WMI_MOCK__WQL_IS_GREATER,
    WMI_MOCK__WQL_IS_GREATER_OR_EQUAL,
    WMI_MOCK__WQL_LIKE,
    WMI_MOCK__WQL_ISA,
    WMI_MOCK__WQL_IS_NULL,
    WMI_MOCK__WQL_IS_NOT_NULL
} wmi_mock__wql_operator;

typedef enum wmi_mock__wql_literal_kind {
    WMI_MOCK__WQL_TEXT_LITERAL, /* also the class of an ISA, quoted or not */
    WMI_MOCK__WQL_INTEGER_LITERAL,
    WMI_MOCK__WQL_REAL_LITERAL,
    WMI_MOCK__WQL_BOOLEAN_LITERAL, /* "TRUE" or "FALSE", in any case */
    WMI_MOCK__WQL_NULL_LITERAL
} wmi_mock__wql_literal_kind;

typedef struct wmi_mock__wql_literal {
    wmi_mock__wql_literal_kind kind;
    const char *text; /* numbers as they were written */
    size_t position;
} wmi_mock__wql_literal;

/* What the first name of a member is, resolved when the query is bound. */
typedef enum wmi_mock__wql_subject {
    WMI_MOCK__WQL_PROPERTY, /* of the record, by index */
    WMI_MOCK__WQL_CLASS,    /* __CLASS, and __this */
    WMI_MOCK__WQL_SUPERCLASS,
    WMI_MOCK__WQL_DYNASTY,
    WMI_MOCK__WQL_RELATIVE_PATH,
    WMI_MOCK__WQL_PATH_OF_OBJECT,
    WMI_MOCK__WQL_SERVER,
    WMI_MOCK__WQL_NAMESPACE,
    WMI_MOCK__WQL_GENUS,
    WMI_MOCK__WQL_PROPERTY_COUNT,
    WMI_MOCK__WQL_NUMBER_OF_EVENTS /* of HAVING */
} wmi_mock__wql_subject;

/* A property, or one of an embedded object: Prop.Sub. */
typedef struct wmi_mock__wql_member {
    const char *name; /* the first name; the others follow it, each after the NUL of the one before */
    size_t parts;     /* the number of names; 0: no member */
    size_t position;

    /* filled when the query is bound, for the first name */
    wmi_mock__wql_subject subject;
    size_t property;
} wmi_mock__wql_member;

/* The domain in which a value is compared: all integers together, and so on. */
typedef enum wmi_mock__wql_domain {
    WMI_MOCK__WQL_INTEGERS,
    WMI_MOCK__WQL_REALS,
    WMI_MOCK__WQL_BOOLEANS,
    WMI_MOCK__WQL_TEXTS,
    WMI_MOCK__WQL_TIMES,
    WMI_MOCK__WQL_OBJECTS /* compare with nothing */
} wmi_mock__wql_domain;

/* A value in its domain: a literal's, or a property's. */
typedef struct wmi_mock__wql_operand {
    wmi_mock__wql_domain domain;
    bool negative; /* of an integer; never of 0 */
    bool boolean;
    uint64_t magnitude;
    double real;
    const char *text; /* of a time: when it is kept to the letter, which has asterisks; else NULL */
    wmi_datetime time;
} wmi_mock__wql_operand;

typedef enum wmi_mock__wql_node_kind {
    WMI_MOCK__WQL_AND, /* of two or more operands */
    WMI_MOCK__WQL_OR,  /* the same */
    WMI_MOCK__WQL_NOT, /* of one */
    WMI_MOCK__WQL_TEST
} wmi_mock__wql_node_kind;

typedef struct wmi_mock__wql_node {
    wmi_mock__wql_node_kind kind;
    size_t first; /* of its own nodes; WMI_MOCK__WQL_NONE for a test */
    size_t next;  /* beside it; WMI_MOCK__WQL_NONE for the last */

    /* a test: a member that is compared with a literal is on the left, wherever it was written */
    wmi_mock__wql_member member;
    wmi_mock__wql_operator comparison;
    wmi_mock__wql_literal literal;
    wmi_mock__wql_member other; /* instead of the literal, in event queries */

    /* filled when the query is bound: the literal's value, for the type of a member without a dot */
    wmi_mock__wql_operand constant;
} wmi_mock__wql_node;

/* What only event queries have. */
typedef struct wmi_mock__wql_event_clauses {
    bool has_within;
    double within; /* seconds */
    bool is_grouped;
    uint32_t group_within; /* seconds */
    wmi_mock__wql_member *by;
    size_t by_count;
    size_t having;      /* the topmost node; WMI_MOCK__WQL_NONE without HAVING */
    size_t having_from; /* the first node of HAVING in the array */
} wmi_mock__wql_event_clauses;

struct wmi_mock__wql {
    wmi_mock__wql_kind kind;
    char *block;            /* the query, then the texts of all tokens */
    const char *text;       /* the query */
    const char *class_name; /* "" for ASSOCIATORS OF and REFERENCES OF */
    size_t class_position;
    const char **properties; /* the first name of each in the SELECT list */
    size_t *property_positions;
    size_t property_count;
    wmi_mock__wql_node *nodes;
    size_t node_count;
    size_t condition; /* the topmost node; WMI_MOCK__WQL_NONE without WHERE */
    wmi_mock__wql_relation relation;
    wmi_mock__wql_event_clauses event;
    wmi_mock__class *bound; /* a reference; NULL until it is bound, and for a schema query */
    wmi_mock__place *place; /* a reference; NULL: __SERVER, __NAMESPACE and __PATH are NULL */
    bool is_bound;
};

#endif
