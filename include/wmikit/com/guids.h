/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The identifiers of interfaces and classes. Included by wmikit/com.h.
 */
#ifndef WMIKIT_COM_GUIDS_H
#define WMIKIT_COM_GUIDS_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

WMI_API extern const GUID GUID_NULL;
#define IID_NULL   GUID_NULL
#define CLSID_NULL GUID_NULL

WMI_API extern const IID IID_IUnknown;
WMI_API extern const IID IID_IClassFactory;
WMI_API extern const IID IID_IErrorInfo;
WMI_API extern const IID IID_IDispatch;
WMI_API extern const IID IID_IMarshal;
WMI_API extern const IID IID_IAgileObject;
WMI_API extern const IID IID_ISequentialStream;
WMI_API extern const IID IID_IStream;
WMI_API extern const IID IID_IClientSecurity;
WMI_API extern const IID IID_IServerSecurity;
WMI_API extern const IID IID_IWbemLocator;
WMI_API extern const IID IID_IWbemServices;
WMI_API extern const IID IID_IWbemClassObject;
WMI_API extern const IID IID_IWbemQualifierSet;
WMI_API extern const IID IID_IEnumWbemClassObject;
WMI_API extern const IID IID_IWbemObjectSink;
WMI_API extern const IID IID_IWbemObjectSinkEx;
WMI_API extern const IID IID_IWbemCallResult;
WMI_API extern const IID IID_IWbemContext;
WMI_API extern const IID IID_IWbemStatusCodeText;
WMI_API extern const IID IID_IUnsecuredApartment;
WMI_API extern const IID IID_IWbemUnsecuredApartment;
WMI_API extern const IID IID_IWbemRefresher;
WMI_API extern const IID IID_IWbemConfigureRefresher;
WMI_API extern const IID IID_IWbemObjectAccess;
WMI_API extern const IID IID_IWbemHiPerfEnum;
WMI_API extern const IID IID_IWbemObjectTextSrc;
WMI_API extern const IID IID_ISWbemDateTime;

WMI_API extern const CLSID CLSID_InProcFreeMarshaler;
WMI_API extern const CLSID CLSID_WbemLocator;
WMI_API extern const CLSID CLSID_WbemContext;
WMI_API extern const CLSID CLSID_WbemClassObject;
WMI_API extern const CLSID CLSID_WbemStatusCodeText;
WMI_API extern const CLSID CLSID_WbemRefresher;
WMI_API extern const CLSID CLSID_WbemObjectTextSrc;
WMI_API extern const CLSID CLSID_SWbemDateTime;
WMI_API extern const CLSID CLSID_UnsecuredApartment;
WMI_API extern const CLSID CLSID_MofCompiler;
WMI_API extern const CLSID CLSID_WbemAdministrativeLocator;
WMI_API extern const CLSID CLSID_WbemAuthenticatedLocator;
WMI_API extern const CLSID CLSID_WbemUnauthenticatedLocator;

#ifdef __cplusplus
}
#endif

#endif
