/* SPDX-License-Identifier: MIT */
/* What the tests of fleets share beside connect_world.h: hosts "h0", "h1", … of the mock, and rounds that are read. */
#ifndef WMIKIT_TESTS_SUPPORT_FLEET_WORLD_H
#define WMIKIT_TESTS_SUPPORT_FLEET_WORLD_H

#include "support/connect_world.h"

#define CONNECT    "IWbemLocator::ConnectServer"
#define EXEC_QUERY "IWbemServices::ExecQuery"
#define NEXT       "IEnumWbemClassObject::Next"
#define CANCELLED  ((HRESULT)WBEM_E_CALL_CANCELLED)
#define TIMED_OUT  ((HRESULT)WBEM_E_TIMED_OUT)
#define GONE       HRESULT_FROM_WIN32(RPC_S_SERVER_UNAVAILABLE)
#define IN_TIME_MS 15000u
#define MOST_HOSTS 1024

/* What a round told of a host. */
typedef struct fleet_outcome {
    unsigned ends;
    size_t rows;
    size_t rows_after_end;
    HRESULT code;
    char message[400];
    char operation[80];
    size_t told_rows;
    uint32_t attempts, elapsed_ms;
} fleet_outcome;

extern fleet_outcome outcomes[MOST_HOSTS];

wmi_mock_host fleet_host(void); /* the defaults */

/* Adds the host "hN" to the mock, and to the fleet. `settings` NULL: the defaults. */
void fleet_add(wmi_fleet *fleet, size_t number, const wmi_mock_host *settings);

/* A fleet of so many healthy hosts; its options may be NULL. */
wmi_fleet *fleet_of(size_t count, const wmi_fleet_options *options);

/* Reads a round to its end; asserts that each of the hosts was told to be done once, after its rows. */
void fleet_read(wmi_fleet *fleet, size_t hosts);

/* Takes note of a result. */
void fleet_note(const wmi_fleet_result *result);

/* A round of WORLD_QUERY, read to its end. */
void fleet_round(wmi_fleet *fleet, size_t hosts);

/* A host was answered at once; or it failed, and its message names it. */
void fleet_assert_answered(size_t host);
void fleet_assert_failed(size_t host, HRESULT code);

#endif
