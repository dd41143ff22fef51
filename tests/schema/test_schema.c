/* SPDX-License-Identifier: MIT */
/* Classes: enumerated, taken apart, written as text; and what instances are tied to. */
#include "support/calls_world.h"

#include <stdio.h>

/* --- Enumerations ----------------------------------------------------------------------------------------------------- */

static size_t count_classes(const char *superclass, uint32_t flags)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = NULL;

    options.flags = flags;
    assert_ok(wmi_classes(link_here, superclass, &options, &cursor));
    return calls_count(cursor);
}

static void classes_are_enumerated(void **state)
{
    (void)state;
    assert_int_equal(count_classes("Machine", 0), 1);
    assert_int_equal(count_classes("Engine", 0), 0);
    assert_int_equal(count_classes(NULL, 0), count_classes("", 0));
    assert_true(count_classes(NULL, 0) > count_classes(NULL, WBEM_FLAG_SHALLOW));
    assert_true(count_classes(NULL, WBEM_FLAG_SHALLOW) >= 7);
}

static const struct tie_case {
    const char *name, *path, *where;
    size_t associators, references;
    HRESULT code; /* of either */
    const char *word;
} ties[] = {
    { "of a machine", "Machine.Id=\"m1\"", NULL, 2, 2, S_OK, NULL },
    { "an empty where", "Machine.Id=\"m1\"", "", 2, 2, S_OK, NULL },
    { "a brace in a key", "Part.Id=\"p}1\"", NULL, 1, 1, S_OK, NULL },
    { "in single quotes", "Part.Id='p}1'", NULL, 1, 1, S_OK, NULL },
    { "an escaped quote before a brace", "Part.Id=\"a\\\"}\"", NULL, 0, 0, S_OK, NULL },
    { "with a condition", "Machine.Id=\"m1\"", "ResultClass = MachinePart", 0, 2, S_OK, NULL },
    { "a brace that ends the path", "Machine.Id=1} WHERE ResultClass=Part", NULL, 0, 0,
      (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "brace" },
    { "a brace that begins one", "{Machine.Id=1", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "brace" },
    { "a quote that is not closed", "Machine.Id=\"m1", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH,
      "quote" },
    { "a quote that is escaped", "Machine.Id=\"m1\\\"", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH,
      "quote" },
    { "a backslash at the end", "Machine.Id=\"m1\\", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH,
      "quote" },
    { "an empty path", "", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_OBJECT_PATH, "empty" },
    { "not UTF-8", "\xFF", NULL, 0, 0, (HRESULT)WBEM_E_INVALID_PARAMETER, "UTF-8" },
    { "a where that is not UTF-8", "Machine.Id=\"m1\"", "\xFF", 0, 0, (HRESULT)WBEM_E_INVALID_PARAMETER,
      "where" },
    { "NULL", NULL, NULL, 0, 0, E_POINTER, "path" },
};

static void ties_are_followed(void **state)
{
    const struct tie_case *row = *state;
    wmi_cursor *cursor = (wmi_cursor *)1;

    assert_hr(row->code, wmi_associators(link_here, row->path, row->where, NULL, &cursor));
    if (row->code == S_OK) {
        if (row->where == NULL || row->where[0] == '\0')
            assert_int_equal(calls_count(cursor), row->associators);
        else
            wmi_cursor_close(cursor);
        assert_ok(wmi_references(link_here, row->path, row->where, NULL, &cursor));
        assert_int_equal(calls_count(cursor), row->references);
        return;
    }
    assert_null(cursor);
    assert_last_error(row->code, row->word);
    assert_hr(row->code, wmi_references(link_here, row->path, row->where, NULL, &cursor));
    assert_last_error(row->code, row->word);
    assert_int_equal(wmi_mock_call_count(world, "IWbemServices::ExecQuery"), 0);
}

static void enumerations_take_options_and_refuse_null(void **state)
{
    wmi_query_options options = WMI_QUERY_OPTIONS_INIT;
    wmi_cursor *cursor = (wmi_cursor *)1;

    (void)state;
    options.timeout_ms = 600000;
    assert_ok(wmi_classes(link_here, "Machine", &options, &cursor));
    assert_int_equal(calls_count(cursor), 1);
    assert_ok(wmi_associators(link_here, "Machine.Id=\"m1\"", NULL, &options, &cursor));
    assert_int_equal(calls_count(cursor), 2);
    options.size = 1;
    assert_hr(E_INVALIDARG, wmi_classes(link_here, NULL, &options, &cursor));
    assert_hr(E_INVALIDARG, wmi_references(link_here, "Machine.Id=\"m1\"", NULL, &options, &cursor));
    assert_null(cursor);
    assert_hr(E_POINTER, wmi_classes(NULL, NULL, NULL, &cursor));
    assert_last_error(E_POINTER, "connection");
    assert_hr(E_POINTER, wmi_classes(link_here, NULL, NULL, NULL));
    assert_last_error(E_POINTER, "cursor");
    assert_hr(E_POINTER, wmi_associators(NULL, "A.B=1", NULL, NULL, &cursor));
    assert_hr(E_POINTER, wmi_references(link_here, "A.B=1", NULL, NULL, NULL));
}

/* --- Properties ------------------------------------------------------------------------------------------------------- */

static const struct property_case {
    const char *name; /* of the property */
    wmi_type type;
    bool is_array, is_key;
    const char *origin, *class_name;
} properties_of_engine[] = {
    { "Id", WMI_STRING, false, true, "Machine", NULL },
    { "Speed", WMI_UINT32, false, false, "Machine", NULL },
    { "Note", WMI_STRING, false, false, "Machine", NULL },
    { "Main", WMI_REFERENCE, false, false, "Machine", "Part" },
    { "Tags", WMI_STRING, true, false, "Machine", NULL },
    { "Hot", WMI_BOOL, false, false, "Engine", NULL },
    { "Inside", WMI_OBJECT, false, false, "Engine", "Part" },
};

static void assert_text(const char *expected, const char *text)
{
    if (expected == NULL || text == NULL)
        assert_true(expected == NULL && text == NULL);
    else
        assert_string_equal(text, expected);
}

static const wmi_property_info *property_named(const wmi_property_info *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    }
    fail_msg("there is no property %s", name);
    return NULL;
}

