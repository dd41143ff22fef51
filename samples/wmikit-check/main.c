/* SPDX-License-Identifier: MIT */
/*
 * wmikit-check: asks this computer's WMI what the tables in tests/mock/windows_answers.h expect of every Windows, and
 * prints where it answers differently, to be pasted into a report. It reads, and changes nothing.
 */
#include "wine.h"

#include "mock/windows_answers.h"

#include <wmikit.h>

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: wmikit-check [--all]\n"
    "\n"
    "Asks this computer's WMI some hundred questions, and prints each answer that is not the one that "
    "Microsoft's\n"
    "pages, the protocol's text or tests on Windows name. It only reads: nothing is changed. Please report "
    "what it\n"
    "prints, also when nothing differs.\n"
    "\n"
    "  --all      print each question before it is asked, and what became of it\n"
    "  --version  print the version\n"
    "\n"
    "The exit code is 0 when no answer differs, 1 when one does, 2 when WMI cannot be asked.\n";

static unsigned long bits(HRESULT code)
{
    return (unsigned long)code & 0xFFFFFFFFUL;
}

/* --- Telling ------------------------------------------------------------------------------------------------------- */

static void tell_property(IWbemClassObject *system, const char *name, const char *before)
{
    char *text = NULL;

    if (wmi_get_string(system, name, &text) == WMI_OK)
        printf("%s%s", before, text);
    wmi_free(text);
}

static void tell_system(const respondent *whom, bool on_wine)
{
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *system = NULL;
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM Win32_OperatingSystem");
    ULONG got = 0;

    printf("wmikit-check %s\nsystem: ", wmi_version());
    if (SUCCEEDED(IWbemServices_ExecQuery(whom->services, language, query, 0, NULL, &rows))) {
        IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &system, &got);
        IEnumWbemClassObject_Release(rows);
    }
    SysFreeString(query);
    SysFreeString(language);
    if (got == 1) {
        tell_property(system, "Caption", "");
        tell_property(system, "Version", ", version ");
        tell_property(system, "OSArchitecture", ", ");
        IWbemClassObject_Release(system);
    }
    printf("%s; this program has %u bits\n\n", on_wine ? ", as Wine tells" : "",
           (unsigned)sizeof(void *) * 8);
}

static void tell_answer(const char *what, HRESULT code, const char *text)
{
    printf("    %s: 0x%08lX %s", what, bits(code), code == S_OK ? "S_OK" : wmi_error_name(code));
    if (text != NULL && text[0] != '\0')
        printf(", \"%s\"", text);
    printf("\n");
}

static void tell_difference(const answer *row, HRESULT code, const char *found)
{
    printf("DIFFERS: %s\n    source: %s\n", row->name, row->source);
    tell_answer("expected", row->code, row->text);
    tell_answer("found", code, found);
}

static void tell_verdict(const answer *row, verdict is, HRESULT code, const char *found, bool all)
{
    if (is == DIFFERENT)
        tell_difference(row, code, found);
    else if (is == KNOWN_OF_WINE || is == NOT_ASKED)
        printf("known of Wine: %s: %s\n", row->name, answer_deviation(row)->note);
    else if (all)
        printf("as documented: %s\n", row->name);
    fflush(stdout);
}

/* --- Asking --------------------------------------------------------------------------------------------------------- */

/* How often each verdict was reached. */
typedef unsigned tally[DIFFERENT + 1];

static void ask_all(const respondent *whom, const answers *table, bool on_wine, bool all, tally count)
{
    for (size_t i = 0; i < table->count; i++) {
        const answer *row = &table->rows[i];
        char found[FOUND_SIZE];
        HRESULT code;
        verdict is;

        if (all) {
            printf("asking: %s\n", row->name); /* the last line, if WMI takes the program with it */
            fflush(stdout);
        }
        is = answer_judge(whom, row, on_wine, &code, found);
        count[is]++;
        tell_verdict(row, is, code, found, all);
    }
}

static int check(const respondent *whom, bool all)
{
    bool on_wine = runs_under_wine();
    tally count = { 0 };

    tell_system(whom, on_wine);
    ask_all(whom, &answers_of_services, on_wine, all, count);
    ask_all(whom, &answers_of_objects, on_wine, all, count);
    printf("\n%u as documented, %u different", count[AS_WINDOWS], count[DIFFERENT]);
    if (on_wine)
        printf(", %u known of Wine, %u not asked, since Wine would crash", count[KNOWN_OF_WINE],
               count[NOT_ASKED]);
    printf("\n");
    return count[DIFFERENT] > 0;
}

static int connect_and_check(bool all)
{
    IWbemLocator *locator = NULL;
    respondent whom;
    int result = 2;
    HRESULT hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                  (void **)&locator);

    if (SUCCEEDED(hr)) {
        hr = respondent_open(locator, &whom);
        if (SUCCEEDED(hr)) {
            result = check(&whom, all);
            respondent_close(&whom);
        }
        IWbemLocator_Release(locator);
    }
    if (FAILED(hr))
        fprintf(stderr, "WMI cannot be asked: 0x%08lX %s\n", bits(hr), wmi_error_name(hr));
    return result;
}

int main(int argc, char **argv)
{
    bool all = argc == 2 && strcmp(argv[1], "--all") == 0;
    int result;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("wmikit-check %s\n", wmi_version());
        return 0;
    }
    if (argc > 1 && !all) {
        fputs(usage, argc == 2 && strcmp(argv[1], "--help") == 0 ? stdout : stderr);
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)))
        return 2;
    CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL,
                         EOAC_NONE, NULL);
    result = connect_and_check(all);
    CoUninitialize();
    return result;
}
