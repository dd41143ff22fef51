#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs samples on Wine's own WMI and reads what they print.

Usage: samples_live.py LAUNCHER FROM_RAW_COM REGISTRY REMOTE_INVENTORY START_PROCESS

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples"))
from tool_runner import check, equal, expect, run_checks, run_program

programs = {}


def sample(name, *arguments, **environment):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WMIKIT_")}
    result = run_program([programs["launcher"], programs[name], *arguments], env={**kept, **environment})
    result.lines = result.text.replace("\r", "").splitlines()
    return result


@check
def from_raw_com_connects_both_ways():
    result = sample("from_raw_com")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    equal(result.lines, ["raw COM: connected and closed", "wmikit:  connected and closed"], "output")


@check
def start_process_starts_one_and_waits_for_its_end():
    result = sample("start_process", "cmd.exe /c ver")
    equal(result.code, 0, f"exit code ({result.err})")
    expect(re.fullmatch(r"cmd.exe /c ver: process \d+", result.lines[0]), result.lines)
    equal(result.lines[-1], "it has ended", "last line")


@check
def start_process_says_that_there_is_no_such_program():
    result = sample("start_process", "no-such-program.exe")
    equal((result.code, result.lines), (1, []), "exit code and output")
    expect("no-such-program.exe: not started, Win32_Process.Create returned " in result.err, result.err)


@check
def registry_lists_values():
    result = sample("registry")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    at = result.lines.index("ProductName (type 1)")
    expect("Windows" in result.lines[at + 1], result.lines)


@check
def registry_knows_no_such_key():
    result = sample("registry", "SOFTWARE\\no such key")
    equal((result.code, result.lines), (1, []), "exit code and output")
    expect("StdRegProv.EnumValues: Windows error 2" in result.err, result.err)


@check
def remote_inventory_of_this_computer():
    result = sample("remote_inventory")
    equal(result.code, 0, f"exit code ({result.err})")
    expect(re.fullmatch(r"Caption = .*Windows.*, Version = [\d.]+, TotalVisibleMemorySize = \d+", result.lines[0]),
           result.lines)
    expect(any(re.fullmatch(r"DeviceID = C:, Size = \d+, FreeSpace = \d+", line) for line in result.lines), result.lines)


@check
def remote_inventory_of_a_server_that_is_not_there():
    result = sample("remote_inventory", WMIKIT_SERVER="no-such-server")
    equal((result.code, result.lines), (1, []), "exit code and output")
    expect("no-such-server" in result.err, result.err)


def main():
    names = ("launcher", "from_raw_com", "registry", "remote_inventory", "start_process")
    if len(sys.argv) != len(names) + 1:
        sys.exit(f"usage: samples_live.py {' '.join(names).upper()}")
    programs.update(zip(names, (os.path.abspath(path) for path in sys.argv[1:])))
    run_program([programs["launcher"], "--prepare"])
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
