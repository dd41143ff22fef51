/* SPDX-License-Identifier: MIT */
/* Fills new namespaces with the classes that they have on Windows. */
#include "mock/mof/mof.h"
#include "mock/mof/system_classes.h"

/* The classes for one path; NULL: those of every namespace, which are read once, into root, and shared. */
static HRESULT read_classes(wmi_mock__repository *repository, const wmi_mock__namespace *space,
                            const char *path)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < wmi_mock__system_classes_count && SUCCEEDED(hr); i++) {
        const wmi_mock__standard_classes *each = &wmi_mock__system_classes[i];
        bool wanted = path == NULL || each->path == NULL ? path == each->path
                                                         : wmi__same_name(path, each->path);

        if (wanted)
            hr = wmi_mock__mof_read(repository, space->path, each->mof, NULL);
    }
    return hr;
}

static HRESULT furnish(wmi_mock__repository *repository, wmi_mock__namespace *space)
{
    HRESULT hr = S_OK;

    if (repository->system_class_count == 0) {
        hr = read_classes(repository, space, NULL);
        repository->system_class_count = space->classes.count;
    }
    return FAILED(hr) ? hr : read_classes(repository, space, space->path);
}

wmi_mock__repository *wmi_mock__repository_create(void)
{
    return wmi_mock__repository_create_with(furnish);
}
