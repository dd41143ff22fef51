/* SPDX-License-Identifier: MIT */
/* A password as stored by the mock: only its salted SHA-256. */
#ifndef WMIKIT_SRC_MOCK_CORE_PASSWORD_H
#define WMIKIT_SRC_MOCK_CORE_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wmi_mock__password_hash {
    uint8_t salt[16];
    uint8_t digest[32];
} wmi_mock__password_hash;

/* Hashes the bytes of the password; the caller must always use the same encoding. */
void wmi_mock__password_hash_make(const void *password, size_t size, wmi_mock__password_hash *hash);
bool wmi_mock__password_hash_matches(const wmi_mock__password_hash *hash, const void *password, size_t size);

/* SHA-256 of two pieces (FIPS 180-4); erases all copies on the stack. */
void wmi_mock__sha256(const void *first, size_t first_size, const void *second, size_t second_size,
                      uint8_t digest[32]);

#endif
