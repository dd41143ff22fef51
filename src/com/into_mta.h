/* SPDX-License-Identifier: MIT */
/* Brings a pointer into the multithreaded apartment, to be used by any worker, any number of times. */
#ifndef WMIKIT_SRC_COM_INTO_MTA_H
#define WMIKIT_SRC_COM_INTO_MTA_H

#include <wmikit/cancel.h>
#include <wmikit/com.h>

/*
 * The same pointer, unless the calling thread has a single-threaded apartment: then a worker unmarshals it, and the calls
 * that come meanwhile are dispatched. With a reference; NULL for NULL. COM must have been entered. Sets the last error,
 * which names the argument.
 */
HRESULT wmi__into_mta(wmi_com_setup setup, REFIID iid, void *pointer, const char *argument, void **arrived);

#endif
