#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Runs a Windows program under Wine and gives back its exit code:
#
#   cmake/wine.sh PROGRAM.exe [ARGUMENT...]
#   cmake/wine.sh --which           prints the Wine that it uses; fails when there is none
#   cmake/wine.sh --prepare         only makes ready what any program needs, so that the first is not slow
#   cmake/wine.sh --runs-32-bit     succeeds when that Wine runs 32-bit programs too
#
# It works as any user and without a display. Wine's files (its "prefix") lie in build/wine-prefix, apart from
# the user's own. Any number of these may run at once.
#
# Codes of this script's own: 126, this Wine cannot run the program; 127, there is no such program, or no Wine.
# Of the program's code Wine passes on the low byte, or 1 where that would make a failure look like a success.

set -uo pipefail

# A run of the tests starts hundreds of programs by this script: what bash can do itself, no other process does.
folder=${BASH_SOURCE[0]%/*}
[ "$folder" != "${BASH_SOURCE[0]}" ] || folder=.
root=$(cd "$folder/.." && pwd)
prefix=$root/build/wine-prefix

# Debian's wine64 package puts its program where no PATH leads.
find_wine() {
    wine=/usr/lib/wine/wine64
    [ -x "$wine" ] || wine=$(command -v wine64 || command -v wine)
}

find_wineserver() {
    wineserver=$(dirname "$(readlink -f "$wine")")/wineserver
    [ -x "$wineserver" ] || wineserver=wineserver
}

fail() {
    echo "wmikit: $2" >&2
    exit "$1"
}

# Nothing of the caller's own Wine, display or language gets in.
set_environment() {
    unset "${!WINE@}" DISPLAY WAYLAND_DISPLAY LANGUAGE
    export LC_ALL=C.UTF-8
    export WINEPREFIX=$prefix
    export WINEDEBUG=-all
    # No debugger: with it, a crash now and then came out as exit code 0. No desktop (explorer): a program that
    # starts it leaves it behind with its own stderr, and whoever reads that to the end waits. The rest would
    # ask for downloads (mscoree, mshtml) or write into the user's menus.
    export WINEDLLOVERRIDES='winedbg.exe=d;explorer.exe=d;winemenubuilder.exe=d;mscoree=;mshtml='
}

# --- The prefix and its server --------------------------------------------------------------------------
# What is started here outlives this script: it gets neither our output, which someone may be reading to its
# end, nor our lock (descriptor 9), nor our folder.

in_background() {
    (cd "$prefix" && "$@") </dev/null >/dev/null 2>&1 9>&-
}

make_prefix() {
    echo "wmikit: making a Wine prefix (once, takes 10 to 30 s)" >&2
    # A server of an older prefix may still be alive, and the new folder may even get the number by which
    # the server knew the old one: hence twice.
    [ ! -d "$prefix" ] || in_background "$wineserver" -k
    rm -rf "$prefix"
    mkdir -p "$prefix"
    in_background "$wineserver" -k

    # The server writes the registry when it ends: only then is the prefix complete.
    in_background timeout 300 "$wine" wineboot --init
    in_background timeout 60 "$wineserver" --wait
    [ -s "$prefix/system.reg" ] || fail 127 "$wine could not make a prefix in $prefix"
    touch "$prefix/complete"
}

# A server that stays for a minute after the last program makes a start take 15 ms instead of 400. The first
# program on it starts Wine's services; that had better not be the one whose output someone waits for.
start_server() {
    if in_background "$wineserver" --persistent=60; then
        in_background "$wine" cmd /c exit
    fi
}

# Notes when a program was started here: the server stays for at least a minute from then on.
note_use() {
    echo "$EPOCHSECONDS" >"$prefix/used"
}

server_stays() {
    local used age
    [ -e "$prefix/complete" ] && [ -e "$prefix/used" ] && read -r used <"$prefix/used" || return 1
    age=$((EPOCHSECONDS - used))
    [ "$age" -ge 0 ] && [ "$age" -lt 50 ]
}

prepare() {
    ! server_stays || return 0
    find_wineserver
    mkdir -p "$root/build"
    exec 9>"$prefix.lock"
    flock 9
    [ -e "$prefix/complete" ] || make_prefix
    start_server
    exec 9>&- # the lock is open again
}

# --- The program ----------------------------------------------------------------------------------------

# read_bytes FILE OFFSET COUNT: sets bytes, an array of numbers.
read_bytes() {
    read -r -d '' -a bytes < <(od -An -v -t u1 -j "$2" -N "$3" "$1")
}

# Sets machine to what a program was built for, as its header says: i386, x86_64 or nothing.
find_machine() {
    local program=$1 header bytes
    machine=
    read_bytes "$program" 0 512
    [ "${#bytes[@]}" -ge 64 ] && [ "${bytes[0]} ${bytes[1]}" = '77 90' ] || return 0 # MZ
    header=$((bytes[60] + (bytes[61] << 8) + (bytes[62] << 16) + (bytes[63] << 24)))
    if [ $((header + 6)) -gt "${#bytes[@]}" ]; then
        read_bytes "$program" "$header" 6
        header=0
    fi
    [ $((header + 6)) -le "${#bytes[@]}" ] || return 0
    case $((bytes[header + 4] + (bytes[header + 5] << 8))) in
    332) machine=i386 ;;
    34404) machine=x86_64 ;;
    esac
}

# A Wine without its 32-bit half lets a 32-bit program end at once with exit code 0. So it is tried out, with
# a 32-bit program that every complete prefix has.
runs_32_bit() {
    local shell=$prefix/drive_c/windows/syswow64/cmd.exe
    [ -f "$shell" ] && find_machine "$shell" && [ "$machine" = i386 ] || return 1
    "$wine" "$shell" /c exit 7 </dev/null >/dev/null 2>&1
    [ $? -eq 7 ]
}

refuse_what_cannot_run() {
    local program=$1
    [ -f "$program" ] || fail 127 "there is no program $program"
    find_machine "$program"
    case $machine in
    x86_64) ;;
    i386)
        runs_32_bit || fail 126 "$program is a 32-bit program, and $wine runs only 64-bit ones \
(after an installation of wine32, delete $prefix)"
        ;;
    *) fail 126 "$program is not a Windows program for x86_64 or i386" ;;
    esac
}

run() {
    local code
    note_use
    "$wine" "$@"
    code=$?
    if [ "$code" -eq 53 ]; then
        echo "wmikit: exit code 53: Wine did not find a DLL that $1 needs, or the program chose that code" >&2
    fi
    return "$code"
}

[ $# -gt 0 ] || fail 127 "usage: cmake/wine.sh PROGRAM.exe [ARGUMENT...]"
find_wine || fail 127 "there is no Wine: cmake/setup.sh samples installs it"
if [ "$1" = --which ]; then
    echo "$wine"
    exit
fi

set_environment
prepare
case $1 in
--prepare) ;;
--runs-32-bit)
    runs_32_bit
    ;;
*)
    refuse_what_cannot_run "$1"
    run "$@"
    ;;
esac
