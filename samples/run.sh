#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Builds the command-line tool for 64-bit Windows and runs it under Wine, with the arguments given:
#
#   samples/run.sh
#   samples/run.sh query "SELECT Name, ProcessId FROM Win32_Process"
#   samples/run.sh --help
#
# Without arguments it shows this computer's operating system, as WMI sees it. What is missing to build and
# to run it is installed first. Only the tool writes to the standard output; its exit code is passed on.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$root/build/windows-x64
log=$root/build/samples.log

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

configure() {
    [ ! -f "$folder/build.ninja" ] || return 0
    say "building the library and the tool (once)"
    # Without the tests, which need more to be installed. tests/run.sh turns them on.
    (cd "$root" && logged "$log" cmake --preset windows-x64 -DWMIKIT_BUILD_TESTS=OFF)
}

build() {
    logged "$log" cmake --build "$folder" --target wmikit_tool
}

"$root/cmake/setup.sh" samples
configure
build

if [ $# -eq 0 ]; then
    set -- query --format list "SELECT Caption, Version, OSArchitecture, LastBootUpTime FROM Win32_OperatingSystem"
fi
exec "$root/cmake/wine.sh" "$folder/samples/wmikit.exe" "$@"
