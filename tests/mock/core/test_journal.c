/* SPDX-License-Identifier: MIT */
/* The mock's journal and counts, loading, and what its functions say to bad arguments. */
#include "support/mock_world.h"
#include "support/threads.h"

#include <stdio.h>
#include <string.h>

#define QUERY   "IWbemServices::ExecQuery"
#define NEXT    "IEnumWbemClassObject::Next"
#define CONNECT "IWbemLocator::ConnectServer"
#define BUSY    ((HRESULT)WBEM_E_SERVER_TOO_BUSY)

static HRESULT try_query(IWbemServices *services)
{
    IEnumWbemClassObject *rows = (IEnumWbemClassObject *)(void *)&rows;
    HRESULT hr = world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows);

    assert_int_equal(rows != NULL, hr == S_OK);
    if (rows != NULL)
        IEnumWbemClassObject_Release(rows);
    return hr;
}

/* --- The journal -------------------------------------------------------------------------------------------------------- */

static void the_journal_tells_each_call(void **state)
{
    static const struct expected {
        const char *operation, *arguments, *blanket;
        HRESULT result;
    } expected[] = {
        { CONNECT,
          "strNetworkResource='root\\cimv2', strUser=NULL, strPassword=NULL, strLocale=NULL, "
          "lSecurityFlags=0x0, "
          "strAuthority=NULL, pCtx=NULL",
          "", S_OK },
        { QUERY, "strQueryLanguage='WQL', strQuery='SELECT * FROM Test_Disk', lFlags=0x30, pCtx=NULL", "none",
          S_OK },
        { "CoSetProxyBlanket",
          "pProxy=interface, dwAuthnLevel=0x6, dwImpLevel=0x3, pAuthInfo=NULL, dwCapabilities=0x0", "",
          S_OK },
        { NEXT, "lTimeout=0xFFFFFFFF, uCount=0x4", "authn=6 imp=3 caps=0x0 user=(current)", WBEM_S_FALSE },
        { "IWbemServices::GetObject", "strObjectPath='Nothing', lFlags=0x0, pCtx=NULL", "none",
          (HRESULT)WBEM_E_NOT_FOUND },
    };
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *object = NULL;
    ULONG got;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(world_secure(rows, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, NULL));
    assert_hr(WBEM_S_FALSE, world_next(rows, FOREVER, 4, &got));
    assert_hr(WBEM_E_NOT_FOUND, world_get(services, u"Nothing", &object));
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);

    assert_int_equal(wmi_mock_call_count(*state, NULL), COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const wmi_mock_call *call = wmi_mock_call_at(*state, i);

        assert_string_equal(call->operation, expected[i].operation);
        assert_string_equal(call->arguments, expected[i].arguments);
        assert_string_equal(call->blanket, expected[i].blanket);
        assert_hr(expected[i].result, call->result);
    }
    assert_null(wmi_mock_call_at(*state, COUNT_OF(expected)));
}

static void refused_calls_are_written_down_too(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    assert_ok(wmi_mock_fail(*state, QUERY, 1, BUSY));
    assert_hr(BUSY, try_query(services));
    assert_hr(BUSY, wmi_mock_call_at(*state, 1)->result);
    assert_int_equal(wmi_mock_call_count(*state, QUERY), 1);
    IWbemServices_Release(services);
}

static void entries_stay_where_they_are(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    const wmi_mock_call *first = wmi_mock_call_at(*state, 0);

    for (int i = 0; i < 500; i++)
        assert_ok(try_query(services));
    assert_ptr_equal(wmi_mock_call_at(*state, 0), first);
    assert_string_equal(first->operation, CONNECT);
    assert_int_equal(wmi_mock_call_count(*state, NULL), 501);
    assert_non_null(wmi_mock_call_at(*state, 500));
    IWbemServices_Release(services);
}

static void the_journal_can_only_count(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");

    wmi_mock_keep_journal(*state, false);
    assert_ok(try_query(services));
    assert_null(wmi_mock_call_at(*state, 1));
    assert_int_equal(wmi_mock_call_count(*state, QUERY), 1);
    wmi_mock_keep_journal(*state, true);
    assert_ok(try_query(services));
    assert_string_equal(wmi_mock_call_at(*state, 1)->operation, QUERY);
    assert_int_equal(wmi_mock_call_count(*state, QUERY), 2);
    assert_int_equal(wmi_mock_call_count(*state, NULL), 3);
    assert_int_equal(wmi_mock_call_count(*state, "no such thing"), 0);
    IWbemServices_Release(services);
}

