/* SPDX-License-Identifier: MIT */
/* Lists of names and values given by callers. */
#ifndef WMIKIT_SRC_CALL_ARGUMENT_H
#define WMIKIT_SRC_CALL_ARGUMENT_H

#include <wmikit/value.h>

typedef struct wmi__argument_rules {
    const char *operation;
    const char *list;                  /* the API's name of the list: "arguments" */
    const char *noun;                  /* noun for one element: "parameter" */
    HRESULT given_twice;               /* the code for that */
    bool (*is_name)(const char *text); /* NULL: any text */
} wmi__argument_rules;

/*
 * Refuses a list that is NULL though it has elements, and names that are NULL, empty, not UTF-8, not valid by the rules,
 * or given twice, without regard to case.
 */
HRESULT wmi__arguments_check(const wmi__argument_rules *rules, const wmi_argument *arguments, size_t count);

#endif
