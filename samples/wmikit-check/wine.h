/* SPDX-License-Identifier: MIT */
#ifndef CHECK_WINE_H
#define CHECK_WINE_H

#include <stdbool.h>

/* Whether the program runs under Wine, whose WMI is known to differ from Windows'. */
bool runs_under_wine(void);

#endif
