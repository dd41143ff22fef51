/* SPDX-License-Identifier: MIT */
#include "support/event_world.h"

#include <wmikit.h>

#include <stdio.h>

static const char event_classes[] =
    "class Test_Event : __ExtrinsicEvent { string Text; uint32 Number; };\n"
    "class Test_LoudEvent : Test_Event { boolean Loud; };\n"
    "class RegistryEvent : __ExtrinsicEvent {};\n"
    "class RegistryValueChangeEvent : RegistryEvent { string Hive; string KeyPath; string ValueName; };\n";

wmi_mock *event_world_create(void)
{
    wmi_mock *mock = world_create();

    assert_ok(wmi_mock_load(mock, NULL, event_classes));
    return mock;
}

int event_world_setup(void **state)
{
    *state = event_world_create();
    return 0;
}

HRESULT event_subscribe(IWbemServices *services, const OLECHAR *query, IEnumWbemClassObject **events)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR text = SysAllocString(query);
    HRESULT hr;

    hr = IWbemServices_ExecNotificationQuery(services, language, text, SEMISYNCHRONOUS, NULL, events);
    SysFreeString(text);
    SysFreeString(language);
    return hr;
}

IEnumWbemClassObject *event_open(IWbemServices *services, const OLECHAR *query)
{
    IEnumWbemClassObject *events = NULL;

    assert_ok(event_subscribe(services, query, &events));
    assert_non_null(events);
    return events;
}

static void put_text(IWbemClassObject *object, const OLECHAR *name, const OLECHAR *text)
{
    VARIANT value;

    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text);
    assert_ok(IWbemClassObject_Put(object, name, 0, &value, 0));
    VariantClear(&value);
}

void event_put_disk(IWbemServices *services, const OLECHAR *id, LONG load)
{
    IWbemClassObject *disk = NULL;
    IWbemClassObject *instance = NULL;
    VARIANT value;

    assert_ok(world_get(services, u"Test_Disk", &disk));
    assert_ok(IWbemClassObject_SpawnInstance(disk, 0, &instance));
    put_text(instance, u"Id", id);
    V_VT(&value) = VT_I4;
    V_I4(&value) = load;
    assert_ok(IWbemClassObject_Put(instance, u"Load", 0, &value, 0));
    assert_ok(IWbemServices_PutInstance(services, instance, 0, NULL, NULL));
    IWbemClassObject_Release(instance);
    IWbemClassObject_Release(disk);
}

void event_delete(IWbemServices *services, const OLECHAR *path)
{
    BSTR text = SysAllocString(path);

    assert_ok(IWbemServices_DeleteInstance(services, text, 0, NULL, NULL));
    SysFreeString(text);
}

static IWbemClassObject *next_of(IEnumWbemClassObject *events)
{
    IWbemClassObject *event = NULL;
    ULONG got = 0;
    HRESULT hr = IEnumWbemClassObject_Next(events, 0, 1, &event, &got);

    if (hr == S_OK)
        return event;
    assert_hr(WBEM_S_TIMEDOUT, hr);
    return NULL;
}

const char *event_texts(IEnumWbemClassObject *events, const char *property)
{
    static char text[1024];
    IWbemClassObject *event;

    text[0] = '\0';
    while ((event = next_of(events)) != NULL) {
        size_t used = strlen(text);
        char *value = NULL;

        wmi_get_string(event, property, &value);
        snprintf(text + used, sizeof text - used, "%s%s", used == 0 ? "" : "; ", value == NULL ? "" : value);
        wmi_free(value);
        IWbemClassObject_Release(event);
    }
    return text;
}

static IWbemClassObject *embedded(IWbemClassObject *event, const OLECHAR *property)
{
    VARIANT value;
    void *object = NULL;

    if (IWbemClassObject_Get(event, property, 0, &value, NULL, NULL) != S_OK)
        return NULL;
    if (V_VT(&value) == VT_UNKNOWN && V_UNKNOWN(&value) != NULL)
        assert_ok(IUnknown_QueryInterface(V_UNKNOWN(&value), &IID_IWbemClassObject, &object));
    VariantClear(&value);
    return object;
}

static void describe(IWbemClassObject *event, const OLECHAR *const *properties, char *text, size_t room)
{
    IWbemClassObject *object = NULL;
    const char *key;

    text[0] = '\0';
    for (size_t i = 0; i < 3 && object == NULL; i++)
        object = embedded(event, properties[i]);
    if (object == NULL)
        return;
    snprintf(text, room, "%s", world_text(object, u"__CLASS"));
    key = world_text(object, u"Id");
    if (key[0] == '\0')
        key = world_text(object, u"Name");
    if (key[0] != '\0')
        snprintf(text + strlen(text), room - strlen(text), " %s", key);
    IWbemClassObject_Release(object);
}

const char *event_list(IEnumWbemClassObject *events)
{
    static const OLECHAR *const targets[] = { u"TargetInstance", u"TargetClass", u"TargetNamespace" };
    static const OLECHAR *const before[] = { u"PreviousInstance", u"PreviousClass", u"PreviousNamespace" };
    static char text[2048];
    IWbemClassObject *event;
    char object[128];

    text[0] = '\0';
    while ((event = next_of(events)) != NULL) {
        size_t used = strlen(text);

        snprintf(text + used, sizeof text - used, "%s%s", used == 0 ? "" : "; ",
                 world_text(event, u"__CLASS"));
        describe(event, targets, object, sizeof object);
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s", object);
        describe(event, before, object, sizeof object);
        if (object[0] != '\0')
            snprintf(text + strlen(text), sizeof text - strlen(text), " (before: %s)", object);
        IWbemClassObject_Release(event);
    }
    return text;
}
