/* SPDX-License-Identifier: MIT */
/* Blankets, and the security of the process. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

/* An object that says that it is a proxy, and remembers what it was told. */
typedef struct proxy {
    IClientSecurity security;
    LONG references;
    HRESULT answer;
    IUnknown *asked_for;
    DWORD authn, authz, level, impersonation, capabilities;
    OLECHAR *principal;
    void *identity;
} proxy;

static proxy *of(IClientSecurity *This)
{
    return (proxy *)(void *)This;
}

static HRESULT STDMETHODCALLTYPE query_interface(IClientSecurity *This, REFIID riid, void **ppvObject)
{
    *ppvObject = NULL;
    if (!IsEqualIID(riid, &IID_IUnknown) && !IsEqualIID(riid, &IID_IClientSecurity))
        return E_NOINTERFACE;
    IClientSecurity_AddRef(This);
    *ppvObject = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE add_ref(IClientSecurity *This)
{
    return (ULONG)++of(This)->references;
}

static ULONG STDMETHODCALLTYPE release(IClientSecurity *This)
{
    return (ULONG)--of(This)->references;
}

static HRESULT STDMETHODCALLTYPE query_blanket(IClientSecurity *This, IUnknown *pProxy, DWORD *pAuthnSvc,
                                               DWORD *pAuthzSvc, OLECHAR **pServerPrincName,
                                               DWORD *pAuthnLevel, DWORD *pImpLevel, void **pAuthInfo,
                                               DWORD *pCapabilites)
{
    proxy *self = of(This);

    self->asked_for = pProxy;
    if (pAuthnSvc != NULL)
        *pAuthnSvc = self->authn;
    if (pAuthzSvc != NULL)
        *pAuthzSvc = self->authz;
    if (pServerPrincName != NULL)
        *pServerPrincName = self->principal;
    if (pAuthnLevel != NULL)
        *pAuthnLevel = self->level;
    if (pImpLevel != NULL)
        *pImpLevel = self->impersonation;
    if (pAuthInfo != NULL)
        *pAuthInfo = self->identity;
    if (pCapabilites != NULL)
        *pCapabilites = self->capabilities;
    return self->answer;
}

static HRESULT STDMETHODCALLTYPE set_blanket(IClientSecurity *This, IUnknown *pProxy, DWORD dwAuthnSvc,
                                             DWORD dwAuthzSvc, OLECHAR *pServerPrincName, DWORD dwAuthnLevel,
                                             DWORD dwImpLevel, void *pAuthInfo, DWORD dwCapabilities)
{
    proxy *self = of(This);

    self->asked_for = pProxy;
    self->authn = dwAuthnSvc;
    self->authz = dwAuthzSvc;
    self->principal = pServerPrincName;
    self->level = dwAuthnLevel;
    self->impersonation = dwImpLevel;
    self->identity = pAuthInfo;
    self->capabilities = dwCapabilities;
    return self->answer;
}

static HRESULT STDMETHODCALLTYPE copy_proxy(IClientSecurity *This, IUnknown *pProxy, IUnknown **ppCopy)
{
    proxy *self = of(This);

    self->asked_for = pProxy;
    *ppCopy = NULL;
    if (SUCCEEDED(self->answer)) {
        IUnknown_AddRef(pProxy);
        *ppCopy = pProxy;
    }
    return self->answer;
}

static const IClientSecurityVtbl vtbl = { query_interface, add_ref,     release,
                                          query_blanket,   set_blanket, copy_proxy };

static IUnknown *proxy_init(proxy *object, HRESULT answer)
{
    memset(object, 0, sizeof *object);
    object->security.lpVtbl = &vtbl;
    object->references = 1;
    object->answer = answer;
    return (IUnknown *)(void *)object;
}

static void a_blanket_reaches_the_proxy(void **state)
{
    COAUTHIDENTITY identity;
    OLECHAR principal[] = u"CORP\\server";
    proxy object;
    IUnknown *unknown = proxy_init(&object, S_OK);

    (void)state;
    assert_hr(CoSetProxyBlanket(unknown, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, principal,
                                RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity,
                                EOAC_MUTUAL_AUTH),
              S_OK);
    assert_ptr_equal(object.asked_for, unknown);
    assert_int_equal(object.authn, RPC_C_AUTHN_WINNT);
    assert_int_equal(object.authz, RPC_C_AUTHZ_NONE);
    assert_ptr_equal(object.principal, principal);
    assert_int_equal(object.level, RPC_C_AUTHN_LEVEL_PKT_PRIVACY);
    assert_int_equal(object.impersonation, RPC_C_IMP_LEVEL_IMPERSONATE);
    assert_ptr_equal(object.identity, &identity);
    assert_int_equal(object.capabilities, EOAC_MUTUAL_AUTH);
    assert_int_equal(object.references, 1);
}

static void defaults_pass_unchanged(void **state)
{
    proxy object;
    IUnknown *unknown = proxy_init(&object, S_OK);

    (void)state;
    assert_hr(CoSetProxyBlanket(unknown, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                                RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_DEFAULT, COLE_DEFAULT_AUTHINFO,
                                EOAC_DEFAULT),
              S_OK);
    assert_int_equal(object.authn, 0xFFFFFFFFu);
    assert_int_equal(object.authz, 0xFFFFFFFFu);
    assert_int_equal((uintptr_t)object.principal, UINTPTR_MAX);
    assert_int_equal((uintptr_t)object.identity, UINTPTR_MAX);
    assert_int_equal(object.capabilities, 0x800);
}

static void a_blanket_is_told_by_the_proxy(void **state)
{
    OLECHAR principal[] = u"CORP\\server";
    OLECHAR *told_principal = NULL;
    DWORD authn = 0, authz = 0, level = 0, impersonation = 0, capabilities = 0;
    void *identity = NULL;
    proxy object;
    IUnknown *unknown = proxy_init(&object, S_OK);

    (void)state;
    CoSetProxyBlanket(unknown, 10, 1, principal, 6, 3, &object, 0x20);
    object.asked_for = NULL;
    assert_hr(CoQueryProxyBlanket(unknown, &authn, &authz, &told_principal, &level, &impersonation, &identity,
                                  &capabilities),
              S_OK);
    assert_ptr_equal(object.asked_for, unknown);
    assert_int_equal(authn, 10);
    assert_int_equal(authz, 1);
    assert_ptr_equal(told_principal, principal);
    assert_int_equal(level, 6);
    assert_int_equal(impersonation, 3);
    assert_ptr_equal(identity, &object);
    assert_int_equal(capabilities, 0x20);
    assert_hr(CoQueryProxyBlanket(unknown, NULL, NULL, NULL, NULL, NULL, NULL, NULL), S_OK);
    assert_int_equal(object.references, 1);
}

static void a_copy_comes_from_the_proxy(void **state)
{
    IUnknown *copy = NULL;
    proxy object;
    IUnknown *unknown = proxy_init(&object, S_OK);

    (void)state;
    assert_hr(CoCopyProxy(unknown, &copy), S_OK);
    assert_ptr_equal(copy, unknown);
    assert_int_equal(object.references, 2);
}

static void what_the_proxy_answers_is_passed_on(void **state)
{
    IUnknown *copy = NULL;
    proxy object;
    IUnknown *unknown = proxy_init(&object, E_ACCESSDENIED);

    (void)state;
    assert_hr(CoSetProxyBlanket(unknown, 10, 0, NULL, 3, 3, NULL, 0), E_ACCESSDENIED);
    assert_hr(CoQueryProxyBlanket(unknown, NULL, NULL, NULL, NULL, NULL, NULL, NULL), E_ACCESSDENIED);
    assert_hr(CoCopyProxy(unknown, &copy), E_ACCESSDENIED);
    assert_null(copy);
    assert_int_equal(object.references, 1);
}

static void an_object_in_the_process_is_no_proxy(void **state)
{
    IUnknown *copy = NULL;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(CoSetProxyBlanket(&object.unknown, 10, 0, NULL, 3, 3, NULL, 0), E_NOINTERFACE);
    assert_hr(CoQueryProxyBlanket(&object.unknown, NULL, NULL, NULL, NULL, NULL, NULL, NULL), E_NOINTERFACE);
    assert_hr(CoCopyProxy(&object.unknown, &copy), E_NOINTERFACE);
    assert_int_equal(probe_references(&object), 1);
}

static void a_missing_proxy_is_refused(void **state)
{
    IUnknown *copy = NULL;
    proxy object;
    IUnknown *unknown = proxy_init(&object, S_OK);

    (void)state;
    if (on_wine())
        skip(); /* crashes */
    assert_hr(CoSetProxyBlanket(NULL, 10, 0, NULL, 3, 3, NULL, 0), E_INVALIDARG);
    assert_hr(CoQueryProxyBlanket(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), E_INVALIDARG);
    assert_hr(CoCopyProxy(NULL, &copy), E_INVALIDARG);
    assert_hr(CoCopyProxy(unknown, NULL), E_INVALIDARG);
}

static HRESULT secure(DWORD level, DWORD impersonation, void *reserved, DWORD capabilities)
{
    return CoInitializeSecurity(NULL, -1, NULL, reserved, level, impersonation, NULL, capabilities, NULL);
}

static void secure_twice(void *argument)
{
    HRESULT *codes = argument;
    int reserved = 0;

    codes[0] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    codes[1] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, &reserved, EOAC_NONE);
    codes[2] = secure(7, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    codes[3] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, 5, NULL, EOAC_NONE);
    codes[4] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, 0x80000000u);
    codes[5] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    codes[6] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    CoUninitialize();
    CoInitialize(NULL);
    codes[7] = secure(RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_DELEGATE, NULL, EOAC_STATIC_CLOAKING);
    codes[8] = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    CoUninitialize();
}

