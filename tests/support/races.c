/* SPDX-License-Identifier: MIT */
#include "support/races.h"

#include "os/os.h"

void race_pause(uint32_t *random)
{
    *random = *random * 1664525u + 1013904223u;
    for (volatile uint32_t left = (*random >> 20) * (*random >> 16 & 7); left > 0; left--)
        ;
}

void race_wait(const atomic_uint *count, unsigned value)
{
    for (unsigned looks = 0; atomic_load(count) < value; looks++) {
        if (looks > 2000)
            wmi__sleep(0);
    }
}
