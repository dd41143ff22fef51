/* SPDX-License-Identifier: MIT */
#include "com/thread_apartment.h"
#include "os/functions.h"

#include "os/os.h"

/* Windows 7 and later; the library supports older systems, so it is looked up at run time. */
typedef HRESULT(STDAPICALLTYPE *apartment_type_function)(APTTYPE *type, APTTYPEQUALIFIER *qualifier);
WMI__LOOKED_UP(CoGetApartmentType, apartment_type_function);

wmi__apartment wmi__apartment_here(void)
{
    apartment_type_function query = (apartment_type_function)wmi__find_function("ole32.dll",
                                                                                "CoGetApartmentType");
    APTTYPEQUALIFIER qualifier;
    APTTYPE type;
    HRESULT hr;

    if (query == NULL)
        return WMI__APARTMENT_UNKNOWN;
    hr = query(&type, &qualifier);
    if (FAILED(hr))
        return WMI__APARTMENT_NONE;
    return type == APTTYPE_MTA ? WMI__APARTMENT_MTA : WMI__APARTMENT_OTHER;
}

bool wmi__apartment_is_mta(void)
{
    return wmi__apartment_here() == WMI__APARTMENT_MTA;
}

bool wmi__apartment_is_single_threaded(void)
{
    wmi__apartment here = wmi__apartment_here();

    return here == WMI__APARTMENT_OTHER || here == WMI__APARTMENT_UNKNOWN;
}
