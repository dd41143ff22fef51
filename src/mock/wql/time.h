/* SPDX-License-Identifier: MIT */
/* Points in time and intervals, as WQL compares them. */
#ifndef WMIKIT_SRC_MOCK_WQL_TIME_H
#define WMIKIT_SRC_MOCK_WQL_TIME_H

#include <wmikit/value.h>

/*
 * Below 0, 0 or above 0. Intervals by their length, others as moments; when either has an asterisk, both character by
 * character, as CIM datetimes are written.
 */
int wmi_mock__wql_compare_times(const wmi_datetime *a, const wmi_datetime *b);

/*
 * The literal that a datetime is compared with: a CIM datetime or interval; or, of the further formats that Microsoft
 * lists (CIM_DATETIME, WQL-Supported Date Formats, WQL-Supported Time Formats), those with a four-digit year that read
 * the same in every locale, and the month-first one of the United States:
 *
 *     yyyymmdd   yyyy-mm-dd   mm/dd/yyyy (each with - / or . twice)
 *     a month by its English name or its first three letters, a year and perhaps a day (else the first), in any order:
 *     January 21, 1932   21 Jan 1932   1932 Jan   January 1932 21
 *
 * each with nothing (midnight), hh:mm, hh:mm:ss or hh:mm:ss:mmm behind it, or with one of these, or hh, and AM or PM. They
 * are taken for UTC; mmm, of one to three digits, for milliseconds, as CIM_DATETIME's page has it (that of the time
 * formats takes it for an offset).
 */
bool wmi_mock__wql_read_time(const char *text, wmi_datetime *value);

#endif
