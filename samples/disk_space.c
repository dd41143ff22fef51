/* SPDX-License-Identifier: MIT */
/* Shows how full each drive is. A drive without a medium has no size: the property is NULL. */
#include <stdio.h>
#include <wmikit.h>

typedef struct disk {
    char *letter;
    char *label;
    uint64_t size;
    bool has_size;
    uint64_t free;
    bool has_free;
} disk;

static const wmi_field fields[] = {
    WMI_FIELD(disk, letter, "DeviceID", WMI_STRING),
    WMI_FIELD(disk, label, "VolumeName", WMI_STRING), /* NULL when there is none */
    WMI_FIELD_OPTIONAL(disk, size, has_size, "Size", WMI_UINT64),
    WMI_FIELD_OPTIONAL(disk, free, has_free, "FreeSpace", WMI_UINT64),
};

static void print_disk(const disk *one)
{
    const double gib = 1024.0 * 1024 * 1024;

    printf("%-4s ", one->letter);
    if (one->has_size && one->has_free && one->size > 0)
        printf("%8.1f of %8.1f GiB used, %3.0f %%", (double)(one->size - one->free) / gib,
               (double)one->size / gib, 100.0 * (double)(one->size - one->free) / (double)one->size);
    else
        printf("no medium");
    if (one->label != NULL && one->label[0] != '\0')
        printf("  (%s)", one->label);
    putchar('\n');
}

int main(void)
{
    const size_t field_count = sizeof fields / sizeof fields[0];
    wmi_connection *connection = NULL;
    void *disks = NULL;
    size_t count = 0;
    HRESULT hr;

    hr = wmi_connect(NULL, &connection);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_select(connection, "Win32_LogicalDisk", NULL, NULL, fields, field_count, sizeof(disk),
                        &disks, &count);
    for (size_t i = 0; i < count; i++)
        print_disk((const disk *)disks + i);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);

    wmi_free(disks);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
