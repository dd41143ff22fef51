/* SPDX-License-Identifier: MIT */
/* Arguments that make no sense, or that are somebody else's: the mock's objects refuse them as WMI's do. */
#include "support/com_objects.h"
#include "support/mock_calls.h"

#define INVALID ((HRESULT)WBEM_E_INVALID_PARAMETER)

/* An object that is none of the mock's. */
static IWbemClassObject *foreign(probe *object)
{
    probe_init(object);
    return (IWbemClassObject *)(void *)&object->unknown;
}

static void an_interface_needs_a_name(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door");
    void *found = &found;

    assert_hr(E_INVALIDARG, door->lpVtbl->QueryInterface(door, NULL, &found));
    assert_null(found);
    IWbemClassObject_Release(door);
}

static void origins_need_a_place(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door");

    assert_hr(INVALID, IWbemClassObject_GetPropertyOrigin(door, u"Width", NULL));
    assert_hr(INVALID, IWbemClassObject_GetMethodOrigin(door, u"Ring", NULL));
    IWbemClassObject_Release(door);
}

static void methods_are_put_without_flags_and_of_the_mocks(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door");
    probe other;

    assert_hr(INVALID, IWbemClassObject_PutMethod(door, u"New", 1, NULL, NULL));
    assert_hr(WBEM_E_INVALID_OBJECT, IWbemClassObject_PutMethod(door, u"New", 0, foreign(&other), NULL));
    assert_int_equal(probe_references(&other), 1);
    IWbemClassObject_Release(door);
}

static void what_is_foreign_is_neither_compared_nor_put(void **state)
{
    const house *self = *state;
    IWbemClassObject *door = house_get(self, u"Door.Id=\"front\"");
    probe other;

    assert_hr(WBEM_E_INVALID_OBJECT, IWbemClassObject_CompareTo(door, 0, foreign(&other)));
    assert_hr(WBEM_E_INVALID_OBJECT, IWbemServices_PutInstance(self->services, foreign(&other),
                                                               WBEM_FLAG_CREATE_OR_UPDATE, NULL, NULL));
    assert_hr(WBEM_E_INVALID_OBJECT, IWbemServices_PutClass(self->services, foreign(&other),
                                                            WBEM_FLAG_CREATE_OR_UPDATE, NULL, NULL));
    assert_int_equal(probe_references(&other), 1);
    IWbemClassObject_Release(door);
}

static void a_class_without_a_name_has_no_subclass(void **state)
{
    const house *self = *state;
    IWbemClassObject *nameless = NULL;
    IWbemClassObject *derived = (IWbemClassObject *)(void *)&derived;

    assert_ok(IWbemServices_GetObject(self->services, NULL, 0, NULL, &nameless, NULL));
    assert_hr(WBEM_E_INCOMPLETE_CLASS, IWbemClassObject_SpawnDerivedClass(nameless, 0, &derived));
    assert_ptr_equal(derived, &derived); /* left as it was */
    IWbemClassObject_Release(nameless);
}

/* --- IClientSecurity ----------------------------------------------------------------------------------------------------- */

static IClientSecurity *security_of(void *proxy)
{
    IClientSecurity *security = NULL;

    assert_ok(IUnknown_QueryInterface((IUnknown *)proxy, &IID_IClientSecurity, (void **)&security));
    return security;
}

static void a_blanket_is_that_of_its_proxy(void **state)
{
    const house *self = *state;
    IWbemServices *other = world_open(self->mock, u"root\\cimv2");
    IClientSecurity *security = security_of(self->services);
    IUnknown *copy = (IUnknown *)(void *)&copy;
    OLECHAR *principal = (OLECHAR *)(void *)&principal;
    DWORD level = 0;

    assert_hr(E_INVALIDARG, security->lpVtbl->QueryBlanket(security, (IUnknown *)other, NULL, NULL,
                                                           &principal, &level, NULL, NULL, NULL));
    assert_null(principal);
    assert_hr(E_INVALIDARG, security->lpVtbl->CopyProxy(security, (IUnknown *)other, &copy));
    assert_null(copy);
    assert_hr(E_INVALIDARG, security->lpVtbl->CopyProxy(security, (IUnknown *)self->services, NULL));
    security->lpVtbl->Release(security);
    IWbemServices_Release(other);
}

static void security_is_a_part_of_its_proxy(void **state)
{
    const house *self = *state;
    IClientSecurity *security = security_of(self->services);
    IWbemServices *same = NULL;

    assert_ok(security->lpVtbl->QueryInterface(security, &IID_IWbemServices, (void **)&same));
    assert_ptr_equal(same, self->services);
    IWbemServices_Release(same);
    security->lpVtbl->AddRef(security);
    security->lpVtbl->Release(security);
    security->lpVtbl->Release(security);
}

/* --- Names that are too long ------------------------------------------------------------------------------------------- */

static void nobody_is_called_that(void **state)
{
    static OLECHAR user[1000], resource[1000] = u"\\\\";
    const house *self = *state;
    world_login login = { .resource = u"\\\\db1\\root\\cimv2", .user = user, .password = u"secret" };
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    IWbemServices *services = NULL;

    for (size_t i = 0; i < 990; i++)
        user[i] = u'u';
    for (size_t i = 2; i < 990; i++)
        resource[i] = u'h';
    host.user = "ada";
    host.password = "secret";
    assert_ok(wmi_mock_add_host(self->mock, "db1", &host));
    assert_hr(E_ACCESSDENIED, world_connect(self->mock, &login, &services));
    login = (world_login){ .resource = resource };
    assert_hr(RPC_UNAVAILABLE, world_connect(self->mock, &login, &services));
    assert_null(services);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(an_interface_needs_a_name),
        HOUSE_TEST(origins_need_a_place),
        HOUSE_TEST(methods_are_put_without_flags_and_of_the_mocks),
        HOUSE_TEST(what_is_foreign_is_neither_compared_nor_put),
        HOUSE_TEST(a_class_without_a_name_has_no_subclass),
        HOUSE_TEST(a_blanket_is_that_of_its_proxy),
        HOUSE_TEST(security_is_a_part_of_its_proxy),
        HOUSE_TEST(nobody_is_called_that),
    };

    return cmocka_run_group_tests_name("mock_arguments", tests, world_group_setup, world_group_teardown) == 0
               ? 0
               : 1;
}
