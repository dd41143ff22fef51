/* SPDX-License-Identifier: MIT */
/* What a worker of a fleet does on one host, whose connection is open. Both set the last error. */
#ifndef WMIKIT_SRC_FLEET_QUESTION_H
#define WMIKIT_SRC_FLEET_QUESTION_H

#include "fleet/asker.h"

/* The query of the errand; its rows go into the queue. */
HRESULT wmi__question_query(wmi__asker *asker);

/* The function of the program; it is waited for, however long it takes. */
HRESULT wmi__question_run(wmi__asker *asker);

#endif
