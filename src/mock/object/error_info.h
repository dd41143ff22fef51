/* SPDX-License-Identifier: MIT */
/* The IErrorInfo side of an __ExtendedStatus object. */
#ifndef WMIKIT_SRC_MOCK_OBJECT_ERROR_INFO_H
#define WMIKIT_SRC_MOCK_OBJECT_ERROR_INFO_H

#include <wmikit/com.h>

const IErrorInfoVtbl *wmi_mock__error_info_vtbl(void);

#endif
