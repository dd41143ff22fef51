/* SPDX-License-Identifier: MIT */
#include "support/mock_objects.h"

#include "base/bstr.h"
#include "mock/mof/mof.h"
#include "mock/object/object.h"

#include <stdio.h>
#include <stdlib.h>

/* --- The world -------------------------------------------------------------------------------------------------- */

static HRESULT embed(void *context, wmi_mock__record *record, IWbemClassObject **object)
{
    (void)context;
    return wmi_mock__object_create(NULL, NULL, record, object);
}

void space_load(world *self, const char *mof)
{
    wmi_mock__mof_error error = { 0 };
    HRESULT hr = wmi_mock__mof_read_with(self->repository, "ROOT\\CIMV2", mof, embed, NULL, &error);

    if (FAILED(hr))
        print_error("line %u, column %u: %s\n%s\n", error.line, error.column, error.message, mof);
    assert_hr(S_OK, hr);
}

world *space_open(const char *mof)
{
    world *self = calloc(1, sizeof *self);

    assert_non_null(self);
    assert_hr(S_OK, wmi_mock_create(&self->mock));
    self->repository = wmi_mock__repository_create();
    assert_non_null(self->repository);
    self->place = wmi_mock__place_create("TESTBOX", "ROOT\\CIMV2");
    assert_non_null(self->place);
    space_load(self, mof);
    self->space = wmi_mock__repository_find(self->repository, "ROOT\\CIMV2");
    assert_non_null(self->space);
    return self;
}

void space_close(world *self)
{
    assert_int_equal(wmi_mock_live_objects(self->mock), 0);
    wmi_mock__repository_free(self->repository);
    wmi_mock__place_release(self->place);
    assert_int_equal(wmi_mock_destroy(self->mock), 0);
    free(self);
}

IWbemClassObject *space_instance(const world *self, const char *path)
{
    HRESULT why = S_OK;
    wmi_mock__record *record = wmi_mock__namespace_find_record(self->space, path, &why);
    IWbemClassObject *object = NULL;

    assert_hr(S_OK, why);
    assert_hr(S_OK, wmi_mock__object_create(self->mock, self->place, record, &object));
    return object;
}

IWbemClassObject *space_class(const world *self, const char *name)
{
    wmi_mock__class *found = wmi_mock__namespace_find_class(self->space, name);
    IWbemClassObject *object = NULL;

    assert_non_null(found);
    assert_hr(S_OK, wmi_mock__class_object_create(self->mock, self->place, found, &object));
    return object;
}

/* --- Texts -------------------------------------------------------------------------------------------------------- */

wide widen(const char *ascii)
{
    wide result = { { 0 } };

    assert_true(wmi__utf16_length(ascii) < COUNT_OF(result.text));
    wmi__utf16_write(ascii, result.text);
    return result;
}

static const struct rendered_type {
    VARTYPE type;
    const char *name;
} rendered_types[] = {
    { VT_I2, "I2" },     { VT_I4, "I4" },     { VT_R4, "R4" },       { VT_R8, "R8" },
    { VT_BSTR, "BSTR" }, { VT_BOOL, "BOOL" }, { VT_UI1, "UI1" },     { VT_UNKNOWN, "OBJECT" },
    { VT_UI4, "UI4" },   { VT_I8, "I8" },     { VT_UI2, "UI2" },     { VT_DATE, "DATE" },
    { VT_I1, "I1" },     { VT_UI8, "UI8" },   { VT_EMPTY, "EMPTY" }, { VT_VARIANT, "VARIANT" },
};

static const char *type_name(VARTYPE type)
{
    for (size_t i = 0; i < COUNT_OF(rendered_types); i++) {
        if (rendered_types[i].type == type)
            return rendered_types[i].name;
    }
    return "?";
}

