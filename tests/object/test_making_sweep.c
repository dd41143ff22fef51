/* SPDX-License-Identifier: MIT */
/*
 * What is made without a call of WMI, and what names of any length take, when memory runs out: the n-th allocation
 * fails, for n = 1, 2, 3, … until it works. Native only; linked with --wrap of the allocations and of
 * wmi__find_function.
 */
#include "os/functions.h"
#include "support/faults.h"
#include "support/mock_world.h"
#include "support/threads.h"

#include "com/mta.h"
#include "error/error.h"
#include "os/os.h"

#include <stdio.h>

#define LONG_NAME_LENGTH 300 /* more than a name's place on the stack */
#define FILE_NAME        "test_making_sweep.mof"

wmi__function __real_wmi__find_function(const char *library, const char *name);
wmi__function __wrap_wmi__find_function(const char *library, const char *name);

static bool usages_are_missing;

wmi__function __wrap_wmi__find_function(const char *library, const char *name)
{
    return usages_are_missing ? NULL : __real_wmi__find_function(library, name);
}

/* What is there before anything fails. */
typedef struct scene {
    wmi_mock *mock;
    IWbemClassObject *object;   /* Long.Id=1, whose other property has a long name, as its method has */
    IEnumWbemClassObject *rows; /* of a query for one property */
    IWbemContext *values;       /* with one text */
    char name[LONG_NAME_LENGTH + 1];
} scene;

/* --- The library ---------------------------------------------------------------------------------------------------- */

static HRESULT make_cancel(void *context)
{
    wmi_cancel *cancel = (wmi_cancel *)context;
    HRESULT hr = wmi_cancel_create(&cancel);

    assert_int_equal(cancel != NULL, hr == S_OK);
    wmi_cancel_free(cancel);
    return hr;
}

static HRESULT quote(void *context)
{
    char *literal = context;
    HRESULT hr = wmi_wql_quote("it's", &literal);

    assert_int_equal(literal != NULL, hr == S_OK);
    wmi_free(literal);
    return hr;
}

static HRESULT quote_like(void *context)
{
    char *pattern = context;
    HRESULT hr = wmi_wql_quote_like("100%", &pattern);

    assert_int_equal(pattern != NULL, hr == S_OK);
    wmi_free(pattern);
    return hr;
}

static HRESULT parse_path(void *context)
{
    wmi_path *parts = context;
    HRESULT hr = wmi_path_parse("\\\\.\\root:A.B=1,C=\"x\"", &parts);

    assert_int_equal(parts != NULL, hr == S_OK);
    wmi_free(parts);
    return hr;
}

static HRESULT write_value(void *context)
{
    const wmi_value value = wmi_value_uint32(7);
    char *text = context;
    HRESULT hr = wmi_value_text(&value, &text);

    assert_int_equal(text != NULL, hr == S_OK);
    wmi_free(text);
    return hr;
}

static HRESULT make_path(void *context)
{
    const wmi_argument keys[] = { { "Id", wmi_value_string("C:") }, { "Number", wmi_value_uint8(1) } };
    char *path = context;
    HRESULT hr = wmi_path_create("Test_Disk", keys, COUNT_OF(keys), &path);

    assert_int_equal(path != NULL, hr == S_OK);
    wmi_free(path);
    return hr;
}

static HRESULT make_context(void *context)
{
    const scene *self = context;
    const wmi_argument values[] = { { self->name, wmi_value_string("value") } };
    IWbemContext *made = context;
    HRESULT hr;

    assert_ok(wmi_shutdown()); /* so that COM is entered once more */
    hr = wmi_context_create(values, COUNT_OF(values), &made);

    assert_int_equal(made != NULL, hr == S_OK);
    wmi_context_release(made);
    return hr;
}

static HRESULT read_number_as_text(void *context)
{
    const scene *self = context;
    char *text = context;
    HRESULT hr = wmi_get_string(self->object, self->name, &text);

    assert_int_equal(text != NULL, hr == S_OK);
    wmi_free(text);
    return hr;
}

static HRESULT write_number(void *context)
{
    const scene *self = context;

    return wmi_set_value(self->object, self->name, wmi_value_uint32(7));
}

static HRESULT ask_qualifiers(void *context)
{
    const scene *self = context;
    wmi_argument *qualifiers = context;
    size_t count = 1;
    HRESULT hr = wmi_qualifiers(self->object, self->name, &qualifiers, &count);

    assert_int_equal(qualifiers != NULL, hr == S_OK);
    wmi_free(qualifiers);
    return hr;
}

static HRESULT list_context(void *context)
{
    const scene *self = context;
    SAFEARRAY *names = context;
    BSTR name = NULL;
    VARIANT value;
    HRESULT hr = IWbemContext_GetNames(self->values, 0, &names);

    assert_int_equal(names != NULL, hr == S_OK);
    SafeArrayDestroy(names);
    if (FAILED(hr))
        return hr;
    VariantInit(&value);
    assert_ok(IWbemContext_BeginEnumeration(self->values, 0));
    hr = IWbemContext_Next(self->values, 0, &name, &value);
    assert_int_equal(name != NULL, hr == S_OK);
    SysFreeString(name);
    VariantClear(&value);
    return hr;
}

