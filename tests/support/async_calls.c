/* SPDX-License-Identifier: MIT */
#include "support/async_calls.h"

HRESULT async_put_instance(const async_request *request)
{
    return IWbemServices_PutInstanceAsync(request->services, request->object, request->flags, NULL,
                                          request->sink);
}

HRESULT async_put_class(const async_request *request)
{
    return IWbemServices_PutClassAsync(request->services, request->object, request->flags, NULL,
                                       request->sink);
}

/* --- With one text ------------------------------------------------------------------------------------------------ */

typedef HRESULT(STDMETHODCALLTYPE *text_method)(IWbemServices *This, const BSTR text, LONG flags,
                                                IWbemContext *context, IWbemObjectSink *sink);

static HRESULT with_text(text_method method, const async_request *request)
{
    BSTR text = SysAllocString(request->text);
    HRESULT hr = method(request->services, text, request->flags, NULL, request->sink);

    SysFreeString(text);
    return hr;
}

HRESULT async_delete_instance(const async_request *request)
{
    return with_text(request->services->lpVtbl->DeleteInstanceAsync, request);
}

HRESULT async_delete_class(const async_request *request)
{
    return with_text(request->services->lpVtbl->DeleteClassAsync, request);
}

HRESULT async_enumerate_classes(const async_request *request)
{
    return with_text(request->services->lpVtbl->CreateClassEnumAsync, request);
}

HRESULT async_enumerate(const async_request *request)
{
    return with_text(request->services->lpVtbl->CreateInstanceEnumAsync, request);
}

HRESULT async_get_object(const async_request *request)
{
    return with_text(request->services->lpVtbl->GetObjectAsync, request);
}

HRESULT async_exec_method(const async_request *request)
{
    BSTR path = SysAllocString(request->text);
    BSTR method = SysAllocString(request->method);
    HRESULT hr = IWbemServices_ExecMethodAsync(request->services, path, method, request->flags, NULL, NULL,
                                               request->sink);

    SysFreeString(method);
    SysFreeString(path);
    return hr;
}

/* --- Queries ------------------------------------------------------------------------------------------------------ */

typedef HRESULT(STDMETHODCALLTYPE *query_method)(IWbemServices *This, const BSTR language, const BSTR query,
                                                 LONG flags, IWbemContext *context, IWbemObjectSink *sink);

static HRESULT with_query(query_method method, const async_request *request)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(request->text);
    HRESULT hr = method(request->services, language, query, request->flags, NULL, request->sink);

    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

HRESULT async_exec_query(const async_request *request)
{
    return with_query(request->services->lpVtbl->ExecQueryAsync, request);
}

HRESULT async_subscribe(const async_request *request)
{
    return with_query(request->services->lpVtbl->ExecNotificationQueryAsync, request);
}
