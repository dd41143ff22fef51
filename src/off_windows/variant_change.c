/* SPDX-License-Identifier: MIT */
/* VariantChangeType: every conversion goes through one number, or one text. */
#include "off_windows/vartype.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum number_kind {
    SIGNED_NUMBER,
    UNSIGNED_NUMBER,
    REAL_NUMBER
};

typedef struct number {
    enum number_kind kind;
    int64_t i;
    uint64_t u;
    double r;
} number;

/* Longer texts are not numbers. */
#define MAX_NUMBER_TEXT 64

static number signed_number(int64_t value)
{
    return (number){ SIGNED_NUMBER, value, 0, 0 };
}

static number unsigned_number(uint64_t value)
{
    return value <= INT64_MAX ? signed_number((int64_t)value) : (number){ UNSIGNED_NUMBER, 0, value, 0 };
}

static number real_number(double value)
{
    return (number){ REAL_NUMBER, 0, 0, value };
}

/* The decimal point must not depend on the program's setlocale. */
static locale_t invariant_begin(locale_t *previous)
{
    locale_t invariant = newlocale(LC_ALL_MASK, "C", (locale_t)0);

    if (invariant != (locale_t)0)
        *previous = uselocale(invariant);
    return invariant;
}

static void invariant_end(locale_t invariant, locale_t previous)
{
    if (invariant != (locale_t)0) {
        uselocale(previous);
        freelocale(invariant);
    }
}

static bool integer_from_ascii(const char *text, number *value)
{
    int64_t i;
    uint64_t u;

    errno = 0;
    i = strtoll(text, NULL, 10);
    if (errno == 0) {
        *value = signed_number(i);
        return true;
    }
    errno = 0;
    u = strtoull(text, NULL, 10);
    if (errno != 0 || *text == '-')
        return false;
    *value = unsigned_number(u);
    return true;
}

/* Integers first, since a double cannot hold all of them. */
static HRESULT number_from_ascii(const char *text, number *value)
{
    size_t sign = *text == '-' || *text == '+';
    size_t digits = strspn(text + sign, "0123456789");
    locale_t previous = (locale_t)0;
    locale_t invariant;
    char *end = NULL;

    if (text[strspn(text, "+-.0123456789eE")] != '\0')
        return DISP_E_TYPEMISMATCH;
    if (digits > 0 && text[sign + digits] == '\0' && integer_from_ascii(text, value))
        return S_OK;

    invariant = invariant_begin(&previous);
    *value = real_number(strtod(text, &end));
    invariant_end(invariant, previous);
    return end != text && *end == '\0' ? S_OK : DISP_E_TYPEMISMATCH;
}

static bool is_space(OLECHAR c)
{
    return c == ' ' || c == '\t';
}

static HRESULT number_from_text(BSTR text, number *value)
{
    char ascii[MAX_NUMBER_TEXT];
    UINT first = 0;
    UINT last = SysStringLen(text);
    UINT i;

    while (first < last && is_space(text[first]))
        first++;
    while (last > first && is_space(text[last - 1]))
        last--;
    if (first == last || last - first >= MAX_NUMBER_TEXT)
        return DISP_E_TYPEMISMATCH;
    for (i = first; i < last; i++) {
        if (text[i] <= ' ' || text[i] > '~')
            return DISP_E_TYPEMISMATCH;
        ascii[i - first] = (char)text[i];
    }
    ascii[last - first] = '\0';
    return number_from_ascii(ascii, value);
}

static HRESULT read_number(const VARIANT *from, number *value)
{
    switch (V_VT(from)) {
    case VT_EMPTY: *value = signed_number(0); return S_OK;
    case VT_I1: *value = signed_number((signed char)V_I1(from)); return S_OK;
    case VT_I2:
    case VT_BOOL: *value = signed_number(V_I2(from)); return S_OK;
    case VT_I4:
    case VT_INT: *value = signed_number(V_I4(from)); return S_OK;
    case VT_I8: *value = signed_number(V_I8(from)); return S_OK;
    case VT_UI1: *value = signed_number(V_UI1(from)); return S_OK;
    case VT_UI2: *value = signed_number(V_UI2(from)); return S_OK;
    case VT_UI4:
    case VT_UINT: *value = signed_number(V_UI4(from)); return S_OK;
    case VT_UI8: *value = unsigned_number(V_UI8(from)); return S_OK;
    case VT_R4: *value = real_number((double)V_R4(from)); return S_OK;
    case VT_R8: *value = real_number(V_R8(from)); return S_OK;
    case VT_BSTR: return number_from_text(V_BSTR(from), value);
    default: return DISP_E_TYPEMISMATCH;
    }
}

