/* SPDX-License-Identifier: MIT */
#include "mock/windows_questions.h"

#include <stdio.h>
#include <string.h>

#define FOREVER ((LONG)WBEM_INFINITE)

/* --- Connecting -------------------------------------------------------------------------------------------------- */

typedef struct login {
    const OLECHAR *resource, *user, *password, *locale, *authority;
    LONG flags;
} login;

static HRESULT connect_as(const respondent *whom, const login *as, IWbemServices **services)
{
    BSTR resource = SysAllocString(as->resource);
    BSTR user = SysAllocString(as->user);
    BSTR password = SysAllocString(as->password);
    BSTR locale = SysAllocString(as->locale);
    BSTR authority = SysAllocString(as->authority);
    HRESULT hr = IWbemLocator_ConnectServer(whom->locator, resource, user, password, locale, as->flags,
                                            authority, NULL, services);

    SysFreeString(authority);
    SysFreeString(locale);
    SysFreeString(password);
    SysFreeString(user);
    SysFreeString(resource);
    return hr;
}

static HRESULT try_login(const respondent *whom, const login *as)
{
    IWbemServices *services = NULL;
    HRESULT hr = connect_as(whom, as, &services);

    if (SUCCEEDED(hr))
        IWbemServices_Release(services);
    return hr;
}

HRESULT respondent_open(IWbemLocator *locator, respondent *whom)
{
    const login root = { .resource = u"ROOT" };
    const login cimv2 = { .resource = u"ROOT\\CIMV2" };
    HRESULT hr;

    memset(whom, 0, sizeof *whom);
    whom->locator = locator;
    hr = connect_as(whom, &root, &whom->root);
    if (FAILED(hr))
        return hr;
    hr = connect_as(whom, &cimv2, &whom->services);
    if (FAILED(hr))
        IWbemServices_Release(whom->root);
    return hr;
}

void respondent_close(respondent *whom)
{
    IWbemServices_Release(whom->services);
    IWbemServices_Release(whom->root);
}

HRESULT ask_connect(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = row->subject, .flags = row->number };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_connect_cleared(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = row->subject, .flags = row->number };
    IWbemServices *const before = whom->services;
    IWbemServices *services = before;
    HRESULT hr = connect_as(whom, &as, &services);

    if (SUCCEEDED(hr))
        IWbemServices_Release(services);
    else
        snprintf(found, FOUND_SIZE, "%s", services == NULL ? "NULL" : "kept");
    return hr;
}

