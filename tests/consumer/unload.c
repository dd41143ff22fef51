/* SPDX-License-Identifier: MIT */
/*
 * A program that unloads the library while threads live that used it: what they hold does not grow from round to
 * round, and a worker that is still in a call finds its code.
 *
 *     unload LIBWMIKIT LIBWMIKIT_MOCK
 */
#define _GNU_SOURCE
#include <wmikit.h>
#include <wmikit/mock.h>

#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define THREADS 8
#define ROUNDS  20
#define SLACK   4096 /* bytes, of what the loader keeps */

/* The threads go from round to round with the main one. */
static pthread_barrier_t begin, end;
static HRESULT (*query)(wmi_connection *, const char *, const wmi_query_options *, wmi_cursor **);

static void *find(void *library, const char *name)
{
    void *found = library == NULL ? NULL : dlsym(library, name);

    if (found == NULL) {
        fprintf(stderr, "%s: %s\n", name, dlerror());
        exit(1);
    }
    return found;
}

/* Each round, it has a last error. */
static void *fail(void *unused)
{
    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        wmi_cursor *cursor;

        pthread_barrier_wait(&begin);
        query(NULL, "", NULL, &cursor);
        pthread_barrier_wait(&end);
    }
    pthread_barrier_wait(&begin); /* until the library is unloaded for the last time */
    return NULL;
}

static size_t held_after_round(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);

    *(void **)&query = find(library, "wmi_query");
    pthread_barrier_wait(&begin);
    pthread_barrier_wait(&end);
    dlclose(library);
    return mallinfo2().uordblks;
}

static int memory_stays_flat(const char *name)
{
    pthread_t threads[THREADS];
    size_t first = 0;
    size_t last = 0;

    pthread_barrier_init(&begin, NULL, THREADS + 1);
    pthread_barrier_init(&end, NULL, THREADS + 1);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, fail, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        last = held_after_round(name);
        if (i == 1)
            first = last;
    }
    pthread_barrier_wait(&begin);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%zu bytes, and %zu after %d rounds more\n", first, last, ROUNDS - 2);
    return last <= first + SLACK;
}

/* The server answers when nobody waits any more, and the libraries are closed. */
static int a_worker_comes_back(const char *name, const char *mock_name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
    void *mock_library = dlopen(mock_name, RTLD_NOW | RTLD_LOCAL);
    wmi_connect_options options = WMI_CONNECT_OPTIONS_INIT;
    wmi_connection *connection = NULL;
    wmi_mock *mock = NULL;
    HRESULT (*create)(wmi_mock **);
    HRESULT (*delay)(wmi_mock *, const char *, uint32_t);
    IWbemLocator *(*locator)(wmi_mock *);
    HRESULT (*connect_to)(const wmi_connect_options *, wmi_connection **);
    HRESULT hr;

    *(void **)&create = find(mock_library, "wmi_mock_create");
    *(void **)&delay = find(mock_library, "wmi_mock_delay");
    *(void **)&locator = find(mock_library, "wmi_mock_locator");
    *(void **)&connect_to = find(library, "wmi_connect");
    create(&mock);
    delay(mock, "IWbemLocator::ConnectServer", 500);
    options.locator = locator(mock);
    options.timeout_ms = 20;
    hr = connect_to(&options, &connection);
    dlclose(mock_library);
    dlclose(library);
    usleep(1000000);
    printf("a call ended with 0x%08lX, and its worker later\n", (unsigned long)hr & 0xFFFFFFFFUL);
    return WMI_FAILED(hr);
}

int main(int count, char **arguments)
{
    int is_flat;

    if (count != 3)
        return 2;
    is_flat = memory_stays_flat(arguments[1]);
    fflush(stdout);
    return a_worker_comes_back(arguments[1], arguments[2]) && is_flat ? 0 : 1;
}
