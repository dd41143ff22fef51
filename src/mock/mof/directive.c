/* SPDX-License-Identifier: MIT */
/* #pragma and #include. */
#include "mock/mof/reader.h"

#include "mock/repository/class_update.h"

#include <stdio.h>
#include <string.h>

/* The current token as a string, which stays valid until the next token. */
static HRESULT expect_string(wmi_mock__mof_reader *reader, const char *what)
{
    return reader->lexer.token.kind == WMI_MOCK__MOF_STRING ? S_OK : wmi_mock__mof_unexpected(reader, what);
}

/* --- Namespaces -------------------------------------------------------------------------------------------- */

static bool is_slash(char c)
{
    return c == '\\' || c == '/';
}

/*
 * The part after an optional server name, since this repository already belongs to a computer. One slash alone, as in
 * examples of Microsoft's, means this computer.
 */
static const char *skip_server(const char *path)
{
    if (!is_slash(path[0]))
        return path;
    if (path[1] != path[0])
        return path + 1;
    path += 2;
    path += strcspn(path, "\\/");
    return *path == '\0' ? path : path + 1;
}

static HRESULT read_namespace(wmi_mock__mof_reader *reader)
{
    HRESULT hr = wmi_mock__mof_take(reader, '(');
    wmi_mock__namespace *space;

    if (SUCCEEDED(hr))
        hr = expect_string(reader, "a namespace's path in quotes");
    if (FAILED(hr))
        return hr;
    hr = wmi_mock__repository_make(reader->repository, skip_server(reader->lexer.text), &space);
    if (FAILED(hr))
        return wmi_mock__mof_refused(reader, hr, reader->lexer.token.place, reader->lexer.text);
    reader->space = space;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ')');
}

/* --- Flags ------------------------------------------------------------------------------------------------- */

static const struct flag {
    const char *name;
    LONG value;
    bool for_classes_only;
} flags[] = {
    { "createonly", WBEM_FLAG_CREATE_ONLY, false },
    { "updateonly", WBEM_FLAG_UPDATE_ONLY, false },
    { "safeupdate", WBEM_FLAG_UPDATE_SAFE_MODE, true },
    { "forceupdate", WBEM_FLAG_UPDATE_FORCE_MODE, true },
};

static bool contradict(LONG set)
{
    const LONG either = WBEM_FLAG_CREATE_ONLY | WBEM_FLAG_UPDATE_ONLY;
    const LONG mode = WBEM_FLAG_UPDATE_SAFE_MODE | WBEM_FLAG_UPDATE_FORCE_MODE;

    return (set & either) == either || (set & mode) == mode;
}

/* One word of a string. */
static HRESULT add_flag(wmi_mock__mof_reader *reader, const char *word, bool of_classes, LONG *set)
{
    wmi_mock__mof_place place = reader->lexer.token.place;

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (!wmi__same_name(word, flags[i].name) || (flags[i].for_classes_only && !of_classes))
            continue;
        *set |= flags[i].value;
        if (contradict(*set))
            return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_PARAMETER, place,
                                      "the flag '%s' contradicts another one", flags[i].name);
        return S_OK;
    }
    return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_SYNTAX, place,
                              "'%.40s' is not a flag for %s", word, of_classes ? "classes" : "instances");
}

/* "updateonly", or "updateonly, forceupdate". */
static HRESULT add_flags(wmi_mock__mof_reader *reader, bool of_classes, LONG *set)
{
    char *at = reader->lexer.text;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && *(at += strspn(at, " \t,")) != '\0') {
        char *end = at + strcspn(at, " \t,");
        char next = *end;

        *end = '\0';
        hr = add_flag(reader, at, of_classes, set);
        *end = next;
        at = end;
    }
    return hr;
}

/* The flags of PutClass or PutInstance as a number: 64 is forceupdate. */
static HRESULT add_number(wmi_mock__mof_reader *reader, bool of_classes, LONG *set)
{
    const wmi_mock__mof_token *token = &reader->lexer.token;
    wmi_value number = { 0 };
    LONG known = 0;

    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        known |= flags[i].for_classes_only && !of_classes ? 0 : flags[i].value;
    if (!wmi__integer_store(token->integer, WMI_SINT32, &number) || (number.sint32 & ~known) != 0)
        return wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_PARAMETER, token->place,
                                  "'%.*s' has bits that are not flags for %s",
                                  token->length < 40 ? (int)token->length : 40, token->start,
                                  of_classes ? "classes" : "instances");
    *set |= number.sint32;
    return contradict(*set) ? wmi_mock__mof_fail(&reader->lexer, (HRESULT)WBEM_E_INVALID_PARAMETER,
                                                 token->place, "the flags contradict each other")
                            : S_OK;
}

static HRESULT add_token(wmi_mock__mof_reader *reader, bool of_classes, LONG *set)
{
    HRESULT hr;

    if (reader->lexer.token.kind == WMI_MOCK__MOF_INTEGER)
        return add_number(reader, of_classes, set);
    hr = expect_string(reader, "a flag in quotes");
    return FAILED(hr) ? hr : add_flags(reader, of_classes, set);
}

