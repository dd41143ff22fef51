/* SPDX-License-Identifier: MIT */
/*
 * On Windows a class object is seen by the apartment that registered it alone. For the multithreaded apartment (MTA) the
 * mock registers once, and keeps that apartment. For each single-threaded one it has to register on that apartment's own
 * thread: an IInitializeSpy, which COM calls on every thread that it was registered on, does so when the thread enters
 * its apartment. A callback of the loader registers the spy on each thread that starts. It runs under the loader's lock:
 * CoRegisterInitializeSpy only stores the pointer in the thread's own data.
 */
#include "mock/apartments.h"

#include "com/apartment.h"
#include "com/mta.h"
#include "com/thread_apartment.h"
#include "os/compiler.h"

#include <objidl.h>

/* What is known of a thread. */
typedef struct thread_state {
    bool is_watched;
    bool is_in_mta; /* by its own CoInitializeEx */
    bool is_registered;
    DWORD registrations[WMI_MOCK__CLASSES]; /* in its single-threaded apartment */
} thread_state;

static struct {
    atomic_bool is_watching;
    atomic_bool is_installed;
    atomic_size_t mta_threads;              /* those that entered the MTA themselves */
    atomic_bool mta_was_there;              /* at installation, kept by something unknown */
    wmi__mta mta;                           /* what the mock keeps while it is installed */
    DWORD registrations[WMI_MOCK__CLASSES]; /* in the MTA */
} process;

static void thread_ends(void *block)
{
    const thread_state *thread = block;

    if (thread->is_in_mta)
        atomic_fetch_sub(&process.mta_threads, 1);
}

static wmi__thread_slot slot = WMI__THREAD_SLOT_INIT(sizeof(thread_state), thread_ends);

static void end_watch(void)
{
    atomic_store(&process.is_watching, false);
    wmi__thread_slot_destroy(&slot);
}
WMI__AT_UNLOAD(end_watch);

/* --- Registration in the calling thread's apartment ----------------------------------------------------------- */

static void revoke(const DWORD *registrations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CoRevokeClassObject(registrations[i]);
}

static HRESULT enroll(DWORD *registrations)
{
    for (size_t i = 0; i < WMI_MOCK__CLASSES; i++) {
        wmi_mock__class_object *object = &wmi_mock__class_objects[i];
        HRESULT hr = CoRegisterClassObject(object->clsid, (IUnknown *)&object->factory, CLSCTX_INPROC_SERVER,
                                           REGCLS_MULTIPLEUSE, &registrations[i]);

        if (FAILED(hr)) {
            revoke(registrations, i);
            return hr;
        }
    }
    return S_OK;
}

static HRESULT enroll_in_sta(thread_state *thread)
{
    HRESULT hr = thread->is_registered ? S_OK : enroll(thread->registrations);

    thread->is_registered = SUCCEEDED(hr);
    return hr;
}

static void revoke_in_sta(thread_state *thread)
{
    if (thread->is_registered)
        revoke(thread->registrations, WMI_MOCK__CLASSES);
    thread->is_registered = false;
}

/* --- The spy ---------------------------------------------------------------------------------------------------- */

static void note_apartment(thread_state *thread)
{
    wmi__apartment here = wmi__apartment_here();

    if (here == WMI__APARTMENT_MTA && !thread->is_in_mta && !wmi__apartment_is_implicit()) {
        thread->is_in_mta = true;
        atomic_fetch_add(&process.mta_threads, 1);
    }
    if (here == WMI__APARTMENT_OTHER && atomic_load(&process.is_installed))
        enroll_in_sta(thread);
}

static HRESULT STDMETHODCALLTYPE spy_QueryInterface(IInitializeSpy *spy, REFIID iid, void **out)
{
    if (out == NULL)
        return E_POINTER;
    *out = IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IInitializeSpy) ? spy : NULL;
    return *out == NULL ? E_NOINTERFACE : S_OK;
}

/* Static: never freed. */
static ULONG STDMETHODCALLTYPE spy_AddRef(IInitializeSpy *spy)
{
    (void)spy;
    return 2;
}

static ULONG STDMETHODCALLTYPE spy_Release(IInitializeSpy *spy)
{
    (void)spy;
    return 1;
}

static HRESULT STDMETHODCALLTYPE spy_PreInitialize(IInitializeSpy *spy, DWORD mode, DWORD entered)
{
    (void)spy;
    (void)mode;
    (void)entered;
    return S_OK;
}

/* What it returns becomes the result of CoInitializeEx. */
static HRESULT STDMETHODCALLTYPE spy_PostInitialize(IInitializeSpy *spy, HRESULT result, DWORD mode,
                                                    DWORD entered)
{
    thread_state *thread = wmi__thread_slot_peek(&slot);

    (void)spy;
    (void)mode;
    (void)entered;
    if (thread != NULL)
        note_apartment(thread);
    return result;
}

