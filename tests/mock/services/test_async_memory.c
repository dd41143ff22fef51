/* SPDX-License-Identifier: MIT */
/*
 * Asynchronous calls when memory runs out: the n-th allocation fails, for n = 1, 2, 3, … until none does, on the
 * client's thread or on the one that brings the results. Each time the call says so, or the sink's last call does.
 */
#include "support/async_calls.h"
#include "support/event_world.h"
#include "support/faults.h"

#define IN_TIME_MS 60000

typedef struct scene {
    wmi_mock *mock;
    IWbemServices *services;
    IWbemClassObject *disk; /* a new instance */
    IWbemClassObject *disk_class;
} scene;

static HRESULT ring(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    (void)user_data;
    return S_OK;
}

static void open_scene(scene *self)
{
    VARIANT id;

    self->mock = event_world_create();
    assert_ok(wmi_mock_load(self->mock, NULL,
                            "class Test_Bell { [key] string Id; uint32 Ring([out] string Text); };\n"
                            "instance of Test_Bell { Id = \"b\"; };"));
    assert_ok(wmi_mock_on_method(self->mock, "Test_Bell", "Ring", ring, NULL));
    wmi_mock_keep_journal(self->mock, false);
    self->services = world_open(self->mock, u"root\\cimv2");
    assert_ok(world_get(self->services, u"Test_Disk", &self->disk_class));
    assert_ok(IWbemClassObject_SpawnInstance(self->disk_class, 0, &self->disk));
    V_VT(&id) = VT_BSTR;
    V_BSTR(&id) = SysAllocString(u"N:");
    assert_ok(IWbemClassObject_Put(self->disk, u"Id", 0, &id, 0));
    VariantClear(&id);
}

static void close_scene(scene *self)
{
    IWbemClassObject_Release(self->disk);
    IWbemClassObject_Release(self->disk_class);
    IWbemServices_Release(self->services);
    world_destroy(self->mock);
}

/* --- Scenarios ------------------------------------------------------------------------------------------------- */

/* Of what the client needs itself nothing is counted: BSTRs are made before. */
typedef struct attempt {
    const scene *scene;
    BSTR language, text, method;
} attempt;

/* What the call says, or the sink's last call; the sink is used when the call says S_OK, and only then. */
static HRESULT outcome_of(sink *to, HRESULT hr)
{
    if (FAILED(hr)) {
        assert_int_equal(atomic_load(&to->references), 1);
        sink_close_unused(to);
        return hr;
    }
    sink_wait(to, 0, 1);
    hr = to->code;
    for (unsigned slept = 0; atomic_load(&to->references) > 1; slept++) {
        assert_true(slept < IN_TIME_MS);
        wmi__sleep(1);
    }
    sink_close(to);
    return hr;
}

static void open_sink(sink *to)
{
    sink_open(to);
    to->only_counts = true;
}

static HRESULT query(void *context)
{
    const attempt *self = context;
    sink to;

    open_sink(&to);
    return outcome_of(&to, IWbemServices_ExecQueryAsync(self->scene->services, self->language, self->text,
                                                        WBEM_FLAG_SEND_STATUS, NULL, &to.com));
}

static HRESULT enumerate_classes(void *context)
{
    const attempt *self = context;
    sink to;

    open_sink(&to);
    return outcome_of(&to, IWbemServices_CreateClassEnumAsync(self->scene->services, NULL, 0, NULL, &to.com));
}

static HRESULT get_object(void *context)
{
    const attempt *self = context;
    sink to;

    open_sink(&to);
    return outcome_of(&to, IWbemServices_GetObjectAsync(self->scene->services, self->text, 0, NULL, &to.com));
}

static HRESULT call_method(void *context)
{
    const attempt *self = context;
    sink to;

    open_sink(&to);
    return outcome_of(&to, IWbemServices_ExecMethodAsync(self->scene->services, self->text, self->method, 0,
                                                         NULL, NULL, &to.com));
}

static HRESULT put_class(void *context)
{
    const attempt *self = context;
    sink to;

    open_sink(&to);
    return outcome_of(
        &to, IWbemServices_PutClassAsync(self->scene->services, self->scene->disk_class, 0, NULL, &to.com));
}

static HRESULT put_and_delete(void *context)
{
    const attempt *self = context;
    sink to;
    HRESULT hr;

    open_sink(&to);
    hr = outcome_of(
        &to, IWbemServices_PutInstanceAsync(self->scene->services, self->scene->disk, 0, NULL, &to.com));

    if (FAILED(hr))
        return hr;
    open_sink(&to);
    return outcome_of(&to,
                      IWbemServices_DeleteInstanceAsync(self->scene->services, self->text, 0, NULL, &to.com));
}

/* One event, then the cancel. */
static HRESULT subscribe(void *context)
{
    const attempt *self = context;
    HRESULT raised, hr;
    sink to;

    open_sink(&to);
    hr = IWbemServices_ExecNotificationQueryAsync(self->scene->services, self->language, self->text, 0, NULL,
                                                  &to.com);
    if (FAILED(hr))
        return outcome_of(&to, hr);
    raised = wmi_mock_raise(self->scene->mock, NULL, "instance of Test_Event { Text = \"a\"; };");
    if (SUCCEEDED(raised))
        sink_wait_or_end(&to, 1);
    IWbemServices_CancelAsyncCall(self->scene->services, &to.com);
    hr = outcome_of(&to, S_OK);
    if (hr == (HRESULT)WBEM_E_CALL_CANCELLED)
        hr = S_OK;
    return FAILED(raised) ? raised : hr;
}

static const struct memory_case {
    const char *name;
    faults_scenario scenario;
    const OLECHAR *text;
    size_t at_least; /* allocations */
} cases[] = {
    { "memory: ExecQueryAsync", query, ALL_DISKS, 12 },
    { "memory: CreateClassEnumAsync", enumerate_classes, NULL, 40 },
    { "memory: GetObjectAsync", get_object, u"Test_Disk.Id=\"C:\"", 6 },
    { "memory: ExecMethodAsync", call_method, u"Test_Bell.Id=\"b\"", 6 },
    { "memory: PutClassAsync", put_class, NULL, 4 },
    { "memory: PutInstanceAsync, DeleteInstanceAsync", put_and_delete, u"Test_Disk.Id=\"N:\"", 12 },
    { "memory: ExecNotificationQueryAsync", subscribe, u"SELECT Text FROM Test_Event", 12 },
};

static void it_fails_cleanly(void **state)
{
    const struct memory_case *row = *state;
    scene world = { 0 };
    attempt self = { &world, SysAllocString(u"WQL"), SysAllocString(row->text), SysAllocString(u"Ring") };

    open_scene(&world);
    assert_ok(row->scenario(&self));
    assert_true(faults_sweep(row->scenario, &self) >= row->at_least);
    close_scene(&world);
    SysFreeString(self.language);
    SysFreeString(self.text);
    SysFreeString(self.method);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(cases)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, cases, it_fails_cleanly);
    return _cmocka_run_group_tests("mock_services_async_memory", tests, count, world_group_setup,
                                   world_group_teardown);
}
