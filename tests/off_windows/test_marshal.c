/* SPDX-License-Identifier: MIT */
/* How an interface crosses to another apartment. */
#include "support/com_objects.h"
#include "support/com_test.h"
#include "support/threads.h"

#define FACE(object) (&(object)->unknown)

/* A stream of a few bytes, for the marshaler to write to. It counts no references: it is the test's. */
typedef struct memory_stream {
    IStream stream;
    unsigned char bytes[64];
    ULONG written;
    ULONG read;
    HRESULT answer;
} memory_stream;

static HRESULT STDMETHODCALLTYPE stream_query_interface(IStream *This, REFIID riid, void **ppvObject)
{
    (void)riid;
    *ppvObject = This;
    return S_OK;
}

static ULONG STDMETHODCALLTYPE stream_reference(IStream *This)
{
    (void)This;
    return 1;
}

static HRESULT STDMETHODCALLTYPE stream_read(IStream *This, void *pv, ULONG cb, ULONG *pcbRead)
{
    memory_stream *self = (memory_stream *)(void *)This;
    ULONG left = self->written - self->read;
    ULONG count = cb < left ? cb : left;

    memcpy(pv, self->bytes + self->read, count);
    self->read += count;
    if (pcbRead != NULL)
        *pcbRead = count;
    return count == cb ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE stream_write(IStream *This, const void *pv, ULONG cb, ULONG *pcbWritten)
{
    memory_stream *self = (memory_stream *)(void *)This;

    if (FAILED(self->answer))
        return self->answer;
    if (cb > sizeof self->bytes - self->written)
        return E_OUTOFMEMORY;
    memcpy(self->bytes + self->written, pv, cb);
    self->written += cb;
    if (pcbWritten != NULL)
        *pcbWritten = cb;
    return S_OK;
}

static const IStreamVtbl stream_vtbl = {
    .QueryInterface = stream_query_interface,
    .AddRef = stream_reference,
    .Release = stream_reference,
    .Read = stream_read,
    .Write = stream_write,
};

static IStream *stream_init(memory_stream *stream, HRESULT answer)
{
    memset(stream, 0, sizeof *stream);
    stream->stream.lpVtbl = &stream_vtbl;
    stream->answer = answer;
    return &stream->stream;
}

/* A probe that aggregates the free-threaded marshaler. */
static void make_free_threaded(probe *object)
{
    probe_init(object);
    assert_hr(CoCreateFreeThreadedMarshaler(FACE(object), &object->marshaler), S_OK);
    assert_int_equal(probe_references(object), 1);
}

static void end_free_threaded(probe *object)
{
    assert_int_equal(probe_references(object), 1);
    assert_int_equal(IUnknown_Release(object->marshaler), 0);
}

static IMarshal *marshal_of(probe *object)
{
    void *marshal = NULL;

    assert_hr(IUnknown_QueryInterface(FACE(object), &IID_IMarshal, &marshal), S_OK);
    return marshal;
}

static void an_aggregated_marshaler_is_a_part_of_its_object(void **state)
{
    void *found = NULL;
    IMarshal *marshal;
    probe object;

    (void)state;
    make_free_threaded(&object);
    marshal = marshal_of(&object);
    assert_int_equal(probe_references(&object), 2);
    assert_hr(IMarshal_QueryInterface(marshal, &IID_IUnknown, &found), S_OK);
    assert_ptr_equal(found, &object);
    assert_int_equal(probe_references(&object), 3);
    IUnknown_Release((IUnknown *)found);
    IMarshal_Release(marshal);
    end_free_threaded(&object);
}

static void a_marshaler_stands_alone_too(void **state)
{
    IUnknown *unknown = NULL;
    void *marshal = NULL;
    void *other = (void *)(uintptr_t)8;

    (void)state;
    assert_hr(CoCreateFreeThreadedMarshaler(NULL, &unknown), S_OK);
    assert_hr(IUnknown_QueryInterface(unknown, &IID_IMarshal, &marshal), S_OK);
    assert_hr(IUnknown_QueryInterface(unknown, &IID_IWbemLocator, &other), E_NOINTERFACE);
    assert_null(other);
    IUnknown_Release(unknown);
    assert_int_equal(IMarshal_Release((IMarshal *)marshal), 0);
}

static void a_marshaler_names_its_class_in_the_process(void **state)
{
    static const CLSID free_marshaler = { 0x0000033A, 0, 0, { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } };
    CLSID class_id;
    IMarshal *marshal;
    DWORD size = 0;
    probe object;

    (void)state;
    make_free_threaded(&object);
    marshal = marshal_of(&object);
    assert_hr(IMarshal_GetUnmarshalClass(marshal, &IID_IUnknown, FACE(&object), MSHCTX_INPROC, NULL,
                                         MSHLFLAGS_NORMAL, &class_id),
              S_OK);
    assert_true(IsEqualCLSID(&class_id, &free_marshaler));
    assert_hr(IMarshal_GetMarshalSizeMax(marshal, &IID_IUnknown, FACE(&object), MSHCTX_INPROC, NULL,
                                         MSHLFLAGS_NORMAL, &size),
              S_OK);
    assert_true(size >= sizeof(void *));
    assert_hr(IMarshal_DisconnectObject(marshal, 0), S_OK);
    if (OFF_WINDOWS) { /* there is no other marshaler to hand on to */
        assert_hr(IMarshal_GetUnmarshalClass(marshal, &IID_IUnknown, FACE(&object), MSHCTX_LOCAL, NULL,
                                             MSHLFLAGS_NORMAL, &class_id),
                  E_NOTIMPL);
        assert_hr(IMarshal_GetMarshalSizeMax(marshal, &IID_IUnknown, FACE(&object), MSHCTX_LOCAL, NULL,
                                             MSHLFLAGS_NORMAL, &size),
                  E_NOTIMPL);
    }
    IMarshal_Release(marshal);
    end_free_threaded(&object);
}

static void a_pointer_travels_through_a_stream(void **state)
{
    memory_stream memory;
    IStream *stream = stream_init(&memory, S_OK);
    void *out = NULL;
    IMarshal *marshal;
    probe object;

    (void)state;
    make_free_threaded(&object);
    marshal = marshal_of(&object);
    assert_hr(IMarshal_MarshalInterface(marshal, stream, &IID_IUnknown, FACE(&object), MSHCTX_INPROC, NULL,
                                        MSHLFLAGS_NORMAL),
              S_OK);
    assert_int_equal(probe_references(&object), 3);
    assert_hr(IMarshal_UnmarshalInterface(marshal, stream, &IID_IUnknown, &out), S_OK);
    assert_ptr_equal(out, &object);
    assert_int_equal(probe_references(&object), 3);
    IUnknown_Release((IUnknown *)out);
    IMarshal_Release(marshal);
    end_free_threaded(&object);
}

static void a_pointer_in_a_stream_can_be_given_up(void **state)
{
    memory_stream memory;
    IStream *stream = stream_init(&memory, S_OK);
    IMarshal *marshal;
    probe object;

    (void)state;
    make_free_threaded(&object);
    marshal = marshal_of(&object);
    IMarshal_MarshalInterface(marshal, stream, &IID_IUnknown, FACE(&object), MSHCTX_INPROC, NULL,
                              MSHLFLAGS_NORMAL);
    assert_hr(IMarshal_ReleaseMarshalData(marshal, stream), S_OK);
    assert_int_equal(probe_references(&object), 2);
    IMarshal_Release(marshal);
    end_free_threaded(&object);
}

static void a_failing_stream_takes_no_reference(void **state)
{
    memory_stream memory;
    IStream *stream = stream_init(&memory, E_FAIL);
    void *out = (void *)(uintptr_t)8;
    IMarshal *marshal;
    probe object;

    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* Wine gives STG_E_MEDIUMFULL, whatever the stream said */
    make_free_threaded(&object);
    marshal = marshal_of(&object);
    assert_hr(IMarshal_MarshalInterface(marshal, stream, &IID_IUnknown, FACE(&object), MSHCTX_INPROC, NULL,
                                        MSHLFLAGS_NORMAL),
              E_FAIL);
    assert_hr(IMarshal_MarshalInterface(marshal, stream, &IID_IWbemLocator, FACE(&object), MSHCTX_INPROC,
                                        NULL, MSHLFLAGS_NORMAL),
              E_NOINTERFACE);
    assert_hr(IMarshal_UnmarshalInterface(marshal, stream, &IID_IUnknown, &out), E_UNEXPECTED);
    assert_null(out);
    assert_int_equal(probe_references(&object), 2);
    IMarshal_Release(marshal);
    end_free_threaded(&object);
}

typedef struct crossing {
    IStream *stream;
    HRESULT entered;
    HRESULT taken;
    void *object;
} crossing;

static void take_out_in_sta(void *argument)
{
    crossing *c = argument;

    c->entered = CoInitialize(NULL);
    c->taken = CoGetInterfaceAndReleaseStream(c->stream, &IID_IUnknown, &c->object);
    if (SUCCEEDED(c->taken))
        IUnknown_Release((IUnknown *)c->object);
    CoUninitialize();
}

static void a_free_threaded_object_passes_as_it_is(void **state)
{
    crossing c = { NULL, E_FAIL, E_FAIL, NULL };
    probe object;

    (void)state;
    make_free_threaded(&object);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &c.stream), S_OK);
    assert_true(probe_references(&object) > 1);
    test_thread_run(take_out_in_sta, &c);
    assert_hr(c.entered, S_OK);
    assert_hr(c.taken, S_OK);
    assert_ptr_equal(c.object, &object);
    end_free_threaded(&object);
}

