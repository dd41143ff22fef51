/* SPDX-License-Identifier: MIT */
/*
 * Any bytes are a path or are refused. What names an instance can be written again, and has the same parts when it is read
 * again.
 */
#include <wmikit.h>

#include <wmikit/com.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool condition)
{
    if (!condition)
        abort();
}

static void check_kind(const wmi_path *path)
{
    bool has_class = path->kind != WMI_PATH_NAMESPACE;

    check((path->class_name != NULL) == has_class);
    check((path->key_count > 0) == (path->kind == WMI_PATH_INSTANCE));
    check((path->keys != NULL) == (path->key_count > 0));
    check(path->server == NULL || path->namespace_path != NULL);
    check(has_class || path->namespace_path != NULL);
    for (size_t i = 0; i < path->key_count; i++)
        check(path->keys[i].name != NULL || path->key_count == 1);
}

static bool same_value(const wmi_value *a, const wmi_value *b)
{
    if (a->type != b->type)
        return false;
    if (a->type == WMI_STRING)
        return strcmp(a->string, b->string) == 0;
    return a->type == WMI_BOOL ? a->boolean == b->boolean : a->uint64 == b->uint64;
}

/* Written and read again, it has the same parts. */
static void check_again(const wmi_path *path)
{
    wmi_path *again = NULL;
    char *text = NULL;

    if (path->kind == WMI_PATH_INSTANCE ? path->keys[0].name == NULL : path->kind != WMI_PATH_SINGLETON)
        return;
    check(wmi_path_create(path->class_name, path->keys, path->key_count, &text) == S_OK);
    check(wmi_path_parse(text, &again) == S_OK);
    check(again->kind == path->kind && again->key_count == path->key_count);
    check(strcmp(again->class_name, path->class_name) == 0);
    for (size_t i = 0; i < path->key_count; i++) {
        check(strcmp(again->keys[i].name, path->keys[i].name) == 0);
        check(same_value(&again->keys[i].value, &path->keys[i].value));
    }
    wmi_free(again);
    wmi_free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = calloc(1, size + 1);
    wmi_path *path = NULL;
    HRESULT hr;

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    hr = wmi_path_parse(text, &path);
    check(hr == S_OK || hr == (HRESULT)WBEM_E_INVALID_PARAMETER || hr == (HRESULT)WBEM_E_INVALID_OBJECT_PATH);
    check((hr == S_OK) == (path != NULL));
    if (hr == S_OK) {
        check_kind(path);
        check_again(path);
    }
    wmi_free(path);
    free(text);
    return 0;
}
