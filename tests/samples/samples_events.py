#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the samples that watch events on the mock, and reads what they print.

Usage: samples_events.py [LAUNCHER] -- PROGRAM...     (mock_NAME, built with tests/samples/sample_events.c)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import os
import sys

from tool_runner import check, equal, expect, run_checks, run_program

launcher = []
programs = {}


def check_sample(name, arguments, steps, code, lines, *words):
    """What the sample prints while the steps happen."""
    result = run_program([*launcher, programs[name], *arguments, "--", *steps])
    equal((result.code, result.text.replace("\r", "").splitlines()), (code, lines),
          f"exit code and output ({result.err})")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")
    if not words:
        equal(result.err, "", "errors")


# main's arguments are not UTF-8 on Windows.
GREEN = "gr\\x00FCn.exe"


def process(number, name):
    return f'instance of Win32_Process {{ Handle = "{number}"; ProcessId = {number}; Name = "{name}"; }};'


def ended(number):
    return f'#pragma deleteinstance("Win32_Process.Handle=\\"{number}\\"", nofail)'


def service(name, state):
    return f'instance of Win32_Service {{ Name = "{name}"; State = "{state}"; }};'


def disk(name, gibibytes, kind=3):
    return f'instance of Win32_LogicalDisk {{ DeviceID = "{name}"; DriveType = {kind}; FreeSpace = {gibibytes << 30}; }};'


def volume(kind, name):
    return f'instance of Win32_VolumeChangeEvent {{ EventType = {kind}; DriveName = "{name}"; }};'


@check
def processes_start_and_end():
    check_sample("watch_processes", [], [process(8, "a.exe"), process(8, "a.exe"), process(12345678, GREEN), ended(8)],
                 0, ["started       8  a.exe", "started  12345678  grün.exe", "ended         8  a.exe"])
    check_sample("watch_processes", [], [], 0, [])


@check
def a_gap_among_the_processes_is_told():
    check_sample("watch_processes", [], [process(8, "a.exe"), "restart", ended(8)], 0,
                 ["started       8  a.exe", "some may be missing here", "ended         8  a.exe"])


@check
def a_service_stops():
    check_sample("service_stops", [], [service("Fax", "Running"), service("Spooler", "Running"),
                                       service("Spooler", "Stop Pending")], 0, ["Spooler is not running"])
    check_sample("service_stops", ["it's"], [service("it's", "Stopped")], 0, ["it's is not running"])


@check
def a_service_may_have_stopped_before():
    check_sample("service_stops", ["Fax"], [], 0, ["Fax is not running"])


@check
def a_service_stops_while_wmi_restarts():
    check_sample("service_stops", [], ["unseen " + service("Spooler", "Stopped"), "restart"], 0, ["Spooler is not running"])


@check
def a_service_that_does_not_exist_is_told():
    check_sample("service_stops", ["None"], [], 1, [], "IWbemServices::GetObject", "None")


@check
def free_space_falls_below_the_limit():
    check_sample("free_space", [], [disk("C:", 10), disk("C:", 5), disk("C:", 4), disk("X:", 1, 4), disk("C:", 60),
                                    disk("C:", 9)], 1, ["C: has only 5.0 GiB left", "C: has only 9.0 GiB left"],
                 "IEnumWbemClassObject::Next: ", "WMI denies access")


@check
def free_space_may_fall_unseen():
    check_sample("free_space", [], ["restart", disk("C:", 5)], 1,
                 ["look at the disks: one may have fallen below unseen", "C: has only 5.0 GiB left"], "WMI denies access")


@check
def volumes_come_and_go():
    check_sample("usb_volumes", [], [volume(2, "E:") + volume(1, "E:"), volume(3, "E:")], 0, ["E: is there", "E: is gone"])
    check_sample("usb_volumes", [], ["restart", volume(2, "F:")], 0, ["some may be missing here", "F: is there"])


def a_sink_is_called():
    check_sample("raw_events", [], [process(8, "a.exe"), process(12, GREEN)], 0,
                 ["a.exe", "grün.exe", "no more events: 0x80041032"])


def main():
    at = sys.argv.index("--")
    launcher[:] = [os.path.abspath(path) for path in sys.argv[1:at]]
    for path in sys.argv[at + 1:]:
        programs[os.path.basename(path).removesuffix(".exe").removeprefix("mock_")] = os.path.abspath(path)
    if "raw_events" in programs:
        check(a_sink_is_called)
    run_program([*launcher, programs["usb_volumes"]])  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
