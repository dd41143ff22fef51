/* SPDX-License-Identifier: MIT */
#include "error/error.h"

#include "error/error_codes.h"
#include "error/error_info.h"
#include "error/hint.h"
#include "os/atomic.h"
#include "os/compiler.h"
#include "os/os.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    RETRY_NEVER,
    RETRY_AGAIN,
    RETRY_RECONNECT
};

/* Name, text and hint follow one another in one string: three pointers would be a third of the table's size. */
typedef struct code_entry {
    HRESULT code;
    uint8_t retry;
    const char *words;
} code_entry;

#define CODE_ENTRY(code, name, text, hint, retry) \
    { (HRESULT)(code), RETRY_##retry, #name "\0" text "\0" hint },
static const code_entry codes[] = { WMI__ERROR_CODES(CODE_ENTRY) };
#undef CODE_ENTRY

static const code_entry unknown_code = { 0, RETRY_NEVER, "\0the code is not known to this library\0" };

/* Room for a sentence, a long query and a provider's text; a longer message is truncated between characters. */
typedef wmi__error_copy error_record;

static wmi__thread_slot slot = WMI__THREAD_SLOT_INIT(sizeof(error_record), NULL);

/* Set when a thread had no memory for its record: then a thread without a record may have had a failure. */
static atomic_bool a_record_is_missing;

static const wmi_error no_error = { 0, "", "", "", "", false, false };
static const wmi_error no_memory = {
    WMI_E_NO_MEMORY, "E_OUTOFMEMORY", "", "there is not enough memory to say what failed", "", true, false
};

static void free_slot(void)
{
    wmi__thread_slot_destroy(&slot);
}
WMI__AT_UNLOAD(free_slot);

static const code_entry *find_code(HRESULT code)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (codes[i].code == code)
            return &codes[i];
    }
    return &unknown_code;
}

static const char *words_behind(const char *words)
{
    return words + strlen(words) + 1;
}

const char *wmi_error_name(HRESULT code)
{
    return find_code(code)->words;
}

const char *wmi_error_text(HRESULT code)
{
    return words_behind(find_code(code)->words);
}

bool wmi_error_is_retryable(HRESULT code)
{
    return find_code(code)->retry != RETRY_NEVER;
}

bool wmi__error_needs_reconnect(HRESULT code)
{
    return find_code(code)->retry == RETRY_RECONNECT;
}

const wmi_error *wmi_last_error(void)
{
    const error_record *record = wmi__thread_slot_peek(&slot);

    if (record != NULL)
        return &record->error;
    return atomic_load(&a_record_is_missing) ? &no_memory : &no_error;
}

/* Removes an incomplete last character. */
static void trim_to_character(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    size_t needed;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    start--;
    needed = (unsigned char)text[start] >= 0xF0   ? 4
             : (unsigned char)text[start] >= 0xE0 ? 3
             : (unsigned char)text[start] >= 0xC0 ? 2
                                                  : 1;
    if (length - start < needed)
        text[start] = '\0';
}

static error_record *begin_error(HRESULT code, const char *operation)
{
    error_record *record = wmi__thread_slot_get(&slot);
    const code_entry *entry = find_code(code);

    if (record == NULL) {
        atomic_store(&a_record_is_missing, true);
        return NULL;
    }
    record->error.code = code;
    record->error.name = entry->words;
    record->error.operation = operation;
    record->error.message = record->message;
    record->error.hint = wmi__hint_for(code, operation);
    if (record->error.hint == NULL)
        record->error.hint = words_behind(words_behind(entry->words));
    record->error.retryable = entry->retry != RETRY_NEVER;
    record->error.reconnect = entry->retry == RETRY_RECONNECT;
    return record;
}

HRESULT wmi__refuse(HRESULT code, const char *operation, const char *format, ...)
{
    error_record *record = begin_error(code, operation);
    va_list arguments;

    if (record == NULL)
        return code;
    va_start(arguments, format);
    vsnprintf(record->message, sizeof record->message, format, arguments);
    va_end(arguments);
    trim_to_character(record->message);
    return code;
}

HRESULT wmi__refuse_with_hint(HRESULT code, const char *operation, const char *message, const char *hint)
{
    error_record *record = begin_error(code, operation);

    if (record == NULL)
        return code;
    snprintf(record->message, sizeof record->message, "%s", message);
    record->error.hint = hint;
    return code;
}

void wmi__error_hint(HRESULT code, const char *hint)
{
    error_record *record = wmi__thread_slot_peek(&slot);

    if (record != NULL && record->error.code == code)
        record->error.hint = hint;
}

