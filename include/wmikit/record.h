/* SPDX-License-Identifier: MIT */
/**
 * @file
 * Rows straight into the caller's structs.
 *
 * A table of wmi_field says which property goes into which member:
 *
 *     typedef struct disk { char *name; uint64_t size; bool has_size; } disk;
 *
 *     static const wmi_field fields[] = {
 *         WMI_FIELD(disk, name, "DeviceID", WMI_STRING),
 *         WMI_FIELD_OPTIONAL(disk, size, has_size, "Size", WMI_UINT64),
 *     };
 *
 * A field's type is that of the member; the property's may be another one whose value fits:
 *
 *     type                     member                  takes
 *     WMI_BOOL                 bool                    booleans
 *     WMI_SINT8 … WMI_UINT64   int8_t … uint64_t       integers of any type and width, char16 included
 *     WMI_CHAR16               uint16_t                the same
 *     WMI_REAL32, WMI_REAL64   float, double           reals and integers that it holds exactly
 *     WMI_STRING               char *                  any scalar but an object, as wmi_get_string writes it
 *     WMI_REFERENCE            char *                  references and strings
 *     WMI_DATETIME             wmi_datetime            datetimes and intervals
 *
 * Of an array, the member is a pointer to the first element (char ** of strings), and each element is taken as
 * a scalar would be. A property that is NULL leaves zeros: false, 0, a NULL pointer, a count of 0; an array
 * without elements is never a NULL pointer. The members are found by their offsets alone: the struct may be packed.
 */
#ifndef WMIKIT_RECORD_H
#define WMIKIT_RECORD_H

#include "query.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A wmi_field's present_offset or count_offset: there is no such member. */
#define WMI_NO_OFFSET ((size_t)-1)

/** Which property goes into which member of a record. Made by WMI_FIELD and its like. */
typedef struct wmi_field {
    const char *property;  /**< UTF-8; a system property (`__PATH`) too */
    wmi_type type;         /**< of the member, or of its elements */
    size_t offset;         /**< of the member in the record */
    size_t size;           /**< of the member: checked against the type */
    size_t present_offset; /**< of a bool: whether the property is not NULL; or WMI_NO_OFFSET */
    size_t
        count_offset; /**< of a size_t: how many elements, and the property is an array; or WMI_NO_OFFSET */
} wmi_field;

/** The size of a struct's member. */
#define WMI_MEMBER_SIZE(record, member) sizeof(((record *)0)->member)

/** A member, zero when the property is NULL. */
#define WMI_FIELD(record, member, name, cim_type)                                                 \
    {                                                                                             \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), WMI_NO_OFFSET, \
            WMI_NO_OFFSET                                                                         \
    }

/** A member, and a bool that tells whether the property was not NULL. */
#define WMI_FIELD_OPTIONAL(record, member, present_member, name, cim_type)         \
    {                                                                              \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), \
            offsetof(record, present_member), WMI_NO_OFFSET                        \
    }

/** A member that points to an array's elements, and a size_t that counts them. */
#define WMI_FIELD_ARRAY(record, member, count_member, name, cim_type)                             \
    {                                                                                             \
        name, cim_type, offsetof(record, member), WMI_MEMBER_SIZE(record, member), WMI_NO_OFFSET, \
            offsetof(record, count_member)                                                        \
    }

/**
 * Queries a class and reads every row into a record: `SELECT` the fields' properties `FROM class_name WHERE where`.
 * All or nothing.
 *
 * Blocks until the last row is there; options->timeout_ms is the most that the whole takes, not each row. Callable
 * from every thread that may use the connection. While it reads, it holds one batch of WMI objects; at its
 * end, for a moment, twice the memory of what it returns (and up to 2 MiB).
 *
 *     void *block = NULL;
 *     size_t count = 0;
 *     HRESULT hr = wmi_select(connection, "Win32_LogicalDisk", "DriveType = 3", NULL, fields, 2, sizeof(disk),
 *                             &block, &count);
 *     const disk *disks = block;
 *
 * @param      connection   where
 * @param      class_name   the class; its subclasses' instances come too
 * @param      where        the condition in WQL, for which wmi_wql_quote quotes foreign text; NULL or "": all rows
 * @param      options      how, or NULL
 * @param      fields       what goes where; bytes of the record that no field names are zero
 * @param      field_count  how many
 * @param      record_size  sizeof the struct
 * @param[out] records      the caller's, one block with all strings and arrays, to be given back with wmi_free; also
 *                          when there are no rows; NULL on failure
 * @param[out] count        how many rows; 0 on failure
 *
 * @return S_OK, whether or not there are rows; what wmi_query and wmi_cursor_next return; for a value, with the
 *         property, the row's number (from 1) and the value in the message,
 *         WBEM_E_TYPE_MISMATCH      its type does not convert to the field's
 *         DISP_E_OVERFLOW           it does not fit the field
 *         and what IWbemClassObject::Get returned, such as WBEM_E_NOT_FOUND;
 *         WBEM_E_TIMED_OUT          timeout_ms or the cancel's deadline came before the last row
 *         refused before any call:
 *         E_POINTER                 connection, class_name, fields, a field's property, records or count is NULL
 *         E_INVALIDARG              there is no field; a field's type is none or WMI_OBJECT, its size does not fit
 *                                   its type, it reaches beyond the record or into another field; options->size
 *                                   is not one that this library knows
 *         WBEM_E_INVALID_PARAMETER  class_name or a property is no name; where is not UTF-8
 *         and E_OUTOFMEMORY
 * @see    SELECT Statement for Data Queries
 *         (learn.microsoft.com/windows/win32/wmisdk/select-statement-for-data-queries)
 */
WMI_API HRESULT wmi_select(wmi_connection *connection, const char *class_name, const char *where,
                           const wmi_query_options *options, const wmi_field *fields, size_t field_count,
                           size_t record_size, void **records, size_t *count);

/**
 * Reads one object into a record.
 *
 * Does not block (objects travel by value); callable from any thread of the object's apartment, one at a time for
 * one object. The fields are looked at anew each time: for many rows wmi_select is the faster way.
 *
 * @param      object       the object
 * @param      fields       what goes where
 * @param      field_count  how many
 * @param      record_size  sizeof the struct
 * @param[out] record       the caller's, one block with all strings and arrays, to be given back with wmi_free; NULL
 *                          on failure
 *
 * @return S_OK; for a value, with the property and the value in the message,
 *         WBEM_E_NOT_FOUND          there is no such property
 *         WBEM_E_TYPE_MISMATCH      its type does not convert to the field's
 *         DISP_E_OVERFLOW           it does not fit the field
 *         or what IWbemClassObject::Get returned; E_POINTER, E_INVALIDARG, WBEM_E_INVALID_PARAMETER and
 *         E_OUTOFMEMORY as wmi_select
 * @see    IWbemClassObject::Get (learn.microsoft.com/windows/win32/api/wbemcli/nf-wbemcli-iwbemclassobject-get)
 */
WMI_API HRESULT wmi_read_record(IWbemClassObject *object, const wmi_field *fields, size_t field_count,
                                size_t record_size, void **record);

#ifdef __cplusplus
}
#endif

#endif
