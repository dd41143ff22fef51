#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs wmikit-check and reads what it prints.

Usage: check_output.py --mock|--live [LAUNCHER] PROGRAM

--mock: built with tests/samples/check_world.c; --live: as it is, of the system's WMI. Prints `ok NAME` or
`FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import functools
import os
import re
import sys

from tool_runner import check, equal, expect, run_checks, run_program

command = []


@functools.cache
def run(*arguments, **environment):
    result = run_program([*command, *arguments], env={**os.environ, **environment})
    result.lines = result.text.replace("\r", "").splitlines()
    return result


def differences(result):
    return {line.removeprefix("DIFFERS: ") for line in result.lines if line.startswith("DIFFERS: ")}


def counts(result):
    return [int(number) for number in re.findall(r"\d+", result.lines[-1])]


def tells_the_system():
    lines = run().lines
    expect(lines[0].startswith("wmikit-check "), lines[0])
    expect(re.match(r"system: .*, version \d+\.\d+.*; this program has (32|64) bits$", lines[1]), lines[1])


def tells_its_version():
    result = run("--version")
    equal((result.code, len(result.lines)), (0, 1))
    expect(result.lines[0].startswith("wmikit-check "), result.lines)


def tells_its_usage():
    result = run("--help")
    equal((result.code, result.err), (0, ""))
    expect(result.lines[0].startswith("usage: wmikit-check"), result.lines)
    for arguments in (("--nothing",), ("--all", "--all"), ("",)):
        result = run(*arguments)
        equal((result.code, result.lines), (2, []))
        expect(result.err.startswith("usage: wmikit-check"), result.err)


def tells_each_question_before_it_asks():
    result = run("--all")
    asked = [line.removeprefix("asking: ") for line in result.lines if line.startswith("asking: ")]
    expect(len(asked) >= 150 and len(set(asked)) == len(asked), len(asked), "questions")
    equal(sum(counts(result)), len(asked), "the sum of the last line")


def the_mock_answers_as_windows():
    result = run()
    equal(differences(result), set())
    equal((result.code, result.err), (0, ""))


def a_difference_is_told():
    result = run(WMIKIT_CHECK_WRONG="1")
    equal(result.code, 1)
    at = result.lines.index("DIFFERS: namespace: cimv2 from root")
    expect(result.lines[at + 1].startswith("    source: learn.microsoft.com/"), result.lines[at + 1])
    equal(result.lines[at + 2:at + 4],
          ["    expected: 0x00000000 S_OK", "    found: 0x80041003 WBEM_E_ACCESS_DENIED"])
    equal(counts(result)[1], len(differences(result)), "how many differ")


def wine_differs_as_it_is_known_to():
    result = run()
    equal((result.code, differences(result)), (0, set()))
    expect(any(line.startswith("known of Wine: object: class: ") for line in result.lines), result.lines[:9])
    expect("as Wine tells" in result.lines[1], result.lines[1])
    equal(counts(result)[2] + counts(result)[3],
          sum(line.startswith("known of Wine: ") for line in result.lines), "the known ones of the last line")


EITHER = (tells_the_system, tells_its_version, tells_its_usage, tells_each_question_before_it_asks)
OF = {"--mock": (the_mock_answers_as_windows, a_difference_is_told), "--live": (wine_differs_as_it_is_known_to,)}


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in OF:
        sys.exit("usage: check_output.py --mock|--live [LAUNCHER] PROGRAM")
    command[:] = [os.path.abspath(path) for path in sys.argv[2:]]
    for function in (*EITHER, *OF[sys.argv[1]]):
        check(function)
    run("--version")  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
