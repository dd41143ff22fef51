/* SPDX-License-Identifier: MIT */
/* Checks of the parameters of ConnectServer, as documented by Microsoft and done by Windows. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_LOCATOR_RULES_H
#define WMIKIT_SRC_MOCK_SERVICES_LOCATOR_RULES_H

#include "mock/repository/model.h"

typedef struct wmi_mock__connect_parameters {
    const OLECHAR *resource, *user, *password, *locale, *authority;
    LONG flags;
} wmi_mock__connect_parameters;

/* The parts of a network resource: UTF-8, malloc'ed; the server is "" when it names none. */
typedef struct wmi_mock__resource_parts {
    char *server;
    char *namespace_path;
} wmi_mock__resource_parts;

/*
 * WBEM_E_INVALID_NAMESPACE when there is no namespace, WBEM_E_INVALID_PARAMETER for an empty server followed by more
 * text; E_OUTOFMEMORY. Free the parts in every case.
 */
HRESULT wmi_mock__resource_take_apart(const OLECHAR *resource, wmi_mock__resource_parts *parts);
void wmi_mock__resource_parts_free(wmi_mock__resource_parts *parts);

/* The rules of user, locale, authority and flags: WBEM_E_INVALID_PARAMETER. */
HRESULT wmi_mock__connect_parameters_check(const wmi_mock__connect_parameters *parameters);

/* The domain after "NTLMDOMAIN:"; NULL for any other authority. */
const OLECHAR *wmi_mock__ntlm_domain(const OLECHAR *authority);

#endif
