/* SPDX-License-Identifier: MIT */
#include "recorded_class.h"

#include "base/bstr.h"
#include "support/mock_world.h"

#include <stdio.h>
#include <stdlib.h>

/* --- Texts --------------------------------------------------------------------------------------------------- */

void text_add(text *self, const char *format, ...)
{
    va_list arguments;
    int length;

    if (self->capacity - self->length < 4096) {
        self->capacity = 2 * self->capacity + 8192;
        self->at = realloc(self->at, self->capacity);
        if (self->at == NULL)
            abort();
    }
    va_start(arguments, format);
    length = vsnprintf(self->at + self->length, 4096, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= 4096)
        abort();
    self->length += (size_t)length;
}

void text_add_wide(text *self, const OLECHAR *wide)
{
    char utf8[2048];
    size_t length = 0;

    while (length < 500 && wide[length] != 0)
        length++;
    wmi__utf8_write(wide, length, utf8);
    text_add(self, "%s", utf8);
}

void text_add_hr(text *self, const char *what, HRESULT hr)
{
    text_add(self, "%s 0x%08lX\n", what, (unsigned long)(ULONG)hr);
}

/* --- Recording a class of Wine's as MOF ---------------------------------------------------------------------------- */

static const struct cim_name {
    CIMTYPE type;
    const char *name;
} cim_names[] = {
    { CIM_SINT8, "sint8" },   { CIM_UINT8, "uint8" },       { CIM_SINT16, "sint16" },
    { CIM_UINT16, "uint16" }, { CIM_SINT32, "sint32" },     { CIM_UINT32, "uint32" },
    { CIM_SINT64, "sint64" }, { CIM_UINT64, "uint64" },     { CIM_REAL32, "real32" },
    { CIM_REAL64, "real64" }, { CIM_BOOLEAN, "boolean" },   { CIM_STRING, "string" },
    { CIM_CHAR16, "char16" }, { CIM_DATETIME, "datetime" },
};

static const char *name_of(CIMTYPE type)
{
    for (size_t i = 0; i < COUNT_OF(cim_names); i++) {
        if (cim_names[i].type == (type & ~CIM_FLAG_ARRAY))
            return cim_names[i].name;
    }
    fail_msg("CIM type %ld", (long)type);
    return "";
}

/* Wine leaves digits of a datetime's offset out, without which it is none. */
#define DATETIME_LENGTH 25

static void add_quoted(text *mof, const OLECHAR *wide, CIMTYPE type)
{
    size_t length = 0;

    text_add(mof, "\"");
    for (; *wide != 0; wide++, length++) {
        if (*wide == u'\\' || *wide == u'"')
            text_add(mof, "\\%c", (char)*wide);
        else
            text_add(mof, *wide >= ' ' && *wide < 127 ? "%c" : "\\x%04X", *wide);
    }
    for (; type == CIM_DATETIME && length < DATETIME_LENGTH; length++)
        text_add(mof, "0");
    text_add(mof, "\"");
}

static bool is_number(CIMTYPE type)
{
    CIMTYPE element = type & ~CIM_FLAG_ARRAY;

    return element != CIM_STRING && element != CIM_DATETIME;
}

/* One value, of which the VARTYPE is not the CIM type. */
static void add_value(text *mof, const VARIANT *value, CIMTYPE type)
{
    switch (V_VT(value)) {
    case VT_BSTR:
        if (is_number(type))
            text_add_wide(mof, V_BSTR(value));
        else
            add_quoted(mof, V_BSTR(value), type);
        break;
    case VT_BOOL: text_add(mof, V_BOOL(value) ? "TRUE" : "FALSE"); break;
    case VT_I2: text_add(mof, "%d", V_I2(value)); break;
    case VT_UI1: text_add(mof, "%u", V_UI1(value)); break;
    case VT_R4: text_add(mof, "%.7e", (double)V_R4(value)); break;
    case VT_I4:
        if (type == CIM_UINT32)
            text_add(mof, "%lu", (unsigned long)(ULONG)V_I4(value));
        else if (type == CIM_UINT16) /* in an array of Wine's the upper half is anything */
            text_add(mof, "%lu", (unsigned long)V_I4(value) & 0xFFFF);
        else
            text_add(mof, "%ld", (long)V_I4(value));
        break;
    default: fail_msg("VARTYPE %u", V_VT(value));
    }
}

