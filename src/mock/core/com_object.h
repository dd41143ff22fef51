/* SPDX-License-Identifier: MIT */
/*
 * Base of the mock's in-process COM objects: reference count, the mock that counts them,
 * and the free-threaded marshaler, so that every apartment may call them.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_COM_OBJECT_H
#define WMIKIT_SRC_MOCK_CORE_COM_OBJECT_H

#include "mock/core/core.h"

#include "os/os.h"

typedef struct wmi_mock__com_object {
    IUnknown *identity; /* the interface that QueryInterface returns for IUnknown */
    atomic_ulong references;
    wmi_mock__life life; /* unused without a mock */
    wmi_mock *mock;      /* NULL: created without a mock, not counted, and its calls do not pass the gate */
    wmi__mutex lock;     /* protects the object's data */
    IUnknown *marshaler; /* created at the first request: few objects leave their apartment */
} wmi_mock__com_object;

/* One interface of an object. */
typedef struct wmi_mock__com_face {
    const IID *iid;
    void *face;
} wmi_mock__com_face;

/* One reference, owned by the caller. */
void wmi_mock__com_object_begin(wmi_mock__com_object *object, wmi_mock *mock, IUnknown *identity,
                                const char *interface_name);

/* After the last reference is released; does not free the object itself. */
void wmi_mock__com_object_end(wmi_mock__com_object *object);

ULONG wmi_mock__com_object_add_ref(wmi_mock__com_object *object);
ULONG wmi_mock__com_object_release(wmi_mock__com_object *object); /* 0: the caller destroys it */

/* QueryInterface over the faces, IUnknown and IMarshal. */
HRESULT wmi_mock__com_object_query(wmi_mock__com_object *object, const wmi_mock__com_face *faces,
                                   size_t count, REFIID iid, void **out);

/* --- The gate, for objects that may have no mock ----------------------------------------------------------- */

void wmi_mock__enter(wmi_mock__call *call, wmi_mock *mock, const char *operation);
void wmi_mock__enter_text(wmi_mock__call *call, const char *name, const OLECHAR *text);
void wmi_mock__enter_number(wmi_mock__call *call, const char *name, LONG number);
void wmi_mock__enter_pointer(wmi_mock__call *call, const char *name,
                             const void *pointer); /* "given" or "NULL" */
bool wmi_mock__enter_admit(wmi_mock__call *call);
HRESULT wmi_mock__leave(wmi_mock__call *call, HRESULT result);

/* --- Texts at the border ------------------------------------------------------------------------------------ */

/*
 * A client's name in UTF-8, on the stack when it is short enough. Begin returns
 * WBEM_E_INVALID_PARAMETER for NULL, or E_OUTOFMEMORY; call end in every case.
 */
typedef struct wmi_mock__utf8 {
    const char *text;
    char *allocated;
    char local[96];
} wmi_mock__utf8;
HRESULT wmi_mock__utf8_begin(wmi_mock__utf8 *utf8, const OLECHAR *text);
void wmi_mock__utf8_end(wmi_mock__utf8 *utf8);

/* A SAFEARRAY of BSTRs of UTF-8 texts. E_OUTOFMEMORY, WBEM_E_FAILED for a text that is not UTF-8. */
HRESULT wmi_mock__names_array(const char *const *names, size_t count, SAFEARRAY **array);

#endif
