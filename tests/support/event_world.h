/* SPDX-License-Identifier: MIT */
/*
 * What the tests of subscriptions share: mock_world's disks, Test_Event (Text, Number), which is extrinsic, and
 * RegistryValueChangeEvent.
 */
#ifndef WMIKIT_TESTS_SUPPORT_EVENT_WORLD_H
#define WMIKIT_TESTS_SUPPORT_EVENT_WORLD_H

#include "support/mock_world.h"

#include "os/os.h"

#define ANY_CREATION u"SELECT * FROM __InstanceCreationEvent WITHIN 1000"

wmi_mock *event_world_create(void);
int event_world_setup(void **state);
#define EVENT_TEST(function) cmocka_unit_test_setup_teardown(function, event_world_setup, world_teardown)

HRESULT event_subscribe(IWbemServices *services, const OLECHAR *query, IEnumWbemClassObject **events);
IEnumWbemClassObject *event_open(IWbemServices *services, const OLECHAR *query); /* asserts that it works */

/* Makes or changes a Test_Disk, and deletes one. */
void event_put_disk(IWbemServices *services, const OLECHAR *id, LONG load);
void event_delete(IWbemServices *services, const OLECHAR *path);

/* A property of each event that is there now, as text, "a; b"; "" when there is none. Good until the next call. */
const char *event_texts(IEnumWbemClassObject *events, const char *property);

/*
 * The class of each event that is there now with the class and Id (or Name) of its target and previous object, as
 * "__InstanceModificationEvent Test_Disk C: (before: Test_Disk C:)". Good until the next call.
 */
const char *event_list(IEnumWbemClassObject *events);

#endif
