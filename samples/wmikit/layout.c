/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include "text_width.h"

enum {
    NARROWEST = 8
};

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t wanted_width(const column_need *need)
{
    return larger(larger(need->header, need->widest), 1);
}

/* A column of numbers gives up no more than the end of its name. */
static size_t narrowest_width(const column_need *need)
{
    size_t narrowest = smaller(wanted_width(need), NARROWEST);

    return need->is_number ? larger(need->widest, narrowest) : narrowest;
}

/* Gives every column what it wants up to `cap`, and returns what all of them take. */
static size_t cap_widths(const column_need *needs, size_t count, size_t cap, size_t *widths)
{
    size_t total = (count - 1) * LAYOUT_GAP;
    size_t i;

    for (i = 0; i < count; i++) {
        widths[i] = larger(smaller(wanted_width(&needs[i]), cap), narrowest_width(&needs[i]));
        total += widths[i];
    }
    return total;
}

/* Remaining terminal columns are given to the first columns that need them. */
static void hand_out(const column_need *needs, size_t count, size_t left, size_t *widths)
{
    size_t i;

    for (i = 0; i < count && left > 0; i++) {
        if (widths[i] < wanted_width(&needs[i])) {
            widths[i]++;
            left--;
        }
    }
}

bool layout_widths(const column_need *needs, size_t count, size_t available, size_t *widths)
{
    size_t cap;

    if (count == 0)
        return true;
    if (available == LAYOUT_UNLIMITED) {
        cap_widths(needs, count, SIZE_MAX, widths);
        return true;
    }
    if (cap_widths(needs, count, 0, widths) > available)
        return false;
    if (cap_widths(needs, count, available, widths) <= available)
        return true;
    for (cap = available; cap_widths(needs, count, cap, widths) > available; cap--)
        ;
    hand_out(needs, count, available - cap_widths(needs, count, cap, widths), widths);
    return true;
}

void layout_append_cell(text *into, const char *string, size_t width, bool is_number)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    size_t taken;
    size_t bytes = text_fit(string, width, &taken);
    bool is_cut = string[bytes] != '\0';

    if (is_cut) {
        bytes = text_fit(string, width - 1, &taken);
        taken++;
    }
    if (is_number)
        text_append_repeated(into, ' ', width - taken);
    text_append_shown(into, string, bytes);
    if (is_cut)
        text_append_string(into, ellipsis);
    if (!is_number)
        text_append_repeated(into, ' ', width - taken);
}
