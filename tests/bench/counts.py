#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Runs the benches with little to do, and checks what they count: calls to the server and allocations are exact, and as
README.md here has them. No time is looked at.

    counts.py [--threads] [LAUNCHER] FOLDER     (LAUNCHER runs them: cmake/wine.sh, qemu-i386)

--threads: only the benches that start threads.

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples"))
# pylint: disable=wrong-import-position
from benches import Benches
from tool_runner import check, checks, equal, expect, run_checks

ROWS = 10000  # bench_reading counts so many, whatever it measures
TEXTS = 3     # of the six properties of a row: what a getter allocates for


threads_only = sys.argv[1] == "--threads"
benches = Benches(sys.argv[-1], sys.argv[1 + threads_only:-1])


@functools.cache
def counts():
    lines = benches.run("reading", "--rows", 20, "--rounds", 1)
    return {line["way"]: line for line in lines if line["bench"] == "counts"}


@check
def calls_per_10000_rows():
    found = {way: line["server_calls"] for way, line in counts().items()}
    # ExecQuery, the enumerator's blanket, and Next: for each row, and once more for the end. By batches: one row and
    # then 64 for a cursor, so that the first row comes at once; of 64 from the start where all rows are wanted.
    equal(found, {"raw": 2 + ROWS + 1, "getters": 2 + 158, "select": 2 + 157, "get": 2 + 158}, "calls")


@check
def allocations_per_row():
    found = {way: line["allocations"] for way, line in counts().items()}
    if found["raw"] < 0:
        return  # they are not counted on Windows
    least = found["get"]  # the mock's own, and the cursor's
    for way, texts in (("raw", TEXTS), ("getters", TEXTS), ("select", 0)):
        more = found[way] - least - texts * ROWS
        expect(0 <= more < 40, f"{way}: {more} allocations more than {texts} a row")


@check
def every_way_is_measured():
    lines = benches.run("reading", "--rows", 20, "--rounds", 1)
    ways = {(line["table"], line["way"]) for line in lines if line["bench"] == "reading"}
    expect({("Bench_Row", way) for way in ("raw", "getters", "select", "get")} <= ways, ways)
    ways = {line["way"] for line in benches.run("connect", "--rounds", 1)}
    equal(ways, {"raw", "first", "repeated", "raw_within_com", "connect_server"}, "connect")
    for number, way in enumerate(("raw", "wmikit")):
        equal([line["way"] for line in benches.run("connect", "--once", number)], [way], "once")


@check
def a_slow_server_is_called_as_often():
    found = {line["way"]: line["server_calls"] for line in benches.run("slow", "--rows", 100, "--rounds", 1)}
    # Of batches, the last is not full: so it is known to be the last.
    equal(found, {"raw": 2 + 100 + 1, "getters": 2 + 3, "select": 2 + 2}, "calls")


@check
def a_cursor_holds_one_batch():
    lines = benches.run("growth", "--rows", 10000, "--rounds", 1)
    peaks = {line["rows"]: line["peak"] for line in lines if line["way"] == "cursor"}
    equal(sorted(peaks), [1, 10, 100, 1000, 10000], "rows")
    if peaks[1] >= 0:
        expect(peaks[10000] < 1.1 * peaks[1000], "bytes held: ", peaks)


@check
def threads_share_a_mock():
    lines = benches.run("threads", "--threads", 8, "--connections", 80, "--rounds", 1)
    equal([line["threads"] for line in lines], [1, 2, 4, 8], "threads")


@check
def cursors_with_a_limit_share_a_thread():
    lines = {line["what"]: line for line in benches.run("waits", "--rows", 100, "--rounds", 1)}
    equal(len(lines), 6, "lines")
    threads = lines["threads"]
    expect(threads["threads"] <= 2, f"{threads['threads']} threads for {threads['cursors']} cursors")


@check
def events_come_in_batches():
    lines = {line["what"]: line for line in benches.run("events", "--events", 10000, "--rounds", 1)}
    equal(sorted(lines), ["all", "all, processor", "calls", "one at a time"], "lines")
    calls = lines["calls"]
    equal(calls["calls_raw"], 10000, "raw")
    # One that is waited for, then 64 each time; perhaps some calls for what is not there yet.
    expect(158 <= calls["calls"] <= 170, calls["calls"], "calls")


@functools.cache
def fleet():
    return benches.run("fleet", "--hosts", 64, "--grown", 200, "--rows", 1000, "--rounds", 1)


@check
def an_idle_host_holds_little():
    for line in fleet():
        if line["what"] == "idle host":  # it is not counted on Windows
            expect(line["bytes"] <= 4096, line)


@check
def a_fleet_does_not_grow():
    rounds = {line["round"]: line for line in fleet() if line["what"] == "growth"}
    early, late = rounds[2], rounds[10]
    expect(late["objects"] == early["objects"] == 201, "objects: ", rounds)  # the services of each, and the locator
    expect(late["threads"] <= early["threads"], "threads: ", rounds)
    # The jobs of a round's workers, as many as there happened to be, are freed when the next one begins.
    workers = 64 * 256
    expect(late["bytes"] <= 1.01 * early["bytes"] + workers, "bytes: ", rounds)


if __name__ == "__main__":
    if threads_only:
        checks[:] = [threads_share_a_mock, events_come_in_batches]
    sys.exit(run_checks())
