/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as MOF, as the text of a program and as a file, which may be UTF-16 and include itself. What loads is
 * written by GetObjectText, loaded into a second mock, and written again: both texts are the same. What does not load says where it is wrong, and leaves nothing behind.
 */
#include "base/bstr.h"
#include "mock/mof/mof.h"

#include <wmikit.h>

#include <wmikit/com.h>
#include <wmikit/mock.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t system_classes;
static wmi_mock *scratch; /* with nothing but the system classes; NULL: used up */

static void check(bool condition)
{
    if (!condition)
        abort();
}

/* A text that grows. */
typedef struct text {
    char *data;
    size_t length;
} text;

static void append(text *self, const char *part)
{
    size_t length = strlen(part);
    char *data = realloc(self->data, self->length + length + 1);

    if (data == NULL)
        abort();
    memcpy(data + self->length, part, length + 1);
    self->data = data;
    self->length += length;
}

static IWbemServices *open_services(wmi_mock *mock)
{
    BSTR resource = SysAllocString(u"root\\cimv2");
    IWbemServices *services = NULL;

    check(IWbemLocator_ConnectServer(wmi_mock_locator(mock), resource, NULL, NULL, NULL, 0, NULL, NULL,
                                     &services) == S_OK);
    SysFreeString(resource);
    return services;
}

static wmi_mock *create_mock(void)
{
    wmi_mock *mock = NULL;

    check(wmi_mock_create(&mock) == S_OK);
    wmi_mock_keep_journal(mock, false);
    return mock;
}

static IWbemClassObject *next_of(IEnumWbemClassObject *rows)
{
    IWbemClassObject *row = NULL;
    ULONG got = 0;
    HRESULT hr = IEnumWbemClassObject_Next(rows, WBEM_INFINITE, 1, &row, &got);

    check(hr == S_OK || hr == WBEM_S_FALSE);
    return row;
}

/* A superclass comes before its subclasses. */
static IEnumWbemClassObject *all_classes(IWbemServices *services)
{
    BSTR language = SysAllocString(u"WQL");
    BSTR query = SysAllocString(u"SELECT * FROM meta_class");
    IEnumWbemClassObject *rows = NULL;

    check(IWbemServices_ExecQuery(services, language, query, 0, NULL, &rows) == S_OK);
    SysFreeString(query);
    SysFreeString(language);
    return rows;
}

static void write_object(IWbemClassObject *object, text *to)
{
    BSTR written = NULL;
    char *mof;

    check(IWbemClassObject_GetObjectText(object, 0, &written) == S_OK);
    mof = malloc((size_t)SysStringLen(written) * 3 + 1);
    check(mof != NULL);
    wmi__utf8_write(written, SysStringLen(written), mof);
    append(to, mof);
    free(mof);
    SysFreeString(written);
}

