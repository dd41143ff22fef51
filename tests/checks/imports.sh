#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# imports.sh OBJDUMP PROGRAM.exe DLL...: fails unless each DLL that the program imports is one of those given.
# Upper and lower case are the same, as they are to Windows.

set -euo pipefail

objdump=$1
program=$2
shift 2

imports=$("$objdump" -p "$program" | sed -n 's/^[[:space:]]*DLL Name: //p')
[ -n "$imports" ] || { echo "$program: no imports found"; exit 1; }

allowed=$(printf '%s\n' "$@")
failures=0
for dll in $imports; do
    if ! grep -q -i -x -F "$dll" <<<"$allowed"; then
        echo "$program imports $dll; it may import only $*"
        failures=1
    fi
done
exit "$failures"
