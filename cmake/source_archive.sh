#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
#   source_archive.sh FOLDER
#
# Makes what a release of the sources is: FOLDER/wmikit-VERSION.tar.gz, FOLDER/wmikit-VERSION.tar.gz.sha256, and in
# FOLDER/ports the files for package managers (cmake/ports) with the checksums filled in. The same sources give the same
# bytes. Prints the name of the archive. `cmake/package.sh source` calls it.
#
# WMIKIT_RELEASE_ADDRESS is the address of the folder from which the archive will be downloaded.

set -euo pipefail

mkdir -p "$1"
folder=$(cd "$1" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

version=$(sed -n 's/^#define WMIKIT_VERSION  *"\(.*\)".*/\1/p' include/wmikit/base.h)
archive=$folder/wmikit-$version.tar.gz
address=${WMIKIT_RELEASE_ADDRESS:-https://wmikit.example/releases}

# What git knows; without git, as in an archive, all that is there. Each name is ended by a NUL.
list_files() {
    if [ -e .git ] && git rev-parse --git-dir >/dev/null 2>&1; then
        git ls-files -z
    else
        find . -path ./build -prune -o -type f -printf '%P\0'
    fi
}

# Those that are deleted, of which git does not know yet, are left out.
list_present_files() {
    local file
    list_files | while IFS= read -r -d '' file; do
        [ ! -f "$file" ] || printf '%s\0' "$file"
    done
}

# Neither the time, the owner nor the order of the files makes a difference.
list_present_files | LC_ALL=C sort -z |
    tar --create --format=ustar --no-recursion --mtime=@315532800 --owner=0 --group=0 --numeric-owner \
        --mode=u=rwX,go=rX --transform="s,^,wmikit-$version/," --null --files-from=- | gzip -n -9 >"$archive"
(cd "$folder" && sha256sum "${archive##*/}" >"${archive##*/}.sha256")

sha256=$(sha256sum <"$archive" | cut -d ' ' -f 1)
sha512=$(sha512sum <"$archive" | cut -d ' ' -f 1)
for template in cmake/ports/*/*.in; do
    port=$folder/${template#cmake/}
    mkdir -p "$(dirname "$port")"
    sed "s,@VERSION@,$version,g; s,@ADDRESS@,$address,g; s,@SHA256@,$sha256,g; s,@SHA512@,$sha512,g" "$template" >"${port%.in}"
done
echo "$archive"
