/* SPDX-License-Identifier: MIT */
/* Puts, updates and deletes classes of a namespace, by the rules of IWbemServices::PutClass. */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_CLASS_UPDATE_H
#define WMIKIT_SRC_MOCK_REPOSITORY_CLASS_UPDATE_H

#include "mock/repository/model.h"

/*
 * Adds or replaces a class, which is shared or copied. The flags are those of PutClass. Nothing is changed
 * on failure:
 *     WBEM_E_INCOMPLETE_CLASS, WBEM_E_INVALID_SUPERCLASS  it has no name; its superclass is not the namespace's
 *     WBEM_E_INVALID_OPERATION                            a system class, or a name that is reserved for one
 *     WBEM_E_ALREADY_EXISTS, WBEM_E_NOT_FOUND             by the flags
 *     WBEM_E_CLASS_HAS_CHILDREN, WBEM_E_CLASS_HAS_INSTANCES  by the flags: WBEM_FLAG_UPDATE_COMPATIBLE (0) takes
 *                                                         neither, unless the change is only cosmetic;
 *                                                         …_SAFE_MODE accepts compatible subclasses,
 *                                                         …_FORCE_MODE deletes the instances
 *     and the code of a subclass that is not compatible with the change; E_OUTOFMEMORY
 */
HRESULT wmi_mock__namespace_put_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags);

/* The same for MOF text, which may also declare classes whose names are reserved. It may not change system classes. */
HRESULT wmi_mock__namespace_store_class(wmi_mock__namespace *space, wmi_mock__class *put, LONG flags);

/* Whether only cosmetic parts differ: qualifiers such as Description. */
bool wmi_mock__class_same_shape(const wmi_mock__class *a, const wmi_mock__class *b);

/* Whether nothing differs, but the case of names and the order of qualifiers. */
bool wmi_mock__class_same(const wmi_mock__class *a, const wmi_mock__class *b);

/* Deletes a class with its subclasses and all their instances. WBEM_E_INVALID_CLASS when it does not exist,
 * WBEM_E_INVALID_OPERATION for a system class. */
HRESULT wmi_mock__namespace_delete_class(wmi_mock__namespace *space, const char *name);

#endif
