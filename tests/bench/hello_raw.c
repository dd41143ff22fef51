/* SPDX-License-Identifier: MIT */
/* What samples/hello.c does, in raw COM: the difference of the two programs' sizes is what wmikit adds. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
#include <wmikit/com.h>

static HRESULT set_blanket(void *proxy)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                             RPC_C_AUTHN_LEVEL_DEFAULT, RPC_C_IMP_LEVEL_IMPERSONATE, NULL, EOAC_NONE);
}

static HRESULT connect_server(IWbemServices **services)
{
    BSTR resource = SysAllocString(u"ROOT\\CIMV2");
    void *locator = NULL;
    HRESULT hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                  &locator);

    if (SUCCEEDED(hr))
        hr = IWbemLocator_ConnectServer((IWbemLocator *)locator, resource, NULL, NULL, NULL,
                                        WBEM_FLAG_CONNECT_USE_MAX_WAIT, NULL, NULL, services);
    if (SUCCEEDED(hr))
        hr = set_blanket(*services);
    if (locator != NULL)
        IWbemLocator_Release((IWbemLocator *)locator);
    SysFreeString(resource);
    return hr;
}

static HRESULT start_query(IWbemServices *services, IEnumWbemClassObject **rows)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT Caption, Version FROM Win32_OperatingSystem");
    HRESULT hr = IWbemServices_ExecQuery(services, language, query,
                                         WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL, rows);

    if (SUCCEEDED(hr))
        hr = set_blanket(*rows);
    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

static char *read_text(IWbemClassObject *row, const OLECHAR *name)
{
    char *text = NULL;
    VARIANT value;
    int size;

    if (FAILED(IWbemClassObject_Get(row, name, 0, &value, NULL, NULL)))
        return NULL;
    if (V_VT(&value) == VT_BSTR) {
        size = WideCharToMultiByte(CP_UTF8, 0, V_BSTR(&value), -1, NULL, 0, NULL, NULL);
        text = malloc((size_t)size);
        if (text != NULL)
            WideCharToMultiByte(CP_UTF8, 0, V_BSTR(&value), -1, text, size, NULL, NULL);
    }
    VariantClear(&value);
    return text;
}

static void print_rows(IEnumWbemClassObject *rows)
{
    IWbemClassObject *row;
    ULONG returned;

    while (IEnumWbemClassObject_Next(rows, (LONG)WBEM_INFINITE, 1, &row, &returned) == S_OK &&
           returned == 1) {
        char *caption = read_text(row, u"Caption");
        char *version = read_text(row, u"Version");

        if (caption != NULL && version != NULL)
            printf("%s, version %s\n", caption, version);
        free(version);
        free(caption);
        IWbemClassObject_Release(row);
    }
}

int main(void)
{
    IWbemServices *services = NULL;
    IEnumWbemClassObject *rows = NULL;
    HRESULT initialised = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    HRESULT hr = connect_server(&services);

    if (SUCCEEDED(hr))
        hr = start_query(services, &rows);
    if (SUCCEEDED(hr))
        print_rows(rows);
    if (FAILED(hr))
        fprintf(stderr, "0x%08lX\n", (unsigned long)(ULONG)hr);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    if (services != NULL)
        IWbemServices_Release(services);
    if (SUCCEEDED(initialised))
        CoUninitialize();
    return FAILED(hr) ? 1 : 0;
}
