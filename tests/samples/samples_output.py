#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the samples that print rows, on Wine's own WMI or on the mock, and reads what they print.

Usage: samples_output.py LAUNCHER PROCESSES DISK_SPACE METRICS     (LAUNCHER runs a Windows program: cmake/wine.sh)
       samples_output.py --mock MOF [LAUNCHER] PROCESSES DISK_SPACE METRICS   (as sample_with_mock.c has them)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import re
import sys

from tool_runner import check, checks, command, equal, expect, run, run_checks

SAMPLES = ("processes", "disk_space", "metrics")
commands = {}


def lines_of(name):
    command[:] = commands[name]
    result = run()
    equal(result.code, 0, f"exit code of {name}, which says {result.err!r},")
    expect(result.text.endswith("\n"), "no line end at the end")
    return result.text.replace("\r\n", "\n")[:-1].split("\n")


# --- On real WMI, whose rows are not known -----------------------------------------------------------------


@check
def processes_are_sorted_by_size():
    header, *rows = lines_of("processes")
    equal(header.split(), ["ID", "THREADS", "KIB", "NAME"], "header")
    # A process that is just being started may have no name yet.
    cells = [re.fullmatch(r" *(\d+) +(\d+) +(\d+)  (.*)", row) for row in rows]
    expect(len(rows) > 2 and all(cells), "no rows of four columns:", rows)
    sizes = [int(cell[3]) for cell in cells]
    equal(sizes, sorted(sizes, reverse=True), "sizes")
    expect("processes.exe" in [cell[4] for cell in cells], "it does not see itself:", rows)
    equal(len({cell[1] for cell in cells}), len(cells), "number of different IDs")


@check
def disks_have_a_size_or_no_medium():
    rows = lines_of("disk_space")
    pattern = r"[A-Z]:   (no medium| *\d+\.\d of +\d+\.\d GiB used, +\d+ %)(  \(.+\))?"
    expect(all(re.fullmatch(pattern, row) for row in rows), rows)
    expect(any(row.startswith("C:") and "GiB" in row for row in rows), "no drive C:", rows)


@check
def metrics_are_what_prometheus_reads():
    series = {}
    name = None
    for line in lines_of("metrics"):
        kind = re.fullmatch(r"# TYPE ([a-z_]+) gauge", line)
        sample = re.fullmatch(r'([a-z_]+)\{([A-Za-z]+)="((?:[^"\\]|\\.)*)"\} ([0-9.e+]+)', line)
        expect(kind or sample, "neither a type nor a sample:", line)
        if kind:
            name = kind[1]
            series[name] = {}
            continue
        equal(sample[1], name, "metric")
        expect(sample[3] not in series[name], "a series twice:", line)
        series[name][sample[3]] = float(sample[4])
    equal(len(series), 4, "number of metrics")
    expect(all(series.values()), "a metric without a sample:", series)
    sizes, free = series["windows_logical_disk_size_bytes"], series["windows_logical_disk_free_bytes"]
    expect(sizes["C:"] > free["C:"] > 0, sizes, free)
    expect(min(series["windows_physical_memory_kilobytes"].values()) > 1 << 16, "too little memory")


# --- On the mock, with data/samples.mof --------------------------------------------------------------------

ON_MOCK = {
    "processes": """\
      ID  THREADS         KIB  NAME
       8        3  8796093022208  grün.exe
       4      150        1024  System
      12        1           0  """,
    "disk_space": """\
C:       75.0 of    100.0 GiB used,  75 %  (System)
D:   no medium
E"\\  17179869184.0 of 17179869184.0 GiB used, 100 %""",
    "metrics": """\
# TYPE windows_process_working_set_bytes gauge
windows_process_working_set_bytes{ProcessId="4"} 1048576
windows_process_working_set_bytes{ProcessId="8"} 9007199254740992
# TYPE windows_logical_disk_size_bytes gauge
windows_logical_disk_size_bytes{DeviceID="C:"} 107374182400
windows_logical_disk_size_bytes{DeviceID="E\\"\\\\"} 1.8446744073709552e+19
# TYPE windows_logical_disk_free_bytes gauge
windows_logical_disk_free_bytes{DeviceID="C:"} 26843545600
windows_logical_disk_free_bytes{DeviceID="E\\"\\\\"} 0
# TYPE windows_physical_memory_kilobytes gauge
windows_physical_memory_kilobytes{CSName="MÜHLE"} 16777216""",
}


def add_mock_checks():
    for name in SAMPLES:
        def prints(name=name):
            equal(lines_of(name), ON_MOCK[name].split("\n"), name)
        prints.__name__ = f"on the mock: {name}"
        checks.append(prints)


def main():
    on_mock = sys.argv[1] == "--mock"
    if on_mock:
        checks.clear()
        add_mock_checks()
        commands.update((name, [*sys.argv[3:-3], path, sys.argv[2]]) for name, path in zip(SAMPLES, sys.argv[-3:]))
    else:
        commands.update((name, [sys.argv[1], path]) for name, path in zip(SAMPLES, sys.argv[2:]))
    return run_checks()


if __name__ == "__main__":
    sys.exit(main())
