/* SPDX-License-Identifier: MIT */
#include "error/error.h"
#include "query/record.h"
#include "value/value.h"
#include "value/variant.h"

#include <stdlib.h>
#include <string.h>

/* What is not there leaves the zeros of the record. */
static HRESULT read_field(wmi__record_set *set, IWbemClassObject *object, size_t index, char *record)
{
    const wmi_field *field = &set->plan->fields[index];
    CIMTYPE type = CIM_EMPTY;
    bool present = false;
    VARIANT variant;
    HRESULT hr;

    if (set->plan->names[index] == NULL)
        return S_OK;
    V_VT(&variant) = VT_EMPTY;
    hr = IWbemClassObject_Get(object, set->plan->names[index], 0, &variant, &type, NULL);
    if (hr == (HRESULT)WBEM_E_NOT_FOUND && wmi__field_is_if_any(field))
        return S_OK;
    if (FAILED(hr))
        return wmi__com_failed(hr, "IWbemClassObject::Get", "property %s", field->property);
    if (!wmi__variant_is_null(&variant)) {
        hr = wmi__record_store(set, field, &variant, type, record);
        present = hr == S_OK;
    }
    if (wmi__field_has(field->present_offset))
        memcpy(record + field->present_offset, &present, sizeof present);
    wmi__variant_drop(&variant);
    return hr;
}

HRESULT wmi__record_add(wmi__record_set *set, IWbemClassObject *object)
{
    size_t at;
    char *record = wmi__pool_take(&set->records, set->plan->record_size, 1, &at);
    HRESULT hr = S_OK;

    if (record == NULL)
        return wmi__out_of_memory(set->plan->operation);
    memset(record, 0, set->plan->record_size);
    set->count++;
    for (size_t i = 0; i < set->plan->field_count && SUCCEEDED(hr); i++)
        hr = read_field(set, object, i, record);
    return SUCCEEDED(hr) ? S_OK : hr;
}

/* Turns an offset into the data into a pointer, and returns it; NULL stays NULL. */
static char *settle_pointer(char *pointer, char *data)
{
    uintptr_t place;
    char *target;

    memcpy(&place, pointer, sizeof place);
    target = place == 0 ? NULL : data + (place - 1);
    memcpy(pointer, &target, sizeof target);
    return target;
}

static void settle_field(const wmi_field *field, char *record, char *data)
{
    bool is_text = field->type == WMI_STRING || field->type == WMI_REFERENCE;
    bool is_array = wmi__field_is_array(field);
    size_t count = 0;
    char *target;

    if (!is_text && !is_array)
        return;
    target = settle_pointer(record + field->offset, data);
    if (target == NULL || !is_text || !is_array)
        return;
    memcpy(&count, record + field->count_offset, sizeof count);
    for (size_t i = 0; i < count; i++)
        settle_pointer(target + i * sizeof(char *), data);
}

void *wmi__record_set_finish(wmi__record_set *set)
{
    const wmi__record_plan *plan = set->plan;
    size_t alignment = sizeof(uint64_t); /* of what is in the data */
    size_t begin = (set->records.size + alignment - 1) / alignment * alignment;
    char *block = malloc(begin + set->data.size + 1); /* also a block when there are no rows */

    if (block == NULL)
        return NULL;
    wmi__pool_move(&set->records, block);
    wmi__pool_move(&set->data, block + begin);
    for (size_t i = 0; i < set->count; i++) {
        for (size_t k = 0; k < plan->field_count; k++)
            settle_field(&plan->fields[k], block + i * plan->record_size, block + begin);
    }
    return block;
}

void wmi__record_set_drop(wmi__record_set *set)
{
    wmi__pool_drop(&set->records);
    wmi__pool_drop(&set->data);
}
