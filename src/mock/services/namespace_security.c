/* SPDX-License-Identifier: MIT */
#include "mock/services/namespace_security.h"

#include "mock/repository/extent.h"
#include "value/value.h"
#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

/* What SetSD has set. */
typedef struct wmi_mock__descriptor {
    struct wmi_mock__descriptor *next;
    const wmi_mock__namespace *space;
    size_t size;
    uint8_t bytes[];
} descriptor;

/*
 * Of a namespace for which nothing was set, as SDDL: O:BAG:BAD:(A;CI;0x6003F;;;BA)(A;CI;0x13;;;AU). Administrators have
 * all rights; authenticated users are enabled, may call methods and write to providers.
 */
static const uint8_t default_descriptor[] = {
    1, 0, 0x04, 0x80, 20,   0, 0, 0, 36, 0, 0, 0, 0,    0, 0, 0, 52, 0, 0, 0, /* revision, control, offsets */
    1, 2, 0,    0,    0,    0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0,              /* owner: S-1-5-32-544 */
    1, 2, 0,    0,    0,    0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0,              /* group */
    2, 0, 52,   0,    2,    0, 0, 0, /* the DACL: 52 bytes, 2 entries */
    0, 2, 24,   0,    0x3F, 0, 6, 0, 1,  2, 0, 0, 0,    0, 0, 5, 32, 0, 0, 0, 0x20,
    2, 0, 0,                                                                  /* Administrators */
    0, 2, 20,   0,    0x13, 0, 0, 0, 1,  1, 0, 0, 0,    0, 0, 5, 11, 0, 0, 0, /* S-1-5-11 */
};

/* Every right of WMI, READ_CONTROL and WRITE_DAC: the mock's clients are administrators. */
#define ALL_RIGHTS 0x6003F

#define HEADER_SIZE 20

/* Of a singleton there is one instance. The mock's lock is held. */
static HRESULT add_instance(wmi_mock__namespace *space)
{
    const wmi_mock__extent *security = wmi_mock__namespace_find_extent(space, "__SystemSecurity");
    wmi_mock__record *record;

    if (security == NULL || security->records.first != NULL)
        return S_OK;
    record = wmi_mock__record_create(security->object_class);
    return record == NULL ? E_OUTOFMEMORY : wmi_mock__namespace_add_record(space, record);
}

HRESULT wmi_mock__namespace_security_ensure(wmi_mock *mock, wmi_mock__namespace *space)
{
    HRESULT hr;

    wmi_mock__lock(mock);
    hr = add_instance(space);
    wmi_mock__unlock(mock);
    return hr;
}

/* --- Storing ------------------------------------------------------------------------------------------------------ */

static descriptor **find(wmi_mock *mock, const wmi_mock__namespace *space)
{
    descriptor **place = &mock->descriptors;

    while (*place != NULL && (*place)->space != space)
        place = &(*place)->next;
    return place;
}

void wmi_mock__namespace_security_free(wmi_mock *mock)
{
    while (mock->descriptors != NULL) {
        descriptor *next = mock->descriptors->next;

        free(mock->descriptors);
        mock->descriptors = next;
    }
}

static HRESULT store(const wmi_mock__services *services, const wmi_value *sd)
{
    descriptor *made = malloc(sizeof *made + sd->count);
    wmi_mock *mock = services->proxy.mock;
    descriptor **place;
    descriptor *old;

    if (made == NULL)
        return E_OUTOFMEMORY;
    made->space = services->space;
    made->size = sd->count;
    memcpy(made->bytes, sd->uint8s, sd->count);
    wmi_mock__lock(mock);
    place = find(mock, services->space);
    old = *place;
    made->next = old == NULL ? NULL : old->next;
    *place = made;
    wmi_mock__unlock(mock);
    free(old);
    return S_OK;
}

