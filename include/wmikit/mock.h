/* SPDX-License-Identifier: MIT */
/**
 * @file
 * A mock WMI for tests: it implements WMI's COM interfaces, takes its data from MOF text, has hosts that check
 * credentials and proxy blankets, and injects faults on demand. It behaves like Windows.
 *
 * It implements the methods of IWbemServices, synchronous, semisynchronous and asynchronous, with call results and
 * subscriptions to events; only QueryObjectSink, which is for providers, returns WBEM_E_NOT_SUPPORTED. A
 * semisynchronous or asynchronous call does its work before it returns; a call result reports the outcome when the
 * delay, if any, is over (see wmi_mock_delay), a sink gets it from another thread.
 *
 * Not part of wmikit.h, and in a separate library: wmikit_mock. Unless stated otherwise, all functions are callable
 * from any thread, do not block, and do not set wmi_last_error. They return S_OK, E_POINTER for an argument that must
 * not be NULL, E_OUTOFMEMORY, and the codes in their comments.
 */
#ifndef WMIKIT_MOCK_H
#define WMIKIT_MOCK_H

#include "connect.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A mock WMI: its computers, its data, its faults and its journal. */
typedef struct wmi_mock wmi_mock;

/** As a delay: wait until wmi_mock_wake; in wmi_mock_delay no longer than the time limit of the call, if it has one. */
#define WMI_MOCK_HANG ((uint32_t)0xFFFFFFFFu)

/** As a delay: wait until wmi_mock_wake, whatever time limit the call was given, like a host that is frozen. */
#define WMI_MOCK_FREEZE ((uint32_t)0xFFFFFFFEu)

/** For wmi_mock_be_strict: the mock reads an identity at every call, where the client's pointer points. */
#define WMI_MOCK_STRICT_IDENTITY 1u

/** As a code for wmi_mock_fail: the call returns S_OK, with NULL in its out-pointers. */
#define WMI_MOCK_NULL_RESULT ((HRESULT)0x0004F001)

/**
 * A computer, and an account that may log in there. Start from WMI_MOCK_HOST_INIT: a computer that accepts the
 * current user, at RPC_C_AUTHN_LEVEL_PKT_INTEGRITY or above, as Windows does since KB5004442.
 *
 * The delays, in milliseconds, are those of the network: they ignore the time limits of calls, so WMI_MOCK_HANG and
 * WMI_MOCK_FREEZE both mean: until wmi_mock_wake. All text is UTF-8, and only needed during the call.
 */
typedef struct wmi_mock_host {
    size_t size;                 /**< sizeof(wmi_mock_host) */
    const char *user;            /**< NULL: the current user, without credentials; else without domain */
    const char *domain;          /**< NULL: any domain or none; else the client must give this one, "CORP" */
    const char *password;        /**< NULL: the client must give none; stored only as a salted hash */
    const char *authority;       /**< NULL: any; else strAuthority must be this, "Kerberos:host/db1" */
    wmi_authn_level authn_level; /**< lowest accepted level; DEFAULT: PKT_INTEGRITY, any for the local one */
    uint32_t connect_delay_ms;   /**< delay of ConnectServer */
    uint32_t call_delay_ms;      /**< delay of every other call, and of the last Release of a proxy */
    HRESULT connect_code;        /**< if not S_OK: returned by every ConnectServer */
} wmi_mock_host;

/** Defaults for every field of a wmi_mock_host. */
#define WMI_MOCK_HOST_INIT                                                        \
    {                                                                             \
        sizeof(wmi_mock_host), NULL, NULL, NULL, NULL, WMI_AUTHN_DEFAULT, 0, 0, 0 \
    }

/** A COM call that the mock received. */
typedef struct wmi_mock_call {
    /** The call: "IWbemServices::ExecQuery", "CoCreateInstance", "CoSetProxyBlanket". */
    const char *operation;

    /** As text, "strQuery='SELECT …', lFlags=0x30"; for a password only whether it is NULL, empty or given. */
    const char *arguments;

    /**
     * The blanket of the called proxy: "authn=6 imp=3 caps=0x0 user=CORP\\ada"; "none" for a proxy without a blanket,
     * "" if the call was not on a proxy.
     */
    const char *blanket;

    /** What the mock returned. */
    HRESULT result;
} wmi_mock_call;