/* To the nearest integer, a half to the even one. The value fits. */
static double rounded(double value)
{
    const double exact = 4503599627370496.0; /* 2^52: from here on every double is an integer */
    double whole;
    double rest;

    if (value <= -exact || value >= exact)
        return value;
    whole = (double)(int64_t)value;
    rest = value - whole;
    if (rest > 0.5 || (rest == 0.5 && (int64_t)whole % 2 != 0))
        return whole + 1;
    if (rest < -0.5 || (rest == -0.5 && (int64_t)whole % 2 != 0))
        return whole - 1;
    return whole;
}

static HRESULT without_fraction(number *value)
{
    const double two_to_63 = 9223372036854775808.0;
    double whole = rounded(value->r);

    if (value->kind != REAL_NUMBER)
        return S_OK;
    if (whole >= -two_to_63 && whole < two_to_63)
        *value = signed_number((int64_t)whole);
    else if (whole >= two_to_63 && whole < two_to_63 * 2)
        *value = unsigned_number((uint64_t)whole);
    else
        return DISP_E_OVERFLOW;
    return S_OK;
}

static double as_real(const number *value)
{
    if (value->kind == REAL_NUMBER)
        return value->r;
    return value->kind == SIGNED_NUMBER ? (double)value->i : (double)value->u;
}

static HRESULT write_real(const number *value, VARIANT *to)
{
    double real = as_real(value);

    if (V_VT(to) == VT_R8) {
        V_R8(to) = real;
        return S_OK;
    }
    if (real > (double)FLT_MAX || real < -(double)FLT_MAX)
        return DISP_E_OVERFLOW;
    V_R4(to) = (float)real;
    return S_OK;
}

static const struct integer_range {
    VARTYPE type;
    int64_t lowest;
    uint64_t highest;
} integer_ranges[] = {
    { VT_I1, INT8_MIN, INT8_MAX },    { VT_I2, INT16_MIN, INT16_MAX }, { VT_I4, INT32_MIN, INT32_MAX },
    { VT_INT, INT32_MIN, INT32_MAX }, { VT_I8, INT64_MIN, INT64_MAX }, { VT_UI1, 0, UINT8_MAX },
    { VT_UI2, 0, UINT16_MAX },        { VT_UI4, 0, UINT32_MAX },       { VT_UINT, 0, UINT32_MAX },
    { VT_UI8, 0, UINT64_MAX },
};

static const struct integer_range *range_of(VARTYPE type)
{
    size_t i;

    for (i = 0; i < sizeof integer_ranges / sizeof integer_ranges[0]; i++)
        if (integer_ranges[i].type == type)
            return &integer_ranges[i];
    return NULL;
}

/* On any byte order: the low bytes of the value go where the type is. */
static void store_integer(uint64_t bits, VARIANT *to)
{
    switch (wmi__vartype_size(V_VT(to))) {
    case 1: V_UI1(to) = (BYTE)bits; break;
    case 2: V_UI2(to) = (USHORT)bits; break;
    case 4: V_UI4(to) = (ULONG)bits; break;
    default: V_UI8(to) = bits; break;
    }
}

static HRESULT write_integer(number value, const struct integer_range *range, VARIANT *to)
{
    HRESULT hr = without_fraction(&value);

    if (FAILED(hr))
        return hr;
    if (value.kind == SIGNED_NUMBER) {
        if (value.i < range->lowest || (value.i > 0 && (uint64_t)value.i > range->highest))
            return DISP_E_OVERFLOW;
        store_integer((uint64_t)value.i, to);
        return S_OK;
    }
    if (value.u > range->highest)
        return DISP_E_OVERFLOW;
    store_integer(value.u, to);
    return S_OK;
}

/* Windows copies the bits if the size is equal, ignoring the sign: WMI's uint32 arrives as VT_I4.
   true has all bits set in every integer type. */
static bool is_bit_copy(VARTYPE from, VARTYPE to)
{
    return from == VT_BOOL || (range_of(from) != NULL && wmi__vartype_size(from) == wmi__vartype_size(to));
}

static HRESULT to_number(const VARIANT *from, VARIANT *to)
{
    const struct integer_range *range = range_of(V_VT(to));
    number value;
    HRESULT hr = read_number(from, &value);

    if (FAILED(hr))
        return hr;
    if (range == NULL)
        return write_real(&value, to);
    if (!is_bit_copy(V_VT(from), V_VT(to)))
        return write_integer(value, range, to);
    store_integer(value.kind == SIGNED_NUMBER ? (uint64_t)value.i : value.u, to);
    return S_OK;
}

