/* SPDX-License-Identifier: MIT */
/*
 * A client in raw COM that makes the mistake that its argument names, against a mock server that wants CORP\ada.
 * tests/wrong_client.sh sees that each is caught, and that the correct client is not. Each mistake shows as:
 *
 *     no-blanket, no-enumerator-blanket   E_ACCESSDENIED; exit code 3
 *     leak                                live objects at the end; exit code 4
 *     double-release…                     AddressSanitizer's report
 *     leaked-bstr, leaked-variant         LeakSanitizer's report; the mock does not count them
 *
 * erased-identity and freed-identity are mistakes for a strict mock only (a second argument): then access is denied, or
 * AddressSanitizer reports it.
 */
#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MISTAKE_DENIED 3
#define MISTAKE_HELD   4

static const char mof[] = "class Disk { [key] string Id; };\n"
                          "instance of Disk { Id = \"C:\"; };\n"
                          "instance of Disk { Id = \"D:\"; };\n";

typedef struct client {
    const char *mistake;
    IWbemLocator *locator;
    IWbemServices *services;
    IEnumWbemClassObject *rows;
    COAUTHIDENTITY *identity;
    size_t count;
} client;

static bool makes(const client *self, const char *mistake)
{
    return strcmp(self->mistake, mistake) == 0;
}

static OLECHAR user[] = u"ada", domain[] = u"CORP";

/* In a block of its own, so that it can be freed too early. */
static COAUTHIDENTITY *create_identity(void)
{
    static const OLECHAR password[] = u"secret";
    COAUTHIDENTITY *identity = calloc(1, sizeof *identity + sizeof password);

    if (identity == NULL)
        abort();
    identity->User = user;
    identity->UserLength = 3;
    identity->Domain = domain;
    identity->DomainLength = 4;
    identity->Password = memcpy(identity + 1, password, sizeof password);
    identity->PasswordLength = 6;
    identity->Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    return identity;
}

static HRESULT set_blanket(client *self, void *proxy)
{
    return CoSetProxyBlanket(proxy, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_DEFAULT, COLE_DEFAULT_PRINCIPAL,
                             RPC_C_AUTHN_LEVEL_PKT_PRIVACY, RPC_C_IMP_LEVEL_IMPERSONATE, self->identity,
                             EOAC_NONE);
}

static void erase_identity(client *self)
{
    if (makes(self, "freed-identity")) {
        free(self->identity);
        self->identity = NULL;
    } else if (makes(self, "erased-identity")) {
        memset(self->identity->Password, 0, self->identity->PasswordLength * sizeof(OLECHAR));
    }
}

static HRESULT connect_server(client *self)
{
    BSTR resource = SysAllocString(u"\\\\db\\root\\cimv2");
    BSTR account = SysAllocString(u"CORP\\ada");
    BSTR password = SysAllocString(u"secret");
    HRESULT hr = CoCreateInstance(&CLSID_WbemLocator, NULL, CLSCTX_INPROC_SERVER, &IID_IWbemLocator,
                                  (void **)&self->locator);

    if (SUCCEEDED(hr))
        hr = IWbemLocator_ConnectServer(self->locator, resource, account, password, NULL, 0, NULL, NULL,
                                        &self->services);
    if (SUCCEEDED(hr) && !makes(self, "no-blanket"))
        hr = set_blanket(self, self->services);
    SysFreeString(password);
    SysFreeString(account);
    if (!makes(self, "leaked-bstr"))
        SysFreeString(resource);
    return hr;
}

static HRESULT query(client *self)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR text = SysAllocString(u"SELECT * FROM Disk");
    HRESULT hr = IWbemServices_ExecQuery(self->services, language, text,
                                         WBEM_FLAG_RETURN_IMMEDIATELY | WBEM_FLAG_FORWARD_ONLY, NULL,
                                         &self->rows);

    if (SUCCEEDED(hr) && !makes(self, "no-enumerator-blanket"))
        hr = set_blanket(self, self->rows);
    SysFreeString(text);
    SysFreeString(language);
    return hr;
}

static void read_id(const client *self, IWbemClassObject *object)
{
    VARIANT value;

    VariantInit(&value);
    IWbemClassObject_Get(object, u"Id", 0, &value, NULL, NULL);
    if (!makes(self, "leaked-variant"))
        VariantClear(&value);
}

static HRESULT read_rows(client *self)
{
    HRESULT hr = S_OK;

    while (hr == S_OK) {
        IWbemClassObject *object = NULL;
        ULONG got = 0;

        hr = IEnumWbemClassObject_Next(self->rows, (LONG)WBEM_INFINITE, 1, &object, &got);
        if (object != NULL)
            read_id(self, object);
        if (object != NULL && !makes(self, "leak"))
            IWbemClassObject_Release(object);
        self->count += got;
    }
    return hr;
}

/* NOLINTBEGIN(clang-analyzer-core.NullDereference): a mistake is made only by a client that has got that far */
static void release_all(client *self)
{
    if (self->rows != NULL)
        IEnumWbemClassObject_Release(self->rows);
    if (makes(self, "double-release"))
        IEnumWbemClassObject_Release(self->rows);
    if (self->services != NULL)
        IWbemServices_Release(self->services);
    if (makes(self, "double-release-services"))
        IWbemServices_Release(self->services);
    if (self->locator != NULL)
        IWbemLocator_Release(self->locator);
    if (makes(self, "double-release-locator"))
        IWbemLocator_Release(self->locator);
    free(self->identity);
}
/* NOLINTEND(clang-analyzer-core.NullDereference) */

static HRESULT run(const char *mistake)
{
    client self = { .mistake = mistake };
    HRESULT hr;

    self.identity = create_identity();
    hr = connect_server(&self);
    if (SUCCEEDED(hr))
        hr = query(&self);
    erase_identity(&self);
    if (SUCCEEDED(hr))
        hr = read_rows(&self);
    release_all(&self);
    if (SUCCEEDED(hr) && self.count != 2)
        hr = E_UNEXPECTED;
    return hr;
}

static HRESULT set_up(wmi_mock **mock, bool strictly)
{
    wmi_mock_host host = WMI_MOCK_HOST_INIT;
    HRESULT hr = wmi_mock_create(mock);

    host.user = "ada";
    host.domain = "CORP";
    host.password = "secret";
    wmi_mock_be_strict(*mock, strictly ? WMI_MOCK_STRICT_IDENTITY : 0);
    if (SUCCEEDED(hr))
        hr = wmi_mock_load(*mock, NULL, mof);
    if (SUCCEEDED(hr))
        hr = wmi_mock_add_host(*mock, "db", &host);
    if (SUCCEEDED(hr))
        hr = wmi_mock_install(*mock);
    return hr;
}

int main(int argc, char **argv)
{
    wmi_mock *mock = NULL;
    size_t held;
    HRESULT hr = argc < 2 ? E_INVALIDARG : CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (SUCCEEDED(hr))
        hr = set_up(&mock, argc > 2);
    if (SUCCEEDED(hr))
        hr = run(argv[1]);
    held = wmi_mock_destroy(mock);
    CoUninitialize();
    printf("0x%08lX, %lu held\n", (unsigned long)(ULONG)hr, (unsigned long)held);
    if (hr == E_ACCESSDENIED)
        return MISTAKE_DENIED;
    if (FAILED(hr))
        return EXIT_FAILURE;
    return held > 0 ? MISTAKE_HELD : EXIT_SUCCESS;
}
