/* SPDX-License-Identifier: MIT */
/**
 * @file
 * A CIM value of any type: scalar or array, NULL or not, owned or borrowed.
 */
#ifndef WMIKIT_VALUE_H
#define WMIKIT_VALUE_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The CIM types; each value equals its CIMTYPE (CIM_SINT16, …). */
typedef enum wmi_type {
    WMI_NULL = 0, /**< no type; NULL for a property of any type */
    WMI_SINT16 = 2,
    WMI_SINT32 = 3,
    WMI_REAL32 = 4,
    WMI_REAL64 = 5,
    WMI_STRING = 8,
    WMI_BOOL = 11,
    WMI_OBJECT = 13,
    WMI_SINT8 = 16,
    WMI_UINT8 = 17,
    WMI_UINT16 = 18,
    WMI_UINT32 = 19,
    WMI_SINT64 = 20,
    WMI_UINT64 = 21,
    WMI_DATETIME = 101,
    WMI_REFERENCE = 102,
    WMI_CHAR16 = 103
} wmi_type;

/** An unspecified field of a wmi_datetime: `*` in the text. */
#define WMI_DATETIME_UNSPECIFIED (-1)

/** An unspecified offset of a wmi_datetime: `*` in the text. 0 is a valid offset. */
#define WMI_DATETIME_NO_OFFSET INT32_MIN

/**
 * A CIM datetime: a point in time, or an interval.
 *
 * Any field may be WMI_DATETIME_UNSPECIFIED. In the text, trailing digits of the microseconds may be `*` (`000***`,
 * from a clock with millisecond resolution): they are read as 0.
 *
 * @see Date and Time Format (learn.microsoft.com/windows/win32/wmisdk/date-and-time-format),
 *      Interval Format (learn.microsoft.com/windows/win32/wmisdk/interval-format)
 */
typedef struct wmi_datetime {
    bool is_interval;       /**< a length of time, not a timestamp */
    int32_t days;           /**< for an interval, 0 to 99999999; 0 for a timestamp */
    int32_t year;           /**< 0 to 9999; year, month and day are 0 for an interval */
    int32_t month;          /**< 1 to 12 */
    int32_t day;            /**< 1 to 31 */
    int32_t hour;           /**< 0 to 23 */
    int32_t minute;         /**< 0 to 59 */
    int32_t second;         /**< 0 to 59 */
    int32_t microsecond;    /**< 0 to 999999 */
    int32_t offset_minutes; /**< from UTC, east positive; WMI_DATETIME_NO_OFFSET; 0 for an interval */
} wmi_datetime;

/**
 * A value and its CIM type.
 *
 * A value made by a wmi_value_… constructor borrows the memory that it points to, which the caller must keep valid.
 * A value filled by the library owns its memory; free it with wmi_value_clear. The member of the union is named
 * after the type, in the plural for an array of `count` elements. A WMI_REFERENCE is in `string`.
 */
typedef struct wmi_value {
    wmi_type type; /**< for an array, the type of its elements */
    bool is_null;  /**< it has a type, but no value */
    bool is_array; /**< the elements are in the plural member */
    size_t count;  /**< number of elements of an array; 0 for a scalar and for NULL */
    void *owned;   /**< the block that this value owns; NULL if it only borrows */
    union {
        bool boolean;
        int8_t sint8;
        uint8_t uint8;
        int16_t sint16;
        uint16_t uint16;
        int32_t sint32;
        uint32_t uint32;
        int64_t sint64;
        uint64_t uint64;
        float real32;
        double real64;
        uint16_t char16;
        const char *string; /**< UTF-8; for WMI_STRING and WMI_REFERENCE */
        wmi_datetime datetime;
        IWbemClassObject *object;

        const bool *booleans;
        const int8_t *sint8s;
        const uint8_t *uint8s;
        const int16_t *sint16s;
        const uint16_t *uint16s;
        const int32_t *sint32s;
        const uint32_t *uint32s;
        const int64_t *sint64s;
        const uint64_t *uint64s;
        const float *real32s;
        const double *real64s;
        const uint16_t *char16s;
        const char *const *strings;
        const wmi_datetime *datetimes;
        IWbemClassObject *const *objects;
    };
} wmi_value;

