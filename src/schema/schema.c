/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "error/error.h"
#include "query/query.h"

#include <wmikit/schema.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Classes ------------------------------------------------------------------------------------------------------ */

static HRESULT create_class_enum(const wmi__request_call *given, void **answers)
{
    return IWbemServices_CreateClassEnum(given->services, given->text, given->flags, given->context,
                                         (IEnumWbemClassObject **)&answers[0]);
}

HRESULT wmi_classes(wmi_connection *connection, const char *superclass, const wmi_query_options *options,
                    wmi_cursor **cursor)
{
    static const wmi__request_kind create_enum = WMI__ENUMERATOR_REQUEST("IWbemServices::CreateClassEnum",
                                                                         create_class_enum);
    static const wmi__enumeration classes = { "wmi_classes", "superclass", &create_enum, false };
    const char *name = superclass == NULL ? "" : superclass;
    HRESULT hr = wmi__enumeration_check(&classes, connection, name, cursor);

    return FAILED(hr) ? hr : wmi__enumerate(&classes, connection, name, options, cursor);
}

/* --- What an object is tied to ------------------------------------------------------------------------------------- */

/* The position after a quoted text that begins at `at`; NULL when it is not closed. */
static const char *skip_quoted(const char *at)
{
    char quote = *at++;

    while (*at != quote) {
        if (*at == '\\')
            at++;
        if (*at == '\0')
            return NULL;
        at++;
    }
    return at + 1;
}

/* A brace inside quotes is text; any other would end the path and allow WQL injection. */
static bool stays_in_braces(const char *path)
{
    while (path != NULL && *path != '\0') {
        if (*path == '{' || *path == '}')
            return false;
        path = *path == '"' || *path == '\'' ? skip_quoted(path) : path + 1;
    }
    return path != NULL;
}

static HRESULT check_texts(const char *operation, const char *path, const char *where)
{
    if (wmi__utf16_length(path) == WMI__NOT_UTF8 || wmi__utf16_length(where) == WMI__NOT_UTF8)
        return wmi__refuse((HRESULT)WBEM_E_INVALID_PARAMETER, operation, "path or where is not UTF-8");
    if (path[0] == '\0')
        return wmi__refuse((HRESULT)WBEM_E_INVALID_OBJECT_PATH, operation, "path is empty");
    if (!stays_in_braces(path))
        return wmi__refuse((HRESULT)WBEM_E_INVALID_OBJECT_PATH, operation,
                           "path '%s' contains a brace outside quotes, or an unclosed quote", path);
    return S_OK;
}

static HRESULT follow(const wmi__enumeration *self, const char *statement, wmi_connection *connection,
                      const char *path, const char *where, const wmi_query_options *options,
                      wmi_cursor **cursor)
{
    const char *condition = where == NULL ? "" : where;
    size_t size;
    char *wql;
    HRESULT hr = wmi__enumeration_check(self, connection, path, cursor);

    if (SUCCEEDED(hr))
        hr = check_texts(self->operation, path, condition);
    if (FAILED(hr))
        return hr;
    size = strlen(statement) + strlen(path) + strlen(condition) + sizeof " OF {} WHERE ";
    wql = malloc(size);
    if (wql == NULL)
        return wmi__out_of_memory(self->operation);
    snprintf(wql, size, "%s OF {%s}%s%s", statement, path, condition[0] == '\0' ? "" : " WHERE ", condition);
    hr = wmi__enumerate(self, connection, wql, options, cursor);
    free(wql);
    return hr;
}

HRESULT wmi_associators(wmi_connection *connection, const char *path, const char *where,
                        const wmi_query_options *options, wmi_cursor **cursor)
{
    static const wmi__enumeration associators = { "wmi_associators", "path", &wmi__exec_query, false };

    return follow(&associators, "ASSOCIATORS", connection, path, where, options, cursor);
}

HRESULT wmi_references(wmi_connection *connection, const char *path, const char *where,
                       const wmi_query_options *options, wmi_cursor **cursor)
{
    static const wmi__enumeration references = { "wmi_references", "path", &wmi__exec_query, false };

    return follow(&references, "REFERENCES", connection, path, where, options, cursor);
}

/* --- As text -------------------------------------------------------------------------------------------------------- */

HRESULT wmi_object_text(IWbemClassObject *object, char **mof)
{
    static const char operation[] = "wmi_object_text";
    BSTR text = NULL;
    HRESULT hr;

    if (mof == NULL)
        return wmi__refuse_null(operation, "mof");
    *mof = NULL;
    if (object == NULL)
        return wmi__refuse_null(operation, "object");
    hr = IWbemClassObject_GetObjectText(object, 0, &text);
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::GetObjectText", "the object's text");
    hr = wmi__utf8_from_bstr(text, mof);
    SysFreeString(text);
    if (hr == E_OUTOFMEMORY)
        return wmi__out_of_memory(operation);
    return FAILED(hr)
               ? wmi__refuse(hr, operation, "the object's text contains a NUL, or has an odd number of bytes")
               : S_OK;
}
