/* SPDX-License-Identifier: MIT */
/**
 * @file
 * A WMI that fits in a test: a mock that speaks WMI's COM interfaces, filled from MOF text, with hosts that
 * check credentials and proxy blankets, and with faults on demand. It imitates Windows.
 *
 * Of IWbemServices it carries out what is synchronous or semisynchronous, call results included; the asynchronous
 * methods and ExecNotificationQuery give WBEM_E_NOT_SUPPORTED. A semisynchronous call does its work before it
 * returns, and its call result tells how it went when its time has come: see wmi_mock_delay.
 *
 * Not part of wmikit.h, and a library of its own: wmikit_mock. All functions are callable from any thread and
 * do not block, unless they say otherwise. They return S_OK, E_POINTER for an argument that must not be NULL,
 * E_OUTOFMEMORY, and what their comment says; they set no last error of wmi_last_error but where that is said.
 */
#ifndef WMIKIT_MOCK_H
#define WMIKIT_MOCK_H

#include "connect.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A mock WMI: its computers, its data, its faults and its journal. */
typedef struct wmi_mock wmi_mock;

/** As a delay: until wmi_mock_wake. */
#define WMI_MOCK_HANG ((uint32_t)0xFFFFFFFFu)

/** As a code for wmi_mock_fail: the call returns S_OK, and NULL in its out-pointers. */
#define WMI_MOCK_NULL_RESULT ((HRESULT)0x0004F001)

/**
 * A computer, and who may log in there. Start from WMI_MOCK_HOST_INIT: a computer that takes the current
 * user, at RPC_C_AUTHN_LEVEL_PKT_INTEGRITY or above, as Windows does since KB5004442.
 */
typedef struct wmi_mock_host {
    size_t size;           /**< sizeof(wmi_mock_host) */
    const char *user;      /**< NULL: the current user, without credentials; else the account's name alone */
    const char *domain;    /**< NULL: whatever domain is given, or none; else this one, "CORP" */
    const char *password;  /**< NULL: none is to be given; kept as a salted hash only */
    const char *authority; /**< NULL: any; else strAuthority must be this, "Kerberos:host/db1" */
    wmi_authn_level authn_level; /**< the weakest that is accepted; WMI_AUTHN_DEFAULT: PKT_INTEGRITY */
    uint32_t connect_delay_ms;   /**< before ConnectServer answers; WMI_MOCK_HANG: not until wmi_mock_wake */
    uint32_t call_delay_ms;      /**< before any other call answers; likewise */
    HRESULT connect_code;        /**< not S_OK: what every ConnectServer gives */
} wmi_mock_host;

/** Defaults for every field of a wmi_mock_host. */
#define WMI_MOCK_HOST_INIT                                                        \
    {                                                                             \
        sizeof(wmi_mock_host), NULL, NULL, NULL, NULL, WMI_AUTHN_DEFAULT, 0, 0, 0 \
    }

/** A COM call that the mock got. */
typedef struct wmi_mock_call {
    const char *operation; /**< "IWbemServices::ExecQuery", "CoCreateInstance", "CoSetProxyBlanket" */
    const char *arguments; /**< as text, "strQuery='SELECT …', lFlags=0x30"; of a password only whether it is
                                NULL, empty or given */
    const char *blanket; /**< of the proxy that was called: "authn=6 imp=3 caps=0x0 user=CORP\\ada"; "" for a
                                call on no proxy, "none" for a proxy without one */
    HRESULT result;      /**< what the mock answered */
} wmi_mock_call;

/**
 * Makes a mock with one computer, the local one, and one namespace there: ROOT.
 *
 * @param[out] mock  the caller's, to be given to wmi_mock_destroy; NULL on failure
 */
WMI_API HRESULT wmi_mock_create(wmi_mock **mock);

/**
 * Destroys a mock, after uninstalling it and waking every call that hangs. COM objects that are still held stay
 * usable enough to be released.
 *
 * @param mock  the mock, or NULL
 * @return how many COM objects were still held: 0 when nothing leaked
 */
WMI_API size_t wmi_mock_destroy(wmi_mock *mock);

/**
 * The mock's locator, for wmi_connect_options::locator or for raw COM.
 *
 * @return borrowed: good until wmi_mock_destroy, or longer with an AddRef of your own; NULL for NULL
 */
