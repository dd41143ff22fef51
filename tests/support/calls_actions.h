/* SPDX-License-Identifier: MIT */
/* The single calls, as a table: what is true of all of them is tested with each. */
#ifndef WMIKIT_TESTS_SUPPORT_CALLS_ACTIONS_H
#define WMIKIT_TESTS_SUPPORT_CALLS_ACTIONS_H

#include "support/calls_world.h"

#define LONG_TIME_MS 600000
#define M1           "Machine.Id=\"m1\"" /* what they are made on */

struct action {
    const char *name;
    /* Whether everything that should have been cleared was is told even where nothing may be asserted. */
    HRESULT (*run)(wmi_connection *connection, const wmi_call_options *options, bool *cleared);
    const char *operation; /* COM's */
    const char *words[2];  /* that its failures have to say */
    bool gets_before;      /* an object is got before, by the same COM call or another, without options */
};

#define ACTIONS 6
extern const struct action actions[ACTIONS];

/* Some of the calls themselves. */
HRESULT action_call(wmi_connection *connection, const wmi_call_options *options, bool *cleared);
HRESULT action_find(wmi_connection *connection, const wmi_call_options *options, bool *cleared);
HRESULT action_put_with_path(wmi_connection *connection, const wmi_call_options *options, bool *cleared);

/* Puts the instance that M1 is the path of. */
HRESULT action_put_as(wmi_connection *connection, wmi_put_mode mode, const wmi_call_options *options,
                      char **path);

wmi_call_options options_with(uint32_t timeout_ms, wmi_cancel *cancel);

/* It ends with this code, in time, clears what it should, and says what it was. */
void assert_call_ends(const struct action *action, const wmi_call_options *options, HRESULT code);

/* Adds the test of each action; how many tests there are then. */
size_t actions_add(struct CMUnitTest *tests, size_t count, CMUnitTestFunction test);

#endif
