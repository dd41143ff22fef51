/* SPDX-License-Identifier: MIT */
/*
 * Makes the mock's class objects visible in the apartments of the process: no thread may reach the real WMI unnoticed.
 * Off Windows the class table is the library's own, and one table serves all apartments. On Windows each single-threaded
 * apartment has a table of its own: see apartments_windows.c.
 */
#ifndef WMIKIT_SRC_MOCK_APARTMENTS_H
#define WMIKIT_SRC_MOCK_APARTMENTS_H

#include "mock/class_object.h"

/* From now on, threads that start are noticed when they enter an apartment, and so is this one. */
void wmi_mock__apartments_watch(void);

/* Registers the class objects for all apartments that can be reached. E_OUTOFMEMORY, or what COM returned. */
HRESULT wmi_mock__apartments_enter(void);
void wmi_mock__apartments_leave(void);

/* The same for the calling thread's single-threaded apartment; S_FALSE when it is not in one. */
HRESULT wmi_mock__apartments_enter_here(void);

/* Whether the calling thread is in an apartment for another reason than that the mock keeps the multithreaded one. */
bool wmi_mock__apartments_have_this_thread(void);

#endif