/**
 * Creates a mock with one computer, the local one, which has one namespace: ROOT.
 *
 * @param[out] mock  owned by the caller; free with wmi_mock_destroy. NULL on failure
 */
WMI_API HRESULT wmi_mock_create(wmi_mock **mock);

/**
 * Uninstalls the mock, wakes every hanging call, and destroys the mock. COM objects that are still referenced can
 * afterwards only be released. An object whose last Release was waiting does not count as referenced.
 *
 * Ends asynchronous calls with WBEM_E_CALL_CANCELLED, and blocks until their sinks have returned: do not call it from a
 * sink. On Windows, end the calls of sinks in the thread's own single-threaded apartment first: CancelAsyncCall, and
 * dispatch until SetStatus.
 *
 * @param mock  the mock, or NULL
 * @return number of COM objects that were still referenced: 0 when nothing leaked
 */
WMI_API size_t wmi_mock_destroy(wmi_mock *mock);

/**
 * The mock's locator, for wmi_connect_options::locator or for raw COM.
 *
 * @param mock  the mock, or NULL
 *
 * @return borrowed: valid until wmi_mock_destroy, or longer if you call AddRef; NULL if mock is NULL
 */
WMI_API IWbemLocator *wmi_mock_locator(wmi_mock *mock);

/**
 * Replaces the system's WMI in this process: CoCreateInstance of CLSID_WbemLocator, and of the administrative,
 * authenticated and unauthenticated locators, now returns the mock's locator; so does CoGetClassObject's factory.
 * CLSID_UnsecuredApartment makes the mock's stubs of sinks: off Windows in every context, on Windows where the contexts
 * include CLSCTX_INPROC_SERVER.
 * wmi_connect uses the mock in every apartment. Works before COM is initialised, and initialises COM for no thread: one
 * that has not called CoInitializeEx gets CO_E_NOTINITIALIZED, as without the mock. Releases the locator that the
 * library has cached.
 *
 * **On Windows, a thread that was started before wmi_mock_create, or was in a single-threaded apartment before
 * wmi_mock_install, must call wmi_mock_install_here: otherwise its CoCreateInstance reaches the real WMI.** The thread
 * that calls wmi_mock_install need not do this, and off Windows no thread need.
 *
 * On Windows, the mock keeps the multithreaded apartment (MTA) of the process until wmi_mock_uninstall, so a second
 * CoInitializeSecurity returns RPC_E_TOO_LATE there, also after the last CoUninitialize of the program.
 *
 * @param mock  the mock
 *
 * @return S_OK; E_UNEXPECTED when this mock, or another, is installed; or what CoRegisterClassObject returned
 */
WMI_API HRESULT wmi_mock_install(wmi_mock *mock);

/**
 * Installs the mock for the calling thread's single-threaded apartment, until the thread leaves the apartment. On
 * Windows, **each thread that was started before wmi_mock_create, or entered a single-threaded apartment before
 * wmi_mock_install, must call it, in its apartment**. May be called repeatedly. Does not block.
 *
 * @param mock  the mock
 *
 * @return S_OK, or what CoRegisterClassObject returned
 *         S_FALSE       the thread is not in a single-threaded apartment: nothing is necessary
 *         E_POINTER     mock is NULL
 *         E_UNEXPECTED  this mock is not installed
 */
WMI_API HRESULT wmi_mock_install_here(wmi_mock *mock);

/**
 * Undoes wmi_mock_install. Call it on the same thread if that is in a single-threaded apartment. On Windows, other
 * threads that are in one then get REGDB_E_CLASSNOTREG for the mock's classes until they leave it.
 *
 * @param mock  the mock, installed or not, or NULL
 */
WMI_API void wmi_mock_uninstall(wmi_mock *mock);

