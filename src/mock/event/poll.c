/* SPDX-License-Identifier: MIT */
/*
 * Intrinsic events by polling ([MS-WMI] 3.1.5): what was not there at the last poll was created, what is no more was
 * deleted, what differs was modified. Instances and classes are immutable here, so most comparisons are of addresses.
 */
#include "mock/event/subscription.h"
#include "mock/repository/object_value.h"

#include <stdlib.h>

static const wmi_mock__event_source instances = { "__InstanceCreationEvent", "__InstanceDeletionEvent",
                                                  "__InstanceModificationEvent", "TargetInstance",
                                                  "PreviousInstance" };
static const wmi_mock__event_source classes = { "__ClassCreationEvent", "__ClassDeletionEvent",
                                                "__ClassModificationEvent", "TargetClass", "PreviousClass" };
static const wmi_mock__event_source namespaces = { "__NamespaceCreationEvent", "__NamespaceDeletionEvent",
                                                   "__NamespaceModificationEvent", "TargetNamespace",
                                                   "PreviousNamespace" };

/* An instance, or a class, before or after; both NULL: there is none. */
typedef struct polled {
    wmi_mock__record *record;
    wmi_mock__class *object_class;
} polled;

/* --- Events -------------------------------------------------------------------------------------------------- */

/* The event class, when the query can take its instances; else NULL. */
static wmi_mock__class *event_class_of(const wmi_mock__subscription *self, const char *name)
{
    wmi_mock__class *event_class = wmi_mock__namespace_find_class(self->space, name);

    return event_class != NULL && wmi_mock__class_is_a(event_class, wmi_mock__wql_class(self->query))
               ? event_class
               : NULL;
}

static bool takes(const wmi_mock__subscription *self, const wmi_mock__event_source *source)
{
    return event_class_of(self, source->created) != NULL || event_class_of(self, source->deleted) != NULL ||
           event_class_of(self, source->modified) != NULL;
}

bool wmi_mock__poll_is_needed(const wmi_mock__subscription *self)
{
    return takes(self, &instances) || takes(self, &classes) || takes(self, &namespaces);
}

static HRESULT embed(wmi_mock__subscription *self, wmi_mock__record *event, const char *property,
                     const polled *object)
{
    return wmi_mock__event_embed(event, property, self->place, object->record, object->object_class);
}

/* One event, when the query can take it; `previous` NULL: it has no such object. */
static HRESULT report(wmi_mock__subscription *self, const wmi_mock__event_source *source, const char *name,
                      const polled *target, const polled *previous)
{
    wmi_mock__class *event_class = event_class_of(self, name);
    wmi_mock__record *event;
    HRESULT hr;

    if (event_class == NULL)
        return S_OK;
    event = wmi_mock__event_create(self->mock, event_class);
    if (event == NULL)
        return E_OUTOFMEMORY;
    hr = embed(self, event, source->target, target);
    if (SUCCEEDED(hr) && previous != NULL)
        hr = embed(self, event, source->previous, previous);
    if (SUCCEEDED(hr))
        hr = wmi_mock__subscription_offer(self, event);
    wmi_mock__record_release(event);
    return hr;
}

/* `before` and `after` may have neither record nor class. */
static HRESULT report_change(wmi_mock__subscription *self, const wmi_mock__event_source *source,
                             const polled *before, const polled *after)
{
    if (before->record == NULL && before->object_class == NULL)
        return report(self, source, source->created, after, NULL);
    if (after->record == NULL && after->object_class == NULL)
        return report(self, source, source->deleted, before, NULL);
    return report(self, source, source->modified, after, before);
}

/* An instance of __NAMESPACE gives the events of namespaces too. */
static HRESULT report_instance(wmi_mock__subscription *self, wmi_mock__record *before,
                               wmi_mock__record *after)
{
    const polled old = { before, NULL };
    const polled now = { after, NULL };
    const wmi_mock__record *any = before != NULL ? before : after;
    HRESULT hr = report_change(self, &instances, &old, &now);

    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): one of them is there */
    if (SUCCEEDED(hr) && wmi_mock__class_is_a(any->object_class, "__NAMESPACE"))
        hr = report_change(self, &namespaces, &old, &now);
    return hr;
}

static HRESULT report_class(wmi_mock__subscription *self, wmi_mock__class *before, wmi_mock__class *after)
{
    const polled old = { NULL, before };
    const polled now = { NULL, after };

    return report_change(self, &classes, &old, &now);
}

/* --- Instances ----------------------------------------------------------------------------------------------- */

static bool same_record(const wmi_mock__record *a, const wmi_mock__record *b)
{
    if (a->object_class != b->object_class)
        return false;
    for (size_t i = 0; i < a->object_class->property_count; i++) {
        if (!wmi_mock__value_same(&a->values[i], &b->values[i], false))
            return false;
    }
    return true;
}

