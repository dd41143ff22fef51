/* SPDX-License-Identifier: MIT */
/* The calls that the tables of windows_answers.h ask. What each takes from its row is beside it. */
#ifndef WMIKIT_TESTS_MOCK_WINDOWS_QUESTIONS_H
#define WMIKIT_TESTS_MOCK_WINDOWS_QUESTIONS_H

#include "mock/windows_answers.h"

/* What several files of questions use. The object at a path, or the first that a query (SELECT) finds; with_object is asked of it. */
typedef HRESULT with_object(IWbemClassObject *object, const answer *row, char found[FOUND_SIZE]);
HRESULT question_object(const respondent *whom, const OLECHAR *subject, IWbemClassObject **object);
HRESULT question_with_object(const respondent *whom, const answer *row, with_object *ask,
                             char found[FOUND_SIZE]);
void question_narrow(const OLECHAR *text, char found[FOUND_SIZE]);

/* --- windows_questions.c: IWbemLocator, IWbemServices, call results, proxies --------------------------------------- */

question ask_connect;         /* subject: the resource; number: the flags */
question ask_connect_cleared; /* ...; found: "NULL" when a failure clears the out-pointer */
question ask_user, ask_password, ask_locale, ask_authority; /* of ROOT\CIMV2; subject: the text */
question ask_domain_twice;                                  /* subject: the user; detail: the authority */
question ask_namespace; /* OpenNamespace from ROOT; subject: the path; number: the flags */

question ask_object; /* GetObject; subject: the path; number: the flags; found: "class X", "instance X" */
question ask_object_cleared; /* ...; found: "NULL" when a failure clears the out-pointer */
question ask_result; /* GetObject, semisynchronous, and GetCallStatus; found: the status in hexadecimal */
question ask_result_object; /* ..., and GetResultObject; found: as of ask_object */
/* ExecMethod without parameters; subject: the path; detail: the method; number: the flags */
question ask_method;

question ask_blanket;       /* CoSetProxyBlanket on IWbemServices; number: the authentication level */
question ask_blanket_query; /* CoQueryProxyBlanket then; found: the level */

/* --- windows_questions_rows.c: queries and enumerators ------------------------------------------------------------- */

/* These read to the end. Found: "rows" or "none". The code is that of the first call that failed, S_OK at the end. */
question ask_query;          /* subject: the query; number: the flags */
question ask_query_language; /* ...; detail: the language */
question ask_instances;      /* CreateInstanceEnum; subject: the class; number: the flags */
question ask_classes;        /* CreateClassEnum; subject: the superclass; number: the flags */

/* ExecQuery alone; subject: the query; detail: the language; each may be NULL */
question ask_query_parameters;

question ask_selected; /* Get of the first row; detail: the property; found: "NULL", "a value" */

/* subject: the query; number: the flags of ExecQuery; found: how many objects the last Next brought */
question ask_next_none, ask_next_more, ask_next_after_end, ask_next_now;
question ask_reset, ask_clone, ask_clone_position, ask_skip_one, ask_skip_past_end;

/*
 * ExecNotificationQuery, and Next without waiting; subject: the query; number: the flags; found: how many objects Next
 * brought
 */
question ask_events;

/* ...Async; subject: the query; number: the flags */
question ask_query_without_sink, ask_events_without_sink;

question ask_cancel_without_sink; /* CancelAsyncCall */

/* --- windows_questions_objects.c: IWbemClassObject, of the object at subject --------------------------------------- */

question ask_get;        /* detail: the property; number: the flags; found: "VT 8, CIM 8" */
question ask_get_value;  /* ...; found: the value as text */
question ask_get_flavor; /* ...; found: the flavor in hexadecimal */
question ask_get_keeps;  /* ...; found: "kept" when a failure leaves the VARIANT as it was */
question ask_names;      /* detail: the qualifier; number: the flags; found: "many", "few", "none" */
question ask_begin, ask_begin_again, ask_next_flags, ask_next_to_end, ask_end; /* number: the flags */
question ask_next_without_begin;
question ask_object_text;                        /* number: the flags; found: "text" */
question ask_inherits;                           /* detail: the class */
question ask_compare;                            /* detail: the other's path, NULL: none; number: the flags */
question ask_property_origin, ask_method_origin; /* detail: the name; found: the class */
question ask_property_qualifiers, ask_method_qualifiers; /* detail: the property, the method */
question ask_get_method;                        /* detail: the method; number: the flags; found: "in out" */
question ask_begin_methods, ask_methods_to_end; /* number: the flags */
question ask_next_method_without_begin;

/* --- windows_questions_copies.c: copies of it, and what is made of it; its qualifiers; IWbemContext ---------------- */

question ask_put_text;   /* a copy; detail: the property, which becomes "x"; number: the flags */
question ask_put_object; /* the same of a new instance */
question ask_put_new;    /* a copy; detail: a property; number: its type; the value is NULL */
question ask_put_null;   /* a new instance; detail: the property; found: its VARTYPE */
question ask_delete;     /* a copy; detail: the property */
question ask_delete_new; /* a copy, to which the property was added */
question ask_put_method, ask_delete_method, ask_delete_method_new; /* the same with methods */
question ask_spawn, ask_spawn_null, ask_derive, ask_derive_null;   /* number: the flags */
question ask_spawn_from_instance, ask_derive_from_instance;
question ask_copy, ask_copy_null; /* found: whether CompareTo finds the copy the "same" */

/* a new instance and a copy, whose property detail became "x"; number: the flags */
question ask_compare_changed;

question ask_qualifier;        /* detail: the qualifier; number: the flags; found: its VARTYPE */
question ask_qualifier_put;    /* detail: ..., which becomes TRUE; number: the flavor */
question ask_qualifier_type;   /* detail: ...; number: the VARTYPE of what is put */
question ask_qualifier_delete; /* detail: ... */
question ask_qualifier_delete_new;
question ask_qualifier_names, ask_qualifier_begin, ask_qualifier_begin_again; /* number: the flags */
question ask_qualifier_to_end, ask_qualifier_next_without_begin;

question ask_context_value; /* GetValue after SetValue; detail: the name; number: the flags */
question ask_context_next;  /* Next until the end; found: name and VARTYPE then */

/* --- windows_questions_changes.c: what changes the respondent; the mock alone -------------------------------------- */

question ask_put_instance; /* a new instance of subject, its key Id detail; number: the flags */
question ask_put_class;    /* a class derived from subject, named detail; number: the flags */
question ask_delete_instance, ask_delete_class; /* subject: the path; number: the flags */
question ask_delete_twice;                      /* DeleteInstance again */

/* --- windows_questions_async.c: calls with a sink; the code is that of its last call; the mock alone --------------- */

/* as of ask_put_instance; found: "found" when its last call has a path that names it */
question ask_put_async;

question ask_delete_async; /* subject: the path; number: the flags */
question ask_query_async;  /* subject: the query; number: the flags; found: how often SetStatus was called */
question ask_cancelled;    /* an event query, which is cancelled; subject: the query */

#endif
