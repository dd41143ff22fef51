#!/usr/bin/env bash
# SPDX-License-Identifier: MIT

set -uo pipefail

usage() {
    cat <<'END'
Installs wmikit as users do, builds a program outside the project with each way to find it, and runs that.

  tests/consumer/run.sh TARGET...     native, windows-x64, windows-x86

Each as a static library and as a shared one, which is unloaded, too. It also sees that the same source gives the same bytes in another folder,
and that the DLLs export what the headers declare. The last line tells how many checks passed and failed.
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/build/consumer
here=$root/tests/consumer
passed=0
failed=0

# check WHAT COMMAND...: one check; what it printed is shown when it fails.
check() {
    local what="$target, $kind: $1" log=$work/log
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "$what: as it should be"
    else
        failed=$((failed + 1))
        echo "$what: FAILED"
        tail -n 30 "$log"
    fi
}

# --- What is done with each target and kind -----------------------------------------------------------------

# install_from SOURCE BUILD PREFIX
install_from() {
    cmake -S "$1" -B "$2" -G Ninja "${options[@]}" -DCMAKE_BUILD_TYPE=Release -DWMIKIT_WERROR="${WMIKIT_WERROR:-OFF}" \
        -DWMIKIT_BUILD_TESTS=OFF -DWMIKIT_BUILD_SAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$3" &&
        cmake --build "$2" && cmake --install "$2"
}

# The program beside the DLLs that it needs, on a path that has nothing else of ours.
run_program() {
    local program
    program=$(find "$1" -maxdepth 1 \( -name consumer -o -name consumer.exe \) -print -quit)
    [ -n "$program" ] || return 1
    find "$prefix/bin" -name '*.dll' -exec cp {} "$1" \; 2>/dev/null
    case $target in
    native) LD_LIBRARY_PATH=$prefix/lib "$program" ;;
    windows-x64) "$root/cmake/wine.sh" "$program" ;;
    windows-x86) [ -z "$runs_32_bit" ] || "$root/cmake/wine.sh" "$program" ;;
    esac
}

by_cmake() {
    local build=$1
    shift
    rm -rf "$build"
    cmake -B "$build" -G Ninja "${options[@]}" "$@" && cmake --build "$build" && run_program "$build"
}

by_pkg_config() {
    local build=$1 flags
    rm -rf "$build" && mkdir -p "$build"
    flags=$(PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig pkg-config --define-prefix --cflags --libs wmikit-mock wmikit) || return 1
    # shellcheck disable=SC2086
    "$compiler" "$here/main.c" -o "$build/consumer$suffix" $flags && run_program "$build"
}

# By hand, as the README has it.
by_hand() {
    local build=$1 define=()
    rm -rf "$build" && mkdir -p "$build"
    [ "$kind" = static ] || define=(-DWMIKIT_SHARED)
    "$compiler" "${define[@]}" "$here/main.c" -o "$build/consumer$suffix" "-I$prefix/include" "-L$prefix/lib" -lwmikit_mock \
        -lwmikit "${system_libraries[@]}" && run_program "$build"
}

# The static library is the one that the tests are linked with.
install_preset() {
    cmake --preset "$target" && cmake --build --preset "$target" --target wmikit wmikit_mock &&
        cmake --install "$root/build/$target" --prefix "$prefix"
}

# All that was installed, but for the texts that name the folder.
digests() {
    (cd "$1" && find . -type f \( -name '*.a' -o -name '*.dll' -o -name '*.so*' \) -exec sha256sum {} + | sort -k 2)
}

is_the_same_elsewhere() {
    local copy=$work/elsewhere/a/longer/path
    rm -rf "$work/elsewhere" && mkdir -p "$copy"
    cp -r "$root"/{include,src,cmake,CMakeLists.txt,toolchain-mingw.cmake,LICENSE,README.md} "$copy" &&
        install_from "$copy" "$work/elsewhere/build" "$work/elsewhere/prefix" || return 1
    [ -n "$(digests "$prefix")" ] && diff <(digests "$prefix") <(digests "$work/elsewhere/prefix")
}

exports_what_the_headers_declare() {
    "$root/tests/checks/exports.py" "$root" "$objdump" "$prefix"/bin/wmikit.dll "$prefix"/bin/wmikit_mock.dll
}

# Its code asks for the stack guard; the library itself has that for Windows.
is_protected() {
    local library
    for library in wmikit wmikit_mock; do
        nm "$prefix/lib/lib$library.a" | grep 'U _*stack_chk_fail' || return 1 # 32-bit Windows has one _ more
    done
}

