/* SPDX-License-Identifier: MIT */
/* What ConnectServer refuses by its parameters alone, as its reference page and Windows have it. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_LOCATOR_RULES_H
#define WMIKIT_SRC_MOCK_SERVICES_LOCATOR_RULES_H

#include "mock/repository/model.h"

typedef struct wmi_mock__connect_parameters {
    const OLECHAR *resource, *user, *password, *locale, *authority;
    LONG flags;
} wmi_mock__connect_parameters;

/* A resource taken apart: UTF-8, malloc'ed; the server is "" when it names none. */
typedef struct wmi_mock__resource_parts {
    char *server;
    char *namespace_path;
} wmi_mock__resource_parts;

/*
 * WBEM_E_INVALID_NAMESPACE when nothing names one, WBEM_E_INVALID_PARAMETER for an empty server with more behind
 * it; E_OUTOFMEMORY. The parts are to be freed in every case.
 */
HRESULT wmi_mock__resource_take_apart(const OLECHAR *resource, wmi_mock__resource_parts *parts);
void wmi_mock__resource_parts_free(wmi_mock__resource_parts *parts);

/* The rules of user, locale, authority and flags: WBEM_E_INVALID_PARAMETER. */
HRESULT wmi_mock__connect_parameters_check(const wmi_mock__connect_parameters *parameters);

/* The domain behind "NTLMDOMAIN:"; NULL for any other authority. */
const OLECHAR *wmi_mock__ntlm_domain(const OLECHAR *authority);

#endif
