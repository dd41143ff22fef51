/* SPDX-License-Identifier: MIT */
#include "mock/core/password.h"

#include "base/erase.h"
#include "os/compiler.h"
#include "os/os.h"

#include <string.h>

typedef struct sha256 {
    uint32_t state[8];
    uint64_t length;
    uint8_t block[64];
    size_t used;
} sha256;

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static void expand(const uint8_t block[64], uint32_t words[64])
{
    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (size_t i = 16; i < 64; i++) {
        uint32_t a = words[i - 15];
        uint32_t b = words[i - 2];

        words[i] = words[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + words[i - 7] +
                   (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

static void compress(sha256 *self)
{
    uint32_t words[64];
    uint32_t v[8];

    expand(self->block, words);
    memcpy(v, self->state, sizeof v);
    for (size_t i = 0; i < 64; i++) {
        uint32_t a = v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) +
                     ((v[4] & v[5]) ^ (~v[4] & v[6])) + round_constants[i] + words[i];
        uint32_t b = (rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) +
                     ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += a;
        v[0] = a + b;
    }
    for (size_t i = 0; i < 8; i++)
        self->state[i] += v[i];
    wmi__erase(words, sizeof words);
    wmi__erase(v, sizeof v);
}

static void add(sha256 *self, const void *data, size_t size)
{
    const uint8_t *bytes = data;

    self->length += size;
    while (size-- > 0) {
        self->block[self->used++] = *bytes++;
        if (self->used == sizeof self->block) {
            compress(self);
            self->used = 0;
        }
    }
}

static void finish(sha256 *self, uint8_t digest[32])
{
    uint64_t bits = self->length * 8;
    uint8_t length[8];

    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    add(self, "\x80", 1);
    while (self->used != sizeof self->block - sizeof length)
        add(self, "", 1);
    add(self, length, sizeof length);
    for (size_t i = 0; i < 32; i++)
        digest[i] = (uint8_t)(self->state[i / 4] >> (24 - 8 * (i % 4)));
}

/* Not inlined: what the compiler puts on the stack beside our variables is to be below the caller's frame. */
WMI__NOINLINE static void hash(const void *first, size_t first_size, const void *second, size_t second_size,
                               uint8_t digest[32])
{
    sha256 self = { .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                               0x1f83d9ab, 0x5be0cd19 } };

    add(&self, first, first_size);
    add(&self, second, second_size);
    finish(&self, digest);
    wmi__erase(&self, sizeof self);
}

/* More than hash and what it calls take; vectors of the password, which gcc spills, are among that. */
#define STACK_OF_HASH 2048

WMI__NOINLINE static void erase_stack(void)
{
    uint8_t used[STACK_OF_HASH];

    wmi__erase(used, sizeof used);
}

void wmi_mock__sha256(const void *first, size_t first_size, const void *second, size_t second_size,
                      uint8_t digest[32])
{
    hash(first, first_size, second, second_size, digest);
    erase_stack();
}

void wmi_mock__password_hash_make(const void *password, size_t size, wmi_mock__password_hash *hash)
{
    uint64_t clock = wmi__clock_ms();
    uint8_t seed[32];

    /* A salt only has to differ between mocks. */
    wmi_mock__sha256(&clock, sizeof clock, &hash, sizeof hash, seed);
    memcpy(hash->salt, seed, sizeof hash->salt);
    wmi_mock__sha256(hash->salt, sizeof hash->salt, password, size, hash->digest);
}

bool wmi_mock__password_hash_matches(const wmi_mock__password_hash *hash, const void *password, size_t size)
{
    uint8_t digest[32];

    wmi_mock__sha256(hash->salt, sizeof hash->salt, password, size, digest);
    return memcmp(digest, hash->digest, sizeof digest) == 0;
}
