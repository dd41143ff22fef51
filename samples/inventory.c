/* SPDX-License-Identifier: MIT */
/*
 * An inventory that runs on Windows 7 and 11 alike: what came later is absent on the older one, where a query that names
 * it would fail. A property may also be NULL, hence the has_... members.
 */
#include <stdio.h>
#include <wmikit.h>

typedef struct computer {
    char *model, *family;
    bool has_family, hypervisor, has_hypervisor;
} computer;

static const wmi_field computer_fields[] = {
    WMI_FIELD(computer, model, "Model", WMI_STRING),
    WMI_FIELD_IF_ANY(computer, family, has_family, "SystemFamily", WMI_STRING),            /* Windows 10 */
    WMI_FIELD_IF_ANY(computer, hypervisor, has_hypervisor, "HypervisorPresent", WMI_BOOL), /* Windows 8 */
};

typedef struct processor {
    char *name;
    uint32_t cores, threads;
    bool has_threads;
} processor;

static const wmi_field processor_fields[] = {
    WMI_FIELD(processor, name, "Name", WMI_STRING), WMI_FIELD(processor, cores, "NumberOfCores", WMI_UINT32),
    WMI_FIELD_IF_ANY(processor, threads, has_threads, "ThreadCount", WMI_UINT32), /* Windows 10 */
};

static void print_computer(const computer *found)
{
    printf("model: %s\n", found->model != NULL ? found->model : "unknown");
    if (found->has_family)
        printf("family: %s\n", found->family);
    if (found->has_hypervisor)
        printf("hypervisor: %s\n", found->hypervisor ? "yes" : "no");
}

static void print_processor(const processor *found)
{
    printf("processor: %s, cores: %u", found->name != NULL ? found->name : "unknown", (unsigned)found->cores);
    if (found->has_threads)
        printf(", threads: %u", (unsigned)found->threads);
    printf("\n");
}

int main(void)
{
    wmi_connection *connection = NULL;
    void *computers = NULL, *processors = NULL;
    size_t computer_count = 0, processor_count = 0;
    HRESULT hr = wmi_connect(NULL, &connection);

    if (WMI_SUCCEEDED(hr))
        hr = wmi_select(connection, "Win32_ComputerSystem", NULL, NULL, computer_fields, 3, sizeof(computer),
                        &computers, &computer_count);
    if (WMI_SUCCEEDED(hr))
        hr = wmi_select(connection, "Win32_Processor", NULL, NULL, processor_fields, 3, sizeof(processor),
                        &processors, &processor_count);
    for (size_t i = 0; i < computer_count; i++)
        print_computer((const computer *)computers + i);
    for (size_t i = 0; i < processor_count; i++)
        print_processor((const processor *)processors + i);
    if (WMI_FAILED(hr))
        fprintf(stderr, "%s: %s\n", wmi_last_error()->operation, wmi_last_error()->message);
    wmi_free(processors);
    wmi_free(computers);
    wmi_disconnect(connection);
    return WMI_FAILED(hr) ? 1 : 0;
}
