/* SPDX-License-Identifier: MIT */
/* Lists the processes, the largest first: each row is read into a struct. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <wmikit.h>

typedef struct process {
    uint32_t id;
    uint32_t threads;
    uint64_t bytes;
    char *name;
} process;

static const wmi_field fields[] = {
    WMI_FIELD(process, id, "ProcessId", WMI_UINT32),
    WMI_FIELD(process, threads, "ThreadCount", WMI_UINT32),
    WMI_FIELD(process, bytes, "WorkingSetSize", WMI_UINT64),
    WMI_FIELD(process, name, "Name", WMI_STRING),
};

static int larger_first(const void *a, const void *b)
{
    const process *one = a;
    const process *other = b;

    return (one->bytes < other->bytes) - (one->bytes > other->bytes);
}

int main(void)
{
    const size_t field_count = sizeof fields / sizeof fields[0];
    wmi_connection *connection = NULL;
    process *list;
    void *block = NULL;
    size_t count = 0;
    HRESULT hr;

    hr = wmi_connect(NULL, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_select(connection, "Win32_Process", NULL, NULL, fields, field_count, sizeof(process), &block,
                        &count);
    if (WMI_FAILED(hr)) {
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
        wmi_disconnect(connection);
        return 1;
    }

    list = block;
    qsort(list, count, sizeof *list, larger_first);
    printf("%8s  %7s  %10s  %s\n", "ID", "THREADS", "KIB", "NAME");
    for (size_t i = 0; i < count; i++)
        printf("%8" PRIu32 "  %7" PRIu32 "  %10" PRIu64 "  %s\n", list[i].id, list[i].threads,
               list[i].bytes / 1024, list[i].name == NULL ? "" : list[i].name);

    wmi_free(block); /* the records and all names in them */
    wmi_disconnect(connection);
    return 0;
}