static void a_class_has_its_properties(void **state)
{
    static const char *const paths[] = { "Engine", "Engine.Id=\"e1\"" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        IWbemClassObject *object = calls_find(paths[i]);
        wmi_property_info *list = NULL;
        size_t count = 0;

        assert_ok(wmi_class_properties(object, &list, &count));
        assert_int_equal(count, COUNT_OF(properties_of_engine));
        for (size_t j = 0; j < COUNT_OF(properties_of_engine); j++) {
            const struct property_case *row = &properties_of_engine[j];
            const wmi_property_info *info = property_named(list, count, row->name);

            assert_int_equal(info->type, row->type);
            assert_int_equal(info->is_array, row->is_array);
            assert_int_equal(info->is_key, row->is_key);
            assert_text(row->origin, info->origin);
            assert_text(row->class_name, info->class_name);
        }
        wmi_free(list);
        wmi_object_release(object);
    }
}

static void a_wmi_without_qualifiers_tells_less(void **state)
{
    static const char *const missing[] = { "IWbemClassObject::GetPropertyQualifierSet",
                                           "IWbemClassObject::GetPropertyOrigin" };
    IWbemClassObject *object = calls_find("Engine");
    wmi_property_info *list = NULL;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        assert_ok(wmi_mock_fail(world, missing[i], 0, E_NOTIMPL));
    assert_ok(wmi_class_properties(object, &list, &count));
    assert_int_equal(count, COUNT_OF(properties_of_engine));
    for (size_t i = 0; i < count; i++)
        assert_true(!list[i].is_key && list[i].origin == NULL && list[i].class_name == NULL);
    assert_int_equal(property_named(list, count, "Hot")->type, WMI_BOOL);
    wmi_free(list);
    wmi_object_release(object);
}

