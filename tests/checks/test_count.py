#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
count.py reads what each version of cmocka and ctest writes.

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import contextlib
import io
import json
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

sys.dont_write_bytecode = True  # the sources may be read-only
sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "samples")]
# pylint: disable=wrong-import-position
import count
from tool_runner import check, equal, run_checks

# The lines of a group, as each version prints them.
CMOCKA_1_1_5 = ("[==========] Running {cases} test(s).", "[==========] {cases} test(s) run.")
CMOCKA_1_1_7 = ("[==========] GROUP: Running {cases} test(s).", "[==========] GROUP: {cases} test(s) run.")
VERSIONS = (CMOCKA_1_1_5, CMOCKA_1_1_7)
RESULTS = {"p": "[       OK ]", "f": "[  FAILED  ]", "s": "[  SKIPPED ]"}


def group(version, results, cases=None, newline="\n"):
    """What a group of cases prints, one letter each; with fewer results than cases, it crashed."""
    begin, end = (line.format(cases=cases or len(results)) for line in version)
    lines = [begin]
    for number, result in enumerate(results):
        lines += [f"[ RUN      ] case_{number}", f"{RESULTS[result]} case_{number}"]
    if cases is None:
        lines += [end, f"[  PASSED  ] {results.count('p')} test(s)."]
        for letter in "sf":
            if letter in results:
                lines += [f"{RESULTS[letter]} {results.count(letter)} test(s), listed below:", f"{RESULTS[letter]} case_0"]
    return newline.join(lines) + newline


def summary(tests):
    """The line and the exit code for tests, each a label, a status of ctest's JUnit, and an output; None did not run."""
    listed = {"tests": [{"name": f"test_{number}", "properties": [{"name": "LABELS", "value": [label]}]}
                        for number, (label, _, _) in enumerate(tests)]}
    cases = [f"<testcase name={quoteattr(f'test_{number}')} status={quoteattr(status)}>"
             + ('<skipped message="SKIP_RETURN_CODE=77"/>' if status == "notrun" else "")
             + ("<failure message=''/>" if status == "fail" else "")
             + f"<system-out>{escape(output)}</system-out></testcase>"
             for number, (_, status, output) in enumerate(tests) if status is not None]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "leg.json")
        path.write_text(json.dumps(listed), encoding="utf-8")
        path.with_suffix(".xml").write_text(f"<testsuite>{''.join(cases)}</testsuite>", encoding="utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = count.main("leg", [str(path)])
    return printed.getvalue().strip(), code


@check
def cases_are_counted():
    for version in VERSIONS:
        equal(summary([("cmocka", "run", group(version, "ppp"))]), ("leg: 3 passed, 0 failed", 0), version)
        equal(summary([("cmocka", "run", group(version, "pps", newline="\r\n"))]),
              ("leg: 2 passed, 0 failed, 1 skipped", 0), version)
        equal(summary([("cmocka", "fail", group(version, "pfp"))]), ("leg: 2 passed, 1 failed", 1), version)


@check
def groups_are_added():
    for version in VERSIONS:
        output = group(version, "pp") + group(version, "psf")
        equal(summary([("cmocka", "fail", output)]), ("leg: 3 passed, 1 failed, 1 skipped", 1), version)


@check
def a_crash_counts_the_cases_that_it_took_away():
    for version in VERSIONS:
        equal(summary([("cmocka", "fail", group(version, "pp", cases=5))]), ("leg: 2 passed, 3 failed", 1), version)


@check
def a_program_that_says_nothing_failed():
    equal(summary([("cmocka", "run", "")]), ("leg: 0 passed, 1 failed", 1))
    equal(summary([("counted", "run", "hello")]), ("leg: 0 passed, 1 failed", 1))
    equal(summary([("native", None, "")]), ("leg: 0 passed, 1 failed", 1))


@check
def a_failure_without_a_failed_case_counts():
    for version in VERSIONS:
        equal(summary([("cmocka", "fail", group(version, "pp"))]), ("leg: 2 passed, 1 failed", 1), version)


@check
def what_is_counted_by_itself_is_taken_over():
    equal(summary([("counted", "run", "ok a\n7 passed, 0 failed, 2 skipped\n")]), ("leg: 7 passed, 0 failed, 2 skipped", 0))
    equal(summary([("native", "run", ""), ("native", "notrun", "")]), ("leg: 1 passed, 0 failed, 1 skipped", 0))


if __name__ == "__main__":
    sys.exit(run_checks())