/* What became of the instances of the last poll. */
static HRESULT look_for_old_records(wmi_mock__subscription *self, const wmi_mock__seen *now)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < self->records.count && SUCCEEDED(hr); i++) {
        wmi_mock__record *old = self->records.items[i];
        wmi_mock__record *twin;

        if (wmi_mock__seen_has(now, old))
            continue;
        twin = wmi_mock__namespace_find_twin(self->space, old);
        if (twin == NULL || !same_record(old, twin))
            hr = report_instance(self, old, twin);
    }
    return hr;
}

/* The instances of the last poll that are no more, by the instance that has taken their place; for free(). */
static void **replacements(const wmi_mock__subscription *self, const wmi_mock__seen *now, size_t *count)
{
    void **found = malloc((self->records.count + 1) * sizeof *found);

    *count = 0;
    for (size_t i = 0; i < self->records.count && found != NULL; i++) {
        const wmi_mock__record *old = self->records.items[i];

        if (!wmi_mock__seen_has(now, old)) {
            found[*count] = wmi_mock__namespace_find_twin(self->space, old);
            *count += found[*count] != NULL;
        }
    }
    return found;
}

static bool is_among(void *const *items, size_t count, const void *item)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == item)
            return true;
    }
    return false;
}

static HRESULT look_for_new_records(wmi_mock__subscription *self, const wmi_mock__seen *now)
{
    size_t replaced_count;
    void **replaced = replacements(self, now, &replaced_count);
    HRESULT hr = replaced == NULL ? E_OUTOFMEMORY : S_OK;

    for (size_t i = 0; i < now->count && SUCCEEDED(hr); i++) {
        wmi_mock__record *record = now->items[i];

        if (!wmi_mock__seen_has(&self->records, record) && !is_among(replaced, replaced_count, record))
            hr = report_instance(self, NULL, record);
    }
    free(replaced);
    return hr;
}

/* What is read: which instances the events can be about. */
typedef struct reading {
    const wmi_mock__subscription *subscription;
    bool is_of_instances, is_of_namespaces;
} reading;

/* Of instances those that ISA in WHERE names, as WMI reads the class that is named there. */
static bool is_read(const void *context, const wmi_mock__class *object_class)
{
    const reading *self = context;

    if (self->is_of_namespaces && wmi_mock__class_is_a(object_class, "__NAMESPACE"))
        return true;
    return self->is_of_instances &&
           wmi_mock__wql_may_take(self->subscription->query, instances.target, object_class);
}

static HRESULT poll_records(wmi_mock__subscription *self, bool reports)
{
    const reading what = { self, takes(self, &instances), takes(self, &namespaces) };
    wmi_mock__seen now = { 0 };
    HRESULT hr = wmi_mock__seen_records(self->space, is_read, &what, &now);

    if (SUCCEEDED(hr) && reports)
        hr = look_for_old_records(self, &now);
    if (SUCCEEDED(hr) && reports)
        hr = look_for_new_records(self, &now);
    wmi_mock__seen_clear(&self->records);
    self->records = now;
    return hr;
}

/* --- Classes ------------------------------------------------------------------------------------------------- */

static bool had_class(const wmi_mock__subscription *self, const char *name)
{
    for (size_t i = 0; i < self->classes.count; i++) {
        if (wmi__same_name(((const wmi_mock__class *)self->classes.items[i])->name, name))
            return true;
    }
    return false;
}

static HRESULT look_for_classes(wmi_mock__subscription *self, const wmi_mock__seen *now)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < self->classes.count && SUCCEEDED(hr); i++) {
        wmi_mock__class *old = self->classes.items[i];

        if (!wmi_mock__seen_has(now, old))
            hr = report_class(self, old, wmi_mock__namespace_find_class(self->space, old->name));
    }
    for (size_t i = 0; i < now->count && SUCCEEDED(hr); i++) {
        wmi_mock__class *object_class = now->items[i];

        if (!wmi_mock__seen_has(&self->classes, object_class) && !had_class(self, object_class->name))
            hr = report_class(self, NULL, object_class);
    }
    return hr;
}

static HRESULT poll_classes(wmi_mock__subscription *self, bool reports)
{
    wmi_mock__seen now = { 0 };
    HRESULT hr = wmi_mock__seen_classes(self->space, &now);

    if (SUCCEEDED(hr) && reports)
        hr = look_for_classes(self, &now);
    wmi_mock__seen_clear(&self->classes);
    self->classes = now;
    return hr;
}

/* --- Polling ------------------------------------------------------------------------------------------------- */

static HRESULT look(wmi_mock__subscription *self, bool reports)
{
    HRESULT hr = S_OK;

    if (takes(self, &instances) || takes(self, &namespaces))
        hr = poll_records(self, reports);
    if (SUCCEEDED(hr) && takes(self, &classes))
        hr = poll_classes(self, reports);
    return hr;
}

HRESULT wmi_mock__poll_begin(wmi_mock__subscription *self)
{
    return look(self, false);
}

HRESULT wmi_mock__poll(wmi_mock__subscription *self)
{
    return look(self, true);
}

void wmi_mock__poll_clear(wmi_mock__subscription *self)
{
    wmi_mock__seen_clear(&self->records);
    wmi_mock__seen_clear(&self->classes);
}