static void write_instances(IWbemServices *services, const OLECHAR *class_name, text *to)
{
    BSTR name = SysAllocString(class_name);
    IEnumWbemClassObject *rows = NULL;
    IWbemClassObject *row;

    check(IWbemServices_CreateInstanceEnum(services, name, WBEM_FLAG_SHALLOW, NULL, &rows) == S_OK);
    while ((row = next_of(rows)) != NULL) {
        write_object(row, to);
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
    SysFreeString(name);
}

/* Of which each namespace has one from the start. */
static bool is_system_security(const OLECHAR *class_name)
{
    static const OLECHAR name[] = u"__SystemSecurity";

    return SysStringLen((BSTR)(uintptr_t)class_name) == sizeof name / sizeof name[0] - 1 &&
           memcmp(class_name, name, sizeof name) == 0;
}

static void write_instances_of(IWbemServices *services, IWbemClassObject *object_class, text *to)
{
    VARIANT name;

    check(IWbemClassObject_Get(object_class, u"__CLASS", 0, &name, NULL, NULL) == S_OK);
    if (!is_system_security(V_BSTR(&name)))
        write_instances(services, V_BSTR(&name), to);
    VariantClear(&name);
}

/* The classes that the text made, then all instances. Returns how many classes there are. */
static size_t write_all(wmi_mock *mock, text *to)
{
    IWbemServices *services = open_services(mock);
    size_t count = 0;

    for (int instances = 0; instances < 2; instances++) {
        IEnumWbemClassObject *rows = all_classes(services);
        IWbemClassObject *row;

        count = 0;
        while ((row = next_of(rows)) != NULL) {
            if (instances)
                write_instances_of(services, row, to);
            else if (count >= system_classes)
                write_object(row, to);
            count++;
            IWbemClassObject_Release(row);
        }
        IEnumWbemClassObject_Release(rows);
    }
    IWbemServices_Release(services);
    return count;
}

static void check_error(HRESULT hr)
{
    const wmi_error *error = wmi_last_error();

    check(FAILED(hr) && error->code == hr);
    check(hr == E_OUTOFMEMORY || strstr(error->message, "line ") != NULL ||
          strstr(error->message, "cimv2") != NULL);
}

static void load_back(const text *first)
{
    wmi_mock *mock = create_mock();
    text second = { 0 };
    HRESULT hr = wmi_mock_load(mock, "root\\cimv2", first->data);

    if (FAILED(hr))
        fprintf(stderr, "%s\n%s\n", first->data, wmi_last_error()->message);
    check(hr == S_OK);
    append(&second, "");
    write_all(mock, &second);
    if (strcmp(first->data, second.data) != 0)
        fprintf(stderr, "--- first\n%s\n--- second\n%s\n", first->data, second.data);
    check(strcmp(first->data, second.data) == 0);
    free(second.data);
    check(wmi_mock_destroy(mock) == 0);
}

/* Only the classes: what fails leaves nothing behind, and does so often that it has to be quick. */
static size_t count_classes(wmi_mock *mock)
{
    IWbemServices *services = open_services(mock);
    IEnumWbemClassObject *rows = all_classes(services);
    IWbemClassObject *row;
    size_t count = 0;

    while ((row = next_of(rows)) != NULL) {
        count++;
        IWbemClassObject_Release(row);
    }
    IEnumWbemClassObject_Release(rows);
    IWbemServices_Release(services);
    return count;
}

static void run(const char *mof)
{
    text written = { 0 };
    HRESULT hr;

    if (scratch == NULL) {
        scratch = create_mock();
        check(wmi_mock_load(scratch, "root\\cimv2", "") == S_OK);
    }
    hr = wmi_mock_load(scratch, "root\\cimv2", mof);
    if (FAILED(hr)) {
        check_error(hr);
        check(count_classes(scratch) == system_classes);
        return;
    }
    append(&written, "");
    write_all(scratch, &written);
    load_back(&written);
    free(written.data);
    check(wmi_mock_destroy(scratch) == 0);
    scratch = NULL;
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    wmi_mock *mock = create_mock();
    text nothing = { 0 };

    (void)count;
    (void)arguments;
    system_classes = SIZE_MAX;
    check(wmi_mock_load(mock, "root\\cimv2", "") == S_OK);
    append(&nothing, "");
    system_classes = write_all(mock, &nothing);
    check(nothing.data[0] == '\0');
    free(nothing.data);
    wmi_mock_destroy(mock);
    return 0;
}

/* --- As a file ------------------------------------------------------------------------------------------------ */

typedef struct input {
    const uint8_t *data;
    size_t size;
    unsigned opened;
} input;

/* Whatever file is included: the second half of the input. */
static HRESULT open_half(void *context, const char *path, char **bytes, size_t *length)
{
    input *self = context;
    size_t half = self->size / 2;

    (void)path;
    if (self->opened++ > 3)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    *length = self->size - half;
    *bytes = calloc(1, *length + 1);
    check(*bytes != NULL);
    memcpy(*bytes, self->data + half, *length);
    return S_OK;
}

/* With a NUL after it, as the reader wants it. */
static void run_file(const char *bytes, const uint8_t *data, size_t size)
{
    input self = { data, size, 0 };
    const wmi_mock__mof_source source = { bytes, size, "fuzzed.mof", NULL, open_half, &self };
    static wmi_mock__repository *repository; /* as new; NULL: used up */
    static size_t classes;
    wmi_mock__mof_error error;
    HRESULT hr;

    if (repository == NULL) {
        repository = wmi_mock__repository_create();
        check(repository != NULL);
        classes = repository->namespaces[0]->classes.count;
    }
    hr = wmi_mock__mof_read_source(repository, "root\\cimv2", &source, &error);
    if (SUCCEEDED(hr)) {
        wmi_mock__repository_free(repository);
        repository = NULL;
        return;
    }
    check(error.line > 0 && error.column > 0 && error.message[0] != '\0');
    check(repository->namespace_count == 1 && repository->removed.count == 0);
    check(repository->namespaces[0]->classes.count == classes &&
          repository->namespaces[0]->record_count == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *mof = calloc(1, size + 1);

    if (mof == NULL)
        return 0;
    memcpy(mof, data, size);
    run(mof);
    run_file(mof, data, size);
    free(mof);
    return 0;
}
