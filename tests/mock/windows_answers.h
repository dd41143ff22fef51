/* SPDX-License-Identifier: MIT */
/*
 * Raw COM calls, each with the answer that a named source gives for WMI on Windows. The same tables are asked of the
 * mock, of Wine's WMI, and by wmikit-check of the WMI of whatever Windows it runs on. They need com.h alone, no test
 * library.
 *
 * A row without a source has no place here. Where two sources disagree, or the code is not named, there is no row.
 */
#ifndef WMIKIT_TESTS_MOCK_WINDOWS_ANSWERS_H
#define WMIKIT_TESTS_MOCK_WINDOWS_ANSWERS_H

#include <wmikit/com.h>

#include <stdbool.h>
#include <stddef.h>

/* Who is asked. */
typedef struct respondent {
    IWbemLocator *locator;
    IWbemServices *root;     /* ROOT */
    IWbemServices *services; /* ROOT\CIMV2 */
} respondent;

typedef struct answer answer;

#define FOUND_SIZE 128

/*
 * Asks, and returns what the call in question returned. `found` is what it brought, as text, "" when the question
 * has no text. Whatever has to be done first and fails is returned too.
 */
typedef HRESULT question(const respondent *whom, const answer *row, char found[FOUND_SIZE]);

struct answer {
    const char *name;
    const char *source;
    question *ask;
    const OLECHAR *subject; /* a path, a class, a query */
    const OLECHAR *detail;  /* a property, a method, a qualifier, another class */
    LONG number;            /* flags, a type, a count */
    HRESULT code;
    const char *text; /* NULL: the code is all */
};

typedef struct answers {
    const answer *rows;
    size_t count;
} answers;

/* What needs nothing but what every Windows has. Asking changes nothing there. */
extern const answers answers_of_services;
extern const answers answers_of_objects;

/* What changes something, or needs classes of its own: the mock alone is asked. See windows_world.h. */
extern const answers answers_of_the_mock;

/* What Wine 8.0 is known to answer instead; each is the deviation of the row of that name. */
typedef struct deviation {
    const char *row;
    const char *note; /* what Wine does differently */
    HRESULT code;
    const char *text; /* NULL: the code is all */
    bool crashes;     /* Wine is not to be asked */
} deviation;

extern const deviation deviations_of_wine[];
extern const size_t deviations_of_wine_count;
const deviation *answer_deviation(const answer *row); /* NULL: none is known */

typedef enum verdict {
    AS_WINDOWS,
    KNOWN_OF_WINE, /* Wine's answer, which is known to differ */
    NOT_ASKED,     /* Wine would crash */
    DIFFERENT,
} verdict;

/* Asks, and judges. On Wine, a deviation is known only if the answer is the one that it names. */
verdict answer_judge(const respondent *whom, const answer *row, bool on_wine, HRESULT *code,
                     char found[FOUND_SIZE]);

/* Connects to both namespaces, and back. On failure nothing is held. */
HRESULT respondent_open(IWbemLocator *locator, respondent *whom);
void respondent_close(respondent *whom);

/* --- Sources ---------------------------------------------------------------------------------------------------- */

#define WBEMCLI(page)    "learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-" page
#define UNMANAGED(page)  "learn.microsoft.com/dotnet/framework/unmanaged-api/wmi/" page
#define WMISDK(page)     "learn.microsoft.com/windows/win32/wmisdk/" page
#define CIMWIN32(page)   "learn.microsoft.com/windows/win32/cimwin32prov/" page
#define COMBASE(page)    "learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-" page
#define MS_WMI(section)  "MS-WMI " section
#define WINE_TESTS(file) "Wine's tests, which pass on Windows: dlls/wbemprox/tests/" file
#define WMI_RS(file)     "wmi-rs' tests, which pass on Windows: src/" file

#endif
