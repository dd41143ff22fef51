#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Holds the library's table of codes against the headers that it comes from: every WBEM_ and WBEMESS_ code of
# wbemcli.h is in it, with the same value.   usage: error_names.sh WBEMCLI_H ROOT
# The failures are in codes.h, with their values; codes.py sees that error_codes.h has the same.
set -euo pipefail

header=$1
root=$2

in_header() {
    grep -oE 'WBEM(ESS)?_[ES]_[A-Z0-9_]+ = (0x[0-9a-fA-F]+|[01])\b' "$header" | sed 's/ = / /' | while read -r name value; do
        printf '%s 0x%08X\n' "$name" "$((value))"
    done | sort -u | grep -vE '^WBEM_S_(NO_ERROR|SAME) ' # both are S_OK
}

in_table() {
    {
        sed -nE 's/.*(0x[0-9A-F]{8})u\) .* (WBEM(ESS)?_E_[A-Z0-9_]+) .*/\2 \1/p' "$root/include/wmikit/codes.h"
        sed -nE 's/.*X\((0x[0-9A-F]{8}), (WBEM_S_[A-Z0-9_]+),.*/\2 \1/p' "$root/src/error/error_codes.h"
    } | sort -u
}

codes=$(in_header)
[ "$(wc -l <<<"$codes")" -gt 100 ] || { echo "$header: no codes found"; exit 1; }
if ! diff <(echo "$codes") <(in_table); then
    echo "the table (>) differs from the header (<)"
    exit 1
fi
echo "$(wc -l <<<"$codes") codes agree"
