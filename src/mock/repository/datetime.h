/* SPDX-License-Identifier: MIT */
/*
 * Datetimes in a repository. A datetime is a text (MS-WMIO 2.3.1), which is kept to the letter: as a wmi_datetime where
 * that is written back as the same text, as it is for nearly all; else the value is a WMI_STRING, although its property
 * is a WMI_DATETIME.
 */
#ifndef WMIKIT_SRC_MOCK_REPOSITORY_DATETIME_H
#define WMIKIT_SRC_MOCK_REPOSITORY_DATETIME_H

#include "mock/repository/model.h"

/*
 * Whether it is the text of a datetime or of an interval. Beyond what wmi_datetime_parse reads: asterisks for some digits
 * of a field, as providers send them; the offset -000; month and day 00; an interval's offset ***.
 */
bool wmi_mock__is_datetime(const char *text);

/*
 * Makes texts, a WMI_STRING that owns its memory, the value of a datetime property: a WMI_DATETIME when that keeps all of
 * them. WBEM_E_TYPE_MISMATCH when one is not a datetime; E_OUTOFMEMORY. The value stays the caller's to be cleared.
 */
HRESULT wmi_mock__datetimes_settle(wmi_value *value);

#endif
