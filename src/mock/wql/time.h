/* SPDX-License-Identifier: MIT */
/* Points in time and intervals, as WQL compares them. */
#ifndef WMIKIT_SRC_MOCK_WQL_TIME_H
#define WMIKIT_SRC_MOCK_WQL_TIME_H

#include <wmikit/value.h>

/* An interval's length, or the time since the beginning of year 0 in UTC. `*` counts as the least, and as UTC. */
int64_t wmi_mock__wql_microseconds(const wmi_datetime *value);

/*
 * The literal that a datetime is compared with: a CIM datetime or interval; or, of the further formats that
 * Microsoft lists (WQL-Supported Date Formats, WQL-Supported Time Formats), those with a four-digit year that
 * read the same in every locale, and the month-first one of the United States:
 *
 *     yyyymmdd   yyyy-mm-dd   mm/dd/yyyy (each with - / or . twice)   January 21, 1932   Jan 21 1932
 *     21 January 1932   21 Jan, 1932
 *
 * each with nothing (midnight), hh:mm or hh:mm:ss behind it, or with hh, hh:mm or hh:mm:ss and AM or PM. They
 * are taken for UTC.
 */
bool wmi_mock__wql_read_time(const char *text, wmi_datetime *value);

#endif
