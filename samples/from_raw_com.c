/* SPDX-License-Identifier: MIT */
/*
 * The example of Microsoft's IWbemLocator::ConnectServer page, twice: connect to ROOT\CIMV2, then shut down
 * cleanly. First in raw COM, with the BSTR, the time limit and the blanket that the page's own code leaves out;
 * then with wmikit, which leaves the thread's apartment alone: it may be a single-threaded one here, too.
 */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/com.h>

static HRESULT set_blanket(IWbemServices *services)
{
    return CoSetProxyBlanket((IUnknown *)services, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT,
                             COLE_DEFAULT_PRINCIPAL, RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE,
                             NULL, EOAC_NONE);
}

static HRESULT connect_in_raw_com(void)
{
    const char *operation = "CoInitializeEx";
    IWbemLocator *locator = NULL;
    IWbemServices *services = NULL;
    BSTR resource = NULL;
    HRESULT hr = CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    bool owes_uninitialize = SUCCEEDED(hr); /* after S_FALSE too, but not after a failure */

    if (FAILED(hr))
        goto cleanup;
    operation = "SysAllocString";
    resource = SysAllocString(u"ROOT\\CIMV2"); /* a literal has no length prefix: it is not a BSTR */
    hr = resource != NULL ? S_OK : E_OUTOFMEMORY;
    if (FAILED(hr))
        goto cleanup;
    operation = "CoCreateInstance";
    hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                          (void **)&locator);
    if (FAILED(hr))
        goto cleanup;
    operation = "IWbemLocator::ConnectServer";
    hr = IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, WBEM_FLAG_CONNECT_USE_MAX_WAIT, NULL,
                                    NULL, &services);
    if (FAILED(hr))
        goto cleanup;
    operation = "CoSetProxyBlanket"; /* without it the first call may be refused */
    hr = set_blanket(services);

cleanup:
    if (services != NULL)
        IWbemServices_Release(services);
    if (locator != NULL)
        IWbemLocator_Release(locator);
    SysFreeString(resource);
    if (owes_uninitialize)
        CoUninitialize();
    if (FAILED(hr))
        fprintf(stderr, "raw COM: %s: 0x%08lX\n", operation, (unsigned long)hr);
    return hr;
}

static HRESULT connect_with_wmikit(void)
{
    wmi_connection *connection;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_FAILED(hr))
        fprintf(stderr, "wmikit: %s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_disconnect(connection);
    return hr;
}

int main(void)
{
    HRESULT raw = connect_in_raw_com();
    HRESULT kit = connect_with_wmikit();

    printf("raw COM: %s\nwmikit:  %s\n", SUCCEEDED(raw) ? "connected and closed" : "failed",
           SUCCEEDED(kit) ? "connected and closed" : "failed");
    return FAILED(raw) || FAILED(kit);
}