# A program that loads the library at run time, and unloads it.
is_unloaded() {
    "$compiler" "$here/unload.c" -o "$place/unload" "-I$prefix/include" -DWMIKIT_SHARED -pthread -ldl &&
        "$place/unload" "$prefix/lib/libwmikit.so" "$prefix/lib/libwmikit_mock.so"
}

# The zip for those who have no compiler: the programs in it run, and find their DLLs.
is_packed() {
    local zip place=$work/unpacked
    zip=$("$root/cmake/package.sh" windows-x64-shared) && rm -rf "$place" && python3 -m zipfile -e "$zip" "$place" &&
        ls "$place"/*/include/wmikit.h "$place"/*/lib/{libwmikit.dll.a,wmikit.lib,wmikit.def} && "$root/cmake/wine.sh" "$place"/*/bin/wmikit.exe --version &&
        "$root/cmake/wine.sh" "$place"/*/bin/wmikit-check.exe
}

# The archive of the sources is the same when it is made again, and configures; the files for package managers are JSON,
# Python and CMake.
is_archived() {
    local archive ports=$root/build/packages/ports place=$work/source
    rm -rf "$place"
    archive=$("$root/cmake/package.sh" source) && sleep 1.1 &&
        cmp "$archive" "$("$root/cmake/source_archive.sh" "$place/again")" &&
        (cd "$root/build/packages" && sha256sum --check "${archive##*/}.sha256") &&
        tar -xf "$archive" -C "$place" && cmake -S "$place"/wmikit-* -B "$place/build" -G Ninja -DWMIKIT_BUILD_TESTS=OFF &&
        ! grep -rE '@[A-Z0-9]+@' "$ports" && python3 -m json.tool "$ports/vcpkg/vcpkg.json" &&
        python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$ports/conan/conanfile.py" &&
        cmake -DPORTFILE="$ports/vcpkg/portfile.cmake" -P "$here/portfile.cmake"
}

# 32-bit programs are only built where nothing runs them.
runs_32_bit=
! "$root/cmake/wine.sh" --runs-32-bit || runs_32_bit=yes

# --- Targets ---------------------------------------------------------------------------------------------------

try_kind() {
    local place=$work/$target-$kind
    options=("${target_options[@]}" -DBUILD_SHARED_LIBS="$shared")
    prefix=$place/prefix
    rm -rf "$prefix"
    if [ "$kind" = static ]; then
        check "install" install_preset
        check "stack protector" is_protected
    else
        check "install" install_from "$root" "$place/build" "$prefix"
        [ "$target" = windows-x86 ] || check "the same bytes in another folder" is_the_same_elsewhere
        [ -z "$objdump" ] || check "exports" exports_what_the_headers_declare
    fi
    check "find_package" by_cmake "$place/find_package" -S "$here/find_package" -DCMAKE_PREFIX_PATH="$prefix"
    check "pkg-config" by_pkg_config "$place/pkg_config"
    check "by hand" by_hand "$place/by_hand"
    if [ "$target-$kind" = windows-x64-shared ]; then
        check "zip" is_packed
    fi
    if [ "$target-$kind" = native-shared ]; then
        check "unloading" is_unloaded
        check "source archive" is_archived
    fi
    if [ "$target-$kind" = native-static ]; then
        check "add_subdirectory" by_cmake "$place/add_subdirectory" -S "$here/add_subdirectory"
    fi
}

try_target() {
    target=$1
    target_options=()
    system_libraries=(-pthread)
    compiler=gcc
    objdump=
    suffix=
    case $target in
    native) ;;
    windows-x64) use_mingw x86_64 ;;
    windows-x86) use_mingw i686 ;;
    *)
        usage >&2
        exit 2
        ;;
    esac
    for kind in static shared; do
        [ $kind = shared ] && shared=ON || shared=OFF
        try_kind
    done
}

use_mingw() {
    target_options=(-DCMAKE_TOOLCHAIN_FILE="$root/toolchain-mingw.cmake" -DWMIKIT_MINGW_ARCH="$1")
    system_libraries=(-loleaut32 -lole32 -lwbemuuid)
    compiler=$(command -v "$1-w64-mingw32-gcc-win32" || command -v "$1-w64-mingw32-gcc")
    objdump=$1-w64-mingw32-objdump
    suffix=.exe
}

[ $# -gt 0 ] || { usage >&2; exit 2; }
mkdir -p "$work"
for argument; do
    try_target "$argument"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
