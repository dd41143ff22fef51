/* SPDX-License-Identifier: MIT */
#include "base/bstr.h"
#include "base/name.h"
#include "call/argument.h"
#include "call/call.h"
#include "error/error.h"
#include "object/assign.h"

#include <wmikit/method.h>
#include <wmikit/object.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPERATION "wmi_call"

/* A method call in progress. */
typedef struct invocation {
    wmi_connection *connection;
    const char *path;
    const char *method;
    const wmi_argument *arguments;
    size_t count;
    wmi__request_order order; /* of the method; getting the class is under the same limit */

    char *what; /* for messages */
    IWbemClassObject *in_signature;
    IWbemClassObject *out_signature;
    IWbemClassObject *in_parameters;
    char **parameters; /* their names */
    size_t parameter_count;
} invocation;

static void invocation_clear(invocation *self)
{
    wmi_object_release(self->in_parameters);
    wmi_object_release(self->out_signature);
    wmi_object_release(self->in_signature);
    wmi_free(self->parameters);
    free(self->what);
}

/* --- The method's signature --------------------------------------------------------------------------------------- */

/* The part of a path that names the class: from after the namespace to the first key. */
static size_t class_path_length(const char *path)
{
    size_t head = strcspn(path, "=\"'");
    size_t start = head;

    while (start > 0 && path[start - 1] != ':')
        start--;
    return start + strcspn(path + start, ".=\"'");
}

static HRESULT find_class(const invocation *self, IWbemClassObject **found)
{
    size_t length = class_path_length(self->path);
    wmi__request_order order = self->order;
    char *path = malloc(length + 1);
    HRESULT hr;

    if (path == NULL) {
        wmi__out_of_memory(OPERATION);
        return E_OUTOFMEMORY;
    }
    memcpy(path, self->path, length);
    path[length] = '\0';
    order.argument = "path";
    order.text = path;
    order.what = path;
    order.flags = 0;
    hr = wmi__call_get_object(self->connection, &order, found);
    free(path);
    return hr;
}

/* A missing method gets the code of IWbemServices::ExecMethod, since the class was found. */
static HRESULT read_signature(invocation *self, IWbemClassObject *from)
{
    wmi__name name;
    HRESULT hr = wmi__name_begin(&name, self->method);

    if (FAILED(hr)) {
        wmi__out_of_memory(OPERATION); /* the name was checked */
        goto cleanup;
    }
    hr = IWbemClassObject_GetMethod(from, name.text, 0, &self->in_signature, &self->out_signature);
    if (hr == (HRESULT)WBEM_E_NOT_FOUND)
        hr = wmi__refuse((HRESULT)WBEM_E_INVALID_METHOD, OPERATION, "'%s': the class has no such method",
                         self->what);
    else if (FAILED(hr))
        wmi__com_failed(hr, "IWbemClassObject::GetMethod", "'%s'", self->what);

cleanup:
    wmi__name_end(&name);
    return hr;
}

static HRESULT find_signature(invocation *self)
{
    IWbemClassObject *found = NULL;
    HRESULT hr = find_class(self, &found);

    if (SUCCEEDED(hr))
        hr = read_signature(self, found);
    wmi_object_release(found);
    return hr;
}

/* --- Its arguments ------------------------------------------------------------------------------------------------ */

/* "A, B, C", as far as there is room. */
static void join(char *const *names, size_t count, char *text, size_t size)
{
    size_t used = 0;

    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", i == 0 ? "" : ", ", names[i]);
}

