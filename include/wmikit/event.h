/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Events: temporary subscriptions, which the program reads at its own pace.
 *
 * The right loop:
 *
 *     while (WMI_SUCCEEDED(hr = wmi_subscription_next(subscription, WMI_FOREVER, &event))) {
 *         if (hr == WMI_OK)
 *             handle(event);
 *         else if (hr == WMI_LOST || hr == WMI_GAP)
 *             look_again_at_everything(); // events between the two are missing
 *     }
 *
 * Two mistakes: a loop that ends when the result is not WMI_OK also ends after a time without events, and after a
 * restart of WMI that the subscription has survived. A loop that handles the event after every success also handles
 * NULL: only WMI_OK comes with an event.
 */
#ifndef WMIKIT_EVENT_H
#define WMIKIT_EVENT_H

#include "connect.h"
#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A subscription to the events of a query. */
typedef struct wmi_subscription wmi_subscription;

/** Options of a subscription. Start from WMI_SUBSCRIBE_OPTIONS_INIT. */
typedef struct wmi_subscribe_options {
    /** sizeof(wmi_subscribe_options) */
    size_t size;

    /** Limit in milliseconds for subscribing; 0: no limit. */
    uint32_t timeout_ms;

    /**
     * How many events are held for a program that reads slowly; 0: 1024. While fewer than 64 places are free (or half
     * of the places, if that is less), WMI is asked for no more, and its own queue fills.
     */
    uint32_t queue_limit;

    /**
     * 0: the loss of the subscription is final. Else the library connects again, with the options of the connection,
     * and subscribes again: after this many milliseconds, doubled with each failure up to 60,000.
     */
    uint32_t retry_ms;

    /** WBEM_FLAG_USE_AMENDED_QUALIFIERS, or 0. */
    uint32_t flags;

    /** NULL: the context of the connection. */
    IWbemContext *context;

    /** NULL, or a handle that can cancel subscribing and every wmi_subscription_next. */
    wmi_cancel *cancel;
} wmi_subscribe_options;

/** Defaults for every field of a wmi_subscribe_options. */
#define WMI_SUBSCRIBE_OPTIONS_INIT                            \
    {                                                         \
        sizeof(wmi_subscribe_options), 0, 0, 0, 0, NULL, NULL \
    }

/**
 * Subscribes to the events of a WQL event query, semisynchronously: a worker thread of the library waits for them, and
 * wmi_subscription_next returns them in WMI's order.
 *
 * @code
 * hr = wmi_subscribe(connection, "SELECT * FROM Win32_VolumeChangeEvent", NULL, &subscription);
 * while (WMI_SUCCEEDED(hr) && WMI_SUCCEEDED(hr = wmi_subscription_next(subscription, WMI_FOREVER, &event)))
 *     if (hr == WMI_OK)
 *         handle(event);
 * wmi_subscription_close(subscription);
 * @endcode
 *
 * Blocks for one call to the server, at most timeout_ms when that is set. Callable from every thread that may use the
 * connection; the subscription may then be used by one thread at a time. It may outlive wmi_disconnect, since it holds
 * a reference to the services, whose last Release would end it.
 *
 * @param      connection    the connection
 * @param      wql           the event query
 * @param      options       options, or NULL for the defaults
 * @param[out] subscription  owned by the caller; close with wmi_subscription_close. NULL on failure
 *
 * @return S_OK, or what IWbemServices::ExecNotificationQuery or CoSetProxyBlanket returned, such as
 *         WBEM_E_UNPARSABLE_QUERY             the query is not valid WQL
 *         WBEMESS_E_REGISTRATION_TOO_PRECISE  an event class without a provider needs WITHIN
 *         WBEMESS_E_REGISTRATION_TOO_BROAD    the provider wants more properties in WHERE
 *         (some refusals come only from wmi_subscription_next)
 *         WBEM_E_TIMED_OUT                    no answer within timeout_ms or before the deadline of the cancel
 *         WBEM_E_CALL_CANCELLED               the cancel was triggered
 *         E_OUTOFMEMORY
 *         refused before any call:
 *         WBEM_E_QUOTA_VIOLATION              too many calls were abandoned, see wmi_abandoned
 *         CO_E_NOTINITIALIZED                 WMI_COM_CALLER, and no multithreaded apartment
 *         E_POINTER                           connection, wql or subscription is NULL
 *         E_INVALIDARG                        options->size is unknown to this library, or flags has another bit
 *         WBEM_E_INVALID_PARAMETER            wql is not UTF-8
 * @see    IWbemServices::ExecNotificationQuery
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemservices-execnotificationquery)
 */
WMI_API HRESULT wmi_subscribe(wmi_connection *connection, const char *wql,
                              const wmi_subscribe_options *options, wmi_subscription **subscription);

#define WMI_CREATED  1u /**< an instance was created */
#define WMI_DELETED  2u /**< an instance was deleted */
#define WMI_MODIFIED 4u /**< an instance was modified */

