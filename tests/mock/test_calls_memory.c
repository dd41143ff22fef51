/* SPDX-License-Identifier: MIT */
/*
 * Calls of IWbemServices when memory runs out: the n-th allocation fails, for n = 1, 2, 3, … until the call works.
 * Each time it says so, gives nothing, and leaves everything as it was.
 */
#include "support/faults.h"
#include "support/mock_calls.h"

#include <stdlib.h>

/* What a scenario needs is there before: only the mock's own allocations are to fail. */
typedef struct scene {
    house *house;
    IWbemClassObject *in;
    IWbemClassObject *door;   /* the front door, painted */
    IWbemClassObject *window; /* a class that is not there yet */
    IWbemClassObject *gate;   /* the class, with a description */
    IWbemContext *context;
    BSTR door_path, method, window_name, wql, associators, references, schema, below;
} scene;

static HRESULT ring(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    (void)path;
    (void)in;
    (void)out;
    (void)user_data;
    return S_OK;
}

static HRESULT object_given(HRESULT hr, IWbemClassObject *object)
{
    assert_int_equal(object != NULL, hr == S_OK);
    wmi_object_release(object);
    return hr;
}

static HRESULT result_given(HRESULT hr, IWbemCallResult *result)
{
    assert_int_equal(result != NULL, hr == S_OK);
    if (result != NULL)
        IWbemCallResult_Release(result);
    return hr;
}

/* --- Scenarios --------------------------------------------------------------------------------------------------- */

static HRESULT get_empty_class(void *context)
{
    const scene *self = context;
    IWbemClassObject *object = NULL;
    HRESULT hr = IWbemServices_GetObject(self->house->services, NULL, 0, NULL, &object, NULL);

    return object_given(hr, object);
}

static HRESULT get_later(void *context)
{
    const scene *self = context;
    IWbemCallResult *result = NULL;
    IWbemClassObject *object = NULL;
    HRESULT hr = IWbemServices_GetObject(self->house->services, self->door_path, LATER, NULL, NULL, &result);

    if (SUCCEEDED(hr)) {
        hr = IWbemCallResult_GetResultObject(result, FOREVER, &object);
        object_given(hr, object);
        IWbemCallResult_Release(result);
    }
    return hr;
}

static HRESULT open_later(void *context)
{
    const scene *self = context;
    IWbemCallResult *result = NULL;
    IWbemServices *services = NULL;
    HRESULT hr = IWbemServices_OpenNamespace(self->house->services, self->below, LATER, NULL, NULL, &result);

    if (SUCCEEDED(hr)) {
        hr = IWbemCallResult_GetResultServices(result, FOREVER, &services);
        IWbemCallResult_Release(result);
    }
    if (services != NULL)
        IWbemServices_Release(services);
    return hr;
}

static HRESULT call_method(void *context)
{
    const scene *self = context;
    IWbemClassObject *out = NULL;
    IWbemCallResult *result = NULL;
    HRESULT hr = IWbemServices_ExecMethod(self->house->services, self->door_path, self->method, 0, NULL,
                                          self->in, &out, &result);

    object_given(hr, out);
    return result_given(hr, result);
}

static HRESULT register_handler(void *context)
{
    const scene *self = context;

    return wmi_mock_on_method(self->house->mock, "Door", "Bare", ring, NULL);
}

static HRESULT put_instance(void *context)
{
    const scene *self = context;
    IWbemCallResult *result = NULL;
    BSTR path = NULL;
    HRESULT hr = IWbemServices_PutInstance(self->house->services, self->door, LATER, NULL, &result);

    if (SUCCEEDED(hr)) {
        hr = IWbemCallResult_GetResultString(result, FOREVER, &path);
        IWbemCallResult_Release(result);
    }
    SysFreeString(path);
    return hr;
}

static HRESULT put_part(void *context)
{
    const scene *self = context;

    return IWbemServices_PutInstance(self->house->services, self->door, 0, self->context, NULL);
}

static HRESULT put_new_class(void *context)
{
    const scene *self = context;
    HRESULT hr = IWbemServices_PutClass(self->house->services, self->window, WBEM_FLAG_CREATE_ONLY, NULL,
                                        NULL);

    if (FAILED(hr))
        return hr;
    hr = IWbemServices_DeleteClass(self->house->services, self->window_name, 0, NULL, NULL);
    if (FAILED(hr)) /* it is still there: one allocation fails, and deleting again works */
        assert_ok(IWbemServices_DeleteClass(self->house->services, self->window_name, 0, NULL, NULL));
    return hr;
}

static HRESULT put_old_class(void *context)
{
    const scene *self = context;

    return IWbemServices_PutClass(self->house->services, self->gate, 0, NULL, NULL);
}

static HRESULT drain(const scene *self, BSTR query)
{
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    HRESULT hr = IWbemServices_ExecQuery(self->house->services, self->wql, query, 0, NULL, &rows);

    while (hr == S_OK) {
        hr = IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got);
        if (hr == S_OK)
            IWbemClassObject_Release(row);
    }
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    return hr == WBEM_S_FALSE ? S_OK : hr;
}

static HRESULT query_associators(void *context)
{
    return drain(context, ((scene *)context)->associators);
}

static HRESULT query_references(void *context)
{
    return drain(context, ((scene *)context)->references);
}

static HRESULT query_schema(void *context)
{
    return drain(context, ((scene *)context)->schema);
}

