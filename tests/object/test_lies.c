/* SPDX-License-Identifier: MIT */
/* Properties that are not what the object says: getters and records refuse them. */
#include "support/lying_object.h"
#include "support/support.h"

#define MISMATCH ((HRESULT)WBEM_E_TYPE_MISMATCH)

static void odd_text(VARIANT *value)
{
    V_VT(value) = VT_BSTR;
    V_BSTR(value) = SysAllocStringByteLen("1\0002", 3);
}

static void odd_texts(VARIANT *value)
{
    V_VT(value) = VT_ARRAY | VT_BSTR;
    V_ARRAY(value) = SafeArrayCreateVector(VT_BSTR, 0, 1);
    *(BSTR *)V_ARRAY(value)->pvData = SysAllocStringByteLen("1\0002", 3);
}

static void texts_that_are_integers(VARIANT *value)
{
    V_VT(value) = VT_ARRAY | VT_BSTR;
    V_ARRAY(value) = SafeArrayCreateVector(VT_I8, 0, 3);
}

static lying_object hidden;

/* Its QueryInterface says S_OK, and gives nothing. */
static void no_object(VARIANT *value)
{
    lying_object_init(&hidden);
    hidden.references = 1;
    V_VT(value) = VT_UNKNOWN;
    V_UNKNOWN(value) = (IUnknown *)&hidden.object;
}

static lying_object self;

static void lie(CIMTYPE type, void (*make)(VARIANT *))
{
    lying_object_init(&self);
    self.type = type;
    self.make_value = make;
}

static void no_getter_reads_an_odd_text(void **state)
{
    wmi_datetime datetime;
    wmi_value value;
    char *text = NULL;
    BSTR bstr = NULL;
    uint64_t number = 9;

    (void)state;
    lie(CIM_STRING, odd_text);
    assert_hr(MISMATCH, wmi_get_string(&self.object, "One", &text));
    assert_last_error(MISMATCH, "property One");
    assert_hr(MISMATCH, wmi_get_bstr(&self.object, "One", &bstr));
    assert_last_error(MISMATCH, "property One");
    assert_hr(MISMATCH, wmi_get_value(&self.object, "One", &value));
    assert_hr(MISMATCH, wmi_get_characters(&self.object, "One", &text));
    assert_null(text);
    assert_null(bstr);
    lie(CIM_UINT64, odd_text);
    assert_hr(MISMATCH, wmi_get_uint64(&self.object, "One", &number));
    assert_int_equal(number, 0);
    lie(CIM_DATETIME, odd_text);
    assert_hr(MISMATCH, wmi_get_datetime(&self.object, "One", &datetime));
    assert_hr(MISMATCH, wmi_get_string(&self.object, "One", &text));
    assert_hr(MISMATCH, wmi_get_bstr(&self.object, "One", &bstr));
}

/* But a text that a C string would cut: for such there is wmi_get_bstr. */
static void cut_text(VARIANT *value)
{
    V_VT(value) = VT_BSTR;
    V_BSTR(value) = SysAllocStringLen(u"a\0b", 3);
}

static void a_bstr_may_have_a_nul(void **state)
{
    BSTR bstr = NULL;

    (void)state;
    lie(CIM_STRING, cut_text);
    assert_ok(wmi_get_bstr(&self.object, "One", &bstr));
    assert_int_equal(SysStringLen(bstr), 3);
    SysFreeString(bstr);
}

static void no_getter_reads_what_an_array_is_not(void **state)
{
    void (*const lies[])(VARIANT *) = { odd_texts, texts_that_are_integers };
    wmi_value value;
    char **texts = NULL;
    size_t count = 9;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(lies); i++) {
        lie(CIM_STRING | CIM_FLAG_ARRAY, lies[i]);
        assert_hr(MISMATCH, wmi_get_strings(&self.object, "One", &texts, &count));
        assert_null(texts);
        assert_int_equal(count, 0);
        assert_hr(MISMATCH, wmi_get_value(&self.object, "One", &value));
    }
}

static void an_object_is_there(void **state)
{
    IWbemClassObject *object = NULL;

    (void)state;
    lie(CIM_OBJECT, no_object);
    assert_hr(MISMATCH, wmi_get_object(&self.object, "One", &object));
    assert_null(object);
    assert_int_equal(hidden.references, 0);
}

static void no_values_have_a_lie(void **state)
{
    const struct {
        CIMTYPE type;
        void (*make)(VARIANT *);
    } rows[] = {
        { CIM_STRING, odd_text },
        { CIM_STRING, cut_text },
        { CIM_DATETIME, odd_text },
        { CIM_STRING | CIM_FLAG_ARRAY, odd_texts },
        { CIM_UINT16 | CIM_FLAG_ARRAY, odd_texts },
        { CIM_UINT8 | CIM_FLAG_ARRAY, texts_that_are_integers },
        { CIM_OBJECT, no_object },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        wmi_argument *values = (wmi_argument *)&self;
        size_t count = 9;
        char *text = (char *)&self;

        lie(rows[i].type, rows[i].make);
        assert_hr(MISMATCH, wmi_get_values(&self.object, &values, &count));
        assert_last_error(MISMATCH, "property One");
        assert_null(values);
        assert_int_equal(count, 0);
        assert_hr(MISMATCH, wmi_get_characters(&self.object, "One", &text));
        assert_null(text);
    }
}

static void no_values_without_names(void **state)
{
    wmi_argument *values = (wmi_argument *)&self;
    size_t count = 9;

    (void)state;
    lie(CIM_STRING, cut_text);
    self.make_names = NULL;
    assert_hr(MISMATCH, wmi_get_values(&self.object, &values, &count));
    assert_last_error(MISMATCH, "names");
    assert_null(values);
    assert_int_equal(count, 0);
}

typedef struct one_record {
    char *text;
    uint64_t number;
    char **texts;
    size_t count;
} one_record;

static void no_record_takes_a_lie(void **state)
{
    const struct {
        CIMTYPE type;
        void (*make)(VARIANT *);
        wmi_field field;
        const char *word;
    } rows[] = {
        { CIM_STRING, odd_text, WMI_FIELD(one_record, text, "One", WMI_STRING), "an odd number of bytes" },
        { CIM_UINT64, odd_text, WMI_FIELD(one_record, number, "One", WMI_UINT64), "an odd number of bytes" },
        { CIM_STRING, cut_text, WMI_FIELD(one_record, text, "One", WMI_STRING), "contains a NUL" },
        { CIM_STRING | CIM_FLAG_ARRAY, odd_texts,
          WMI_FIELD_ARRAY(one_record, texts, count, "One", WMI_STRING), "a string array" },
        { CIM_STRING | CIM_FLAG_ARRAY, texts_that_are_integers,
          WMI_FIELD_ARRAY(one_record, texts, count, "One", WMI_STRING), "a string array" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        void *record = NULL;

        lie(rows[i].type, rows[i].make);
        assert_hr(MISMATCH, wmi_read_record(&self.object, &rows[i].field, 1, sizeof(one_record), &record));
        assert_last_error(MISMATCH, rows[i].word);
        assert_null(record);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_getter_reads_an_odd_text),
        cmocka_unit_test(a_bstr_may_have_a_nul),
        cmocka_unit_test(no_getter_reads_what_an_array_is_not),
        cmocka_unit_test(no_values_have_a_lie),
        cmocka_unit_test(no_values_without_names),
        cmocka_unit_test(an_object_is_there),
        cmocka_unit_test(no_record_takes_a_lie),
    };

    return cmocka_run_group_tests_name("object_lies", tests, NULL, NULL) == 0 ? 0 : 1;
}