/* A copy of the bytes, and how many there are; NULL when there is no memory. */
static uint8_t *copy_descriptor(const wmi_mock__services *services, size_t *size)
{
    wmi_mock *mock = services->proxy.mock;
    const descriptor *found;
    uint8_t *copy;

    wmi_mock__lock(mock);
    found = *find(mock, services->space);
    *size = found == NULL ? sizeof default_descriptor : found->size;
    copy = malloc(*size);
    if (copy != NULL)
        memcpy(copy, found == NULL ? default_descriptor : found->bytes, *size);
    wmi_mock__unlock(mock);
    return copy;
}

/* --- The methods ------------------------------------------------------------------------------------------------- */

static HRESULT put(IWbemClassObject *object, const OLECHAR *name, wmi_value value)
{
    VARIANT variant;
    HRESULT hr = wmi__value_to_variant(&value, &variant);

    if (FAILED(hr))
        return hr;
    hr = IWbemClassObject_Put(object, name, 0, &variant, 0);
    VariantClear(&variant);
    return hr;
}

static HRESULT succeed(IWbemClassObject *out)
{
    return put(out, u"ReturnValue", (wmi_value){ .type = WMI_UINT32, .uint32 = 0 });
}

static HRESULT get_sd(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    size_t size = 0;
    uint8_t *bytes = copy_descriptor(user_data, &size);
    HRESULT hr = E_OUTOFMEMORY;

    (void)path;
    (void)in;
    if (bytes != NULL)
        hr = put(out, u"SD",
                 (wmi_value){ .type = WMI_UINT8, .is_array = true, .count = size, .uint8s = bytes });
    free(bytes);
    return FAILED(hr) ? hr : succeed(out);
}

static HRESULT read_sd(IWbemClassObject *in, wmi_value *sd)
{
    CIMTYPE type = 0;
    VARIANT variant;
    HRESULT hr;

    if (in == NULL)
        return (HRESULT)WBEM_E_INVALID_PARAMETER;
    VariantInit(&variant);
    hr = IWbemClassObject_Get(in, u"SD", 0, &variant, &type, NULL);
    if (FAILED(hr))
        return hr;
    hr = wmi__value_from_variant(&variant, type, sd);
    VariantClear(&variant);
    return hr;
}

/* A self-relative descriptor of the only revision that there is. */
static bool is_descriptor(const wmi_value *sd)
{
    return sd->count >= HEADER_SIZE && sd->uint8s[0] == 1 && (sd->uint8s[3] & 0x80) != 0;
}

static HRESULT set_sd(const char *path, IWbemClassObject *in, IWbemClassObject *out, void *user_data)
{
    wmi_value sd = { 0 };
    HRESULT hr = read_sd(in, &sd);

    (void)path;
    if (SUCCEEDED(hr) && sd.is_null)
        hr = (HRESULT)WBEM_E_INVALID_PARAMETER;
    if (SUCCEEDED(hr) && !is_descriptor(&sd))
        hr = (HRESULT)WBEM_E_INVALID_OBJECT;
    if (SUCCEEDED(hr))
        hr = store(user_data, &sd);
    wmi_value_clear(&sd);
    return FAILED(hr) ? hr : succeed(out);
}

static HRESULT get_caller_access_rights(const char *path, IWbemClassObject *in, IWbemClassObject *out,
                                        void *user_data)
{
    HRESULT hr = put(out, u"rights", (wmi_value){ .type = WMI_SINT32, .sint32 = ALL_RIGHTS });

    (void)path;
    (void)in;
    (void)user_data;
    return FAILED(hr) ? hr : succeed(out);
}

wmi_mock__method_handler wmi_mock__namespace_security_find(wmi_mock__services *services,
                                                           const wmi_mock__class *object_class,
                                                           const char *method)
{
    static const struct own_method {
        const char *name;
        wmi_mock_method *run;
    } methods[] = {
        { "GetSD", get_sd },
        { "SetSD", set_sd },
        { "GetCallerAccessRights", get_caller_access_rights },
    };
    wmi_mock__method_handler handler = { .user_data = services };

    if (!wmi__same_name(object_class->name, "__SystemSecurity"))
        return handler;
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (wmi__same_name(methods[i].name, method))
            handler.run = methods[i].run;
    }
    return handler;
}
