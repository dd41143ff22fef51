#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Runs all benches that tests/bench/run.sh has built, and writes what came out as a table and as JSON.

    measure.py [--quick] [--rounds N] [--readme]
"""

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benches import Benches
from table import write_markdown

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "build/bench"
NATIVE = Benches(ROOT / "build/native-release/tests/bench")
WINE = Benches(ROOT / "build/windows-x64-release/tests/bench", [ROOT / "cmake/wine.sh"])
BOTH = (NATIVE, WINE)
MARKS = ("<!-- The table begins. -->\n", "<!-- The table ends. -->\n")


def say(*words):
    print("wmikit:", *words, file=sys.stderr, flush=True)


# --- What runs --------------------------------------------------------------------------------------------------


def run_reading(options):
    rows = 1000 if options.quick else 100000
    return [line for benches in BOTH
            for line in benches.run("reading", "--rows", rows, "--rounds", options.rounds)]


def run_connect(options):
    # The difference is small, and a connection short: more rounds are needed, and take little time.
    lines = [line for benches in BOTH for line in benches.run("connect", "--rounds", min(10 * options.rounds, 200))]
    for number in range(4 * options.rounds):  # each in a process of its own; who is the first changes
        for by_wmikit in ((0, 1), (1, 0))[number % 2]:
            lines += WINE.run("connect", "--once", by_wmikit)
    return lines


def run_slow(options):
    return NATIVE.run("slow", "--rows", 100 if options.quick else 10000, "--rounds", min(options.rounds, 3))


def run_waits(options):
    return NATIVE.run("waits", "--rows", 1000 if options.quick else 100000, "--rounds", options.rounds)


def run_events(options):
    return NATIVE.run("events", "--events", 1000 if options.quick else 20000, "--rounds", options.rounds)


def run_fleet(options):
    sizes = ["--hosts", 100, "--grown", 100, "--rows", 1000] if options.quick else []
    return NATIVE.run("fleet", *sizes, "--rounds", options.rounds)


def run_growth(options):
    return NATIVE.run("growth", "--rows", 1000 if options.quick else 1000000, "--rounds", min(options.rounds, 5))


def run_loading(options):
    sizes = ["--instances", 1000, "--classes", 500, "--beside", 1000] if options.quick else []
    return NATIVE.run("loading", *sizes, "--rounds", min(options.rounds, 3))


def run_threads(options):
    return NATIVE.run("threads", "--rounds", options.rounds, "--connections", 2560 if options.quick else 25600)


def count_instructions(name, times):
    """All that a run of bench_instructions executes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                        NATIVE.folder / "bench_instructions", name, str(times)],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(encoding="utf-8"), re.MULTILINE)[1])


def run_instructions(_):
    """What each thing takes: the difference between two runs, so that what comes before and behind is left out."""
    if shutil.which("valgrind") is None:
        say("valgrind is missing: no instructions are counted")
        return []
    names = ("connect_raw", "connect_first", "connect_again", "text_raw", "text_wmikit", "number_raw", "number_wmikit",
             "get_alone")
    tables = ("rows_raw", "rows_getters", "rows_select", "rows_get")  # of 100 rows each
    return ([{"bench": "instructions", "what": name,
              "instructions": (count_instructions(name, 300) - count_instructions(name, 100)) / 200}
             for name in names] +
            [{"bench": "instructions", "what": name,
              "instructions": (count_instructions(name, 30) - count_instructions(name, 10)) / 20 / 100}
             for name in tables])


def stripped_size(file):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        subprocess.run(["x86_64-w64-mingw32-strip", "-o", copy, file], check=True)
        return copy.stat().st_size


def run_sizes(_):
    release = ROOT / "build/windows-x64-release"
    files = {"hello": release / "samples/hello.exe", "hello_raw": release / "tests/bench/hello_raw.exe",
             "dll": next((ROOT / "build/windows-x64-shared").glob("*wmikit.dll"))}
    return [{"bench": "sizes", "file": name, "bytes": stripped_size(file)} for name, file in files.items()]


# --- What comes of it ---------------------------------------------------------------------------------------------


def cpu_model():
    match = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else platform.machine()


def write_readme(table):
    readme = Path(__file__).with_name("README.md")
    before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    readme.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", encoding="utf-8")


def parse_options():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh")
    parser.add_argument("--quick", action="store_true", help="little to do: only to see that it works")
    parser.add_argument("--rounds", type=int, help="medians of so many rounds; 15")
    parser.add_argument("--readme", action="store_true", help="write the table into tests/bench/README.md, too")
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 15)
    return options


def main():
    options = parse_options()
    lines = []
    for run in (run_sizes, run_instructions, run_connect, run_reading, run_slow, run_waits, run_events, run_fleet,
                run_growth, run_loading, run_threads):
        say("measuring", run.__name__.removeprefix("run_"))
        lines += run(options)

    results = {"date": datetime.date.today().isoformat(), "cpu": cpu_model(), "cores": os.cpu_count(),
               "rounds": options.rounds, "lines": lines}
    table = write_markdown(results)  # fills in the rows
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (OUTPUT / "results.md").write_text(table, encoding="utf-8")
    if options.readme:
        write_readme(table)
    print(table)


if __name__ == "__main__":
    main()