WMI_API IWbemLocator *wmi_mock_locator(wmi_mock *mock);

/**
 * Puts the mock in the system's place: CoCreateInstance(CLSID_WbemLocator) in this process now finds it, from
 * every thread of the multithreaded apartment, and from the calling thread when that has a single-threaded
 * one. Works before COM is set up: it keeps the process's MTA alive until wmi_mock_uninstall. wmikit's cached
 * locator is given up.
 *
 * @return S_OK; E_UNEXPECTED when this mock, or another, is installed; or what CoRegisterClassObject returned
 */
WMI_API HRESULT wmi_mock_install(wmi_mock *mock);

/**
 * Takes the mock out of the system's place. Call it on the thread that called wmi_mock_install when that has a
 * single-threaded apartment.
 *
 * @param mock  the mock, installed or not, or NULL
 */
WMI_API void wmi_mock_uninstall(wmi_mock *mock);

/**
 * Loads classes and instances from MOF text, and makes the namespace and its parents if need be. All or
 * nothing.
 *
 * @param mock            the mock
 * @param namespace_path  "ROOT\\CIMV2", with either slash; "\\\\server\\root\\cimv2" for a computer that was
 *                        added with wmi_mock_add_host; NULL: "ROOT\\CIMV2"
 * @param mof             UTF-8; "" only makes the namespace
 *
 * @return S_OK; WBEM_E_INVALID_SYNTAX, WBEM_E_INVALID_CLASS, WBEM_E_ALREADY_EXISTS and the like: the thread's
 *         last error (wmi_last_error) tells line and column; WBEM_E_INVALID_NAMESPACE; WBEM_E_NOT_FOUND when
 *         there is no such computer
 * @see    Managed Object Format (learn.microsoft.com/windows/win32/wmisdk/managed-object-format--mof-)
 */
WMI_API HRESULT wmi_mock_load(wmi_mock *mock, const char *namespace_path, const char *mof);

/**
 * Loads a file of MOF text in UTF-8, with or without a byte order mark. Otherwise as wmi_mock_load. Blocks for
 * the reading.
 *
 * @return also HRESULT_FROM_WIN32 of ERROR_FILE_NOT_FOUND or ERROR_READ_FAULT
 */
WMI_API HRESULT wmi_mock_load_file(wmi_mock *mock, const char *namespace_path, const char *file);

/**
 * Adds a computer, or one more account to one that is there; its level, delays and code are then the new ones,
 * and an account of the same user, domain and authority gets the new password.
 * A new computer has the data of the local one until something is loaded there.
 *
 * @param mock    the mock
 * @param server  the name or address by which clients will call it; NULL or ".": the local one
 * @param host    who may log in; NULL: WMI_MOCK_HOST_INIT
 *
 * @return S_OK; E_INVALIDARG when host->size is not known; WBEM_E_LOCAL_CREDENTIALS when the local one is
 *         given an account
 */
WMI_API HRESULT wmi_mock_add_host(wmi_mock *mock, const char *server, const wmi_mock_host *host);

/**
 * Loses a computer: from now on every call on its proxies, enumerations in progress and new connections
 * included, gives this code.
 *
 * @param mock    the mock
 * @param server  as in wmi_mock_add_host
 * @param code    such as 0x800706BA or 0x80010108; S_OK: it is back
 *
 * @return S_OK; WBEM_E_NOT_FOUND when there is no such computer
 */
WMI_API HRESULT wmi_mock_lose_host(wmi_mock *mock, const char *server, HRESULT code);

/**
 * Lets a call fail, without being carried out. A success code works too: WBEM_S_FALSE in
 * IEnumWbemClassObject::Next lets an enumeration run dry, WBEM_S_TIMEDOUT lets it wait in vain, and
 * WMI_MOCK_NULL_RESULT lets a call return S_OK with nothing.
 *
 * @param mock       the mock
 * @param operation  "IWbemServices::ExecQuery"; NULL: any call that the journal counts
 * @param nth        the how-manieth from now on, counted from 1; 0: every one
 * @param code       what it returns; S_OK takes the fault for this operation back
 */
WMI_API HRESULT wmi_mock_fail(wmi_mock *mock, const char *operation, unsigned nth, HRESULT code);

