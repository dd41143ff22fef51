/* SPDX-License-Identifier: MIT */
#include "diagnose.h"
#include "many.h"

#include <string.h>

static char *const columns[] = { "Result", "Stage", "Milliseconds" };

enum {
    COLUMN_COUNT = sizeof(columns) / sizeof(columns[0])
};

/* --- On each server ----------------------------------------------------------------------------------------------- */

static outcome ask(job *self)
{
    return job_outcome(diagnose_query(&self->with));
}

/* --- Its row ------------------------------------------------------------------------------------------------------ */

/* By the call that failed; the library's own checks are those of connecting. */
static const char *stage_of(const wmi_error *error)
{
    static const struct {
        const char *operation, *stage;
    } stages[] = {
        { "CoInitializeEx", "COM" },
        { "CoCreateInstance", "locator" },
        { "IWbemLocator::ConnectServer", "connect" },
        { "wmi_connect", "connect" },
        { "CoSetProxyBlanket", "blanket" },
    };
    size_t i;

    for (i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
        if (strcmp(error->operation, stages[i].operation) == 0)
            return stages[i].stage;
    }
    return "query";
}

static outcome show(printer *print, const wmi_error *error, uint32_t elapsed_ms)
{
    wmi_value values[COLUMN_COUNT];
    property_row row = ROW_INIT;

    values[0] = wmi_value_string(error == NULL ? "ok" : "FAILED");
    values[1] = wmi_value_string(error == NULL ? "query" : stage_of(error));
    values[2] = wmi_value_uint32(elapsed_ms);
    row.names = columns;
    row.values = values;
    row.count = COLUMN_COUNT;
    return printer_row(print, &row);
}

outcome diagnose_servers(const tool_options *options, output *out)
{
    static const many_task task = { NULL, ask, show, columns, COLUMN_COUNT };

    return many_run(&task, options, out);
}
