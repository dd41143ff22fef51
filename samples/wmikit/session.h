/* SPDX-License-Identifier: MIT */
/* A session by the options of every command: server, user, time limit, or a mock instead. */
#ifndef TOOL_SESSION_H
#define TOOL_SESSION_H

#include "options.h"
#include "outcome.h"

#include <wmikit.h>
#include <wmikit/mock.h>

typedef struct session {
    wmi_connect_options how;
    const tool_options *options;
    wmi_connection *connection;
    wmi_cancel *cancel; /* NULL: no deadline */
    wmi_mock *mock;     /* NULL: the real WMI */
    char password[1024];
} session;

/* Whether the time limit of the options is one deadline for all; or the caller's to use. */
typedef enum session_limit {
    ONE_DEADLINE,
    NO_DEADLINE
} session_limit;

/*
 * Fills in `how`: loads the mock, gets the password, and then starts the time limit. Close it in
 * every case.
 */
outcome session_open(session *self, const tool_options *options, session_limit limit);

/* Connects by `how`. The password is needed once, and erased. */
outcome session_connect(session *self);

/* For when it was used otherwise. */
void session_forget_password(session *self);
void session_close(session *self);

#endif
