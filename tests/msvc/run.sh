#!/usr/bin/env bash
# SPDX-License-Identifier: MIT

set -uo pipefail

usage() {
    cat <<'END'
Compiles as Microsoft's compiler would, by clang with the target x86_64-pc-windows-msvc, links as its linker would, by
lld-link, and runs the results under Wine.

  tests/msvc/run.sh            all of it
  tests/msvc/run.sh --missing  prints the first program that it needs and this system has not; fails when there is one

There is no Windows SDK here: MinGW-w64's headers and import libraries stand in for it, and msvcrt.dll is the C library.
So this shows that the sources, the headers and the import libraries of the zips suit that compiler and that linker, and
not that they suit Microsoft's own headers. The last line tells how many checks passed and failed.
END
}

find_missing() {
    local program
    for program in clang llvm-lib lld-link llvm-dlltool; do
        command -v "$program" >/dev/null || { echo "$program"; return 1; }
    done
}

case ${1:-} in
--missing)
    find_missing
    exit
    ;;
-*)
    usage
    exit
    ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/tests/msvc
work=$root/build/msvc
passed=0
failed=0

# check WHAT COMMAND...: one check; what it printed is shown when it fails.
check() {
    local what=$1 log=$work/log
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

# The tools by the names that tests/msvc/toolchain.cmake knows, and clang as a compiler of this target.
provide_tools() {
    local tool name
    mkdir -p "$work/bin"
    ln -sf "$(command -v clang)" "$work/bin/clang-cl"
    for tool in llvm-lib lld-link; do
        ln -sf "$(command -v $tool)" "$work/bin/$tool"
    done
    for name in clang clang++; do
        cat >"$work/bin/$name-msvc" <<END
#!/bin/sh
exec $name --target=x86_64-pc-windows-msvc -isystem "$here/include" -isystem /usr/x86_64-w64-mingw32/include "\$@"
END
        chmod +x "$work/bin/$name-msvc"
    done
}

headers_compile() {
    "$root/tests/checks/headers.sh" "$root" "$work/bin/clang-msvc" "$work/bin/clang++-msvc" -Wall -Wextra -Wpedantic -Wconversion
}

# Both libraries, as static ones, warnings being errors.
sources_compile() {
    cmake -S "$root" -B "$work/build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" -DCMAKE_BUILD_TYPE=None \
        -DWMIKIT_WERROR=ON -DWMIKIT_BUILD_TESTS=OFF -DWMIKIT_BUILD_SAMPLES=OFF &&
        cmake --build "$work/build"
}

# The zip for Windows, with its DLLs and import libraries.
is_unpacked() {
    local zip place=$work/unpacked
    zip=$("$root/cmake/package.sh" windows-x64-shared) && rm -rf "$place" && python3 -m zipfile -e "$zip" "$place" &&
        mv "$place"/* "$place/package" && ls "$place"/package/lib/{wmikit,wmikit_mock}.{lib,def}
}

# Import libraries have no time stamps.
is_made_anew_alike() {
    sleep 1.1
    llvm-dlltool -m i386:x86-64 -D wmikit.dll -d "$root/src/wmikit.def" -l "$work/anew.lib" &&
        cmp "$work/anew.lib" "$work/unpacked/package/lib/wmikit.lib"
}

# compile SOURCE OBJECT OPTION...
compile() {
    local source=$1 object=$2
    shift 2
    "$work/bin/clang-msvc" -std=c11 -D__USE_MINGW_ANSI_STDIO=0 -Wall -Wextra -Werror "$@" -c "$source" -o "$object"
}

# link_and_run FOLDER LIBRARY...: makes a program of main.obj in the folder.
link_and_run() {
    local folder=$1 libraries
    shift
    libraries=$(dirname "$(x86_64-w64-mingw32-gcc-win32 -print-file-name=libkernel32.a ||
        x86_64-w64-mingw32-gcc -print-file-name=libkernel32.a)")
    lld-link /nologo /nodefaultlib /subsystem:console /entry:mainCRTStartup "/out:$folder/program.exe" \
        "$folder/main.obj" "$folder/start.obj" "$@" "/libpath:$libraries" libole32.a liboleaut32.a libwbemuuid.a \
        libmingwex.a libmingw32.a libmsvcrt.a libkernel32.a libntdll.a && "$root/cmake/wine.sh" "$folder/program.exe"
}

runs_with_static_libraries() {
    local folder=$work/static
    rm -rf "$folder" && mkdir -p "$folder" &&
        compile "$root/tests/consumer/main.c" "$folder/main.obj" -I"$root/include" &&
        compile "$here/start.c" "$folder/start.obj" &&
        link_and_run "$folder" "$work/build/wmikit_mock.lib" "$work/build/wmikit.lib"
}

# What is called at a thread's start and at the program's end is called.
calls_hooks() {
    local folder=$work/hooks
    rm -rf "$folder" && mkdir -p "$folder" && compile "$here/hooks.c" "$folder/main.obj" -I"$root/src" &&
        compile "$here/start.c" "$folder/start.obj" && link_and_run "$folder" | tr -d '\r' >"$folder/output" &&
        diff <(printf 'threads\nunloaded\n') "$folder/output"
}

runs_with_dlls() {
    local folder=$work/shared package=$work/unpacked/package
    rm -rf "$folder" && mkdir -p "$folder" && cp "$package"/bin/*.dll "$folder" &&
        compile "$root/tests/consumer/main.c" "$folder/main.obj" -I"$package/include" -DWMIKIT_SHARED &&
        compile "$here/start.c" "$folder/start.obj" &&
        link_and_run "$folder" "$package/lib/wmikit_mock.lib" "$package/lib/wmikit.lib"
}

if missing=$(find_missing); then
    provide_tools
    check "the public headers compile" headers_compile
    check "the library and the mock compile" sources_compile
    check "a program runs with them" runs_with_static_libraries
    check "threads and the end of the program are told" calls_hooks
    check "the zip has import libraries" is_unpacked
    check "they have the same bytes when they are made again" is_made_anew_alike
    check "a program runs with the DLLs" runs_with_dlls
else
    echo "not run: there is no $missing"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