HRESULT ask_user(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = u"ROOT\\CIMV2", .user = row->subject, .password = u"x" };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_password(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = u"ROOT\\CIMV2", .user = u"nobody", .password = row->subject };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_locale(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = u"ROOT\\CIMV2", .locale = row->subject };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_authority(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = { .resource = u"ROOT\\CIMV2", .authority = row->subject };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_domain_twice(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    const login as = {
        .resource = u"ROOT\\CIMV2", .user = row->subject, .password = u"x", .authority = row->detail
    };

    (void)found;
    return try_login(whom, &as);
}

HRESULT ask_namespace(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemServices *services = NULL;
    BSTR path = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_OpenNamespace(whom->root, path, row->number, NULL, &services, NULL);

    (void)found;
    SysFreeString(path);
    if (SUCCEEDED(hr) && services != NULL)
        IWbemServices_Release(services);
    return hr;
}

/* --- Objects by their path ----------------------------------------------------------------------------------------- */

static HRESULT tell_kind(IWbemClassObject *object, char found[FOUND_SIZE])
{
    VARIANT genus;
    VARIANT name;
    HRESULT hr;

    VariantInit(&genus);
    VariantInit(&name);
    hr = IWbemClassObject_Get(object, u"__GENUS", 0, &genus, NULL, NULL);
    if (SUCCEEDED(hr))
        hr = IWbemClassObject_Get(object, u"__CLASS", 0, &name, NULL, NULL);
    if (SUCCEEDED(hr)) {
        size_t used = (size_t)snprintf(found, FOUND_SIZE, "%s ", V_I4(&genus) == 1 ? "class" : "instance");

        for (BSTR unit = V_VT(&name) == VT_BSTR ? V_BSTR(&name) : NULL;
             unit != NULL && *unit != 0 && used + 1 < FOUND_SIZE; unit++)
            found[used++] = (char)*unit;
        found[used] = '\0';
    }
    VariantClear(&name);
    VariantClear(&genus);
    return hr;
}

HRESULT ask_object(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *object = NULL;
    BSTR path = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_GetObject(whom->services, path, row->number, NULL, &object, NULL);

    SysFreeString(path);
    if (FAILED(hr) || object == NULL)
        return hr;
    if (row->text != NULL)
        hr = tell_kind(object, found);
    IWbemClassObject_Release(object);
    return hr;
}

HRESULT ask_object_cleared(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    static int marker;
    IWbemClassObject *const before = (IWbemClassObject *)(void *)&marker;
    IWbemClassObject *object = before;
    BSTR path = SysAllocString(row->subject);
    HRESULT hr = IWbemServices_GetObject(whom->services, path, row->number, NULL, &object, NULL);

    SysFreeString(path);
    if (SUCCEEDED(hr))
        IWbemClassObject_Release(object);
    else
        snprintf(found, FOUND_SIZE, "%s", object == NULL ? "NULL" : "kept");
    return hr;
}

static HRESULT start_object(const respondent *whom, const OLECHAR *subject, IWbemCallResult **result)
{
    BSTR path = SysAllocString(subject);
    HRESULT hr = IWbemServices_GetObject(whom->services, path, WBEM_FLAG_RETURN_IMMEDIATELY, NULL, NULL,
                                         result);

    SysFreeString(path);
    return hr == S_OK && *result == NULL ? E_UNEXPECTED : hr;
}

HRESULT ask_result(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemCallResult *result = NULL;
    LONG status = 0;
    HRESULT hr = start_object(whom, row->subject, &result);

    if (FAILED(hr))
        return hr;
    hr = IWbemCallResult_GetCallStatus(result, FOREVER, &status);
    snprintf(found, FOUND_SIZE, "%08lX", (unsigned long)status & 0xFFFFFFFF);
    IWbemCallResult_Release(result);
    return hr;
}

HRESULT ask_result_object(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemCallResult *result = NULL;
    IWbemClassObject *object = NULL;
    HRESULT hr = start_object(whom, row->subject, &result);

    if (FAILED(hr))
        return hr;
    hr = IWbemCallResult_GetResultObject(result, FOREVER, &object);
    if (SUCCEEDED(hr) && object != NULL) {
        hr = tell_kind(object, found);
        IWbemClassObject_Release(object);
    }
    IWbemCallResult_Release(result);
    return hr;
}

HRESULT ask_method(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    IWbemClassObject *out = NULL;
    BSTR path = SysAllocString(row->subject);
    BSTR name = SysAllocString(row->detail);
    HRESULT hr = IWbemServices_ExecMethod(whom->services, path, name, row->number, NULL, NULL, &out, NULL);

    (void)found;
    SysFreeString(name);
    SysFreeString(path);
    if (SUCCEEDED(hr) && out != NULL)
        IWbemClassObject_Release(out);
    return hr;
}

/* --- Proxies --------------------------------------------------------------------------------------------------------- */

static HRESULT secure(void *proxy, DWORD level)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, NULL, level,
                             RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
}

HRESULT ask_blanket(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    (void)found;
    return secure(whom->root, (DWORD)row->number);
}

HRESULT ask_blanket_query(const respondent *whom, const answer *row, char found[FOUND_SIZE])
{
    DWORD level = 0;
    HRESULT hr = secure(whom->root, (DWORD)row->number);

    if (SUCCEEDED(hr))
        hr = CoQueryProxyBlanket((IUnknown *)(void *)whom->root, NULL, NULL, NULL, &level, NULL, NULL, NULL);
    snprintf(found, FOUND_SIZE, "%lu", (unsigned long)level);
    return hr;
}