/**
 * Subscribes to the creation, deletion or modification of a class's instances, which WMI looks for at an interval.
 *
 * Writes the query and calls wmi_subscribe, with "SELECT * FROM __InstanceCreationEvent WITHIN 5 WHERE TargetInstance
 * ISA 'Win32_Process'" and the like; the message of a failure shows it. Blocks, and is callable, as wmi_subscribe.
 *
 * @param      connection      the connection
 * @param      class_name      the class of the instances
 * @param      kinds           WMI_CREATED, WMI_DELETED, WMI_MODIFIED, or several; 0: all three
 * @param      within_seconds  the interval, above 0. What comes and goes within it gives no event
 * @param      where           a condition in the event's terms, such as "TargetInstance.Size >= 1"; or NULL. Quote
 *                             untrusted text with wmi_wql_quote
 * @param      options         options, or NULL for the defaults
 * @param[out] subscription    owned by the caller; close with wmi_subscription_close. NULL on failure
 *
 * @return like wmi_subscribe; refused before any call:
 *         E_POINTER                 connection, class_name or subscription is NULL
 *         WBEM_E_INVALID_CLASS      class_name is not the name of a class
 *         WBEM_E_INVALID_PARAMETER  within_seconds is not a number above 0, or kinds has other bits
 * @see    Receiving event notifications (learn.microsoft.com/windows/win32/wmisdk/receiving-event-notifications)
 */
WMI_API HRESULT wmi_watch(wmi_connection *connection, const char *class_name, uint32_t kinds,
                          double within_seconds, const char *where, const wmi_subscribe_options *options,
                          wmi_subscription **subscription);

/**
 * Waits for the next event.
 *
 * Blocks at most timeout_ms; the cancel ends the wait at once. Callable from any thread, by one thread at a time. A
 * thread that has windows should pass 0 and use a timer.
 *
 * @param      subscription  the subscription
 * @param      timeout_ms    how long to wait, in milliseconds; 0: not at all; WMI_FOREVER: without a limit
 * @param[out] event         with WMI_OK the event, valid until the next call or wmi_subscription_close: AddRef to keep
 *                           it. Else NULL
 *
 * @return WMI_OK                 an event
 *         WMI_QUIET              none in the given time
 *         WMI_LOST               with retry_ms, once: the subscription was lost (wmi_subscription_error has the
 *                                reason) and is being made again. The events from before the loss have been returned
 *         WMI_GAP                it was made again, on a connection of its own: events may be missing. The
 *                                wmi_connection is not repaired
 *         or what IEnumWbemClassObject::Next returned, or, with retry_ms, a failure that trying again does not help:
 *         the subscription has ended, and each further call returns the same code
 *         WBEM_E_CALL_CANCELLED  the cancel was triggered, whether or not events are there; or the subscription was
 *                                closed by a window procedure during this call
 *         WBEM_E_TIMED_OUT       the deadline of the cancel has passed
 *         E_POINTER              an argument is NULL
 *         E_UNEXPECTED           another call on this subscription has not returned
 * @see    IEnumWbemClassObject::Next
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-ienumwbemclassobject-next)
 */
WMI_API HRESULT wmi_subscription_next(wmi_subscription *subscription, uint32_t timeout_ms,
                                      IWbemClassObject **event);

/**
 * Why the subscription was last lost.
 *
 * Does not block; callable from the thread that uses the subscription.
 *
 * @param subscription  the subscription
 *
 * @return never NULL; its code is S_OK when the subscription was never lost, or is NULL. Valid until the next call on
 *         the subscription
 */
WMI_API const wmi_error *wmi_subscription_error(const wmi_subscription *subscription);

/**
 * Ends a subscription: WMI stops looking for its events.
 *
 * Blocks until the worker has released the enumerator, at most about two seconds if the server does not answer. Where
 * the worker's call cannot be cancelled (under Wine), it takes up to a second for a subscription without events.
 * Callable from any thread, after wmi_subscription_next has returned, and before or after wmi_disconnect.
 *
 * @param subscription  the subscription, which is freed; its current event becomes invalid. Or NULL
 */
WMI_API void wmi_subscription_close(wmi_subscription *subscription);

/**
 * What happened to the instance of an event: its class is __InstanceCreationEvent and the like.
 *
 * Does not block; callable from any thread.
 *
 * @param event  an event
 *
 * @return WMI_CREATED, WMI_DELETED, WMI_MODIFIED; 0 for another class of event, and for NULL
 */
WMI_API uint32_t wmi_event_kind(IWbemClassObject *event);

/**
 * When an event happened: its TIME_CREATED.
 *
 * Does not block; callable from any thread.
 *
 * @param      event              an event
 * @param[out] unix_microseconds  microseconds since 1970, UTC; 0 on failure
 *
 * @return WMI_OK            the time was read
 *         WMI_END           the property is NULL
 *         or the codes of wmi_get_uint64, such as
 *         WBEM_E_NOT_FOUND  the object has no such property
 *         E_POINTER         an argument is NULL
 *         DISP_E_OVERFLOW   the value is negative
 * @see    __Event (learn.microsoft.com/windows/win32/wmisdk/--event)
 */
WMI_API HRESULT wmi_event_time(IWbemClassObject *event, int64_t *unix_microseconds);

#ifdef __cplusplus
}
#endif

#endif
