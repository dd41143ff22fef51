/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdio.h>
#include <stdlib.h>

/* The class of a method's parameters, created for the first of them. NULL when there is no memory. */
static wmi_mock__class *parameters_of(wmi_mock__class **parameters)
{
    if (*parameters == NULL)
        *parameters = wmi_mock__class_create("__PARAMETERS", NULL);
    return *parameters;
}

/* Takes ownership of the parameter in every case. */
static HRESULT add_parameter(wmi_mock__class **parameters, wmi_mock__property *parameter)
{
    if (parameters_of(parameters) != NULL)
        return wmi_mock__class_add_property(*parameters, parameter);
    wmi_mock__property_clear(parameter);
    return E_OUTOFMEMORY;
}

/* Adds it to the in-parameters, the out-parameters, or both. Takes ownership of the parameter in every case. */
static HRESULT place_parameter(wmi_mock__method *method, wmi_mock__property *parameter)
{
    bool is_out = wmi_mock__qualifiers_flag(&parameter->qualifiers, "out");
    bool is_in = wmi_mock__qualifiers_flag(&parameter->qualifiers, "in") || !is_out;
    wmi_mock__property copy;
    HRESULT hr = S_OK;

    if (is_in && is_out) {
        hr = wmi_mock__property_copy(parameter, &copy);
        if (SUCCEEDED(hr))
            hr = add_parameter(&method->in, &copy);
    }
    if (SUCCEEDED(hr))
        return add_parameter(is_out ? &method->out : &method->in, parameter);
    wmi_mock__property_clear(parameter);
    return hr;
}

/* Parameters are numbered from 0 by a qualifier ID, since the order of properties is not theirs. */
static HRESULT number_parameter(wmi_mock__property *parameter, size_t index)
{
    wmi_value number = { .type = WMI_SINT32, .sint32 = (int32_t)index };

    if (wmi_mock__qualifiers_find(&parameter->qualifiers, "ID") != NULL)
        return S_OK;
    return wmi_mock__qualifiers_set(&parameter->qualifiers, "ID", &number,
                                    WBEM_FLAVOR_NOT_OVERRIDABLE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE);
}

/* Type, name, brackets and default value. */
static HRESULT read_declaration(wmi_mock__mof_reader *reader, wmi_mock__property *parameter,
                                wmi_mock__mof_place *place)
{
    wmi_mock__mof_type type;
    HRESULT hr = wmi_mock__mof_read_type(reader, &type);

    parameter->type = type.type;
    parameter->class_name = type.class_name;
    if (SUCCEEDED(hr) && type.type == WMI_NULL)
        hr = wmi_mock__mof_unexpected(reader, "a parameter that is not void");
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_take_name(reader, "a parameter's name", &parameter->name, place);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_check_cimtype(reader, &type, &parameter->qualifiers, *place);
    if (SUCCEEDED(hr))
        hr = wmi_mock__mof_read_brackets(reader, &parameter->is_array, &parameter->qualifiers);
    if (FAILED(hr) || !wmi_mock__mof_at_symbol(reader, '='))
        return hr;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_read_value(reader, &type, parameter->is_array, &parameter->value);
}

static HRESULT read_parameter(wmi_mock__mof_reader *reader, wmi_mock__method *method, size_t index)
{
    wmi_mock__property parameter = { 0 };
    wmi_mock__mof_place place;
    char name[WMI_MOCK__MOF_SHOWN];
    HRESULT hr = wmi_mock__mof_read_qualifiers(reader, &parameter.qualifiers);

    if (SUCCEEDED(hr))
        hr = read_declaration(reader, &parameter, &place);
    if (FAILED(hr)) {
        wmi_mock__property_clear(&parameter);
        return hr;
    }
    snprintf(name, sizeof name, "%s", parameter.name);
    hr = number_parameter(&parameter, index);
    if (SUCCEEDED(hr))
        hr = place_parameter(method, &parameter);
    wmi_mock__property_clear(&parameter);
    if (FAILED(hr))
        wmi_mock__mof_refused(reader, hr, place, name);
    return hr;
}

static HRESULT read_parameters(wmi_mock__mof_reader *reader, wmi_mock__method *method)
{
    HRESULT hr = wmi_mock__mof_take(reader, '(');
    size_t index = 0;

    if (SUCCEEDED(hr) && wmi_mock__mof_at_symbol(reader, ')'))
        return wmi_mock__mof_lexer_next(&reader->lexer);
    while (SUCCEEDED(hr)) {
        hr = read_parameter(reader, method, index++);
        if (FAILED(hr) || !wmi_mock__mof_at_symbol(reader, ','))
            break;
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    }
    if (SUCCEEDED(hr) && !wmi_mock__mof_at_symbol(reader, ')'))
        return wmi_mock__mof_unexpected(reader, "',' or ')'");
    return FAILED(hr) ? hr : wmi_mock__mof_lexer_next(&reader->lexer);
}

/* The return value is an out-parameter like the others, but without an ID. */
static HRESULT add_return_value(wmi_mock__method *method, const wmi_mock__mof_type *returned)
{
    wmi_mock__property property = { .type = returned->type };
    wmi_value yes = { .type = WMI_BOOL, .boolean = true };
    HRESULT hr;

    if (returned->type == WMI_NULL)
        return S_OK;
    property.name = wmi_mock__copy_text("ReturnValue");
    property.class_name = returned->class_name == NULL ? NULL : wmi_mock__copy_text(returned->class_name);
    if (property.name == NULL || (returned->class_name != NULL && property.class_name == NULL))
        hr = E_OUTOFMEMORY;
    else
        hr = wmi_mock__qualifiers_set(&property.qualifiers, "out", &yes, 0);
    if (SUCCEEDED(hr))
        hr = add_parameter(&method->out, &property);
    wmi_mock__property_clear(&property);
    return hr;
}

HRESULT wmi_mock__mof_read_method(wmi_mock__mof_reader *reader, wmi_mock__class *object_class,
                                  wmi_mock__method *method, const wmi_mock__mof_type *returned,
                                  wmi_mock__mof_place place)
{
    char name[WMI_MOCK__MOF_SHOWN];
    HRESULT hr = read_parameters(reader, method);

    snprintf(name, sizeof name, "%s", method->name);
    if (FAILED(hr))
        goto cleanup;
    if (!wmi_mock__mof_at_symbol(reader, ';')) {
        hr = wmi_mock__mof_unexpected(reader, "';'");
        goto cleanup;
    }
    hr = add_return_value(method, returned);
    if (SUCCEEDED(hr))
        hr = wmi_mock__class_add_method(object_class, method);
    if (FAILED(hr))
        wmi_mock__mof_refused(reader, hr, place, name);
    else
        hr = wmi_mock__mof_lexer_next(&reader->lexer);

cleanup:
    wmi_mock__method_clear(method);
    return hr;
}
