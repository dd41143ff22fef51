#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# lint.sh: has the sources read by programs that find mistakes without running them. `tests/run.sh --lint` calls it.
#
# gcc 12's own look for leaks is off (-Wno-analyzer-malloc-leak, in the presets): it takes a block for lost as soon as
# it is stored by an index. clang-tidy, cppcheck and LeakSanitizer look for them.
#
# Prints a line for each program, with how many files it read and what it found, and the findings above it. The exit
# code is 0 when there are none.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
output=$root/build/lint
jobs=$(nproc)
cd "$root"

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

failures=0

# A source that gcc's analyzer warns of has to be compiled again in the next run.
export WMIKIT_WERROR=ON

# count_files FILE...: of names that end in a NUL.
count_files() {
    cat "$@" | tr -dc '\0' | wc -c
}

# report PROGRAM FILES STATUS LOG PATTERN: what of the log matches the pattern is a finding. A program that fails
# without one has not done its work, and its log is shown.
report() {
    local program=$1 files=$2 status=$3 log=$4 pattern=$5 findings
    findings=$(grep -E "$pattern" "$log" | sort -u | sed "s,^$root/,," || true)
    if [ -n "$findings" ]; then
        echo "$findings" >&2
        echo "lint: $program: $files files, $(wc -l <<<"$findings") findings"
    elif [ "$status" -ne 0 ]; then
        tail -n 40 "$log"* >&2
        say "$program: failed; the whole log is in $log"
        echo "lint: $program: failed"
    else
        echo "lint: $program: $files files, no findings"
        return
    fi
    failures=1
}

configure() {
    local preset
    say "configuring"
    for preset in native native-fuzz windows-x64 native-analyzer windows-analyzer; do
        logged "build/$preset.log" cmake --preset "$preset"
    done
    python3 tests/lint_commands.py build "$output"
}

# Each source by a process of its own: LLVM 14 mixes up what it knows of va_list when one process reads two.
run_clang_tidy() {
    local log=$output/clang-tidy.log status=0 system
    say "clang-tidy: takes the longest"
    for system in native windows; do
        xargs -0 -P "$jobs" -n 1 clang-tidy --quiet -p "$output/$system" <"$output/$system/files" || status=$?
    done >"$log" 2>"$log.stderr"
    report clang-tidy "$(count_files "$output"/*/files)" "$status" "$log" ' (error|warning): .*\[.*\]$'
}

# cppcheck takes neither macros nor sizes from the compiler: _WIN32 is told to it, and which system is meant.
cppcheck_as() {
    local system=$1
    shift
    cppcheck --project="$output/$system/compile_commands.json" --enable=warning,style,performance,portability \
        --suppressions-list=tests/cppcheck.txt --inline-suppr --error-exitcode=1 --quiet --std=c11 -j "$jobs" \
        --template='{file}:{line}: {severity}: {message} [{id}]' "$@"
}

run_cppcheck() {
    local log=$output/cppcheck.log status=0
    say "cppcheck"
    : >"$log"
    cppcheck_as native --platform=unix64 >>"$log" 2>&1 || status=$?
    cppcheck_as windows --platform=win64 -D_WIN32 -D_WIN64 >>"$log" 2>&1 || status=$?
    report cppcheck "$(count_files "$output"/*/files)" "$status" "$log" ': [a-z]+: .* \[[A-Za-z]+\]$'
}

# Whatever was clean before and has not changed since is not compiled again.
run_analyzer() {
    local preset=$1 log=$output/$1.log status=0 files
    say "gcc's -fanalyzer, $preset"
    cmake --build --preset "$preset" -- -k 0 >"$log" 2>&1 || status=$?
    files=$(grep -c '"file"' "build/$preset/compile_commands.json")
    report "$preset" "$files" "$status" "$log" ' (error|warning): '
}

# find_scripts NAME: those with such a name, each ended by a NUL.
find_scripts() {
    find . -path ./build -prune -o -name "$1" -type f -print0
}

run_shellcheck() {
    local log=$output/shellcheck.log status=0
    say "shellcheck and pyflakes"
    find_scripts '*.sh' >"$output/shell.files"
    xargs -0 shellcheck --external-sources --format=gcc <"$output/shell.files" >"$log" 2>&1 || status=$?
    report shellcheck "$(count_files "$output/shell.files")" "$status" "$log" ': (error|warning|note): '
}

run_pyflakes() {
    local log=$output/pyflakes.log status=0
    find_scripts '*.py' >"$output/python.files"
    xargs -0 pyflakes3 <"$output/python.files" >"$log" 2>&1 || status=$?
    report pyflakes "$(count_files "$output/python.files")" "$status" "$log" '^[^ ]+:[0-9]+:'
}

cmake/setup.sh lint
configure
run_shellcheck
run_pyflakes
run_cppcheck
run_clang_tidy
run_analyzer native-analyzer
run_analyzer windows-analyzer
exit "$failures"
