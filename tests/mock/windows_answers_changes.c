/* SPDX-License-Identifier: MIT */
/* Rows that change something, or need classes of their own: see windows_world.c. */
#include "mock/windows_answers.h"

#include "mock/windows_questions.h"

#define CHANGE_FLAGS UNMANAGED("putinstancewmi")
#define PUT_CLASS    UNMANAGED("putclasswmi")
#define DELETE_ONE   WMISDK("swbemservices-delete")
#define SET_STATUS   WBEMCLI("iwbemobjectsink-setstatus")
#define THING        u"Answer_Thing"

static const answer rows[] = {
    { "put instance: new", CHANGE_FLAGS, ask_put_instance, THING, u"new", WBEM_FLAG_CREATE_OR_UPDATE, S_OK,
      NULL },
    { "put instance: update it", CHANGE_FLAGS, ask_put_instance, THING, u"one", WBEM_FLAG_CREATE_OR_UPDATE,
      S_OK, NULL },
    { "put instance: create what exists", CHANGE_FLAGS, ask_put_instance, THING, u"one",
      WBEM_FLAG_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS, NULL },
    { "put instance: update what does not exist", CHANGE_FLAGS, ask_put_instance, THING, u"none",
      WBEM_FLAG_UPDATE_ONLY, (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "put class: new", PUT_CLASS, ask_put_class, u"Answer_Empty", u"Answer_New", 0, S_OK, NULL },
    { "delete: an instance", DELETE_ONE, ask_delete_instance, u"Answer_Thing=\"two\"", NULL, 0, S_OK, NULL },
    { "delete: an instance twice", DELETE_ONE, ask_delete_twice, u"Answer_Thing=\"three\"", NULL, 0,
      (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "delete: an unknown instance", DELETE_ONE, ask_delete_instance, u"Answer_Thing=\"none\"", NULL, 0,
      (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "delete: a class", DELETE_ONE, ask_delete_class, u"Answer_Gone", NULL, 0, S_OK, NULL },
    { "async: the sink gets the path of what was put", SET_STATUS, ask_put_async, THING, u"async",
      WBEM_FLAG_CREATE_OR_UPDATE, S_OK, "found" },
    { "async: the sink gets the code of the synchronous call", MS_WMI("3.1.4.2.2"), ask_put_async, THING,
      u"one", WBEM_FLAG_CREATE_ONLY, (HRESULT)WBEM_E_ALREADY_EXISTS, "" },
    { "async: the same of a deletion", MS_WMI("3.1.4.2.2"), ask_delete_async, u"Answer_Thing=\"none\"", NULL,
      0, (HRESULT)WBEM_E_NOT_FOUND, NULL },
    { "async: one status without WBEM_FLAG_SEND_STATUS", SET_STATUS, ask_query_async,
      u"SELECT * FROM Answer_Thing", NULL, 0, S_OK, "1" },
    { "async: a call is cancelled", WBEMCLI("iwbemservices-cancelasynccall"), ask_cancelled,
      u"SELECT * FROM __InstanceCreationEvent WITHIN 100000 WHERE TargetInstance ISA 'Answer_Thing'", NULL, 0,
      (HRESULT)WBEM_E_CALL_CANCELLED, NULL },
};

const answers answers_of_the_mock = { rows, sizeof rows / sizeof rows[0] };
