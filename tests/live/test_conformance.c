/* SPDX-License-Identifier: MIT */
/*
 * One list of raw COM calls against Wine's WMI and against the mock, which was loaded with what Wine's classes
 * hold. What either answers is written down as text, and the two texts have to be the same. Only what Wine does
 * as Windows does is asked: Wine's WMI takes every user, flag and blanket, gives codes of its own for a class that
 * is missing and a server that is unknown, lets OR bind as closely as AND, and takes "SELECT FROM X".
 */
#include "bstr.h"
#include "mock_world.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Texts --------------------------------------------------------------------------------------------------- */

typedef struct text {
    char *at;
    size_t length, capacity;
} text;

static void add(text *self, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(text *self, const char *format, ...)
{
    va_list arguments;
    int length;

    if (self->capacity - self->length < 4096) {
        self->capacity = 2 * self->capacity + 8192;
        self->at = realloc(self->at, self->capacity);
        if (self->at == NULL)
            abort();
    }
    va_start(arguments, format);
    length = vsnprintf(self->at + self->length, 4096, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= 4096)
        abort();
    self->length += (size_t)length;
}

static void add_wide(text *self, const OLECHAR *wide)
{
    char utf8[2048];
    size_t length = 0;

    while (length < 500 && wide[length] != 0)
        length++;
    wmi__utf8_write(wide, length, utf8);
    add(self, "%s", utf8);
}

static void add_hr(text *self, const char *what, HRESULT hr)
{
    add(self, "%s 0x%08lX\n", what, (unsigned long)(ULONG)hr);
}

/* --- Recording a class of Wine's as MOF ---------------------------------------------------------------------------- */

static const struct recorded {
    const OLECHAR *name, *key;
} recorded[] = {
    { u"Win32_LogicalDisk", u"DeviceID" },
    { u"Win32_Service", u"Name" },
    { u"Win32_BIOS", NULL },
    { u"Win32_OperatingSystem", NULL },
    { u"Win32_Processor", NULL },
    { u"Win32_ComputerSystem", NULL },
    { u"Win32_SystemEnclosure", NULL },
    { u"Win32_NetworkAdapter", NULL },
};

static const struct cim_name {
    CIMTYPE type;
    const char *name;
} cim_names[] = {
    { CIM_SINT8, "sint8" },   { CIM_UINT8, "uint8" },       { CIM_SINT16, "sint16" },
    { CIM_UINT16, "uint16" }, { CIM_SINT32, "sint32" },     { CIM_UINT32, "uint32" },
    { CIM_SINT64, "sint64" }, { CIM_UINT64, "uint64" },     { CIM_REAL32, "real32" },
    { CIM_REAL64, "real64" }, { CIM_BOOLEAN, "boolean" },   { CIM_STRING, "string" },
    { CIM_CHAR16, "char16" }, { CIM_DATETIME, "datetime" },
};

static const char *name_of(CIMTYPE type)
{
    for (size_t i = 0; i < COUNT_OF(cim_names); i++) {
        if (cim_names[i].type == (type & ~CIM_FLAG_ARRAY))
            return cim_names[i].name;
    }
    fail_msg("CIM type %ld", (long)type);
    return "";
}

/* Wine leaves digits of a datetime's offset out, without which it is none. */
#define DATETIME_LENGTH 25

static void add_quoted(text *mof, const OLECHAR *wide, CIMTYPE type)
{
    size_t length = 0;

    add(mof, "\"");
    for (; *wide != 0; wide++, length++) {
        if (*wide == u'\\' || *wide == u'"')
            add(mof, "\\%c", (char)*wide);
        else
            add(mof, *wide >= ' ' && *wide < 127 ? "%c" : "\\x%04X", *wide);
    }
    for (; type == CIM_DATETIME && length < DATETIME_LENGTH; length++)
        add(mof, "0");
    add(mof, "\"");
}

static bool is_number(CIMTYPE type)
{
    CIMTYPE element = type & ~CIM_FLAG_ARRAY;

    return element != CIM_STRING && element != CIM_DATETIME;
}

/* One value, of which the VARTYPE is not the CIM type. */
static void add_value(text *mof, const VARIANT *value, CIMTYPE type)
{
    switch (V_VT(value)) {
    case VT_BSTR:
        if (is_number(type))
            add_wide(mof, V_BSTR(value));
        else
            add_quoted(mof, V_BSTR(value), type);
        break;
    case VT_BOOL: add(mof, V_BOOL(value) ? "TRUE" : "FALSE"); break;
    case VT_I2: add(mof, "%d", V_I2(value)); break;
    case VT_UI1: add(mof, "%u", V_UI1(value)); break;
    case VT_R4: add(mof, "%.7e", (double)V_R4(value)); break;
    case VT_I4:
        if (type == CIM_UINT32)
            add(mof, "%lu", (unsigned long)(ULONG)V_I4(value));
        else if (type == CIM_UINT16) /* in an array of Wine's the upper half is anything */
            add(mof, "%lu", (unsigned long)V_I4(value) & 0xFFFF);
        else
            add(mof, "%ld", (long)V_I4(value));
        break;
    default: fail_msg("VARTYPE %u", V_VT(value));
    }
}

static void add_array(text *mof, SAFEARRAY *array, VARTYPE type, CIMTYPE cim_type)
{
    LONG upper = 0;

    SafeArrayGetUBound(array, 1, &upper);
    add(mof, "{");
    for (LONG i = 0; i <= upper; i++) {
        VARIANT value;

        VariantInit(&value);
        assert_ok(SafeArrayGetElement(array, &i, type == VT_BSTR ? (void *)V_BSTR(&value) : &V_I4(&value)));
        V_VT(&value) = type;
        add_value(mof, &value, cim_type & ~CIM_FLAG_ARRAY);
        add(mof, i < upper ? ", " : "");
        VariantClear(&value);
    }
    add(mof, "}");
}

static void add_property(text *mof, IWbemClassObject *row, BSTR name)
{
    CIMTYPE type = 0;
    VARIANT value;

    VariantInit(&value);
    assert_ok(IWbemClassObject_Get(row, name, 0, &value, &type, NULL));
    if (V_VT(&value) != VT_NULL) {
        add(mof, " ");
        add_wide(mof, name);
        add(mof, " = ");
        if (V_VT(&value) & VT_ARRAY)
            add_array(mof, V_ARRAY(&value), V_VT(&value) & VT_TYPEMASK, type);
        else
            add_value(mof, &value, type);
        add(mof, ";\n");
    }
    VariantClear(&value);
}

static OLECHAR lower(OLECHAR unit)
{
    return unit >= u'A' && unit <= u'Z' ? (OLECHAR)(unit - u'A' + u'a') : unit;
}

static bool same_name(const OLECHAR *a, const OLECHAR *b)
{
    while (lower(*a) == lower(*b) && *a != 0) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

static void add_declaration(text *mof, IWbemClassObject *row, BSTR name, const OLECHAR *key)
{
    CIMTYPE type = 0;

    assert_ok(IWbemClassObject_Get(row, name, 0, NULL, &type, NULL));
    add(mof, key != NULL && same_name(key, name) ? " [key] %s " : " %s ", name_of(type));
    add_wide(mof, name);
    add(mof, type & CIM_FLAG_ARRAY ? "[];\n" : ";\n");
}

/* The class before its first instance; both are made of the names that a row has. */
static void record_row(text *mof, IWbemClassObject *row, const struct recorded *what, bool is_first)
{
    SAFEARRAY *names = NULL;
    LONG upper = 0;

    assert_ok(
        IWbemClassObject_GetNames(row, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    SafeArrayGetUBound(names, 1, &upper);
    for (int pass = is_first ? 0 : 1; pass < 2; pass++) {
        add(mof, pass == 0 ? "class " : "instance of ");
        add_wide(mof, what->name);
        add(mof, " {\n");
        for (LONG i = 0; i <= upper; i++) {
            BSTR name = ((BSTR *)names->pvData)[i];

            if (pass == 0)
                add_declaration(mof, row, name, what->key);
            else
                add_property(mof, row, name);
        }
        add(mof, "};\n");
    }
    SafeArrayDestroy(names);
}

static IEnumWbemClassObject *select_all(IWbemServices *services, const OLECHAR *class_name)
{
    IEnumWbemClassObject *rows = NULL;
    OLECHAR wql[128] = u"SELECT * FROM ";
    size_t at = 14;

    while (*class_name != 0)
        wql[at++] = *class_name++;
    assert_ok(world_query(services, wql, SEMISYNCHRONOUS, &rows));
    return rows;
}

static void record_class(text *mof, IWbemServices *services, const struct recorded *what)
{
    IEnumWbemClassObject *rows = select_all(services, what->name);
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    bool is_first = true;

    while (IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got) == S_OK) {
        record_row(mof, row, what, is_first);
        is_first = false;
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
}

/* --- The two sides ----------------------------------------------------------------------------------------------------- */

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

    add_hr(answer, "ConnectServer", connect_to(whom->locator, path, &services));
    if (services != NULL)
        IWbemServices_Release(services);
}

static void read_by(IEnumWbemClassObject *rows, ULONG batch, text *answer)
{
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        ULONG got = 0;

        hr = world_next(rows, FOREVER, batch, &got);
        add_hr(answer, "Next", hr);
        add(answer, "  %lu of %lu\n", (unsigned long)got, (unsigned long)batch);
    }
}

static void querying(const side *whom, const OLECHAR *wql, text *answer)
{
    IEnumWbemClassObject *rows = NULL;

    add_hr(answer, "ExecQuery", world_query(whom->services, wql, SYNCHRONOUS, &rows));
    if (rows == NULL)
        return;
    read_by(rows, 1, answer);
    IEnumWbemClassObject_Release(rows);
}

static void batches(const side *whom, const OLECHAR *wql, text *answer)
{
    for (ULONG batch = 1; batch <= 16; batch++) {
        IEnumWbemClassObject *rows = NULL;

        add_hr(answer, "ExecQuery", world_query(whom->services, wql, SEMISYNCHRONOUS, &rows));
        read_by(rows, batch, answer);
        IEnumWbemClassObject_Release(rows);
    }
}

static void going_back(const side *whom, const OLECHAR *wql, text *answer)
{
    IEnumWbemClassObject *rows = NULL;
    ULONG got = 0;

    add_hr(answer, "ExecQuery", world_query(whom->services, wql, SYNCHRONOUS, &rows));
    add_hr(answer, "Next", world_next(rows, FOREVER, 2, &got));
    add_hr(answer, "Reset", IEnumWbemClassObject_Reset(rows));
    add_hr(answer, "Skip", IEnumWbemClassObject_Skip(rows, FOREVER, 1));
    read_by(rows, 4, answer);
    add_hr(answer, "Reset", IEnumWbemClassObject_Reset(rows));
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
    add_wide(answer, name);
    add_hr(answer, ":", hr);
    if (SUCCEEDED(hr))
        add(answer, "  CIM type %ld, VARTYPE %u\n", (long)type, V_VT(&value));
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
    add_hr(answer, "GetNames",
           IWbemClassObject_GetNames(row, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    SafeArrayGetUBound(names, 1, &upper);
    for (LONG i = 0; i <= upper; i++)
        tell_property(row, ((BSTR *)names->pvData)[i], answer);
    tell_property(row, u"Nothing", answer);
    tell_property(row, u"__Nothing", answer);
    tell_property(row, u"", answer);
    add(answer, "%s\n", world_text(row, u"__CLASS"));
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

    add_hr(answer, "ExecQuery", world_query(whom->services, wql, SEMISYNCHRONOUS, &rows));
    add_hr(answer, "Next", IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        tell_property(row, names[i], answer);
    IWbemClassObject_Release(row);
    IEnumWbemClassObject_Release(rows);
}

static void getting(const side *whom, const OLECHAR *path, text *answer)
{
    IWbemClassObject *object = NULL;

    add_hr(answer, "GetObject", world_get(whom->services, path, &object));
    if (object == NULL)
        return;
    add(answer, "%s\n", world_text(object, u"__CLASS"));
    add(answer, "%s\n", world_text(object, u"DeviceID"));
    add(answer, "%s\n", world_text(object, u"Name"));
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
