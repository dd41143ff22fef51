/* SPDX-License-Identifier: MIT */
/* The methods of IWbemServices that the mock implements, and their shared code. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_CALLS_H
#define WMIKIT_SRC_MOCK_SERVICES_CALLS_H

#include "mock/object/object.h"
#include "mock/services/call_result.h"
#include "mock/services/services.h"

bool wmi_mock__is_blank(const OLECHAR *text);   /* NULL or "" */
bool wmi_mock__is_wql(const OLECHAR *language); /* in any case */
char *wmi_mock__to_utf8(const OLECHAR *text);   /* malloc'ed; NULL when there is no memory */

/* The code for an object of another namespace or computer. Unknown on Windows. */
#define WMI_MOCK__ANOTHER_NAMESPACE ((HRESULT)WBEM_E_INVALID_NAMESPACE)

/*
 * The parts of a path, which has to name no other namespace and computer than the proxy's. The mock's lock is held.
 * WBEM_E_INVALID_OBJECT_PATH for what is not a path, WMI_MOCK__ANOTHER_NAMESPACE.
 */
HRESULT wmi_mock__services_split(const wmi_mock__services *self, const char *path,
                                 wmi_mock__object_path *parts);

/*
 * The object that a path names in a proxy's namespace: a record, or a class when it has no keys; borrowed. The
 * mock's lock is held. WBEM_E_NOT_FOUND, WBEM_E_INVALID_CLASS, what wmi_mock__services_split returns, E_OUTOFMEMORY.
 */
HRESULT wmi_mock__services_find(const wmi_mock__services *self, const char *path, wmi_mock__record **record,
                                wmi_mock__class **found);

/* Whether a path has no keys. */
bool wmi_mock__path_is_class(const char *path);

/*
 * A copy of a client's object, which belongs to no mock; drop it in the end. WBEM_E_INVALID_PARAMETER
 * for NULL, WBEM_E_INVALID_OBJECT for an object that is not the mock's, E_OUTOFMEMORY: *taken is NULL then.
 */
HRESULT wmi_mock__services_take(IWbemClassObject *object, wmi_mock__object **taken);
void wmi_mock__services_drop(wmi_mock__object *taken); /* NULL is allowed */

/* Its relative path or class name, for the journal; NULL when it is not an object. Returns hr, or E_OUTOFMEMORY. */
HRESULT wmi_mock__services_note_object(wmi_mock__call *call, const char *name, const wmi_mock__object *object,
                                       HRESULT hr);

/* What the methods do, synchronous or not, once their arguments are checked. */
wmi_mock__outcome wmi_mock__services_get(wmi_mock__services *self, const OLECHAR *wide);
wmi_mock__outcome wmi_mock__services_exec(wmi_mock__services *self, const OLECHAR *wide_path,
                                          const OLECHAR *wide_method, IWbemClassObject *in);

/* PutInstance and PutClass, synchronous or not, differ in this. */
typedef struct wmi_mock__put {
    const char *name; /* of the object's argument */

    /*
     * The flags that it takes, besides those in `allowed`: WBEM_E_INVALID_PARAMETER; WBEM_E_INVALID_OBJECT for a class in
     * place of an instance, or the other way round.
     */
    HRESULT (*check)(const wmi_mock__object *object, LONG flags, LONG allowed);
    wmi_mock__outcome (*run)(wmi_mock__services *self, const wmi_mock__object *object, LONG flags,
                             IWbemContext *context);
} wmi_mock__put;
extern const wmi_mock__put wmi_mock__put_instance;
extern const wmi_mock__put wmi_mock__put_class;
HRESULT wmi_mock__services_put(const wmi_mock__put *what, IWbemServices *base, const char *operation,
                               IWbemClassObject *object, LONG flags, IWbemContext *context,
                               IWbemCallResult **result);

/* DeleteInstance and DeleteClass differ in what they delete; the mock's lock is held. */
typedef HRESULT (*wmi_mock__delete_function)(wmi_mock__services *self, const char *path);
HRESULT wmi_mock__delete_instance(wmi_mock__services *self, const char *path);
HRESULT wmi_mock__delete_class(wmi_mock__services *self, const char *path);
wmi_mock__outcome wmi_mock__services_delete_path(wmi_mock__services *self, const OLECHAR *wide,
                                                 wmi_mock__delete_function function);
HRESULT wmi_mock__services_delete(wmi_mock__services *self, const char *operation, const OLECHAR *path,
                                  LONG flags, IWbemContext *context, IWbemCallResult **result,
                                  wmi_mock__delete_function function);

HRESULT STDMETHODCALLTYPE wmi_mock__services_OpenNamespace(IWbemServices *base, const BSTR relative,
                                                           LONG flags, IWbemContext *context,
                                                           IWbemServices **opened, IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_GetObject(IWbemServices *base, const BSTR path, LONG flags,
                                                       IWbemContext *context, IWbemClassObject **object,
                                                       IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutClass(IWbemServices *base, IWbemClassObject *object,
                                                      LONG flags, IWbemContext *context,
                                                      IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteClass(IWbemServices *base, const BSTR path, LONG flags,
                                                         IWbemContext *context, IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateClassEnum(IWbemServices *base, const BSTR superclass,
                                                             LONG flags, IWbemContext *context,
                                                             IEnumWbemClassObject **enumerator);
HRESULT STDMETHODCALLTYPE wmi_mock__services_PutInstance(IWbemServices *base, IWbemClassObject *object,
                                                         LONG flags, IWbemContext *context,
                                                         IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_DeleteInstance(IWbemServices *base, const BSTR path, LONG flags,
                                                            IWbemContext *context, IWbemCallResult **result);
HRESULT STDMETHODCALLTYPE wmi_mock__services_CreateInstanceEnum(IWbemServices *base, const BSTR class_name,
                                                                LONG flags, IWbemContext *context,
                                                                IEnumWbemClassObject **enumerator);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecQuery(IWbemServices *base, const BSTR language,
                                                       const BSTR query, LONG flags, IWbemContext *context,
                                                       IEnumWbemClassObject **enumerator);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecNotificationQuery(IWbemServices *base, const BSTR language,
                                                                   const BSTR query, LONG flags,
                                                                   IWbemContext *context,
                                                                   IEnumWbemClassObject **enumerator);
HRESULT STDMETHODCALLTYPE wmi_mock__services_ExecMethod(IWbemServices *base, const BSTR path,
                                                        const BSTR method, LONG flags, IWbemContext *context,
                                                        IWbemClassObject *in, IWbemClassObject **out,
                                                        IWbemCallResult **result);

#endif
