/* SPDX-License-Identifier: MIT */
/*
 * Every code that the library can name, in the order of their numbers: X(code, name, text, hint, retry).
 *
 * The code is a constant of <wmikit/codes.h>, which alone has its number, or a number that has no public name.
 * The text is a clause without a capital or a full stop, to be printed after a colon; the hint is a sentence
 * with the usual remedy, or "" (hint.c has others for some calls). Retry: NEVER; AGAIN, the same call may succeed later
 * without a change; RECONNECT, it may do so on a new connection, and only there.
 * The names are those of the Windows headers; a Win32 error's value is its HRESULT_FROM_WIN32. tests/checks/codes.py
 * holds this list, the public names and include/wmikit/com/ together; tests/checks/error_names.sh, WMI's codes with
 * wbemcli.h.
 *
 * See learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants and
 * learn.microsoft.com/windows/win32/com/com-error-codes.
 */
#ifndef WMIKIT_SRC_ERROR_ERROR_CODES_H
#define WMIKIT_SRC_ERROR_ERROR_CODES_H

#include <wmikit/codes.h>

/* clang-format off */
#define WMI__ERROR_CODES(X) \
    X(0x00000000, S_OK, "the operation succeeded", "", NEVER) \
    X(0x00000001, WBEM_S_FALSE, "there are no more objects, or the value is NULL", "", NEVER) \
    X(0x00040001, WBEM_S_ALREADY_EXISTS, "the object already exists and was not changed", "", NEVER) \
    X(0x00040002, WBEM_S_RESET_TO_DEFAULT, "an override was removed and the parent's value applies again", "", NEVER) \
    X(0x00040003, WBEM_S_DIFFERENT, "the objects differ", "", NEVER) \
    X(0x00040004, WBEM_S_TIMEDOUT, "the wait ended before all objects arrived", "", AGAIN) \
    X(0x00040005, WBEM_S_NO_MORE_DATA, "no more data is available", "", NEVER) \
    X(0x00040006, WBEM_S_OPERATION_CANCELLED, "the operation was cancelled", "", NEVER) \
    X(0x00040007, WBEM_S_PENDING, "the operation has not finished yet", "", AGAIN) \
    X(0x00040008, WBEM_S_DUPLICATE_OBJECTS, "the enumeration delivered the same object more than once", "", NEVER) \
    X(0x00040009, WBEM_S_ACCESS_DENIED, "some results are missing because access to them was denied", "Run as a user who may read all of them.", NEVER) \
    X(0x00040010, WBEM_S_PARTIAL_RESULTS, "some results are missing", "", NEVER) \
    X(0x00040017, WBEM_S_SOURCE_NOT_AVAILABLE, "the source of the data is not available", "", AGAIN) \
    X(0x80000009, E_BOUNDS, "the position is out of bounds", "", NEVER) \
    X(0x8000000A, E_PENDING, "the data is not available yet", "", AGAIN) \
    X(0x80004001, E_NOTIMPL, "the operation is not implemented", "", NEVER) \
    X(0x80004002, E_NOINTERFACE, "the object does not have the interface", "", NEVER) \
    X(WMI_E_POINTER, E_POINTER, "a required pointer is NULL", "", NEVER) \
    X(0x80004004, E_ABORT, "the operation was aborted", "", NEVER) \
    X(0x80004005, E_FAIL, "the operation failed for an unspecified reason", "", NEVER) \
    X(WMI_E_COM_UNEXPECTED, E_UNEXPECTED, "the call is not allowed in the present state", "", NEVER) \
    X(0x80010001, RPC_E_CALL_REJECTED, "the server rejected the call", "Try again: the server was busy with another call.", AGAIN) \
    X(0x80010002, RPC_E_CALL_CANCELED, "the call was cancelled", "", NEVER) \
    X(0x80010007, RPC_E_SERVER_DIED, "the server's process ended", "Connect again.", RECONNECT) \
    X(0x80010012, RPC_E_SERVER_DIED_DNE, "the server's process ended before the call reached it", "Connect again.", RECONNECT) \
    X(0x80010105, RPC_E_SERVERFAULT, "the server crashed during the call", "See the server's event log.", NEVER) \
    X(WMI_E_CHANGED_MODE, RPC_E_CHANGED_MODE, "the thread is already in an apartment of the other kind", "Do not change the thread's apartment: wmikit works in either kind.", NEVER) \
    X(WMI_E_DISCONNECTED, RPC_E_DISCONNECTED, "the object is disconnected from its server", "Connect again: the WMI service or the computer was restarted.", RECONNECT) \
    X(0x8001010A, RPC_E_SERVERCALL_RETRYLATER, "the server asks to be called later", "", AGAIN) \
    X(0x8001010E, RPC_E_WRONG_THREAD, "the interface belongs to another apartment", "Use a connection in the apartment that opened it, or open it in the multithreaded one.", NEVER) \
    X(0x80010114, RPC_E_INVALID_OBJECT, "the called object does not exist", "Connect again.", RECONNECT) \
    X(0x80010117, RPC_E_CALL_COMPLETE, "the call has already completed", "", NEVER) \
    X(0x80010119, RPC_E_TOO_LATE, "the security of the process is already set", "Ignore this: each proxy gets its own blanket.", NEVER) \
    X(0x8001011B, RPC_E_ACCESS_DENIED, "COM denies access", "Check the DCOM permissions of the server (dcomcnfg).", NEVER) \
    X(0x8001011F, RPC_E_TIMEOUT, "the call did not finish in time", "", AGAIN) \
    X(0x8001FFFF, RPC_E_UNEXPECTED, "COM met an internal error", "", NEVER) \
    X(0x80020005, DISP_E_TYPEMISMATCH, "the type cannot be converted", "", NEVER) \
    X(WMI_E_OVERFLOW, DISP_E_OVERFLOW, "the value does not fit the type", "Use a wider type.", NEVER) \
    X(0x8002000B, DISP_E_BADINDEX, "the index is out of the array's bounds", "", NEVER) \
    X(0x80040110, CLASS_E_NOAGGREGATION, "the class does not support aggregation", "", NEVER) \
    X(0x80040111, CLASS_E_CLASSNOTAVAILABLE, "the DLL does not implement the class", "Repair the WMI installation.", NEVER) \
    X(WMI_E_CLASS_NOT_REGISTERED, REGDB_E_CLASSNOTREG, "the COM class is not registered", "Repair the WMI installation; on Wine, install wbemprox.", NEVER) \
    X(WMI_E_COM_NOT_INITIALIZED, CO_E_NOTINITIALIZED, "COM is not initialised", "Call CoInitializeEx first, or leave com_setup at WMI_COM_AUTO.", NEVER) \
    X(0x800401F3, CO_E_CLASSSTRING, "the class identifier is malformed", "", NEVER) \
    X(0x800401FD, CO_E_OBJNOTCONNECTED, "the object is not connected to its server", "Connect again.", RECONNECT) \
    X(WMI_E_FAILED, WBEM_E_FAILED, "the call failed for an unspecified reason", "See the Microsoft-Windows-WMI-Activity event log of the server.", NEVER) \
    X(WMI_E_NOT_FOUND, WBEM_E_NOT_FOUND, "the object or property was not found", "Check the spelling and the namespace.", NEVER) \
    X(WMI_E_ACCESS_DENIED, WBEM_E_ACCESS_DENIED, "WMI denies access", "Run elevated, or give the user rights on the namespace (wmimgmt.msc, Security).", NEVER) \
    X(WMI_E_PROVIDER_FAILURE, WBEM_E_PROVIDER_FAILURE, "the provider failed", "See the Microsoft-Windows-WMI-Activity event log of the server.", NEVER) \
    X(WMI_E_TYPE_MISMATCH, WBEM_E_TYPE_MISMATCH, "the type does not match", "Use the type that the class declares.", NEVER) \
    X(WMI_E_OUT_OF_MEMORY, WBEM_E_OUT_OF_MEMORY, "WMI ran out of memory", "", AGAIN) \
    X(WMI_E_INVALID_CONTEXT, WBEM_E_INVALID_CONTEXT, "the context object is not valid", "", NEVER) \
    X(WMI_E_INVALID_PARAMETER, WBEM_E_INVALID_PARAMETER, "a parameter is not valid", "", NEVER) \
    X(WMI_E_NOT_AVAILABLE, WBEM_E_NOT_AVAILABLE, "the resource is not available", "Check that the server is switched on and reachable.", AGAIN) \
    X(WMI_E_CRITICAL_ERROR, WBEM_E_CRITICAL_ERROR, "an internal and serious error occurred", "See the Application event log of the server.", NEVER) \
    X(WMI_E_INVALID_STREAM, WBEM_E_INVALID_STREAM, "a packet was corrupted in transit", "", AGAIN) \
    X(WMI_E_NOT_SUPPORTED, WBEM_E_NOT_SUPPORTED, "the operation is not supported", "", NEVER) \
    X(WMI_E_INVALID_SUPERCLASS, WBEM_E_INVALID_SUPERCLASS, "the superclass is not valid", "", NEVER) \
    X(WMI_E_INVALID_NAMESPACE, WBEM_E_INVALID_NAMESPACE, "the namespace does not exist", "Check the spelling of the namespace, and that the software that provides it is installed.", NEVER) \
    X(WMI_E_INVALID_OBJECT, WBEM_E_INVALID_OBJECT, "the object is not valid", "", NEVER) \
    X(WMI_E_INVALID_CLASS, WBEM_E_INVALID_CLASS, "the class does not exist", "Check the class's spelling and the namespace.", NEVER) \
    X(WMI_E_PROVIDER_NOT_FOUND, WBEM_E_PROVIDER_NOT_FOUND, "the provider that the class names was not found", "Register the provider again.", NEVER) \
    X(WMI_E_INVALID_PROVIDER_REGISTRATION, WBEM_E_INVALID_PROVIDER_REGISTRATION, "the provider's registration is wrong", "Register the provider again.", NEVER) \
    X(WMI_E_PROVIDER_LOAD_FAILURE, WBEM_E_PROVIDER_LOAD_FAILURE, "the provider could not be loaded", "Check that the provider's DLL exists and has the right architecture.", NEVER) \
    X(WMI_E_INITIALIZATION_FAILURE, WBEM_E_INITIALIZATION_FAILURE, "a component of WMI did not start", "Check that the WMI service (winmgmt) runs.", NEVER) \
    X(WMI_E_TRANSPORT_FAILURE, WBEM_E_TRANSPORT_FAILURE, "the network failed", "Check the server's name, the network and the firewall.", RECONNECT) \
    X(WMI_E_INVALID_OPERATION, WBEM_E_INVALID_OPERATION, "the operation is not valid", "", NEVER) \
    X(WMI_E_INVALID_QUERY, WBEM_E_INVALID_QUERY, "the query is not valid WQL", "Check the query's syntax; quote text with wmi_wql_quote.", NEVER) \
    X(WMI_E_INVALID_QUERY_TYPE, WBEM_E_INVALID_QUERY_TYPE, "the query language is not supported", "", NEVER) \
    X(WMI_E_ALREADY_EXISTS, WBEM_E_ALREADY_EXISTS, "the object already exists", "", NEVER) \
    X(WMI_E_OVERRIDE_NOT_ALLOWED, WBEM_E_OVERRIDE_NOT_ALLOWED, "the qualifier may not be overridden", "", NEVER) \
    X(WMI_E_PROPAGATED_QUALIFIER, WBEM_E_PROPAGATED_QUALIFIER, "the qualifier comes from the superclass and cannot be deleted here", "", NEVER) \
    X(WMI_E_PROPAGATED_PROPERTY, WBEM_E_PROPAGATED_PROPERTY, "the property comes from the superclass and cannot be deleted here", "", NEVER) \
    X(WMI_E_UNEXPECTED, WBEM_E_UNEXPECTED, "the call was not expected", "", NEVER) \
    X(WMI_E_ILLEGAL_OPERATION, WBEM_E_ILLEGAL_OPERATION, "the operation is not allowed", "", NEVER) \
    X(WMI_E_CANNOT_BE_KEY, WBEM_E_CANNOT_BE_KEY, "the property cannot be a key", "", NEVER) \
    X(WMI_E_INCOMPLETE_CLASS, WBEM_E_INCOMPLETE_CLASS, "the class is incomplete", "Give the class a name and its keys first.", NEVER) \
    X(WMI_E_INVALID_SYNTAX, WBEM_E_INVALID_SYNTAX, "the syntax is not valid", "", NEVER) \
    X(WMI_E_NONDECORATED_OBJECT, WBEM_E_NONDECORATED_OBJECT, "the object lacks information about its origin", "", NEVER) \
    X(WMI_E_READ_ONLY, WBEM_E_READ_ONLY, "the property is read-only", "", NEVER) \
    X(WMI_E_PROVIDER_NOT_CAPABLE, WBEM_E_PROVIDER_NOT_CAPABLE, "the provider cannot do that", "", NEVER) \
    X(WMI_E_CLASS_HAS_CHILDREN, WBEM_E_CLASS_HAS_CHILDREN, "the class has subclasses", "", NEVER) \
    X(WMI_E_CLASS_HAS_INSTANCES, WBEM_E_CLASS_HAS_INSTANCES, "the class has instances", "", NEVER) \
    X(WMI_E_QUERY_NOT_IMPLEMENTED, WBEM_E_QUERY_NOT_IMPLEMENTED, "the query is not implemented", "", NEVER) \
    X(WMI_E_ILLEGAL_NULL, WBEM_E_ILLEGAL_NULL, "the value must not be NULL", "", NEVER) \
    X(WMI_E_INVALID_QUALIFIER_TYPE, WBEM_E_INVALID_QUALIFIER_TYPE, "a qualifier cannot have that type", "", NEVER) \
    X(WMI_E_INVALID_PROPERTY_TYPE, WBEM_E_INVALID_PROPERTY_TYPE, "a property cannot have that type", "", NEVER) \
    X(WMI_E_VALUE_OUT_OF_RANGE, WBEM_E_VALUE_OUT_OF_RANGE, "the value is out of range", "", NEVER) \
    X(WMI_E_CANNOT_BE_SINGLETON, WBEM_E_CANNOT_BE_SINGLETON, "the class cannot be a singleton", "", NEVER) \
    X(WMI_E_INVALID_CIM_TYPE, WBEM_E_INVALID_CIM_TYPE, "the CIM type is not valid", "", NEVER) \
    X(WMI_E_INVALID_METHOD, WBEM_E_INVALID_METHOD, "the method does not exist", "Check the method's spelling against the class.", NEVER) \
    X(WMI_E_INVALID_METHOD_PARAMETERS, WBEM_E_INVALID_METHOD_PARAMETERS, "the method's parameters are not valid", "Check names and types against the method's signature.", NEVER) \
    X(WMI_E_SYSTEM_PROPERTY, WBEM_E_SYSTEM_PROPERTY, "a system property cannot be changed", "", NEVER) \
    X(WMI_E_INVALID_PROPERTY, WBEM_E_INVALID_PROPERTY, "the property is not valid", "", NEVER) \
    X(WMI_E_CALL_CANCELLED, WBEM_E_CALL_CANCELLED, "the call was cancelled", "", NEVER) \
    X(WMI_E_SHUTTING_DOWN, WBEM_E_SHUTTING_DOWN, "WMI is shutting down", "Connect again when the service is running again.", RECONNECT) \
    X(WMI_E_PROPAGATED_METHOD, WBEM_E_PROPAGATED_METHOD, "the method comes from the superclass and cannot be redefined", "", NEVER) \
    X(WMI_E_UNSUPPORTED_PARAMETER, WBEM_E_UNSUPPORTED_PARAMETER, "the parameter is not supported", "", NEVER) \
    X(WMI_E_MISSING_PARAMETER_ID, WBEM_E_MISSING_PARAMETER_ID, "a method's parameter has no ID qualifier", "", NEVER) \
    X(WMI_E_INVALID_PARAMETER_ID, WBEM_E_INVALID_PARAMETER_ID, "a method's parameter has an ID qualifier that is not valid", "", NEVER) \
    X(WMI_E_NONCONSECUTIVE_PARAMETER_IDS, WBEM_E_NONCONSECUTIVE_PARAMETER_IDS, "the ID qualifiers of a method's parameters are not consecutive", "", NEVER) \
    X(WMI_E_PARAMETER_ID_ON_RETVAL, WBEM_E_PARAMETER_ID_ON_RETVAL, "a method's return value has an ID qualifier", "", NEVER) \
    X(WMI_E_INVALID_OBJECT_PATH, WBEM_E_INVALID_OBJECT_PATH, "the object path is not valid", "Write it as Class.Key=\"value\", with quotes and backslashes escaped.", NEVER) \
    X(WMI_E_OUT_OF_DISK_SPACE, WBEM_E_OUT_OF_DISK_SPACE, "the server's disk is full", "", NEVER) \
    X(WMI_E_BUFFER_TOO_SMALL, WBEM_E_BUFFER_TOO_SMALL, "the buffer is too small", "", NEVER) \
    X(WMI_E_UNSUPPORTED_PUT_EXTENSION, WBEM_E_UNSUPPORTED_PUT_EXTENSION, "the provider does not support the put extension", "", NEVER) \
    X(WMI_E_UNKNOWN_OBJECT_TYPE, WBEM_E_UNKNOWN_OBJECT_TYPE, "the object is of an unknown type", "", NEVER) \
    X(WMI_E_UNKNOWN_PACKET_TYPE, WBEM_E_UNKNOWN_PACKET_TYPE, "a packet is of an unknown type", "", NEVER) \
    X(WMI_E_MARSHAL_VERSION_MISMATCH, WBEM_E_MARSHAL_VERSION_MISMATCH, "client and server marshal objects differently", "", NEVER) \
    X(WMI_E_MARSHAL_INVALID_SIGNATURE, WBEM_E_MARSHAL_INVALID_SIGNATURE, "a marshalled object is corrupt", "", NEVER) \
    X(WMI_E_INVALID_QUALIFIER, WBEM_E_INVALID_QUALIFIER, "the qualifier is not valid", "", NEVER) \
    X(WMI_E_INVALID_DUPLICATE_PARAMETER, WBEM_E_INVALID_DUPLICATE_PARAMETER, "a parameter is declared twice and differently", "", NEVER) \
    X(WMI_E_TOO_MUCH_DATA, WBEM_E_TOO_MUCH_DATA, "there is too much data", "", NEVER) \
    X(WMI_E_SERVER_TOO_BUSY, WBEM_E_SERVER_TOO_BUSY, "the server is too busy", "Try again after a pause.", AGAIN) \
    X(WMI_E_INVALID_FLAVOR, WBEM_E_INVALID_FLAVOR, "the qualifier's flavor is not valid", "", NEVER) \
    X(WMI_E_CIRCULAR_REFERENCE, WBEM_E_CIRCULAR_REFERENCE, "the reference is circular", "", NEVER) \
    X(WMI_E_UNSUPPORTED_CLASS_UPDATE, WBEM_E_UNSUPPORTED_CLASS_UPDATE, "the class cannot be updated that way", "", NEVER) \
    X(WMI_E_CANNOT_CHANGE_KEY_INHERITANCE, WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE, "a key cannot change while instances or subclasses use it", "", NEVER) \
    X(WMI_E_CANNOT_CHANGE_INDEX_INHERITANCE, WBEM_E_CANNOT_CHANGE_INDEX_INHERITANCE, "an index cannot change while instances or subclasses use it", "", NEVER) \
    X(WMI_E_TOO_MANY_PROPERTIES, WBEM_E_TOO_MANY_PROPERTIES, "the class would have too many properties", "", NEVER) \
    X(WMI_E_UPDATE_TYPE_MISMATCH, WBEM_E_UPDATE_TYPE_MISMATCH, "a subclass declares the property with another type", "", NEVER) \
    X(WMI_E_UPDATE_OVERRIDE_NOT_ALLOWED, WBEM_E_UPDATE_OVERRIDE_NOT_ALLOWED, "a subclass overrides a qualifier that may not be overridden", "", NEVER) \
    X(WMI_E_UPDATE_PROPAGATED_METHOD, WBEM_E_UPDATE_PROPAGATED_METHOD, "a subclass declares the method with another signature", "", NEVER) \
    X(WMI_E_METHOD_NOT_IMPLEMENTED, WBEM_E_METHOD_NOT_IMPLEMENTED, "the method is not implemented", "", NEVER) \
    X(WMI_E_METHOD_DISABLED, WBEM_E_METHOD_DISABLED, "the method is disabled", "", NEVER) \
    X(WMI_E_REFRESHER_BUSY, WBEM_E_REFRESHER_BUSY, "the refresher is busy", "", AGAIN) \
    X(WMI_E_UNPARSABLE_QUERY, WBEM_E_UNPARSABLE_QUERY, "the query cannot be parsed", "Check the query's syntax; quote text with wmi_wql_quote.", NEVER) \
    X(WMI_E_NOT_EVENT_CLASS, WBEM_E_NOT_EVENT_CLASS, "the class is not an event class", "Subscribe to a class of events; wmi_query reads data.", NEVER) \
    X(WMI_E_MISSING_GROUP_WITHIN, WBEM_E_MISSING_GROUP_WITHIN, "GROUP BY lacks a WITHIN clause", "", NEVER) \
    X(WMI_E_MISSING_AGGREGATION_LIST, WBEM_E_MISSING_AGGREGATION_LIST, "the aggregation lacks its property list", "", NEVER) \
    X(WMI_E_PROPERTY_NOT_AN_OBJECT, WBEM_E_PROPERTY_NOT_AN_OBJECT, "the property is not an embedded object", "", NEVER) \
    X(WMI_E_AGGREGATING_BY_OBJECT, WBEM_E_AGGREGATING_BY_OBJECT, "cannot aggregate by an embedded object", "", NEVER) \
    X(WMI_E_UNINTERPRETABLE_PROVIDER_QUERY, WBEM_E_UNINTERPRETABLE_PROVIDER_QUERY, "the query that the provider registered cannot be understood", "", NEVER) \
    X(WMI_E_BACKUP_RESTORE_WINMGMT_RUNNING, WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING, "stop the WMI service before backup or restore", "", NEVER) \
    X(WMI_E_QUEUE_OVERFLOW, WBEM_E_QUEUE_OVERFLOW, "the event queue overflowed", "", NEVER) \
    X(WMI_E_PRIVILEGE_NOT_HELD, WBEM_E_PRIVILEGE_NOT_HELD, "a privilege is missing", "Enable it with wmi_enable_privilege before wmi_connect, in a process that holds it.", NEVER) \
    X(WMI_E_INVALID_OPERATOR, WBEM_E_INVALID_OPERATOR, "the operator is not valid for that type", "", NEVER) \
    X(WMI_E_LOCAL_CREDENTIALS, WBEM_E_LOCAL_CREDENTIALS, "credentials cannot be used for this computer", "Leave out user, password and authority when connecting to this computer.", NEVER) \
    X(WMI_E_CANNOT_BE_ABSTRACT, WBEM_E_CANNOT_BE_ABSTRACT, "the class cannot be abstract", "", NEVER) \
    X(WMI_E_AMENDED_OBJECT, WBEM_E_AMENDED_OBJECT, "an amended object cannot be written without WBEM_FLAG_USE_AMENDED_QUALIFIERS", "", NEVER) \
    X(WMI_E_CLIENT_TOO_SLOW, WBEM_E_CLIENT_TOO_SLOW, "the client reads the results too slowly", "Read all rows first, then process them.", NEVER) \
    X(WMI_E_NULL_SECURITY_DESCRIPTOR, WBEM_E_NULL_SECURITY_DESCRIPTOR, "the provider returned no security descriptor", "", NEVER) \
    X(WMI_E_TIMED_OUT, WBEM_E_TIMED_OUT, "the time limit was exceeded", "Check that the server answers, or allow more time.", AGAIN) \
    X(WMI_E_INVALID_ASSOCIATION, WBEM_E_INVALID_ASSOCIATION, "the association is not valid", "", NEVER) \
    X(WMI_E_AMBIGUOUS_OPERATION, WBEM_E_AMBIGUOUS_OPERATION, "the operation is ambiguous", "", NEVER) \
    X(WMI_E_QUOTA_VIOLATION, WBEM_E_QUOTA_VIOLATION, "a WMI quota was exceeded", "Close connections and cursors; narrow the query.", NEVER) \
    X(WMI_E_RESERVED_001, WBEM_E_RESERVED_001, "reserved by WMI", "", NEVER) \
    X(WMI_E_RESERVED_002, WBEM_E_RESERVED_002, "reserved by WMI", "", NEVER) \
    X(WMI_E_UNSUPPORTED_LOCALE, WBEM_E_UNSUPPORTED_LOCALE, "the locale is not supported", "", NEVER) \
    X(WMI_E_HANDLE_OUT_OF_DATE, WBEM_E_HANDLE_OUT_OF_DATE, "the handle is out of date", "", NEVER) \
    X(WMI_E_CONNECTION_FAILED, WBEM_E_CONNECTION_FAILED, "the connection to the SQL database failed", "", AGAIN) \
    X(WMI_E_INVALID_HANDLE_REQUEST, WBEM_E_INVALID_HANDLE_REQUEST, "the handle request is not valid", "", NEVER) \
    X(WMI_E_PROPERTY_NAME_TOO_WIDE, WBEM_E_PROPERTY_NAME_TOO_WIDE, "the property's name is too long", "", NEVER) \
    X(WMI_E_CLASS_NAME_TOO_WIDE, WBEM_E_CLASS_NAME_TOO_WIDE, "the class's name is too long", "", NEVER) \
    X(WMI_E_METHOD_NAME_TOO_WIDE, WBEM_E_METHOD_NAME_TOO_WIDE, "the method's name is too long", "", NEVER) \
    X(WMI_E_QUALIFIER_NAME_TOO_WIDE, WBEM_E_QUALIFIER_NAME_TOO_WIDE, "the qualifier's name is too long", "", NEVER) \
    X(WMI_E_RERUN_COMMAND, WBEM_E_RERUN_COMMAND, "the command must be run again", "", AGAIN) \
    X(WMI_E_DATABASE_VER_MISMATCH, WBEM_E_DATABASE_VER_MISMATCH, "the repository has another version", "", NEVER) \
    X(WMI_E_VETO_DELETE, WBEM_E_VETO_DELETE, "the provider vetoed the deletion", "", NEVER) \
    X(WMI_E_VETO_PUT, WBEM_E_VETO_PUT, "the provider vetoed the change", "", NEVER) \
    X(WMI_E_INVALID_LOCALE, WBEM_E_INVALID_LOCALE, "the locale is not valid", "Write it as MS_ and the hexadecimal locale identifier: MS_409.", NEVER) \
    X(WMI_E_PROVIDER_SUSPENDED, WBEM_E_PROVIDER_SUSPENDED, "the provider is suspended", "", AGAIN) \
    X(WMI_E_SYNCHRONIZATION_REQUIRED, WBEM_E_SYNCHRONIZATION_REQUIRED, "the object must be written and read again first", "", NEVER) \
    X(WMI_E_NO_SCHEMA, WBEM_E_NO_SCHEMA, "there is no schema", "", NEVER) \
    X(WMI_E_PROVIDER_ALREADY_REGISTERED, WBEM_E_PROVIDER_ALREADY_REGISTERED, "the provider is already registered", "", NEVER) \
    X(WMI_E_PROVIDER_NOT_REGISTERED, WBEM_E_PROVIDER_NOT_REGISTERED, "the provider is not registered", "", NEVER) \
    X(WMI_E_FATAL_TRANSPORT_ERROR, WBEM_E_FATAL_TRANSPORT_ERROR, "the transport failed permanently", "Connect again.", RECONNECT) \
    X(WMI_E_ENCRYPTED_CONNECTION_REQUIRED, WBEM_E_ENCRYPTED_CONNECTION_REQUIRED, "the namespace demands an encrypted connection", "Leave authn_level at its default, or set WMI_AUTHN_PKT_PRIVACY.", NEVER) \
    X(WMI_E_PROVIDER_TIMED_OUT, WBEM_E_PROVIDER_TIMED_OUT, "the provider did not answer in time", "", AGAIN) \
    X(WMI_E_NO_KEY, WBEM_E_NO_KEY, "the object has no key", "", NEVER) \
    X(WMI_E_PROVIDER_DISABLED, WBEM_E_PROVIDER_DISABLED, "the provider is disabled", "", NEVER) \
    X(WMI_E_REGISTRATION_TOO_BROAD, WBEMESS_E_REGISTRATION_TOO_BROAD, "the event registration is too broad", "Name every property of the event class in WHERE.", NEVER) \
    X(WMI_E_REGISTRATION_TOO_PRECISE, WBEMESS_E_REGISTRATION_TOO_PRECISE, "the event query lacks a WITHIN clause", "Add WITHIN and the polling interval in seconds.", NEVER) \
    X(WMI_E_AUTHZ_NOT_PRIVILEGED, WBEMESS_E_AUTHZ_NOT_PRIVILEGED, "the user may not subscribe to these events", "", NEVER) \
    X(WMI_E_COM_ACCESS_DENIED, E_ACCESSDENIED, "access is denied", "Check the DCOM rights (dcomcnfg), the namespace's security, and UAC's remote restrictions for local accounts.", NEVER) \
    X(0x80070006, E_HANDLE, "the handle is not valid", "", NEVER) \
    X(WMI_E_NO_MEMORY, E_OUTOFMEMORY, "there is not enough memory", "", AGAIN) \
    X(0x80070035, ERROR_BAD_NETPATH, "the network path was not found", "Check the server's name.", AGAIN) \
    X(WMI_E_INVALID_ARGUMENT, E_INVALIDARG, "an argument is not valid", "", NEVER) \
    X(0x80070079, ERROR_SEM_TIMEOUT, "the network did not answer in time", "", AGAIN) \
    X(0x80070422, ERROR_SERVICE_DISABLED, "the WMI service is disabled", "Enable the service winmgmt on the server.", NEVER) \
    X(WMI_E_NOT_ALL_ASSIGNED, ERROR_NOT_ALL_ASSIGNED, "the process does not hold the privilege", "Run as a user who has the privilege, and elevated.", NEVER) \
    X(0x8007051F, ERROR_NO_LOGON_SERVERS, "no log-on server is available", "", AGAIN) \
    X(WMI_E_NO_SUCH_PRIVILEGE, ERROR_NO_SUCH_PRIVILEGE, "there is no privilege of that name", "Write it as Windows does: SeSecurityPrivilege.", NEVER) \
    X(WMI_E_CLIENT_PRIVILEGE_NOT_HELD, ERROR_PRIVILEGE_NOT_HELD, "the client does not hold a required privilege", "Enable it with wmi_enable_privilege before wmi_connect, in a process that holds it.", NEVER) \
    X(WMI_E_LOGON_FAILURE, ERROR_LOGON_FAILURE, "the user name or password is wrong", "Check user, password and domain; DOMAIN\\user names a domain account, SERVER\\user a local one.", NEVER) \
    X(0x8007052F, ERROR_ACCOUNT_RESTRICTION, "a restriction of the account forbids the log-on", "An account with an empty password may log on only at the console.", NEVER) \
    X(0x80070530, ERROR_INVALID_LOGON_HOURS, "the account may not log on at this time", "", NEVER) \
    X(0x80070531, ERROR_INVALID_WORKSTATION, "the account may not log on from this computer", "", NEVER) \
    X(0x80070532, ERROR_PASSWORD_EXPIRED, "the password has expired", "", NEVER) \
    X(0x80070533, ERROR_ACCOUNT_DISABLED, "the account is disabled", "", NEVER) \
    X(0x80070569, ERROR_LOGON_TYPE_NOT_GRANTED, "the user may not log on over the network", "Grant the user network log-on on the server.", NEVER) \
    X(0x800705B4, ERROR_TIMEOUT, "the time limit of the system was exceeded", "", AGAIN) \
    X(0x800706B5, RPC_S_UNKNOWN_IF, "the server does not know the RPC interface", "Check that the server is a Windows computer whose WMI service runs.", NEVER) \
    X(WMI_E_SERVER_UNAVAILABLE, RPC_S_SERVER_UNAVAILABLE, "the RPC server is unavailable", "Check the server's name, that it is switched on, and that its firewall allows WMI (TCP 135 and the dynamic ports).", RECONNECT) \
    X(0x800706BB, RPC_S_SERVER_TOO_BUSY, "the RPC server is too busy", "Try again after a pause.", AGAIN) \
    X(WMI_E_CALL_FAILED, RPC_S_CALL_FAILED, "the remote procedure call failed", "Connect again: the server may have ended during the call.", RECONNECT) \
    X(0x800706BF, RPC_S_CALL_FAILED_DNE, "the remote procedure call failed and did not reach the server", "Connect again.", RECONNECT) \
    X(0x800706D9, EPT_S_NOT_REGISTERED, "the server's endpoint mapper knows no endpoint of WMI", "Check that the WMI service (winmgmt) runs on the server, and that nothing else answers at TCP 135.", NEVER) \
    X(0x800706FD, ERROR_TRUSTED_RELATIONSHIP_FAILURE, "the trust between the computer and the domain failed", "", NEVER) \
    X(0x80070701, ERROR_ACCOUNT_EXPIRED, "the account has expired", "", NEVER) \
    X(0x80070721, RPC_S_SEC_PKG_ERROR, "a security package failed", "Check the clocks, the service principal names and the authority.", NEVER) \
    X(0x80070773, ERROR_PASSWORD_MUST_CHANGE, "the password must be changed before the first log-on", "", NEVER) \
    X(0x80070775, ERROR_ACCOUNT_LOCKED_OUT, "the account is locked out", "", NEVER) \
    X(0x80070776, OR_INVALID_OXID, "the object exporter was not found", "Check that the server's name resolves to one computer only, and that both clocks and the DCOM ports agree with its firewall.", NEVER) \
    X(0x8007203A, ERROR_DS_SERVER_DOWN, "the domain controller does not answer", "", AGAIN) \
    X(0x80080005, CO_E_SERVER_EXEC_FAILURE, "the COM server did not start", "Check the WMI service and the server's load.", AGAIN) \
    X(0x80080008, CO_E_SERVER_STOPPING, "the COM server is stopping", "Connect again when the service is running again.", RECONNECT) \
    X(0x8009030C, SEC_E_LOGON_DENIED, "the log-on was denied", "Check user, password and domain.", NEVER) \
    X(0x80090311, SEC_E_NO_AUTHENTICATING_AUTHORITY, "no domain controller could be reached for the log-on", "", AGAIN) \
    X(0x80090322, SEC_E_WRONG_PRINCIPAL, "the principal name is wrong", "Check the Kerberos principal in authority.", NEVER)
/* clang-format on */

#endif
