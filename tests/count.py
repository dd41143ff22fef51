#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Counts the tests of one leg, for tests/run.sh:

    count.py LEG FILE.json...

Each FILE.json is ctest's list of the tests there are, and FILE.xml beside it tells what became of them. Prints
the leg's summary line; fails when a test failed.

A test that carries the label "cmocka" is a program of many cases. Those that it says it has are counted, and
each of them that it did not report as passed or skipped has failed: so a crash counts all the cases that it
took away. One that carries the label "counted" tells in its last line how many of its cases passed and failed.
A program that does not say what it ran, or fails without a failed case, counts as one failure, and so does
any test that did not run.
"""
import json
import re
import sys
import xml.etree.ElementTree
from collections import Counter
from pathlib import Path


def listed_tests(path):
    """Yields the name and the labels of each test."""
    for test in json.loads(path.read_text(encoding="utf-8"))["tests"]:
        properties = {entry["name"]: entry["value"] for entry in test["properties"]}
        yield test["name"], properties.get("LABELS", [])


def reports(path):
    """The report of each test that ctest ran, by its name."""
    if not path.exists():
        return {}
    return {case.get("name"): case for case in xml.etree.ElementTree.parse(path).iter("testcase")}


def is_skipped(report):
    """Whether the test itself asked to be skipped: ctest says "skipped" of a program that is missing, too."""
    skipped = report.find("skipped")
    return skipped is not None and skipped.get("message", "").startswith("SKIP_")


def count_cmocka(output):
    """The cases of a cmocka program, which runs them in one group or in several."""
    count = Counter()
    # cmocka 1.1.7 names the group: "[==========] queries: Running 8 test(s)."
    _, *groups = re.split(r"\[=+\] (?:[^\r\n]*: )?Running (\d+) test", output)
    for cases, text in zip(groups[::2], groups[1::2]):
        lines, _, _ = text.partition("test(s) run.")  # a list of the skipped and the failed follows
        passed, skipped = lines.count("[       OK ]"), lines.count("[  SKIPPED ]")
        count += Counter(passed=passed, skipped=skipped, failed=max(int(cases) - passed - skipped, 0))
    return count


def count_told(output):
    """The cases of a program that counts them itself."""
    last_line = output.strip().rpartition("\n")[2]
    return Counter({what: int(number) for number, what in re.findall(r"(\d+) (passed|failed|skipped)", last_line)})


def count_test(report, labels):
    if report is None:
        return Counter(failed=1)
    if is_skipped(report):
        return Counter(skipped=1)
    success = report.get("status") == "run"
    output = report.findtext("system-out", "")
    if "cmocka" in labels:
        count = count_cmocka(output)
    elif "counted" in labels:
        count = count_told(output)
    else:
        count = Counter(passed=int(success))
    if count.total() == 0 or (not success and count["failed"] == 0):
        count["failed"] += 1
    return count


def main(leg, files):
    count = Counter()
    for path in map(Path, files):
        found = reports(path.with_suffix(".xml"))
        for name, labels in listed_tests(path):
            count += count_test(found.get(name), labels)

    if not count:
        print(f"{leg}: nothing to build yet")
        return 0
    skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
    print(f"{leg}: {count['passed']} passed, {count['failed']} failed{skipped}")
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
