/* SPDX-License-Identifier: MIT */
#include "fixture_query.h"

#include "names.h"
#include "row.h"

#include <stdlib.h>
#include <string.h>

/* Errors of the class are reported by the query. */
static outcome find_class(session *with, const char *from, IWbemClassObject **found)
{
    static const char blanks[] = " \t\r\n";
    wmi_call_options how = WMI_CALL_OPTIONS_INIT;
    text name = TEXT_INIT;

    from += strlen("FROM");
    from += strspn(from, blanks);
    text_append(&name, from, strcspn(from, blanks));
    if (name.failed)
        return OUTCOME_MEMORY;
    how.cancel = with->cancel;
    wmi_find(with->connection, name.data, &how, found);
    text_free(&name);
    if (*found != NULL && !object_is_class(*found)) {
        wmi_object_release(*found);
        *found = NULL;
    }
    return OUTCOME_DONE;
}

static outcome append_keys(text *into, IWbemClassObject *definition)
{
    wmi_property_info *list = NULL;
    size_t count = 0;
    size_t i;

    if (definition != NULL && WMI_FAILED(wmi_class_properties(definition, &list, &count)))
        return OUTCOME_WMI;
    for (i = 0; i < count; i++) {
        if (!list[i].is_key)
            continue;
        text_append_string(into, ", ");
        text_append_string(into, list[i].name);
    }
    wmi_free(list);
    return OUTCOME_DONE;
}

static outcome append_query(text *into, const char *wql, IWbemClassObject *definition)
{
    const char *from = selection_end(wql);
    text keys = TEXT_INIT;
    outcome result = append_keys(&keys, definition);

    if (keys.length > 0) {
        text_append(into, wql, (size_t)(from - wql));
        text_append(into, keys.data, keys.length);
    } else {
        text_append_string(into, "SELECT *");
    }
    text_append_string(into, " ");
    text_append_string(into, from);
    into->failed = into->failed || keys.failed;
    text_free(&keys);
    return result;
}

outcome fixture_query(session *with, const char *wql, char **asked, IWbemClassObject **definition)
{
    const char *from = selection_end(wql);
    selection chosen = { NULL, 0 };
    text query = TEXT_INIT;
    outcome result = OUTCOME_DONE;

    if (!selection_parse(&chosen, wql))
        return OUTCOME_MEMORY;
    if (from != NULL)
        result = find_class(with, from, definition);
    if (chosen.count == 0)
        text_append_string(&query, wql);
    else if (result == OUTCOME_DONE)
        result = append_query(&query, wql, *definition);
    *asked = text_take(&query);
    selection_free(&chosen);
    if (*asked == NULL)
        return OUTCOME_MEMORY;
    return result;
}
