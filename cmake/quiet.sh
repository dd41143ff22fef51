# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# Sourced by the project's scripts: they tell what they do in one line each, on stderr, and keep the
# chatter of the tools in a log that is shown only when something fails.

say() {
    echo "wmikit: $*" >&2
}

die() {
    say "$@"
    exit 1
}

# logged LOG COMMAND...: runs the command with its output in the file LOG, whose end is shown on failure.
logged() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if "$@" >"$log" 2>&1 </dev/null; then
        return 0
    fi
    tail -n 40 "$log" >&2
    say "failed: $*"
    say "the whole log is in $log"
    return 1
}
