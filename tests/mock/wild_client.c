/* SPDX-License-Identifier: MIT */
/*
 * Raw COM with the habits of public clients: the window's thread calls CoInitialize(NULL) and uses the administrative
 * locator; wide literals stand in for BSTRs; a blanket's identity is on the stack of the function that sets it; each
 * thread sets COM's security, and takes RPC_E_TOO_LATE for an answer.
 */
#include "mock/wild_client.h"

#include "support/threads.h"

static HRESULT set_process_security(void)
{
    HRESULT hr = CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_DEFAULT,
                                      RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE, NULL);

    return hr == RPC_E_TOO_LATE ? S_OK : hr;
}

static HRESULT open_namespace(const CLSID *locator_class, OLECHAR *path, OLECHAR *user, OLECHAR *password,
                              IWbemServices **services)
{
    IWbemLocator *locator = NULL;
    HRESULT hr = CoCreateInstance(locator_class, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                  (void **)&locator);

    if (FAILED(hr))
        return hr;
    hr = IWbemLocator_ConnectServer(locator, path, user, password, NULL, 0, NULL, NULL, services);
    IWbemLocator_Release(locator);
    return hr;
}

static HRESULT start_query(IWbemServices *services, OLECHAR *wql, IEnumWbemClassObject **rows)
{
    OLECHAR language[] = u"WQL";

    return IWbemServices_ExecQuery(services, language, wql,
                                   WBEM_FLAG_FORWARD_ONLY | WBEM_FLAG_RETURN_IMMEDIATELY, NULL, rows);
}

/* --- The window's thread ---------------------------------------------------------------------------------------- */

static void copy_caption(IWbemClassObject *system, OLECHAR *caption, size_t size)
{
    VARIANT value;
    size_t i = 0;

    VariantInit(&value);
    if (FAILED(IWbemClassObject_Get(system, u"Caption", 0, &value, NULL, NULL)))
        return;
    for (; V_VT(&value) == VT_BSTR && i + 1 < size && V_BSTR(&value)[i] != 0; i++)
        caption[i] = V_BSTR(&value)[i];
    caption[i] = 0;
    VariantClear(&value);
}

static HRESULT show_system(IWbemServices *services, wild_report *report)
{
    OLECHAR wql[] = u"SELECT * FROM Win32_OperatingSystem";
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *system = NULL;
    ULONG returned = 0;
    HRESULT hr = CoSetProxyBlanket((IUnknown *)services, RPC_C_AUTHN_WINNT, RPC_C_AUTHZ_NONE, NULL,
                                   RPC_C_AUTHN_LEVEL_CALL, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);

    if (SUCCEEDED(hr))
        hr = start_query(services, wql, &rows);
    if (FAILED(hr))
        return hr;
    hr = IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &system, &returned);
    if (returned == 1) {
        copy_caption(system, report->caption, sizeof report->caption / sizeof report->caption[0]);
        IWbemClassObject_Release(system);
    }
    IEnumWbemClassObject_Release(rows);
    return hr;
}

static HRESULT fill_window(wild_report *report)
{
    OLECHAR path[] = u"root\\CIMV2";
    IWbemServices *services = NULL;
    HRESULT hr = set_process_security();

    if (SUCCEEDED(hr))
        hr = open_namespace(&CLSID_WbemAdministrativeLocator, path, NULL, NULL, &services);
    if (FAILED(hr))
        return hr;
    hr = show_system(services, report);
    IWbemServices_Release(services);
    return hr;
}

/* --- The worker ------------------------------------------------------------------------------------------------- */

/* The identity ends with this function. */
static HRESULT secure_as_ada(void *proxy)
{
    OLECHAR user[] = u"ada";
    OLECHAR domain[] = u"CORP";
    OLECHAR password[] = u"secret";
    COAUTHIDENTITY identity = { 0 };

    identity.User = user;
    identity.UserLength = 3;
    identity.Domain = domain;
    identity.DomainLength = 4;
    identity.Password = password;
    identity.PasswordLength = 6;
    identity.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                             RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, &identity,
                             EOAC_NONE);
}

static HRESULT count_rows(IEnumWbemClassObject *rows, size_t *count)
{
    IWbemClassObject *objects[8];
    ULONG returned = 0;
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        hr = IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 8, objects, &returned);
        for (ULONG i = 0; SUCCEEDED(hr) && i < returned; i++)
            IWbemClassObject_Release(objects[i]);
        *count += SUCCEEDED(hr) ? returned : 0;
    }
    return hr;
}

static HRESULT count_services(IWbemServices *services, size_t *count)
{
    OLECHAR wql[] = u"SELECT Name FROM Win32_Service WHERE State = 'Running'";
    IEnumWbemClassObject *rows = NULL;
    HRESULT hr = secure_as_ada(services);

    if (SUCCEEDED(hr))
        hr = start_query(services, wql, &rows);
    if (FAILED(hr))
        return hr;
    hr = secure_as_ada(rows);
    if (SUCCEEDED(hr))
        hr = count_rows(rows, count);
    IEnumWbemClassObject_Release(rows);
    return hr;
}

static HRESULT ask_server(size_t *count)
{
    OLECHAR path[] = u"\\\\db1\\root\\cimv2";
    OLECHAR user[] = u"CORP\\ada";
    OLECHAR password[] = u"secret";
    IWbemServices *services = NULL;
    HRESULT hr = open_namespace(&CLSID_WbemLocator, path, user, password, &services);

    if (FAILED(hr))
        return hr;
    hr = count_services(services, count);
    IWbemServices_Release(services);
    return hr;
}

static void work(void *argument)
{
    wild_report *report = argument;

    report->of_worker = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (FAILED(report->of_worker))
        return;
    report->of_worker = set_process_security();
    if (SUCCEEDED(report->of_worker))
        report->of_worker = ask_server(&report->running);
    CoUninitialize();
}

void wild_client(wild_report *report)
{
    test_thread *worker = NULL;

    report->of_window = CoInitialize(NULL);
    if (FAILED(report->of_window))
        return;
    worker = test_thread_start(work, report);
    report->of_window = fill_window(report);
    test_thread_join(worker);
    CoUninitialize();
}
