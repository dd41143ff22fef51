/* SPDX-License-Identifier: MIT */
/*
 * The object for GetErrorInfo after a failed call: an __ExtendedStatus, both IWbemClassObject and IErrorInfo.
 *
 * It belongs to no mock: a thread keeps it until GetErrorInfo, perhaps after the end of the mock, and an object that is
 * never fetched is not a leak of the client.
 */
#include "mock/object/object.h"

#include "mock/object/error_info.h"

#include "base/bstr.h"
#include "value/variant.h"

/* --- IErrorInfo ------------------------------------------------------------------------------------------------- */

static wmi_mock__object *object_of(IErrorInfo *This)
{
    return (wmi_mock__object *)(void *)((char *)This - offsetof(wmi_mock__object, error_info));
}

static HRESULT STDMETHODCALLTYPE query_interface(IErrorInfo *This, REFIID riid, void **ppvObject)
{
    return IWbemClassObject_QueryInterface(&object_of(This)->com, riid, ppvObject);
}

static ULONG STDMETHODCALLTYPE add_ref(IErrorInfo *This)
{
    return IWbemClassObject_AddRef(&object_of(This)->com);
}

static ULONG STDMETHODCALLTYPE release(IErrorInfo *This)
{
    return IWbemClassObject_Release(&object_of(This)->com);
}

static HRESULT STDMETHODCALLTYPE get_guid(IErrorInfo *This, GUID *pGUID)
{
    (void)This;
    if (pGUID == NULL)
        return E_POINTER;
    *pGUID = IID_IWbemServices;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE get_source(IErrorInfo *This, BSTR *pBstrSource)
{
    (void)This;
    return pBstrSource == NULL ? E_POINTER : wmi__bstr_from_utf8("WinMgmt", pBstrSource);
}

/* A missing description is an empty text. */
static HRESULT STDMETHODCALLTYPE get_description(IErrorInfo *This, BSTR *pBstrDescription)
{
    wmi_mock__object *self = object_of(This);
    const char *text = NULL;
    size_t property;
    HRESULT hr;

    if (pBstrDescription == NULL)
        return E_POINTER;
    wmi__mutex_lock(&self->base.lock);
    property = wmi_mock__object_property(self, "Description");
    if (property != SIZE_MAX && !self->record->values[property].is_null)
        text = self->record->values[property].string;
    hr = wmi__bstr_from_utf8(text, pBstrDescription);
    wmi__mutex_unlock(&self->base.lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE get_help_file(IErrorInfo *This, BSTR *pBstrHelpFile)
{
    (void)This;
    if (pBstrHelpFile == NULL)
        return E_POINTER;
    *pBstrHelpFile = NULL;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE get_help_context(IErrorInfo *This, DWORD *pdwHelpContext)
{
    (void)This;
    if (pdwHelpContext == NULL)
        return E_POINTER;
    *pdwHelpContext = 0;
    return S_OK;
}

static const IErrorInfoVtbl vtbl = {
    query_interface, add_ref, release, get_guid, get_source, get_description, get_help_file, get_help_context,
};

const IErrorInfoVtbl *wmi_mock__error_info_vtbl(void)
{
    return &vtbl;
}

/* --- The class and its instance ----------------------------------------------------------------------------------- */

static HRESULT declare(wmi_mock__class *object_class, const char *name, wmi_type type)
{
    wmi_mock__property property = { 0 };

    property.name = wmi_mock__copy_text(name);
    property.type = type;
    property.value.type = type;
    property.value.is_null = true;
    return property.name == NULL ? E_OUTOFMEMORY : wmi_mock__class_add_property(object_class, &property);
}

/* NULL when there is no memory. */
static wmi_mock__class *create_class(void)
{
    static const char *const texts[] = { "Description", "Operation", "ParameterInfo", "ProviderName" };
    wmi_mock__class *notify = wmi_mock__class_create("__NotifyStatus", NULL);
    wmi_mock__class *created = NULL;
    HRESULT hr = notify == NULL ? E_OUTOFMEMORY : declare(notify, "StatusCode", WMI_UINT32);

    if (SUCCEEDED(hr))
        created = wmi_mock__class_create("__ExtendedStatus", notify);
    wmi_mock__class_release(notify);
    for (size_t i = 0; created != NULL && i < sizeof texts / sizeof texts[0]; i++) {
        if (FAILED(declare(created, texts[i], WMI_STRING))) {
            wmi_mock__class_release(created);
            created = NULL;
        }
    }
    return created;
}

static HRESULT set_value(wmi_mock__record *record, const char *name, const wmi_value *value)
{
    size_t property = wmi_mock__class_find_property(record->object_class, name);
    wmi_value copy;
    HRESULT hr = wmi__value_copy(value, &copy);

    if (SUCCEEDED(hr))
        record->values[property] = copy;
    return hr;
}

static HRESULT set_text(wmi_mock__record *record, const char *name, const char *text)
{
    wmi_value value = { 0 };

    value.type = WMI_STRING;
    value.string = text;
    return text == NULL ? S_OK : set_value(record, name, &value);
}

static HRESULT set_code(wmi_mock__record *record, HRESULT code)
{
    wmi_value value = { 0 };

    value.type = WMI_UINT32;
    value.uint32 = (uint32_t)code;
    return set_value(record, "StatusCode", &value);
}

/* NULL when there is no memory. */
static wmi_mock__record *create_status(void)
{
    wmi_mock__class *object_class = create_class();
    wmi_mock__record *record = object_class == NULL ? NULL : wmi_mock__record_create(object_class);

    wmi_mock__class_release(object_class);
    return record;
}

/* NULL when there is no memory. */
static wmi_mock__object *create(const char *operation, const char *parameter_info, const char *description,
                                const char *provider, HRESULT code)
{
    wmi_mock__object_parts parts = { NULL, NULL, create_status(), NULL, NULL, WMI_MOCK__SHOWS_ALL };
    wmi_mock__record *record = parts.record;
    wmi_mock__object *status = NULL;
    HRESULT hr = record == NULL ? E_OUTOFMEMORY : set_code(record, code);

    if (SUCCEEDED(hr))
        hr = set_text(record, "Operation", operation);
    if (SUCCEEDED(hr))
        hr = set_text(record, "ParameterInfo", parameter_info);
    if (SUCCEEDED(hr))
        hr = set_text(record, "Description", description);
    if (SUCCEEDED(hr))
        hr = set_text(record, "ProviderName", provider);
    if (SUCCEEDED(hr))
        hr = wmi_mock__object_build(&parts, &status);
    wmi_mock__record_release(record);
    if (FAILED(hr))
        return NULL;
    status->is_error = true;
    return status;
}

IWbemClassObject *wmi_mock__extended_status_create(const char *operation, const char *parameter_info,
                                                   const char *description, const char *provider,
                                                   HRESULT code)
{
    wmi_mock__object *status = create(operation, parameter_info, description, provider, code);

    return status == NULL ? NULL : &status->com;
}

void wmi_mock__extended_status_set(wmi_mock *mock, const char *operation, const char *parameter_info,
                                   const char *description, const char *provider, HRESULT code)
{
    wmi_mock__object *status = create(operation, parameter_info, description, provider, code);

    (void)mock;
    if (status == NULL)
        return;
    SetErrorInfo(0, &status->error_info);
    IWbemClassObject_Release(&status->com);
}