static bool same_word(BSTR text, const char *word)
{
    UINT length = SysStringLen(text);
    UINT i;

    if (length != strlen(word))
        return false;
    for (i = 0; i < length; i++) {
        OLECHAR c = text[i] >= 'A' && text[i] <= 'Z' ? (OLECHAR)(text[i] + ('a' - 'A')) : text[i];
        if (c != (OLECHAR)word[i])
            return false;
    }
    return true;
}

static HRESULT to_bool(const VARIANT *from, VARIANT *to)
{
    number value;
    HRESULT hr;

    if (V_VT(from) == VT_BSTR) {
        bool is_true = same_word(V_BSTR(from), "true") || same_word(V_BSTR(from), "#true#");
        if (is_true || same_word(V_BSTR(from), "false") || same_word(V_BSTR(from), "#false#")) {
            V_BOOL(to) = is_true ? VARIANT_TRUE : VARIANT_FALSE;
            return S_OK;
        }
    }
    hr = read_number(from, &value);
    if (SUCCEEDED(hr))
        V_BOOL(to) = as_real(&value) != 0.0 ? VARIANT_TRUE : VARIANT_FALSE;
    return hr;
}

static void write_text(const number *value, int digits, char text[MAX_NUMBER_TEXT])
{
    locale_t previous = (locale_t)0;
    locale_t invariant;

    if (value->kind == SIGNED_NUMBER) {
        snprintf(text, MAX_NUMBER_TEXT, "%lld", (long long)value->i);
    } else if (value->kind == UNSIGNED_NUMBER) {
        snprintf(text, MAX_NUMBER_TEXT, "%llu", (unsigned long long)value->u);
    } else {
        invariant = invariant_begin(&previous);
        snprintf(text, MAX_NUMBER_TEXT, "%.*G", digits, value->r);
        invariant_end(invariant, previous);
    }
}

static HRESULT to_text(const VARIANT *from, USHORT flags, VARIANT *to)
{
    char text[MAX_NUMBER_TEXT] = "";
    UINT length;
    UINT i;

    if (V_VT(from) == VT_BOOL && (flags & (VARIANT_ALPHABOOL | VARIANT_LOCALBOOL))) {
        strcpy(text, V_BOOL(from) ? "True" : "False");
    } else if (V_VT(from) != VT_EMPTY) {
        number value;
        HRESULT hr = read_number(from, &value);
        if (FAILED(hr))
            return hr;
        write_text(&value, V_VT(from) == VT_R4 ? 7 : 15, text);
    }

    length = (UINT)strlen(text);
    V_BSTR(to) = SysAllocStringLen(NULL, length);
    if (V_BSTR(to) == NULL)
        return E_OUTOFMEMORY;
    for (i = 0; i < length; i++)
        V_BSTR(to)[i] = (OLECHAR)text[i];
    return S_OK;
}

/* `to` is empty except for its type. */
static HRESULT convert(const VARIANT *from, USHORT flags, VARIANT *to)
{
    switch (V_VT(to)) {
    case VT_BSTR: return to_text(from, flags, to);
    case VT_BOOL: return to_bool(from, to);
    case VT_R4:
    case VT_R8: return to_number(from, to);
    default: return range_of(V_VT(to)) != NULL ? to_number(from, to) : DISP_E_TYPEMISMATCH;
    }
}

HRESULT VariantChangeType(VARIANTARG *pvargDest, const VARIANTARG *pvarSrc, USHORT wFlags, VARTYPE vt)
{
    VARIANT source;
    VARIANT result;
    HRESULT hr;

    if (pvargDest == NULL || pvarSrc == NULL)
        return E_INVALIDARG;
    if (!wmi__vartype_is_valid(vt) || !wmi__vartype_is_valid(V_VT(pvarSrc)))
        return DISP_E_BADVARTYPE;
    VariantInit(&source);
    VariantInit(&result);

    hr = VariantCopyInd(&source, pvarSrc);
    if (FAILED(hr))
        return hr;
    if (V_VT(&source) == vt) {
        result = source;
        VariantInit(&source);
    } else {
        V_VT(&result) = vt;
        hr = convert(&source, wFlags, &result);
        if (FAILED(hr))
            VariantInit(&result);
    }
    VariantClear(&source);
    if (FAILED(hr))
        return hr;

    hr = VariantClear(pvargDest);
    if (FAILED(hr))
        VariantClear(&result);
    else
        *pvargDest = result;
    return hr;
}
