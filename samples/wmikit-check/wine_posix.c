/* SPDX-License-Identifier: MIT */
#include "wine.h"

bool runs_under_wine(void)
{
    return false;
}
