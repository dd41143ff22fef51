#!/usr/bin/env bash
# SPDX-License-Identifier: MIT

set -euo pipefail

usage() {
    cat <<'END'
Builds wmikit and runs its tests. What is missing to do so is installed first.

  tests/run.sh            all legs
  tests/run.sh LEG...     only these: native, native-32, wine-mock, wine-live, windows-x86, windows-ucrt,
                          packages, msvc, format
  tests/run.sh --lint     no tests: programs read the sources for mistakes; may stand beside LEG...
  tests/run.sh --coverage no leg: runs the tests in builds of their own, which tell what lines of src/ they run,
                          and prints that (takes some minutes; also as HTML, in build/coverage)

The legs:
  native       Linux, against the mock, with AddressSanitizer and UBSan, once more with ThreadSanitizer, and
               fuzzed for some seconds
  native-32    32-bit Linux, against the mock; under qemu-i386 where the kernel runs no 32-bit programs. Left out is
               what reads only sources and documents: exports, readme_quotes and reference
  wine-mock    64-bit Windows programs under Wine, against the mock
  wine-live    64-bit Windows programs under Wine, against Wine's own WMI
  windows-x86  32-bit Windows programs, where there is a 32-bit Wine; elsewhere some are built, and none is run
  windows-ucrt the library, the mock and some tests with the universal C runtime, where there is a MinGW-w64 for it
  packages     what is installed, found and linked by programs outside the project
  msvc         the sources as Microsoft's compiler and linker would take them, by clang and lld-link: tests/msvc/run.sh
  format       the C sources are as clang-format 14 would write them; other versions differ, and are not asked

--lint is clang-tidy (.clang-tidy), cppcheck (tests/cppcheck.txt), gcc's -fanalyzer, shellcheck and pyflakes. It
takes some minutes. Sources for Windows alone are read too, with MinGW-w64's headers. gcc's analyzer reads src and
samples, by gcc and by MinGW-w64's; it does not look for leaks, which gcc 12 sees where there are none. The program
of tests/consumer and the code of docs/examples are not read.

WMIKIT_WERROR=ON in the environment lets warnings fail the build, as in CI (.ci/run).

The last lines tell how many tests of each leg passed and failed, a test being a case of a cmocka program.
The exit code is 0 when nothing failed, and with --coverage, when 95 % of the lines ran besides.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$root/build/results
cd "$root"

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

# The lines at the end, and whether one of them tells of a failure.
summary=()
failures=0

passed() {
    summary+=("$*")
}

failed() {
    summary+=("$*")
    failures=1
}

# Configures and builds a preset, once however many legs use it.
declare -A built=()
build() {
    local preset=$1
    if [ -z "${built[$preset]:-}" ]; then
        say "building $preset"
        if logged "build/$preset.log" cmake --preset "$preset" &&
            logged "build/$preset.log" cmake --build --preset "$preset"; then
            built[$preset]=yes
        else
            built[$preset]=no
        fi
    fi
    [ "${built[$preset]}" = yes ]
}

# Tests in which the C runtime has a part: text of numbers, files, streams, the ends of threads and of the program.
some_tests=(test_base_real test_error test_live_query test_mock_methods test_mock_mof_files test_os test_value_datetime)

# Builds of a preset the library, the mock, the tool, and these tests.
build_some() {
    logged "build/$1.log" cmake --preset "$1" &&
        logged "build/$1.log" cmake --build --preset "$1" --target wmikit_tool "${some_tests[@]}"
}

# run_tests LEG LABEL PRESET...: builds the presets, and runs those of their tests that have the label.
run_tests() {
    local leg=$1 label=$2 preset line
    shift 2
    for preset in "$@"; do
        build "$preset" || { failed "$leg: $preset does not build"; return; }
    done

    # Not within the time that a test has.
    [[ $* != *windows* ]] || cmake/wine.sh --prepare
    mkdir -p "$results"
    rm -f "$results/$leg".*
    for preset in "$@"; do
        # What there is to run, and what became of it: the two are compared in the end.
        ctest --preset "$preset" -L "$label" --show-only=json-v1 >"$results/$leg.$preset.json"
        ctest --preset "$preset" -L "$label" --no-tests=ignore --output-junit "$results/$leg.$preset.xml" || true
    done

    if line=$(python3 tests/count.py "$leg" "$results/$leg."*.json); then
        passed "$line"
    else
        failed "$line"
    fi
}

run_native_32() {
    run_tests native-32 '^native$' native-x86
    cmake/runs-32-bit.sh || summary[-1]+=" (under qemu-i386: this kernel runs no 32-bit programs)"
}

# Where it cannot be run, the tests are built for native-32 and windows-x64 alone.
run_windows_x86() {
    local reason="no 32-bit Wine" preset=windows-x86
    cmake/runs-32-bit.sh || reason="this kernel runs no 32-bit programs"
    if cmake/wine.sh --runs-32-bit; then
        run_tests $preset '' $preset
    elif say "building $preset" && build_some $preset; then
        passed "$preset: built, with some of the tests; not run: $reason"
    else
        failed "$preset: does not build"
    fi
}

run_windows_ucrt() {
    local preset=windows-ucrt compiler=x86_64-w64-mingw32ucrt-gcc pattern line
    if ! command -v $compiler >/dev/null; then
        summary+=("windows-ucrt: not built: there is no $compiler")
        return
    fi
    say "building $preset"
    if ! build_some $preset; then
        failed "$preset: does not build"
        return
    fi
    cmake/wine.sh --prepare
    mkdir -p "$results"
    pattern="^($(IFS='|' && echo "${some_tests[*]}"))\$"
    ctest --preset $preset -R "$pattern" --show-only=json-v1 >"$results/$preset.json"
    ctest --preset $preset -R "$pattern" --output-junit "$results/$preset.xml" || true
    if line=$(python3 tests/count.py $preset "$results/$preset.json"); then
        passed "$line"
    else
        failed "$line"
    fi
}

# The C sources, each name ended by a NUL. Without git, as in an archive: all but those in build.
list_sources() {
    if [ -e .git ] && git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files -z --cached --others --exclude-standard -- '*.c' '*.h'
    else
        find . -path ./build -prune -o -name '*.[ch]' -type f -print0
    fi
}

# Without those that are deleted, of which git does not know yet.
list_present_sources() {
    local file
    list_sources | while IFS= read -r -d '' file; do
        [ ! -f "$file" ] || printf '%s\0' "$file"
    done
}

# Each major version of clang-format writes some lines in its own way: only with this one is the format checked.
format_version=14

# Prints the clang-format of that version; fails when there is none.
find_clang_format() {
    local candidate
    for candidate in "clang-format-$format_version" clang-format; do
        if "$candidate" --version 2>/dev/null | grep -q "version $format_version\."; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

check_format() {
    local program
    if ! program=$(find_clang_format); then
        summary+=("format: not checked (no clang-format $format_version, as which the sources are written)")
    elif list_present_sources | xargs -0 "$program" --dry-run --Werror; then
        passed "format: clean"
    else
        failed "format: not clean ($program -i cures it)"
    fi
}

run_packages() {
    local line
    mkdir -p "$results"
    say "installing packages, and building programs with them"
    if tests/consumer/run.sh native windows-x64 windows-x86 >"$results/packages.log"; then
        line=passed
    else
        line=failed
        grep -v 'as it should be' "$results/packages.log" || true
    fi
    "$line" "packages: $(tail -n 1 "$results/packages.log")"
}

run_msvc() {
    local line missing
    if ! missing=$(tests/msvc/run.sh --missing); then
        summary+=("msvc: not run: there is no $missing")
        return
    fi
    mkdir -p "$results"
    say "compiling and linking as Microsoft's compiler would"
    if tests/msvc/run.sh >"$results/msvc.log"; then
        line=passed
    else
        line=failed
        grep -v 'as it should be' "$results/msvc.log" || true
    fi
    "$line" "msvc: $(tail -n 1 "$results/msvc.log")"
}

run_lint() {
    local lines line
    lines=$(tests/lint.sh) || failures=1
    while IFS= read -r line; do
        summary+=("$line")
    done <<<"$lines"
}

run_leg() {
    case $1 in
    native) run_tests native '^native$' native-asan native-tsan native-fuzz ;;
    native-32) run_native_32 ;;
    wine-mock) run_tests wine-mock '^wine-mock$' windows-x64 ;;
    wine-live) run_tests wine-live '^wine-live$' windows-x64 ;;
    windows-x86) run_windows_x86 ;;
    windows-ucrt) run_windows_ucrt ;;
    packages) run_packages ;;
    msvc) run_msvc ;;
    format) check_format ;;
    lint) run_lint ;;
    esac
}

if [ "$*" = --coverage ]; then
    cmake/setup.sh coverage
    exec tests/coverage.sh
fi

legs=()
for argument; do
    case $argument in
    native | native-32 | wine-mock | wine-live | windows-x86 | windows-ucrt | packages | msvc | format)
        legs+=("$argument")
        ;;
    --lint) legs+=(lint) ;;
    -h | --help)
        usage
        exit
        ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
done
[ ${#legs[@]} -gt 0 ] || legs=(format native native-32 windows-x86 windows-ucrt wine-mock wine-live packages msvc)

cmake/setup.sh tests
for leg in "${legs[@]}"; do
    run_leg "$leg"
done

echo
printf '%s\n' "${summary[@]}"
exit "$failures"
