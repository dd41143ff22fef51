/* SPDX-License-Identifier: MIT */
/* How a command can end. main.c makes the exit code and the message of it. */
#ifndef TOOL_OUTCOME_H
#define TOOL_OUTCOME_H

typedef enum outcome {
    OUTCOME_DONE,
    OUTCOME_USAGE,  /* the command line is wrong, and the user was told how */
    OUTCOME_WMI,    /* wmi_last_error says why */
    OUTCOME_FAILED, /* something else failed, and the user was told what */
    OUTCOME_MEMORY  /* there was none */
} outcome;

#endif