static void a_class_without_properties_has_an_empty_list(void **state)
{
    IWbemClassObject *object = NULL;
    wmi_property_info *list = NULL;
    wmi_method_info *methods = NULL;
    size_t count = 1;

    (void)state;
    assert_ok(wmi_mock_load(world, NULL, "class Bare { };"));
    object = calls_find("Bare");
    assert_ok(wmi_class_properties(object, &list, &count));
    assert_int_equal(count, 0);
    assert_non_null(list);
    assert_ok(wmi_class_methods(object, &methods, &count));
    assert_int_equal(count, 0);
    assert_non_null(methods);
    wmi_free(methods);
    wmi_free(list);
    wmi_object_release(object);
}

/* --- Methods ----------------------------------------------------------------------------------------------------------- */

static const struct method_case {
    const char *name;
    bool is_static;
    wmi_type return_type;
    const char *parameters; /* name:type, arrays with [], then in, out, optional and the class */
} methods_of_engine[] = {
    { "Add", false, WMI_UINT32, "A:19 in;B:2 in optional;Sum:20 in out;Said:8 out;" },
    { "Make", true, WMI_UINT32, "Id:8 in;When:101 in;Main:102 in Part;Bytes:17[] in;Said:8 out;" },
    { "Ring", false, WMI_NULL, "" },
    { "Paint", false, WMI_NULL, "Colour:8 in;" },
    { "Idle", false, WMI_UINT32, "" },
    { "Bare", false, WMI_UINT32, "" },
};

static void write_parameters(const wmi_method_info *method, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t i = 0; i < method->parameter_count; i++) {
        const wmi_parameter_info *one = &method->parameters[i];

        used += (size_t)snprintf(text + used, size - used, "%s:%d%s%s%s%s%s%s;", one->name, (int)one->type,
                                 one->is_array ? "[]" : "", one->is_in ? " in" : "",
                                 one->is_out ? " out" : "", one->is_optional ? " optional" : "",
                                 one->class_name == NULL ? "" : " ",
                                 one->class_name == NULL ? "" : one->class_name);
    }
}

static const wmi_method_info *method_named(const wmi_method_info *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    }
    fail_msg("there is no method %s", name);
    return NULL;
}

static void a_class_has_its_methods(void **state)
{
    IWbemClassObject *object = calls_find("Engine");
    wmi_method_info *list = NULL;
    size_t count = 0;
    char text[200];

    (void)state;
    assert_ok(wmi_class_methods(object, &list, &count));
    assert_int_equal(count, COUNT_OF(methods_of_engine));
    for (size_t i = 0; i < COUNT_OF(methods_of_engine); i++) {
        const struct method_case *row = &methods_of_engine[i];
        const wmi_method_info *info = method_named(list, count, row->name);

        assert_int_equal(info->is_static, row->is_static);
        assert_int_equal(info->return_type, row->return_type);
        assert_text("Machine", info->origin);
        write_parameters(info, text, sizeof text);
        assert_string_equal(text, row->parameters);
    }
    wmi_free(list);
    wmi_object_release(object);
}

static void methods_show_without_qualifiers(void **state)
{
    static const char *const missing[] = { "IWbemClassObject::GetPropertyQualifierSet",
                                           "IWbemClassObject::GetMethodQualifierSet",
                                           "IWbemClassObject::GetMethodOrigin" };
    IWbemClassObject *object = calls_find("Machine");
    wmi_method_info *list = NULL;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(missing); i++)
        assert_ok(wmi_mock_fail(world, missing[i], 0, E_NOTIMPL));
    assert_ok(wmi_class_methods(object, &list, &count));
    assert_int_equal(method_named(list, count, "Add")->parameter_count, 4);
    assert_false(method_named(list, count, "Make")->is_static);
    assert_null(method_named(list, count, "Make")->origin);
    wmi_free(list);
    wmi_object_release(object);
}

