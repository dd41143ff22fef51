/* SPDX-License-Identifier: MIT */
#include "connect/identity.h"

#include "base/bstr.h"
#include "base/erase.h"
#include "connect/options.h"

#include <stdlib.h>
#include <string.h>

/* The texts follow the struct, each with its NUL: one block, erased as a whole. */
struct wmi__identity {
    COAUTHIDENTITY auth;
    size_t size;
    OLECHAR texts[];
};

/* The domain that an authority names; NULL when it names none, or user has one. */
static const char *domain_of(const char *authority, const char *user)
{
    return strpbrk(user, "\\@") != NULL ? NULL : wmi__authority_domain(authority);
}

static size_t units_for(const char *text)
{
    return text == NULL ? 0 : wmi__utf16_length(text) + 1;
}

/* Puts a text into the block and returns its start, or NULL for NULL. */
static OLECHAR *put_text(const char *text, OLECHAR **next)
{
    OLECHAR *start = *next;

    if (text == NULL)
        return NULL;
    wmi__utf16_write(text, start);
    *next += units_for(text); /* the NUL is already there: the block was zeroed */
    return start;
}

/* Splits "DOMAIN\user" into two texts at the backslash. */
static OLECHAR *split_domain(OLECHAR **user)
{
    OLECHAR *domain = *user;

    for (OLECHAR *at = *user; at != NULL && *at != 0; at++) {
        if (*at == u'\\') {
            *at = 0;
            *user = at + 1;
            return domain;
        }
    }
    return NULL;
}

wmi__identity *wmi__identity_create(const char *user, const char *password, const char *authority)
{
    const char *authority_domain = domain_of(authority, user);
    size_t units = units_for(user) + units_for(password) + units_for(authority_domain);
    size_t size = sizeof(wmi__identity) + units * sizeof(OLECHAR);
    wmi__identity *self = calloc(1, size);
    OLECHAR *next;
    OLECHAR *name;
    OLECHAR *domain;

    if (self == NULL)
        return NULL;
    self->size = size;
    next = self->texts;
    name = put_text(user, &next);
    domain = split_domain(&name);
    if (domain == NULL)
        domain = put_text(authority_domain, &next);

    self->auth.User = name;
    self->auth.UserLength = (ULONG)wmi__units_length(name);
    self->auth.Domain = domain;
    self->auth.DomainLength = (ULONG)wmi__units_length(domain);
    self->auth.Password = put_text(password, &next);
    self->auth.PasswordLength = (ULONG)wmi__units_length(self->auth.Password);
    self->auth.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
    return self;
}

void wmi__identity_free(wmi__identity *identity)
{
    if (identity == NULL)
        return;
    wmi__erase(identity, identity->size);
    free(identity);
}

RPC_AUTH_IDENTITY_HANDLE wmi__identity_auth_info(const wmi__identity *identity)
{
    return identity == NULL ? NULL : (RPC_AUTH_IDENTITY_HANDLE)&identity->auth;
}

HRESULT wmi__identity_password(const wmi__identity *identity, BSTR *password)
{
    *password = NULL;
    if (identity == NULL || identity->auth.Password == NULL)
        return S_OK;
    *password = SysAllocStringLen(identity->auth.Password, identity->auth.PasswordLength);
    return *password == NULL ? E_OUTOFMEMORY : S_OK;
}
