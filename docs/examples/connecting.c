/* SPDX-License-Identifier: MIT */
/* The code of docs/connecting.md, run against a mock. */
#include <stdio.h>
#include <string.h>
#include <wmikit.h>
#include <wmikit/mock.h>

static HRESULT connect_as_ada(const char *password, wmi_connection **connection)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.server = "db1";
    options.user = "CORP\\ada";
    options.password = password;
    options.timeout_ms = 10000;
    return wmi_connect(&options, connection);
}

static HRESULT connect_as_the_thread(wmi_connection **connection)
{
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;

    options.server = "db1";
    options.cloaking = WMI_CLOAKING_DYNAMIC;              /* the token of the thread that calls */
    options.impersonation = WMI_IMPERSONATION_DELEGATE;   /* and the server may pass it on */
    options.authority = "Kerberos:host/db1.corp.example"; /* which only Kerberos can do */
    options.namespace_path = "ROOT\\StandardCimv2";
    return wmi_connect(&options, connection);
}

static HRESULT connect_for_the_security_log(wmi_connection **connection)
{
    HRESULT hr = wmi_enable_privilege("SeSecurityPrivilege");

    *connection = NULL;
    return WMI_FAILED(hr) ? hr : wmi_connect(NULL, connection);
}

/* --- Whether that is so --------------------------------------------------------------------------------------- */

static int failures;

static void check(bool passed, const char *what)
{
    printf("%s %s\n", passed ? "ok  " : "FAIL", what);
    failures += !passed;
}

static wmi_mock *mock_with_db1(void)
{
    wmi_mock_host ada = WMI_MOCK_HOST_INIT;
    wmi_mock_host current = WMI_MOCK_HOST_INIT;
    wmi_mock *mock = NULL;

    ada.user = "ada";
    ada.domain = "CORP";
    ada.password = "secret";
    current.authority = "Kerberos:host/db1.corp.example";
    wmi_mock_create(&mock);
    check(wmi_mock_add_host(mock, "db1", &ada) == WMI_OK, "db1 lets ada in");
    check(wmi_mock_add_host(mock, "db1", &current) == WMI_OK, "db1 lets the current user in");
    check(wmi_mock_load(mock, "ROOT\\CIMV2", "") == WMI_OK, "a namespace");
    check(wmi_mock_load(mock, "ROOT\\StandardCimv2", "") == WMI_OK, "another namespace");
    wmi_mock_install(mock);
    return mock;
}

int main(void)
{
    wmi_connect_options here = WMI_CONNECT_OPTIONS_INIT;
    wmi_mock *mock = mock_with_db1();
    wmi_connection *connection;

    check(connect_as_ada("secret", &connection) == WMI_OK, "as ada");
    wmi_disconnect(connection);
    check(connect_as_ada("guess", &connection) == WMI_E_COM_ACCESS_DENIED, "with a wrong password");
    check(connect_as_the_thread(&connection) == WMI_OK, "as the thread");
    wmi_disconnect(connection);
    check(connect_for_the_security_log(&connection) == WMI_OK, "with a privilege");
    wmi_disconnect(connection);

    here.user = "ada";
    here.password = "secret";
    check(wmi_connect(&here, &connection) == WMI_E_LOCAL_CREDENTIALS, "credentials for this computer");
    check(strcmp(wmi_last_error()->operation, "wmi_connect") == 0, "are refused by the library");

    check(wmi_shutdown() == WMI_OK, "nothing is open");
    check(wmi_mock_destroy(mock) == 0, "nothing has leaked");
    return failures > 0;
}
