/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Connections to a WMI namespace: opening, securing, closing.
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
 * How far the traffic of a call is protected; each value equals the RPC_C_AUTHN_LEVEL_… of the same name.
 *
 * @see Authentication-Level Constants (learn.microsoft.com/windows/win32/rpc/authentication-level-constants)
 */
typedef enum wmi_authn_level {
    WMI_AUTHN_DEFAULT = 0, /**< PKT_PRIVACY for a remote server, else COM negotiates the level */
    WMI_AUTHN_NONE = 1,
    WMI_AUTHN_CONNECT = 2,
    WMI_AUTHN_CALL = 3,
    WMI_AUTHN_PKT = 4,
    WMI_AUTHN_PKT_INTEGRITY = 5, /**< the lowest level that a remote server accepts since KB5004442 */
    WMI_AUTHN_PKT_PRIVACY = 6
} wmi_authn_level;

/**
 * What the server may do on behalf of the client; each value equals the RPC_C_IMP_LEVEL_… of the same name.
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
 * Which token a call uses; each value equals its EOAC_… flag. Cannot be combined with user and password.
 *
 * @see Cloaking (learn.microsoft.com/windows/win32/com/cloaking)
 */
typedef enum wmi_cloaking {
    WMI_CLOAKING_NONE = 0,      /**< the process's token */
    WMI_CLOAKING_STATIC = 0x20, /**< the thread's token at the time when the blanket is set */
    WMI_CLOAKING_DYNAMIC = 0x40 /**< the thread's token at the time of each call */
} wmi_cloaking;

/** In wmi_connect_options::security_flags: passes 0 to ConnectServer, which may then block for ever. */
#define WMI_CONNECT_WAIT_FOREVER ((uint32_t)0x80000000u)

/**
 * Options of wmi_connect. Start from WMI_CONNECT_OPTIONS_INIT. All text is UTF-8, and only needed during the call.
 *
 * @see IWbemLocator::ConnectServer
 *      (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemlocator-connectserver)
 */
typedef struct wmi_connect_options {
    /** sizeof(wmi_connect_options) */
    size_t size;

    /** NULL, "" or ".": this computer; else a NetBIOS or DNS name or an IP address. */
    const char *server;

    /** NULL: "ROOT\\CIMV2"; "\\\\server\\root\\cimv2" names the server too. */
    const char *namespace_path;

    /** NULL: the current security context; else "DOMAIN\\user", "user@domain" or "user". */
    const char *user;

    /** NULL: none given; "" is a password of length zero. */
    const char *password;

    /** NULL or "": none; else "Kerberos:<principal>" or "NTLMDOMAIN:<domain>". */
    const char *authority;

    /** NULL: the current locale; else such as "MS_409". */
    const char *locale;

    /**
     * 0, or 0x80 (WBEM_FLAG_CONNECT_USE_MAX_WAIT), which is the same: ConnectServer waits at most two minutes.
     * WMI_CONNECT_WAIT_FOREVER: it waits without a limit; but with timeout_ms or cancel, 0x80 is sent in its place.
     */
    uint32_t security_flags;

    /**
     * Limit in milliseconds for wmi_connect, and later, each time anew, for wmi_new, wmi_disconnect and wmi_services.
     * 0: only the limit in security_flags.
     */
    uint32_t timeout_ms;

    /**
     * NULL, or a handle that can cancel the same functions; owned by the caller, who may free it at any time: the
     * connection has its own reference.
     */
    wmi_cancel *cancel;

    /** The authentication level of the proxy blanket. */
    wmi_authn_level authn_level;

    /** The impersonation level of the proxy blanket. */
    wmi_impersonation_level impersonation;

    /** The cloaking of the proxy blanket; must be WMI_CLOAKING_NONE when user is set. */
    wmi_cloaking cloaking;

    /** Who initialises COM. */
    wmi_com_setup com_setup;

    /** NULL, or passed to ConnectServer and to every later call; the connection takes its own reference. */
    IWbemContext *context;

    /**
     * NULL: CoCreateInstance(CLSID_WbemLocator); else the caller's locator. The connection takes its own reference, for
     * subscriptions that connect again.
     */
    IWbemLocator *locator;
} wmi_connect_options;

/** Defaults for every field of a wmi_connect_options. */
#define WMI_CONNECT_OPTIONS_INIT                                                                        \
    {                                                                                                   \
        sizeof(wmi_connect_options), NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, WMI_AUTHN_DEFAULT, \
            WMI_IMPERSONATION_DEFAULT, WMI_CLOAKING_NONE, WMI_COM_AUTO, NULL, NULL                      \
    }

