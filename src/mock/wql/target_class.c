/* SPDX-License-Identifier: MIT */
/* Which classes of objects an event query is about: what the ISA of its WHERE say. */
#include "mock/wql/tree.h"

/* What a part of the condition is for an event about an object of a class. NOT mirrors it. */
typedef enum verdict {
    NEVER,
    PERHAPS,
    ALWAYS
} verdict;

static verdict judge_test(const wmi_mock__wql_node *test, const char *property,
                          const wmi_mock__class *object_class)
{
    if (test->comparison != WMI_MOCK__WQL_ISA || test->member.parts != 1 ||
        !wmi__same_name(test->member.name, property))
        return PERHAPS;
    return wmi_mock__class_is_a(object_class, test->literal.text) ? ALWAYS : NEVER;
}

/* The depth is limited by the parser. */
static verdict judge(const wmi_mock__wql *query, size_t index, const char *property,
                     const wmi_mock__class *object_class)
{
    const wmi_mock__wql_node *node = &query->nodes[index];
    bool is_and = node->kind == WMI_MOCK__WQL_AND;
    verdict all = is_and ? ALWAYS : NEVER;

    if (node->kind == WMI_MOCK__WQL_TEST)
        return judge_test(node, property, object_class);
    if (node->kind == WMI_MOCK__WQL_NOT)
        return (verdict)(ALWAYS - judge(query, node->first, property, object_class));
    for (size_t i = node->first; i != WMI_MOCK__WQL_NONE; i = query->nodes[i].next) {
        verdict one = judge(query, i, property, object_class);

        if (is_and ? one < all : one > all)
            all = one;
    }
    return all;
}

bool wmi_mock__wql_may_take(const wmi_mock__wql *query, const char *property,
                            const wmi_mock__class *object_class)
{
    return query->condition == WMI_MOCK__WQL_NONE ||
           judge(query, query->condition, property, object_class) != NEVER;
}
