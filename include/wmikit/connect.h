/* SPDX-License-Identifier: MIT */
/**
 * @file
 * A connection to a WMI namespace: how it is made, secured and closed.
 */
#ifndef WMIKIT_CONNECT_H
#define WMIKIT_CONNECT_H

#include "cancel.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A connection to one namespace of one computer. */
typedef struct wmi_connection wmi_connection;

/**
 * How much of a call's traffic is protected; each number equals its RPC_C_AUTHN_LEVEL_….
 *
 * @see Authentication-Level Constants (learn.microsoft.com/windows/win32/rpc/authentication-level-constants)
 */
typedef enum wmi_authn_level {
    WMI_AUTHN_DEFAULT = 0, /**< PKT_PRIVACY when the server is remote, else what COM negotiates */
    WMI_AUTHN_NONE = 1,
    WMI_AUTHN_CONNECT = 2,
    WMI_AUTHN_CALL = 3,
    WMI_AUTHN_PKT = 4,
    WMI_AUTHN_PKT_INTEGRITY = 5, /**< since KB5004442 a remote server refuses anything below */
    WMI_AUTHN_PKT_PRIVACY = 6
} wmi_authn_level;

/**
 * What the server may do in the client's name; each number equals its RPC_C_IMP_LEVEL_….
 *
 * @see Impersonation Levels (learn.microsoft.com/windows/win32/com/impersonation-levels)
 */
typedef enum wmi_impersonation_level {
    WMI_IMPERSONATION_DEFAULT = 0, /**< IMPERSONATE */
    WMI_IMPERSONATION_ANONYMOUS = 1,
    WMI_IMPERSONATION_IDENTIFY = 2,
    WMI_IMPERSONATION_IMPERSONATE = 3,
    WMI_IMPERSONATION_DELEGATE = 4
} wmi_impersonation_level;

/**
 * Which token a call carries; each number equals its EOAC_…. Goes without user and password only.
 *
 * @see Cloaking (learn.microsoft.com/windows/win32/com/cloaking)
 */
typedef enum wmi_cloaking {
    WMI_CLOAKING_NONE = 0,      /**< the process's token */
    WMI_CLOAKING_STATIC = 0x20, /**< the thread's token at the time when the blanket is set */
    WMI_CLOAKING_DYNAMIC = 0x40 /**< the thread's token at the time of each call */
} wmi_cloaking;

/** In wmi_connect_options::security_flags: send 0, that is, wait for a broken server for ever. */
#define WMI_CONNECT_WAIT_FOREVER ((uint32_t)0x80000000u)

/**
 * How and as whom to connect. Start from WMI_CONNECT_OPTIONS_INIT; all text is UTF-8.
 *
 * @see IWbemLocator::ConnectServer
 *      (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemlocator-connectserver)
 */
typedef struct wmi_connect_options {
    size_t size;        /**< sizeof(wmi_connect_options) */
    const char *server; /**< NULL, "" or ".": this computer; else a NetBIOS or DNS name or an IP address */
    const char *namespace_path; /**< NULL: "ROOT\\CIMV2"; "\\\\server\\root\\cimv2" names the server too */
    const char *user;        /**< NULL: the current security context; "DOMAIN\\user", "user@domain", "user" */
    const char *password;    /**< NULL: none given; "" is a password of length zero */
    const char *authority;   /**< NULL or "": none; "Kerberos:<principal>", "NTLMDOMAIN:<domain>" */
    const char *locale;      /**< NULL: the current one; "MS_409" */
    uint32_t security_flags; /**< 0 or 0x80: WBEM_FLAG_CONNECT_USE_MAX_WAIT, two minutes at most;
                                  WMI_CONNECT_WAIT_FOREVER: no limit */
    uint32_t timeout_ms;     /**< milliseconds; 0: only what security_flags says */
    wmi_cancel *cancel;      /**< NULL, or what ends the wait from outside; the caller's */
    wmi_authn_level authn_level;           /**< of the blanket */
    wmi_impersonation_level impersonation; /**< of the blanket */
    wmi_cloaking cloaking;                 /**< of the blanket; none together with user */
    wmi_com_setup com_setup;               /**< who sets COM up */
    IWbemContext *context; /**< NULL, or handed to ConnectServer and to every later call; the connection takes
                                a reference of its own */
    IWbemLocator *locator; /**< NULL: CoCreateInstance(CLSID_WbemLocator); else the caller's, used during the
                                call only */
} wmi_connect_options;