/**
 * Loads classes and instances from MOF text; creates the namespace and its parents if needed. On failure nothing is
 * loaded or changed.
 *
 * What exists is updated, as by mofcomp: an instance always; a class when it has neither instances nor subclasses, or
 * when nothing but qualifiers like Description changes. The pragmas namespace, include, classflags, instanceflags,
 * deleteclass and deleteinstance are obeyed, others are ignored. `#pragma include("x.mof")` and `#include "x.mof"` read
 * files of the working folder. An alias may be used before it is defined.
 *
 * @param mock            the mock
 * @param namespace_path  "ROOT\\CIMV2", with either slash; "\\\\server\\root\\cimv2" for a computer that was
 *                        added with wmi_mock_add_host; NULL: "ROOT\\CIMV2"
 * @param mof             UTF-8; "" only creates the namespace
 *
 * @return S_OK, or the code of an error in the text: the message of wmi_last_error has its line and column, and the
 *         name of an included file; such as
 *         WBEM_E_INVALID_SYNTAX       the text is not MOF
 *         WBEM_E_INVALID_CLASS        it names a class that does not exist
 *         WBEM_E_CLASS_HAS_INSTANCES  it changes a class that has instances
 *         or
 *         WBEM_E_INVALID_NAMESPACE    namespace_path is not a valid namespace path
 *         WBEM_E_NOT_FOUND            the computer does not exist
 * @see    Managed Object Format (learn.microsoft.com/windows/win32/wmisdk/managed-object-format--mof-)
 */
WMI_API HRESULT wmi_mock_load(wmi_mock *mock, const char *namespace_path, const char *mof);

/**
 * Loads a file of MOF text: in UTF-8, with or without a byte order mark, or in UTF-16 with one. Otherwise like
 * wmi_mock_load, but the names of included files are relative to the folder of the file that includes them. Blocks
 * while it reads the files.
 *
 * @return like wmi_mock_load; also HRESULT_FROM_WIN32 of ERROR_FILE_NOT_FOUND or ERROR_READ_FAULT, and
 *         WBEM_E_CIRCULAR_REFERENCE when a file includes itself
 */
WMI_API HRESULT wmi_mock_load_file(wmi_mock *mock, const char *namespace_path, const char *file);

/**
 * Adds a computer, or another account to an existing computer: level, delays and code of the computer are replaced,
 * for later calls of existing proxies too, and an account with the same user, domain and authority gets the new
 * password. A new computer has the data of the local one until something is loaded there.
 *
 * @param mock    the mock
 * @param server  the name or address that clients will use; NULL or ".": the local computer
 * @param host    the computer and an account; NULL: WMI_MOCK_HOST_INIT
 *
 * @return S_OK
 *         E_INVALIDARG              host->size is unknown
 *         WBEM_E_LOCAL_CREDENTIALS  host has an account for the local computer
 */
WMI_API HRESULT wmi_mock_add_host(wmi_mock *mock, const char *server, const wmi_mock_host *host);

/**
 * Simulates the loss of a computer: from now on every call on its proxies returns this code, also in enumerations
 * in progress and for new connections.
 *
 * @param mock    the mock
 * @param server  as in wmi_mock_add_host
 * @param code    such as WMI_E_SERVER_UNAVAILABLE or WMI_E_DISCONNECTED; S_OK: the computer is available again
 *
 * @return S_OK; WBEM_E_NOT_FOUND when the computer does not exist
 */
WMI_API HRESULT wmi_mock_lose_host(wmi_mock *mock, const char *server, HRESULT code);

/**
 * Simulates a restart of a computer's WMI service: the proxies that exist return WMI_E_SERVER_UNAVAILABLE from now on,
 * and live until they are released; subscriptions are lost. The data stays, and new connections work.
 *
 * @param mock    the mock
 * @param server  as in wmi_mock_add_host
 *
 * @return S_OK
 *         E_POINTER         mock is NULL
 *         WBEM_E_NOT_FOUND  the computer does not exist
 */
WMI_API HRESULT wmi_mock_restart(wmi_mock *mock, const char *server);

/**
 * Raises events, as an event provider does. Before the function returns, they are queued for every subscription of this
 * namespace that they match. A queue is full with about 2,000,000 bytes: further events are dropped, and subscriptions
 * to __EventQueueOverflowEvent get one for each. Events can be raised on the local computer only. TIME_CREATED is set
 * where the text leaves it NULL.
 *
 * @param mock            the mock
 * @param namespace_path  NULL: ROOT\\CIMV2
 * @param mof             instances of event classes of this namespace, UTF-8; they are not stored. Two of one text must
 *                        not have the same key
 *
 * @return S_OK, or the codes of wmi_mock_load. A failure raises nothing and sets wmi_last_error
 *         E_POINTER                 mock or mof is NULL
 *         WBEM_E_INVALID_NAMESPACE  the namespace does not exist
 *         WBEM_E_NOT_EVENT_CLASS    an instance is of another class, or the text changes or deletes what exists
 */