/* --- Qualifiers ---------------------------------------------------------------------------------------------------------- */

static const wmi_argument *qualifier_named(const wmi_argument *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    }
    fail_msg("there is no qualifier %s", name);
    return NULL;
}

static void qualifiers_are_read(void **state)
{
    IWbemClassObject *object;
    wmi_argument *list = NULL;
    const wmi_value *value;
    size_t count = 0;

    (void)state;
    assert_ok(
        wmi_mock_load(world, NULL,
                      "[Description(\"a class\"), Version(2), Ratio(0.5), Values{\"a\", \"b\"}, "
                      "Numbers{1, 2, 3}, Flags{TRUE, FALSE}, Empty(\"\")]\n"
                      "class Qualified { [key, Units(\"B\")] string Id; [static, Cost(3)] void Go(); };"));
    object = calls_find("Qualified");
    assert_ok(wmi_qualifiers(object, NULL, &list, &count));
    assert_string_equal(qualifier_named(list, count, "Description")->value.string, "a class");
    assert_string_equal(qualifier_named(list, count, "Empty")->value.string, "");
    assert_int_equal(qualifier_named(list, count, "Version")->value.sint32, 2);
    assert_true(qualifier_named(list, count, "Ratio")->value.real64 == 0.5);
    value = &qualifier_named(list, count, "Values")->value;
    assert_true(value->is_array && value->count == 2 && value->type == WMI_STRING && value->owned == NULL);
    assert_string_equal(value->strings[0], "a");
    assert_string_equal(value->strings[1], "b");
    value = &qualifier_named(list, count, "Numbers")->value;
    assert_int_equal(value->count, 3);
    assert_int_equal(value->sint32s[2], 3);
    value = &qualifier_named(list, count, "Flags")->value;
    assert_true(value->booleans[0] && !value->booleans[1]);
    wmi_free(list);

    assert_ok(wmi_qualifiers(object, "Id", &list, &count));
    assert_true(qualifier_named(list, count, "key")->value.boolean);
    assert_string_equal(qualifier_named(list, count, "Units")->value.string, "B");
    wmi_free(list);
    assert_ok(wmi_method_qualifiers(object, "Go", &list, &count));
    assert_int_equal(qualifier_named(list, count, "Cost")->value.sint32, 3);
    wmi_free(list);
    wmi_object_release(object);
}

static void what_has_no_qualifiers_is_refused(void **state)
{
    IWbemClassObject *object = calls_find("Machine");
    wmi_argument *list = (wmi_argument *)1;
    size_t count = 1;

    (void)state;
    assert_hr(WBEM_E_NOT_FOUND, wmi_qualifiers(object, "Nothing", &list, &count));
    assert_last_error(WBEM_E_NOT_FOUND, "Nothing");
    assert_null(list);
    assert_int_equal(count, 0);
    assert_true(WMI_FAILED(wmi_method_qualifiers(object, "Nothing", &list, &count)));
    assert_last_error(wmi_last_error()->code, "method Nothing");
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_qualifiers(object, "", &list, &count));
    assert_hr(WBEM_E_INVALID_PARAMETER, wmi_qualifiers(object, "\xFF", &list, &count));
    assert_last_error(WBEM_E_INVALID_PARAMETER, "property is not UTF-8");
    assert_hr(E_POINTER, wmi_method_qualifiers(object, NULL, &list, &count));
    assert_last_error(E_POINTER, "method");
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::GetQualifierSet", 1, E_NOTIMPL));
    assert_hr(E_NOTIMPL, wmi_qualifiers(object, NULL, &list, &count));
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::GetQualifierSet", 1, WMI_MOCK_NULL_RESULT));
    assert_hr(E_UNEXPECTED, wmi_qualifiers(object, NULL, &list, &count));
    assert_last_error(E_UNEXPECTED, "no qualifiers");
    assert_true(list == NULL && count == 0);
    wmi_object_release(object);
}

