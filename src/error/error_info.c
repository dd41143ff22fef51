/* SPDX-License-Identifier: MIT */
#include "error/error_info.h"

#include "base/bstr.h"
#include "base/guids.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void wmi__error_info_forget(void)
{
    SetErrorInfo(0, NULL);
}

IErrorInfo *wmi__error_info_take(void)
{
    IErrorInfo *info = NULL;

    return GetErrorInfo(0, &info) == S_OK ? info : NULL;
}

void wmi__error_info_put_back(IErrorInfo *info)
{
    if (info == NULL)
        return;
    SetErrorInfo(0, info);
    IErrorInfo_Release(info);
}

/* NULL when the error info is not from WMI. */
static IWbemClassObject *status_of(IErrorInfo *info)
{
    void *status = NULL;

    if (FAILED(IErrorInfo_QueryInterface(info, &wmi__IID_IWbemClassObject, &status)))
        return NULL;
    return status;
}

/* `otherwise`: without a StatusCode. */
static bool is_about(IWbemClassObject *status, HRESULT code, bool otherwise)
{
    bool same = otherwise;
    VARIANT value;

    if (FAILED(IWbemClassObject_Get(status, u"StatusCode", 0, &value, NULL, NULL)))
        return otherwise;
    if (V_VT(&value) == VT_I4)
        same = V_I4(&value) == code;
    VariantClear(&value);
    return same;
}

/* Provider texts often contain and end with line breaks. */
static void make_one_line(char *text)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < ' ')
            text[i] = ' ';
    }
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
}

/* For free(); NULL when the property does not exist, is not text, or is empty. */
static char *text_of(IWbemClassObject *status, const OLECHAR *property)
{
    char *text = NULL;
    VARIANT value;

    if (FAILED(IWbemClassObject_Get(status, property, 0, &value, NULL, NULL)))
        return NULL;
    if (V_VT(&value) == VT_BSTR && V_BSTR(&value) != NULL) {
        text = wmi__utf8_from_units(V_BSTR(&value), SysStringLen(V_BSTR(&value)));
        if (text != NULL)
            make_one_line(text);
    }
    VariantClear(&value);
    if (text != NULL && text[0] == '\0') {
        free(text);
        return NULL;
    }
    return text;
}

static void append(char *message, size_t size, const char *before, const char *text)
{
    size_t used = strlen(message);

    snprintf(message + used, size - used, "%s%s", before, text);
}

static void append_words(IWbemClassObject *status, char *message, size_t size)
{
    char *provider = text_of(status, u"ProviderName");
    char *description = text_of(status, u"Description");
    char *parameter = text_of(status, u"ParameterInfo");
    bool parameter_is_news = parameter != NULL && strstr(message, parameter) == NULL;

    if (description != NULL || parameter_is_news) {
        append(message, size, "; ", provider != NULL ? provider : "the provider");
        append(message, size, " says: ", description != NULL ? description : parameter);
        if (description != NULL && parameter_is_news)
            append(message, size, ", of ", parameter);
    }
    free(parameter);
    free(description);
    free(provider);
}

void wmi__error_info_append(HRESULT code, bool must_match, char *message, size_t size)
{
    IErrorInfo *info = wmi__error_info_take();
    IWbemClassObject *status = info == NULL ? NULL : status_of(info);

    if (status != NULL) {
        if (is_about(status, code, !must_match))
            append_words(status, message, size);
        IWbemClassObject_Release(status);
    }
    wmi__error_info_put_back(info);
}
