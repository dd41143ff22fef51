/* SPDX-License-Identifier: MIT */
#include "com/turn.h"

enum {
    TURN_FREE,
    TURN_TAKEN,
    TURN_CLOSED
};

bool wmi__turn_begin(wmi__turn *turn)
{
    int expected = TURN_FREE;

    return atomic_compare_exchange_strong(&turn->state, &expected, TURN_TAKEN);
}

bool wmi__turn_end(wmi__turn *turn)
{
    int expected = TURN_TAKEN;

    return atomic_compare_exchange_strong(&turn->state, &expected, TURN_FREE);
}

bool wmi__turn_close(wmi__turn *turn)
{
    return atomic_exchange(&turn->state, TURN_CLOSED) == TURN_FREE;
}

bool wmi__turn_is_closed(wmi__turn *turn)
{
    return atomic_load(&turn->state) == TURN_CLOSED;
}
