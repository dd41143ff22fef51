#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
#   headers.sh ROOT C_COMPILER CXX_COMPILER WARNING...
#
# Each public header compiles by itself, twice in a row, as C11 and as C++17, without a warning; on Windows without
# bringing <windows.h>, and before and after <wbemidl.h>. CXX_COMPILER is "none" where there is none: then C is all.
# Every macro that makes a struct is tried by test_headers.c. The last line tells how many checks passed and failed,
# for tests/count.py.

set -uo pipefail

root=$1
c_compiler=$2
cxx_compiler=$3
shift 3
warnings=("$@")
passed=0
failed=0

# Passes what is on its standard input to the compiler of a language.
compile() {
    case $1 in
    C11) "$c_compiler" -x c -std=c11 -fsyntax-only -I "$root/include" "${warnings[@]}" -Werror "${defines[@]}" - ;;
    C++17) "$cxx_compiler" -x c++ -std=c++17 -fsyntax-only -I "$root/include" "${warnings[@]}" -Werror "${defines[@]}" - ;;
    esac
}

# result WHAT OUTPUT CODE
result() {
    if [ "$3" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: FAILED\n%s\n' "$1" "$2"
    fi
}

# check WHAT LINE...: lines of a program that has to compile in each language.
check() {
    local what=$1 language output
    shift
    for language in "${languages[@]}"; do
        output=$(printf '%s\n' "$@" | compile "$language" 2>&1)
        result "$what as $language" "$output" $?
    done
}

includes() {
    printf '#include <%s>\n' "$@"
}

# --- What there is ----------------------------------------------------------------------------------------------

languages=(C11)
[ "$cxx_compiler" = none ] || languages+=(C++17)
defines=()
on_windows=
! "$c_compiler" -dM -E -x c /dev/null | grep ' _WIN32 ' >/dev/null || on_windows=yes

cd "$root/include" || exit 1
own=()
for header in wmikit.h wmikit/*.h; do
    [ "$header" = wmikit/com.h ] || own+=("$header")
done
# Elsewhere than on Windows, com.h is the project's own too, with what it is made of.
system=(wmikit/com.h)
[ -n "$on_windows" ] || system+=(wmikit/com/*.h)

# --- The checks -------------------------------------------------------------------------------------------------

# Each name by which a header of MinGW-w64 or Microsoft knows that <windows.h> was there.
without_windows=('#if defined(_WINDOWS_) || defined(_WINDEF_) || defined(_MINWINDEF_)' '#error <windows.h> was included' '#endif')

for header in "${own[@]}"; do
    check "$header" "$(includes "$header" "$header")" "${without_windows[@]}"
done
for header in "${system[@]}"; do
    check "$header" "$(includes "$header" "$header")"
done

defines=(-DWMIKIT_SHARED)
check "all, of a shared library" "$(includes "${own[@]}")"
defines=()

if [ -n "$on_windows" ]; then
    # <wbemidl.h> takes long to read: what goes well for all headers at once goes well for each.
    check "all before <wbemidl.h>" "$(includes "${own[@]}" wbemidl.h)"
    check "all after <wbemidl.h>" "$(includes wbemidl.h "${own[@]}")"
    check "wmikit/com.h before <wbemidl.h>" "$(includes wmikit/com.h wbemidl.h)"
    check "wmikit/com.h after <wbemidl.h>" "$(includes wbemidl.h wmikit/com.h)"
fi
check "all with wmikit/com.h" "$(includes wmikit/com.h "${own[@]}")"

# A macro that nobody tries may name a field that its struct has no more.
while read -r _ macro; do
    if grep -qw "$macro" "$root/tests/checks/test_headers.c"; then
        result "$macro" '' 0
    else
        result "$macro" 'tests/checks/test_headers.c does not use it' 1
    fi
done < <(grep -ohE '^#define WMI_([A-Z_]+_INIT\b|FIELD[A-Z_]*)' "${own[@]}")

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
