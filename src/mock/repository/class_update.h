/* SPDX-License-Identifier: MIT */
/* How a namespace's classes are put, updated and deleted, by the rules of IWbemServices::PutClass. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_CLASS_UPDATE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_CLASS_UPDATE_H

#include "mock/repository/model.h"

/*
 * Puts a class in, or another in its place; shares it or copies it. The flags are PutClass's. Nothing is changed
 * on failure:
 *     WBEM_E_INCOMPLETE_CLASS, WBEM_E_INVALID_SUPERCLASS  it has no name; its superclass is not the namespace's
 *     WBEM_E_INVALID_OPERATION                            a system class, or a name that only one may have
 *     WBEM_E_ALREADY_EXISTS, WBEM_E_NOT_FOUND             by the flags
 *     WBEM_E_CLASS_HAS_CHILDREN, WBEM_E_CLASS_HAS_INSTANCES  by the flags: WBEM_FLAG_UPDATE_COMPATIBLE (0) takes
 *                                                         neither, unless nothing of importance changes;
 *                                                         …_SAFE_MODE takes subclasses that go with the change,
 *                                                         …_FORCE_MODE deletes the instances
 *     and what a subclass that does not go with the change gives; E_OUTOFMEMORY
 */
HRESULT wmi_mock__namespace_put_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags);

/* Takes a class out, with its subclasses and the instances of all. WBEM_E_INVALID_CLASS when it is not there,
 * WBEM_E_INVALID_OPERATION for a system class. */
HRESULT wmi_mock__namespace_delete_class(wmi_mock__namespace *space, const char *name);

#endif
