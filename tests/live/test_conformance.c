/* SPDX-License-Identifier: MIT */
/*
 * One list of raw COM calls against Wine's WMI and against the mock, which was loaded with what Wine's classes
 * hold. What either answers is written down as text, and the two texts have to be the same. Only what Wine does
 * as Windows does is asked: Wine's WMI takes every user, flag and blanket, gives codes of its own for a class that
 * is missing and a server that is unknown, lets OR bind as closely as AND, and takes "SELECT FROM X".
 */
#include "recorded_class.h"
#include "support/mock_world.h"

#include <stdlib.h>

/* --- The two sides ----------------------------------------------------------------------------------------------------- */

static const struct recorded recorded[] = {
    { u"Win32_LogicalDisk", u"DeviceID" },
    { u"Win32_Service", u"Name" },
    { u"Win32_BIOS", NULL },
    { u"Win32_OperatingSystem", NULL },
    { u"Win32_Processor", NULL },
    { u"Win32_ComputerSystem", NULL },
    { u"Win32_SystemEnclosure", NULL },
    { u"Win32_NetworkAdapter", NULL },
};

typedef struct side {
    IWbemLocator *locator;
    IWbemServices *services;
} side;

static wmi_mock *mock;
static side wine, imitation;

static HRESULT connect_to(IWbemLocator *locator, const OLECHAR *path, IWbemServices **services)
{
    BSTR resource = SysAllocString(path);
    HRESULT hr = IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, 0, NULL, NULL, services);

    SysFreeString(resource);
    return hr;
}

static int set_up(void **state)
{
    text mof = { NULL, 0, 0 };

    world_group_setup(state);
    assert_ok(CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                               (void **)&wine.locator));
    assert_ok(connect_to(wine.locator, u"root\\cimv2", &wine.services));
    for (size_t i = 0; i < COUNT_OF(recorded); i++)
        record_class(&mof, wine.services, &recorded[i]);
    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, "ROOT\\CIMV2", mof.at));
    assert_ok(wmi_mock_load(mock, "ROOT\\DEFAULT", ""));
    assert_ok(wmi_mock_load(mock, "ROOT\\wmi", ""));
    imitation.locator = wmi_mock_locator(mock);
    assert_ok(connect_to(imitation.locator, u"root\\cimv2", &imitation.services));
    free(mof.at);
    return 0;
}

static int tear_down(void **state)
{
    if (imitation.services == NULL)
        return -1; /* the set-up failed */
    IWbemServices_Release(wine.services);
    IWbemLocator_Release(wine.locator);
    IWbemServices_Release(imitation.services);
    world_destroy(mock);
    return world_group_teardown(state);
}

typedef struct question {
    const char *name;
    void (*ask)(const side *whom, const OLECHAR *subject, text *answer);
    const OLECHAR *subject;
} question;

static void both_answer_the_same(void **state)
{
    const question *asked = *state;
    text of_wine = { NULL, 0, 0 };
    text of_mock = { NULL, 0, 0 };

    asked->ask(&wine, asked->subject, &of_wine);
    asked->ask(&imitation, asked->subject, &of_mock);
    assert_true(of_wine.length > 0);
    if (strcmp(of_wine.at, of_mock.at) != 0)
        fail_msg("Wine:\n%sthe mock:\n%s", of_wine.at, of_mock.at);
    free(of_wine.at);
    free(of_mock.at);
}

/* --- The questions --------------------------------------------------------------------------------------------------------- */

static void connecting(const side *whom, const OLECHAR *path, text *answer)
{
    IWbemServices *services = NULL;

    text_add_hr(answer, "ConnectServer", connect_to(whom->locator, path, &services));
    if (services != NULL)
        IWbemServices_Release(services);
}

static void read_by(IEnumWbemClassObject *rows, ULONG batch, text *answer)
{
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        ULONG got = 0;

        hr = world_next(rows, FOREVER, batch, &got);
        text_add_hr(answer, "Next", hr);
        text_add(answer, "  %lu of %lu\n", (unsigned long)got, (unsigned long)batch);
    }
}

static void querying(const side *whom, const OLECHAR *wql, text *answer)
{
    IEnumWbemClassObject *rows = NULL;

    text_add_hr(answer, "ExecQuery", world_query(whom->services, wql, SYNCHRONOUS, &rows));
    if (rows == NULL)
        return;
    read_by(rows, 1, answer);
    IEnumWbemClassObject_Release(rows);
}

