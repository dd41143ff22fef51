/* SPDX-License-Identifier: MIT */
/* Which properties PutInstance writes: all, or those selected by its context. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_PARTIAL_UPDATE_H
#define WMIKIT_SRC_MOCK_SERVICES_PARTIAL_UPDATE_H

#include "mock/core/core.h"
#include "mock/repository/model.h"

/* From the context values __PUT_EXTENSIONS and __PUT_EXT_…. All zero: everything is written. */
typedef struct wmi_mock__partial_update {
    bool is_partial;
    bool strict_nulls; /* NULLs are written too */
    char **names;      /* the properties that are written; NULL: all */
    size_t count;
} wmi_mock__partial_update;

/* WBEM_E_INVALID_PARAMETER for a value of a wrong type, E_OUTOFMEMORY. The caller clears it in every case. */
HRESULT wmi_mock__partial_update_read(IWbemContext *context, wmi_mock__partial_update *update);
void wmi_mock__partial_update_clear(wmi_mock__partial_update *update);

/* WBEM_E_INVALID_PARAMETER when it names a property that the class does not have. */
HRESULT wmi_mock__partial_update_check(const wmi_mock__partial_update *update,
                                       const wmi_mock__class *object_class);

/* Whether a property's value is written. */
bool wmi_mock__partial_update_writes(const wmi_mock__partial_update *update,
                                     const wmi_mock__property *property, const wmi_value *value);

#endif
