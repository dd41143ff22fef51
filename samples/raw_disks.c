/* SPDX-License-Identifier: MIT */
/*
 * Lists this computer's disks in raw COM, without wmikit: what a C program has to write itself.
 * tests/samples/test_raw_disks.c lets the same source run against the mock.
 */
#include <stdio.h>
#include <wmikit/com.h>

int list_disks(void);

static HRESULT set_blanket(void *proxy)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                             RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
}

static HRESULT connect_server(IWbemServices **services)
{
    BSTR resource = SysAllocString(u"ROOT\\CIMV2");
    IWbemLocator *locator = NULL;
    HRESULT hr = resource == NULL ? E_OUTOFMEMORY : S_OK;

    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                              (void **)&locator);
    if (SUCCEEDED(hr))
        hr = IWbemLocator_ConnectServer(locator, resource, NULL, NULL, NULL, WBEM_FLAG_CONNECT_USE_MAX_WAIT,
                                        NULL, NULL, services);
    if (SUCCEEDED(hr))
        hr = set_blanket(*services);
    if (locator != NULL)
        IWbemLocator_Release(locator);
    SysFreeString(resource);
    return hr;
}

static HRESULT start_query(IWbemServices *services, IEnumWbemClassObject **rows)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT DeviceID, Size FROM Win32_LogicalDisk");
    HRESULT hr = E_OUTOFMEMORY;

    if (language != NULL && query != NULL)
        hr = IWbemServices_ExecQuery(services, language, query,
                                     WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL, rows);
    if (SUCCEEDED(hr))
        hr = set_blanket(*rows); /* the enumerator is a separate proxy */
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

/* A drive letter or a decimal number, which is ASCII; a uint64 arrives as text. */
static void print_property(IWbemClassObject *row, const OLECHAR *name)
{
    VARIANT value;

    if (FAILED(IWbemClassObject_Get(row, name, 0, &value, NULL, NULL)))
        return;
    if (V_VT(&value) == VT_BSTR) {
        for (UINT i = 0; i < SysStringLen(V_BSTR(&value)); i++)
            putchar((char)V_BSTR(&value)[i]);
    }
    putchar(' ');
    VariantClear(&value);
}

static HRESULT print_rows(IEnumWbemClassObject *rows, int *count)
{
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        IWbemClassObject *row = NULL;
        ULONG returned = 0;

        hr = IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &row, &returned);
        if (returned == 0)
            break;
        print_property(row, u"DeviceID");
        print_property(row, u"Size");
        putchar('\n');
        IWbemClassObject_Release(row);
        ++*count;
    }
    return hr;
}

/* How many there are; -1 when that cannot be told. */
int list_disks(void)
{
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;
    HRESULT initialised = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    HRESULT hr;
    int count = 0;

    hr = connect_server(&services);
    if (SUCCEEDED(hr))
        hr = start_query(services, &rows);
    if (SUCCEEDED(hr))
        hr = print_rows(rows, &count);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    if (services != NULL)
        IWbemServices_Release(services);
    if (SUCCEEDED(initialised))
        CoUninitialize();
    if (FAILED(hr))
        fprintf(stderr, "0x%08lX\n", (unsigned long)(ULONG)hr);
    return FAILED(hr) ? -1 : count;
}

#ifndef RAW_DISKS_WITHOUT_MAIN
int main(void)
{
    return list_disks() < 0;
}
#endif