/** Defaults for every field of a wmi_connect_options. */
#define WMI_CONNECT_OPTIONS_INIT                                                                        \
    {                                                                                                   \
        sizeof(wmi_connect_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, WMI_AUTHN_DEFAULT, \
            WMI_IMPERSONATION_DEFAULT, WMI_CLOAKING_NONE, WMI_COM_AUTO, NULL, NULL                      \
    }

/**
 * Connects to a WMI namespace, on this computer or another.
 *
 * Checks the options, makes sure that COM is there, creates the locator, calls IWbemLocator::ConnectServer and
 * sets the proxy blanket; on failure undoes exactly what it did. Blocks until the server answers: two minutes at
 * most, unless security_flags says WMI_CONNECT_WAIT_FOREVER; timeout_ms at most, when that is given; until the
 * cancel ends it. With a timeout or a cancel the call is made by a thread of the library's, which carries the
 * caller's thread token; abandoned, it ends by itself some day, and until then wmi_shutdown is refused.
 * Callable from any thread, in whatever apartment; the connection may be used by every thread of the
 * multithreaded apartment, or by the one single-threaded apartment that opened it.
 *
 * @param      options     how and as whom; NULL connects to this computer's `ROOT\CIMV2`
 * @param[out] connection  the caller's, to be given back with wmi_disconnect; NULL on failure
 *
 * @return S_OK, or what CoCreateInstance, ConnectServer or CoSetProxyBlanket returned;
 *         WBEM_E_TIMED_OUT, WBEM_E_CALL_CANCELLED when the wait was ended; refused before any call:
 *         E_POINTER                 connection is NULL
 *         E_INVALIDARG              options->size is not one that this library knows; an enumeration's field is
 *                                   none of its constants; user is given together with cloaking
 *         WBEM_E_INVALID_PARAMETER  user is ""; user names a domain and so does authority; locale is not MS_ and
 *                                   1 to 8 hexadecimal digits; a flag is reserved or unknown. And, where the
 *                                   specification says nothing: a text is not UTF-8; password without user;
 *                                   authority of another form than Kerberos:… or NTLMDOMAIN:…; a separator in
 *                                   server; server and namespace_path name different servers
 *         WBEM_E_LOCAL_CREDENTIALS  user, password or authority for this computer
 *         and E_OUTOFMEMORY
 * @see    IWbemLocator::ConnectServer
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemlocator-connectserver),
 *         Setting Client Application Process Security
 *         (learn.microsoft.com/windows/win32/wmisdk/setting-client-application-process-security)
 */
WMI_API HRESULT wmi_connect(const wmi_connect_options *options, wmi_connection **connection);

/**
 * Closes a connection. Cursors that it opened stay usable: they keep what they need.
 *
 * May block for the last Release of a remote proxy. Callable from every thread that may use the connection,
 * also from another than the one that opened it.
 *
 * @param connection  the connection, or NULL; gone afterwards
 */
WMI_API void wmi_disconnect(wmi_connection *connection);

/**
 * Gives back what the library holds for the process: the cached locator and the multithreaded apartment that
 * WMI_COM_AUTO keeps. A program that is about to end need not call it; the next wmi_connect sets up anew.
 *
 * Does not block. Callable from any thread.
 *
 * @return S_OK; E_UNEXPECTED, and nothing is given back, while a connection or a cursor lives
 * @see    CoDecrementMTAUsage
 *         (learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-codecrementmtausage)
 */
WMI_API HRESULT wmi_shutdown(void);

/**
 * The connection's IWbemServices proxy, for raw COM calls. Its blanket is set.
 *
 * Does not block; callable from every thread that may use the connection.
 *
 * @param connection  the connection
 * @return borrowed: good until wmi_disconnect, or longer with an AddRef of your own. NULL for NULL.
 */
WMI_API IWbemServices *wmi_services(const wmi_connection *connection);

/**
 * Sets the connection's blanket on another proxy: one got by a raw COM call on wmi_services.
 *
 * Does not block. Callable from every thread that may use the connection. The connection must outlive the
 * proxy when it was opened with user and password: COM may keep a pointer to them.
 *
 * @param connection  whose blanket
 * @param proxy       the proxy; nothing is done for an in-process object, which has no blanket
 *
 * @return S_OK, or what CoSetProxyBlanket returned; E_POINTER when an argument is NULL
 * @see    CoSetProxyBlanket
 * (learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-cosetproxyblanket)
 */
WMI_API HRESULT wmi_secure_proxy(const wmi_connection *connection, IUnknown *proxy);

#ifdef __cplusplus
}
#endif

#endif
