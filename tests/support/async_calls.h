/* SPDX-License-Identifier: MIT */
/* The asynchronous methods of IWbemServices with one signature, for tables of cases. They make and free their BSTRs. */
#ifndef WMIKIT_TESTS_SUPPORT_ASYNC_CALLS_H
#define WMIKIT_TESTS_SUPPORT_ASYNC_CALLS_H

#include "support/sink.h"

typedef struct async_request {
    IWbemServices *services;
    IWbemClassObject *object; /* of PutInstanceAsync and PutClassAsync */
    const OLECHAR *text;      /* the path, class name or query of the others; NULL is given as NULL */
    const OLECHAR *method;    /* of ExecMethodAsync */
    LONG flags;
    IWbemObjectSink *sink;
} async_request;

typedef HRESULT (*async_method)(const async_request *request);

HRESULT async_put_instance(const async_request *request);
HRESULT async_put_class(const async_request *request);
HRESULT async_delete_instance(const async_request *request);
HRESULT async_delete_class(const async_request *request);
HRESULT async_enumerate_classes(const async_request *request);
HRESULT async_enumerate(const async_request *request);
HRESULT async_get_object(const async_request *request);
HRESULT async_exec_method(const async_request *request);
HRESULT async_exec_query(const async_request *request);
HRESULT async_subscribe(const async_request *request);

#endif
