/* SPDX-License-Identifier: MIT */
/* Installs the mock: its class objects in the apartments of this process, and in the library. */
#include "mock/apartments.h"

#include "com/locator.h"

HRESULT wmi_mock_install(wmi_mock *mock)
{
    HRESULT hr;

    if (mock == NULL)
        return E_POINTER;
    /* Only one per process: with two, either might be found. */
    if (!wmi_mock__class_objects_serve(mock))
        return E_UNEXPECTED;
    hr = wmi_mock__apartments_enter();
    if (FAILED(hr)) {
        wmi_mock__class_objects_stop();
        return hr;
    }
    mock->is_installed = true;
    wmi__locator_install(&wmi_mock__class_objects[0].factory);
    return S_OK;
}

HRESULT wmi_mock_install_here(wmi_mock *mock)
{
    if (mock == NULL)
        return E_POINTER;
    return mock->is_installed ? wmi_mock__apartments_enter_here() : E_UNEXPECTED;
}

void wmi_mock_uninstall(wmi_mock *mock)
{
    if (mock == NULL || !mock->is_installed)
        return;
    mock->is_installed = false;
    wmi__locator_install(NULL);
    wmi_mock__apartments_leave();
    wmi_mock__class_objects_stop();
}
