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

/** Options of a query. Start from WMI_QUERY_OPTIONS_INIT. */
typedef struct wmi_query_options {
    /** sizeof(wmi_query_options) */
    size_t size;

    /** Limit in milliseconds for the start of the query, and then for each wmi_cursor_next; 0: no limit. */
    uint32_t timeout_ms;

    /** Maximum number of objects fetched by one call to the server; 0: 64. */
    uint32_t batch_size;

    /** WBEM_FLAG_… in addition to WBEM_FLAG_RETURN_IMMEDIATELY and WBEM_FLAG_FORWARD_ONLY. */
    uint32_t flags;

    /** NULL: the context of the connection. */
    IWbemContext *context;

    /** NULL, or a handle that can cancel the start of the query and every wmi_cursor_next. */
    wmi_cancel *cancel;

    /**
     * How many batches a worker thread fetches ahead of the program, 16 at most. 0: one with a limit or a cancel;
     * without either, the calling thread fetches the rows, none ahead.
     */
    uint32_t read_ahead;

    /** Reserved: 0. */
    uint32_t reserved;
} wmi_query_options;

/** Defaults for every field of a wmi_query_options. */
#define WMI_QUERY_OPTIONS_INIT                               \
    {                                                        \
        sizeof(wmi_query_options), 0, 0, 0, NULL, NULL, 0, 0 \
    }

/**
 * Starts a WQL query semisynchronously; wmi_cursor_next returns its rows.
 *
 * Blocks for one call to the server, at most timeout_ms if given. Callable from every thread that may use the
 * connection; the cursor may then be used by one thread at a time.
 *
 * @param      connection  the connection
 * @param      wql         the query; quote untrusted text with wmi_wql_quote
 * @param      options     options, or NULL for the defaults
 * @param[out] cursor      owned by the caller; close with wmi_cursor_close. NULL on failure
 *
 * @return S_OK, or what IWbemServices::ExecQuery or CoSetProxyBlanket returned, such as
 *         WBEM_E_INVALID_QUERY      the query is not valid WQL
 *         WBEM_E_INVALID_CLASS      the class does not exist (often reported only by wmi_cursor_next)
 *         WBEM_E_TIMED_OUT          no answer within timeout_ms or before the deadline of the cancel
 *         WBEM_E_CALL_CANCELLED     the cancel was triggered
 *         E_OUTOFMEMORY
 *         refused before any call:
 *         WBEM_E_QUOTA_VIOLATION    too many calls were abandoned, see wmi_abandoned
 *         CO_E_NOTINITIALIZED       WMI_COM_CALLER, a timeout, a cancel or read_ahead, and no multithreaded apartment
 *         E_POINTER                 connection, wql or cursor is NULL
 *         E_INVALIDARG              options->size is unknown to this library
 *         WBEM_E_INVALID_PARAMETER  wql is not UTF-8
 * @see    IWbemServices::ExecQuery
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-execquery)
 */
WMI_API HRESULT wmi_query(wmi_connection *connection, const char *wql, const wmi_query_options *options,
                          wmi_cursor **cursor);

/**
 * Enumerates the instances of a class and of its subclasses. Otherwise like wmi_query.
 *
 * @param      connection  the connection
 * @param      class_name  the class
 * @param      options     options, or NULL for the defaults; WBEM_FLAG_SHALLOW in flags excludes subclasses
 * @param[out] cursor      owned by the caller; close with wmi_cursor_close. NULL on failure
 *
 * @return like wmi_query; the COM call is IWbemServices::CreateInstanceEnum
 * @see    IWbemServices::CreateInstanceEnum
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-createinstanceenum)
 */
WMI_API HRESULT wmi_instances(wmi_connection *connection, const char *class_name,
                              const wmi_query_options *options, wmi_cursor **cursor);

/**
 * Gets the next row.
 *
 * Blocks until a row arrives or the rows end, at most timeout_ms if given. With timeout_ms or cancel, the wait ends in
 * time even if the server does not answer: a worker thread fetches the rows. Callable from every thread that may use
 * the connection, by one thread at a time.
 *
 * After WBEM_E_TIMED_OUT, call again to keep waiting (not after the deadline of the cancel has passed); other errors
 * are final, and each further call returns them again. On Windows, errors in a query are reported here, not by
 * wmi_query, which returns before the query runs.
 *
 * @param      cursor  the cursor
 * @param[out] object  borrowed: valid until the next call on this cursor, or longer if you call AddRef. NULL after
 *                     the last row and on failure
 *
 * @return S_OK (WMI_OK)           a row
 *         WBEM_S_FALSE (WMI_END)  after the last row, on every further call too
 *         or what IEnumWbemClassObject::Next returned, or
 *         WBEM_E_TIMED_OUT        no row within timeout_ms or before the deadline of the cancel
 *         WBEM_E_CALL_CANCELLED   the cancel was triggered; checked on every call, even when rows are buffered. Or the
 *                                 cursor was closed by a window procedure during this call
 *         E_POINTER               an argument is NULL
 *         E_UNEXPECTED            another call on this cursor has not returned; or the server returned success and no
 *                                 object
 * @see    IEnumWbemClassObject::Next
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-ienumwbemclassobject-next)
 */
WMI_API HRESULT wmi_cursor_next(wmi_cursor *cursor, IWbemClassObject **object);

/**
 * Closes a cursor, also before its last row: releasing the enumerator ends the query on the server.
 *
 * Blocks for the last Release of the enumerator, as long as the server takes; with timeout_ms or cancel no longer than
 * these allow, and not at all after a wait on this cursor was given up. Callable from every thread that may use the
 * connection, before or after wmi_disconnect. When a window procedure calls it while wmi_cursor_next waits on the same
 * thread, the cursor is closed when that call returns, with WBEM_E_CALL_CANCELLED.
 *
 * @param cursor  the cursor, which is freed; its current row becomes invalid. Or NULL
 */
WMI_API void wmi_cursor_close(wmi_cursor *cursor);

/**
 * Makes a WQL string literal from any text: quoted, with special characters escaped.
 *
 * Does not block; callable from any thread.
 *
 * @param      text     UTF-8
 * @param[out] literal  owned by the caller; free with wmi_free. It's becomes 'It\'s'. NULL on failure
 *
 * @return S_OK
 *         E_POINTER                 an argument is NULL
 *         WBEM_E_INVALID_PARAMETER  text is not UTF-8
 *         E_OUTOFMEMORY
 * @see    WQL (learn.microsoft.com/windows/win32/wmisdk/wql-sql-for-wmi)
 */
WMI_API HRESULT wmi_wql_quote(const char *text, char **literal);

/**
 * Makes a pattern that LIKE matches with exactly this text, in upper or lower case: `%`, `_` and `[` are put in
 * brackets, quotes and backslashes are escaped. Put it between single quotes, with `%` where wanted:
 *
 *     "SELECT * FROM Win32_Service WHERE Name LIKE '%" + pattern + "%'"
 *
 * Does not block; callable from any thread.
 *
 * @param      text     UTF-8
 * @param[out] pattern  without quotes around it; owned by the caller; free with wmi_free. 100% becomes 100[%]. NULL on
 *                      failure
 *
 * @return S_OK
 *         E_POINTER                 an argument is NULL
 *         WBEM_E_INVALID_PARAMETER  text is not UTF-8
 *         E_OUTOFMEMORY
 * @see    LIKE Operator (learn.microsoft.com/windows/win32/wmisdk/like-operator)
 */
WMI_API HRESULT wmi_wql_quote_like(const char *text, char **pattern);

#ifdef __cplusplus
}
#endif

#endif
