/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a query, and as a condition. A query is answered or refused by a code that WQL has, and twice alike.
 * The rows that a condition takes keep the laws of logic: in parentheses they are the same, NOT takes the others,
 * AND takes fewer and OR more. As an event query it is read or refused, twice alike, by a code and a sentence.
 */
#include <wmikit.h>

#include "base/bstr.h"
#include "mock/mof/mof.h"
#include "mock/wql/wql.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static IWbemServices *services;
static wmi_mock__repository *repository; /* for event queries: the system classes */

static const char mof[] =
    "class Inner { [key] string Name; uint32 Deep; };\n"
    "class Thing { [key] uint32 Id; sint8 S8; uint8 U8; sint16 S16; uint16 U16; sint32 S32; uint32 U32; "
    "sint64 S64;\n"
    "  uint64 U64; real32 R32; real64 R64; string Text; boolean Flag; datetime When; char16 Letter; Inner "
    "Part;\n"
    "  string Texts[]; Thing ref Next; };\n"
    "class Special : Thing { string Extra; };\n"
    "[association] class Link { [key] Thing ref One; [key] Thing ref Other; };\n"
    "instance of Thing { Id = 1; S8 = -128; U8 = 255; S16 = -1; U16 = 65535; S32 = -2147483648; U32 = "
    "4294967295;\n"
    "  S64 = -9223372036854775808; U64 = 18446744073709551615; R32 = 0.1; R64 = -1e300; Text = \"a%b_[c]\";\n"
    "  Flag = TRUE; When = \"20240229120000.000000+060\"; Letter = 'x'; Texts = {\"a\"};\n"
    "  Part = instance of Inner { Name = \"in\"; Deep = 5; }; Next = \"Thing.Id=2\"; };\n"
    "instance of Thing { Id = 2; };\n"
    "instance of Thing { Id = 3; S8 = 5; U8 = 5; S32 = 5; U32 = 5; S64 = 5; U64 = 5; R64 = 5.0; Text = "
    "\"5\";\n"
    "  Flag = FALSE; When = \"00000005000000.000000:000\"; Letter = '5'; };\n"
    "instance of Special { Id = 4; Text = \"\"; Extra = \"e\"; Flag = TRUE; };\n"
    "instance of Special { Id = 5; Text = \"ABC\"; U32 = 7; };\n"
    "instance of Link { One = \"Thing.Id=1\"; Other = \"Special.Id=4\"; };\n"
    "instance of Link { One = \"Thing.Id=2\"; Other = \"Thing.Id=1\"; };\n";

#define ALL_THINGS ((1u << 1) | (1u << 2) | (1u << 3) | (1u << 4) | (1u << 5))

static void check(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    BSTR resource = SysAllocString(u"root\\cimv2");
    wmi_mock *mock = NULL;

    (void)count;
    (void)arguments;
    check(wmi_mock_create(&mock) == S_OK);
    check(wmi_mock_load(mock, NULL, mof) == S_OK);
    wmi_mock_keep_journal(mock, false);
    check(IWbemLocator_ConnectServer(wmi_mock_locator(mock), resource, NULL, NULL, NULL, 0, NULL, NULL,
                                     &services) == S_OK);
    SysFreeString(resource);
    repository = wmi_mock__repository_create();
    check(repository != NULL);
    return 0;
}

static unsigned bit_of(IWbemClassObject *row)
{
    uint32_t id = 0;

    return wmi_get_uint32(row, "Id", &id) == S_OK && id < 32 ? 1u << id : 1u;
}

/* Which things are among the rows (bit 0: another object), and how many there are. */
typedef struct answer {
    HRESULT hr;
    unsigned things;
    size_t count;
} answer;

static answer read_rows(IEnumWbemClassObject *rows)
{
    answer self = { S_OK, 0, 0 };
    IWbemClassObject *row = NULL;
    ULONG got = 0;

    while ((self.hr = IEnumWbemClassObject_Next(rows, WBEM_INFINITE, 1, &row, &got)) == S_OK) {
        self.things |= bit_of(row);
        self.count++;
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
    return self;
}

static answer ask(const char *query)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR text = NULL;
    IEnumWbemClassObject *rows = NULL;
    answer self = { (HRESULT)WBEM_E_INVALID_PARAMETER, 0, 0 };

    if (wmi__utf16_length(query) != WMI__NOT_UTF8 && query[0] != '\0') {
        check(wmi__bstr_from_utf8(query, &text) == S_OK);
        check(IWbemServices_ExecQuery(services, language, text, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, &rows) ==
              S_OK);
        self = read_rows(rows);
    }
    SysFreeString(text);
    SysFreeString(language);
    return self;
}

