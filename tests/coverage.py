#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Reports which lines of the sources ran, for tests/coverage.sh:

    coverage.py FILE.json REASONS.txt

FILE.json is gcovr's, and its names of files hold in the working folder. Prints a table of the files, then each block
of lines that did not run, with the reason that REASONS.txt gives, and the total. Fails when the total is below 95 %,
or when a reason is for nothing. A block ends with its function, or before a line that ran.

In REASONS.txt, a line that begins a block is a place, and indented lines below it give the reason:

    src/file.c: function()
    src/file.c: a line's text
        The reason, for all the places above it.

A function stands for each block in it, a line's text for each block that has a line like it, whatever its indentation.
Empty lines, and those that begin with #, are skipped.
"""
import json
import re
import sys
import textwrap
from pathlib import Path

GOAL = 95


class Block:
    """Lines of one function that follow each other, of which none ran."""

    def __init__(self, path, function, lines):
        self.path, self.function, self.lines = path, function, lines

    def numbers(self):
        first, last = self.lines[0][0], self.lines[-1][0]
        return str(first) if first == last else f"{first}-{last}"

    def is_at(self, path, place):
        return path == self.path and (place == f"{self.function}()" or place in (text for _, text in self.lines))


class File:
    def __init__(self, entry):
        self.path = entry["file"]
        texts = Path(self.path).read_text(encoding="utf-8").splitlines()
        starts = {function["lineno"]: function["name"] for function in entry["functions"]}
        counts = sorted((line["line_number"], line["count"]) for line in entry["lines"] if not line["gcovr/noncode"])
        self.line_count = len(counts)
        self.blocks = []
        function, lines = "", []
        for number, count in [*counts, (sys.maxsize, 1)]:
            if lines and (count or number in starts):
                self.blocks.append(Block(self.path, function, lines))
                lines = []
            function = starts.get(number, function)
            if not count:
                lines.append((number, texts[number - 1].strip()))
        self.covered = self.line_count - sum(len(block.lines) for block in self.blocks)


def percent(covered, lines):
    """Rounded down, so that 100 means all."""
    return 100.0 if covered == lines else int(1000 * covered / lines) / 10


def read_reasons(path):
    """Yields the places of each reason, and its text."""
    places, words = [], []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end: end"]:
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            words.append(line.strip())
            continue
        if words:
            yield places, " ".join(words)
            places, words = [], []
        found = re.fullmatch(r"(\S+): (\S.*)", line)
        if not found:
            sys.exit(f"{path}: not a place: {line}")
        places.append(found.groups())


def give_reasons(blocks, reasons):
    """The reason of each block that has one, and the places that no block is at."""
    given, unused = {}, []
    for places, reason in reasons:
        for place in places:
            at_it = [block for block in blocks if block.is_at(*place)]
            given.update((block, reason) for block in at_it)
            if not at_it:
                unused.append(place)
    return given, unused


def print_table(files):
    width = max(len(file.path) for file in files)
    print(f"{'file':{width}}  lines  covered       %  not reached")
    for file in files:
        missing = textwrap.wrap(", ".join(block.numbers() for block in file.blocks), 60) or [""]
        print(f"{file.path:{width}}  {file.line_count:5}  {file.covered:7}  {percent(file.covered, file.line_count):6.1f}"
              f"  {missing[0]}".rstrip())
        for more in missing[1:]:
            print(f"{'':{width}}  {'':5}  {'':7}  {'':6}  {more}")


def print_block(block, reason):
    print(f"\n{block.path}:{block.numbers()}: {block.function}()")
    for _, text in block.lines:
        print(f"    | {text}")
    print(textwrap.fill(reason, 110, initial_indent="    ", subsequent_indent="    "))


def main(report, reasons):
    files = [File(entry) for entry in json.loads(Path(report).read_text(encoding="utf-8"))["files"] if entry["lines"]]
    files = sorted((file for file in files if file.line_count), key=lambda file: file.path)
    blocks = [block for file in files for block in file.blocks]
    given, unused = give_reasons(blocks, read_reasons(Path(reasons)))

    print_table(files)
    for block in blocks:
        print_block(block, given.get(block, "NO REASON GIVEN"))

    lines = sum(file.line_count for file in files)
    covered = sum(file.covered for file in files)
    print(f"\n{len(blocks)} blocks are not reached, {len(blocks) - len(given)} of them without a reason")
    for path, place in unused:
        print(f"{reasons}: what has a reason here is reached, or is not there: {path}: {place}")
    print(f"coverage: {percent(covered, lines):.1f} % of {lines} lines in {len(files)} files (wanted: {GOAL} %)")
    return 1 if unused or percent(covered, lines) < GOAL else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