static void a_process_is_secured_once(void **state)
{
    static const HRESULT expected[] = { CO_E_NOTINITIALIZED, E_INVALIDARG, E_INVALIDARG,
                                        E_INVALIDARG,        E_INVALIDARG, S_OK,
                                        RPC_E_TOO_LATE,      S_OK,         RPC_E_TOO_LATE };
    HRESULT codes[COUNT(expected)];
    size_t i;

    (void)state;
    if (on_wine())
        skip(); /* always S_OK */
    test_thread_run(secure_twice, codes);
    for (i = 0; i < COUNT(expected); i++)
        assert_hr(codes[i], expected[i]);
}

static void secure_if_nobody_did(void *argument)
{
    LONG *counts = argument;
    HRESULT hr;

    CoInitializeEx(NULL, COINIT_MULTITHREADED);
    hr = secure(RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
    if (hr == S_OK)
        __atomic_add_fetch(&counts[0], 1, __ATOMIC_SEQ_CST);
    else if (hr == RPC_E_TOO_LATE)
        __atomic_add_fetch(&counts[1], 1, __ATOMIC_SEQ_CST);
    CoUninitialize();
}

static void only_one_of_many_threads_secures_the_process(void **state)
{
    CO_MTA_USAGE_COOKIE usage = NULL;
    test_thread *threads[8];
    LONG counts[2] = { 0, 0 };
    size_t i;

    (void)state;
    if (on_wine())
        skip(); /* always S_OK */
    assert_hr(test_increment_mta_usage(&usage), S_OK);
    for (i = 0; i < COUNT(threads); i++)
        threads[i] = test_thread_start(secure_if_nobody_did, counts);
    for (i = 0; i < COUNT(threads); i++)
        test_thread_join(threads[i]);
    test_decrement_mta_usage(usage);
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], COUNT(threads) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blanket_reaches_the_proxy),
        cmocka_unit_test(defaults_pass_unchanged),
        cmocka_unit_test(a_blanket_is_told_by_the_proxy),
        cmocka_unit_test(a_copy_comes_from_the_proxy),
        cmocka_unit_test(what_the_proxy_answers_is_passed_on),
        cmocka_unit_test(an_object_in_the_process_is_no_proxy),
        cmocka_unit_test(a_missing_proxy_is_refused),
        cmocka_unit_test(a_process_is_secured_once),
        cmocka_unit_test(only_one_of_many_threads_secures_the_process),
    };

    return cmocka_run_group_tests_name("com_security", tests, NULL, NULL);
}
