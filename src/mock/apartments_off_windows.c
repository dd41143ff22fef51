/* SPDX-License-Identifier: MIT */
#include "mock/apartments.h"

#include "com/thread_apartment.h"
#include "off_windows/class_table.h"

static DWORD registrations[WMI_MOCK__CLASSES];

void wmi_mock__apartments_watch(void)
{
}

static void withdraw(size_t count)
{
    for (size_t i = 0; i < count; i++)
        wmi__class_withdraw(registrations[i]);
}

HRESULT wmi_mock__apartments_enter(void)
{
    for (size_t i = 0; i < WMI_MOCK__CLASSES; i++) {
        wmi_mock__class_object *object = &wmi_mock__class_objects[i];
        DWORD contexts = object->is_server ? CLSCTX_ALL : CLSCTX_INPROC_SERVER;
        HRESULT hr = wmi__class_offer(object->clsid, (IUnknown *)&object->factory, contexts,
                                      &registrations[i]);

        if (FAILED(hr)) {
            withdraw(i);
            return hr;
        }
    }
    return S_OK;
}

void wmi_mock__apartments_leave(void)
{
    withdraw(WMI_MOCK__CLASSES);
}

HRESULT wmi_mock__apartments_enter_here(void)
{
    return wmi__apartment_is_single_threaded() ? S_OK : S_FALSE;
}

bool wmi_mock__apartments_have_this_thread(void)
{
    return wmi__apartment_here() != WMI__APARTMENT_NONE;
}
