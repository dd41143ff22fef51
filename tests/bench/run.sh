#!/usr/bin/env bash
# SPDX-License-Identifier: MIT

set -euo pipefail

usage() {
    cat <<'END'
Measures what wmikit costs, side by side with raw COM: natively against the mock, and under Wine.

  tests/bench/run.sh                  all, in five minutes once the programs are built
  tests/bench/run.sh --quick          the same with little to do: only to see that it works
  tests/bench/run.sh --rounds N       medians of so many rounds instead of 15
  tests/bench/run.sh --readme         writes the table into tests/bench/README.md, too

Prints the table, and writes it into build/bench/results.md and results.json. Nothing here passes or fails by a
time. What is missing is installed first; without valgrind there are no instructions in the table.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

build() { # PRESET TARGET
    say "building $1"
    logged "build/$1.log" cmake --preset "$1"
    logged "build/$1.log" cmake --build --preset "$1" --target "$2"
}

case ${1:-} in
-h | --help)
    usage
    exit
    ;;
esac

cmake/setup.sh tests
cmake/setup.sh bench || say "valgrind is missing: no instructions are counted"
build native-release benches
build windows-x64-release benches
build windows-x64-shared wmikit
cmake/wine.sh --prepare
exec python3 tests/bench/measure.py "$@"
