/* SPDX-License-Identifier: MIT */
#include "session.h"

#include "console.h"
#include "report.h"
#include "text_width.h"

#include <string.h>

/* A compiler may remove a memset of memory that is not read afterwards. */
void session_forget_password(session *self)
{
    volatile char *bytes = self->password;
    size_t i;

    for (i = 0; i < sizeof(self->password); i++)
        bytes[i] = 0;
    self->how.password = NULL;
}

/* They have the data of this computer. `NAME=hang` does not answer, as one that is switched off. */
static outcome add_mock_servers(const session *self, const option_list *names)
{
    outcome result = OUTCOME_DONE;
    size_t i;

    for (i = 0; i < names->count && result == OUTCOME_DONE; i++) {
        wmi_mock_host host = WMI_MOCK_HOST_INIT;
        size_t length = strcspn(names->items[i], "=");
        text name = TEXT_INIT;

        if (strcmp(names->items[i] + length, "=hang") == 0)
            host.connect_delay_ms = WMI_MOCK_HANG;
        else
            length = strlen(names->items[i]);
        text_append(&name, names->items[i], length);
        if (name.failed || WMI_FAILED(wmi_mock_add_host(self->mock, name.data, &host)))
            result = OUTCOME_MEMORY;
        text_free(&name);
    }
    return result;
}

static outcome load_mock(session *self, const tool_options *options)
{
    outcome result;
    size_t i;

    if (options->mocks.count == 0)
        return OUTCOME_DONE;
    if (WMI_FAILED(wmi_mock_create(&self->mock)))
        return OUTCOME_MEMORY;
    result = add_mock_servers(self, &options->mock_servers);
    if (result != OUTCOME_DONE)
        return result;
    for (i = 0; i < options->mocks.count; i++) {
        if (WMI_FAILED(wmi_mock_load_file(self->mock, options->namespace_path, options->mocks.items[i])))
            return OUTCOME_WMI;
    }
    return WMI_FAILED(wmi_mock_install(self->mock)) ? OUTCOME_MEMORY : OUTCOME_DONE;
}

static console_line ask_password(session *self, const char *user)
{
    text prompt = TEXT_INIT;
    console_line result = CONSOLE_LINE_NONE;

    text_append_string(&prompt, "Password for ");
    text_append_shown(&prompt, user, strlen(user));
    text_append_string(&prompt, ": ");
    if (!prompt.failed)
        result = console_ask(prompt.data, self->password, sizeof(self->password));
    text_free(&prompt);
    return result;
}

static outcome get_password(session *self, const tool_options *options)
{
    console_line got;

    if (options->user == NULL)
        return options->password_stdin ? report_usage("--password-stdin requires --user", NULL)
                                       : OUTCOME_DONE;
    if (options->password_stdin)
        got = console_read_line(self->password, sizeof(self->password));
    else
        got = ask_password(self, options->user);
    if (got == CONSOLE_LINE_TOO_LONG)
        return report_usage("the password is too long", NULL);
    if (got == CONSOLE_LINE_HAS_NUL)
        return report_usage("the password has a NUL inside: it is to be UTF-8, not UTF-16", NULL);
    if (got == CONSOLE_LINE_NONE)
        return report_usage(options->password_stdin
                                ? "there is no password on standard input"
                                : "no terminal is available to ask for the password: use --password-stdin",
                            NULL);
    self->how.password = self->password;
    return OUTCOME_DONE;
}

static outcome enable_privileges(const tool_options *options)
{
    size_t i;

    for (i = 0; i < options->privileges.count; i++) {
        if (WMI_FAILED(wmi_enable_privilege(options->privileges.items[i])))
            return OUTCOME_WMI;
    }
    return OUTCOME_DONE;
}

/* Required: a provider of the other architecture would answer something else. */
static outcome choose_architecture(session *self, const tool_options *options)
{
    const wmi_argument values[] = {
        { "__ProviderArchitecture", wmi_value_sint32((int32_t)options->architecture) },
        { "__RequiredArchitecture", wmi_value_bool(true) },
    };

    if (options->architecture == 0)
        return OUTCOME_DONE;
    if (WMI_FAILED(wmi_context_create(values, sizeof(values) / sizeof(values[0]), &self->how.context)))
        return OUTCOME_WMI;
    return OUTCOME_DONE;
}

static outcome start_deadline(session *self, const tool_options *options)
{
    if (options->timeout_ms == 0)
        return OUTCOME_DONE;
    if (WMI_FAILED(wmi_cancel_create(&self->cancel)))
        return OUTCOME_MEMORY;
    wmi_cancel_after(self->cancel, options->timeout_ms);
    self->how.cancel = self->cancel;
    return OUTCOME_DONE;
}

outcome session_open(session *self, const tool_options *options, session_limit limit)
{
    outcome result;

    *self = (session){ .how = WMI_CONNECT_OPTIONS_INIT, .options = options };
    self->how.server = options->server;
    self->how.namespace_path = options->namespace_path;
    self->how.user = options->user;
    self->how.authority = options->authority;
    self->how.locale = options->locale;
    result = load_mock(self, options);
    if (result == OUTCOME_DONE)
        result = enable_privileges(options);
    if (result == OUTCOME_DONE)
        result = choose_architecture(self, options);
    if (result == OUTCOME_DONE)
        result = get_password(self, options);
    if (result == OUTCOME_DONE && limit == ONE_DEADLINE)
        result = start_deadline(self, options);
    return result;
}

outcome session_connect(session *self)
{
    HRESULT hr = wmi_connect(&self->how, &self->connection);

    session_forget_password(self);
    return WMI_FAILED(hr) ? OUTCOME_WMI : OUTCOME_DONE;
}

void session_close(session *self)
{
    session_forget_password(self);
    wmi_disconnect(self->connection);
    wmi_context_release(self->how.context);
    wmi_cancel_free(self->cancel);
    wmi_mock_destroy(self->mock);
}
