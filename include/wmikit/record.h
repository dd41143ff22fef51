/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Reads rows directly into structs of the caller.
 *
 * A table of wmi_field maps properties to members:
 *
 *     typedef struct disk { char *name; uint64_t size; bool has_size; } disk;
 *
 *     static const wmi_field fields[] = {
 *         WMI_FIELD(disk, name, "DeviceID", WMI_STRING),
 *         WMI_FIELD_OPTIONAL(disk, size, has_size, "Size", WMI_UINT64),
 *     };
 *
 * The type of a field is that of the member; the property may have another type if its value fits:
 *
 *     type                     member                  accepts
 *     WMI_BOOL                 bool                    booleans
 *     WMI_SINT8 … WMI_UINT64   int8_t … uint64_t       integers of any type and width, char16 included
 *     WMI_CHAR16               uint16_t                the same
 *     WMI_REAL32, WMI_REAL64   float, double           reals, and integers that it holds exactly
 *     WMI_STRING               char *                  any scalar except an object, as by wmi_get_string
 *     WMI_REFERENCE            char *                  references and strings
 *     WMI_DATETIME             wmi_datetime            datetimes and intervals
 *
 * For an array property, the member is a pointer to the first element (char ** for strings); each element is
 * converted like a scalar. A NULL property sets zero: false, 0, a NULL pointer, a count of 0; the pointer of an empty
 * array is not NULL. Members are accessed by offset only, so the struct may be packed.
 */
#ifndef WMIKIT_RECORD_H
#define WMIKIT_RECORD_H

#include "query.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** As present_offset or count_offset of a wmi_field: there is no such member. */
#define WMI_NO_OFFSET ((size_t)-1)

/**
 * In place of WMI_NO_OFFSET: there is no such member, and the class may lack the property, as on an older Windows. The
 * field is then read as if the property were NULL.
 */
#define WMI_IF_ANY ((size_t)-2)

/**
 * Maps a property to a member of a record. Made by the WMI_FIELD… macros; a field that is made at run time must set
 * both offsets. Each may be WMI_NO_OFFSET or WMI_IF_ANY.
 */
typedef struct wmi_field {
    const char *property;  /**< UTF-8; may be a system property (`__PATH`) */
    wmi_type type;         /**< of the member, or of its elements */
    size_t offset;         /**< of the member in the record */
    size_t size;           /**< of the member; checked against the type */
    size_t present_offset; /**< of a bool member, false when the property is NULL */
    size_t count_offset;   /**< of a size_t member, the number of elements of an array */
} wmi_field;

/** The size of a struct's member. */
#define WMI_MEMBER_SIZE(record, member) sizeof(((record *)0)->member)

/** A member; zero when the property is NULL. */
#define WMI_FIELD(record, member, name, cim_type)                                                 \
    {                                                                                             \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), WMI_NO_OFFSET, \
            WMI_NO_OFFSET                                                                         \
    }

/**
 * A member, and a bool member that is false when the property is NULL, or is a datetime whose text is not valid.
 * Without the bool member, a row with such a datetime fails; a member of type WMI_STRING gets the text as it is.
 */
#define WMI_FIELD_OPTIONAL(record, member, present_member, name, cim_type)         \
    {                                                                              \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), \
            offsetof(record, present_member), WMI_NO_OFFSET                        \
    }

/** A member that points to the elements of an array, and a size_t member for their number. */
#define WMI_FIELD_ARRAY(record, member, count_member, name, cim_type)                             \
    {                                                                                             \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), WMI_NO_OFFSET, \
            offsetof(record, count_member)                                                        \
    }

/** As WMI_FIELD_OPTIONAL, when the class may lack the property: present_member is false then too. */
#define WMI_FIELD_IF_ANY(record, member, present_member, name, cim_type)           \
    {                                                                              \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), \
            offsetof(record, present_member), WMI_IF_ANY                           \
    }

/** As WMI_FIELD_ARRAY, when the class may lack the property: the pointer is NULL then. */
#define WMI_FIELD_ARRAY_IF_ANY(record, member, count_member, name, cim_type)                   \
    {                                                                                          \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), WMI_IF_ANY, \
            offsetof(record, count_member)                                                     \
    }