static void long_arguments_are_cut(void **state)
{
    static OLECHAR wql[3000];
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IEnumWbemClassObject *rows = NULL;

    for (size_t i = 0; i + 1 < COUNT_OF(wql); i++)
        wql[i] = u'\u20AC'; /* three bytes each */
    assert_hr(WBEM_E_INVALID_QUERY, world_query(services, wql, SYNCHRONOUS, &rows));
    assert_true(strlen(wmi_mock_call_at(*state, 1)->arguments) < 512);
    IWbemServices_Release(services);
}

static void live_objects_are_counted(void **state)
{
    IWbemLocator *locator = wmi_mock_locator(*state);
    IWbemServices *services;
    IUnknown *copy = NULL;

    assert_int_equal(wmi_mock_live_objects(*state), 0); /* the mock's own locator is not a client's */
    IWbemLocator_AddRef(locator);
    IWbemLocator_AddRef(locator);
    assert_int_equal(wmi_mock_live_objects(*state), 1);
    services = world_open(*state, u"root\\cimv2");
    IWbemServices_AddRef(services);
    assert_int_equal(wmi_mock_live_objects(*state), 2);
    assert_ok(CoCopyProxy((IUnknown *)services, &copy));
    assert_int_equal(wmi_mock_live_objects(*state), 3);
    IUnknown_Release(copy);
    IWbemServices_Release(services);
    IWbemServices_Release(services);
    IWbemLocator_Release(locator);
    assert_int_equal(wmi_mock_live_objects(*state), 1);
    IWbemLocator_Release(locator);
    assert_int_equal(wmi_mock_live_objects(*state), 0);
}

static void one_release_too_many_shows(void **state)
{
    wmi_mock *mock = world_create();
    IWbemLocator *locator = wmi_mock_locator(mock);

    (void)state;
    IWbemLocator_AddRef(locator);
    IWbemLocator_Release(locator);
    IWbemLocator_Release(locator);
    assert_int_not_equal(wmi_mock_destroy(mock), 0);
}

/* --- Loading ------------------------------------------------------------------------------------------------------------- */

static const struct load_case {
    const char *name;
    const char *space, *mof;
    HRESULT code;
    const char *word; /* in the last error's message */
} load_cases[] = {
    { "good", "root\\new", "class A { [key] string K; };", S_OK, NULL },
    { "good: nothing", "root/new/er", "", S_OK, NULL },
    { "good: default namespace", NULL, "class A { [key] string K; };", S_OK, NULL },
    { "syntax: column", NULL, "class A { string ; };", (HRESULT)WBEM_E_INVALID_SYNTAX, "line 1, column 18" },
    { "syntax: line", NULL, "class A { string S; };\n\n  clas B { };", (HRESULT)WBEM_E_INVALID_SYNTAX,
      "line 3, column 3" },
    { "class: not there", NULL, "instance of Nope { };", (HRESULT)WBEM_E_INVALID_CLASS, "line 1, column" },
    { "class: twice, for creation alone", NULL,
      "#pragma classflags(\"createonly\")\nclass A { };\nclass A { };", (HRESULT)WBEM_E_ALREADY_EXISTS,
      "line 3, column" },
    { "namespace: bad", "cimv2", "", (HRESULT)WBEM_E_INVALID_NAMESPACE, "cimv2" },
    { "namespace: empty", "", "", (HRESULT)WBEM_E_INVALID_NAMESPACE, "namespace" },
    { "server: unknown", "\\\\nobody\\root", "", (HRESULT)WBEM_E_NOT_FOUND, "nobody" },
};

static void texts_are_loaded(void **state)
{
    const struct load_case *row = *state;
    wmi_mock *mock = world_create();

    assert_hr(row->code, wmi_mock_load(mock, row->space, row->mof));
    if (row->code != S_OK) {
        assert_last_error(row->code, row->word);
        assert_string_equal(wmi_last_error()->operation, "wmi_mock_load");
    }
    world_destroy(mock);
}

static void a_text_is_loaded_whole_or_not_at_all(void **state)
{
    IWbemServices *services;
    IWbemClassObject *object = NULL;
    const world_login login = { .resource = u"root\\half" };

    assert_hr(WBEM_E_INVALID_SYNTAX,
              wmi_mock_load(*state, "root\\half",
                            "class A { [key] string K; }; instance of A { K = \"1\"; }; oops"));
    assert_hr(WBEM_E_INVALID_NAMESPACE, world_connect(*state, &login, &services));
    services = world_open(*state, u"root\\cimv2");
    assert_hr(WBEM_E_INVALID_SYNTAX, wmi_mock_load(*state, NULL, "class A { [key] string K; }; oops"));
    assert_hr(WBEM_E_NOT_FOUND, world_get(services, u"A", &object));
    assert_ok(wmi_mock_load(*state, NULL, "class A { [key] string K; };")); /* while somebody is connected */
    assert_ok(world_get(services, u"A", &object));
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
}