/** A value with a name: a method's parameter, a context's entry. */
typedef struct wmi_argument {
    const char *name; /**< UTF-8 */
    wmi_value value;  /**< of any type */
} wmi_argument;

/**
 * @name Values of each type
 * @{
 */

/**
 * Make a value that borrows: text, arrays and objects stay owned by the caller and must stay valid as long as the
 * value is used. A NULL text, array or object makes a NULL of that type. They do not block and cannot fail;
 * callable from any thread.
 */
WMI_API wmi_value wmi_value_null(wmi_type type);
WMI_API wmi_value wmi_value_bool(bool value);
WMI_API wmi_value wmi_value_sint8(int8_t value);
WMI_API wmi_value wmi_value_uint8(uint8_t value);
WMI_API wmi_value wmi_value_sint16(int16_t value);
WMI_API wmi_value wmi_value_uint16(uint16_t value);
WMI_API wmi_value wmi_value_char16(uint16_t value);
WMI_API wmi_value wmi_value_sint32(int32_t value);
WMI_API wmi_value wmi_value_uint32(uint32_t value);
WMI_API wmi_value wmi_value_sint64(int64_t value);
WMI_API wmi_value wmi_value_uint64(uint64_t value);
WMI_API wmi_value wmi_value_real32(float value);
WMI_API wmi_value wmi_value_real64(double value);
WMI_API wmi_value wmi_value_string(const char *value);
WMI_API wmi_value wmi_value_reference(const char *value);
WMI_API wmi_value wmi_value_datetime(wmi_datetime value);
WMI_API wmi_value wmi_value_object(IWbemClassObject *value);
WMI_API wmi_value wmi_value_bool_array(const bool *values, size_t count);
WMI_API wmi_value wmi_value_sint8_array(const int8_t *values, size_t count);
WMI_API wmi_value wmi_value_uint8_array(const uint8_t *values, size_t count);
WMI_API wmi_value wmi_value_sint16_array(const int16_t *values, size_t count);
WMI_API wmi_value wmi_value_uint16_array(const uint16_t *values, size_t count);
WMI_API wmi_value wmi_value_char16_array(const uint16_t *values, size_t count);
WMI_API wmi_value wmi_value_sint32_array(const int32_t *values, size_t count);
WMI_API wmi_value wmi_value_uint32_array(const uint32_t *values, size_t count);
WMI_API wmi_value wmi_value_sint64_array(const int64_t *values, size_t count);
WMI_API wmi_value wmi_value_uint64_array(const uint64_t *values, size_t count);
WMI_API wmi_value wmi_value_real32_array(const float *values, size_t count);
WMI_API wmi_value wmi_value_real64_array(const double *values, size_t count);
WMI_API wmi_value wmi_value_string_array(const char *const *values, size_t count);
WMI_API wmi_value wmi_value_reference_array(const char *const *values, size_t count);
WMI_API wmi_value wmi_value_datetime_array(const wmi_datetime *values, size_t count);
WMI_API wmi_value wmi_value_object_array(IWbemClassObject *const *values, size_t count);
/** @} */

/**
 * An element of an array, as a scalar that borrows: it is valid as long as the array.
 *
 *     for (size_t i = 0; i < addresses.count; i++) {
 *         wmi_value address = wmi_value_at(&addresses, i);
 *
 * Does not block and cannot fail; callable from any thread.
 *
 * @param array  an array of any type
 * @param index  from 0
 *
 * @return the element. A NULL (is_null) of the array's type when there is no such element: the index is too large,
 *         the value is a scalar or NULL, the element is a NULL text or object; of type WMI_NULL when array is NULL
 */
WMI_API wmi_value wmi_value_at(const wmi_value *array, size_t index);