static void an_object_without_the_interface_does_not_pass(void **state)
{
    IStream *stream = (IStream *)(uintptr_t)8;
    probe object;

    (void)state;
    make_free_threaded(&object);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IWbemLocator, FACE(&object), &stream),
              E_NOINTERFACE);
    assert_null(stream);
    end_free_threaded(&object);
}

static void an_object_taken_out_as_another_interface_is_given_back(void **state)
{
    IStream *stream = NULL;
    void *out = (void *)(uintptr_t)8;
    probe object;

    (void)state;
    make_free_threaded(&object);
    CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream);
    assert_hr(CoGetInterfaceAndReleaseStream(stream, &IID_IWbemLocator, &out), E_NOINTERFACE);
    assert_null(out);
    end_free_threaded(&object);
}

/* On Windows any object passes by proxy if its interface has one; off Windows there are none. */
static void an_object_that_is_not_free_threaded_does_not_pass(void **state)
{
    IStream *stream = (IStream *)(uintptr_t)8;
    probe object;

    (void)state;
    if (!OFF_WINDOWS)
        skip();
    probe_init(&object);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream), E_NOINTERFACE);
    assert_null(stream);
    assert_int_equal(probe_references(&object), 1);
}

static void an_agile_object_passes_as_it_is(void **state)
{
    IStream *stream = NULL;
    void *out = NULL;
    probe object;

    (void)state;
    probe_init(&object);
    object.answers_to = &IID_IAgileObject;
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream), S_OK);
    assert_hr(CoGetInterfaceAndReleaseStream(stream, &IID_IUnknown, &out), S_OK);
    assert_ptr_equal(out, &object);
    IUnknown_Release((IUnknown *)out);
    assert_int_equal(probe_references(&object), 1);
}

