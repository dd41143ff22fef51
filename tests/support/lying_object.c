/* SPDX-License-Identifier: MIT */
#include "support/lying_object.h"

#include <stddef.h>
#include <string.h>

static lying_object *from_object(IWbemClassObject *object)
{
    return (lying_object *)(void *)object;
}

static lying_object *from_qualifiers(IWbemQualifierSet *qualifiers)
{
    return (lying_object *)(void *)((char *)qualifiers - offsetof(lying_object, qualifiers));
}

static BSTR make_text(BSTR (*make)(void))
{
    return make == NULL ? NULL : make();
}

static HRESULT give_names(const lying_object *self, SAFEARRAY **names)
{
    *names = self->make_names == NULL ? NULL : self->make_names();
    return self->names_code;
}

/* --- The object --------------------------------------------------------------------------------------------------- */

static HRESULT STDMETHODCALLTYPE object_QueryInterface(IWbemClassObject *object, REFIID iid, void **out)
{
    (void)object;
    (void)iid;
    *out = NULL;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE object_AddRef(IWbemClassObject *object)
{
    return (ULONG)++from_object(object)->references;
}

static ULONG STDMETHODCALLTYPE object_Release(IWbemClassObject *object)
{
    return (ULONG)--from_object(object)->references;
}

static HRESULT STDMETHODCALLTYPE object_GetQualifierSet(IWbemClassObject *object, IWbemQualifierSet **set)
{
    lying_object *self = from_object(object);

    self->references++;
    *set = &self->qualifiers;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_GetSetOf(IWbemClassObject *object, LPCWSTR name,
                                                 IWbemQualifierSet **set)
{
    (void)name;
    return object_GetQualifierSet(object, set);
}

static HRESULT STDMETHODCALLTYPE object_Get(IWbemClassObject *object, LPCWSTR name, LONG flags,
                                            VARIANT *value, CIMTYPE *type, LONG *flavor)
{
    lying_object *self = from_object(object);

    (void)name;
    (void)flags;
    (void)flavor;
    VariantInit(value);
    if (self->make_value != NULL)
        self->make_value(value);
    if (type != NULL)
        *type = self->type;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_GetNames(IWbemClassObject *object, LPCWSTR qualifier, LONG flags,
                                                 VARIANT *value, SAFEARRAY **names)
{
    (void)qualifier;
    (void)flags;
    (void)value;
    return give_names(from_object(object), names);
}

static HRESULT STDMETHODCALLTYPE object_GetOrigin(IWbemClassObject *object, LPCWSTR name, BSTR *origin)
{
    (void)name;
    *origin = make_text(from_object(object)->make_origin);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_GetMethod(IWbemClassObject *object, LPCWSTR name, LONG flags,
                                                  IWbemClassObject **in, IWbemClassObject **out)
{
    (void)name;
    (void)flags;
    object_AddRef(object);
    *in = object;
    *out = NULL;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_BeginMethodEnumeration(IWbemClassObject *object, LONG flags)
{
    (void)object;
    (void)flags;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_NextMethod(IWbemClassObject *object, LONG flags, BSTR *name,
                                                   IWbemClassObject **in, IWbemClassObject **out)
{
    lying_object *self = from_object(object);

    (void)flags;
    *in = NULL;
    *out = NULL;
    *name = NULL;
    if (self->methods == 0)
        return WBEM_S_NO_MORE_DATA;
    self->methods--;
    *name = make_text(self->make_method);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE object_EndMethodEnumeration(IWbemClassObject *object)
{
    (void)object;
    return S_OK;
}

static const IWbemClassObjectVtbl object_vtable = {
    .QueryInterface = object_QueryInterface,
    .AddRef = object_AddRef,
    .Release = object_Release,
    .GetQualifierSet = object_GetQualifierSet,
    .Get = object_Get,
    .GetNames = object_GetNames,
    .GetPropertyQualifierSet = object_GetSetOf,
    .GetPropertyOrigin = object_GetOrigin,
    .GetMethod = object_GetMethod,
    .BeginMethodEnumeration = object_BeginMethodEnumeration,
    .NextMethod = object_NextMethod,
    .EndMethodEnumeration = object_EndMethodEnumeration,
    .GetMethodQualifierSet = object_GetSetOf,
    .GetMethodOrigin = object_GetOrigin,
};

/* --- Its qualifiers --------------------------------------------------------------------------------------------- */

static ULONG STDMETHODCALLTYPE qualifiers_AddRef(IWbemQualifierSet *qualifiers)
{
    return (ULONG)++from_qualifiers(qualifiers)->references;
}

static ULONG STDMETHODCALLTYPE qualifiers_Release(IWbemQualifierSet *qualifiers)
{
    return (ULONG)--from_qualifiers(qualifiers)->references;
}

static HRESULT STDMETHODCALLTYPE qualifiers_Get(IWbemQualifierSet *qualifiers, LPCWSTR name, LONG flags,
                                                VARIANT *value, LONG *flavor)
{
    lying_object *self = from_qualifiers(qualifiers);

    (void)name;
    (void)flags;
    (void)flavor;
    VariantInit(value);
    if (self->make_qualifier == NULL)
        return (HRESULT)WBEM_E_NOT_FOUND;
    self->make_qualifier(value);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE qualifiers_GetNames(IWbemQualifierSet *qualifiers, LONG flags,
                                                     SAFEARRAY **names)
{
    (void)flags;
    return give_names(from_qualifiers(qualifiers), names);
}

static const IWbemQualifierSetVtbl qualifiers_vtable = {
    .AddRef = qualifiers_AddRef,
    .Release = qualifiers_Release,
    .Get = qualifiers_Get,
    .GetNames = qualifiers_GetNames,
};

SAFEARRAY *lying_object_good_names(void)
{
    SAFEARRAY *array = SafeArrayCreateVector(VT_BSTR, 0, 2);

    if (array != NULL) {
        ((BSTR *)array->pvData)[0] = SysAllocString(u"One");
        ((BSTR *)array->pvData)[1] = SysAllocString(u"Two");
    }
    return array;
}

void lying_object_init(lying_object *self)
{
    memset(self, 0, sizeof *self);
    self->object.lpVtbl = &object_vtable;
    self->qualifiers.lpVtbl = &qualifiers_vtable;
    self->names_code = S_OK;
    self->make_names = lying_object_good_names;
    self->type = CIM_STRING;
}