/**
 * Writes a scalar as text, as wmi_get_string does: numbers in decimal (reals with the fewest digits that convert back
 * to the same value), booleans as `true` and `false`, a char16 as its character, datetimes in CIM format.
 *
 * Does not block; callable from any thread.
 *
 * @param      value  any scalar except an object, such as an element from wmi_value_at
 * @param[out] text   UTF-8, owned by the caller; free with wmi_free. NULL for NULL and on failure
 *
 * @return S_OK (WMI_OK)             the text was written
 *         WBEM_S_FALSE (WMI_END)    the value is NULL
 *         WBEM_E_TYPE_MISMATCH      it is an array or an object, or its type is unknown
 *         WBEM_E_INVALID_PARAMETER  a text is not UTF-8, a field of a datetime is out of range
 *         E_POINTER                 an argument is NULL
 *         E_OUTOFMEMORY
 */
WMI_API HRESULT wmi_value_text(const wmi_value *value, char **text);

/**
 * Frees the memory that a value owns, and makes it a WMI_NULL. Borrowed memory is not freed.
 *
 * Does not block; callable from any thread, one thread at a time per value.
 *
 * @param value  the value, or NULL
 */
WMI_API void wmi_value_clear(wmi_value *value);

/**
 * Reads a CIM datetime or interval: `yyyymmddHHMMSS.mmmmmmsUUU` or `ddddddddHHMMSS.mmmmmm:000`.
 *
 * Does not block; callable from any thread.
 *
 * @param      text   25 characters
 * @param[out] value  the datetime; all zero on failure
 *
 * @return S_OK
 *         E_POINTER                 an argument is NULL
 *         WBEM_E_INVALID_PARAMETER  the text is not a valid datetime
 * @see    Date and Time Format (learn.microsoft.com/windows/win32/wmisdk/date-and-time-format)
 */
WMI_API HRESULT wmi_datetime_parse(const char *text, wmi_datetime *value);

/**
 * Writes a datetime in CIM format, the inverse of wmi_datetime_parse.
 *
 * Does not block; callable from any thread.
 *
 * @param      value  the datetime
 * @param[out] text   25 characters and the final NUL; "" on failure
 *
 * @return S_OK
 *         E_POINTER                 an argument is NULL
 *         WBEM_E_INVALID_PARAMETER  a field is out of its range
 */
WMI_API HRESULT wmi_datetime_format(const wmi_datetime *value, char text[26]);

/**
 * Converts a timestamp to microseconds since 1970-01-01 00:00 UTC; negative before that.
 *
 * Refuses an interval (compute its length from its fields), and a timestamp without an offset from UTC (`+***`): to
 * assume UTC could be wrong by up to a day. Set offset_minutes first if you know it. Unspecified microseconds count
 * as 0.
 *
 * Does not block; callable from any thread.
 *
 * @param      value         a timestamp of the years 1601 to 9999
 * @param[out] microseconds  since 1970-01-01 00:00 UTC, without leap seconds; 0 on failure
 *
 * @return S_OK
 *         E_POINTER                 an argument is NULL
 *         WBEM_E_TYPE_MISMATCH      it is an interval
 *         WBEM_E_INVALID_PARAMETER  a field is unspecified or out of range, the year is before 1601, or the day does
 *                                   not exist in that month
 * @see    Date and Time Format (learn.microsoft.com/windows/win32/wmisdk/date-and-time-format)
 */
WMI_API HRESULT wmi_datetime_to_unix(const wmi_datetime *value, int64_t *microseconds);

/**
 * Converts microseconds since 1970-01-01 00:00 UTC to a timestamp with offset 0: the inverse of wmi_datetime_to_unix.
 *
 * Does not block; callable from any thread.
 *
 * @param      microseconds  since 1970-01-01 00:00 UTC, in the years 1601 to 9999
 * @param[out] value         the timestamp; all zero on failure
 *
 * @return S_OK
 *         E_POINTER        value is NULL
 *         DISP_E_OVERFLOW  microseconds is outside these years
 */
WMI_API HRESULT wmi_datetime_from_unix(int64_t microseconds, wmi_datetime *value);

#ifdef __cplusplus
}
#endif

#endif
