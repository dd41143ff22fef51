/* SPDX-License-Identifier: MIT */
#include "com/thread_apartment.h"
#include "os/functions.h"

/* Windows 7 and later; the library supports older systems, so it is looked up at run time. */
typedef HRESULT(STDAPICALLTYPE *apartment_type_function)(APTTYPE *type, APTTYPEQUALIFIER *qualifier);
WMI__LOOKED_UP(CoGetApartmentType, apartment_type_function);

static wmi__apartment find_apartment(APTTYPEQUALIFIER *qualifier)
{
    apartment_type_function query = (apartment_type_function)wmi__find_function("ole32.dll",
                                                                                "CoGetApartmentType");
    APTTYPE type;
    HRESULT hr;

    *qualifier = APTTYPEQUALIFIER_NONE;
    if (query == NULL)
        return WMI__APARTMENT_UNKNOWN;
    hr = query(&type, qualifier);
    if (FAILED(hr))
        return WMI__APARTMENT_NONE;
    return type == APTTYPE_MTA ? WMI__APARTMENT_MTA : WMI__APARTMENT_OTHER;
}

wmi__apartment wmi__apartment_here(void)
{
    APTTYPEQUALIFIER qualifier;

    return find_apartment(&qualifier);
}

bool wmi__apartment_is_implicit(void)
{
    APTTYPEQUALIFIER qualifier;

    return find_apartment(&qualifier) == WMI__APARTMENT_MTA && qualifier == APTTYPEQUALIFIER_IMPLICIT_MTA;
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
