#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Makes sure that what wmikit is built and tested with is there, and installs what is missing.
#
#   cmake/setup.sh samples     to cross-compile, and to run the result: CMake, Ninja, MinGW-w64, Wine
#   cmake/setup.sh tests       all that the tests need besides, and cmocka's source for MinGW-w64
#   cmake/setup.sh lint        and what reads the sources for mistakes: tests/lint.sh
#   cmake/setup.sh bench       what tests/bench/run.sh needs besides
#   cmake/setup.sh coverage    all that tests/coverage.sh needs besides
#
# Nothing missing: no output, no package manager, no network. What is missing is installed on Debian and
# its relatives; elsewhere its names are printed.
#
# WMIKIT_CMOCKA_SOURCE names a folder with cmocka's source, for those who want to bring their own.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build
cmocka_source=$build/cmocka

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

# --- What is needed -------------------------------------------------------------------------------------
# A line is a Debian package and the command that succeeds when what it brings is there, however it came.

sample_needs='
cmake                       has_cmake
ninja-build                 command -v ninja
gcc-mingw-w64-x86-64-win32  has_mingw x86_64
wine64                      has_wine
'

test_needs='
gcc-mingw-w64-i686-win32    has_mingw i686
gcc                         command -v gcc
g++                         command -v g++
libc6-dev                   has_header stdio.h
libcmocka-dev               has_header cmocka.h
doxygen                     command -v doxygen
python3                     command -v python3
xz-utils                    command -v xz
clang-format                command -v clang-format
pkgconf                     command -v pkg-config
clang                       command -v clang
libclang-rt-dev             has_fuzzer
lld                         command -v lld-link
llvm                        command -v llvm-dlltool && command -v llvm-lib
python3-yaml                has_yaml
'

lint_needs='
clang-tidy                  command -v clang-tidy
cppcheck                    command -v cppcheck
shellcheck                  command -v shellcheck
pyflakes3                   command -v pyflakes3
'

bench_needs='
valgrind                    command -v valgrind
'

# By the version of gcc: the packages without one shut out all cross compilers.
print_x86_needs() {
    local version
    version=$(gcc -dumpversion)
    echo "gcc-$version-multilib  compiles_32_bit gcc c"
    echo "g++-$version-multilib  compiles_32_bit g++ c++"
}

# Whether it is needed is known when there are 32-bit programs.
emulator_needs='
qemu-user                   has_emulator
'

# Not every Debian has it (13 has, 12 has not), and the tests do without it.
ucrt_needs='
gcc-mingw-w64-ucrt64        command -v x86_64-w64-mingw32ucrt-gcc
'

coverage_needs='
gcovr                       command -v gcovr
'

has_cmake() {
    local version
    version=$(cmake --version | awk 'NR == 1 { print $3 }')
    # 3.25 is the first version that reads CMakePresets.json as it is written.
    printf '%s\n' 3.25 "$version" | sort --version-sort --check
}

has_mingw() {
    command -v "$1-w64-mingw32-gcc-win32" || command -v "$1-w64-mingw32-gcc"
}

has_wine() {
    "$root/cmake/wine.sh" --which
}

has_header() {
    echo "#include <$1>" | gcc -E -include stdarg.h -include stddef.h -include setjmp.h -include stdint.h -
}

has_fuzzer() {
    echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' | clang -fsanitize=fuzzer -x c - -o /dev/null
}

# Any Python's, or that of the system's own.
has_yaml() {
    python3 -c 'import yaml' || /usr/bin/python3 -c 'import yaml'
}

compiles_32_bit() { # COMPILER LANGUAGE
    printf '#include <stdlib.h>\nint main(void) { return 0; }\n' |
        "$1" -m32 -idirafter /usr/include/x86_64-linux-gnu -x "$2" - -o /dev/null
}

has_emulator() {
    "$root/cmake/runs-32-bit.sh" || command -v qemu-i386
}

# Prints those packages of a list of needs whose command fails.
missing_packages() {
    local package probe
    while read -r package probe; do
        if [ -n "$package" ] && ! eval "$probe" >/dev/null 2>&1 </dev/null; then
            echo "$package"
        fi
    done <<<"$1"
}

# --- Installing packages --------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Waits while another apt is at work, asks nothing, and takes only what is really needed.
apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# The package lists are fetched only when it does not work without: they are missing, or out of date.
apt_install() {
    apt_get install --yes --no-install-recommends "$@" ||
        { apt_get update && apt_get install --yes --no-install-recommends "$@"; }
}

refuse_without_apt() {
    say "these are missing, by their names in Debian: $*"
    die "this system has no apt-get: please install them in its own way, then try again"
}

refuse_without_root() {
    say "these packages are missing: $*"
    say "please install them as root, then try again:"
    die "  apt-get update && apt-get install --no-install-recommends $*"
}

# Installs those of which the system's archives have the packages, and no others.
install_packages_if_offered() {
    local missing
    missing=$(missing_packages "$1" | xargs)
    # shellcheck disable=SC2086 # the names are to be split
    [ -z "$missing" ] || ! apt-cache show $missing >/dev/null 2>&1 || install_packages "$1"
}

install_packages() {
    local needs=$1 missing
    missing=$(missing_packages "$needs" | xargs)
    [ -n "$missing" ] || return 0

    command -v apt-get >/dev/null || refuse_without_apt "$missing"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || refuse_without_root "$missing"

    say "installing $missing (once, takes a few minutes)"
    # shellcheck disable=SC2086 # the names are to be split
    logged "$build/setup.log" apt_install $missing

    missing=$(missing_packages "$needs" | xargs)
    [ -z "$missing" ] || die "installed, but still not usable or too old: $missing"
}