static void check_code(HRESULT hr)
{
    check(hr == WBEM_S_FALSE || hr == (HRESULT)WBEM_E_INVALID_QUERY || hr == (HRESULT)WBEM_E_INVALID_CLASS ||
          hr == (HRESULT)WBEM_E_QUOTA_VIOLATION || hr == (HRESULT)WBEM_E_INVALID_PARAMETER ||
          hr == (HRESULT)WBEM_E_NOT_FOUND || hr == (HRESULT)WBEM_E_INVALID_OBJECT_PATH);
}

static answer ask_where(const char *before, const char *condition, const char *after)
{
    static const char select[] = "SELECT * FROM Thing WHERE ";
    size_t room = sizeof select + strlen(before) + strlen(condition) + strlen(after);
    char *query = malloc(room);
    answer self;

    check(query != NULL);
    snprintf(query, room, "%s%s%s%s", select, before, condition, after);
    self = ask(query);
    free(query);
    return self;
}

static void check_things(answer self, unsigned things)
{
    if (self.hr != (HRESULT)WBEM_E_QUOTA_VIOLATION)
        check(self.hr == WBEM_S_FALSE && self.things == things);
}

static void check_condition(const char *condition)
{
    const unsigned fives = (1u << 3) | (1u << 5); /* U32 > 4 AND U32 < 10 */
    answer self = ask_where("", condition, "");

    check_code(self.hr);
    if (self.hr != WBEM_S_FALSE)
        return;
    check((self.things & ~ALL_THINGS) == 0);
    check_things(ask_where("(", condition, ")"), self.things);
    check_things(ask_where("NOT (", condition, ")"), ALL_THINGS & ~self.things);
    check_things(ask_where("(", condition, ") AND (U32 > 4 AND U32 < 10)"), self.things & fives);
    check_things(ask_where("U32 > 4 AND U32 < 10 OR (", condition, ")"), self.things | fives);
}

/* --- Event queries ----------------------------------------------------------------------------------------- */

static void check_event_code(HRESULT hr)
{
    check(hr == S_OK || hr == (HRESULT)WBEM_E_UNPARSABLE_QUERY || hr == (HRESULT)WBEM_E_INVALID_QUERY ||
          hr == (HRESULT)WBEM_E_INVALID_CLASS || hr == (HRESULT)WBEM_E_QUOTA_VIOLATION ||
          hr == (HRESULT)WBEM_E_NOT_EVENT_CLASS || hr == (HRESULT)WBEM_E_MISSING_GROUP_WITHIN ||
          hr == (HRESULT)WBEM_E_MISSING_AGGREGATION_LIST || hr == (HRESULT)WBEM_E_AGGREGATING_BY_OBJECT ||
          hr == (HRESULT)WBEM_E_PROPERTY_NOT_AN_OBJECT);
}

static HRESULT read_event(const char *text)
{
    wmi_mock__wql *query = NULL;
    wmi_mock__wql_error error;
    double seconds = 0;
    HRESULT hr = wmi_mock__wql_parse_event(text, &query, &error);

    if (SUCCEEDED(hr))
        hr = wmi_mock__wql_bind(query, wmi_mock__repository_find(repository, "root"), &error);
    check((error.message[0] == '\0') == SUCCEEDED(hr));
    check(error.position <= strlen(text));
    check(wmi__utf16_length(error.message) != WMI__NOT_UTF8);
    if (SUCCEEDED(hr)) {
        check(!wmi_mock__wql_within(query, &seconds) || seconds >= 0);
        wmi_mock__wql_having(query, 3);
    }
    wmi_mock__wql_free(query);
    return hr;
}

static void check_event(const char *before, const char *text)
{
    size_t room = strlen(before) + strlen(text) + 1;
    char *query = malloc(room);
    HRESULT hr;

    check(query != NULL);
    snprintf(query, room, "%s%s", before, text);
    hr = read_event(query);
    check_event_code(hr);
    check(hr == read_event(query));
    free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(1, size + 1);
    answer first;
    answer second;

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    first = ask(text);
    second = ask(text);
    check_code(first.hr);
    check(first.hr == second.hr && first.things == second.things && first.count == second.count);
    check_condition(text);
    check_event("", text);
    check_event("SELECT * FROM __InstanceModificationEvent ", text);
    free(text);
    return 0;
}
