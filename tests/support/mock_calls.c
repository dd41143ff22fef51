/* SPDX-License-Identifier: MIT */
#include "support/mock_calls.h"

#include <stdio.h>
#include <stdlib.h>

static const char mof[] =
    "[abstract] class Thing { [key] string Id; string Note; };\n"
    "[dynamic] class Door : Thing {\n"
    "  uint32 Width = 80; uint64 Height; string Tags[];\n"
    "  [implemented] uint32 Turn([in] string Way, [in] uint32 Angle, [in, out] sint64 Sum, [out] string "
    "Said);\n"
    "  [implemented] void Ring();\n"
    "  [implemented] void Paint([in] string Colour);\n"
    "  [implemented, static] uint32 Make([in] string Id, [out] Door ref Made);\n"
    "  [implemented] uint32 Idle();\n"
    "  uint32 Bare();\n"
    "  [implemented, disabled] uint32 Shut();\n"
    "};\n"
    "class Gate : Door { boolean Barred; };\n"
    "[singleton] class Settings { uint32 Volume; [implemented] uint32 Reset(); };\n"
    "class Loose { string Text; };\n"
    "class Strict { [key] string Id; [not_null] string Must; };\n"
    "instance of Door { Id = \"front\"; Note = \"oak\"; Height = 200; Tags = {\"a\", \"b\"}; };\n"
    "[Painted(\"red\")] instance of Door { Id = \"back\"; Note = \"pine\"; };\n"
    "instance of Gate { Id = \"garden\"; Barred = true; };\n"
    "instance of Settings { Volume = 3; };\n";

house *house_open(void)
{
    house *self = calloc(1, sizeof *self);

    assert_non_null(self);
    assert_ok(wmi_mock_create(&self->mock));
    assert_ok(wmi_mock_load(self->mock, NULL, mof));
    self->services = world_open(self->mock, u"root\\cimv2");
    return self;
}

static size_t close_house(house *self)
{
    size_t held;

    IWbemServices_Release(self->services);
    held = wmi_mock_destroy(self->mock);
    free(self);
    return held;
}

void house_close(house *self)
{
    assert_int_equal(close_house(self), 0);
}

int house_setup(void **state)
{
    *state = house_open();
    return 0;
}

int house_teardown(void **state)
{
    return close_house(*state) == 0 ? 0 : -1;
}

/* --- Methods ------------------------------------------------------------------------------------------------ */

IWbemClassObject *house_in(const house *self, const OLECHAR *class_name, const OLECHAR *method)
{
    IWbemClassObject *object_class = house_get(self, class_name);
    IWbemClassObject *signature = NULL;
    IWbemClassObject *in = NULL;

    assert_ok(IWbemClassObject_GetMethod(object_class, method, 0, &signature, NULL));
    if (signature != NULL) {
        assert_ok(IWbemClassObject_SpawnInstance(signature, 0, &in));
        IWbemClassObject_Release(signature);
    }
    IWbemClassObject_Release(object_class);
    return in;
}

HRESULT house_exec(const house *self, const house_call *call, IWbemClassObject **out,
                   IWbemCallResult **result)
{
    BSTR path = SysAllocString(call->path);
    BSTR method = SysAllocString(call->method);
    HRESULT hr = IWbemServices_ExecMethod(self->services, path, method, call->flags, NULL, call->in, out,
                                          result);

    SysFreeString(method);
    SysFreeString(path);
    return hr;
}

/* --- Properties ----------------------------------------------------------------------------------------------- */

IWbemClassObject *house_get(const house *self, const OLECHAR *path)
{
    IWbemClassObject *object = NULL;

    assert_ok(world_get(self->services, path, &object));
    return object;
}

const char *house_text(IWbemClassObject *object, const char *property)
{
    static char text[256];
    char *value = NULL;
    HRESULT hr = wmi_get_string(object, property, &value);

    if (FAILED(hr))
        return "(none)";
    if (value == NULL)
        return "(null)";
    snprintf(text, sizeof text, "%s", value);
    wmi_free(value);
    return text;
}

const char *house_stored(const house *self, const OLECHAR *path, const char *property)
{
    IWbemClassObject *object = house_get(self, path);
    const char *text = house_text(object, property);

    IWbemClassObject_Release(object);
    return text;
}

HRESULT house_set_text(IWbemClassObject *object, const OLECHAR *property, const OLECHAR *text)
{
    VARIANT value;
    HRESULT hr;

    VariantInit(&value);
    V_VT(&value) = VT_BSTR;
    V_BSTR(&value) = SysAllocString(text);
    hr = IWbemClassObject_Put(object, property, 0, &value, 0);
    VariantClear(&value);
    return hr;
}

HRESULT house_set_number(IWbemClassObject *object, const OLECHAR *property, LONG number)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_I4;
    V_I4(&value) = number;
    return IWbemClassObject_Put(object, property, 0, &value, 0);
}

HRESULT house_set_null(IWbemClassObject *object, const OLECHAR *property)
{
    VARIANT value;

    VariantInit(&value);
    V_VT(&value) = VT_NULL;
    return IWbemClassObject_Put(object, property, 0, &value, 0);
}

/* --- Deleting --------------------------------------------------------------------------------------------------- */

HRESULT house_delete(const house *self, const OLECHAR *path, LONG flags, IWbemCallResult **result)
{
    BSTR text = SysAllocString(path);
    HRESULT hr = IWbemServices_DeleteInstance(self->services, text, flags, NULL, result);

    SysFreeString(text);
    return hr;
}

HRESULT house_delete_class(const house *self, const OLECHAR *name, LONG flags, IWbemCallResult **result)
{
    BSTR text = SysAllocString(name);
    HRESULT hr = IWbemServices_DeleteClass(self->services, text, flags, NULL, result);

    SysFreeString(text);
    return hr;
}

/* --- The journal -------------------------------------------------------------------------------------------------- */

const wmi_mock_call *house_last(const house *self, const char *operation)
{
    for (size_t i = wmi_mock_call_count(self->mock, NULL); i > 0; i--) {
        const wmi_mock_call *call = wmi_mock_call_at(self->mock, i - 1);

        if (call != NULL && strcmp(call->operation, operation) == 0)
            return call;
    }
    fail_msg("there was no %s", operation);
    return NULL;
}
