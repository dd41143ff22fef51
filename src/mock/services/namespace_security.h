/* SPDX-License-Identifier: MIT */
/* The methods of __SystemSecurity, which the mock implements itself: who may use a namespace. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_NAMESPACE_SECURITY_H
#define WMIKIT_SRC_MOCK_SERVICES_NAMESPACE_SECURITY_H

#include "mock/services/handlers.h"
#include "mock/services/services.h"

/*
 * Makes sure that a namespace that a client opens has the instance __SystemSecurity=@, as every one on Windows. The
 * mock's lock is not held. E_OUTOFMEMORY.
 */
HRESULT wmi_mock__namespace_security_ensure(wmi_mock *mock, wmi_mock__namespace *space);

/*
 * The mock's own handler of a method of __SystemSecurity, for calls by these services; its run is NULL for any other
 * method. The descriptor that SetSD stores is returned by GetSD, and has no other effect.
 */
wmi_mock__method_handler wmi_mock__namespace_security_find(wmi_mock__services *services,
                                                           const wmi_mock__class *object_class,
                                                           const char *method);
void wmi_mock__namespace_security_free(wmi_mock *mock);

#endif
