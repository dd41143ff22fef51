/* SPDX-License-Identifier: MIT */
#include "mock/services/handlers.h"

#include "error/error.h"

#include <stdlib.h>

static wmi_mock__method_handler *find(const wmi_mock *mock, const char *class_name, const char *method)
{
    wmi_mock__method_handler *handler = mock->handlers;

    while (handler != NULL &&
           (!wmi__same_name(handler->class_name, class_name) || !wmi__same_name(handler->method, method)))
        handler = handler->next;
    return handler;
}

wmi_mock__method_handler wmi_mock__method_handler_find(const wmi_mock *mock,
                                                       const wmi_mock__class *object_class,
                                                       const char *method)
{
    for (; object_class != NULL; object_class = object_class->superclass) {
        const wmi_mock__method_handler *handler = find(mock, object_class->name, method);

        if (handler != NULL && handler->run != NULL)
            return *handler;
    }
    return (wmi_mock__method_handler){ 0 };
}

static void free_handler(wmi_mock__method_handler *handler)
{
    free(handler->class_name);
    free(handler->method);
    free(handler);
}

void wmi_mock__method_handlers_free(wmi_mock *mock)
{
    while (mock->handlers != NULL) {
        wmi_mock__method_handler *next = mock->handlers->next;

        free_handler(mock->handlers);
        mock->handlers = next;
    }
}

/* --- Registering -------------------------------------------------------------------------------------------- */

static bool repository_has(const wmi_mock__repository *repository, const char *class_name, const char *method,
                           bool *has_class)
{
    for (size_t i = 0; repository != NULL && i < repository->namespace_count; i++) {
        const wmi_mock__class *found = wmi_mock__namespace_find_class(repository->namespaces[i], class_name);

        *has_class = *has_class || found != NULL;
        if (found != NULL && wmi_mock__class_find_method(found, method) != NULL)
            return true;
    }
    return false;
}

/* Whether any namespace of any computer has such a method. */
static bool mock_has(const wmi_mock *mock, const char *class_name, const char *method, bool *has_class)
{
    bool has = false;

    *has_class = false;
    for (const wmi_mock__host *host = mock->hosts; host != NULL && !has; host = host->next)
        has = repository_has(host->repository, class_name, method, has_class);
    return has;
}

/* The entry for this method, created if missing; NULL when there is no memory. */
static wmi_mock__method_handler *make_entry(wmi_mock *mock, const char *class_name, const char *method)
{
    wmi_mock__method_handler *handler = find(mock, class_name, method);

    if (handler != NULL)
        return handler;
    handler = calloc(1, sizeof *handler);
    if (handler == NULL)
        return NULL;
    handler->class_name = wmi_mock__copy_text(class_name);
    handler->method = wmi_mock__copy_text(method);
    if (handler->class_name == NULL || handler->method == NULL) {
        free_handler(handler);
        return NULL;
    }
    handler->next = mock->handlers;
    mock->handlers = handler;
    return handler;
}

HRESULT wmi_mock_on_method(wmi_mock *mock, const char *class_name, const char *method,
                           wmi_mock_method *handler, void *user_data)
{
    wmi_mock__method_handler *entry = NULL;
    bool has_class = false;
    bool has_method;

    if (mock == NULL || class_name == NULL || method == NULL)
        return wmi__refuse_null("wmi_mock_on_method", mock == NULL         ? "mock"
                                                      : class_name == NULL ? "class_name"
                                                                           : "method");
    wmi_mock__lock(mock);
    has_method = mock_has(mock, class_name, method, &has_class);
    if (has_method)
        entry = make_entry(mock, class_name, method);
    if (entry != NULL) {
        entry->run = handler;
        entry->user_data = user_data;
    }
    wmi_mock__unlock(mock);
    if (!has_class)
        return wmi__refuse((HRESULT)WBEM_E_NOT_FOUND, "wmi_mock_on_method", "there is no class '%s'",
                           class_name);
    if (!has_method)
        return wmi__refuse((HRESULT)WBEM_E_NOT_FOUND, "wmi_mock_on_method",
                           "the class '%s' has no method '%s'", class_name, method);
    return entry == NULL ? wmi__out_of_memory("wmi_mock_on_method") : S_OK;
}
