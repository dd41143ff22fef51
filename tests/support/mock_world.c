/* SPDX-License-Identifier: MIT */
#include "support/mock_world.h"

#include <stdlib.h>

static const char mof[] = "class Test_Device { [key] string Id; uint32 Load; };\n"
                          "class Test_Disk : Test_Device { string Name; uint64 Size; };\n"
                          "class Test_Ssd : Test_Disk { boolean Trim; };\n"
                          "class Test_Loose { string Text; };\n"
                          "[singleton] class Test_Single { string Text; };\n"
                          "instance of Test_Device { Id = \"fan\"; Load = 7; };\n"
                          "instance of Test_Disk { Id = \"C:\"; Name = \"System\"; Size = 500; };\n"
                          "instance of Test_Disk { Id = \"D:\"; Name = \"A\\\\B\\\"C\"; Size = 1000; };\n"
                          "instance of Test_Ssd { Id = \"E:\"; Trim = true; };\n"
                          "instance of Test_Loose { Text = \"loose\"; };\n"
                          "instance of Test_Single { Text = \"single\"; };\n";

int world_group_setup(void **state)
{
    (void)state;
    return SUCCEEDED(CoInitializeEx(NULL, COINIT_MULTITHREADED)) ? 0 : -1;
}

int world_group_teardown(void **state)
{
    (void)state;
    wmi_shutdown();
    CoUninitialize();
    return 0;
}

wmi_mock *world_create(void)
{
    wmi_mock *mock = NULL;

    assert_ok(wmi_mock_create(&mock));
    assert_ok(wmi_mock_load(mock, NULL, mof));
    return mock;
}

void world_destroy(wmi_mock *mock)
{
    assert_int_equal(wmi_mock_live_objects(mock), 0);
    assert_int_equal(wmi_mock_destroy(mock), 0);
}

int world_setup(void **state)
{
    *state = world_create();
    return 0;
}

int world_teardown(void **state)
{
    return wmi_mock_destroy(*state) == 0 ? 0 : -1;
}

void world_add_rows(struct CMUnitTest *tests, size_t room, size_t *count, const void *rows, size_t row_count,
                    size_t row_size, CMUnitTestFunction function)
{
    for (size_t i = 0; i < row_count; i++) {
        const char *row = (const char *)rows + i * row_size;
        struct CMUnitTest *test = &tests[*count];

        if (*count >= room)
            abort();
        memset(test, 0, sizeof *test);
        memcpy(&test->name, row, sizeof test->name);
        test->test_func = function;
        test->initial_state = (void *)(uintptr_t)row;
        ++*count;
    }
}

void world_add_tests(struct CMUnitTest *tests, size_t room, size_t *count, const struct CMUnitTest *added,
                     size_t added_count)
{
    if (*count + added_count > room)
        abort();
    memcpy(tests + *count, added, added_count * sizeof *added);
    *count += added_count;
}

/* --- Raw COM ------------------------------------------------------------------------------------------------ */

HRESULT world_connect(wmi_mock *mock, const world_login *login, IWbemServices **services)
{
    BSTR resource = SysAllocString(login->resource);
    BSTR user = SysAllocString(login->user);
    BSTR password = SysAllocString(login->password);
    BSTR locale = SysAllocString(login->locale);
    BSTR authority = SysAllocString(login->authority);
    HRESULT hr;

    hr = IWbemLocator_ConnectServer(wmi_mock_locator(mock), resource, user, password, locale, login->flags,
                                    authority, NULL, services);
    SysFreeString(authority);
    SysFreeString(locale);
    SysFreeString(password);
    SysFreeString(user);
    SysFreeString(resource);
    return hr;
}

void world_add_account(wmi_mock *mock, const char *server, const char *user, const char *domain,
                       const char *password, const char *authority)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;

    host.user = user;
    host.domain = domain;
    host.password = password;
    host.authority = authority;
    assert_ok(wmi_mock_add_host(mock, server, &host));
}

