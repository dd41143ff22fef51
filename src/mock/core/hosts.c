/* SPDX-License-Identifier: MIT */
#include "mock/core/state.h"

#include "base/bstr.h"
#include "base/erase.h"
#include "connect/resource.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 600 /* more than Windows accepts for a user or a domain */

_Static_assert(sizeof(wmi_mock_host) == 5 * sizeof(void *) + 4 * sizeof(uint32_t), "wmi_mock_host as in 0.1");

/* --- Who may log in --------------------------------------------------------------------------------------- */

static bool same_text(const char *utf8, const OLECHAR *units, size_t count)
{
    char text[TEXT_SIZE];

    if (count == 0) /* a missing domain is a NULL pointer */
        return utf8[0] == '\0';
    if (wmi__utf8_length(units, count) >= sizeof text)
        return false;
    wmi__utf8_write(units, count, text);
    return wmi__same_name(utf8, text);
}

/* A domain in the user's name, before a backslash or after an @, counts as given. */
static wmi_mock__claim take_apart(const wmi_mock__claim *claim)
{
    wmi_mock__claim parts = *claim;

    for (size_t i = 0; i < claim->user_length && claim->domain_length == 0; i++) {
        if (claim->user[i] == u'\\') {
            parts.domain = claim->user;
            parts.domain_length = i;
            parts.user = claim->user + i + 1;
            parts.user_length = claim->user_length - i - 1;
            break;
        }
        if (claim->user[i] == u'@') {
            parts.domain = claim->user + i + 1;
            parts.domain_length = claim->user_length - i - 1;
            parts.user_length = i;
            break;
        }
    }
    return parts;
}

static bool password_matches(const wmi_mock__account *account, const wmi_mock__claim *claim)
{
    if (claim->password == NULL)
        return !account->has_password;
    return account->has_password && wmi_mock__password_hash_matches(&account->password, claim->password,
                                                                    claim->password_length * sizeof(OLECHAR));
}

static bool authority_matches(const wmi_mock__account *account, const wmi_mock__claim *claim)
{
    if (account->authority == NULL)
        return true;
    return claim->authority != NULL &&
           same_text(account->authority, claim->authority, wmi__units_length(claim->authority));
}

/* The current user has no password here: the system knows it. */
static bool account_admits(const wmi_mock__account *account, const wmi_mock__claim *claim, bool at_connect)
{
    if (at_connect && !authority_matches(account, claim))
        return false;
    if (account->user == NULL || claim->user == NULL)
        return account->user == NULL && claim->user == NULL;
    if (!same_text(account->user, claim->user, claim->user_length))
        return false;
    if (account->domain != NULL && !same_text(account->domain, claim->domain, claim->domain_length))
        return false;
    return password_matches(account, claim);
}

bool wmi_mock__host_admits(const wmi_mock__host *host, const wmi_mock__claim *claim, bool at_connect)
{
    wmi_mock__claim parts = take_apart(claim);

    if (host->is_local && claim->user == NULL)
        return true;
    for (const wmi_mock__account *account = host->accounts; account != NULL; account = account->next) {
        if (account_admits(account, &parts, at_connect))
            return true;
    }
    return false;
}

/* --- Making hosts ------------------------------------------------------------------------------------------ */

static void account_free(wmi_mock__account *account)
{
    free(account->user);
    free(account->domain);
    free(account->authority);
    free(account);
}

static HRESULT copy_or_null(const char *text, char **copy)
{
    *copy = text == NULL ? NULL : wmi_mock__copy_text(text);
    return text != NULL && *copy == NULL ? E_OUTOFMEMORY : S_OK;
}

static HRESULT hash_password(const char *password, wmi_mock__account *account)
{
    BSTR units = NULL;
    HRESULT hr = wmi__bstr_from_utf8(password, &units);

    if (FAILED(hr) || units == NULL)
        return hr;
    wmi_mock__password_hash_make(units, SysStringByteLen(units), &account->password);
    account->has_password = true;
    wmi__erase_bstr(units);
    return S_OK;
}

static HRESULT account_create(const wmi_mock_host *settings, wmi_mock__account **account)
{
    wmi_mock__account *self = calloc(1, sizeof *self);
    HRESULT hr;

    if (self == NULL)
        return E_OUTOFMEMORY;
    hr = copy_or_null(settings->user, &self->user);
    if (SUCCEEDED(hr))
        hr = copy_or_null(settings->domain, &self->domain);
    if (SUCCEEDED(hr))
        hr = copy_or_null(settings->authority, &self->authority);
    if (SUCCEEDED(hr))
        hr = hash_password(settings->password, self);
    if (FAILED(hr)) {
        account_free(self);
        return hr;
    }
    *account = self;
    return S_OK;
}

static HRESULT host_create(const char *name, wmi_mock__host **host)
{
    wmi_mock__host *self = calloc(1, sizeof *self);

    if (self == NULL)
        return E_OUTOFMEMORY;
    self->name = wmi_mock__copy_text(name);
    if (self->name == NULL) {
        free(self);
        return E_OUTOFMEMORY;
    }
    *host = self;
    return S_OK;
}

