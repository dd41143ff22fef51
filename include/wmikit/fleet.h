/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Many hosts at once: one query, or one function of the program, on each of them.
 *
 * Add the hosts, start a round, read what comes until WMI_END, start the next round:
 *
 *     wmi_fleet_result result = WMI_FLEET_RESULT_INIT;
 *
 *     hr = wmi_fleet_query(fleet, "SELECT * FROM Win32_OperatingSystem", NULL);
 *     while (WMI_SUCCEEDED(hr) && (hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK) {
 *         if (result.row != NULL)
 *             handle(result.host, result.row);
 *         else if (result.error != NULL)
 *             report(result.host, result.error->message);
 *     }
 *
 * Threads of the library, at most at_once of them, take one host after the other. A host that does not answer occupies
 * one of them until host_timeout_ms has passed; then another thread is started in its place, and the hung call ends
 * whenever it returns. Timeouts, retries and the cancel are handled in wmi_fleet_next, by the thread that calls it.
 */
#ifndef WMIKIT_FLEET_H
#define WMIKIT_FLEET_H

#include "connect.h"
#include "error.h"
#include "query.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A list of hosts, and the state of the current round on them. */
typedef struct wmi_fleet wmi_fleet;

/** Options of a fleet. Start from WMI_FLEET_OPTIONS_INIT. */
typedef struct wmi_fleet_options {
    /** sizeof(wmi_fleet_options) */
    size_t size;

    /** How many hosts are asked at the same time, each by a thread; 0: 32. */
    uint32_t at_once;

    /**
     * How many hung threads are replaced by new ones; 0: all. When more hang, fewer than at_once hosts are asked at the
     * same time, until a hung call returns; the error of a host that hangs then says so.
     */
    uint32_t hung_limit;

    /**
     * Limit in milliseconds for each host in a round: log-on, query and rows of all attempts together, from the moment
     * when a thread takes the host. 0: 60,000. While the thread waits for the program to read rows, time is not
     * counted. WMI_FOREVER: no limit but that of each log-on, two minutes.
     */
    uint32_t host_timeout_ms;

    /**
     * How often a host is asked again in a round, after a retryable failure (see wmi_error_is_retryable) that came
     * before its first row; 0: never.
     */
    uint32_t retries;

    /**
     * The pause before a host is asked again, in milliseconds; 0: 1,000. Doubled each time up to 60,000, and changed by
     * up to a quarter at random.
     */
    uint32_t retry_ms;

    /** How many rows are held for a program that reads slowly, in addition to one batch of each thread; 0: 1024. */
    uint32_t queue_limit;

    /** NULL, or a handle that ends the current round and lets no other start; the fleet has its own reference. */
    wmi_cancel *cancel;
} wmi_fleet_options;

/** Defaults for every field of a wmi_fleet_options. */
#define WMI_FLEET_OPTIONS_INIT                            \
    {                                                     \
        sizeof(wmi_fleet_options), 0, 0, 0, 0, 0, 0, NULL \
    }

/** A row of a host, or the end of a host. Start from WMI_FLEET_RESULT_INIT. */
typedef struct wmi_fleet_result {
    /** sizeof(wmi_fleet_result) */
    size_t size;

    /** The number of the host, as wmi_fleet_add gave it. */
    size_t host;

    /** The host's user_data of wmi_fleet_add. */
    void *user_data;

    /** A row, valid until the next call: AddRef to keep it. NULL: this host is done. */
    IWbemClassObject *row;

    /**
     * Why this host is done without an answer; its message begins with the host's name. Valid until the next call. NULL
     * when the host has answered, and with each row.
     */
    const wmi_error *error;

    /** How many rows of this host were returned in this round, this one included. */
    size_t rows;

    /** How often it was asked; 0: the round was ended before its turn, or an earlier round's call still hangs. */
    uint32_t attempts;

    /** Milliseconds from when a thread took the host until it had this row, or the end. */
    uint32_t elapsed_ms;
} wmi_fleet_result;

/** Initial value of a wmi_fleet_result. */
#define WMI_FLEET_RESULT_INIT                                  \
    {                                                          \
        sizeof(wmi_fleet_result), 0, NULL, NULL, NULL, 0, 0, 0 \
    }

/**
 * Makes a fleet, without hosts.
 *
 * Does not block; callable from any thread. A fleet is used by one thread at a time, in any apartment.
 *
 * @param      options  NULL for the defaults
 * @param[out] fleet    owned by the caller; free with wmi_fleet_free. NULL on failure
 *
 * @return S_OK
 *         E_POINTER     fleet is NULL
 *         E_INVALIDARG  options->size is unknown to this library
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT wmi_fleet_create(const wmi_fleet_options *options, wmi_fleet **fleet);

/**
 * Adds a host. Nothing is sent there yet.
 *
 * Does not block, except in a single-threaded apartment when host has a locator or a context: it waits until these have
 * been marshalled to the multithreaded apartment, and dispatches calls meanwhile. Callable from any thread, by one
 * thread at a time. The options are copied, with the password, which is erased when the fleet is freed. With
 * WMI_COM_CALLER in the options of one host, all of the fleet's threads rely on the multithreaded apartment that the
 * program keeps.
 *
 * @param      fleet      the fleet
 * @param      host       how to connect, as for wmi_connect; NULL: this computer. cancel must be NULL and timeout_ms 0:
 *                        the fleet's own apply. security_flags: each log-on is limited to two minutes, also with
 *                        WMI_CONNECT_WAIT_FOREVER
 * @param      user_data  passed on in results and to jobs
 * @param[out] number     NULL, or gets the host's number: 0, 1, …
 *
 * @return S_OK; or the codes with which wmi_connect refuses options; or what COM returned when it was initialised, or
 *         when host->locator or host->context was marshalled; or
 *         E_POINTER              fleet is NULL
 *         E_INVALIDARG           host->cancel or host->timeout_ms is set: the message names it
 *         E_UNEXPECTED           a round is going on, or another call on this fleet has not returned
 *         WBEM_E_CALL_CANCELLED  a call that was dispatched meanwhile has freed the fleet
 *         CO_E_NOTINITIALIZED    WMI_COM_CALLER, and no multithreaded apartment
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT wmi_fleet_add(wmi_fleet *fleet, const wmi_connect_options *host, void *user_data,
                              size_t *number);

/**
 * Starts a round: this query on every host, also on those that failed in an earlier round. wmi_fleet_next returns the
 * rows.
 *
 * @code
 * hr = wmi_fleet_query(fleet, "SELECT Name, FreeSpace FROM Win32_LogicalDisk", NULL);
 * while (WMI_SUCCEEDED(hr) && (hr = wmi_fleet_next(fleet, WMI_FOREVER, &result)) == WMI_OK)
 *     if (result.row != NULL)
 *         handle(result.host, result.row);
 *     else if (result.error != NULL)
 *         fprintf(stderr, "%s\n", result.error->message);
 * @endcode
 *
 * Does not wait for a host. Callable from any thread, by one thread at a time. The fleet's threads carry the thread
 * token of the caller. Connections are kept for the next round; one that has broken since is opened again, which does
 * not count as an attempt. A host whose call of an earlier round still hangs fails with WBEM_E_TIMED_OUT at once.
 *
 * @param fleet    the fleet
 * @param wql      the query; quote untrusted text with wmi_wql_quote
 * @param options  batch_size, flags and context; or NULL. read_ahead has no meaning here. cancel must be NULL and
 *                 timeout_ms 0
 *
 * @return S_OK; failures of hosts are reported by wmi_fleet_next; or what COM returned when options->context was
 *         marshalled; or
 *         E_POINTER                 fleet or wql is NULL
 *         E_INVALIDARG              options->size is unknown, or options->cancel or options->timeout_ms is set: the
 *                                   message names it
 *         WBEM_E_INVALID_PARAMETER  wql is not UTF-8
 *         E_UNEXPECTED              a round is going on: wmi_fleet_next has not returned WMI_END; or another call on
 *                                   this fleet has not returned
 *         WBEM_E_CALL_CANCELLED     the fleet's cancel was triggered; or a call that was dispatched meanwhile has freed
 *                                   the fleet
 *         WBEM_E_TIMED_OUT          the deadline of the fleet's cancel has passed
 *         CO_E_NOTINITIALIZED       WMI_COM_CALLER, and no multithreaded apartment
 *         E_OUTOFMEMORY
 * @see    IWbemServices::ExecQuery
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-execquery)
 */
WMI_API HRESULT wmi_fleet_query(wmi_fleet *fleet, const char *wql, const wmi_query_options *options);

/**
 * A function of the program that wmi_fleet_run calls for each host, on a thread of the library in the multithreaded
 * apartment, for several hosts at the same time.
 *
 * It must pass the cancel on to the functions that it calls, otherwise nothing can end it. It must not free the
 * connection or the cancel, nor call functions of the fleet. With retries it is called again when it returns a
 * retryable failure.
 *
 * @param connection  a connection to the host, owned by the fleet; valid until the function returns
 * @param cancel      owned by the fleet; has the host's deadline. Triggered when the fleet is freed, or when
 *                    wmi_fleet_next finds that the fleet's cancel was triggered
 * @param user_data   the host's, as given to wmi_fleet_add
 *
 * @return the result of the host: WMI_OK, or a failure; if a function of wmikit returned it, the last error describes
 *         it
 */
typedef HRESULT wmi_fleet_job(wmi_connection *connection, wmi_cancel *cancel, void *user_data);

/**
 * Starts a round: this function for every host. Otherwise like wmi_fleet_query.
 *
 * The function is never abandoned: the round does not end before it has returned, and wmi_fleet_free waits for it,
 * however long it takes. A connection that was kept from an earlier round is tested with one call to the server before
 * the function is called.
 *
 * @param fleet  the fleet
 * @param job    the function
 *
 * @return like wmi_fleet_query; E_POINTER when fleet or job is NULL
 */
WMI_API HRESULT wmi_fleet_run(wmi_fleet *fleet, wmi_fleet_job *job);

/**
 * Gets the next row, or the end of a host. The end of each host of a round is returned exactly once, after its rows,
 * also when the fleet is cancelled.
 *
 * Blocks at most timeout_ms. Callable from any thread, by one thread at a time; in a single-threaded apartment it
 * dispatches calls while it waits, and rows belong to the apartment that started the round. A failure of a host is not
 * a failure of this function, and does not set the last error.
 *
 * Hosts are asked between the calls of this function, too. But only this function gives up a host whose time is over,
 * starts a thread for a host whose pause is over, and notices the fleet's cancel. So a program that is busy for a long
 * time should call it now and then, with a timeout_ms of 0.
 *
 * @param         fleet       the fleet
 * @param         timeout_ms  how long to wait, in milliseconds; 0: not at all; WMI_FOREVER: without a limit
 * @param[in,out] result      with WMI_OK a row, or the end of a host; with any other code cleared, except for its size
 *
 * @return WMI_OK                 a result
 *         WMI_QUIET              none in the given time
 *         WMI_END                the end of every host has been returned; also before the first round, and without
 *                                hosts
 *         E_POINTER              an argument is NULL
 *         E_INVALIDARG           result->size is unknown to this library
 *         E_UNEXPECTED           another call on this fleet has not returned
 *         WBEM_E_CALL_CANCELLED  the fleet was freed by a window procedure during this call
 *         or the failure of unmarshalling a row in a single-threaded apartment: that row is lost
 */
WMI_API HRESULT wmi_fleet_next(wmi_fleet *fleet, uint32_t timeout_ms, wmi_fleet_result *result);

/**
 * The progress of the round: of how many hosts wmi_fleet_next has returned the end.
 *
 * Does not block; callable from any thread while the fleet exists.
 *
 * @param      fleet  the fleet
 * @param[out] done   NULL, or how many are done
 * @param[out] total  NULL, or how many hosts the round has; 0 before the first
 */
WMI_API void wmi_fleet_progress(const wmi_fleet *fleet, size_t *done, size_t *total);

/**
 * Frees a fleet, also in the middle of a round, whose other results are dropped. Closes its connections.
 *
 * Blocks until running functions of the program (wmi_fleet_job) have returned, and at most about two seconds for
 * servers; calls that hang longer end on their own, and until then wmi_shutdown fails. Callable from any thread, after
 * other calls on the fleet have returned. When a window procedure calls it during wmi_fleet_next, the fleet is freed
 * when that call returns.
 *
 * @param fleet  the fleet; its current row and error become invalid. Or NULL
 */
WMI_API void wmi_fleet_free(wmi_fleet *fleet);

#ifdef __cplusplus
}
#endif

#endif
