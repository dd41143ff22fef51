/* SPDX-License-Identifier: MIT */
/*
 * New processes in raw COM, by a sink that WMI calls, as on Microsoft's page on receiving events asynchronously; only
 * the connection is wmikit's. On Windows a program with a sink should also call CoInitializeSecurity.
 */
#include <stdio.h>
#include <wmikit.h>
#include <wmikit/com.h>

#define QUERY u"SELECT * FROM __InstanceCreationEvent WITHIN 1 WHERE TargetInstance ISA 'Win32_Process'"

static HRESULT STDMETHODCALLTYPE query_interface(IWbemObjectSink *This, REFIID iid, void **out)
{
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IWbemObjectSink) ? This : NULL;
    return *out != NULL ? S_OK : E_NOINTERFACE;
}

static ULONG STDMETHODCALLTYPE count_nothing(IWbemObjectSink *This)
{
    (void)This;
    return 1; /* it lives as long as the program */
}

/* On a thread of WMI's: be quick, and call no WMI. The objects are WMI's. */
static HRESULT STDMETHODCALLTYPE indicate(IWbemObjectSink *This, LONG count, IWbemClassObject **events)
{
    (void)This;
    for (LONG i = 0; i < count; i++) {
        IWbemClassObject *process = NULL;
        char *name = NULL;

        wmi_get_object(events[i], "TargetInstance", &process);
        if (wmi_get_string(process, "Name", &name) == WMI_OK)
            printf("%s\n", name);
        wmi_free(name);
        wmi_object_release(process);
    }
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE set_status(IWbemObjectSink *This, LONG flags, HRESULT hr, BSTR text,
                                            IWbemClassObject *object)
{
    (void)This, (void)text, (void)object;
    if (flags == WBEM_STATUS_COMPLETE) /* the last call; nobody else tells the program of a loss */
        printf("no more events: 0x%08lX\n", (unsigned long)(ULONG)hr);
    return S_OK;
}

int main(void)
{
    static const IWbemObjectSinkVtbl vtable = { query_interface, count_nothing, count_nothing, indicate,
                                                set_status };
    static IWbemObjectSink sink = { (IWbemObjectSinkVtbl *)&vtable };
    BSTR language = SysAllocString(u"WQL"), query = SysAllocString(QUERY);
    wmi_connection *connection = NULL;
    IUnsecuredApartment *apartment = NULL;
    IWbemObjectSink *stub = NULL;
    IUnknown *unknown = NULL;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (SUCCEEDED(hr))
        hr = CoCreateInstance(&CLSID_UnsecuredApartment, NULL, CLSCTX_LOCAL_SERVER, &IID_IUnsecuredApartment,
                              (void **)&apartment);
    if (SUCCEEDED(hr))
        hr = IUnsecuredApartment_CreateObjectStub(apartment, (IUnknown *)&sink, &unknown);
    if (SUCCEEDED(hr))
        hr = IUnknown_QueryInterface(unknown, &IID_IWbemObjectSink, (void **)&stub);
    if (SUCCEEDED(hr))
        hr = IWbemServices_ExecNotificationQueryAsync(wmi_services(connection), language, query,
                                                      WBEM_FLAG_SEND_STATUS, NULL, stub);
    if (SUCCEEDED(hr)) {
        getchar(); /* until Enter is pressed */
        hr = IWbemServices_CancelAsyncCall(wmi_services(connection), stub);
    }
    if (FAILED(hr))
        fprintf(stderr, "0x%08lX\n", (unsigned long)(ULONG)hr);
    if (stub != NULL)
        IWbemObjectSink_Release(stub);
    if (unknown != NULL)
        IUnknown_Release(unknown);
    if (apartment != NULL)
        IUnsecuredApartment_Release(apartment);
    SysFreeString(query);
    SysFreeString(language);
    wmi_disconnect(connection);
    return FAILED(hr) ? 1 : 0;
}
