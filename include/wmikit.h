/* SPDX-License-Identifier: MIT */
/**
 * @file
 * wmikit: WMI for C programs. This header includes the whole API except the mock (wmikit/mock.h) and the COM
 * declarations (wmikit/com.h), which a program includes itself when it needs them.
 */
#ifndef WMIKIT_H
#define WMIKIT_H

#include "wmikit/base.h"
#include "wmikit/call.h"
#include "wmikit/cancel.h"
#include "wmikit/connect.h"
#include "wmikit/context.h"
#include "wmikit/error.h"
#include "wmikit/event.h"
#include "wmikit/fleet.h"
#include "wmikit/instance.h"
#include "wmikit/method.h"
#include "wmikit/object.h"
#include "wmikit/query.h"
#include "wmikit/record.h"
#include "wmikit/schema.h"
#include "wmikit/value.h"

#endif
