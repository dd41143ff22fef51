/* SPDX-License-Identifier: MIT */
#include "fixture_query.h"

#include "selection.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* The class behind FROM, "" when there is none; NULL when there is no memory. */
static char *class_behind(const char *from)
{
    static const char blanks[] = " \t\r\n";
    text name = TEXT_INIT;

    from += strlen("FROM");
    from += strspn(from, blanks);
    text_append(&name, from, strcspn(from, blanks));
    return text_take(&name);
}

static outcome append_keys(text *into, IWbemClassObject *definition)
{
    wmi_property_info *list = NULL;
    size_t count;
    size_t i;

    if (WMI_FAILED(wmi_class_properties(definition, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count; i++) {
        if (!list[i].is_key)
            continue;
        text_append_string(into, ", ");
        text_append_string(into, list[i].name);
    }
    text_append_string(into, " ");
    wmi_free(list);
    return OUTCOME_DONE;
}

/* What is wrong with the class is for the query to say. */
static outcome add_keys(text *into, session *with, const char *class_name)
{
    wmi_call_options how = WMI_CALL_OPTIONS_INIT;
    IWbemClassObject *definition = NULL;
    outcome result = OUTCOME_DONE;

    how.cancel = with->cancel;
    if (WMI_SUCCEEDED(wmi_find(with->connection, class_name, &how, &definition)))
        result = append_keys(into, definition);
    wmi_object_release(definition);
    return result;
}

outcome fixture_query(session *with, const char *wql, char **with_keys)
{
    const char *from = selection_end(wql);
    text query = TEXT_INIT;
    outcome result = OUTCOME_DONE;
    char *class_name;

    if (from != NULL) {
        class_name = class_behind(from);
        if (class_name == NULL)
            return OUTCOME_MEMORY;
        text_append(&query, wql, (size_t)(from - wql));
        result = add_keys(&query, with, class_name);
        free(class_name);
    }
    text_append_string(&query, from != NULL ? from : wql);
    *with_keys = text_take(&query);
    if (*with_keys == NULL)
        return OUTCOME_MEMORY;
    return result;
}