WMI_API HRESULT wmi_mock_raise(wmi_mock *mock, const char *namespace_path, const char *mof);

/**
 * Ends every interval now, so that tests need not sleep: each subscription with WITHIN is polled, each group of GROUP
 * WITHIN is reported, each timer fires (an absolute one only once). The events are queued before the function returns.
 * Without it this happens when the intervals end. Callable from any thread.
 *
 * @param mock  the mock
 *
 * @return S_OK; E_POINTER when mock is NULL
 */
WMI_API HRESULT wmi_mock_poll(wmi_mock *mock);

/**
 * Makes a call return `code` without executing it. Success codes are allowed: in IEnumWbemClassObject::Next,
 * WBEM_S_FALSE ends the enumeration and WBEM_S_TIMEDOUT simulates a wait that ends without rows;
 * WMI_MOCK_NULL_RESULT makes a call return S_OK without a result.
 *
 * @param mock       the mock
 * @param operation  "IWbemServices::ExecQuery"; NULL: any call that the journal counts
 * @param nth        which call fails: 1 is the next; 0: every call
 * @param code       the code to return; S_OK removes the fault for this operation
 */
WMI_API HRESULT wmi_mock_fail(wmi_mock *mock, const char *operation, unsigned nth, HRESULT code);

/**
 * Sets the provider's error text for calls that fail by wmi_mock_fail: an __ExtendedStatus object for GetErrorInfo,
 * whose text also appears in the message of wmi_last_error.
 *
 * @param mock         the mock
 * @param operation    as in wmi_mock_fail
 * @param provider     name of the provider, "CIMWin32"; NULL: none
 * @param description  the text, in UTF-8; NULL removes it
 */
WMI_API HRESULT wmi_mock_explain(wmi_mock *mock, const char *operation, const char *provider,
                                 const char *description);

/**
 * Delays each call of an operation. IEnumWbemClassObject::Next is delayed for each object, like a slow provider (for
 * a slow network, with a delay per call, use call_delay_ms of wmi_mock_host). Next and the methods of IWbemCallResult
 * have a time limit of their own: if it is shorter, they return WBEM_S_TIMEDOUT when it has passed, with WMI_MOCK_HANG
 * too; the result is available when the delay is over, counted from the first call that waited. WMI_MOCK_FREEZE ignores
 * the limit, which begins after wmi_mock_wake.
 *
 * The last Release of a proxy can be delayed too: "IWbemServices::Release", "IEnumWbemClassObject::Release" or
 * "IWbemCallResult::Release", through whichever of the proxy's interfaces it is called, or "IUnknown::Release" for
 * all of them. NULL does not include it, since the journal does not contain it, and it cannot fail. The object counts
 * as live until its last Release returns. The Release does not wait when the computer is lost.
 *
 * "IWbemObjectSink::Indicate" delays each object that an asynchronous call brings to its sink, events included;
 * CancelAsyncCall ends the delay. NULL does not include it either, and it cannot fail.
 *
 * Of several delays that match, the longest applies: WMI_MOCK_FREEZE, then WMI_MOCK_HANG, then milliseconds.
 *
 * @param mock          the mock
 * @param operation     as in wmi_mock_fail, or the Release of a proxy, or IWbemObjectSink::Indicate
 * @param milliseconds  the delay; WMI_MOCK_HANG, WMI_MOCK_FREEZE: until wmi_mock_wake; 0 removes the delay
 */
WMI_API HRESULT wmi_mock_delay(wmi_mock *mock, const char *operation, uint32_t milliseconds);

/**
 * Ends all delays and hangs in progress, and removes all that were set, those of computers included. Has no effect on
 * delays that are set later. NULL is allowed.
 */
WMI_API void wmi_mock_wake(wmi_mock *mock);

