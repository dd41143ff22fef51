#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# vista_imports.sh OBJDUMP LIST PROGRAM.exe...: fails unless each function that the programs import is in the list of
# those that Windows Vista has. A line of the list is a DLL and one of its functions; # begins a comment. Of a DLL's
# name upper and lower case are the same, as they are to Windows.

set -euo pipefail

objdump=$1
list=$2
shift 2

# Prints "DLL FUNCTION" for each import; what is imported by number alone shows as the number. A line of objdump is an
# address, a tab, a hint and the name; of binutils 2.44 it is an address, the number, the hint and the name, "<none>"
# being what there is not.
imports() {
    "$objdump" -p "$1" | awk '
        /DLL Name:/ { dll = tolower($3); next }
        /^\t[0-9a-f]+[\t ]/ && dll != "" { print dll, $3 == "<none>" ? $2 : $2 == "<none>" ? $4 : $NF }
        /^The Export Tables|^The Function Table|^PE File Base/ { dll = "" }' | sort -u
}

known=$(sed 's/#.*//' "$list" | awk 'NF == 2 { print tolower($1), $2 }' | sort -u)
failures=0
for program; do
    imported=$(imports "$program")
    [ -n "$imported" ] || { echo "$program: no imports found"; exit 1; }
    unknown=$(comm -23 <(printf '%s\n' "$imported") <(printf '%s\n' "$known"))
    if [ -n "$unknown" ]; then
        echo "$program imports what $list does not have:"
        printf '%s\n' "$unknown"
        failures=1
    fi
done
exit "$failures"