/**
 * Queries a class and reads every row into a record: `SELECT` the properties of the fields `FROM class_name WHERE
 * where`. On failure no rows are returned.
 *
 * Blocks until the last row has arrived; options->timeout_ms limits the whole function, not each row. Callable from
 * every thread that may use the connection. Holds one batch of WMI objects while reading; peak memory: twice the
 * result, plus up to 2 MiB.
 *
 * If a field has WMI_IF_ANY, the class is read first (IWbemServices::GetObject, once per call, within timeout_ms), and
 * the properties that it lacks are not selected; if none is left, `__RELPATH` is. A class that cannot be found is
 * reported by the query.
 *
 *     void *block = NULL;
 *     size_t count = 0;
 *     HRESULT hr = wmi_select(connection, "Win32_LogicalDisk", "DriveType = 3", NULL, fields, 2, sizeof(disk),
 *                             &block, &count);
 *     const disk *disks = block;
 *
 * @param      connection   the connection
 * @param      class_name   the class; instances of its subclasses are included
 * @param      where        the condition in WQL; quote untrusted text with wmi_wql_quote. NULL or "": all rows
 * @param      options      options, or NULL for the defaults
 * @param      fields       the fields; bytes of the record outside all fields are zero
 * @param      field_count  number of fields
 * @param      record_size  sizeof the struct
 * @param[out] records      one block with all strings and arrays, owned by the caller; free with wmi_free. Not NULL
 *                          when there are no rows; NULL on failure
 * @param[out] count        number of rows; 0 on failure
 *
 * @return S_OK, whether or not there are rows; what wmi_query and wmi_cursor_next return, or wmi_find with a field of
 *         WMI_IF_ANY
 *         WBEM_E_TIMED_OUT          timeout_ms or the deadline of the cancel passed before the last row
 *         for a value (the message has the property, the number of the row from 1, and the value):
 *         WBEM_E_TYPE_MISMATCH      its type cannot be converted to that of the field
 *         DISP_E_OVERFLOW           it does not fit the field
 *         or what IWbemClassObject::Get returned, such as
 *         WBEM_E_NOT_FOUND          the property does not exist
 *         E_OUTOFMEMORY
 *         refused before any call:
 *         E_POINTER                 connection, class_name, fields, a property of a field, records or count is NULL
 *         E_INVALIDARG              field_count is 0; the type of a field is unknown or WMI_OBJECT, its size does
 *                                   not fit its type, it extends beyond the record or overlaps another field;
 *                                   options->size is unknown to this library
 *         WBEM_E_INVALID_PARAMETER  class_name or a property is not a valid name; where is not UTF-8
 * @see    SELECT Statement for Data Queries
 *         (learn.microsoft.com/windows/win32/wmisdk/select-statement-for-data-queries)
 */
WMI_API HRESULT wmi_select(wmi_connection *connection, const char *class_name, const char *where,
                           const wmi_query_options *options, const wmi_field *fields, size_t field_count,
                           size_t record_size, void **records, size_t *count);

/**
 * Reads the remaining rows of any cursor into records, as wmi_select does: from wmi_query with a query of your own,
 * wmi_instances, wmi_classes, wmi_associators. On failure no rows are returned, and those that were read are lost.
 *
 * Blocks until the last row has arrived; the limits are those of the cursor, so timeout_ms is for each wait. Callable
 * from every thread that may use the connection, by one thread at a time per cursor. The cursor stays open. Each object
 * may lack the property of a field that has WMI_IF_ANY.
 *
 * @param      cursor       the cursor; its current row becomes invalid
 * @param      fields       the fields; bytes of the record outside all fields are zero
 * @param      field_count  number of fields
 * @param      record_size  sizeof the struct
 * @param[out] records      one block with all strings and arrays, owned by the caller; free with wmi_free. Not NULL
 *                          when there are no rows; NULL on failure
 * @param[out] count        number of rows; 0 on failure
 *
 * @return S_OK, whether or not there are rows; what wmi_cursor_next returns; for a value the codes of wmi_read_record
 *         (the message has the number of the row, from 1 for the first that this call reads)
 *         E_OUTOFMEMORY
 *         refused before any row is read:
 *         E_POINTER                 cursor, fields, a property of a field, records or count is NULL
 *         E_INVALIDARG              field_count is 0, or a field is refused as by wmi_select
 *         WBEM_E_INVALID_PARAMETER  a property is not a valid name
 * @see    IEnumWbemClassObject::Next
 *         (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-ienumwbemclassobject-next)
 */
WMI_API HRESULT wmi_read_rows(wmi_cursor *cursor, const wmi_field *fields, size_t field_count,
                              size_t record_size, void **records, size_t *count);

/**
 * Reads one object into a record. The object may lack the property of a field that has WMI_IF_ANY.
 *
 * Does not block (objects are marshalled by value); callable from any thread of the object's apartment, one thread
 * at a time per object. The fields are checked on each call; for many rows wmi_select is faster.
 *
 * @param      object       the object
 * @param      fields       the fields
 * @param      field_count  number of fields
 * @param      record_size  sizeof the struct
 * @param[out] record       one block with all strings and arrays, owned by the caller; free with wmi_free. NULL on
 *                          failure
 *
 * @return S_OK, or what IWbemClassObject::Get returned
 *         E_OUTOFMEMORY
 *         for a value (the message has the property and the value):
 *         WBEM_E_NOT_FOUND          the property does not exist
 *         WBEM_E_TYPE_MISMATCH      its type cannot be converted to that of the field
 *         DISP_E_OVERFLOW           it does not fit the field
 *         refused before any call:
 *         E_POINTER                 object, fields, a property of a field or record is NULL
 *         E_INVALIDARG              field_count is 0, or a field is refused as by wmi_select
 *         WBEM_E_INVALID_PARAMETER  a property is not a valid name
 * @see    IWbemClassObject::Get (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-get)
 */
WMI_API HRESULT wmi_read_record(IWbemClassObject *object, const wmi_field *fields, size_t field_count,
                                size_t record_size, void **record);

#ifdef __cplusplus
}
#endif

#endif