static void render_object(IUnknown *unknown, char *text)
{
    void *object = NULL;
    VARIANT name;

    assert_hr(S_OK, IUnknown_QueryInterface(unknown, &IID_IWbemClassObject, &object));
    assert_hr(S_OK, IWbemClassObject_Get((IWbemClassObject *)object, W("__CLASS"), 0, &name, NULL, NULL));
    wmi__utf8_write(V_BSTR(&name), SysStringLen(V_BSTR(&name)), text);
    VariantClear(&name);
    IWbemClassObject_Release((IWbemClassObject *)object);
}

static void render_scalar(VARTYPE type, const void *data, char *text)
{
    BSTR string;

    switch (type) {
    case VT_I2: sprintf(text, "%d", *(const SHORT *)data); break;
    case VT_BOOL: sprintf(text, "%d", *(const VARIANT_BOOL *)data); break;
    case VT_I4: sprintf(text, "%ld", (long)*(const LONG *)data); break;
    case VT_UI1: sprintf(text, "%u", *(const BYTE *)data); break;
    case VT_R4: sprintf(text, "%.9g", (double)*(const FLOAT *)data); break;
    case VT_R8: sprintf(text, "%.17g", *(const DOUBLE *)data); break;
    case VT_UNKNOWN: render_object(*(IUnknown *const *)data, text); break;
    case VT_BSTR:
        string = *(const BSTR *)data;
        wmi__utf8_write(string, SysStringLen(string), text);
        break;
    default: strcpy(text, "?"); break;
    }
}

static void render_array(const VARIANT *variant, char *text)
{
    SAFEARRAY *array = V_ARRAY(variant);
    VARTYPE type = (VARTYPE)(V_VT(variant) & ~VT_ARRAY);

    assert_int_equal(SafeArrayGetDim(array), 1);
    assert_int_equal(array->rgsabound[0].lLbound, 0);
    sprintf(text, "ARRAY %s {", type_name(type));
    for (ULONG i = 0; i < array->rgsabound[0].cElements; i++) {
        strcat(text, i == 0 ? "" : ", ");
        render_scalar(type, (const char *)array->pvData + (size_t)i * array->cbElements, text + strlen(text));
    }
    strcat(text, "}");
}

const char *render(VARIANT *variant, char text[RENDERED_SIZE])
{
    if (V_VT(variant) == VT_NULL) {
        strcpy(text, "NULL");
    } else if (V_VT(variant) & VT_ARRAY) {
        render_array(variant, text);
    } else {
        sprintf(text, "%s ", type_name(V_VT(variant)));
        render_scalar(V_VT(variant), &V_UNION(variant, bVal), text + strlen(text));
    }
    assert_hr(S_OK, VariantClear(variant));
    return text;
}

const char *get_text(IWbemClassObject *object, const char *name, char text[RENDERED_SIZE])
{
    VARIANT value;
    HRESULT hr = IWbemClassObject_Get(object, W(name), 0, &value, NULL, NULL);

    if (hr == S_OK)
        return render(&value, text);
    sprintf(text, "%08lX", (unsigned long)(uint32_t)hr);
    return text;
}

const char *join_names(SAFEARRAY *names, char text[RENDERED_SIZE])
{
    BSTR *at = names->pvData;

    text[0] = '\0';
    for (ULONG i = 0; i < names->rgsabound[0].cElements; i++) {
        strcat(text, i == 0 ? "" : " ");
        wmi__utf8_write(at[i], SysStringLen(at[i]), text + strlen(text));
    }
    assert_hr(S_OK, SafeArrayDestroy(names));
    return text;
}

/* --- Values from texts ---------------------------------------------------------------------------------------------- */

static VARTYPE take_type(const char **rendered)
{
    size_t length = strcspn(*rendered, " ");

    for (size_t i = 0; i < COUNT_OF(rendered_types); i++) {
        if (strlen(rendered_types[i].name) == length &&
            strncmp(rendered_types[i].name, *rendered, length) == 0) {
            *rendered += length + ((*rendered)[length] == ' ' ? 1 : 0);
            return rendered_types[i].type;
        }
    }
    fail_msg("no type in '%s'", *rendered);
    return VT_EMPTY;
}

