/* SPDX-License-Identifier: MIT */
/* MOF for --mock: records the result of a request as test data. */
#include "fixture.h"
#include "format.h"

#include <stdlib.h>

typedef struct mof_document {
    output *out;
    fixture *recorded;
} mof_document;

static void *begin(output *out, const selection *chosen, session *with)
{
    mof_document *document = calloc(1, sizeof(*document));

    (void)chosen;
    if (document == NULL)
        return NULL;
    document->out = out;
    document->recorded = fixture_create(with);
    if (document->recorded != NULL)
        return document;
    free(document);
    return NULL;
}

static outcome add_row(void *opaque, const property_row *row)
{
    mof_document *document = opaque;

    return fixture_add(document->recorded, row);
}

static outcome end(void *opaque)
{
    mof_document *document = opaque;
    outcome result = fixture_write(document->recorded, document->out);

    fixture_free(document->recorded);
    free(document);
    return result;
}

const output_format mof_format = { "mof", "classes, then instances, as --mock reads them", begin, add_row,
                                   end };

void formats_append_mof_help(text *into)
{
    text_append_string(into,
                       "\n"
                       "mof is the format that --mock reads: it records a computer's answers as test data.\n"
                       "Every class is written with the classes that it depends on.\n"
                       "Infinite numbers and NaN become NULL.\n");
}
