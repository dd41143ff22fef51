#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
#   wrong_client.sh asan|plain PROGRAM...
#
# Runs tests/mock/wrong_client.c (PROGRAM, behind its emulator if it has one) once for each mistake, and sees that the
# mistake is caught as it should be. What only AddressSanitizer catches is tried where the program was built with it.
# The last line tells how many checks passed and failed, for tests/count.py.

set -uo pipefail

sanitizer=$1
shift
passed=0
failed=0

# check MISTAKE CODE WORD [strictly]: the exit code, and a word that the output has to contain.
check() {
    local mistake=$1 code=$2 word=$3 output actual
    output=$("${program[@]}" "$mistake" "${@:4}" 2>&1)
    actual=$?
    if [ "$actual" -eq "$code" ] && [[ $output == *"$word"* ]]; then
        passed=$((passed + 1))
        echo "$mistake: as it should be"
    else
        failed=$((failed + 1))
        printf '%s: exit code %d, not %d with "%s":\n%s\n' "$mistake" "$actual" "$code" "$word" "$output"
    fi
}

program=("$@")
check correct 0 '0x00000001, 0 held'
check no-blanket 3 '0x80070005, 0 held'
check no-enumerator-blanket 3 '0x80070005, 0 held'
check erased-identity 0 '0x00000001, 0 held'
check freed-identity 0 '0x00000001, 0 held'
check correct 0 '0x00000001, 0 held' strictly
check erased-identity 3 '0x80070005, 0 held' strictly
if [ "$sanitizer" = asan ]; then
    export ASAN_OPTIONS=detect_leaks=1:exitcode=66
    check correct 0 '0x00000001, 0 held'
    check leaked-bstr 66 'SysAllocString'
    check leaked-variant 66 'read_id'
    # The mock keeps its insides as long as an object lives: LeakSanitizer need not say so once more.
    export ASAN_OPTIONS=detect_leaks=0:exitcode=66
    check leak 4 '2 held'
    check freed-identity 66 'heap-use-after-free' strictly
    check double-release 66 'heap-use-after-free'
    check double-release-services 66 'heap-use-after-free'
    check double-release-locator 66 'heap-use-after-free'
else
    check leak 4 '2 held'
fi
# What the mock does not count.
check leaked-bstr 0 '0x00000001, 0 held'
check leaked-variant 0 '0x00000001, 0 held'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
