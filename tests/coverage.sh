#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Tells which lines of src/ the tests run: those of this system and those of Windows, under Wine, counted together.
# tests/run.sh --coverage installs what is missing, and calls this. The report is printed, and is in build/coverage
# with the sources as HTML (index.html), and as JSON.
#
# Fails when a test fails, when too few lines are run, or when tests/coverage_reasons.txt does not fit the sources.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/build/coverage
cd "$root"

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

tests_failed=0

# Counts of an earlier run would be added to, and those of a source since changed do not fit.
forget_counts() {
    [ ! -d "build/$1" ] || find "build/$1" -name '*.gcda' -delete
}

# measure PRESET GCOV: builds the preset, runs its tests, and writes down which lines they ran.
measure() {
    local preset=$1 gcov=$2
    say "building $preset"
    logged "$out/$preset-build.log" cmake --preset "$preset"
    logged "$out/$preset-build.log" cmake --build --preset "$preset"

    forget_counts "$preset"
    [[ $preset != *windows* ]] || cmake/wine.sh --prepare
    say "running the tests of $preset"
    logged "$out/$preset-tests.log" ctest --preset "$preset" -L '^(native|wine-mock|wine-live)$' --no-tests=error ||
        tests_failed=1
    logged "$out/$preset-gcovr.log" gcovr --root "$root" --gcov-executable "$gcov" --filter 'src/' \
        --exclude-unreachable-branches --json "$out/$preset.json" "build/$preset"
}

mkdir -p "$out"
measure native-coverage gcov
measure windows-x64-coverage x86_64-w64-mingw32-gcov

logged "$out/merge.log" gcovr --root "$root" --add-tracefile "$out/native-coverage.json" \
    --add-tracefile "$out/windows-x64-coverage.json" --json "$out/coverage.json" --html-details "$out/index.html"
python3 tests/coverage.py "$out/coverage.json" tests/coverage_reasons.txt | tee "$out/coverage.txt"
[ "$tests_failed" -eq 0 ] || die "tests failed, so lines may be missing in this report"
