/* SPDX-License-Identifier: MIT */
#include "mock/core/core.h"
#include "mock/core/names.h"

#include <stdlib.h>

wmi_mock__place *wmi_mock__place_create(const char *server, const char *namespace_path)
{
    wmi_mock__place *place = calloc(1, sizeof *place);

    if (place == NULL)
        return NULL;
    atomic_init(&place->references, 1);
    place->server = wmi_mock__copy_text(server);
    place->namespace_path = wmi_mock__copy_text(namespace_path);
    if (place->server == NULL || place->namespace_path == NULL) {
        wmi_mock__place_release(place);
        return NULL;
    }
    return place;
}

wmi_mock__place *wmi_mock__place_share(wmi_mock__place *place)
{
    if (place != NULL)
        atomic_fetch_add(&place->references, 1);
    return place;
}

void wmi_mock__place_release(wmi_mock__place *place)
{
    if (place == NULL || atomic_fetch_sub(&place->references, 1) > 1)
        return;
    free(place->server);
    free(place->namespace_path);
    free(place);
}