static const struct sweep_case {
    const char *name;
    faults_scenario scenario;
    size_t at_least; /* allocations */
} sweeps[] = {
    { "memory: an empty class", get_empty_class, 3 },      { "memory: GetObject, later", get_later, 4 },
    { "memory: OpenNamespace, later", open_later, 4 },     { "memory: ExecMethod", call_method, 6 },
    { "memory: wmi_mock_on_method", register_handler, 3 }, { "memory: PutInstance", put_instance, 6 },
    { "memory: PutInstance of a part", put_part, 6 },      { "memory: PutClass, new", put_new_class, 1 },
    { "memory: PutClass, there", put_old_class, 1 },       { "memory: ASSOCIATORS OF", query_associators, 6 },
    { "memory: REFERENCES OF", query_references, 6 },      { "memory: meta_class", query_schema, 6 },
};

/* --- The scene ---------------------------------------------------------------------------------------------------- */

static IWbemClassObject *make_window(const house *self)
{
    IWbemClassObject *made = house_get(self, NULL);
    VARIANT null;

    assert_ok(house_set_text(made, u"__CLASS", u"Window"));
    VariantInit(&null);
    V_VT(&null) = VT_NULL;
    assert_ok(IWbemClassObject_Put(made, u"Panes", 0, &null, CIM_UINT32));
    return made;
}

static IWbemClassObject *make_gate(const house *self)
{
    IWbemClassObject *made = house_get(self, u"Gate");
    IWbemQualifierSet *set = NULL;
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = 5;
    assert_ok(IWbemClassObject_GetQualifierSet(made, &set));
    assert_ok(IWbemQualifierSet_Put(set, u"Described", &value, 0));
    IWbemQualifierSet_Release(set);
    return made;
}

static IWbemContext *make_context(void)
{
    IWbemContext *made = NULL;
    VARIANT value;
    LONG index = 0;
    BSTR name = SysAllocString(u"Note");

    assert_ok(
        CoCreateInstance(&CLSID_WbemContext, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemContext, (void **)&made));
    VariantInit(&value);
    V_VT(&value) = VT_BOOL;
    V_BOOL(&value) = VARIANT_TRUE;
    assert_ok(IWbemContext_SetValue(made, u"__PUT_EXTENSIONS", 0, &value));
    V_VT(&value) = VT_ARRAY | VT_BSTR;
    V_ARRAY(&value) = SafeArrayCreateVector(VT_BSTR, 0, 1);
    assert_ok(SafeArrayPutElement(V_ARRAY(&value), &index, name));
    assert_ok(IWbemContext_SetValue(made, u"__PUT_EXT_PROPERTIES", 0, &value));
    VariantClear(&value);
    SysFreeString(name);
    return made;
}

static void scene_open(scene *self)
{
    self->house = house_open();
    assert_ok(
        wmi_mock_load(self->house->mock, NULL,
                      "[association] class Has { [key] Thing ref Whole; [key] Thing ref Part; };\n"
                      "instance of Has { Whole = \"Door.Id='front'\"; Part = \"Gate.Id='garden'\"; };\n"));
    assert_ok(wmi_mock_load(self->house->mock, "root\\cimv2\\below", ""));
    assert_ok(wmi_mock_on_method(self->house->mock, "Door", "Turn", ring, NULL));
    self->in = house_in(self->house, u"Door", u"Turn");
    self->door = house_get(self->house, u"Door.Id=\"front\"");
    assert_ok(house_set_text(self->door, u"Note", u"ash"));
    self->window = make_window(self->house);
    self->gate = make_gate(self->house);
    self->context = make_context();
    self->door_path = SysAllocString(u"Door.Id=\"front\"");
    self->method = SysAllocString(u"Turn");
    self->window_name = SysAllocString(u"Window");
    self->wql = SysAllocString(u"WQL");
    self->associators = SysAllocString(u"ASSOCIATORS OF {Door.Id='front'} WHERE Role = Whole KeysOnly");
    self->references = SysAllocString(u"REFERENCES OF {Door.Id='front'}");
    self->schema = SysAllocString(u"SELECT * FROM meta_class WHERE __this ISA 'Thing'");
    self->below = SysAllocString(u"below");
    wmi_mock_keep_journal(self->house->mock, false);
}

static void scene_close(scene *self)
{
    IWbemClassObject_Release(self->in);
    IWbemClassObject_Release(self->door);
    IWbemClassObject_Release(self->window);
    IWbemClassObject_Release(self->gate);
    IWbemContext_Release(self->context);
    SysFreeString(self->door_path);
    SysFreeString(self->method);
    SysFreeString(self->window_name);
    SysFreeString(self->wql);
    SysFreeString(self->associators);
    SysFreeString(self->references);
    SysFreeString(self->schema);
    SysFreeString(self->below);
    house_close(self->house);
}

/* Once without a failure: what the mock counts for the first time needs memory that nobody misses. */
static void calls_survive(void **state)
{
    const struct sweep_case *row = *state;
    scene self = { 0 };

    scene_open(&self);
    if (row->scenario != register_handler)
        assert_ok(row->scenario(&self));
    assert_true(faults_sweep(row->scenario, &self) >= row->at_least);
    scene_close(&self);
}

int main(void)
{
    static struct CMUnitTest tests[COUNT_OF(sweeps)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, sweeps, calls_survive);
    return _cmocka_run_group_tests("mock_calls_memory", tests, count, world_group_setup,
                                   world_group_teardown);
}
