/* SPDX-License-Identifier: MIT */
#include "mock/core/state.h"

#include <stdlib.h>
#include <string.h>

static bool make_room(wmi_mock__journal *journal)
{
    size_t capacity = journal->entry_capacity == 0 ? 64 : 2 * journal->entry_capacity;
    wmi_mock__journal_entry **entries;

    if (journal->entry_count < journal->entry_capacity)
        return true;
    entries = realloc(journal->entries, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    journal->entries = entries;
    journal->entry_capacity = capacity;
    return true;
}

/* One block: the entry, then its two texts. */
static wmi_mock__journal_entry *make_entry(const wmi_mock__call *call, const char *blanket, HRESULT result)
{
    size_t arguments_size = strlen(call->arguments) + 1;
    size_t blanket_size = strlen(blanket) + 1;
    wmi_mock__journal_entry *entry = malloc(sizeof *entry + arguments_size + blanket_size);
    char *texts;

    if (entry == NULL)
        return NULL;
    texts = (char *)(entry + 1);
    memcpy(texts, call->arguments, arguments_size);
    memcpy(texts + arguments_size, blanket, blanket_size);
    entry->number = call->number;
    entry->call = (wmi_mock_call){ call->operation, texts, texts + arguments_size, result };
    return entry;
}

void wmi_mock__journal_add(const wmi_mock__call *call, const char *blanket, HRESULT result)
{
    wmi_mock__journal *journal = &call->mock->journal;
    wmi_mock__journal_entry *entry;

    if (!make_room(journal))
        return;
    entry = make_entry(call, blanket, result);
    if (entry != NULL)
        journal->entries[journal->entry_count++] = entry;
}

const wmi_mock_call *wmi_mock__journal_find(const wmi_mock *mock, size_t number, size_t *index)
{
    const wmi_mock__journal *journal = &mock->journal;

    for (size_t i = 0; i < journal->entry_count; i++) {
        if (journal->entries[i]->number == number) {
            *index = i;
            return &journal->entries[i]->call;
        }
    }
    return NULL;
}

void wmi_mock__journal_free(wmi_mock *mock)
{
    for (size_t i = 0; i < mock->journal.entry_count; i++)
        free(mock->journal.entries[i]);
    free(mock->journal.entries);
}

size_t wmi_mock_call_count(wmi_mock *mock, const char *operation)
{
    size_t count = 0;

    for (size_t i = 0; mock != NULL && i < WMI_MOCK__SHARDS; i++)
        count += wmi_mock__shard_calls(&mock->shards[i], operation);
    return count;
}

const wmi_mock_call *wmi_mock_call_at(wmi_mock *mock, size_t index)
{
    const wmi_mock_call *call = NULL;

    if (mock == NULL)
        return NULL;
    wmi_mock__lock(mock);
    if (index < mock->journal.entry_count)
        call = &mock->journal.entries[index]->call;
    wmi_mock__unlock(mock);
    return call;
}

void wmi_mock_keep_journal(wmi_mock *mock, bool keep)
{
    if (mock == NULL)
        return;
    atomic_store(&mock->journal.off, !keep);
}
