#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
How the comments of the public headers look: those of a struct's fields, or of an enum's values, are all beside them, one
line each and in one column, or all above; and where a function returns more than two codes, each has a line of its own.

    comments.py ROOT

The last line tells how many checks passed and failed, for tests/count.py.
"""
import re
import sys
from pathlib import Path

WIDTH = 120

BLOCK = re.compile(r"^typedef (?:struct|enum) \w+ \{\n(.*?)^\}", re.M | re.S)
RETURN = re.compile(r"^( \* @return .*?)(?=^ \* @|^ \*/|^ \*$)", re.M | re.S)
CODE = r"(?:WBEM_|WBEMESS_|WMI_|DISP_|CO_|RPC_|REGDB_)?[ES]_[A-Z0-9_]+|WMI_(?:OK|END|QUIET|GAP|LOST)"
ROW = re.compile(rf"^ \*(?: @return | {{9}})(?:{CODE})(?: \((?:{CODE})\))?(  +)?(?(1)\S|$)")


def fields(block):
    """What is wrong with the comments in a struct or an enum."""
    beside = [line.index("/**<") for line in block.splitlines() if "/**<" in line]
    if beside and re.search(r"^ +/\*\*(?!<)", block, re.M):
        yield "some comments are beside the fields, others above"
    if any("*/" not in line for line in block.splitlines() if "/**<" in line):
        yield "a comment beside a field has several lines: put all above"
    for run in re.findall(r"(?:^.*/\*\*<.*\n)+", block, re.M):
        if len({line.index("/**<") for line in run.splitlines()}) > 1:
            yield "the comments beside the fields are in several columns: they do not fit, put all above"
    if re.search(r"^ +\w[\w *]*\n +[\w*]", re.sub(r"/\*.*?\*/", "", block, flags=re.S), re.M):
        yield "a declaration is broken in two: put its comment above"


def returns(text):
    """What is wrong with what a comment says of codes."""
    lines = text.splitlines()
    prose = []
    in_row = False
    for line in lines:
        if ROW.match(line):
            in_row = True
        elif not (in_row and line.startswith(" * " + " " * 10)):
            in_row = False
            prose.append(line)
    named = re.findall(rf"\b(?:{CODE})\b", " ".join(prose))
    if len(set(named)) > 2:
        yield f"codes in a sentence, not on a line each: {', '.join(named)}"
    columns = {match.end(1) for match in map(ROW.match, lines) if match and match.group(1)}
    if len(columns) > 1:
        yield "the meanings of the codes are in several columns"


def main(root):
    checked = 0
    wrong = []
    for header in sorted((root / "include").rglob("*.h")):
        text = header.read_text(encoding="utf-8")
        name = header.relative_to(root)
        found = [(match, fields(match.group(1))) for match in BLOCK.finditer(text)]
        found += [(match, returns(match.group(1))) for match in RETURN.finditer(text)]
        for match, faults in found:
            line = text.count("\n", 0, match.start()) + 1
            wrong += [f"{name}:{line}: {fault}" for fault in faults]
        wrong += [f"{name}:{number}: longer than {WIDTH} characters"
                  for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]
        checked += len(found) + 1
    for line in wrong:
        print(line)
    print(f"{checked - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or checked < 100 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
