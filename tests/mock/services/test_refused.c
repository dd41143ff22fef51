/* SPDX-License-Identifier: MIT */
/* What the mock does not do: it says so, writes the call down, and clears what would go out. */
#include "support/mock_world.h"

#define IN_VAIN ((HRESULT)WBEM_E_NOT_SUPPORTED)
#define ASYNC   "lFlags=0x0, pCtx=NULL, pResponseHandler=NULL"

/* One call, with a text in the place of each text. What goes out is not NULL before. */
typedef struct attempt {
    IWbemServices *services;
    BSTR text;
    IWbemObjectSink *sink;
} attempt;

static HRESULT query_object_sink(attempt *self)
{
    return IWbemServices_QueryObjectSink(self->services, 0, &self->sink);
}

static HRESULT put_class_async(attempt *self)
{
    return IWbemServices_PutClassAsync(self->services, NULL, 0, NULL, NULL);
}

static HRESULT delete_class_async(attempt *self)
{
    return IWbemServices_DeleteClassAsync(self->services, self->text, 0, NULL, NULL);
}

static HRESULT create_class_enum_async(attempt *self)
{
    return IWbemServices_CreateClassEnumAsync(self->services, self->text, 0, NULL, NULL);
}

static HRESULT put_instance_async(attempt *self)
{
    return IWbemServices_PutInstanceAsync(self->services, NULL, 0, NULL, NULL);
}

static HRESULT delete_instance_async(attempt *self)
{
    return IWbemServices_DeleteInstanceAsync(self->services, self->text, 0, NULL, NULL);
}

static const struct refused_case {
    const char *operation;
    HRESULT (*call)(attempt *self);
    bool clears_sink;
    const char *arguments; /* in the journal */
} refused[] = {
    { "IWbemServices::QueryObjectSink", query_object_sink, true, "lFlags=0x0" },
    { "IWbemServices::PutClassAsync", put_class_async, false, "pObject=NULL, " ASYNC },
    { "IWbemServices::DeleteClassAsync", delete_class_async, false, "strClass='Test_Disk', " ASYNC },
    { "IWbemServices::CreateClassEnumAsync", create_class_enum_async, false,
      "strSuperclass='Test_Disk', " ASYNC },
    { "IWbemServices::PutInstanceAsync", put_instance_async, false, "pInst=NULL, " ASYNC },
    { "IWbemServices::DeleteInstanceAsync", delete_instance_async, false,
      "strObjectPath='Test_Disk', " ASYNC },
};

static void a_service_is_refused(void **state)
{
    const struct refused_case *row = *state;
    wmi_mock *mock = world_create();
    attempt self = { world_open(mock, u"root\\cimv2"), SysAllocString(u"Test_Disk"), (void *)&self };
    const wmi_mock_call *written;

    assert_hr(IN_VAIN, row->call(&self));
    assert_int_equal(self.sink == NULL, row->clears_sink);
    written = wmi_mock_call_at(mock, wmi_mock_call_count(mock, NULL) - 1);
    assert_string_equal(written->operation, row->operation);
    assert_string_equal(written->arguments, row->arguments);
    assert_hr(IN_VAIN, written->result);

    SysFreeString(self.text);
    IWbemServices_Release(self.services);
    world_destroy(mock);
}

static void rows_come_to_no_sink(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    const wmi_mock_call *written;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_hr(IN_VAIN, IEnumWbemClassObject_NextAsync(rows, 3, NULL));
    written = wmi_mock_call_at(*state, wmi_mock_call_count(*state, NULL) - 1);
    assert_string_equal(written->operation, "IEnumWbemClassObject::NextAsync");
    assert_string_equal(written->arguments, "uCount=0x3");
    assert_hr(IN_VAIN, written->result);
    assert_int_equal(world_drain(rows), 3); /* none is lost */
    IWbemServices_Release(services);
}

static void a_fault_comes_before_the_refusal(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    assert_ok(wmi_mock_fail(*state, "IWbemServices::PutInstanceAsync", 1, RPC_UNAVAILABLE));
    assert_hr(RPC_UNAVAILABLE, IWbemServices_PutInstanceAsync(services, NULL, 0, NULL, NULL));
    assert_hr(IN_VAIN, IWbemServices_PutInstanceAsync(services, NULL, 0, NULL, NULL));
    IWbemServices_Release(services);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        WORLD_TEST(rows_come_to_no_sink),
        WORLD_TEST(a_fault_comes_before_the_refusal),
    };
    struct CMUnitTest tests[COUNT_OF(refused) + COUNT_OF(others)];
    size_t count = 0;

    WORLD_ADD_ROWS(tests, count, refused, a_service_is_refused);
    WORLD_ADD(tests, count, others);
    return cmocka_run_group_tests_name("mock_refused", tests, world_group_setup, world_group_teardown) == 0
               ? 0
               : 1;
}