static void null_arguments_are_refused(void **state)
{
    IWbemClassObject *object = calls_find("Machine");
    wmi_property_info *properties = (wmi_property_info *)1;
    wmi_method_info *methods = (wmi_method_info *)1;
    wmi_argument *qualifiers = (wmi_argument *)1;
    char *mof = (char *)1;
    size_t count = 1;

    (void)state;
    assert_hr(E_POINTER, wmi_class_properties(NULL, &properties, &count));
    assert_last_error(E_POINTER, "object");
    assert_hr(E_POINTER, wmi_class_properties(object, NULL, &count));
    assert_last_error(E_POINTER, "properties");
    assert_hr(E_POINTER, wmi_class_properties(object, &properties, NULL));
    assert_last_error(E_POINTER, "count");
    assert_hr(E_POINTER, wmi_class_methods(NULL, &methods, &count));
    assert_hr(E_POINTER, wmi_class_methods(object, NULL, &count));
    assert_last_error(E_POINTER, "methods");
    assert_hr(E_POINTER, wmi_qualifiers(NULL, NULL, &qualifiers, &count));
    assert_hr(E_POINTER, wmi_qualifiers(object, NULL, NULL, &count));
    assert_last_error(E_POINTER, "qualifiers");
    assert_hr(E_POINTER, wmi_method_qualifiers(NULL, "Add", &qualifiers, &count));
    assert_last_error(E_POINTER, "object");
    assert_hr(E_POINTER, wmi_object_text(NULL, &mof));
    assert_hr(E_POINTER, wmi_object_text(object, NULL));
    assert_last_error(E_POINTER, "mof");
    assert_true(properties == NULL && methods == NULL && qualifiers == NULL && mof == NULL && count == 0);
    wmi_object_release(object);
}

/* --- Text --------------------------------------------------------------------------------------------------------------- */

static void objects_are_written_as_mof(void **state)
{
    IWbemClassObject *object = calls_find("Engine.Id=\"e1\"");
    char *mof = NULL;

    (void)state;
    assert_ok(wmi_set_value(object, "Note", wmi_value_string("Größe 😀")));
    assert_ok(wmi_object_text(object, &mof));
    assert_non_null(strstr(mof, "instance of Engine"));
    assert_non_null(strstr(mof, "Größe 😀"));
    wmi_free(mof);
    assert_ok(wmi_mock_fail(world, "IWbemClassObject::GetObjectText", 1, (HRESULT)WBEM_E_FAILED));
    assert_hr(WBEM_E_FAILED, wmi_object_text(object, &mof));
    assert_null(mof);
    wmi_object_release(object);
}

static void ancestors_are_properties(void **state)
{
    IWbemClassObject *object = calls_find("Engine");

    (void)state;
    assert_string_equal(calls_text(object, "__SUPERCLASS"), "Machine");
    wmi_object_release(object);
}

int main(void)
{
    const struct CMUnitTest others[] = {
        CALLS_TEST(classes_are_enumerated),
        CALLS_TEST(enumerations_take_options_and_refuse_null),
        CALLS_TEST(a_class_has_its_properties),
        CALLS_TEST(a_wmi_without_qualifiers_tells_less),
        CALLS_TEST(a_class_without_properties_has_an_empty_list),
        CALLS_TEST(a_class_has_its_methods),
        CALLS_TEST(methods_show_without_qualifiers),
        CALLS_TEST(qualifiers_are_read),
        CALLS_TEST(what_has_no_qualifiers_is_refused),
        CALLS_TEST(null_arguments_are_refused),
        CALLS_TEST(objects_are_written_as_mof),
        CALLS_TEST(ancestors_are_properties),
    };
    struct CMUnitTest tests[COUNT_OF(ties) + COUNT_OF(others)];
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(ties); i++)
        tests[count++] = CALLS_ROW(ties_are_followed, ties[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        tests[count++] = others[i];
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL) == 0 ? 0 : 1;
}