IWbemServices *world_connect_as_ada(wmi_mock *mock)
{
    static const world_login as_ada = { .resource = u"\\\\db\\root\\cimv2",
                                        .user = u"CORP\\ada",
                                        .password = u"secret" };
    IWbemServices *services = NULL;

    assert_ok(world_connect(mock, &as_ada, &services));
    return services;
}

IWbemServices *world_open(wmi_mock *mock, const OLECHAR *resource)
{
    const world_login login = { .resource = resource };
    IWbemServices *services = NULL;

    assert_ok(world_connect(mock, &login, &services));
    return services;
}

static ULONG length_of(const OLECHAR *text)
{
    ULONG length = 0;

    while (text != NULL && text[length] != 0)
        length++;
    return length;
}

COAUTHIDENTITY world_identity(OLECHAR *user, OLECHAR *domain, OLECHAR *password)
{
    COAUTHIDENTITY identity = { 0 };

    identity.User = user;
    identity.UserLength = length_of(user);
    identity.Domain = domain;
    identity.DomainLength = length_of(domain);
    identity.Password = password;
    identity.PasswordLength = length_of(password);
    identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    return identity;
}

HRESULT world_secure(void *proxy, DWORD level, COAUTHIDENTITY *identity)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL, level,
                             RPC_C_IMP_LEVEL_IMPERSONATE, identity, EOAC_NONE);
}

HRESULT world_query(IWbemServices *services, const OLECHAR *wql, LONG flags, IEnumWbemClassObject **rows)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR text = SysAllocString(wql);
    HRESULT hr = IWbemServices_ExecQuery(services, language, text, flags, NULL, rows);

    SysFreeString(text);
    SysFreeString(language);
    return hr;
}

HRESULT world_get(IWbemServices *services, const OLECHAR *path, IWbemClassObject **object)
{
    BSTR text = SysAllocString(path);
    HRESULT hr = IWbemServices_GetObject(services, text, 0, NULL, object, NULL);

    SysFreeString(text);
    return hr;
}

HRESULT world_next(IEnumWbemClassObject *rows, LONG timeout, ULONG wanted, ULONG *got)
{
    IWbemClassObject *objects[16] = { NULL };
    ULONG returned = 99;
    HRESULT hr;

    assert_true(wanted <= COUNT_OF(objects));
    hr = IEnumWbemClassObject_Next(rows, timeout, wanted, objects, &returned);
    assert_true(returned <= wanted);
    for (ULONG i = 0; i < wanted; i++) {
        assert_int_equal(objects[i] != NULL, i < returned);
        if (objects[i] != NULL)
            IWbemClassObject_Release(objects[i]);
    }
    *got = returned;
    return hr;
}

size_t world_drain(IEnumWbemClassObject *rows)
{
    size_t count = 0;
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        ULONG got = 0;

        hr = world_next(rows, FOREVER, 4, &got);
        count += got;
    }
    assert_hr(WBEM_S_FALSE, hr);
    IEnumWbemClassObject_Release(rows);
    return count;
}

size_t world_count(IWbemServices *services, const OLECHAR *wql)
{
    IEnumWbemClassObject *rows = NULL;

    assert_ok(world_query(services, wql, SEMISYNCHRONOUS, &rows));
    return world_drain(rows);
}

const char *world_text(IWbemClassObject *object, const OLECHAR *property)
{
    static char text[512];
    size_t length = 0;
    VARIANT value;

    VariantInit(&value);
    text[0] = '\0';
    if (FAILED(IWbemClassObject_Get(object, property, 0, &value, NULL, NULL)))
        return text;
    /* What the tests read is ASCII. */
    for (; V_VT(&value) == VT_BSTR && V_BSTR(&value)[length] != 0 && length + 1 < sizeof text; length++)
        text[length] = (char)V_BSTR(&value)[length];
    text[length] = '\0';
    VariantClear(&value);
    return text;
}