/**
 * Implements a method. Called on the thread that called ExecMethod or ExecMethodAsync of IWbemServices, with no lock of
 * the mock held: it may call the mock and the code under test. The objects are owned by the mock and valid until the
 * handler returns; calls on them are not in the journal.
 *
 * @param path       strObjectPath as given by the client, in UTF-8
 * @param in         the in-parameters as given by the client; NULL: none were given, or the method has none
 * @param out        an instance of the out-parameters, ReturnValue included, to be filled with IWbemClassObject::Put;
 *                   NULL: the method has none
 * @param user_data  as given to wmi_mock_on_method
 *
 * @return the result of ExecMethod, of its call result, or of the sink's last call; on failure the client gets no
 *         out-parameters
 */
typedef HRESULT wmi_mock_method(const char *path, IWbemClassObject *in, IWbemClassObject *out,
                                void *user_data);

/**
 * Sets the handler of a method. Without one, IWbemServices::ExecMethod returns WBEM_E_PROVIDER_NOT_CAPABLE, or
 * WBEM_E_METHOD_NOT_IMPLEMENTED when the method lacks the qualifier Implemented. For a slow method use wmi_mock_delay
 * with "IWbemServices::ExecMethod", or with "IWbemCallResult::GetCallStatus" for a semisynchronous call.
 *
 * @param mock        the mock
 * @param class_name  a loaded class, in any namespace; its subclasses inherit the handler, unless they have their own
 * @param method      name of the method
 * @param handler     replaces any earlier handler; NULL removes it
 * @param user_data   passed to the handler unchanged
 *
 * @return S_OK; WBEM_E_NOT_FOUND when the class does not exist or has no such method: the message of wmi_last_error
 *         names it
 */
WMI_API HRESULT wmi_mock_on_method(wmi_mock *mock, const char *class_name, const char *method,
                                   wmi_mock_method *handler, void *user_data);

/**
 * Lets the mock demand more of the client than is documented today, in blankets that are set from now on.
 *
 * WMI_MOCK_STRICT_IDENTITY: the mock keeps the pointer pAuthInfo of CoSetProxyBlanket, as old versions of COM did, in
 * place of a copy. A client that frees, erases or changes the identity while it uses the proxy gets access denied, or a
 * report of AddressSanitizer. CoQueryProxyBlanket then returns the pointer; for a copy it returns NULL.
 *
 * @param mock  the mock, or NULL
 * @param what  WMI_MOCK_STRICT_IDENTITY; 0: as documented today, the default
 * @see    CoSetProxyBlanket (learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-cosetproxyblanket)
 */
WMI_API void wmi_mock_be_strict(wmi_mock *mock, uint32_t what);

/** The number of calls of an operation (NULL: of all operations) since wmi_mock_create. 0 if mock is NULL. */
WMI_API size_t wmi_mock_call_count(wmi_mock *mock, const char *operation);

/**
 * A call in the journal, which is in the order of the calls.
 *
 * @param mock   the mock
 * @param index  from 0
 * @return valid until wmi_mock_destroy; NULL when index is beyond the last call, or mock is NULL
 */
WMI_API const wmi_mock_call *wmi_mock_call_at(wmi_mock *mock, size_t index);

/**
 * Whether the journal keeps the calls (the default) or only counts them, which saves memory in tests that make very
 * many calls. NULL is allowed.
 */
WMI_API void wmi_mock_keep_journal(wmi_mock *mock, bool keep);

/** The number of COM objects of the mock to which clients now hold references. 0 if mock is NULL. */
WMI_API size_t wmi_mock_live_objects(wmi_mock *mock);

/**
 * Describes the COM objects that clients now hold references to, one line each: the interface, and the call that
 * returned it with its index in the journal, as for wmi_mock_call_at. They come in the order of these calls; what the
 * journal does not know is in order for each thread alone.
 *
 *     IWbemServices from call 1: IWbemLocator::ConnectServer(strNetworkResource='ROOT\CIMV2', …)
 *
 * Call it before wmi_mock_destroy, when the program should have released everything.
 *
 * @param      mock  the mock, or NULL
 * @param[out] text  free with wmi_free; "" when there are none; NULL when mock is NULL or there is no memory. May be
 *                   NULL
 * @return the number of the objects, as of wmi_mock_live_objects
 */
WMI_API size_t wmi_mock_describe_live(wmi_mock *mock, char **text);

#ifdef __cplusplus
}
#endif

#endif