void wmi__error_add(HRESULT code, const char *format, ...)
{
    error_record *record = wmi__thread_slot_peek(&slot);
    va_list arguments;
    size_t used;

    if (record == NULL || record->error.code != code)
        return;
    used = strlen(record->message);
    va_start(arguments, format);
    vsnprintf(record->message + used, sizeof record->message - used, format, arguments);
    va_end(arguments);
    trim_to_character(record->message);
}

static void append_meaning(error_record *record)
{
    size_t used = strlen(record->message);

    snprintf(record->message + used, sizeof record->message - used, "%s%s", used > 0 ? ": " : "",
             wmi_error_text(record->error.code));
    trim_to_character(record->message);
}

/* The message: what failed, then the text of the code. */
static error_record *com_failed(HRESULT code, const char *operation, const char *format, va_list arguments)
{
    error_record *record = begin_error(code, operation);

    if (record == NULL)
        return NULL;
    vsnprintf(record->message, sizeof record->message, format, arguments);
    trim_to_character(record->message);
    append_meaning(record);
    return record;
}

HRESULT wmi__com_failed(HRESULT code, const char *operation, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    com_failed(code, operation, format, arguments);
    va_end(arguments);
    return code;
}

HRESULT wmi__wmi_failed(HRESULT code, const char *operation, const char *format, ...)
{
    error_record *record;
    va_list arguments;

    va_start(arguments, format);
    record = com_failed(code, operation, format, arguments);
    va_end(arguments);
    if (record != NULL) {
        wmi__error_info_append(code, false, record->message, sizeof record->message);
        trim_to_character(record->message);
    }
    return code;
}

/* As a text of the error, which keeps it. */
static void set_operation(error_record *record, const char *operation)
{
    snprintf(record->operation, sizeof record->operation, "%s", operation);
    trim_to_character(record->operation);
    record->error.operation = record->operation;
}

/* Both texts may be those of the last error, which are overwritten here: they are copied first. */
HRESULT wmi_error_set(HRESULT code, const char *operation, const char *about)
{
    error_record texts = { .operation = "" };
    error_record *record;

    if (WMI_SUCCEEDED(code))
        return code;
    set_operation(&texts, operation != NULL ? operation : "");
    snprintf(texts.message, sizeof texts.message, "%s", about != NULL ? about : "");
    trim_to_character(texts.message);
    record = begin_error(code, texts.operation);
    if (record == NULL)
        return code;
    set_operation(record, texts.operation);
    snprintf(record->message, sizeof record->message, "%s", texts.message);
    append_meaning(record);
    wmi__error_info_append(code, true, record->message, sizeof record->message);
    trim_to_character(record->message);
    return code;
}

HRESULT wmi__refuse_null(const char *operation, const char *argument)
{
    return wmi__refuse(WMI_E_POINTER, operation, "%s is NULL", argument);
}

HRESULT wmi__refuse_size(const char *operation, size_t size, const char *start)
{
    HRESULT hr = wmi__refuse(
        WMI_E_INVALID_ARGUMENT, operation, "options->size is %lu, %s: start from %s", (unsigned long)size,
        size == 0 ? "the struct is not initialised" : "which is unknown to this library", start);

    wmi__error_hint(hr, "Initialise the struct with its INIT macro, which sets the size.");
    return hr;
}

HRESULT wmi__out_of_memory(const char *operation)
{
    return wmi__refuse(WMI_E_NO_MEMORY, operation, "there is not enough memory");
}

void wmi__error_save(wmi__error_copy *copy)
{
    const wmi_error *error = wmi_last_error();

    copy->error = *error;
    copy->error.message = copy->message;
    snprintf(copy->message, sizeof copy->message, "%s", error->message);
    set_operation(copy, error->operation);
}

void wmi__error_save_for(wmi__error_copy *copy, const char *who)
{
    wmi__error_save(copy);
    snprintf(copy->message, sizeof copy->message, "%s: %s", who, wmi_last_error()->message);
    trim_to_character(copy->message);
}

void wmi__error_assign(wmi__error_copy *to, const wmi__error_copy *from)
{
    *to = *from;
    to->error.message = to->message;
    to->error.operation = to->operation;
}

void wmi__error_restore(const wmi__error_copy *copy)
{
    error_record *record = wmi__thread_slot_get(&slot);

    if (record == NULL)
        atomic_store(&a_record_is_missing, true);
    else
        wmi__error_assign(record, copy);
}