/* `entered`: how often the thread has called CoInitializeEx and not yet CoUninitialize, this call not included. */
static HRESULT STDMETHODCALLTYPE spy_PreUninitialize(IInitializeSpy *spy, DWORD entered)
{
    thread_state *thread = wmi__thread_slot_peek(&slot);

    (void)spy;
    if (thread == NULL || entered > 1)
        return S_OK;
    revoke_in_sta(thread);
    if (thread->is_in_mta)
        atomic_fetch_sub(&process.mta_threads, 1);
    thread->is_in_mta = false;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE spy_PostUninitialize(IInitializeSpy *spy, DWORD entered)
{
    (void)spy;
    (void)entered;
    return S_OK;
}

static IInitializeSpyVtbl spy_vtable = {
    spy_QueryInterface, spy_AddRef,          spy_Release,          spy_PreInitialize,
    spy_PostInitialize, spy_PreUninitialize, spy_PostUninitialize,
};
static IInitializeSpy the_spy = { &spy_vtable };

/* NULL when there is no memory. */
static thread_state *watch_this_thread(void)
{
    thread_state *thread = wmi__thread_slot_get(&slot);
    ULARGE_INTEGER cookie;

    if (thread != NULL && !thread->is_watched)
        thread->is_watched = SUCCEEDED(CoRegisterInitializeSpy(&the_spy, &cookie));
    return thread;
}

static void NTAPI thread_starts(PVOID module, DWORD reason, PVOID reserved)
{
    (void)module;
    (void)reserved;
    if (reason == DLL_THREAD_ATTACH && atomic_load(&process.is_watching))
        watch_this_thread();
}

WMI__AT_THREADS(thread_starts);

/* Threads keep the spy until they end: its code must stay loaded. */
void wmi_mock__apartments_watch(void)
{
    thread_state *thread;
    HMODULE module;

    if (!atomic_exchange(&process.is_watching, true))
        GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                           (LPCWSTR)(const void *)&process, &module);
    thread = watch_this_thread();
    if (thread != NULL)
        note_apartment(thread);
}

/* --- The multithreaded apartment -------------------------------------------------------------------------------- */

typedef struct visit {
    bool to_leave;
    HRESULT result;
} visit;

/* Whether something keeps the MTA that is neither a thread known here nor the library; on a thread of no apartment. */
static bool is_mta_kept_by_others(void)
{
    return wmi__apartment_is_mta() && atomic_load(&process.mta_threads) == 0 && !wmi__apartment_keeps_mta();
}

static HRESULT enroll_in_mta(void)
{
    HRESULT hr;

    atomic_store(&process.mta_was_there, is_mta_kept_by_others());
    hr = wmi__mta_hold(&process.mta);
    if (FAILED(hr))
        return hr;
    hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (SUCCEEDED(hr)) {
        hr = enroll(process.registrations);
        CoUninitialize();
    }
    if (FAILED(hr))
        wmi__mta_release(&process.mta);
    return hr;
}

static HRESULT revoke_in_mta(void)
{
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    if (SUCCEEDED(hr)) {
        revoke(process.registrations, WMI_MOCK__CLASSES);
        CoUninitialize();
    }
    wmi__mta_release(&process.mta);
    return hr;
}

static void visit_mta(void *argument)
{
    visit *errand = argument;

    errand->result = errand->to_leave ? revoke_in_mta() : enroll_in_mta();
}

/* On a new thread, whatever the calling thread's apartment. */
static HRESULT send_to_mta(bool to_leave)
{
    visit errand = { to_leave, E_OUTOFMEMORY };
    wmi__thread *thread = wmi__thread_start(visit_mta, &errand);

    if (thread != NULL)
        wmi__thread_join(thread);
    return errand.result;
}

/* --- For the mock -------------------------------------------------------------------------------------------------- */

HRESULT wmi_mock__apartments_enter_here(void)
{
    thread_state *thread = watch_this_thread();

    if (thread == NULL)
        return E_OUTOFMEMORY;
    return wmi__apartment_is_single_threaded() ? enroll_in_sta(thread) : S_FALSE;
}

HRESULT wmi_mock__apartments_enter(void)
{
    HRESULT hr;

    atomic_store(&process.is_installed, true);
    hr = send_to_mta(false);
    if (SUCCEEDED(hr)) {
        hr = wmi_mock__apartments_enter_here();
        if (FAILED(hr))
            send_to_mta(true);
    }
    if (FAILED(hr))
        atomic_store(&process.is_installed, false);
    return hr;
}

void wmi_mock__apartments_leave(void)
{
    thread_state *thread = wmi__thread_slot_peek(&slot);

    atomic_store(&process.is_installed, false);
    if (thread != NULL)
        revoke_in_sta(thread);
    send_to_mta(true);
}

bool wmi_mock__apartments_have_this_thread(void)
{
    if (wmi__apartment_here() == WMI__APARTMENT_NONE)
        return false;
    return !wmi__apartment_is_implicit() || atomic_load(&process.mta_was_there) ||
           atomic_load(&process.mta_threads) > 0 || wmi__apartment_keeps_mta();
}
