/* SPDX-License-Identifier: MIT */
/*
 * Every code that the library can name, in the order of their numbers: X(value, name, text, hint, retryable).
 *
 * The text is a clause without a capital or a full stop, to be printed after a colon; the hint is a sentence
 * with the usual remedy, or "". Retryable means that the same call may succeed later without a change.
 * The names are those of the Windows headers (a test holds the WBEM_… ones against wbemcli.h); a Win32 error's
 * value is its HRESULT_FROM_WIN32.
 *
 * See learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants and
 * learn.microsoft.com/windows/win32/com/com-error-codes.
 */
/* clang-format off */
#define WMI__ERROR_CODES(X) \
    X(0x00000000, S_OK, "the operation succeeded", "", false) \
    X(0x00000001, WBEM_S_FALSE, "there are no more objects, or the value is NULL", "", false) \
    X(0x00040001, WBEM_S_ALREADY_EXISTS, "the object already exists and was not changed", "", false) \
    X(0x00040002, WBEM_S_RESET_TO_DEFAULT, "an override was removed and the parent's value applies again", "", false) \
    X(0x00040003, WBEM_S_DIFFERENT, "the objects differ", "", false) \
    X(0x00040004, WBEM_S_TIMEDOUT, "the wait ended before all objects arrived", "", true) \
    X(0x00040005, WBEM_S_NO_MORE_DATA, "no more data is available", "", false) \
    X(0x00040006, WBEM_S_OPERATION_CANCELLED, "the operation was cancelled", "", false) \
    X(0x00040007, WBEM_S_PENDING, "the operation has not finished yet", "", true) \
    X(0x00040008, WBEM_S_DUPLICATE_OBJECTS, "the enumeration delivered the same object more than once", "", false) \
    X(0x00040009, WBEM_S_ACCESS_DENIED, "some results are missing because access to them was denied", "Run as a user who may read all of them.", false) \
    X(0x00040010, WBEM_S_PARTIAL_RESULTS, "some results are missing", "", false) \
    X(0x00040017, WBEM_S_SOURCE_NOT_AVAILABLE, "the source of the data is not available", "", true) \
    X(0x80000009, E_BOUNDS, "the position is out of bounds", "", false) \
    X(0x8000000A, E_PENDING, "the data is not available yet", "", true) \
    X(0x80004001, E_NOTIMPL, "the operation is not implemented", "", false) \
    X(0x80004002, E_NOINTERFACE, "the object does not have the interface", "", false) \
    X(0x80004003, E_POINTER, "a required pointer is NULL", "", false) \
    X(0x80004004, E_ABORT, "the operation was aborted", "", false) \
    X(0x80004005, E_FAIL, "the operation failed for an unspecified reason", "", false) \
    X(0x8000FFFF, E_UNEXPECTED, "the call is not allowed in the present state", "", false) \
    X(0x80010001, RPC_E_CALL_REJECTED, "the server rejected the call", "Try again: the server was busy with another call.", true) \
    X(0x80010002, RPC_E_CALL_CANCELED, "the call was cancelled", "", false) \
    X(0x80010007, RPC_E_SERVER_DIED, "the server's process ended", "Connect again.", true) \
    X(0x80010012, RPC_E_SERVER_DIED_DNE, "the server's process ended before the call reached it", "Connect again.", true) \
    X(0x80010105, RPC_E_SERVERFAULT, "the server crashed during the call", "See the server's event log.", false) \
    X(0x80010106, RPC_E_CHANGED_MODE, "the thread is already in an apartment of the other kind", "Do not change the thread's apartment: wmikit works in either kind.", false) \
    X(0x80010108, RPC_E_DISCONNECTED, "the object is disconnected from its server", "Connect again: the WMI service or the computer was restarted.", true) \
    X(0x8001010A, RPC_E_SERVERCALL_RETRYLATER, "the server asks to be called later", "", true) \
    X(0x8001010E, RPC_E_WRONG_THREAD, "the interface belongs to another apartment", "Use a connection in the apartment that opened it, or open it in the multithreaded one.", false) \
    X(0x80010114, RPC_E_INVALID_OBJECT, "the called object does not exist", "Connect again.", false) \
    X(0x80010117, RPC_E_CALL_COMPLETE, "the call has already completed", "", false) \
    X(0x80010119, RPC_E_TOO_LATE, "the security of the process is already set", "Ignore this: each proxy gets its own blanket.", false) \
    X(0x8001011B, RPC_E_ACCESS_DENIED, "COM denies access", "Check the DCOM permissions of the server (dcomcnfg).", false) \
    X(0x8001011F, RPC_E_TIMEOUT, "the call did not finish in time", "", true) \
    X(0x8001FFFF, RPC_E_UNEXPECTED, "COM met an internal error", "", false) \
    X(0x80020005, DISP_E_TYPEMISMATCH, "the type cannot be converted", "", false) \
    X(0x8002000A, DISP_E_OVERFLOW, "the value does not fit the type", "Use the getter of a wider type.", false) \
    X(0x8002000B, DISP_E_BADINDEX, "the index is out of the array's bounds", "", false) \
    X(0x80040110, CLASS_E_NOAGGREGATION, "the class does not support aggregation", "", false) \
    X(0x80040111, CLASS_E_CLASSNOTAVAILABLE, "the DLL does not implement the class", "Repair the WMI installation.", false) \
    X(0x80040154, REGDB_E_CLASSNOTREG, "the COM class is not registered", "Repair the WMI installation; on Wine, install wbemprox.", false) \
    X(0x800401F0, CO_E_NOTINITIALIZED, "COM is not initialised", "Call CoInitializeEx first, or leave com_setup at WMI_COM_AUTO.", false) \
    X(0x800401F3, CO_E_CLASSSTRING, "the class identifier is malformed", "", false) \
    X(0x800401FD, CO_E_OBJNOTCONNECTED, "the object is not connected to its server", "Connect again.", true) \
    X(0x80041001, WBEM_E_FAILED, "the call failed for an unspecified reason", "See the Microsoft-Windows-WMI-Activity event log of the server.", false) \
    X(0x80041002, WBEM_E_NOT_FOUND, "the object or property was not found", "Check the spelling and the namespace.", false) \
    X(0x80041003, WBEM_E_ACCESS_DENIED, "WMI denies access", "Run elevated, or give the user rights on the namespace (wmimgmt.msc, Security).", false) \
    X(0x80041004, WBEM_E_PROVIDER_FAILURE, "the provider failed", "See the Microsoft-Windows-WMI-Activity event log of the server.", false) \
    X(0x80041005, WBEM_E_TYPE_MISMATCH, "the type does not match", "Use the getter for the property's type; wmi_get_string shows any scalar as text.", false) \
    X(0x80041006, WBEM_E_OUT_OF_MEMORY, "WMI ran out of memory", "", true) \
    X(0x80041007, WBEM_E_INVALID_CONTEXT, "the context object is not valid", "", false) \
    X(0x80041008, WBEM_E_INVALID_PARAMETER, "a parameter is not valid", "", false) \
    X(0x80041009, WBEM_E_NOT_AVAILABLE, "the resource is not available", "Check that the server is switched on and reachable.", true) \
    X(0x8004100A, WBEM_E_CRITICAL_ERROR, "an internal and serious error occurred", "See the Application event log of the server.", false) \
    X(0x8004100B, WBEM_E_INVALID_STREAM, "a packet was corrupted in transit", "", true) \
    X(0x8004100C, WBEM_E_NOT_SUPPORTED, "the operation is not supported", "", false) \
    X(0x8004100D, WBEM_E_INVALID_SUPERCLASS, "the superclass is not valid", "", false) \
    X(0x8004100E, WBEM_E_INVALID_NAMESPACE, "the namespace does not exist", "Check the spelling of the namespace, and that the software that provides it is installed.", false) \
    X(0x8004100F, WBEM_E_INVALID_OBJECT, "the object is not valid", "", false) \
    X(0x80041010, WBEM_E_INVALID_CLASS, "the class does not exist", "Check the class's spelling and the namespace.", false) \
    X(0x80041011, WBEM_E_PROVIDER_NOT_FOUND, "the provider that the class names was not found", "Register the provider again.", false) \
    X(0x80041012, WBEM_E_INVALID_PROVIDER_REGISTRATION, "the provider's registration is wrong", "Register the provider again.", false) \
    X(0x80041013, WBEM_E_PROVIDER_LOAD_FAILURE, "the provider could not be loaded", "Check that the provider's DLL exists and has the right architecture.", false) \
    X(0x80041014, WBEM_E_INITIALIZATION_FAILURE, "a component of WMI did not start", "Check that the WMI service (winmgmt) runs.", false) \
    X(0x80041015, WBEM_E_TRANSPORT_FAILURE, "the network failed", "Check the server's name, the network and the firewall.", true) \
    X(0x80041016, WBEM_E_INVALID_OPERATION, "the operation is not valid", "", false) \
    X(0x80041017, WBEM_E_INVALID_QUERY, "the query is not valid WQL", "Check the query's syntax; quote text with wmi_wql_quote.", false) \
    X(0x80041018, WBEM_E_INVALID_QUERY_TYPE, "the query language is not supported", "", false) \
    X(0x80041019, WBEM_E_ALREADY_EXISTS, "the object already exists", "", false) \
    X(0x8004101A, WBEM_E_OVERRIDE_NOT_ALLOWED, "the qualifier may not be overridden", "", false) \
    X(0x8004101B, WBEM_E_PROPAGATED_QUALIFIER, "the qualifier comes from the superclass and cannot be deleted here", "", false) \
    X(0x8004101C, WBEM_E_PROPAGATED_PROPERTY, "the property comes from the superclass and cannot be deleted here", "", false) \
    X(0x8004101D, WBEM_E_UNEXPECTED, "the call was not expected", "", false) \
    X(0x8004101E, WBEM_E_ILLEGAL_OPERATION, "the operation is not allowed", "", false) \
    X(0x8004101F, WBEM_E_CANNOT_BE_KEY, "the property cannot be a key", "", false) \
    X(0x80041020, WBEM_E_INCOMPLETE_CLASS, "the class is incomplete", "Give the class a name and its keys first.", false) \
    X(0x80041021, WBEM_E_INVALID_SYNTAX, "the syntax is not valid", "", false) \
    X(0x80041022, WBEM_E_NONDECORATED_OBJECT, "the object lacks information about its origin", "", false) \
    X(0x80041023, WBEM_E_READ_ONLY, "the property is read-only", "", false) \
    X(0x80041024, WBEM_E_PROVIDER_NOT_CAPABLE, "the provider cannot do that", "", false) \
    X(0x80041025, WBEM_E_CLASS_HAS_CHILDREN, "the class has subclasses", "", false) \
    X(0x80041026, WBEM_E_CLASS_HAS_INSTANCES, "the class has instances", "", false) \
    X(0x80041027, WBEM_E_QUERY_NOT_IMPLEMENTED, "the query is not implemented", "", false) \
    X(0x80041028, WBEM_E_ILLEGAL_NULL, "the value must not be NULL", "", false) \
    X(0x80041029, WBEM_E_INVALID_QUALIFIER_TYPE, "a qualifier cannot have that type", "", false) \
    X(0x8004102A, WBEM_E_INVALID_PROPERTY_TYPE, "a property cannot have that type", "", false) \
    X(0x8004102B, WBEM_E_VALUE_OUT_OF_RANGE, "the value is out of range", "", false) \
    X(0x8004102C, WBEM_E_CANNOT_BE_SINGLETON, "the class cannot be a singleton", "", false) \
    X(0x8004102D, WBEM_E_INVALID_CIM_TYPE, "the CIM type is not valid", "", false) \
    X(0x8004102E, WBEM_E_INVALID_METHOD, "the method does not exist", "Check the method's spelling against the class.", false) \
    X(0x8004102F, WBEM_E_INVALID_METHOD_PARAMETERS, "the method's parameters are not valid", "Check names and types against the method's signature.", false) \
    X(0x80041030, WBEM_E_SYSTEM_PROPERTY, "a system property cannot be changed", "", false) \
    X(0x80041031, WBEM_E_INVALID_PROPERTY, "the property is not valid", "", false) \
    X(0x80041032, WBEM_E_CALL_CANCELLED, "the call was cancelled", "", false) \
    X(0x80041033, WBEM_E_SHUTTING_DOWN, "WMI is shutting down", "Connect again when the service is running again.", true) \
    X(0x80041034, WBEM_E_PROPAGATED_METHOD, "the method comes from the superclass and cannot be redefined", "", false) \
    X(0x80041035, WBEM_E_UNSUPPORTED_PARAMETER, "the parameter is not supported", "", false) \
    X(0x80041036, WBEM_E_MISSING_PARAMETER_ID, "a method's parameter has no ID qualifier", "", false) \
    X(0x80041037, WBEM_E_INVALID_PARAMETER_ID, "a method's parameter has an ID qualifier that is not valid", "", false) \
    X(0x80041038, WBEM_E_NONCONSECUTIVE_PARAMETER_IDS, "the ID qualifiers of a method's parameters are not consecutive", "", false) \
    X(0x80041039, WBEM_E_PARAMETER_ID_ON_RETVAL, "a method's return value has an ID qualifier", "", false) \
    X(0x8004103A, WBEM_E_INVALID_OBJECT_PATH, "the object path is not valid", "Write it as Class.Key=\"value\", with quotes and backslashes escaped.", false) \
    X(0x8004103B, WBEM_E_OUT_OF_DISK_SPACE, "the server's disk is full", "", false) \
    X(0x8004103C, WBEM_E_BUFFER_TOO_SMALL, "the buffer is too small", "", false) \
    X(0x8004103D, WBEM_E_UNSUPPORTED_PUT_EXTENSION, "the provider does not support the put extension", "", false) \
    X(0x8004103E, WBEM_E_UNKNOWN_OBJECT_TYPE, "the object is of an unknown type", "", false) \
    X(0x8004103F, WBEM_E_UNKNOWN_PACKET_TYPE, "a packet is of an unknown type", "", false) \
    X(0x80041040, WBEM_E_MARSHAL_VERSION_MISMATCH, "client and server marshal objects differently", "", false) \
    X(0x80041041, WBEM_E_MARSHAL_INVALID_SIGNATURE, "a marshalled object is corrupt", "", false) \
    X(0x80041042, WBEM_E_INVALID_QUALIFIER, "the qualifier is not valid", "", false) \
    X(0x80041043, WBEM_E_INVALID_DUPLICATE_PARAMETER, "a parameter is declared twice and differently", "", false) \
    X(0x80041044, WBEM_E_TOO_MUCH_DATA, "there is too much data", "", false) \
    X(0x80041045, WBEM_E_SERVER_TOO_BUSY, "the server is too busy", "Try again after a pause.", true) \
    X(0x80041046, WBEM_E_INVALID_FLAVOR, "the qualifier's flavor is not valid", "", false) \
    X(0x80041047, WBEM_E_CIRCULAR_REFERENCE, "the reference is circular", "", false) \
    X(0x80041048, WBEM_E_UNSUPPORTED_CLASS_UPDATE, "the class cannot be updated that way", "", false) \
    X(0x80041049, WBEM_E_CANNOT_CHANGE_KEY_INHERITANCE, "a key cannot change while instances or subclasses use it", "", false) \
    X(0x80041050, WBEM_E_CANNOT_CHANGE_INDEX_INHERITANCE, "an index cannot change while instances or subclasses use it", "", false) \
    X(0x80041051, WBEM_E_TOO_MANY_PROPERTIES, "the class would have too many properties", "", false) \
    X(0x80041052, WBEM_E_UPDATE_TYPE_MISMATCH, "a subclass declares the property with another type", "", false) \
    X(0x80041053, WBEM_E_UPDATE_OVERRIDE_NOT_ALLOWED, "a subclass overrides a qualifier that may not be overridden", "", false) \
    X(0x80041054, WBEM_E_UPDATE_PROPAGATED_METHOD, "a subclass declares the method with another signature", "", false) \
    X(0x80041055, WBEM_E_METHOD_NOT_IMPLEMENTED, "the method is not implemented", "", false) \
    X(0x80041056, WBEM_E_METHOD_DISABLED, "the method is disabled", "", false) \
    X(0x80041057, WBEM_E_REFRESHER_BUSY, "the refresher is busy", "", true) \
    X(0x80041058, WBEM_E_UNPARSABLE_QUERY, "the query cannot be parsed", "Check the query's syntax; quote text with wmi_wql_quote.", false) \
    X(0x80041059, WBEM_E_NOT_EVENT_CLASS, "the class is not an event class", "Subscribe to a class of events; wmi_query reads data.", false) \
    X(0x8004105A, WBEM_E_MISSING_GROUP_WITHIN, "GROUP BY lacks a WITHIN clause", "", false) \
    X(0x8004105B, WBEM_E_MISSING_AGGREGATION_LIST, "the aggregation lacks its property list", "", false) \
    X(0x8004105C, WBEM_E_PROPERTY_NOT_AN_OBJECT, "the property is not an embedded object", "", false) \
    X(0x8004105D, WBEM_E_AGGREGATING_BY_OBJECT, "cannot aggregate by an embedded object", "", false) \
    X(0x8004105F, WBEM_E_UNINTERPRETABLE_PROVIDER_QUERY, "the query that the provider registered cannot be understood", "", false) \
    X(0x80041060, WBEM_E_BACKUP_RESTORE_WINMGMT_RUNNING, "stop the WMI service before backup or restore", "", false) \
    X(0x80041061, WBEM_E_QUEUE_OVERFLOW, "the event queue overflowed", "", false) \
    X(0x80041062, WBEM_E_PRIVILEGE_NOT_HELD, "a privilege is missing", "Run as a user who has the privilege, and enable it.", false) \
    X(0x80041063, WBEM_E_INVALID_OPERATOR, "the operator is not valid for that type", "", false) \
    X(0x80041064, WBEM_E_LOCAL_CREDENTIALS, "credentials cannot be used for this computer", "Leave out user, password and authority when connecting to this computer.", false) \
    X(0x80041065, WBEM_E_CANNOT_BE_ABSTRACT, "the class cannot be abstract", "", false) \
    X(0x80041066, WBEM_E_AMENDED_OBJECT, "an amended object cannot be written without WBEM_FLAG_USE_AMENDED_QUALIFIERS", "", false) \
    X(0x80041067, WBEM_E_CLIENT_TOO_SLOW, "the client reads the results too slowly", "Read all rows first, then process them.", false) \
    X(0x80041068, WBEM_E_NULL_SECURITY_DESCRIPTOR, "the provider returned no security descriptor", "", false) \
    X(0x80041069, WBEM_E_TIMED_OUT, "the time limit was exceeded", "Check that the server answers, or allow more time.", true) \
    X(0x8004106A, WBEM_E_INVALID_ASSOCIATION, "the association is not valid", "", false) \
    X(0x8004106B, WBEM_E_AMBIGUOUS_OPERATION, "the operation is ambiguous", "", false) \
    X(0x8004106C, WBEM_E_QUOTA_VIOLATION, "a WMI quota was exceeded", "Close connections and cursors; narrow the query.", false) \
    X(0x8004106D, WBEM_E_RESERVED_001, "reserved by WMI", "", false) \
    X(0x8004106E, WBEM_E_RESERVED_002, "reserved by WMI", "", false) \
    X(0x8004106F, WBEM_E_UNSUPPORTED_LOCALE, "the locale is not supported", "", false) \
    X(0x80041070, WBEM_E_HANDLE_OUT_OF_DATE, "the handle is out of date", "", false) \
    X(0x80041071, WBEM_E_CONNECTION_FAILED, "the connection to the SQL database failed", "", true) \
    X(0x80041072, WBEM_E_INVALID_HANDLE_REQUEST, "the handle request is not valid", "", false) \
    X(0x80041073, WBEM_E_PROPERTY_NAME_TOO_WIDE, "the property's name is too long", "", false) \
    X(0x80041074, WBEM_E_CLASS_NAME_TOO_WIDE, "the class's name is too long", "", false) \
    X(0x80041075, WBEM_E_METHOD_NAME_TOO_WIDE, "the method's name is too long", "", false) \
    X(0x80041076, WBEM_E_QUALIFIER_NAME_TOO_WIDE, "the qualifier's name is too long", "", false) \
    X(0x80041077, WBEM_E_RERUN_COMMAND, "the command must be run again", "", true) \
    X(0x80041078, WBEM_E_DATABASE_VER_MISMATCH, "the repository has another version", "", false) \
    X(0x80041079, WBEM_E_VETO_DELETE, "the provider vetoed the deletion", "", false) \
    X(0x8004107A, WBEM_E_VETO_PUT, "the provider vetoed the change", "", false) \
    X(0x80041080, WBEM_E_INVALID_LOCALE, "the locale is not valid", "Write it as MS_ and the hexadecimal locale identifier: MS_409.", false) \
    X(0x80041081, WBEM_E_PROVIDER_SUSPENDED, "the provider is suspended", "", true) \
    X(0x80041082, WBEM_E_SYNCHRONIZATION_REQUIRED, "the object must be written and read again first", "", false) \
    X(0x80041083, WBEM_E_NO_SCHEMA, "there is no schema", "", false) \
    X(0x80041084, WBEM_E_PROVIDER_ALREADY_REGISTERED, "the provider is already registered", "", false) \
    X(0x80041085, WBEM_E_PROVIDER_NOT_REGISTERED, "the provider is not registered", "", false) \
    X(0x80041086, WBEM_E_FATAL_TRANSPORT_ERROR, "the transport failed permanently", "Connect again.", false) \
    X(0x80041087, WBEM_E_ENCRYPTED_CONNECTION_REQUIRED, "the namespace demands an encrypted connection", "Leave authn_level at its default, or set WMI_AUTHN_PKT_PRIVACY.", false) \
    X(0x80041088, WBEM_E_PROVIDER_TIMED_OUT, "the provider did not answer in time", "", true) \
    X(0x80041089, WBEM_E_NO_KEY, "the object has no key", "", false) \
    X(0x8004108A, WBEM_E_PROVIDER_DISABLED, "the provider is disabled", "", false) \
    X(0x80042001, WBEMESS_E_REGISTRATION_TOO_BROAD, "the event registration is too broad", "Name every property of the event class in WHERE.", false) \
    X(0x80042002, WBEMESS_E_REGISTRATION_TOO_PRECISE, "the event query lacks a WITHIN clause", "Add WITHIN and the polling interval in seconds.", false) \
    X(0x80070005, E_ACCESSDENIED, "access is denied", "Check the DCOM rights (dcomcnfg), the namespace's security, and UAC's remote restrictions for local accounts.", false) \
    X(0x80070006, E_HANDLE, "the handle is not valid", "", false) \
    X(0x8007000E, E_OUTOFMEMORY, "there is not enough memory", "", true) \
    X(0x80070035, ERROR_BAD_NETPATH, "the network path was not found", "Check the server's name.", true) \
    X(0x80070057, E_INVALIDARG, "an argument is not valid", "", false) \
    X(0x80070079, ERROR_SEM_TIMEOUT, "the network did not answer in time", "", true) \
    X(0x80070422, ERROR_SERVICE_DISABLED, "the WMI service is disabled", "Enable the service winmgmt on the server.", false) \
    X(0x8007052E, ERROR_LOGON_FAILURE, "the user name or password is wrong", "Check user, password and domain; DOMAIN\\user names a domain account, SERVER\\user a local one.", false) \
    X(0x80070532, ERROR_PASSWORD_EXPIRED, "the password has expired", "", false) \
    X(0x80070533, ERROR_ACCOUNT_DISABLED, "the account is disabled", "", false) \
    X(0x80070569, ERROR_LOGON_TYPE_NOT_GRANTED, "the user may not log on over the network", "Grant the user network log-on on the server.", false) \
    X(0x800706BA, RPC_S_SERVER_UNAVAILABLE, "the RPC server is unavailable", "Check the server's name, that it is switched on, and that its firewall allows WMI (TCP 135 and the dynamic ports).", true) \
    X(0x800706BB, RPC_S_SERVER_TOO_BUSY, "the RPC server is too busy", "Try again after a pause.", true) \
    X(0x800706BE, RPC_S_CALL_FAILED, "the remote procedure call failed", "Connect again: the server may have ended during the call.", true) \
    X(0x800706BF, RPC_S_CALL_FAILED_DNE, "the remote procedure call failed and did not reach the server", "Connect again.", true) \
    X(0x80070721, RPC_S_SEC_PKG_ERROR, "a security package failed", "Check the clocks, the service principal names and the authority.", false) \
    X(0x80070775, ERROR_ACCOUNT_LOCKED_OUT, "the account is locked out", "", false) \
    X(0x8007203A, ERROR_DS_SERVER_DOWN, "the domain controller does not answer", "", true) \
    X(0x80080005, CO_E_SERVER_EXEC_FAILURE, "the COM server did not start", "Check the WMI service and the server's load.", true) \
    X(0x8009030C, SEC_E_LOGON_DENIED, "the log-on was denied", "Check user, password and domain.", false) \
    X(0x80090311, SEC_E_NO_AUTHENTICATING_AUTHORITY, "no domain controller could be reached for the log-on", "", true) \
    X(0x80090322, SEC_E_WRONG_PRINCIPAL, "the principal name is wrong", "Check the Kerberos principal in authority.", false)
/* clang-format on */
