#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs samples on the mock and reads what they print.

Usage: samples_mock.py [LAUNCHER] TOOL REPLAY_FIXTURE REGISTRY REGISTRY_EVENTS REMOTE_INVENTORY START_PROCESS FLEET_DISKS

The last five are built with tests/samples/sample_world.c. Prints `ok NAME` or `FAIL NAME: why` for each check, then how many
passed and failed; exits 1 when one failed.
"""

import os
import sys
import tempfile
from pathlib import Path

from tool_runner import check, equal, expect, run_checks, run_program

launcher = []
programs = {}

DISKS = Path(__file__).resolve().parents[1] / "data/disks.mof"


def sample(name, *arguments, text="", **environment):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("WMIKIT_")}
    with tempfile.TemporaryFile() as stdin:
        stdin.write(text.encode("utf-8"))
        stdin.seek(0)
        result = run_program([*launcher, programs[name], *arguments], stdin=stdin, env={**kept, **environment})
    result.lines = result.text.replace("\r", "").splitlines()
    return result


def check_sample(result, code, lines, *words):
    equal((result.code, result.lines), (code, lines), f"exit code and output ({result.err})")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")
    if not words:
        equal(result.err, "", "errors")


@check
def start_process_waits_for_the_end():
    check_sample(sample("start_process", "one two"), 0, ["one two: process 4711", "it has ended"])


@check
def start_process_tells_what_create_says():
    check_sample(sample("start_process", "?"), 1, [], "?: not started, Win32_Process.Create returned 9")


@check
def registry_lists_values():
    check_sample(sample("registry", "SOFTWARE\\x"), 0, ["ProductName (type 1)", "    wmikit", "Count (type 4)"])


@check
def registry_knows_no_such_key():
    check_sample(sample("registry", "?"), 1, [], "StdRegProv.EnumValues: Windows error 2")


@check
def registry_events_shows_each_change_of_a_value():
    check_sample(sample("registry_events", "SOFTWARE\\x", "Name"), 1,
                 ["SOFTWARE\\x\\Name = wmikit", "SOFTWARE\\x\\Name = two", "SOFTWARE\\x\\Name = (none)"],
                 "IEnumWbemClassObject::Next")


@check
def registry_events_shows_each_change_of_a_key():
    check_sample(sample("registry_events", "SOFTWARE\\x"), 1,
                 ["SOFTWARE\\x: ProductName Count", "SOFTWARE\\x: ProductName Count"], "IEnumWbemClassObject::Next")


@check
def registry_events_quotes_its_arguments():
    check_sample(sample("registry_events", "it's", "\"x\""), 1,
                 ["it's\\\"x\" = wmikit", "it's\\\"x\" = two", "it's\\\"x\" = (none)"], "IEnumWbemClassObject::Next")


INVENTORY = ["Caption = Größe 10, Version = 10.0, TotalVisibleMemorySize = 16777216",
             "DeviceID = C:, Size = 500000000000, FreeSpace = 1", "DeviceID = D:, Size = ?, FreeSpace = ?"]
DB1 = {"WMIKIT_SERVER": "db1", "WMIKIT_USER": "CORP\\ada"}


@check
def remote_inventory_of_this_computer():
    check_sample(sample("remote_inventory"), 0, INVENTORY)


@check
def remote_inventory_of_a_server():
    for text in ("secret\n", "secret", "secret\nmore\n"):
        check_sample(sample("remote_inventory", **DB1, text=text), 0, INVENTORY)


@check
def remote_inventory_is_refused():
    for environment, text in ((DB1, "wrong\n"), (DB1, "x" * 509 + "\n"), (DB1, "\n"), ({"WMIKIT_SERVER": "db1"}, "secret\n")):
        result = sample("remote_inventory", text=text, **environment)
        check_sample(result, 1, [], "IWbemLocator::ConnectServer: ", "db1")
        expect("wrong" not in result.err, "the password is shown:", result.err)
    check_sample(sample("remote_inventory", WMIKIT_SERVER="db2"), 1, [], "db2")


@check
def remote_inventory_wants_the_whole_password():
    for text in ("", "x" * 511, "x" * 512 + "\n", "secret" + "x" * 5000 + "\n"):
        result = sample("remote_inventory", **DB1, text=text)
        check_sample(result, 97, [], "the password is missing or too long", "the mock was not asked")


@check
def fleet_disks_tells_failures_last():
    disk = "fs1             C:     0.0 GiB free,  0 %"
    with tempfile.NamedTemporaryFile(mode="w", suffix=".txt") as file:
        file.write("fs1\n\nnowhere\ndb1\nfs1\n")
        file.flush()
        check_sample(sample("fleet_disks", file.name), 1, [disk] * 2, "nowhere: ", "db1: ", "denied")
    check_sample(sample("fleet_disks", text="fs1\n"), 0, [disk])
    check_sample(sample("fleet_disks", "no/such.txt"), 97, [], "the file cannot be read")


@check
def what_the_tool_recorded_is_replayed():
    recorded = run_program([*launcher, programs["tool"], "--mock", str(DISKS), "query", "--format", "mof",
                            "SELECT Size, FreeSpace FROM Win32_LogicalDisk"])
    equal((recorded.code, recorded.err), (0, ""), "exit code and errors of the tool")
    with tempfile.NamedTemporaryFile(suffix=".mof") as file:
        file.write(recorded.out)
        file.flush()
        check_sample(sample("replay_fixture", file.name), 0, ["1 of 2 disks are nearly full"])


@check
def a_fixture_that_is_none_is_told():
    check_sample(sample("replay_fixture"), 2, [], "usage: replay_fixture FILE.mof")
    check_sample(sample("replay_fixture", "no/such.mof"), 1, [], "no/such.mof")
    check_sample(sample("replay_fixture", __file__), 1, [], "line 1, column ")


def main():
    names = ("tool", "replay_fixture", "registry", "registry_events", "remote_inventory", "start_process", "fleet_disks")
    if len(sys.argv) not in (len(names) + 1, len(names) + 2):
        sys.exit(f"usage: samples_mock.py [LAUNCHER] {' '.join(names).upper()}")
    launcher[:] = [os.path.abspath(path) for path in sys.argv[1:-len(names)]]
    programs.update(zip(names, (os.path.abspath(path) for path in sys.argv[-len(names):])))
    run_program([*launcher, programs["tool"], "--version"])  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
