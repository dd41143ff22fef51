/* SPDX-License-Identifier: MIT */
/* The method handlers that wmi_mock_on_method registered. */
#ifndef WMIKIT_SRC_MOCK_SERVICES_HANDLERS_H
#define WMIKIT_SRC_MOCK_SERVICES_HANDLERS_H

#include "mock/core/state.h"
#include "mock/repository/model.h"

typedef struct wmi_mock__method_handler {
    struct wmi_mock__method_handler *next;
    char *class_name;
    char *method;
    wmi_mock_method *run; /* NULL: removed */
    void *user_data;
} wmi_mock__method_handler;

/* The one of the nearest class that has one: a copy of it, whose run is NULL when there is none. The mock's lock
 * is held. */
wmi_mock__method_handler wmi_mock__method_handler_find(const wmi_mock *mock,
                                                       const wmi_mock__class *object_class,
                                                       const char *method);

void wmi_mock__method_handlers_free(wmi_mock *mock);

#endif
