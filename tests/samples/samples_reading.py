#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the samples that read what they are told to, on an old and a new Windows of the mock, or on Wine's own WMI.

Usage: samples_reading.py --mock OLD.mof NEW.mof [LAUNCHER] HELLO INVENTORY EXPORTER ITEM   (with sample_with_mock.c)
       samples_reading.py LAUNCHER HELLO INVENTORY EXPORTER ITEM

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import re
import sys
import tempfile

from tool_runner import check, checks, equal, expect, run_checks, run_program

SAMPLES = ("hello", "inventory", "exporter", "item")
commands = {}
worlds = {}


def sample(name, *arguments, world=None, text=""):
    with tempfile.TemporaryFile() as stdin:
        stdin.write(text.encode("utf-8"))
        stdin.seek(0)
        mof = [worlds[world]] if world else []
        result = run_program([*commands[name], *mof, *arguments], stdin=stdin)
    result.lines = result.text.replace("\r", "").splitlines()
    # Wine has a word for each drive that it cannot read.
    result.err = "".join(line for line in result.err.splitlines(True) if not line.startswith("wine: "))
    return result


def prints(name, *arguments, lines, **options):
    result = sample(name, *arguments, **options)
    equal((result.code, result.lines, result.err), (0, lines, ""), f"what {name} does")


def fails(name, *arguments, words, code=1, **options):
    result = sample(name, *arguments, **options)
    equal((result.code, result.lines), (code, []), f"what {name} does, which says {result.err!r},")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")


# --- On the mock ------------------------------------------------------------------------------------------------------


def on_mock_hello_knows_null():
    prints("hello", world="old", lines=["no caption, version unknown"])
    prints("hello", world="new", lines=["Größe 11, version 10.0"])


def on_mock_inventory_of_an_old_windows():
    prints("inventory", world="old", lines=["model: Box", "processor: Two cores, cores: 2"])


def on_mock_inventory_of_a_new_windows():
    prints("inventory", world="new",
           lines=["model: Board", "family: Boards", "hypervisor: no", "processor: Four cores, cores: 4, threads: 8",
                  "processor: unknown, cores: 4"])


TABLE = """\
# a comment with words
Win32_OperatingSystem CSName TotalVisibleMemorySize PortableOperatingSystem

Win32_Processor DeviceID NumberOfCores  ThreadCount\tMissing
"""


def on_mock_exporter_of_an_old_windows():
    prints("exporter", world="old", text=TABLE,
           lines=['Win32_Processor_NumberOfCores{DeviceID="CPU0"} 2'])


def on_mock_exporter_of_a_new_windows():
    prints("exporter", world="new", text=TABLE,
           lines=['Win32_OperatingSystem_TotalVisibleMemorySize{CSName="NEW"} 18446744073709551615',
                  'Win32_OperatingSystem_PortableOperatingSystem{CSName="NEW"} 1',
                  'Win32_Processor_NumberOfCores{DeviceID="CPU0"} 4', 'Win32_Processor_ThreadCount{DeviceID="CPU0"} 8',
                  'Win32_Processor_NumberOfCores{DeviceID="CPU\\"1\\\\"} 4'])


def on_mock_exporter_is_told_no_class():
    fails("exporter", world="new", text="No_Class Name Value\n", words=["No_Class"])
    fails("exporter", world="new", text="Win32_Processor DeviceID not-a-name\n", words=["'not-a-name' is not a name"])


def on_mock_item_is_the_first_value():
    for wql, lines in (("SELECT Caption FROM Win32_OperatingSystem", ["Größe 11"]),
                       ("SELECT TotalVisibleMemorySize FROM Win32_OperatingSystem", ["18446744073709551615"]),
                       ("SELECT PortableOperatingSystem FROM Win32_OperatingSystem", ["true"]),
                       ("SELECT MUILanguages FROM Win32_OperatingSystem", ["en-US", "de-DE"]),
                       ("SELECT Empty FROM Win32_OperatingSystem", []),
                       ("SELECT Name FROM Win32_Processor WHERE DeviceID LIKE '%1%'", []),
                       ("SELECT Name FROM Win32_Processor WHERE DeviceID = 'none'", [])):
        prints("item", "ROOT\\CIMV2", wql, world="new", lines=lines)


def on_mock_item_fails():
    fails("item", "ROOT\\CIMV2", "SELEKT", world="new", words=["SELEKT"])
    fails("item", "ROOT\\nowhere", "SELECT * FROM X", world="new", words=["nowhere"])


# --- On real WMI, whose rows are not known ------------------------------------------------------------------------------


@check
def hello_names_the_system():
    result = sample("hello")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    expect(re.fullmatch(r".*Windows.*, version [\d.]+", result.lines[0]), result.lines)


@check
def inventory_counts_cores():
    result = sample("inventory")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    expect(result.lines[0].startswith("model: "), result.lines)
    expect(re.fullmatch(r"processor: .*, cores: \d+(, threads: \d+)?", result.lines[-1]), result.lines)


@check
def exporter_leaves_out_what_is_missing():
    result = sample("exporter", text="Win32_LogicalDisk DeviceID Size NoSuchProperty FreeSpace\n")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    expect(any(re.fullmatch(r'Win32_LogicalDisk_Size\{DeviceID="C:"\} \d+', line) for line in result.lines), result.lines)
    expect(any("_FreeSpace{" in line for line in result.lines), result.lines)
    expect(not any("NoSuchProperty" in line for line in result.lines), result.lines)


@check
def item_is_the_first_value():
    result = sample("item", "ROOT\\CIMV2", "SELECT DeviceID FROM Win32_LogicalDisk WHERE DeviceID = 'C:'")
    equal((result.code, result.lines, result.err), (0, ["C:"], ""), "what item does")
    fails("item", words=["usage"], code=2)
    fails("item", "ROOT\\nowhere", "SELECT * FROM X", words=["nowhere"])


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--mock"]:
        checks[:] = [one for name, one in globals().items() if name.startswith("on_mock_")]
        worlds.update(zip(("old", "new"), arguments[1:3]))
        arguments = arguments[3:]
    programs = arguments[-len(SAMPLES):]
    commands.update((name, [*arguments[:-len(SAMPLES)], path]) for name, path in zip(SAMPLES, programs))
    return run_checks()


if __name__ == "__main__":
    sys.exit(main())
