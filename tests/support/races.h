/* SPDX-License-Identifier: MIT */
/* What tests share that let two threads meet at every moment, round after round. */
#ifndef WMIKIT_TESTS_SUPPORT_RACES_H
#define WMIKIT_TESTS_SUPPORT_RACES_H

#include <stdatomic.h>
#include <stdint.h>

/* Of all races of a program; ThreadSanitizer, Wine and an emulator are slow. */
#if defined(__SANITIZE_ADDRESS__)
#define RACE_ROUNDS 100000u
#elif defined(__SANITIZE_THREAD__)
#define RACE_ROUNDS 10000u
#else
#define RACE_ROUNDS 2000u
#endif

/* Of some rounds the end is certain, so that each comes: on a slow machine chance might not bring it. */
#define RACE_CANCEL_WINS(round) ((round) % 64 == 0)
#define RACE_OTHER_WINS(round)  ((round) % 64 == 32)

/* Some moment, mostly within what a call takes. The number is the thread's own. */
void race_pause(uint32_t *random);

/* Until a count, which another thread raises, is there. */
void race_wait(const atomic_uint *count, unsigned value);

#endif
