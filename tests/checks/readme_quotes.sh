#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The C and C++ code in README.md and docs/*.md is quoted: each block stands, line by line, in a file that is compiled, and one
# that begins with a licence is the whole of that file.   usage: readme_quotes.sh ROOT
# The last line tells how many checks passed and failed, for tests/count.py.
set -euo pipefail

root=$1
passed=0
failed=0

# Whether a block, without its last newline, is in one of the files.
is_quoted() {
    local block=$1 file text
    for file in "$root"/samples/*.c "$root"/docs/examples/*.{c,cpp}; do
        text=$(<"$file")
        if [[ $block == '/* SPDX-'* ]]; then
            [[ $text != "$block" ]] || return 0
        elif [[ $'\n'$text$'\n' == *$'\n'"$block"$'\n'* ]]; then
            return 0
        fi
    done
    return 1
}

check_page() {
    local page=$1 line block='' inside=
    while IFS= read -r line || [ -n "$line" ]; do
        if [ "$line" = '```c' ] || [ "$line" = '```cpp' ]; then
            inside=yes block=''
        elif [ "$line" = '```' ] && [ -n "$inside" ]; then
            inside=
            if is_quoted "${block%$'\n'}"; then
                passed=$((passed + 1))
            else
                failed=$((failed + 1))
                printf '%s: this is in no file that is compiled:\n%s\n' "${page#"$root/"}" "$block"
            fi
        elif [ -n "$inside" ]; then
            block+=$line$'\n'
        fi
    done <"$page"
}

for page in "$root"/README.md "$root"/docs/*.md; do
    check_page "$page"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