static void a_stream_released_unread_gives_the_object_back(void **state)
{
    IStream *stream = NULL;
    void *same = NULL;
    probe object;

    (void)state;
    if (!OFF_WINDOWS)
        skip(); /* there the reference is lost, unless CoReleaseMarshalData is called */
    make_free_threaded(&object);
    CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream);
    assert_hr(IStream_QueryInterface(stream, &IID_ISequentialStream, &same), S_OK);
    assert_ptr_equal(same, stream);
    assert_int_equal(IStream_Release(stream), 1);
    assert_hr(IStream_Read(stream, &same, sizeof same, NULL), E_NOTIMPL);
    assert_int_equal(IStream_Release(stream), 0);
    end_free_threaded(&object);
}

static void missing_arguments_are_refused(void **state)
{
    IStream *stream = NULL;
    void *out = NULL;
    memory_stream memory;
    probe object;

    (void)state;
    probe_init(&object);
    assert_hr(CoGetInterfaceAndReleaseStream(NULL, &IID_IUnknown, &out), E_INVALIDARG);
    if (!OFF_WINDOWS)
        return; /* crashes */
    assert_hr(CoCreateFreeThreadedMarshaler(NULL, NULL), E_INVALIDARG);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, NULL, &stream), E_INVALIDARG);
    assert_hr(CoMarshalInterThreadInterfaceInStream(NULL, FACE(&object), &stream), E_INVALIDARG);
    assert_hr(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), NULL), E_INVALIDARG);
    assert_hr(CoGetInterfaceAndReleaseStream(stream_init(&memory, S_OK), &IID_IUnknown, &out), E_INVALIDARG);
    assert_null(out);
}

static void without_com_nothing_crosses(void **state)
{
    IStream *stream = NULL;
    IStream *late = NULL;
    void *out = NULL;
    HRESULT codes[2];
    probe object;

    if (!OFF_WINDOWS)
        skip(); /* Wine crashes */
    make_free_threaded(&object);
    CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &stream);
    com_leave(state);
    codes[0] = CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, FACE(&object), &late);
    codes[1] = CoGetInterfaceAndReleaseStream(stream, &IID_IUnknown, &out);
    com_enter(state);
    assert_hr(codes[0], CO_E_NOTINITIALIZED);
    assert_hr(codes[1], CO_E_NOTINITIALIZED);
    assert_null(out);
    end_free_threaded(&object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_aggregated_marshaler_is_a_part_of_its_object),
        cmocka_unit_test(a_marshaler_stands_alone_too),
        cmocka_unit_test(a_marshaler_names_its_class_in_the_process),
        cmocka_unit_test(a_pointer_travels_through_a_stream),
        cmocka_unit_test(a_pointer_in_a_stream_can_be_given_up),
        cmocka_unit_test(a_failing_stream_takes_no_reference),
        cmocka_unit_test(a_free_threaded_object_passes_as_it_is),
        cmocka_unit_test(an_object_without_the_interface_does_not_pass),
        cmocka_unit_test(an_object_taken_out_as_another_interface_is_given_back),
        cmocka_unit_test(an_object_that_is_not_free_threaded_does_not_pass),
        cmocka_unit_test(an_agile_object_passes_as_it_is),
        cmocka_unit_test(a_stream_released_unread_gives_the_object_back),
        cmocka_unit_test(missing_arguments_are_refused),
        cmocka_unit_test(without_com_nothing_crosses),
    };

    return cmocka_run_group_tests_name("com_marshal", tests, com_enter, com_leave);
}