static HRESULT read_flags(wmi_mock__mof_reader *reader, bool of_classes, LONG *set)
{
    HRESULT hr = wmi_mock__mof_take(reader, '(');

    *set = 0;
    while (SUCCEEDED(hr)) {
        hr = add_token(reader, of_classes, set);
        if (SUCCEEDED(hr))
            hr = wmi_mock__mof_lexer_next(&reader->lexer);
        if (FAILED(hr) || !wmi_mock__mof_at_symbol(reader, ','))
            break;
        hr = wmi_mock__mof_lexer_next(&reader->lexer);
    }
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ')');
}

/* --- Deleting ---------------------------------------------------------------------------------------------- */

static HRESULT delete_class(const wmi_mock__mof_reader *reader, const char *name)
{
    return wmi_mock__namespace_delete_class(reader->space, name);
}

static HRESULT delete_instance(const wmi_mock__mof_reader *reader, const char *path)
{
    HRESULT why;
    wmi_mock__record *record = wmi_mock__namespace_find_record(reader->space, path, &why);

    if (record == NULL)
        return why;
    if (wmi_mock__class_is_a(record->object_class, "__NAMESPACE"))
        return wmi_mock__repository_remove(reader->repository, reader->space, record);
    return wmi_mock__namespace_remove_record(reader->space, record);
}

static bool is_missing(HRESULT code)
{
    return code == (HRESULT)WBEM_E_INVALID_CLASS || code == (HRESULT)WBEM_E_NOT_FOUND;
}

/* Optional `, fail` or `, nofail`; `fail` is the default. */
static HRESULT read_fail(wmi_mock__mof_reader *reader, bool *no_fail)
{
    HRESULT hr;

    *no_fail = false;
    if (!wmi_mock__mof_at_symbol(reader, ','))
        return S_OK;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    *no_fail = wmi_mock__mof_at_word(reader, "nofail");
    if (!*no_fail && !wmi_mock__mof_at_word(reader, "fail"))
        return wmi_mock__mof_unexpected(reader, "'fail' or 'nofail'");
    return wmi_mock__mof_lexer_next(&reader->lexer);
}

/* ("Name", nofail): what is not there cannot be deleted, which `nofail` ignores. */
static HRESULT read_deletion(wmi_mock__mof_reader *reader,
                             HRESULT (*deleting)(const wmi_mock__mof_reader *reader, const char *name))
{
    HRESULT hr = wmi_mock__mof_take(reader, '(');
    wmi_mock__mof_place place = reader->lexer.token.place;
    char shown[WMI_MOCK__MOF_SHOWN];
    HRESULT result = S_OK;
    bool no_fail;

    if (SUCCEEDED(hr))
        hr = expect_string(reader, "the name in quotes of what to delete");
    if (FAILED(hr))
        return hr;
    snprintf(shown, sizeof shown, "%s", reader->lexer.text);
    result = deleting(reader, reader->lexer.text);
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (SUCCEEDED(hr))
        hr = read_fail(reader, &no_fail);
    if (SUCCEEDED(hr) && FAILED(result) && !(no_fail && is_missing(result)))
        hr = is_missing(result) ? wmi_mock__mof_fail(&reader->lexer, result, place,
                                                     "'%.80s' does not exist and cannot be deleted", shown)
                                : wmi_mock__mof_refused(reader, result, place, shown);
    return FAILED(hr) ? hr : wmi_mock__mof_take(reader, ')');
}

/* --- Directives -------------------------------------------------------------------------------------------- */

/* A pragma without meaning here, such as autorecover. */
static HRESULT skip_pragma(wmi_mock__mof_reader *reader)
{
    return wmi_mock__mof_at_symbol(reader, '(') ? wmi_mock__mof_skip_to(reader, ')') : S_OK;
}

static HRESULT read_pragma(wmi_mock__mof_reader *reader)
{
    static const char *const names[] = { "namespace",     "include",     "classflags",
                                         "instanceflags", "deleteclass", "deleteinstance" };
    size_t which = 0;
    HRESULT hr;

    if (reader->lexer.token.kind != WMI_MOCK__MOF_WORD)
        return wmi_mock__mof_unexpected(reader, "a pragma's name");
    while (which < sizeof names / sizeof names[0] && !wmi_mock__mof_at_word(reader, names[which]))
        which++;
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    if (FAILED(hr))
        return hr;
    switch (which) {
    case 0: return read_namespace(reader);
    case 1: return wmi_mock__mof_read_include(reader);
    case 2: return read_flags(reader, true, &reader->class_flags);
    case 3: return read_flags(reader, false, &reader->instance_flags);
    case 4: return read_deletion(reader, delete_class);
    case 5: return read_deletion(reader, delete_instance);
    default: return skip_pragma(reader);
    }
}

HRESULT wmi_mock__mof_read_directive(wmi_mock__mof_reader *reader)
{
    HRESULT hr = wmi_mock__mof_take(reader, '#');

    if (FAILED(hr))
        return hr;
    if (!wmi_mock__mof_at_word(reader, "include")) {
        hr = wmi_mock__mof_take_word(reader, "pragma");
        return FAILED(hr) ? hr : read_pragma(reader);
    }
    hr = wmi_mock__mof_lexer_next(&reader->lexer);
    return FAILED(hr) ? hr : wmi_mock__mof_read_include(reader);
}
