#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The README quotes whole files; each has to be what it quotes.   usage: readme_quotes.sh README FILE...
set -euo pipefail

readme=$(<"$1")
shift
for file in "$@"; do
    [[ $readme == *'```c'$'\n'"$(<"$file")"$'\n''```'* ]] || { echo "the README's copy of $file is out of date"; exit 1; }
done
echo "$# quotation(s) agree"