HRESULT wmi_mock__host_add_local(wmi_mock *mock)
{
    char name[256];
    HRESULT hr;

    if (!wmi__computer_name(WMI__NAME_NETBIOS, name, sizeof name))
        strcpy(name, "LOCALHOST");
    for (char *c = name; *c != '\0'; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    hr = host_create(name, &mock->hosts);
    if (FAILED(hr))
        return hr;
    mock->hosts->is_local = true;
    return S_OK;
}

void wmi_mock__hosts_free(wmi_mock *mock)
{
    while (mock->hosts != NULL) {
        wmi_mock__host *host = mock->hosts;

        mock->hosts = host->next;
        while (host->accounts != NULL) {
            wmi_mock__account *account = host->accounts;

            host->accounts = account->next;
            account_free(account);
        }
        free(host->name);
        free(host);
    }
}

wmi_mock__repository *wmi_mock__host_repository(const wmi_mock *mock, const wmi_mock__host *host)
{
    return host->repository != NULL ? host->repository : mock->hosts->repository;
}

wmi_mock__host *wmi_mock__host_find(const wmi_mock *mock, const char *name, size_t length)
{
    wmi__server_name server = { name, length };
    char text[TEXT_SIZE];

    if (wmi__server_is_local(server))
        return mock->hosts;
    if (length >= sizeof text)
        return NULL;
    memcpy(text, name, length);
    text[length] = '\0';
    for (wmi_mock__host *host = mock->hosts; host != NULL; host = host->next) {
        if (wmi__same_name(host->name, text))
            return host;
    }
    return NULL;
}

/* --- The public functions ---------------------------------------------------------------------------------- */

static wmi_mock__host *find_named(const wmi_mock *mock, const char *server)
{
    return wmi_mock__host_find(mock, server == NULL ? "" : server, server == NULL ? 0 : strlen(server));
}

static HRESULT find_or_make(wmi_mock *mock, const char *server, wmi_mock__host **host)
{
    HRESULT hr;

    *host = find_named(mock, server);
    if (*host != NULL)
        return S_OK;
    hr = host_create(server, host);
    if (FAILED(hr))
        return hr;
    (*host)->next = mock->hosts->next; /* the local computer stays the first */
    mock->hosts->next = *host;
    return S_OK;
}

static DWORD least_level(const wmi_mock_host *settings, const wmi_mock__host *host)
{
    if (settings->authn_level != WMI_AUTHN_DEFAULT)
        return (DWORD)settings->authn_level;
    return host->is_local ? 0 : RPC_C_AUTHN_LEVEL_PKT_INTEGRITY;
}

static bool is_same_account(const wmi_mock__account *a, const wmi_mock__account *b)
{
    return wmi_mock__same_or_no_name(a->user, b->user) && wmi_mock__same_or_no_name(a->domain, b->domain) &&
           wmi_mock__same_or_no_name(a->authority, b->authority);
}

/* An existing account gets the new password. */
static void add_account(wmi_mock__host *host, wmi_mock__account *account)
{
    wmi_mock__account **link = &host->accounts;

    while (*link != NULL && !is_same_account(*link, account))
        link = &(*link)->next;
    if (*link != NULL) {
        wmi_mock__account *old = *link;

        *link = old->next;
        account_free(old);
    }
    account->next = host->accounts;
    host->accounts = account;
}

static void apply(const wmi_mock_host *settings, wmi_mock__account *account, wmi_mock__host *host)
{
    add_account(host, account);
    host->authn_level = least_level(settings, host);
    host->connect_delay_ms = settings->connect_delay_ms;
    host->call_delay_ms = settings->call_delay_ms;
    host->connect_code = settings->connect_code;
}

static HRESULT add_host(wmi_mock *mock, const char *server, const wmi_mock_host *settings)
{
    wmi_mock__account *account = NULL;
    wmi_mock__host *host = NULL;
    HRESULT hr = account_create(settings, &account);

    if (FAILED(hr))
        return hr;
    wmi_mock__lock(mock);
    hr = find_or_make(mock, server, &host);
    if (SUCCEEDED(hr) && host->is_local && (settings->user != NULL || settings->authority != NULL))
        hr = (HRESULT)WBEM_E_LOCAL_CREDENTIALS;
    if (SUCCEEDED(hr))
        apply(settings, account, host);
    wmi_mock__settings_changed(mock);
    wmi_mock__unlock(mock);
    if (FAILED(hr))
        account_free(account);
    return hr;
}

HRESULT wmi_mock_add_host(wmi_mock *mock, const char *server, const wmi_mock_host *host)
{
    static const wmi_mock_host defaults = WMI_MOCK_HOST_INIT;

    if (mock == NULL)
        return E_POINTER;
    if (host == NULL)
        host = &defaults;
    if (host->size != sizeof *host)
        return E_INVALIDARG;
    return add_host(mock, server, host);
}

HRESULT wmi_mock_lose_host(wmi_mock *mock, const char *server, HRESULT code)
{
    wmi_mock__host *host;

    if (mock == NULL)
        return E_POINTER;
    wmi_mock__lock(mock);
    host = find_named(mock, server);
    if (host != NULL)
        host->lost = code;
    wmi_mock__settings_changed(mock);
    wmi__condition_broadcast(&mock->woken); /* a Next that waits for events */
    wmi_mock__unlock(mock);
    return host == NULL ? (HRESULT)WBEM_E_NOT_FOUND : S_OK;
}
