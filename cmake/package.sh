#!/usr/bin/env bash
# SPDX-License-Identifier: MIT

set -euo pipefail

usage() {
    cat <<'END'
Makes zips of what is installed: the library, the mock, the headers, the documents, the command-line tool
and, for Windows, wmikit-check; and an archive of the sources, with its checksum and files for package managers.

  cmake/package.sh              one for each target, static and shared, and the archive
  cmake/package.sh PRESET...    only these, such as windows-x64-shared or native-release
  cmake/package.sh source       only the archive; see cmake/ports/README.md

They are put into build/packages. What is missing to make them is installed first. The zips with DLLs for Windows have
import libraries for MinGW-w64 (libwmikit.dll.a) and for Microsoft's linker (wmikit.lib), and the .def files.
END
}

case ${1:-} in
-*)
    usage
    exit
    ;;
esac

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# shellcheck source=cmake/quiet.sh
. "$root/cmake/quiet.sh"

presets=("$@")
[ $# -gt 0 ] || for target in native windows-x64 windows-x86; do
    presets+=("$target-release" "$target-shared")
done
[ $# -gt 0 ] || presets+=(source)

[ "${presets[*]}" = source ] || cmake/setup.sh tests
for preset in "${presets[@]}"; do
    if [ "$preset" = source ]; then
        cmake/source_archive.sh build/packages
        continue
    fi
    say "packing $preset"
    # In a folder of its own, since the preset's may be in use with its tests.
    folder=build/package/$preset
    logged "$folder.log" cmake --preset "$preset" -B "$folder" -DWMIKIT_BUILD_TESTS=OFF
    logged "$folder.log" cmake --build "$folder" --target package
    sed -n 's/^CPack: - package: \(.*\) generated\.$/\1/p' "$folder.log"
done