static HRESULT refuse_name(const invocation *self, const char *name)
{
    char list[512] = "";

    join(self->parameters, self->parameter_count, list, sizeof list);
    return wmi__refuse((HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS, OPERATION,
                       "'%s': no parameter %s; it has%s%s", self->what, name,
                       self->parameter_count == 0 ? " none" : ": ", list);
}

static bool is_parameter(const invocation *self, const char *name)
{
    for (size_t i = 0; i < self->parameter_count; i++) {
        if (wmi__same_name(self->parameters[i], name))
            return true;
    }
    return false;
}

static HRESULT set_argument(const invocation *self, const wmi_argument *argument)
{
    const wmi__assignment assignment = { self->in_parameters, argument->name, &argument->value, OPERATION,
                                         "parameter" };

    return is_parameter(self, argument->name) ? wmi__assign(&assignment) : refuse_name(self, argument->name);
}

static HRESULT spawn_parameters(invocation *self)
{
    HRESULT hr = IWbemClassObject_SpawnInstance(self->in_signature, 0, &self->in_parameters);

    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::SpawnInstance", "the parameters of '%s'", self->what);
    if (self->in_parameters == NULL)
        return wmi__refuse(E_UNEXPECTED, "IWbemClassObject::SpawnInstance",
                           "the parameters of '%s': the call returned no object", self->what);
    return self->count == 0
               ? S_OK
               : wmi_property_names(self->in_signature, &self->parameters, &self->parameter_count);
}

/* Parameters without an argument keep the default of the signature. */
static HRESULT fill_parameters(invocation *self)
{
    HRESULT hr = self->in_signature == NULL ? S_OK : spawn_parameters(self);

    for (size_t i = 0; i < self->count && SUCCEEDED(hr); i++)
        hr = set_argument(self, &self->arguments[i]);
    return hr;
}

/* --- The call ------------------------------------------------------------------------------------------------------- */

static HRESULT describe(invocation *self)
{
    size_t size = strlen(self->method) + strlen(self->path) + sizeof " of ";

    self->what = malloc(size);
    if (self->what == NULL)
        return wmi__out_of_memory(OPERATION);
    snprintf(self->what, size, "%s of %s", self->method, self->path);
    return S_OK;
}

/* The arguments fit the signature: so WMI does not mean these when the path has no keys. */
static void hint_at_class(const invocation *self)
{
    if (self->path[class_path_length(self->path)] == '\0')
        wmi__error_hint(
            (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS,
            "Give the path of an instance, Class.Key=\"value\": on a class only static methods can "
            "be called.");
}

/* A method without out-parameters has no results. */
static HRESULT invoke(const invocation *self, IWbemClassObject **results)
{
    wmi__request_order order = self->order;
    HRESULT hr;

    order.argument = "path";
    order.text = self->path;
    order.method = self->method;
    order.what = self->what;
    order.object = self->in_parameters;
    hr = wmi__call_make(&wmi__exec_method, self->connection, &order,
                        self->out_signature == NULL ? NULL : results, NULL);
    if (FAILED(hr))
        hint_at_class(self);
    return hr;
}

static HRESULT run(invocation *self, IWbemClassObject **results)
{
    HRESULT hr = describe(self);

    wmi__cancel_share(self->order.cancel); /* over both calls */
    if (SUCCEEDED(hr))
        hr = find_signature(self);
    if (SUCCEEDED(hr))
        hr = fill_parameters(self);
    if (SUCCEEDED(hr))
        hr = invoke(self, results);
    wmi_cancel_free(self->order.cancel);
    invocation_clear(self);
    return hr;
}

static HRESULT check(const invocation *self)
{
    static const wmi__argument_rules rules = { OPERATION, "arguments", "parameter",
                                               (HRESULT)WBEM_E_INVALID_METHOD_PARAMETERS, NULL };
    HRESULT hr;

    if (self->connection == NULL)
        return wmi__refuse_null(OPERATION, "connection");
    hr = wmi__path_check(OPERATION, self->path);
    if (FAILED(hr))
        return hr;
    hr = wmi__name_check(OPERATION, "method", self->method);
    if (FAILED(hr))
        return hr;
    return wmi__arguments_check(&rules, self->arguments, self->count);
}

HRESULT wmi_call(wmi_connection *connection, const char *path, const char *method,
                 const wmi_argument *arguments, size_t count, const wmi_call_options *given,
                 IWbemClassObject **results)
{
    invocation self = {
        .connection = connection, .path = path, .method = method, .arguments = arguments, .count = count
    };
    wmi_call_options options;
    HRESULT hr;

    if (results != NULL)
        *results = NULL;
    hr = check(&self);
    if (SUCCEEDED(hr))
        hr = wmi__call_options_read(given, OPERATION, &options);
    if (FAILED(hr))
        return hr;
    self.order = wmi__call_order(OPERATION, &options);
    return run(&self, results);
}
