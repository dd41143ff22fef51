/* SPDX-License-Identifier: MIT */
/**
 * @file
 * The date and time object of WMI's scripting interface. Included by wmikit/com.h.
 *
 * Declared so that programs compile everywhere; off Windows, CoCreateInstance of CLSID_SWbemDateTime returns
 * REGDB_E_CLASSNOTREG.
 */
#ifndef WMIKIT_COM_WBEM_DATETIME_H
#define WMIKIT_COM_WBEM_DATETIME_H

#include "automation.h"

typedef struct ISWbemDateTime ISWbemDateTime;

/* Used by IDispatch alone. */
typedef struct ITypeInfo ITypeInfo;
typedef struct tagDISPPARAMS DISPPARAMS;
typedef struct tagEXCEPINFO EXCEPINFO;
typedef LONG DISPID;

/** Converts between CIM datetimes, dates and times (…/windows/win32/wmisdk/swbemdatetime). */
typedef struct ISWbemDateTimeVtbl {
    WMI__UNKNOWN_SLOTS(ISWbemDateTime);
    HRESULT (*GetTypeInfoCount)(ISWbemDateTime *This, UINT *pctinfo);
    HRESULT (*GetTypeInfo)(ISWbemDateTime *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo);
    HRESULT(*GetIDsOfNames)
    (ISWbemDateTime *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId);
    HRESULT(*Invoke)
    (ISWbemDateTime *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams,
     VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr);
    HRESULT (*get_Value)(ISWbemDateTime *This, BSTR *strValue);
    HRESULT (*put_Value)(ISWbemDateTime *This, BSTR strValue);
    HRESULT (*get_Year)(ISWbemDateTime *This, LONG *iYear);
    HRESULT (*put_Year)(ISWbemDateTime *This, LONG iYear);
    HRESULT (*get_YearSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bYearSpecified);
    HRESULT (*put_YearSpecified)(ISWbemDateTime *This, VARIANT_BOOL bYearSpecified);
    HRESULT (*get_Month)(ISWbemDateTime *This, LONG *iMonth);
    HRESULT (*put_Month)(ISWbemDateTime *This, LONG iMonth);
    HRESULT (*get_MonthSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bMonthSpecified);
    HRESULT (*put_MonthSpecified)(ISWbemDateTime *This, VARIANT_BOOL bMonthSpecified);
    HRESULT (*get_Day)(ISWbemDateTime *This, LONG *iDay);
    HRESULT (*put_Day)(ISWbemDateTime *This, LONG iDay);
    HRESULT (*get_DaySpecified)(ISWbemDateTime *This, VARIANT_BOOL *bDaySpecified);
    HRESULT (*put_DaySpecified)(ISWbemDateTime *This, VARIANT_BOOL bDaySpecified);
    HRESULT (*get_Hours)(ISWbemDateTime *This, LONG *iHours);
    HRESULT (*put_Hours)(ISWbemDateTime *This, LONG iHours);
    HRESULT (*get_HoursSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bHoursSpecified);
    HRESULT (*put_HoursSpecified)(ISWbemDateTime *This, VARIANT_BOOL bHoursSpecified);
    HRESULT (*get_Minutes)(ISWbemDateTime *This, LONG *iMinutes);
    HRESULT (*put_Minutes)(ISWbemDateTime *This, LONG iMinutes);
    HRESULT (*get_MinutesSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bMinutesSpecified);
    HRESULT (*put_MinutesSpecified)(ISWbemDateTime *This, VARIANT_BOOL bMinutesSpecified);
    HRESULT (*get_Seconds)(ISWbemDateTime *This, LONG *iSeconds);
    HRESULT (*put_Seconds)(ISWbemDateTime *This, LONG iSeconds);
    HRESULT (*get_SecondsSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bSecondsSpecified);
    HRESULT (*put_SecondsSpecified)(ISWbemDateTime *This, VARIANT_BOOL bSecondsSpecified);
    HRESULT (*get_Microseconds)(ISWbemDateTime *This, LONG *iMicroseconds);
    HRESULT (*put_Microseconds)(ISWbemDateTime *This, LONG iMicroseconds);
    HRESULT (*get_MicrosecondsSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bMicrosecondsSpecified);
    HRESULT (*put_MicrosecondsSpecified)(ISWbemDateTime *This, VARIANT_BOOL bMicrosecondsSpecified);
    HRESULT (*get_UTC)(ISWbemDateTime *This, LONG *iUTC);
    HRESULT (*put_UTC)(ISWbemDateTime *This, LONG iUTC);
    HRESULT (*get_UTCSpecified)(ISWbemDateTime *This, VARIANT_BOOL *bUTCSpecified);
    HRESULT (*put_UTCSpecified)(ISWbemDateTime *This, VARIANT_BOOL bUTCSpecified);
    HRESULT (*get_IsInterval)(ISWbemDateTime *This, VARIANT_BOOL *bIsInterval);
    HRESULT (*put_IsInterval)(ISWbemDateTime *This, VARIANT_BOOL bIsInterval);
    HRESULT (*GetVarDate)(ISWbemDateTime *This, VARIANT_BOOL bIsLocal, DATE *dVarDate);
    HRESULT (*SetVarDate)(ISWbemDateTime *This, DATE dVarDate, VARIANT_BOOL bIsLocal);
    HRESULT (*GetFileTime)(ISWbemDateTime *This, VARIANT_BOOL bIsLocal, BSTR *strFileTime);
    HRESULT (*SetFileTime)(ISWbemDateTime *This, BSTR strFileTime, VARIANT_BOOL bIsLocal);
} ISWbemDateTimeVtbl;
struct ISWbemDateTime {
    const ISWbemDateTimeVtbl *lpVtbl;
};
#define ISWbemDateTime_QueryInterface(This, ...)     ((This)->lpVtbl->QueryInterface((This), __VA_ARGS__))
#define ISWbemDateTime_AddRef(This)                  ((This)->lpVtbl->AddRef(This))
#define ISWbemDateTime_Release(This)                 ((This)->lpVtbl->Release(This))
#define ISWbemDateTime_GetTypeInfoCount(This, ...)   ((This)->lpVtbl->GetTypeInfoCount((This), __VA_ARGS__))
#define ISWbemDateTime_GetTypeInfo(This, ...)        ((This)->lpVtbl->GetTypeInfo((This), __VA_ARGS__))
#define ISWbemDateTime_GetIDsOfNames(This, ...)      ((This)->lpVtbl->GetIDsOfNames((This), __VA_ARGS__))
#define ISWbemDateTime_Invoke(This, ...)             ((This)->lpVtbl->Invoke((This), __VA_ARGS__))
#define ISWbemDateTime_get_Value(This, ...)          ((This)->lpVtbl->get_Value((This), __VA_ARGS__))
#define ISWbemDateTime_put_Value(This, ...)          ((This)->lpVtbl->put_Value((This), __VA_ARGS__))
#define ISWbemDateTime_get_Year(This, ...)           ((This)->lpVtbl->get_Year((This), __VA_ARGS__))
#define ISWbemDateTime_put_Year(This, ...)           ((This)->lpVtbl->put_Year((This), __VA_ARGS__))
#define ISWbemDateTime_get_YearSpecified(This, ...)  ((This)->lpVtbl->get_YearSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_YearSpecified(This, ...)  ((This)->lpVtbl->put_YearSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Month(This, ...)          ((This)->lpVtbl->get_Month((This), __VA_ARGS__))
#define ISWbemDateTime_put_Month(This, ...)          ((This)->lpVtbl->put_Month((This), __VA_ARGS__))
#define ISWbemDateTime_get_MonthSpecified(This, ...) ((This)->lpVtbl->get_MonthSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_MonthSpecified(This, ...) ((This)->lpVtbl->put_MonthSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Day(This, ...)            ((This)->lpVtbl->get_Day((This), __VA_ARGS__))
#define ISWbemDateTime_put_Day(This, ...)            ((This)->lpVtbl->put_Day((This), __VA_ARGS__))
#define ISWbemDateTime_get_DaySpecified(This, ...)   ((This)->lpVtbl->get_DaySpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_DaySpecified(This, ...)   ((This)->lpVtbl->put_DaySpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Hours(This, ...)          ((This)->lpVtbl->get_Hours((This), __VA_ARGS__))
#define ISWbemDateTime_put_Hours(This, ...)          ((This)->lpVtbl->put_Hours((This), __VA_ARGS__))
#define ISWbemDateTime_get_HoursSpecified(This, ...) ((This)->lpVtbl->get_HoursSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_HoursSpecified(This, ...) ((This)->lpVtbl->put_HoursSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Minutes(This, ...)        ((This)->lpVtbl->get_Minutes((This), __VA_ARGS__))
#define ISWbemDateTime_put_Minutes(This, ...)        ((This)->lpVtbl->put_Minutes((This), __VA_ARGS__))
#define ISWbemDateTime_get_MinutesSpecified(This, ...) \
    ((This)->lpVtbl->get_MinutesSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_MinutesSpecified(This, ...) \
    ((This)->lpVtbl->put_MinutesSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Seconds(This, ...) ((This)->lpVtbl->get_Seconds((This), __VA_ARGS__))
#define ISWbemDateTime_put_Seconds(This, ...) ((This)->lpVtbl->put_Seconds((This), __VA_ARGS__))
#define ISWbemDateTime_get_SecondsSpecified(This, ...) \
    ((This)->lpVtbl->get_SecondsSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_SecondsSpecified(This, ...) \
    ((This)->lpVtbl->put_SecondsSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_Microseconds(This, ...) ((This)->lpVtbl->get_Microseconds((This), __VA_ARGS__))
#define ISWbemDateTime_put_Microseconds(This, ...) ((This)->lpVtbl->put_Microseconds((This), __VA_ARGS__))
#define ISWbemDateTime_get_MicrosecondsSpecified(This, ...) \
    ((This)->lpVtbl->get_MicrosecondsSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_MicrosecondsSpecified(This, ...) \
    ((This)->lpVtbl->put_MicrosecondsSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_UTC(This, ...)          ((This)->lpVtbl->get_UTC((This), __VA_ARGS__))
#define ISWbemDateTime_put_UTC(This, ...)          ((This)->lpVtbl->put_UTC((This), __VA_ARGS__))
#define ISWbemDateTime_get_UTCSpecified(This, ...) ((This)->lpVtbl->get_UTCSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_put_UTCSpecified(This, ...) ((This)->lpVtbl->put_UTCSpecified((This), __VA_ARGS__))
#define ISWbemDateTime_get_IsInterval(This, ...)   ((This)->lpVtbl->get_IsInterval((This), __VA_ARGS__))
#define ISWbemDateTime_put_IsInterval(This, ...)   ((This)->lpVtbl->put_IsInterval((This), __VA_ARGS__))
#define ISWbemDateTime_GetVarDate(This, ...)       ((This)->lpVtbl->GetVarDate((This), __VA_ARGS__))
#define ISWbemDateTime_SetVarDate(This, ...)       ((This)->lpVtbl->SetVarDate((This), __VA_ARGS__))
#define ISWbemDateTime_GetFileTime(This, ...)      ((This)->lpVtbl->GetFileTime((This), __VA_ARGS__))
#define ISWbemDateTime_SetFileTime(This, ...)      ((This)->lpVtbl->SetFileTime((This), __VA_ARGS__))

#endif