static void batches(const side *whom, const OLECHAR *wql, text *answer)
{
    for (ULONG batch = 1; batch <= 16; batch++) {
        IEnumWbemClassObject *rows = NULL;

        text_add_hr(answer, "ExecQuery", world_query(whom->services, wql, SEMISYNCHRONOUS, &rows));
        read_by(rows, batch, answer);
        IEnumWbemClassObject_Release(rows);
    }
}

static void going_back(const side *whom, const OLECHAR *wql, text *answer)
{
    IEnumWbemClassObject *rows = NULL;
    ULONG got = 0;

    text_add_hr(answer, "ExecQuery", world_query(whom->services, wql, SYNCHRONOUS, &rows));
    text_add_hr(answer, "Next", world_next(rows, FOREVER, 2, &got));
    text_add_hr(answer, "Reset", IEnumWbemClassObject_Reset(rows));
    text_add_hr(answer, "Skip", IEnumWbemClassObject_Skip(rows, FOREVER, 1));
    read_by(rows, 4, answer);
    text_add_hr(answer, "Reset", IEnumWbemClassObject_Reset(rows));
    read_by(rows, 4, answer);
    IEnumWbemClassObject_Release(rows);
}

static void tell_property(IWbemClassObject *row, const OLECHAR *name, text *answer)
{
    CIMTYPE type = 0;
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    hr = IWbemClassObject_Get(row, name, 0, &value, &type, NULL);
    text_add_wide(answer, name);
    text_add_hr(answer, ":", hr);
    if (SUCCEEDED(hr))
        text_add(answer, "  CIM type %ld, VARTYPE %u\n", (long)type, V_VT(&value));
    VariantClear(&value);
}

