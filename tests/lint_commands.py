#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Says how each C source is compiled, for tests/lint.sh:

    lint_commands.py BUILD OUTPUT

BUILD is the folder of the presets, configured already. Writes OUTPUT/native and OUTPUT/windows, each with a
compile_commands.json of its own and `files`, the names of the sources in it, each ended by a NUL. Every source of
src, samples and tests is in one of them once: in `windows` when no preset of this system compiles it, by a command
that clang understands too, without precompiled headers.
"""
import json
import re
import sys
from pathlib import Path

# In the order in which they are asked for a source.
NATIVE = ["native", "native-fuzz"]
WINDOWS = ["windows-x64"]


def read_commands(build, presets):
    """Returns the first command for each source, by its name."""
    commands = {}
    for preset in presets:
        for entry in json.loads((build / preset / "compile_commands.json").read_text(encoding="utf-8")):
            commands.setdefault(entry["file"], entry)
    return commands


def for_clang(command):
    command = re.sub(r" -Winvalid-pch| -include \S*cmake_pch\.h(?=\s)", "", command)
    return re.sub(r"^\S+", "clang --target=x86_64-w64-mingw32", command)


def write(folder, entries):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(entries, indent=1), encoding="utf-8")
    (folder / "files").write_text("".join(entry["file"] + "\0" for entry in entries), encoding="utf-8")


def main():
    build, output = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    ours = tuple(str(build.parent / folder) + "/" for folder in ("src", "samples", "tests"))
    native = {name: entry for name, entry in read_commands(build, NATIVE).items() if name.startswith(ours)}
    windows = [
        {**entry, "command": for_clang(entry["command"])}
        for name, entry in read_commands(build, WINDOWS).items()
        if name.startswith(ours) and name not in native
    ]
    write(output / "native", list(native.values()))
    write(output / "windows", windows)


main()