static HRESULT clone_rows(void *context)
{
    const scene *self = context;
    IEnumWbemClassObject *rows = self->rows;
    HRESULT hr = IEnumWbemClassObject_Clone(self->rows, &rows);

    assert_int_equal(rows != NULL, hr == S_OK);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    return hr;
}

/* --- The mock ---------------------------------------------------------------------------------------------------------- */

static HRESULT make_mock(void *context)
{
    wmi_mock *mock = context;
    HRESULT hr = wmi_mock_create(&mock);

    assert_int_equal(mock != NULL, hr == S_OK);
    wmi_mock_destroy(mock);
    return hr;
}

static HRESULT add_host(void *context)
{
    const scene *self = context;
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.user = "ada";
    host.domain = "CORP";
    host.authority = "NTLMDOMAIN:CORP";
    host.password = "secret";
    return wmi_mock_add_host(self->mock, "db1", &host);
}

static HRESULT plan_fault(void *context)
{
    const scene *self = context;

    return wmi_mock_fail(self->mock, "IWbemServices::ExecQuery", 1, RPC_UNAVAILABLE);
}

static HRESULT plan_delay(void *context)
{
    const scene *self = context;

    return wmi_mock_delay(self->mock, "IWbemServices::ExecMethod", 1);
}

static HRESULT plan_words(void *context)
{
    const scene *self = context;

    return wmi_mock_explain(self->mock, "IWbemServices::GetObject", "Provider", "It is gone.");
}

static HRESULT load_file(void *context)
{
    const scene *self = context;

    return wmi_mock_load_file(self->mock, NULL, FILE_NAME);
}

static HRESULT install(void *context)
{
    const scene *self = context;
    HRESULT hr = wmi_mock_install(self->mock);

    faults_end(); /* what goes away again cannot say that it failed */
    wmi_mock_uninstall(self->mock);
    return hr;
}

static HRESULT hold_mta(void *context)
{
    wmi__mta mta;
    HRESULT hr = wmi__mta_hold(&mta);

    (void)context;
    if (SUCCEEDED(hr))
        wmi__mta_release(&mta);
    return hr;
}

static HRESULT hold_mta_without_usages(void *context)
{
    HRESULT hr;

    usages_are_missing = true;
    hr = hold_mta(context);
    usages_are_missing = false;
    return hr;
}

/* --- The sweep ---------------------------------------------------------------------------------------------------------- */

static const struct sweep_case {
    const char *name;
    faults_scenario scenario;
    DWORD apartment;
    size_t allocations; /* at least so many */
} sweeps[] = {
    { "a cancel object", make_cancel, COINIT_MULTITHREADED, 1 },
    { "a literal", quote, COINIT_MULTITHREADED, 1 },
    { "a value as text", write_value, COINIT_MULTITHREADED, 1 },
    { "a pattern", quote_like, COINIT_MULTITHREADED, 1 },
    { "a path", make_path, COINIT_MULTITHREADED, 1 },
    { "a path taken apart", parse_path, COINIT_MULTITHREADED, 1 },
    { "a context", make_context, COINIT_MULTITHREADED, 3 },
    { "a number read as text", read_number_as_text, COINIT_MULTITHREADED, 2 },
    { "a number written", write_number, COINIT_MULTITHREADED, 2 },
    { "qualifiers", ask_qualifiers, COINIT_MULTITHREADED, 2 },
    { "a context's values", list_context, COINIT_MULTITHREADED, 6 },
    { "rows once more", clone_rows, COINIT_MULTITHREADED, 6 },
    { "a mock", make_mock, COINIT_MULTITHREADED, 4 },
    { "a host", add_host, COINIT_MULTITHREADED, 6 },
    { "a fault", plan_fault, COINIT_MULTITHREADED, 2 },
    { "a delay", plan_delay, COINIT_MULTITHREADED, 2 },
    { "a provider's words", plan_words, COINIT_MULTITHREADED, 4 },
    { "a file", load_file, COINIT_MULTITHREADED, 2 },
    { "an installation", install, COINIT_MULTITHREADED, 3 },
    { "an installation from an STA", install, COINIT_APARTMENTTHREADED, 4 },
    { "a usage of the MTA", hold_mta, COINIT_APARTMENTTHREADED, 1 },
    { "a thread in the MTA", hold_mta_without_usages, COINIT_APARTMENTTHREADED, 3 },
};