#define FILE_NAME "test_mock_faults.mof"

static void write_file(const char *text)
{
    FILE *stream = fopen(FILE_NAME, "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, strlen(text), stream), strlen(text));
    assert_int_equal(fclose(stream), 0);
}

static void files_are_loaded(void **state)
{
    static char large[20000];
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *object = NULL;

    write_file("\xEF\xBB\xBF"
               "class FromFile { [key] string K; };");
    assert_ok(wmi_mock_load_file(*state, NULL, FILE_NAME));
    assert_ok(world_get(services, u"FromFile", &object));
    IWbemClassObject_Release(object);

    memset(large, ' ', sizeof large - 1);
    /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): more of the text follows */
    memcpy(large + 15000, "class Far { };", 14);
    write_file(large);
    assert_ok(wmi_mock_load_file(*state, NULL, FILE_NAME));
    assert_ok(world_get(services, u"Far", &object));
    IWbemClassObject_Release(object);

    write_file("class Broken {\n  string\n};");
    assert_hr(WBEM_E_INVALID_SYNTAX, wmi_mock_load_file(*state, NULL, FILE_NAME));
    assert_last_error(WBEM_E_INVALID_SYNTAX, FILE_NAME ": line 3, column 1");
    remove(FILE_NAME);
    assert_hr(0x80070002, wmi_mock_load_file(*state, NULL, FILE_NAME));
    assert_last_error(0x80070002, FILE_NAME);
    IWbemServices_Release(services);
}

/* --- Arguments -------------------------------------------------------------------------------------------------------------- */

static void null_is_refused_or_ignored(void **state)
{
    assert_hr(E_POINTER, wmi_mock_create(NULL));
    assert_hr(E_POINTER, wmi_mock_load(NULL, NULL, ""));
    assert_hr(E_POINTER, wmi_mock_load(*state, NULL, NULL));
    assert_hr(E_POINTER, wmi_mock_load_file(NULL, NULL, "x"));
    assert_hr(E_POINTER, wmi_mock_load_file(*state, NULL, NULL));
    assert_hr(E_POINTER, wmi_mock_fail(NULL, NULL, 0, BUSY));
    assert_hr(E_POINTER, wmi_mock_delay(NULL, NULL, 1));
    assert_hr(E_POINTER, wmi_mock_install(NULL));
    assert_int_equal(wmi_mock_destroy(NULL), 0);
    assert_int_equal(wmi_mock_live_objects(NULL), 0);
    assert_int_equal(wmi_mock_call_count(NULL, NULL), 0);
    assert_null(wmi_mock_call_at(NULL, 0));
    assert_null(wmi_mock_locator(NULL));
    wmi_mock_wake(NULL);
    wmi_mock_uninstall(NULL);
    wmi_mock_keep_journal(NULL, true);
}

/* --- The live objects -------------------------------------------------------------------------------------------------- */

static void assert_live(wmi_mock *mock, size_t count, const char *expected)
{
    char *text = NULL;

    assert_int_equal(wmi_mock_describe_live(mock, &text), count);
    assert_non_null(text);
    assert_string_equal(text, expected);
    wmi_free(text);
}

static void live_objects_are_described(void **state)
{
    IWbemServices *services = world_open(*state, u"root\\cimv2");
    IWbemClassObject *objects[2] = { NULL };
    IWbemQualifierSet *qualifiers = NULL;
    IEnumWbemClassObject *rows = NULL;
    ULONG got = 0;

    assert_ok(world_query(services, ALL_DISKS, SEMISYNCHRONOUS, &rows));
    assert_ok(IEnumWbemClassObject_Next(rows, FOREVER, 2, objects, &got));
    assert_ok(IWbemClassObject_GetQualifierSet(objects[0], &qualifiers));
    IEnumWbemClassObject_Release(rows);
    IWbemClassObject_Release(objects[1]);
    assert_live(*state, 3,
                "IWbemServices from call 0: IWbemLocator::ConnectServer(strNetworkResource='root\\cimv2', "
                "strUser=NULL, strPassword=NULL, strLocale=NULL, lSecurityFlags=0x0, strAuthority=NULL, "
                "pCtx=NULL)\n"
                "IWbemClassObject from call 2: IEnumWbemClassObject::Next(lTimeout=0xFFFFFFFF, uCount=0x2)\n"
                "IWbemQualifierSet from call 3: IWbemClassObject::GetQualifierSet()\n");
    IWbemQualifierSet_Release(qualifiers);
    IWbemClassObject_Release(objects[0]);
    IWbemServices_Release(services);
    assert_live(*state, 0, "");
}

