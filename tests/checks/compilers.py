#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Words that only some compilers know are in src/os/compiler.h and src/os/atomic.h alone, or in files that only one of them
compiles.

    compilers.py ROOT

The last line tells how many files passed and failed, for tests/count.py.
"""
import re
import sys
from pathlib import Path

WORDS = re.compile(r"\b(__attribute__|__builtin_\w+|__typeof__|typeof|__extension__|__declspec|__pragma|__GNUC__|_MSC_VER|"
                   r"__clang__|__MINGW\w+|__int64|stdatomic\.h|max_align_t|ssize_t|__VA_OPT__)\b")
# For gcc and clang off Windows, or for MinGW-w64; and WMI_API, which stands before every public function.
EXCEPTIONS = ("src/os/compiler.h", "src/os/atomic.h", "src/os/posix.c", "src/os/stack_guard.c", "src/off_windows/",
              "include/wmikit/com/", "include/wmikit/base.h", "samples/wmikit/console_posix.c")
COMMENTS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)


def blank(match):
    """A comment or a text leaves its lines."""
    return "\n" * match.group().count("\n")


def main():
    root = Path(sys.argv[1])
    passed = failed = 0
    for path in sorted(path for folder in ("include", "src", "samples") for path in (root / folder).rglob("*.[ch]")):
        name = path.relative_to(root).as_posix()
        if name.startswith(EXCEPTIONS):
            continue
        code = COMMENTS.sub(blank, path.read_text(encoding="utf-8"))
        found = [(code.count("\n", 0, match.start()) + 1, match.group()) for match in WORDS.finditer(code)]
        for line, word in found:
            print(f"{name}:{line}: {word} is not standard C: put it into src/os/compiler.h")
        passed += not found
        failed += bool(found)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