static void add_array(text *mof, SAFEARRAY *array, VARTYPE type, CIMTYPE cim_type)
{
    LONG upper = 0;

    SafeArrayGetUBound(array, 1, &upper);
    text_add(mof, "{");
    for (LONG i = 0; i <= upper; i++) {
        VARIANT value;

        VariantInit(&value);
        assert_ok(SafeArrayGetElement(array, &i, type == VT_BSTR ? (void *)V_BSTR(&value) : &V_I4(&value)));
        V_VT(&value) = type;
        add_value(mof, &value, cim_type & ~CIM_FLAG_ARRAY);
        text_add(mof, i < upper ? ", " : "");
        VariantClear(&value);
    }
    text_add(mof, "}");
}

static void add_property(text *mof, IWbemClassObject *row, BSTR name)
{
    CIMTYPE type = 0;
    VARIANT value;

    VariantInit(&value);
    assert_ok(IWbemClassObject_Get(row, name, 0, &value, &type, NULL));
    if (V_VT(&value) != VT_NULL) {
        text_add(mof, " ");
        text_add_wide(mof, name);
        text_add(mof, " = ");
        if (V_VT(&value) & VT_ARRAY)
            add_array(mof, V_ARRAY(&value), V_VT(&value) & VT_TYPEMASK, type);
        else
            add_value(mof, &value, type);
        text_add(mof, ";\n");
    }
    VariantClear(&value);
}

static OLECHAR lower(OLECHAR unit)
{
    return unit >= u'A' && unit <= u'Z' ? (OLECHAR)(unit - u'A' + u'a') : unit;
}

static bool same_name(const OLECHAR *a, const OLECHAR *b)
{
    while (lower(*a) == lower(*b) && *a != 0) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

static void add_declaration(text *mof, IWbemClassObject *row, BSTR name, const OLECHAR *key)
{
    CIMTYPE type = 0;

    assert_ok(IWbemClassObject_Get(row, name, 0, NULL, &type, NULL));
    text_add(mof, key != NULL && same_name(key, name) ? " [key] %s " : " %s ", name_of(type));
    text_add_wide(mof, name);
    text_add(mof, type & CIM_FLAG_ARRAY ? "[];\n" : ";\n");
}

/* The class before its first instance; both are made of the names that a row has. */
static void record_row(text *mof, IWbemClassObject *row, const struct recorded *what, bool is_first)
{
    SAFEARRAY *names = NULL;
    LONG upper = 0;

    assert_ok(
        IWbemClassObject_GetNames(row, NULL, WBEM_FLAG_ALWAYS | WBEM_FLAG_NONSYSTEM_ONLY, NULL, &names));
    SafeArrayGetUBound(names, 1, &upper);
    for (int pass = is_first ? 0 : 1; pass < 2; pass++) {
        text_add(mof, pass == 0 ? "class " : "instance of ");
        text_add_wide(mof, what->name);
        text_add(mof, " {\n");
        for (LONG i = 0; i <= upper; i++) {
            BSTR name = ((BSTR *)names->pvData)[i];

            if (pass == 0)
                add_declaration(mof, row, name, what->key);
            else
                add_property(mof, row, name);
        }
        text_add(mof, "};\n");
    }
    SafeArrayDestroy(names);
}

IEnumWbemClassObject *select_all(IWbemServices *services, const OLECHAR *class_name)
{
    IEnumWbemClassObject *rows = NULL;
    OLECHAR wql[128] = u"SELECT * FROM ";
    size_t at = 14;

    while (*class_name != 0)
        wql[at++] = *class_name++;
    assert_ok(world_query(services, wql, SEMISYNCHRONOUS, &rows));
    return rows;
}

void record_class(text *mof, IWbemServices *services, const struct recorded *what)
{
    IEnumWbemClassObject *rows = select_all(services, what->name);
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    bool is_first = true;

    while (IEnumWbemClassObject_Next(rows, FOREVER, 1, &row, &got) == S_OK) {
        record_row(mof, row, what, is_first);
        is_first = false;
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
}