# --- cmocka's source, for MinGW-w64 ---------------------------------------------------------------------
# Debian has no cmocka for MinGW-w64, but it has the source of its own. It is fetched by apt, which checks
# the signatures, with a configuration of our own: the system's list of sources stays as it is. Of the package only
# the tarball is needed: a mirror may not have the rest.

# A clone shares the download with the others of this user.
cache_folder() {
    if [ -n "${XDG_CACHE_HOME:-}" ]; then
        echo "$XDG_CACHE_HOME/wmikit"
    elif [ -n "${HOME:-}" ] && [ -w "$HOME" ]; then
        echo "$HOME/.cache/wmikit"
    else
        echo "$build/cache"
    fi
}

is_cmocka_source() {
    [ -f "$1/src/cmocka.c" ] && [ -f "$1/include/cmocka.h" ]
}

# Where the system gets libcmocka-dev from: the source lies beside it.
archives_with_cmocka() {
    apt-cache madison libcmocka-dev | awk -F ' *[|] *' '$3 ~ / Packages$/ { split($3, word, " "); print word[1] }'
}

# Keeps the records that name one of the archives, a list of addresses; a slash at their end is no difference.
# shellcheck disable=SC2016 # these are awk's own variables
of_archives='
    function bare(address) { sub(/\/+$/, "", address); return address }
    BEGIN { for (i = split(archives, list); i > 0; i--) wanted[bare(list[i])] }
    { for (i = 1; i <= NF; i++) if (bare($i) in wanted) { print; next } }'

# Writes a copy of the system's entries for these archives that asks for source packages instead. A record
# is a line in a .list file, and a stanza in a .sources file.
write_source_entries() {
    local archives=$1 folder=$2 file list parts
    eval "$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d)"

    for file in "$list" "$parts"*.list; do
        [ ! -f "$file" ] || awk -v archives="$archives" "$of_archives" "$file"
    done | sed -E 's/^[[:space:]]*deb(-src)?[[:space:]]/deb-src /' >"$folder/copy.list"

    for file in "$parts"*.sources; do
        [ ! -f "$file" ] || awk -v RS= -v ORS='\n\n' -v archives="$archives" "$of_archives" "$file"
    done | sed -E 's/^Types:.*/Types: deb-src/I' >"$folder/copy.sources"
}

# Downloads the source package into a folder that holds all that this apt reads and writes. Needs no root.
download_cmocka() (
    options=(
        -o "Dir::Etc::sourcelist=/dev/null"
        -o "Dir::Etc::sourceparts=$1/sources"
        -o "Dir::State::lists=$1/lists"
        -o "Dir::Cache=$1/cache"
        -o "APT::Sandbox::User=root"
    )
    cd "$1" && apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only --tar-only cmocka
)

fetch_cmocka() {
    local tarball=$1 archives folder
    command -v apt-get >/dev/null ||
        die "cmocka's source is missing: unpack it somewhere, and name the folder in WMIKIT_CMOCKA_SOURCE"

    say "fetching cmocka's source (once)"
    archives=$(archives_with_cmocka)
    if [ -z "$archives" ]; then
        logged "$build/setup.log" apt_get update
        archives=$(archives_with_cmocka)
    fi

    folder=$build/apt
    rm -rf "$folder"
    mkdir -p "$folder/sources" "$folder/lists/partial" "$folder/cache/archives/partial" "$(dirname "$tarball")"
    write_source_entries "$archives" "$folder/sources"
    logged "$build/setup.log" download_cmocka "$folder"
    mv "$folder"/cmocka_*.orig.tar.?z "$tarball"
    rm -rf "$folder"
}

unpack_cmocka() {
    local tarball=$1
    rm -rf "$cmocka_source.part"
    mkdir -p "$cmocka_source.part"
    tar -xf "$tarball" -C "$cmocka_source.part" --strip-components=1 2>/dev/null || return 1
    rm -rf "$cmocka_source"
    mv "$cmocka_source.part" "$cmocka_source"
}

provide_cmocka_source() {
    local tarball
    if [ -n "${WMIKIT_CMOCKA_SOURCE:-}" ]; then
        is_cmocka_source "$WMIKIT_CMOCKA_SOURCE" ||
            die "WMIKIT_CMOCKA_SOURCE=$WMIKIT_CMOCKA_SOURCE has no src/cmocka.c and include/cmocka.h"
        return 0
    fi
    ! is_cmocka_source "$cmocka_source" || return 0

    tarball=$(cache_folder)/cmocka.orig.tar.xz
    if [ ! -f "$tarball" ] || ! unpack_cmocka "$tarball"; then
        fetch_cmocka "$tarball"
        unpack_cmocka "$tarball"
    fi
}

# --------------------------------------------------------------------------------------------------------

mkdir -p "$build"
case ${1:-} in
samples)
    install_packages "$sample_needs"
    ;;
tests)
    install_packages "$sample_needs$test_needs"
    install_packages "$(print_x86_needs)"
    install_packages "$emulator_needs"
    install_packages_if_offered "$ucrt_needs"
    provide_cmocka_source
    ;;
lint)
    install_packages "$sample_needs$test_needs$lint_needs"
    provide_cmocka_source
    ;;
coverage)
    install_packages "$sample_needs$test_needs$coverage_needs"
    provide_cmocka_source
    ;;
bench)
    install_packages "$bench_needs"
    ;;
*)
    say "usage: cmake/setup.sh samples|tests|lint|coverage|bench"
    exit 2
    ;;
esac
