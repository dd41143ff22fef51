/* SPDX-License-Identifier: MIT */
/* A mock with what the tables of windows_answers.h ask: what every Windows has, and classes of the mock's own. */
#ifndef WMIKIT_TESTS_MOCK_WINDOWS_WORLD_H
#define WMIKIT_TESTS_MOCK_WINDOWS_WORLD_H

#include <wmikit/mock.h>

HRESULT windows_world(wmi_mock **mock);

#endif