#define THREADS 8

/* Threads that are alive together, each started by the one before it. */
typedef struct getter {
    IWbemServices *services;
    IWbemClassObject *objects[THREADS];
    size_t count;
} getter;

static void get_and_start_the_next(void *argument)
{
    getter *self = argument;

    if (world_get(self->services, u"Test_Disk", &self->objects[self->count]) != S_OK ||
        ++self->count == THREADS)
        return;
    test_thread_run(get_and_start_the_next, self);
}

static void objects_of_several_threads_are_described_oldest_first(void **state)
{
    getter self = { world_open(*state, u"root\\cimv2"), { NULL }, 0 };
    char *text = NULL;
    const char *at;

    test_thread_run(get_and_start_the_next, &self);
    assert_int_equal(self.count, THREADS);
    assert_int_equal(wmi_mock_call_count(*state, "IWbemServices::GetObject"), THREADS);
    assert_int_equal(wmi_mock_describe_live(*state, &text), THREADS + 1);
    at = text;
    for (size_t i = 0; i <= THREADS; i++) {
        char expected[40];

        snprintf(expected, sizeof expected, " from call %u: ", (unsigned)i);
        at = strstr(at, expected);
        assert_non_null(at);
    }
    wmi_free(text);
    for (size_t i = 0; i < THREADS; i++)
        IWbemClassObject_Release(self.objects[i]);
    IWbemServices_Release(self.services);
    assert_live(*state, 0, "");
}

static void a_locator_is_described(void **state)
{
    IWbemLocator *locator = wmi_mock_locator(*state);

    IWbemLocator_AddRef(locator);
    assert_live(*state, 1, "IWbemLocator from a call that is not in the journal\n");
    IWbemLocator_Release(locator);
    assert_live(*state, 0, "");
}

static void without_a_journal_the_calls_are_unknown(void **state)
{
    IWbemServices *services;
    IWbemClassObject *object = NULL;

    IWbemLocator_AddRef(wmi_mock_locator(*state));
    wmi_mock_keep_journal(*state, false);
    services = world_open(*state, u"root\\cimv2");
    wmi_mock_keep_journal(*state, true);
    assert_ok(world_get(services, u"Test_Disk", &object));
    assert_live(
        *state, 3,
        "IWbemLocator from a call that is not in the journal\n"
        "IWbemServices from a call that is not in the journal\n"
        "IWbemClassObject from call 0: IWbemServices::GetObject(strObjectPath='Test_Disk', lFlags=0x0, "
        "pCtx=NULL)\n");
    IWbemClassObject_Release(object);
    IWbemServices_Release(services);
    IWbemLocator_Release(wmi_mock_locator(*state));
    assert_live(*state, 0, "");
}

static void describing_takes_null(void **state)
{
    char *text = (char *)1;

    assert_int_equal(wmi_mock_describe_live(NULL, &text), 0);
    assert_null(text);
    assert_int_equal(wmi_mock_describe_live(*state, NULL), 0);
}

static const struct CMUnitTest single_tests[] = {
    WORLD_TEST(the_journal_tells_each_call),
    WORLD_TEST(refused_calls_are_written_down_too),
    WORLD_TEST(entries_stay_where_they_are),
    WORLD_TEST(the_journal_can_only_count),
    WORLD_TEST(long_arguments_are_cut),
    WORLD_TEST(live_objects_are_counted),
    WORLD_TEST(one_release_too_many_shows),
    WORLD_TEST(live_objects_are_described),
    WORLD_TEST(objects_of_several_threads_are_described_oldest_first),
    WORLD_TEST(a_locator_is_described),
    WORLD_TEST(without_a_journal_the_calls_are_unknown),
    WORLD_TEST(describing_takes_null),
    WORLD_TEST(a_text_is_loaded_whole_or_not_at_all),
    WORLD_TEST(files_are_loaded),
    WORLD_TEST(null_is_refused_or_ignored),
};

int main(void)
{
    static struct CMUnitTest tests[64];
    size_t count = 0;

    WORLD_ADD(tests, count, single_tests);
    WORLD_ADD_ROWS(tests, count, load_cases, texts_are_loaded);
    return _cmocka_run_group_tests("test_mock_journal", tests, count, world_group_setup,
                                   world_group_teardown);
}
