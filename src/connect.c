/* SPDX-License-Identifier: MIT */
#include "apartment.h"
#include "bstr.h"
#include "connection.h"
#include "error.h"
#include "locator.h"
#include "options.h"
#include "resource.h"

#include <stdlib.h>

#define OPERATION "wmi_connect"

/* ConnectServer's strings; the password's is erased before it is freed. */
typedef struct parameters {
    BSTR resource;
    BSTR user;
    BSTR password;
    BSTR locale;
    BSTR authority;
} parameters;

static void parameters_free(parameters *text)
{
    SysFreeString(text->resource);
    SysFreeString(text->user);
    wmi__erase_bstr(text->password);
    SysFreeString(text->locale);
    SysFreeString(text->authority);
}

/* An authority of "" is none, as the specification's "blank". */
static const char *none_if_empty(const char *text)
{
    return text != NULL && text[0] == '\0' ? NULL : text;
}

static HRESULT parameters_create(const wmi_connect_options *options, const char *resource, parameters *out)
{
    HRESULT hr = wmi__bstr_from_utf8(resource, &out->resource);

    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->user, &out->user);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->password, &out->password);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(options->locale, &out->locale);
    if (SUCCEEDED(hr))
        hr = wmi__bstr_from_utf8(none_if_empty(options->authority), &out->authority);
    return FAILED(hr) ? wmi__out_of_memory(OPERATION) : S_OK;
}

static LONG security_flags(const wmi_connect_options *options)
{
    return options->security_flags == WMI_CONNECT_WAIT_FOREVER ? 0 : WBEM_FLAG_CONNECT_USE_MAX_WAIT;
}

static HRESULT connect_server(const wmi_connect_options *options, const char *resource, IWbemLocator *locator,
                              IWbemServices **services)
{
    parameters text = { 0 };
    HRESULT hr = parameters_create(options, resource, &text);

    if (FAILED(hr))
        goto cleanup;
    hr = IWbemLocator_ConnectServer(locator, text.resource, text.user, text.password, text.locale,
                                    security_flags(options), text.authority, options->context, services);
    if (FAILED(hr)) {
        *services = NULL; /* some locators leave it as it comes */
        wmi__com_failed(hr, "IWbemLocator::ConnectServer", "'%s'", resource);
    } else if (*services == NULL) {
        hr = wmi__refuse(E_UNEXPECTED, "IWbemLocator::ConnectServer", "'%s': the call gave no object",
                         resource);
    }

cleanup:
    parameters_free(&text);
    return hr;
}

static HRESULT open_services(const wmi_connect_options *options, const char *resource,
                             IWbemServices **services)
{
    IWbemLocator *locator = options->locator;
    HRESULT hr;

    if (locator != NULL)
        return connect_server(options, resource, locator, services);
    hr = wmi__locator_get(options->com_setup, &locator);
    if (FAILED(hr))
        return hr;
    hr = connect_server(options, resource, locator, services);
    IWbemLocator_Release(locator);
    return hr;
}

static DWORD authn_level(const wmi_connect_options *options)
{
    wmi__server_name server = wmi__resource_server(options->server, options->namespace_path);

    if (options->authn_level != WMI_AUTHN_DEFAULT)
        return (DWORD)options->authn_level;
    return wmi__server_is_local(server) ? RPC_C_AUTHN_LEVEL_DEFAULT : RPC_C_AUTHN_LEVEL_PKT_PRIVACY;
}

static HRESULT make_blanket(const wmi_connect_options *options, wmi__blanket **blanket)
{
    wmi__blanket_settings settings = {
        .authn_level = authn_level(options),
        .impersonation = options->impersonation == WMI_IMPERSONATION_DEFAULT ? RPC_C_IMP_LEVEL_IMPERSONATE
                                                                             : (DWORD)options->impersonation,
        .capabilities = (DWORD)options->cloaking,
    };
    wmi__identity *identity = NULL;

    if (options->user != NULL) {
        identity = wmi__identity_create(options->user, options->password, options->authority);
        if (identity == NULL)
            return wmi__out_of_memory(OPERATION);
    }
    return wmi__blanket_create(&settings, identity, blanket);
}

static HRESULT connect_to(const wmi_connect_options *options, const char *resource,
                          wmi_connection *connection)
{
    HRESULT hr = make_blanket(options, &connection->blanket);

    if (FAILED(hr))
        return hr;
    hr = open_services(options, resource, &connection->services);
    if (FAILED(hr))
        return hr;
    hr = wmi__blanket_set(connection->blanket, (IUnknown *)connection->services, resource);
    if (FAILED(hr))
        return hr;
    connection->context = options->context;
    if (connection->context != NULL)
        IWbemContext_AddRef(connection->context);
    return S_OK;
}

HRESULT wmi_connect(const wmi_connect_options *given, wmi_connection **connection)
{
    wmi_connect_options options;
    wmi_connection *made = NULL;
    char *resource = NULL;
    HRESULT hr;

    if (connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    *connection = NULL;
    hr = wmi__connect_options_read(given, &options);
    if (FAILED(hr))
        return hr;
    hr = wmi__apartment_enter(options.com_setup);
    if (FAILED(hr))
        return hr;

    resource = wmi__resource_path(options.server, options.namespace_path);
    made = calloc(1, sizeof *made);
    if (resource == NULL || made == NULL)
        hr = wmi__out_of_memory(OPERATION);
    else
        hr = connect_to(&options, resource, made);
    if (SUCCEEDED(hr)) {
        *connection = made;
        made = NULL;
    }
    wmi_disconnect(made);
    free(resource);
    wmi__apartment_leave(); /* the blanket of a connection that was made has entered for itself */
    return hr;
}

void wmi_disconnect(wmi_connection *connection)
{
    if (connection == NULL)
        return;
    if (connection->context != NULL)
        IWbemContext_Release(connection->context);
    if (connection->services != NULL)
        IWbemServices_Release(connection->services);
    wmi__blanket_release(connection->blanket);
    free(connection);
}

IWbemServices *wmi_services(const wmi_connection *connection)
{
    return connection == NULL ? NULL : connection->services;
}

HRESULT wmi_secure_proxy(const wmi_connection *connection, IUnknown *proxy)
{
    if (connection == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "connection");
    if (proxy == NULL)
        return wmi__refuse_null("wmi_secure_proxy", "proxy");
    return wmi__blanket_set(connection->blanket, proxy, "the given proxy");
}
