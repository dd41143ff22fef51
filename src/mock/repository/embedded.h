/* SPDX-License-Identifier: MIT */
/*
 * Embedded objects, as the repository and WQL see them. A value of the type WMI_OBJECT holds an IWbemClassObject; one of a
 * mock has this interface, by which its content is read and copied without a call that the journal would show.
 */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_EMBEDDED_H
#define WMIKIT_SRC_MOCK_REPOSITORY_EMBEDDED_H

#include "mock/repository/model.h"

#include <wmikit/mock.h>

/* A record for an instance, a class for a class; the other is NULL. Borrowed from the object. */
typedef struct wmi_mock__object_content {
    wmi_mock__record *record;
    wmi_mock__class *object_class;
} wmi_mock__object_content;

typedef struct wmi_mock__embedded wmi_mock__embedded;
typedef struct wmi_mock__embedded_vtbl {
    HRESULT(STDMETHODCALLTYPE *QueryInterface)(wmi_mock__embedded *This, REFIID riid, void **ppvObject);
    ULONG(STDMETHODCALLTYPE *AddRef)(wmi_mock__embedded *This);
    ULONG(STDMETHODCALLTYPE *Release)(wmi_mock__embedded *This);
    wmi_mock__object_content (*content)(wmi_mock__embedded *This);
    HRESULT(*copy)
    (wmi_mock__embedded *This, wmi_mock *mock, IWbemClassObject **copy); /* mock: NULL or its owner */
} wmi_mock__embedded_vtbl;
struct wmi_mock__embedded {
    const wmi_mock__embedded_vtbl *lpVtbl;
};
extern const IID wmi_mock__iid_embedded;

/* The interface of an object, with a reference; NULL for NULL and for an object that is not a mock's. */
wmi_mock__embedded *wmi_mock__embedded_of(IWbemClassObject *object);

/* What an object of any mock holds; two NULLs for NULL and for an object that is not a mock's. */
wmi_mock__object_content wmi_mock__object_content_of(IWbemClassObject *object);

/* A copy that belongs to this mock (or to none); an object that is not a mock's is cloned. */
HRESULT wmi_mock__object_copy_for(wmi_mock *mock, IWbemClassObject *from, IWbemClassObject **copy);

#endif
