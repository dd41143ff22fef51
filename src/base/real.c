/* SPDX-License-Identifier: MIT */
/*
 * Printing real numbers exactly, after Burger and Dybvig, "Printing Floating-Point Numbers Quickly and Accurately",
 * 1996. The C runtime could only do it by printing and reading back with more and more digits; of Windows' runtimes the
 * older ones write exponents of three digits and stop at 17 digits, and MinGW's own printf and strtod would be a third
 * of this library's size.
 */
#include "base/real.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A natural number; the lowest word comes first, the highest is not 0. */
#define WORDS 36 /* a denormal's scale has about 1080 bits */
typedef struct natural {
    size_t count;
    uint32_t word[WORDS];
} natural;

static void set_power_of_two(natural *number, unsigned exponent)
{
    number->count = exponent / 32 + 1;
    memset(number->word, 0, number->count * sizeof number->word[0]);
    number->word[exponent / 32] = UINT32_C(1) << exponent % 32;
}

static void multiply(natural *number, uint32_t factor)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < number->count; i++) {
        carry += (uint64_t)number->word[i] * factor;
        number->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0)
        number->word[number->count++] = (uint32_t)carry;
}

static uint32_t word_at(const natural *number, size_t index)
{
    return index < number->count ? number->word[index] : 0;
}

static void add(natural *sum, const natural *number)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < sum->count || i < number->count || carry != 0; i++) {
        carry += (uint64_t)word_at(sum, i) + word_at(number, i);
        if (i == sum->count)
            sum->count++;
        sum->word[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

/* The subtrahend is not greater than the minuend. */
static void subtract(natural *difference, const natural *number)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < difference->count; i++) {
        uint64_t word = (uint64_t)difference->word[i] - word_at(number, i) - borrow;

        difference->word[i] = (uint32_t)word;
        borrow = word >> 63;
    }
    while (difference->count > 0 && difference->word[difference->count - 1] == 0)
        difference->count--;
}

/* Below, at or above 0 as a is below, at or above b. */
static int compare(const natural *a, const natural *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = a->count; i-- > 0;) {
        if (a->word[i] != b->word[i])
            return a->word[i] < b->word[i] ? -1 : 1;
    }
    return 0;
}

static int compare_sum(const natural *a, const natural *b, const natural *with)
{
    natural sum = *a;

    add(&sum, b);
    return compare(&sum, with);
}

/* mantissa * 2 ^ exponent, as the bits of a double or a float have it. */
typedef struct binary {
    uint64_t mantissa;
    int exponent;
    bool lower_is_nearer; /* the next lower number has the next lower exponent, and is half as far away */
} binary;

static binary take_apart(uint64_t bits, int mantissa_bits, int exponent_bits)
{
    uint64_t hidden = UINT64_C(1) << mantissa_bits;
    int biased = (int)(bits >> mantissa_bits & ((UINT64_C(1) << exponent_bits) - 1));
    int smallest = 2 - (1 << (exponent_bits - 1)) - mantissa_bits;
    binary number = { bits & (hidden - 1), smallest, false };

    if (biased > 0) {
        number.lower_is_nearer = number.mantissa == 0 && biased > 1;
        number.mantissa += hidden;
        number.exponent = smallest + biased - 1;
    }
    return number;
}

static binary binary_of(double number, bool single)
{
    float narrow = (float)number;
    uint32_t narrow_bits;
    uint64_t bits;

    memcpy(&narrow_bits, &narrow, sizeof narrow_bits);
    memcpy(&bits, &number, sizeof bits);
    return single ? take_apart(narrow_bits, 23, 8) : take_apart(bits, 52, 11);
}

/*
 * The number is value / scale, and whatever lies between `below` / scale under it and `above` / scale over it reads
 * back as the number. So do these bounds themselves when `bounds_belong`, since readers round halves to even.
 */
typedef struct interval {
    natural value, scale, above, below;
    bool bounds_belong;
} interval;

static void set_product(natural *product, uint64_t mantissa, unsigned exponent)
{
    uint32_t low = (uint32_t)mantissa;
    uint32_t high = (uint32_t)(mantissa >> 32);
    natural part;

    /* A factor of 0 would leave a highest word of 0. */
    set_power_of_two(product, exponent + (high != 0 ? 32 : 0));
    multiply(product, high != 0 ? high : low);
    if (high != 0 && low != 0) {
        set_power_of_two(&part, exponent);
        multiply(&part, low);
        add(product, &part);
    }
}