/* Names in their order, and what Get tells of each. */
static void describing(const side *whom, const OLECHAR *class_name, text *answer)
{
    IEnumWbemClassObject *rows = select_all(whom->services, class_name);
    IWbemClassObject *row = NULL;
    SAFEARRAY *names = NULL;
    LONG upper = 0;
    ULONG got = 0;

    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    text_add_hr(
        answer, "GetNames",
        IWbemClassObject_GetNames(row, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    SafeArrayGetUBound(names, 1, &upper);
    for (LONG i = 0; i <= upper; i++)
        tell_property(row, ((BSTR *)names->pvData)[i], answer);
    tell_property(row, u"Nothing", answer);
    tell_property(row, u"__Nothing", answer);
    tell_property(row, u"", answer);
    text_add(answer, "%s\n", world_text(row, u"__CLASS"));
    SafeArrayDestroy(names);
    IWbemClassObject_Release(row);
    IEnumWbemClassObject_Release(rows);
}

/* What is not selected is not there. */
static void selecting(const side *whom, const OLECHAR *wql, text *answer)
{
    static const OLECHAR *const names[] = { u"Name", u"STATE", u"StartMode", u"ProcessId", u"Nothing" };
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;

    text_add_hr(answer, "ExecQuery", world_query(whom->services, wql, SEMISYNCHRONOUS, &rows));
    text_add_hr(answer, "Next", IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        tell_property(row, names[i], answer);
    IWbemClassObject_Release(row);
    IEnumWbemClassObject_Release(rows);
}

static void getting(const side *whom, const OLECHAR *path, text *answer)
{
    IWbemClassObject *object = NULL;

    text_add_hr(answer, "GetObject", world_get(whom->services, path, &object));
    if (object == NULL)
        return;
    text_add(answer, "%s\n", world_text(object, u"__CLASS"));
    text_add(answer, "%s\n", world_text(object, u"DeviceID"));
    text_add(answer, "%s\n", world_text(object, u"Name"));
    IWbemClassObject_Release(object);
}

static const question questions[] = {
    { "connect: root", connecting, u"root" },
    { "connect: relative", connecting, u"ROOT\\CIMV2" },
    { "connect: any case", connecting, u"rOOt\\cimV2" },
    { "connect: slash", connecting, u"root/cimv2" },
    { "connect: this computer", connecting, u"\\\\.\\root\\cimv2" },
    { "connect: this computer, slashes", connecting, u"//./root/cimv2" },
    { "connect: localhost", connecting, u"\\\\localhost\\root\\default" },
    { "connect: wmi", connecting, u"root\\wmi" },
    { "connect: unknown namespace", connecting, u"root\\nowhere" },
    { "connect: unknown namespace, this computer", connecting, u"\\\\.\\root\\nowhere" },
    { "connect: not below root", connecting, u"cimv2" },
    { "connect: empty", connecting, u"" },
    { "connect: two backslashes", connecting, u"\\\\" },
    { "connect: this computer alone", connecting, u"\\\\." },
    { "query: all services", querying, u"SELECT * FROM Win32_Service" },
    { "query: all disks", querying, u"SELECT * FROM Win32_LogicalDisk" },
    { "query: any case", querying, u"select * from WIN32_LOGICALDISK" },
    { "query: equal", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = 'C:'" },
    { "query: double quotes", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = \"C:\"" },
    { "query: small letters", querying, u"SELECT * FROM Win32_LogicalDisk WHERE deviceid = 'c:'" },
    { "query: not equal", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID <> 'C:'" },
    { "query: not equal, otherwise", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID != 'C:'" },
    { "query: nothing equal", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = '?'" },
    { "query: number equal", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType = 3" },
    { "query: number greater", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType > 2" },
    { "query: number less", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType < 4" },
    { "query: number at least", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType >= 3" },
    { "query: number at most", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType <= 3" },
    { "query: AND", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DriveType = 3 AND DeviceID = 'C:'" },
    { "query: OR", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = 'Z:' OR DeviceID = 'C:'" },
    { "query: NOT", querying, u"SELECT * FROM Win32_LogicalDisk WHERE NOT DeviceID = 'C:'" },
    { "query: parentheses", querying,
      u"SELECT * FROM Win32_LogicalDisk WHERE (DeviceID = 'Z:' OR DeviceID = 'C:') AND (DriveType = 3)" },
    { "query: IS NULL", querying, u"SELECT * FROM Win32_LogicalDisk WHERE VolumeName IS NULL" },
    { "query: IS NOT NULL", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID IS NOT NULL" },
    { "query: LIKE prefix", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID LIKE 'C%'" },
    { "query: LIKE other prefix", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID LIKE 'Q%'" },
    { "query: boolean", querying, u"SELECT * FROM Win32_Service WHERE AcceptStop = TRUE" },
    { "query: boolean, the other", querying, u"SELECT * FROM Win32_Service WHERE AcceptStop = FALSE" },
    { "query: services by start", querying, u"SELECT * FROM Win32_Service WHERE StartMode = 'Auto'" },
    { "query: property list", querying, u"SELECT Name, State FROM Win32_Service WHERE StartMode <> 'Auto'" },
    { "syntax: FORM", querying, u"SELECT * FORM Win32_LogicalDisk" },
    { "syntax: no class", querying, u"SELECT * FROM" },
    { "syntax: no condition", querying, u"SELECT * FROM Win32_LogicalDisk WHERE" },
    { "syntax: no value", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID =" },
    { "syntax: open string", querying, u"SELECT * FROM Win32_LogicalDisk WHERE DeviceID = 'C:" },
    { "syntax: open parenthesis", querying, u"SELECT * FROM Win32_LogicalDisk WHERE (DeviceID = 'C:'" },
    { "syntax: comma", querying, u"SELECT Name, FROM Win32_LogicalDisk" },
    { "syntax: nonsense", querying, u"hello" },
    { "syntax: something behind", querying, u"SELECT * FROM Win32_LogicalDisk hello world" },
    { "batches: services", batches, u"SELECT * FROM Win32_Service" },
    { "batches: disks", batches, u"SELECT * FROM Win32_LogicalDisk" },
    { "batches: none", batches, u"SELECT * FROM Win32_Service WHERE Name = '?'" },
    { "reset and skip", going_back, u"SELECT * FROM Win32_Service" },
    { "describe: disk", describing, u"Win32_LogicalDisk" },
    { "describe: service", describing, u"Win32_Service" },
    { "describe: BIOS", describing, u"Win32_BIOS" },
    { "describe: operating system", describing, u"Win32_OperatingSystem" },
    { "describe: processor", describing, u"Win32_Processor" },
    { "describe: computer", describing, u"Win32_ComputerSystem" },
    { "describe: enclosure", describing, u"Win32_SystemEnclosure" },
    { "describe: network adapter", describing, u"Win32_NetworkAdapter" },
    { "select: two", selecting, u"SELECT Name, State FROM Win32_Service" },
    { "select: any case", selecting, u"SELECT nAME FROM Win32_Service" },
    { "select: all", selecting, u"SELECT * FROM Win32_Service" },
    { "get: an instance", getting, u"Win32_LogicalDisk.DeviceID=\"C:\"" },
    { "get: a service", getting, u"Win32_Service.Name=\"Eventlog\"" },
    { "get: not there", getting, u"Win32_LogicalDisk.DeviceID=\"?\"" },
    { "get: no such class", getting, u"Win32_Nothing" },
};

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(questions)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, questions, both_answer_the_same);
    return _cmocka_run_group_tests("test_conformance", tests, count, set_up, tear_down);
}
