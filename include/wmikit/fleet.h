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
 * Threads of the library, at most at_once of them, take one host after the other. A host that does not answer costs one
 * of them until host_timeout_ms; then another thread takes its place, and the call that hangs ends alone. The thread
 * that reads a round keeps watch over it, in wmi_fleet_next.
 */
#ifndef WMIKIT_FLEET_H
#define WMIKIT_FLEET_H

#include "connect.h"
#include "error.h"
#include "query.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Hosts, and what is known of a round on them. */
typedef struct wmi_fleet wmi_fleet;

/** Options of a fleet. Start from WMI_FLEET_OPTIONS_INIT. */
typedef struct wmi_fleet_options {
    /** sizeof(wmi_fleet_options) */
    size_t size;

    /** Hosts that are asked at the same time, each by a thread; 0: 32. */
    uint32_t at_once;

    /**
     * Threads beyond at_once that take the place of hung ones; 0: as many as hosts. With more hung ones there are fewer
     * threads, until one comes back; the error of such a host says so.
     */
    uint32_t hung_limit;

    /**
     * For each host and round, in milliseconds, over log-on, query and rows, all attempts together, from the moment
     * when a thread takes it; 0: 60,000. Not counted: waiting for the program to read rows. WMI_FOREVER: no limit but
     * that of each log-on, two minutes.
     */
    uint32_t host_timeout_ms;

    /**
     * How often a host is asked again in a round, after failures that are retryable (see wmi_error_is_retryable), and
     * before its first row.
     */
    uint32_t retries;

    /**
     * The pause before, in milliseconds, doubled each time up to 60,000, a quarter more or less by chance; 0: 1,000.
     */
    uint32_t retry_ms;

    /** Rows that are held for a slow program, beside one batch of each thread; 0: 1024. */
    uint32_t queue_limit;

    /** NULL, or a handle that ends rounds. */
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

    /** Its number, as wmi_fleet_add gave it. */
    size_t host;

    /** As wmi_fleet_add was given it. */
    void *user_data;

    /** Valid until the next call, AddRef to keep it; NULL: this host is done. */
    IWbemClassObject *row;

    /**
     * Why this host is done without an answer; NULL when it was answered, and with a row. Valid until the next call.
     * Its message begins with the host's name.
     */
    const wmi_error *error;

    /** Of this host in this round, until now. */
    size_t rows;

    /** How often it was asked; 0: the round was ended before its turn, or an earlier round's call still hangs. */
    uint32_t attempts;

    /** From when a thread took it until it gave this. */
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
 * Does not block; a thread in a single-threaded apartment that gives a locator or a context waits until these are in
 * the multithreaded apartment, and dispatches meanwhile. The options are copied, the password too: erased when the
 * fleet is freed. With WMI_COM_CALLER in the options of one host, the fleet's threads use the multithreaded apartment
 * that the program keeps.
 *
 * @param      fleet      the fleet
 * @param      host       how to connect, as for wmi_connect; NULL: this computer. cancel and timeout_ms must be 0:
 *                        those of the fleet hold. security_flags: each log-on is limited to two minutes, also with
 *                        WMI_CONNECT_WAIT_FOREVER
 * @param      user_data  passed on in results and to jobs
 * @param[out] number     NULL, or gets the host's number: 0, 1, …
 *
 * @return S_OK, or what wmi_connect refuses options with, or what COM returned when it was set up or when host->locator
 *         or host->context were marshalled; refused too:
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
 * Starts a round: this query on every host, also on those that failed in an earlier round. wmi_fleet_next tells what
 * comes.
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
 * Does not wait for a host. The threads act as the calling thread does: they carry its token. Connections are kept for
 * the next round; one that has died since is made anew, without counting as an attempt. A host whose call of an earlier
 * round still hangs fails with WBEM_E_TIMED_OUT at once.
 *
 * @param fleet    the fleet
 * @param wql      the query; quote untrusted text with wmi_wql_quote
 * @param options  batch_size, flags and context, or NULL; read_ahead has no meaning here. cancel and timeout_ms must be
 *                 0
 *
 * @return S_OK, and wmi_fleet_next tells the rest; or what COM returned when options->context was marshalled; refused:
 *         E_POINTER                 fleet or wql is NULL
 *         E_INVALIDARG              options->size is unknown, or options->cancel or options->timeout_ms is set: the
 *                                   message names it
 *         WBEM_E_INVALID_PARAMETER  wql is not UTF-8
 *         E_UNEXPECTED              a round is going on: wmi_fleet_next has not told all; or another call on this fleet
 *                                   has not returned
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
 * What wmi_fleet_run does on each host, on a thread of the library's, in the multithreaded apartment; on several hosts
 * at once. It passes the cancel on to what it calls, or it cannot be ended; it frees neither connection nor cancel, and
 * calls no function of the fleet. With retries it is called again when it returns a retryable failure.
 *
 * @param connection  to the host; until it returns
 * @param cancel      has the host's deadline, and is triggered when the fleet is freed, or wmi_fleet_next sees that it
 *                    is cancelled
 * @param user_data   as wmi_fleet_add was given it
 *
 * @return what the host is done with; a failure of a function of wmikit with its last error
 */
typedef HRESULT wmi_fleet_job(wmi_connection *connection, wmi_cancel *cancel, void *user_data);

/**
 * Starts a round: this function on every host. Otherwise like wmi_fleet_query.
 *
 * The function is never abandoned: it is waited for, however long it takes, by wmi_fleet_free too. A connection that is
 * kept from an earlier round is tried with one call before the function is called.
 *
 * @param fleet  the fleet
 * @param job    the function
 *
 * @return like wmi_fleet_query; E_POINTER when fleet or job is NULL
 */
WMI_API HRESULT wmi_fleet_run(wmi_fleet *fleet, wmi_fleet_job *job);

/**
 * Gets the next row, or the end of a host. Each host of a round is told to be done exactly once, after its rows, also
 * when the fleet is cancelled.
 *
 * Blocks at most timeout_ms: 0 does not wait, WMI_FOREVER has no limit. Callable from any thread, by one at a time; in
 * a single-threaded apartment it dispatches calls while it waits, and rows belong to the apartment that started the
 * round. A failure of a host is no failure of this function, and does not set the last error.
 *
 * Hosts are asked between calls, too. But that one is too late, that its pause is over, or that the fleet is cancelled
 * is seen in this function alone, while it waits: a program that is busy for long calls it now and then, with 0.
 *
 * @param         fleet       the fleet
 * @param         timeout_ms  how long to wait, in milliseconds
 * @param[in,out] result      what came; cleared but for its size with all other codes
 *
 * @return WMI_OK                 a result
 *         WMI_QUIET              none in the given time
 *         WMI_END                every host of the round was told to be done; also before the first round, and without
 *                                hosts
 *         E_POINTER              an argument is NULL
 *         E_INVALIDARG           result->size is unknown to this library
 *         E_UNEXPECTED           another call on this fleet has not returned
 *         WBEM_E_CALL_CANCELLED  the fleet was freed by a window procedure during this call
 *         or what unmarshalling a row into a single-threaded apartment failed with: that row is lost
 */
WMI_API HRESULT wmi_fleet_next(wmi_fleet *fleet, uint32_t timeout_ms, wmi_fleet_result *result);

/**
 * How far the round is: how many hosts wmi_fleet_next has told to be done, of how many.
 *
 * Does not block; callable from any thread while the fleet exists.
 *
 * @param      fleet  the fleet
 * @param[out] done   NULL, or how many are done
 * @param[out] total  NULL, or how many hosts the round has; 0 before the first
 */
WMI_API void wmi_fleet_progress(const wmi_fleet *fleet, size_t *done, size_t *total);

/**
 * Frees a fleet, also in the middle of a round: nothing more is told. Ends its connections.
 *
 * Waits for functions of the program (wmi_fleet_job) that are running, and about two seconds for servers; calls that
 * hang end alone, and until then wmi_shutdown fails. Callable from any thread, after other calls on the fleet have
 * returned; from a window procedure during wmi_fleet_next, the fleet is freed when that call returns.
 *
 * @param fleet  the fleet; its current row and error become invalid. Or NULL
 */
WMI_API void wmi_fleet_free(wmi_fleet *fleet);

#ifdef __cplusplus
}
#endif

#endif