/**
 * Connects to a WMI namespace on this computer or another.
 *
 * Checks the options, makes sure that COM is initialised, creates the locator, calls IWbemLocator::ConnectServer
 * and sets the proxy blanket; on failure everything is undone.
 *
 * Blocks until the server answers. The wait ends earlier after two minutes, unless security_flags is
 * WMI_CONNECT_WAIT_FOREVER; after timeout_ms, if given; and when the cancel is triggered or its deadline passes. With
 * a timeout or a cancel, a worker thread of the library makes the calls, with the thread token of the caller; after a
 * timeout the worker finishes later on its own, and until then wmi_shutdown fails.
 *
 * Callable from any thread, in any apartment. A connection that was opened with a timeout or a cancel may be used by
 * every thread. One without either may be used by every thread of the multithreaded apartment if it was opened there;
 * if it was opened in a single-threaded apartment, only in that one.
 *
 * @param      options     NULL connects to `ROOT\CIMV2` on this computer as the current user
 * @param[out] connection  owned by the caller; close with wmi_disconnect. NULL on failure
 *
 * @return S_OK, or what CoCreateInstance, ConnectServer or CoSetProxyBlanket returned, or
 *         WBEM_E_TIMED_OUT          not connected within timeout_ms or before the deadline of the cancel
 *         WBEM_E_CALL_CANCELLED     the cancel was triggered
 *         E_OUTOFMEMORY
 *         refused before any call:
 *         WBEM_E_QUOTA_VIOLATION    too many calls were abandoned, see wmi_abandoned
 *         CO_E_NOTINITIALIZED       WMI_COM_CALLER, a timeout or a cancel, and no multithreaded apartment
 *         E_POINTER                 connection is NULL
 *         E_INVALIDARG              options->size is unknown to this library; an enum field has an undefined
 *                                   value; both user and cloaking are set
 *         WBEM_E_INVALID_PARAMETER  user is ""; both user and authority name a domain; locale is not MS_ and 1 to
 *                                   8 hexadecimal digits; a flag is reserved or unknown. And, where Microsoft's
 *                                   page says nothing: a text is not UTF-8; password without user; authority is
 *                                   neither Kerberos:… nor NTLMDOMAIN:…; server contains a separator; server and
 *                                   namespace_path name different servers
 *         WBEM_E_LOCAL_CREDENTIALS  user, password or authority for this computer
 * @see    IWbemLocator::ConnectServer
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemlocator-connectserver),
 *         Setting Client Application Process Security
 *         (learn.microsoft.com/windows/win32/wmisdk/setting-client-application-process-security)
 */
WMI_API HRESULT wmi_connect(const wmi_connect_options *options, wmi_connection **connection);

/**
 * Closes a connection. Its cursors stay usable: they hold their own references.
 *
 * Blocks for the last Release of the proxy, as long as the server takes; with a timeout or a cancel in the options of
 * wmi_connect, no longer than these allow, and not at all after a wait on this connection was given up. Callable from
 * every thread that may use the connection; if wmi_services was called in a single-threaded apartment, only there.
 *
 * @param connection  the connection, which is freed; or NULL
 */
WMI_API void wmi_disconnect(wmi_connection *connection);

/**
 * The IWbemServices proxy of the connection, for raw COM calls. Its blanket is set.
 *
 * Callable from every thread that may use the connection. Does not block, except in one case: a connection that was
 * opened with a timeout or a cancel has its proxy in the multithreaded apartment. A thread in a single-threaded
 * apartment then gets a proxy of its own, which is for that thread alone; a worker marshals it at the first call,
 * within the timeout_ms and the cancel of wmi_connect.
 *
 * @param connection  the connection
 *
 * @return borrowed: valid until wmi_disconnect, or longer if you call AddRef. NULL if connection is NULL; NULL with a
 *         last error if the proxy cannot be marshalled in time
 */
WMI_API IWbemServices *wmi_services(const wmi_connection *connection);

/**
 * Sets the blanket of the connection on another proxy, one returned by a raw COM call on wmi_services.
 *
 * Does not block. Callable from every thread that may use the connection. The connection must outlive the
 * proxy when it was opened with user and password: COM may keep a pointer to them.
 *
 * @param connection  the connection
 * @param proxy       the proxy; nothing is done for an in-process object, which has no blanket
 *
 * @return S_OK, or what CoSetProxyBlanket returned; E_POINTER when an argument is NULL
 * @see    CoSetProxyBlanket
 *         (learn.microsoft.com/windows/win32/api/combaseapi/nf-combaseapi-cosetproxyblanket)
 */
WMI_API HRESULT wmi_secure_proxy(const wmi_connection *connection, IUnknown *proxy);

/**
 * Enables a privilege of the process, which some classes require: the Security event log needs "SeSecurityPrivilege",
 * a shutdown "SeShutdownPrivilege" or "SeRemoteShutdownPrivilege".
 *
 * Call it before wmi_connect; the library never does this by itself. It changes the token of the process for the rest
 * of its life; a thread that impersonates has a token of its own, which stays as it is. Does not block; callable from
 * any thread. Off Windows it succeeds for every privilege that Windows has, so that programs run against the mock.
 *
 * @param name  the privilege, as Windows names it, in any case
 *
 * @return S_OK, also when it was enabled before
 *         E_POINTER                 name is NULL
 *         WBEM_E_INVALID_PARAMETER  name is not UTF-8
 *         as LookupPrivilegeValue, OpenProcessToken and AdjustTokenPrivileges say:
 *         WMI_E_NO_SUCH_PRIVILEGE   Windows has no privilege of that name
 *         WMI_E_NOT_ALL_ASSIGNED    the process does not hold it: it must run as another user, or elevated
 * @see    Executing Privileged Operations Using C++
 *         (learn.microsoft.com/windows/win32/wmisdk/executing-privileged-operations-using-c-)
 */
WMI_API HRESULT wmi_enable_privilege(const char *name);

#ifdef __cplusplus
}
#endif

#endif