static void read_scalar(VARTYPE type, const char *text, VARIANT *variant)
{
    V_VT(variant) = type;
    switch (type) {
    case VT_I1: V_I1(variant) = (CHAR)strtol(text, NULL, 10); break;
    case VT_I2: V_I2(variant) = (SHORT)strtol(text, NULL, 10); break;
    case VT_UI2: V_UI2(variant) = (USHORT)strtol(text, NULL, 10); break;
    case VT_BOOL: V_BOOL(variant) = (VARIANT_BOOL)strtol(text, NULL, 10); break;
    case VT_I4: V_I4(variant) = (LONG)strtoll(text, NULL, 10); break;
    case VT_UI4: V_UI4(variant) = (ULONG)strtoull(text, NULL, 10); break;
    case VT_I8: V_I8(variant) = strtoll(text, NULL, 10); break;
    case VT_UI8: V_UI8(variant) = strtoull(text, NULL, 10); break;
    case VT_UI1: V_UI1(variant) = (BYTE)strtol(text, NULL, 10); break;
    case VT_R4: V_R4(variant) = strtof(text, NULL); break;
    case VT_R8: V_R8(variant) = strtod(text, NULL); break;
    case VT_BSTR: V_BSTR(variant) = SysAllocString(W(text)); break;
    default: break;
    }
}

/* "{1, 2}": an element ends at a comma. */
static void read_array(VARTYPE type, char *text, VARIANT *variant)
{
    SAFEARRAY *array = SafeArrayCreateVector(type, 0, 0);
    SAFEARRAYBOUND bound = { 0, 0 };
    VARIANT element;

    for (char *at = strtok(text + 1, ",}"); at != NULL; at = strtok(NULL, ",}")) {
        LONG index = (LONG)bound.cElements++;
        void *data = &V_UNION(&element, bVal);

        assert_hr(S_OK, SafeArrayRedim(array, &bound));
        VariantInit(&element);
        read_scalar(type == VT_VARIANT ? VT_I4 : type, at + strspn(at, " "), &element);
        if (type == VT_VARIANT)
            data = &element;
        assert_hr(S_OK,
                  SafeArrayPutElement(array, &index, type == VT_BSTR ? (void *)V_BSTR(&element) : data));
        VariantClear(&element);
    }
    V_VT(variant) = (VARTYPE)(VT_ARRAY | type);
    V_ARRAY(variant) = array;
}

VARIANT variant_of(const char *rendered)
{
    char text[RENDERED_SIZE];
    VARIANT variant;
    VARTYPE type;

    VariantInit(&variant);
    V_VT(&variant) = VT_NULL;
    if (strcmp(rendered, "NULL") == 0)
        return variant;
    if (strncmp(rendered, "ARRAY ", 6) == 0) {
        rendered += 6;
        type = take_type(&rendered);
        read_array(type, strcpy(text, rendered), &variant);
    } else {
        type = take_type(&rendered);
        read_scalar(type, rendered, &variant);
    }
    return variant;
}

HRESULT put_text(IWbemClassObject *object, const char *name, const char *rendered, CIMTYPE type)
{
    VARIANT variant = variant_of(rendered);
    HRESULT hr = IWbemClassObject_Put(object, W(name), 0, &variant, type);

    VariantClear(&variant);
    return hr;
}

/* Names live as long as the program: cmocka keeps pointers to them. */
struct CMUnitTest row_test(const char *format, const char *name, CMUnitTestFunction function, const void *row)
{
    static char names[512][96];
    static size_t used;
    char *kept = names[used++ % COUNT_OF(names)];
    const char *place = strstr(format, "%s");
    struct CMUnitTest test = { kept, function, NULL, NULL, (void *)(uintptr_t)row };

    assert_non_null(place);
    snprintf(kept, sizeof names[0], "%.*s%s%s", (int)(place - format), format, name, place + 2);
    return test;
}