static void set_interval(interval *self, const binary *number)
{
    unsigned up = number->exponent > 0 ? (unsigned)number->exponent : 0;
    unsigned down = number->exponent < 0 ? (unsigned)-number->exponent : 0;
    unsigned finer = number->lower_is_nearer ? 1 : 0;

    set_product(&self->value, number->mantissa, up + 1 + finer);
    set_power_of_two(&self->scale, down + 1 + finer);
    set_power_of_two(&self->above, up + finer);
    set_power_of_two(&self->below, up);
    self->bounds_belong = number->mantissa % 2 == 0;
}

static void times_ten(interval *self)
{
    multiply(&self->value, 10);
    multiply(&self->above, 10);
    multiply(&self->below, 10);
}

/* Brings the upper bound between 0.1 and 1, and returns the power of ten that this took. */
static int normalise(interval *self)
{
    int ceiling = self->bounds_belong ? 0
                                      : 1; /* a bound of exactly 1 is one digit too many where it belongs */
    natural top = self->value;
    int power = 0;

    add(&top, &self->above);
    while (compare(&top, &self->scale) >= ceiling) {
        multiply(&self->scale, 10);
        power++;
    }
    multiply(&top, 10);
    while (compare(&top, &self->scale) < ceiling) {
        multiply(&top, 10);
        times_ten(self);
        power--;
    }
    return power;
}

static char next_digit(interval *self)
{
    char digit = '0';

    times_ten(self);
    while (compare(&self->value, &self->scale) >= 0) {
        subtract(&self->value, &self->scale);
        digit++;
    }
    return digit;
}

/* Writes digits until what is left out no longer matters, and returns how many. */
static int write_digits(interval *self, char *digits)
{
    int slack = self->bounds_belong ? 1 : 0;
    int count = 0;
    bool low_enough;
    bool high_enough;
    int half;

    do {
        digits[count++] = next_digit(self);
        low_enough = compare(&self->value, &self->below) < slack;
        high_enough = compare_sum(&self->value, &self->above, &self->scale) > -slack;
    } while (!low_enough && !high_enough);

    half = compare_sum(&self->value, &self->value, &self->scale);
    if (half == 0) /* equally near to both: take the even one */
        half = (digits[count - 1] - '0') % 2 == 0 ? -1 : 1;
    if (high_enough && (!low_enough || half > 0))
        digits[count - 1]++;
    return count;
}

static char *put(char *at, const char *from, int count)
{
    memcpy(at, from, (size_t)count);
    return at + count;
}

static char *put_zeros(char *at, int count)
{
    memset(at, '0', (size_t)count);
    return at + count;
}

/* 1.25e-07: the exponent has at least two digits. */
static char *write_scientific(char *at, const char *digits, int count, int exponent)
{
    unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);

    *at++ = digits[0];
    if (count > 1) {
        *at++ = '.';
        at = put(at, digits + 1, count - 1);
    }
    *at++ = 'e';
    *at++ = exponent < 0 ? '-' : '+';
    if (size >= 100)
        *at++ = (char)('0' + size / 100);
    *at++ = (char)('0' + size / 10 % 10);
    *at++ = (char)('0' + size % 10);
    return at;
}

static char *write_plain(char *at, const char *digits, int count, int exponent)
{
    int whole = exponent + 1;

    if (whole >= count) {
        at = put(at, digits, count);
        return put_zeros(at, whole - count);
    }
    if (whole > 0) {
        at = put(at, digits, whole);
    } else {
        *at++ = '0';
    }
    *at++ = '.';
    if (whole < 0)
        at = put_zeros(at, -whole);
    return put(at, digits + (whole > 0 ? whole : 0), count - (whole > 0 ? whole : 0));
}

static char *write_number(char *at, double number, bool single)
{
    const binary parts = binary_of(number, single);
    int least = single ? 6 : 15; /* digits that every decimal number keeps */
    char digits[WMI__REAL_TEXT_SIZE];
    interval around;
    int exponent;
    int count;

    set_interval(&around, &parts);
    exponent = normalise(&around) - 1;
    count = write_digits(&around, digits);
    if (exponent < -4 || exponent >= (count > least ? count : least))
        return write_scientific(at, digits, count, exponent);
    return write_plain(at, digits, count, exponent);
}

void wmi__real_text(double number, bool single, char text[WMI__REAL_TEXT_SIZE])
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    if (number != number) {
        memcpy(text, "nan", sizeof "nan");
        return;
    }
    if (bits >> 63 != 0)
        *text++ = '-';
    if (number - number != 0) {
        memcpy(text, "inf", sizeof "inf");
        return;
    }
    if (number == 0)
        *text++ = '0';
    else
        text = write_number(text, number < 0 ? -number : number, single);
    *text = '\0';
}
