/* SPDX-License-Identifier: MIT */
#include "mock/windows_answers.h"

#include <string.h>

const deviation *answer_deviation(const answer *row)
{
    for (size_t i = 0; i < deviations_of_wine_count; i++) {
        if (strcmp(deviations_of_wine[i].row, row->name) == 0)
            return &deviations_of_wine[i];
    }
    return NULL;
}

static bool agrees(HRESULT code, const char *found, HRESULT expected, const char *text)
{
    return code == expected && (text == NULL || strcmp(found, text) == 0);
}

/* Versions of Wine differ: a row may have several deviations. */
static bool is_known(const answer *row, HRESULT code, const char *found)
{
    for (size_t i = 0; i < deviations_of_wine_count; i++) {
        const deviation *known = &deviations_of_wine[i];

        if (strcmp(known->row, row->name) == 0 && agrees(code, found, known->code, known->text))
            return true;
    }
    return false;
}

verdict answer_judge(const respondent *whom, const answer *row, bool on_wine, HRESULT *code,
                     char found[FOUND_SIZE])
{
    const deviation *known = on_wine ? answer_deviation(row) : NULL;

    found[0] = '\0';
    *code = S_OK;
    if (known != NULL && known->crashes)
        return NOT_ASKED;
    *code = row->ask(whom, row, found);
    if (agrees(*code, found, row->code, row->text))
        return AS_WINDOWS;
    if (known != NULL && is_known(row, *code, found))
        return KNOWN_OF_WINE;
    return DIFFERENT;
}
