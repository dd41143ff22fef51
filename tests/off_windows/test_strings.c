/* SPDX-License-Identifier: MIT */
/* BSTRs and task memory. */
#include "support/com_test.h"

static uint32_t prefix_of(BSTR text)
{
    uint32_t bytes;

    memcpy(&bytes, (const char *)text - sizeof bytes, sizeof bytes);
    return bytes;
}

static void a_bstr_copies_its_text(void **state)
{
    OLECHAR source[] = u"wmi";
    BSTR text = SysAllocString(source);

    (void)state;
    assert_non_null(text);
    assert_ptr_not_equal(text, source);
    assert_memory_equal(text, u"wmi", sizeof u"wmi");
    assert_int_equal(SysStringLen(text), 3);
    assert_int_equal(SysStringByteLen(text), 6);
    SysFreeString(text);
}

static void the_length_stands_before_the_text(void **state)
{
    BSTR text = SysAllocString(u"root\\cimv2");
    BSTR empty = SysAllocString(u"");

    (void)state;
    assert_int_equal(prefix_of(text), 20);
    assert_int_equal(prefix_of(empty), 0);
    assert_int_equal(empty[0], 0);
    SysFreeString(empty);
    SysFreeString(text);
}

static void null_is_an_empty_text(void **state)
{
    (void)state;
    assert_null(SysAllocString(NULL));
    assert_int_equal(SysStringLen(NULL), 0);
    assert_int_equal(SysStringByteLen(NULL), 0);
    SysFreeString(NULL);
}

static void a_text_may_contain_nul(void **state)
{
    BSTR text = SysAllocStringLen(u"a\0b", 3);

    (void)state;
    assert_int_equal(SysStringLen(text), 3);
    assert_memory_equal(text, u"a\0b", 8);
    SysFreeString(text);
}

static void a_length_may_cut_the_text(void **state)
{
    BSTR text = SysAllocStringLen(u"Win32_Process", 5);

    (void)state;
    assert_memory_equal(text, u"Win32", sizeof u"Win32");
    SysFreeString(text);
}

static void room_for_a_text_ends_with_nul(void **state)
{
    BSTR text = SysAllocStringLen(NULL, 4);

    (void)state;
    assert_int_equal(SysStringLen(text), 4);
    assert_int_equal(text[4], 0);
    SysFreeString(text);
}

static void bytes_need_not_be_even(void **state)
{
    BSTR text = SysAllocStringByteLen("abc", 3);

    (void)state;
    assert_int_equal(SysStringByteLen(text), 3);
    assert_int_equal(SysStringLen(text), 1);
    assert_memory_equal(text, "abc\0", 4);
    SysFreeString(text);
}

static void too_long_a_text_is_refused(void **state)
{
    (void)state;
    assert_null(SysAllocStringLen(NULL, 0x80000000u));
    assert_null(SysAllocStringLen(NULL, UINT32_MAX));
    assert_null(SysAllocStringByteLen(NULL, UINT32_MAX));
}

static void a_new_text_takes_the_place_of_the_old(void **state)
{
    BSTR text = SysAllocString(u"old");

    (void)state;
    assert_true(SysReAllocString(&text, u"newer"));
    assert_memory_equal(text, u"newer", sizeof u"newer");
    assert_true(SysReAllocStringLen(&text, u"newest", 3));
    assert_memory_equal(text, u"new", sizeof u"new");
    assert_int_equal(SysStringLen(text), 3);
    SysFreeString(text);
}

static void a_text_may_be_made_of_its_own_part(void **state)
{
    BSTR text = SysAllocString(u"root\\cimv2");

    (void)state;
    assert_true(SysReAllocStringLen(&text, text, 4));
    assert_memory_equal(text, u"root", sizeof u"root");
    SysFreeString(text);
}

static void a_text_may_grow_and_keep_its_beginning(void **state)
{
    BSTR text = SysAllocString(u"root");

    (void)state;
    assert_true(SysReAllocStringLen(&text, NULL, 6));
    assert_int_equal(SysStringLen(text), 6);
    assert_memory_equal(text, u"root", 8);
    assert_int_equal(text[6], 0);
    SysFreeString(text);
}

static void no_text_may_become_one(void **state)
{
    BSTR text = NULL;

    (void)state;
    assert_true(SysReAllocString(&text, u"text"));
    assert_memory_equal(text, u"text", sizeof u"text");
    SysFreeString(text);
}

static void a_text_may_become_none(void **state)
{
    BSTR text = SysAllocString(u"text");

    (void)state;
    assert_true(SysReAllocString(&text, NULL));
    assert_null(text);
}

static void no_place_for_a_text_is_refused(void **state)
{
    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* crashes */
    assert_false(SysReAllocStringLen(NULL, u"text", 4));
}

static void task_memory_may_be_empty(void **state)
{
    void *block = CoTaskMemAlloc(0);

    (void)state;
    assert_non_null(block);
    CoTaskMemFree(block);
    CoTaskMemFree(NULL);
}

static void task_memory_keeps_its_bytes_when_it_grows(void **state)
{
    char *block = CoTaskMemRealloc(NULL, 4);

    (void)state;
    memcpy(block, "wmi", 4);
    block = CoTaskMemRealloc(block, 4096);
    assert_string_equal(block, "wmi");
    CoTaskMemFree(block);
}

static void task_memory_of_no_bytes_is_given_back(void **state)
{
    (void)state;
    assert_null(CoTaskMemRealloc(CoTaskMemAlloc(4), 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bstr_copies_its_text),
        cmocka_unit_test(the_length_stands_before_the_text),
        cmocka_unit_test(null_is_an_empty_text),
        cmocka_unit_test(a_text_may_contain_nul),
        cmocka_unit_test(a_length_may_cut_the_text),
        cmocka_unit_test(room_for_a_text_ends_with_nul),
        cmocka_unit_test(bytes_need_not_be_even),
        cmocka_unit_test(too_long_a_text_is_refused),
        cmocka_unit_test(a_new_text_takes_the_place_of_the_old),
        cmocka_unit_test(a_text_may_be_made_of_its_own_part),
        cmocka_unit_test(a_text_may_grow_and_keep_its_beginning),
        cmocka_unit_test(no_text_may_become_one),
        cmocka_unit_test(a_text_may_become_none),
        cmocka_unit_test(no_place_for_a_text_is_refused),
        cmocka_unit_test(task_memory_may_be_empty),
        cmocka_unit_test(task_memory_keeps_its_bytes_when_it_grows),
        cmocka_unit_test(task_memory_of_no_bytes_is_given_back),
    };

    return cmocka_run_group_tests_name("com_strings", tests, NULL, NULL);
}
