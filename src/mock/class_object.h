/* SPDX-License-Identifier: MIT */
/*
 * The mock's class objects. They are static, since another apartment's registration of one cannot be revoked: as long as
 * no mock is installed, they refuse to create what needs one.
 */
#ifndef WMIKIT_SRC_MOCK_CLASS_OBJECT_H
#define WMIKIT_SRC_MOCK_CLASS_OBJECT_H

#include "mock/core/state.h"

typedef struct wmi_mock__class_object {
    IClassFactory factory;
    const CLSID *clsid;
    const char *name; /* for the journal */
    bool needs_mock;  /* only an installed mock creates it, and the journal contains its creation */
    bool is_server;   /* a program of its own on Windows: off Windows the mock answers in any context */
    HRESULT (*make)(wmi_mock *mock, REFIID iid, void **out); /* NULL: the mock has no such class */
} wmi_mock__class_object;

#define WMI_MOCK__CLASSES 9
extern wmi_mock__class_object wmi_mock__class_objects[WMI_MOCK__CLASSES]; /* CLSID_WbemLocator is the first */

/* Objects of the client's side, with a mock that counts them or without one. */
HRESULT wmi_mock__make_context(wmi_mock *mock, REFIID iid, void **out);
HRESULT wmi_mock__make_status_code_text(wmi_mock *mock, REFIID iid, void **out);

/* From now on they create objects of this mock; false when a mock is served already. */
bool wmi_mock__class_objects_serve(wmi_mock *mock);
void wmi_mock__class_objects_stop(void);

#endif
