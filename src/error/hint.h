/* SPDX-License-Identifier: MIT */
#ifndef WMIKIT_SRC_ERROR_HINT_H
#define WMIKIT_SRC_ERROR_HINT_H

#include <wmikit/base.h>

/* The usual remedy for a code in this call; NULL: error_codes.h has the one for the code in general. Static. */
const char *wmi__hint_for(HRESULT code, const char *operation);

#endif
