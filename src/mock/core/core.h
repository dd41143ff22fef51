/* SPDX-License-Identifier: MIT */
/*
 * What every COM object of the mock stands on: a reference to the mock that made it, and the gate that every
 * COM call goes through, where it is written down, delayed, refused or failed on demand.
 */
#ifndef WMIKIT_SRC_MOCK_CORE_H
#define WMIKIT_SRC_MOCK_CORE_H

#include "mock/repository/model.h"

#include <wmikit/com.h>
#include <wmikit/mock.h>

/* A COM object of the mock is born and dies: counted, and it keeps the mock's insides alive meanwhile. */
void wmi__mock_object_born(wmi_mock *mock);
void wmi__mock_object_died(wmi_mock *mock);

/* The one lock around the mock's data: repositories, hosts, faults, journal. Not recursive; never held while a
 * call waits or the client's code runs. */
void wmi__mock_lock(wmi_mock *mock);
void wmi__mock_unlock(wmi_mock *mock);

/* Where an object comes from: for __SERVER, __NAMESPACE and __PATH. Shared by reference. */
typedef struct wmi__place {
    atomic_size_t references;
    char *server;         /* as __SERVER shows it */
    char *namespace_path; /* "ROOT\CIMV2" */
} wmi__place;
wmi__place *wmi__place_create(const char *server, const char *namespace_path); /* NULL: no memory */
wmi__place *wmi__place_share(wmi__place *place);
void wmi__place_release(wmi__place *place);

/* --- The gate ---------------------------------------------------------------------------------------------- */

typedef struct wmi__proxy wmi__proxy; /* see proxy.h: what has a blanket */

/*
 * One COM call, from its first line to its last:
 *
 *     wmi__call call;
 *     HRESULT hr = S_OK;
 *
 *     (clear the out-parameters)
 *     wmi__call_open(&call, self->mock, proxy or NULL, "IWbemClassObject::Get");
 *     wmi__call_text(&call, "wszName", name);
 *     wmi__call_number(&call, "lFlags", flags);
 *     if (wmi__call_admit(&call))
 *         hr = get(self, …);
 *     return wmi__call_close(&call, hr);
 *
 * The arguments are only for the journal. Admit waits as long as a delay says, checks the proxy's blanket and
 * its host, and asks the faults: false when the call is not to be carried out. Close writes the call down and
 * returns its result, the fault's when there was one.
 */
typedef struct wmi__call {
    wmi_mock *mock;
    wmi__proxy *proxy;
    const char *operation;
    bool carried_out;
    HRESULT refusal;
    bool is_kept; /* the journal wants the arguments: writing them takes longer than most calls */
    size_t used;
    char arguments[512]; /* cut when they are longer */
} wmi__call;

void wmi__call_open(wmi__call *call, wmi_mock *mock, wmi__proxy *proxy, const char *operation);
void wmi__call_text(wmi__call *call, const char *name, const OLECHAR *text); /* NULL shows as NULL */
void wmi__call_utf8(wmi__call *call, const char *name, const char *text);    /* likewise */
void wmi__call_number(wmi__call *call, const char *name, LONG number);       /* in hexadecimal */
void wmi__call_flag(wmi__call *call, const char *name, const char *what); /* "given", "NULL", … as it is */
void wmi__call_pointer(wmi__call *call, const char *name, const void *pointer); /* "given" or "NULL" */
bool wmi__call_admit(wmi__call *call);
HRESULT wmi__call_close(wmi__call *call, HRESULT result);

/* --- Objects ------------------------------------------------------------------------------------------------ */

/*
 * An IWbemClassObject over an instance (shares the record until the client changes it) or over a class.
 * `selected`: NULL for all, else one flag a property, copied: what a SELECT list left out is not there
 * (WBEM_E_NOT_FOUND). E_OUTOFMEMORY.
 */
HRESULT wmi__object_create(wmi_mock *mock, wmi__place *place, wmi__record *record, const bool *selected,
                           IWbemClassObject **object);
HRESULT wmi__class_object_create(wmi_mock *mock, wmi__place *place, wmi__class *object_class,
                                 IWbemClassObject **object);

/*
 * The same for a row of a query, by its SELECT list (count 0: all). As on Windows a list without __PATH and the
 * like leaves out where the object comes from too: __SERVER, __NAMESPACE, __SUPERCLASS, __DYNASTY and __PATH are
 * NULL then, __RELPATH is unless all keys are selected. __PATH and __RELPATH select the keys.
 */
HRESULT wmi__object_select(wmi_mock *mock, wmi__place *place, wmi__record *record, const char *const *names,
                           size_t count, IWbemClassObject **object);

/* What an object of any mock holds: a record (or NULL) or a class (or NULL); borrowed. Both NULL when the
 * object is none of ours. */
typedef struct wmi__object_content {
    wmi__record *record;
    wmi__class *object_class;
} wmi__object_content;
wmi__object_content wmi__object_content_of(IWbemClassObject *object);

/* An empty IWbemContext. */
HRESULT wmi__context_create(wmi_mock *mock, IWbemContext **context);

/*
 * Leaves an IErrorInfo behind for GetErrorInfo, whose QueryInterface gives an IWbemClassObject: an
 * __ExtendedStatus with these words (NULL: the property is NULL). Failing to is not reported.
 */
void wmi__extended_status_set(wmi_mock *mock, const char *operation, const char *parameter_info,
                              const char *description, const char *provider, HRESULT code);

#endif