/**
 * What the provider says when a call fails as wmi_mock_fail has it: an __ExtendedStatus, left behind for
 * GetErrorInfo, and so put into wmi_last_error's message.
 *
 * @param mock         the mock
 * @param operation    as in wmi_mock_fail
 * @param provider     its name, "CIMWin32"; NULL: none
 * @param description  its words, in UTF-8; NULL: it says nothing any more
 */
WMI_API HRESULT wmi_mock_explain(wmi_mock *mock, const char *operation, const char *provider,
                                 const char *description);

/**
 * Lets each call of an operation wait before it is carried out; IEnumWbemClassObject::Next waits for each object, as
 * for a slow provider's (a slow network, which takes its time for each call: wmi_mock_host's call_delay_ms). Next and
 * the methods of IWbemCallResult have a time limit of their own: when that is shorter they return WBEM_S_TIMEDOUT
 * after it, and what was waited for comes when the delay is over, counted from the first call that waited.
 *
 * @param mock          the mock
 * @param operation     as in wmi_mock_fail
 * @param milliseconds  how long; WMI_MOCK_HANG: until wmi_mock_wake; 0: no longer
 */
WMI_API HRESULT wmi_mock_delay(wmi_mock *mock, const char *operation, uint32_t milliseconds);

/** Ends every delay and every hang that is going on, and takes all of them back. NULL is allowed. */
WMI_API void wmi_mock_wake(wmi_mock *mock);

/**
 * What a method does, on the thread that called IWbemServices::ExecMethod, with none of the mock's locks held: it
 * may call the mock, and the client's code too. The objects are the mock's, good until it returns, and calls on
 * them are not in the journal.
 *
 * @param path       strObjectPath as it was given, in UTF-8
 * @param in         the in-parameters as the client gave them; NULL: none were given, or there are none
 * @param out        an instance of the out-parameters, to be filled by IWbemClassObject::Put, ReturnValue included;
 *                   NULL: the method has none
 * @param user_data  as given to wmi_mock_on_method
 *
 * @return what ExecMethod returns, or its call result tells: on failure the client gets no out-parameters
 */
typedef HRESULT wmi_mock_method(const char *path, IWbemClassObject *in, IWbemClassObject *out,
                                void *user_data);

/**
 * Says what a method does. Without that, IWbemServices::ExecMethod gives WBEM_E_PROVIDER_NOT_CAPABLE, or
 * WBEM_E_METHOD_NOT_IMPLEMENTED when the method lacks the qualifier Implemented. A method that takes its time: see
 * wmi_mock_delay of "IWbemServices::ExecMethod", or of "IWbemCallResult::GetCallStatus" in a semisynchronous call.
 *
 * @param mock        the mock
 * @param class_name  a class that is loaded, in whatever namespace; its subclasses have the method from it, unless
 *                    they are given one of their own
 * @param method      the method's name
 * @param handler     replaces an earlier one; NULL takes that back
 * @param user_data   handed to it; not looked at
 *
 * @return S_OK; WBEM_E_NOT_FOUND when there is no such class, or when it has no such method: the thread's last
 *         error (wmi_last_error) names it
 */
WMI_API HRESULT wmi_mock_on_method(wmi_mock *mock, const char *class_name, const char *method,
                                   wmi_mock_method *handler, void *user_data);

/** How many calls of an operation (NULL: of any) there were. 0 for a mock of NULL. */
WMI_API size_t wmi_mock_call_count(wmi_mock *mock, const char *operation);

/**
 * A call in the journal, which holds them in the order in which they came.
 *
 * @param mock   the mock
 * @param index  from 0
 * @return good until wmi_mock_destroy; NULL when there are not so many, or for a mock of NULL
 */
WMI_API const wmi_mock_call *wmi_mock_call_at(wmi_mock *mock, size_t index);

/**
 * Whether the journal keeps the calls (as it does from the start) or only counts them, for tests that make
 * more calls than memory is to be spent on. NULL is allowed.
 */
WMI_API void wmi_mock_keep_journal(wmi_mock *mock, bool keep);

/** How many COM objects of the mock are held by clients at this moment. 0 for a mock of NULL. */
WMI_API size_t wmi_mock_live_objects(wmi_mock *mock);

#ifdef __cplusplus
}
#endif

#endif
