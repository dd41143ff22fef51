#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Holds together what is said of codes: the public names (include/wmikit/codes.h), the library's table of words
(src/error/error_codes.h) and the declarations for builds off Windows (include/wmikit/com/). And no page, sample or
public header writes a code as a number, except in a program's output with the name after it.

    codes.py ROOT

The last line tells how many checks passed and failed, for tests/count.py.
"""
import re
import sys
from pathlib import Path

NUMBER = r"0x[0-9A-Fa-f]{8}"


def public_names(root):
    """WMI_E_X: its value, and its name in the Windows headers."""
    text = (root / "include/wmikit/codes.h").read_text(encoding="utf-8")
    found = re.findall(rf"^#define (WMI_E_\w+) +\(\(HRESULT\)({NUMBER})u\) /\*\*< (\w+) \*/$", text, re.M)
    assert len(found) == len(re.findall(r"^#define WMI_E_", text, re.M)), "codes.h has a line of another form"
    return {name: (int(value, 16), windows) for name, value, windows in found}


def table(root):
    """The rows of error_codes.h: code, name, text, hint, retry."""
    text = (root / "src/error/error_codes.h").read_text(encoding="utf-8")
    quoted = r'"((?:[^"\\]|\\.)*)"'
    found = re.findall(rf"^    X\((\w+), (\w+), {quoted}, {quoted}, (\w+)\)", text, re.M)
    assert len(found) == len(re.findall(r"^    X\(", text, re.M)), "error_codes.h has a line of another form"
    return found


def windows_values(root):
    """The names that the headers for builds off Windows declare, with their values."""
    values = {}
    for header in ("wbem_codes.h", "codes.h"):
        text = (root / "include/wmikit/com" / header).read_text(encoding="utf-8")
        for name, value in re.findall(r"(\w+)(?: = \(int\)| +\(\(HRESULT\))(0x[0-9A-Fa-f]+)", text):
            values[name] = int(value, 16)
    return values


def check_row(row, public, windows):
    code, name, text, hint, retry = row
    value = public[code][0] if code in public else int(code, 16) if re.fullmatch(NUMBER, code) else None
    if value is None:
        yield f"{name}: {code} is not in codes.h"
        return
    own = re.fullmatch(r"WBEM(?:ESS)?_E_(\w+)", name)
    yield None if not own or code == "WMI_E_" + own.group(1) else f"{name}: its public name is {code}"
    yield None if code not in public or public[code][1] == name else f"{code} is {public[code][1]} in codes.h, {name} here"
    yield None if windows.get(name, value) == value else f"{name} has another value in include/wmikit/com/"
    yield None if text[0].islower() or text.split()[0].isupper() else f"{name}: its text begins with a capital"
    yield None if not text.endswith(".") else f"{name}: its text has a full stop"
    yield None if hint == "" or hint.endswith(".") else f"{name}: its hint is not a sentence"
    yield None if "onnect again" not in hint or retry == "RECONNECT" else f"{name}: connect again, but not RECONNECT"


def check_lists(public, rows, windows):
    values = [public[row[0]][0] if row[0] in public else int(row[0], 16) for row in rows]
    names = {row[1] for row in rows}
    yield None if all(a < b for a, b in zip(values, values[1:])) else "error_codes.h is not in the order of the numbers"
    for name in public:
        yield None if name in {row[0] for row in rows} else f"{name} has no row in error_codes.h"
    for name in windows:
        if name.startswith("WBEM_E_"):
            yield None if name in names else f"{name} has no row in error_codes.h"


def is_code(value, values):
    """HKEY_LOCAL_MACHINE and flags have no facility."""
    return value in values or (value >= 0x80000000 and (value >> 16) & 0x1FFF != 0)


def check_pages(root, values):
    files = [root / "README.md", *(root / "docs").rglob("*.*"), *(root / "samples").rglob("*.[ch]"),
             *(root / "include/wmikit").glob("*.h"), root / "include/wmikit.h"]
    for file in sorted(set(files) - {root / "include/wmikit/codes.h"}):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for code, name in re.findall(rf"(0x8[0-9A-Fa-f]{{7}})\b(?: (\w+))?", line):
                right = not is_code(int(code, 16), values) or values.get(int(code, 16)) == name
                yield None if right else f"{file.relative_to(root)}:{number}: {code} is a code without its name"
        yield None


def main(root):
    public, rows, windows = public_names(root), table(root), windows_values(root)
    found = [result for row in rows for result in check_row(row, public, windows)]
    found += check_lists(public, rows, windows)
    values = {public[row[0]][0] if row[0] in public else int(row[0], 16): row[1] for row in rows}
    found += check_pages(root, values)
    wrong = [line for line in found if line is not None]
    for line in wrong:
        print(line)
    print(f"{len(found) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or len(rows) < 100 or len(windows) < 100 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