static void scene_open(scene *self)
{
    char mof[3 * LONG_NAME_LENGTH];
    const wmi_argument value = { "Name", wmi_value_string("value") };
    IWbemServices *services;

    memset(self->name, 'n', LONG_NAME_LENGTH);
    self->name[LONG_NAME_LENGTH] = '\0';
    snprintf(mof, sizeof mof,
             "class Long { [key] uint32 Id; [Description(\"d\")] uint32 %s; };\n"
             "instance of Long { Id = 1; %s = 1000; };\n",
             self->name, self->name);
    self->mock = world_create();
    wmi_mock_keep_journal(self->mock, false); /* it is silent when it has no memory */
    assert_ok(wmi_mock_load(self->mock, NULL, mof));
    services = world_open(self->mock, u"root\\cimv2");
    assert_ok(world_get(services, u"Long.Id=1", &self->object));
    assert_ok(world_query(services, u"SELECT Id FROM Test_Disk", SYNCHRONOUS, &self->rows));
    assert_ok(wmi_context_create(&value, 1, &self->values));
    IWbemServices_Release(services);
}

static void scene_close(scene *self)
{
    wmi_context_release(self->values);
    IEnumWbemClassObject_Release(self->rows);
    IWbemClassObject_Release(self->object);
    world_destroy(self->mock);
    SetErrorInfo(0, NULL);
}

static void every_allocation_may_fail(void **state)
{
    const struct sweep_case *row = *state;
    scene self;
    size_t failed;

    assert_ok(CoInitializeEx(NULL, row->apartment));
    scene_open(&self);
    failed = faults_sweep(row->scenario, &self);
    if (failed < row->allocations)
        print_error("only %lu allocations\n", (unsigned long)failed);
    assert_true(failed >= row->allocations);
    scene_close(&self);
    assert_ok(wmi_shutdown());
    CoUninitialize();
}

/* --- A thread that has no memory for its errors --------------------------------------------------------------------- */

static HRESULT refuse(void)
{
    return wmi__refuse(E_ABORT, "operation", "a reason");
}

static HRESULT refuse_with_hint(void)
{
    return wmi__refuse_with_hint(E_ABORT, "operation", "a reason", "a hint");
}

static HRESULT com_failed(void)
{
    return wmi__com_failed(E_ABORT, "operation", "a %s", "reason");
}

static HRESULT wmi_failed(void)
{
    return wmi__wmi_failed(E_ABORT, "operation", "a %s", "reason");
}

static HRESULT error_set(void)
{
    return wmi_error_set(E_ABORT, "operation", "a reason");
}

static const struct mute_case {
    const char *name;
    HRESULT (*refuse)(void);
} mutes[] = {
    { "wmi__refuse", refuse },         { "wmi__refuse_with_hint", refuse_with_hint },
    { "wmi__com_failed", com_failed }, { "wmi__wmi_failed", wmi_failed },
    { "wmi_error_set", error_set },
};

typedef struct muted {
    const struct mute_case *row;
    HRESULT code, told, told_later;
    bool struck;
} muted;

static void fail_without_memory(void *argument)
{
    muted *self = argument;

    faults_fail_allocation(1);
    self->code = self->row->refuse();
    self->struck = faults_end();
    self->told = wmi_last_error()->code;
    self->row->refuse();
    self->told_later = wmi_last_error()->code;
}

/* The code stays, and that nothing can be said of it is told in its place. */
static void without_a_record_the_code_stays(void **state)
{
    muted self = { *state, S_OK, S_OK, S_OK, false };

    test_thread_run(fail_without_memory, &self);
    assert_true(self.struck);
    assert_hr(E_ABORT, self.code);
    assert_hr(E_OUTOFMEMORY, self.told);
    assert_hr(E_ABORT, self.told_later);
}

/* --- A file that cannot be read --------------------------------------------------------------------------------------- */

static void a_folder_cannot_be_read(void **state)
{
    wmi_mock *mock = world_create();

    (void)state;
    assert_hr(HRESULT_FROM_WIN32(30), wmi_mock_load_file(mock, NULL, "."));
    assert_last_error(HRESULT_FROM_WIN32(30), "cannot be read");
    world_destroy(mock);
}

static int write_file(void **state)
{
    FILE *file = fopen(FILE_NAME, "w");

    (void)state;
    if (file == NULL)
        return -1;
    fprintf(file, "// %5000s\n", ""); /* more than is read at a time */
    return fclose(file);
}

static int remove_file(void **state)
{
    (void)state;
    return remove(FILE_NAME);
}

#define ROW(function, row) \
    ((struct CMUnitTest){ (row).name, function, NULL, NULL, (void *)(uintptr_t) & (row) })

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(sweeps) + COUNT_OF(mutes) + 1];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(sweeps); i++)
        tests[count++] = ROW(every_allocation_may_fail, sweeps[i]);
    for (size_t i = 0; i < COUNT_OF(mutes); i++)
        tests[count++] = ROW(without_a_record_the_code_stays, mutes[i]);
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(a_folder_cannot_be_read);
    return cmocka_run_group_tests_name("making_sweep", tests, write_file, remove_file) == 0 ? 0 : 1;
}
