/* SPDX-License-Identifier: MIT */
#include "mock/mof/reader.h"

#include <stdio.h>
#include <stdlib.h>

/* The class of a method's parameters, made when the first of them comes. NULL when there is no memory. */
static wmi__class *parameters_of(wmi__class **parameters)
{
    if (*parameters == NULL)
        *parameters = wmi__class_create("__PARAMETERS", NULL);
    return *parameters;
}

/* Takes the parameter over in every case. */
static HRESULT add_parameter(wmi__class **parameters, wmi__property *parameter)
{
    if (parameters_of(parameters) != NULL)
        return wmi__class_add_property(*parameters, parameter);
    wmi__property_clear(parameter);
    return E_OUTOFMEMORY;
}

/* Into the parameters that go in, those that come out, or both. Takes the parameter over in every case. */
static HRESULT place_parameter(wmi__method *method, wmi__property *parameter)
{
    bool is_out = wmi__qualifiers_flag(&parameter->qualifiers, "out");
    bool is_in = wmi__qualifiers_flag(&parameter->qualifiers, "in") || !is_out;
    wmi__property copy;
    HRESULT hr = S_OK;

    if (is_in && is_out) {
        hr = wmi__property_copy(parameter, &copy);
        if (SUCCEEDED(hr))
            hr = add_parameter(&method->in, &copy);
    }
    if (SUCCEEDED(hr))
        return add_parameter(is_out ? &method->out : &method->in, parameter);
    wmi__property_clear(parameter);
    return hr;
}

/* Parameters are numbered from 0 by a qualifier ID: their order is that of the properties no more. */
static HRESULT number_parameter(wmi__property *parameter, size_t index)
{
    wmi_value number = { .type = WMI_SINT32, .sint32 = (int32_t)index };

    if (wmi__qualifiers_find(&parameter->qualifiers, "ID") != NULL)
        return S_OK;
    return wmi__qualifiers_set(&parameter->qualifiers, "ID", &number,
                               WBEM_FLAVOR_NOT_OVERRIDABLE | WBEM_FLAVOR_FLAG_PROPAGATE_TO_INSTANCE);
}

/* Type, name, brackets and default value. */
static HRESULT read_declaration(wmi__mof_reader *reader, wmi__property *parameter, wmi__mof_place *place)
{
    wmi__mof_type type;
    HRESULT hr = wmi__mof_read_type(reader, &type);

    parameter->type = type.type;
    parameter->class_name = type.class_name;
    if (SUCCEEDED(hr) && type.type == WMI_NULL)
        hr = wmi__mof_unexpected(reader, "a parameter that is not void");
    if (SUCCEEDED(hr))
        hr = wmi__mof_take_name(reader, "a parameter's name", &parameter->name, place);
    if (SUCCEEDED(hr))
        hr = wmi__mof_check_cimtype(reader, &type, &parameter->qualifiers, *place);
    if (SUCCEEDED(hr))
        hr = wmi__mof_read_brackets(reader, &parameter->is_array, &parameter->qualifiers);
    if (FAILED(hr) || !wmi__mof_at_symbol(reader, '='))
        return hr;
    hr = wmi__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi__mof_read_value(reader, &type, parameter->is_array, &parameter->value);
}

static HRESULT read_parameter(wmi__mof_reader *reader, wmi__method *method, size_t index)
{
    wmi__property parameter = { 0 };
    wmi__mof_place place;
    char name[WMI__MOF_SHOWN];
    HRESULT hr = wmi__mof_read_qualifiers(reader, &parameter.qualifiers);

    if (SUCCEEDED(hr))
        hr = read_declaration(reader, &parameter, &place);
    if (FAILED(hr)) {
        wmi__property_clear(&parameter);
        return hr;
    }
    snprintf(name, sizeof name, "%s", parameter.name);
    hr = number_parameter(&parameter, index);
    if (SUCCEEDED(hr))
        hr = place_parameter(method, &parameter);
    wmi__property_clear(&parameter);
    if (FAILED(hr))
        wmi__mof_refused(reader, hr, place, name);
    return hr;
}

static HRESULT read_parameters(wmi__mof_reader *reader, wmi__method *method)
{
    HRESULT hr = wmi__mof_take(reader, '(');
    size_t index = 0;

    if (SUCCEEDED(hr) && wmi__mof_at_symbol(reader, ')'))
        return wmi__mof_lexer_next(&reader->lexer);
    while (SUCCEEDED(hr)) {
        hr = read_parameter(reader, method, index++);
        if (FAILED(hr) || !wmi__mof_at_symbol(reader, ','))
            break;
        hr = wmi__mof_lexer_next(&reader->lexer);
    }
    if (SUCCEEDED(hr) && !wmi__mof_at_symbol(reader, ')'))
        return wmi__mof_unexpected(reader, "',' or ')'");
    return FAILED(hr) ? hr : wmi__mof_lexer_next(&reader->lexer);
}

/* What a method returns is an out-parameter like the others, but for its number. */
static HRESULT add_return_value(wmi__method *method, const wmi__mof_type *returned)
{
    wmi__property property = { .type = returned->type };
    wmi_value yes = { .type = WMI_BOOL, .boolean = true };
    HRESULT hr;

    if (returned->type == WMI_NULL)
        return S_OK;
    property.name = wmi__copy_text("ReturnValue");
    property.class_name = returned->class_name == NULL ? NULL : wmi__copy_text(returned->class_name);
    if (property.name == NULL || (returned->class_name != NULL && property.class_name == NULL))
        hr = E_OUTOFMEMORY;
    else
        hr = wmi__qualifiers_set(&property.qualifiers, "out", &yes, 0);
    if (SUCCEEDED(hr))
        hr = add_parameter(&method->out, &property);
    wmi__property_clear(&property);
    return hr;
}

HRESULT wmi__mof_read_method(wmi__mof_reader *reader, wmi__class *object_class, wmi__method *method,
                             const wmi__mof_type *returned, wmi__mof_place place)
{
    char name[WMI__MOF_SHOWN];
    HRESULT hr = read_parameters(reader, method);

    snprintf(name, sizeof name, "%s", method->name);
    if (FAILED(hr))
        goto cleanup;
    if (!wmi__mof_at_symbol(reader, ';')) {
        hr = wmi__mof_unexpected(reader, "';'");
        goto cleanup;
    }
    hr = add_return_value(method, returned);
    if (SUCCEEDED(hr))
        hr = wmi__class_add_method(object_class, method);
    if (FAILED(hr))
        wmi__mof_refused(reader, hr, place, name);
    else
        hr = wmi__mof_lexer_next(&reader->lexer);

cleanup:
    wmi__method_clear(method);
    return hr;
}
