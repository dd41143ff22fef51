/* SPDX-License-Identifier: MIT */
#include "com/patience.h"

#include <wmikit/com.h>

#define SLICE_MS         1000
#define EARLY_MS         500
#define LONGEST_REST_MS  50
#define LONGEST_PAUSE_MS 60000u

int32_t wmi__patience_slice(wmi__patience *self, wmi__job *job)
{
    wmi__job_sending(job);
    self->asked_at = wmi__clock_ms();
    return job == NULL ? (int32_t)WBEM_INFINITE : SLICE_MS;
}

void wmi__patience_wait(wmi__patience *self)
{
    if (wmi__clock_ms() - self->asked_at >= EARLY_MS) {
        self->pause_ms = 0;
        return;
    }
    self->pause_ms = self->pause_ms == 0 ? 1 : self->pause_ms * 2;
    if (self->pause_ms > LONGEST_REST_MS)
        self->pause_ms = LONGEST_REST_MS;
    wmi__sleep(self->pause_ms);
}

void wmi__patience_rest(wmi__patience *self)
{
    self->pause_ms = 0;
}

uint32_t wmi__patience_pause(uint32_t *random, uint32_t *pause_ms)
{
    uint32_t pause = *pause_ms;

    if (pause < LONGEST_PAUSE_MS)
        *pause_ms = pause < LONGEST_PAUSE_MS / 2 ? pause * 2 : LONGEST_PAUSE_MS;
    *random = *random * 1664525u + 1013904223u;
    return pause - pause / 4 + (*random >> 8) % (pause / 2 + 1);
}
