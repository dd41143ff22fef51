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

HRESULT async_delete_instance(const async_request *request)
{
    BSTR path = SysAllocString(request->text);
    HRESULT hr = IWbemServices_DeleteInstanceAsync(request->services, path, request->flags, NULL,
                                                   request->sink);

    SysFreeString(path);
    return hr;
}

HRESULT async_delete_class(const async_request *request)
{
    BSTR path = SysAllocString(request->text);
    HRESULT hr = IWbemServices_DeleteClassAsync(request->services, path, request->flags, NULL, request->sink);

    SysFreeString(path);
    return hr;
}

HRESULT async_enumerate_classes(const async_request *request)
{
    BSTR superclass = SysAllocString(request->text);
    HRESULT hr = IWbemServices_CreateClassEnumAsync(request->services, superclass, request->flags, NULL,
                                                    request->sink);

    SysFreeString(superclass);
    return hr;
}

HRESULT async_enumerate(const async_request *request)
{
    BSTR name = SysAllocString(request->text);
    HRESULT hr = IWbemServices_CreateInstanceEnumAsync(request->services, name, request->flags, NULL,
                                                       request->sink);

    SysFreeString(name);
    return hr;
}

HRESULT async_get_object(const async_request *request)
{
    BSTR path = SysAllocString(request->text);
    HRESULT hr = IWbemServices_GetObjectAsync(request->services, path, request->flags, NULL, request->sink);

    SysFreeString(path);
    return hr;
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

HRESULT async_exec_query(const async_request *request)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(request->text);
    HRESULT hr = IWbemServices_ExecQueryAsync(request->services, language, query, request->flags, NULL,
                                              request->sink);

    SysFreeString(query);
    SysFreeString(language);
    return hr;
}

HRESULT async_subscribe(const async_request *request)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(request->text);
    HRESULT hr = IWbemServices_ExecNotificationQueryAsync(request->services, language, query, request->flags,
                                                          NULL, request->sink);

    SysFreeString(query);
    SysFreeString(language);
    return hr;
}
