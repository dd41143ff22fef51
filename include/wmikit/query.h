/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Queries and enumerations, read through a cursor.
 */
#ifndef WMIKIT_QUERY_H
#define WMIKIT_QUERY_H

#include "connect.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The rows of a query, read one by one. */
typedef struct wmi_cursor wmi_cursor;

/** How to query. Start from WMI_QUERY_OPTIONS_INIT. */
typedef struct wmi_query_options {
    size_t size;           /**< sizeof(wmi_query_options) */
    uint32_t timeout_ms;   /**< the most that the start of the query, and then each wmi_cursor_next, waits, in
                                milliseconds; 0: no limit */
    uint32_t batch_size;   /**< the most objects that one call to the server fetches; 0: 64 */
    uint32_t flags;        /**< WBEM_FLAG_… in addition to RETURN_IMMEDIATELY | FORWARD_ONLY */
    IWbemContext *context; /**< NULL: the connection's */
    wmi_cancel *cancel;    /**< NULL, or what ends a wait from outside */
} wmi_query_options;

/** Defaults for every field of a wmi_query_options. */
#define WMI_QUERY_OPTIONS_INIT                         \
    {                                                  \
        sizeof(wmi_query_options), 0, 0, 0, NULL, NULL \
    }

/**
 * Runs a WQL query, semisynchronously: this returns at once, the rows come through wmi_cursor_next.
 *
 * Blocks for one call to the server. Callable from every thread that may use the connection; the cursor then
 * belongs to one thread at a time.
 *
 * @param      connection  where
 * @param      wql         the query; put foreign text into it with wmi_wql_quote
 * @param      options     how, or NULL
 * @param[out] cursor      the caller's, to be closed with wmi_cursor_close; NULL on failure
 *
 * @return S_OK, or what IWbemServices::ExecQuery or CoSetProxyBlanket returned, such as
 *         WBEM_E_INVALID_QUERY      the query cannot be understood
 *         WBEM_E_INVALID_CLASS      there is no such class (often only from wmi_cursor_next)
 *         refused before any call:
 *         E_POINTER                 connection, wql or cursor is NULL
 *         E_INVALIDARG              options->size is not one that this library knows
 *         WBEM_E_INVALID_PARAMETER  wql is not UTF-8
 *         and E_OUTOFMEMORY
 * @see    IWbemServices::ExecQuery
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-execquery)
 */
WMI_API HRESULT wmi_query(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                          wmi_cursor **cursor);

/**
 * Enumerates the instances of a class and of its subclasses. Otherwise as wmi_query.
 *
 * @param      connection  where
 * @param      class_name  the class
 * @param      options     how, or NULL; WBEM_FLAG_SHALLOW in flags leaves the subclasses out
 * @param[out] cursor      the caller's, to be closed with wmi_cursor_close; NULL on failure
 *
 * @return as wmi_query; the COM call is IWbemServices::CreateInstanceEnum
 * @see    IWbemServices::CreateInstanceEnum
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-createinstanceenum)
 */
WMI_API HRESULT wmi_instances(wmi_connection *connection, const char *class_name,
                              const wmi_query_options *options, wmi_cursor **cursor);

/**
 * The next row.
 *
 * Blocks until a row is there or the rows end, timeout_ms at most when that is given. Callable from every
 * thread that may use the connection, one at a time for one cursor. After WBEM_E_TIMED_OUT the next call
 * waits on, unless the cancel still ends it; any other error is final, and comes again. On Windows, what is wrong with a query shows here, not
 * in wmi_query, which returns before the query runs.
 *
 * @param      cursor  the cursor
 * @param[out] object  borrowed: good until the next call on this cursor, or longer with an AddRef of your
 * own; NULL at the end and on failure
 *
 * @return S_OK (WMI_OK); WBEM_S_FALSE (WMI_END) at the end, and again ever after; or what
 *         IEnumWbemClassObject::Next returned
 *         WBEM_E_TIMED_OUT       no row came in timeout_ms, or before the cancel's deadline
 *         WBEM_E_CALL_CANCELLED  the cancel was triggered; looked at on every call, rows at hand or not
 *         E_POINTER              an argument is NULL
 * @see    IEnumWbemClassObject::Next
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-ienumwbemclassobject-next)
 */
WMI_API HRESULT wmi_cursor_next(wmi_cursor *cursor, IWbemClassObject **object);

/**
 * Closes a cursor, before its end too: releasing the enumerator ends the query on the server.
 *
 * May block for the last Release of a remote proxy. Callable before or after wmi_disconnect.
 *
 * @param cursor  the cursor, or NULL; gone afterwards, and with it the row that it lent
 */
WMI_API void wmi_cursor_close(wmi_cursor *cursor);

/**
 * Makes a WQL string literal of any text: in quotes, with what WQL would misread escaped.
 *
 * Does not block; callable from any thread.
 *
 * @param      text     UTF-8
 * @param[out] literal  the caller's, to be given back with wmi_free: It's -> 'It\'s'; NULL on failure
 *
 * @return S_OK; E_POINTER when an argument is NULL; WBEM_E_INVALID_PARAMETER when text is not UTF-8;
 *         E_OUTOFMEMORY
 * @see    WQL (learn.microsoft.com/windows/win32/wmisdk/wql-sql-for-wmi)
 */
WMI_API HRESULT wmi_wql_quote(const char *text, char **literal);

#ifdef __cplusplus
}
#endif

#endif
