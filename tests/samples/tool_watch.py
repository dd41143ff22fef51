#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs `wmikit watch` on the tool's mock: what it prints of events, how it ends, and wrong use.

Usage: tool_watch.py [LAUNCHER] EXE     (LAUNCHER: cmake/wine.sh, qemu-i386)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tool_runner import (FORMATS, TIMEOUT, Skip, check, check_failure, check_usage, checks, command, equal, expect, plain,
                         read_csv, read_json, read_list, read_table, run, run_checks, run_in_terminal, shown, under_wine)

EVENTS = ("--mock", str(Path(__file__).resolve().parents[1] / "data/events.mof"))


def process(handle, more=""):
    return f'instance of Win32_Process {{ Handle = "{handle}"; Name = "{handle}.exe"; {more} }};'


def then(*steps):
    return [word for step in steps for word in ("--then", step)]


START = process(8, "ThreadCount = 1;")
CHANGE = process(8, 'ThreadCount = 12345; CommandLine = "8 \\"ä\\" | x";')
END = '#pragma deleteinstance("Win32_Process.Handle=\\"8\\"", nofail)'
LIFE = then(START, CHANGE, END)
USB = 'instance of Win32_VolumeChangeEvent { EventType = 2; DriveName = "E:"; };'


def watch(form, *arguments):
    result = run("watch", *EVENTS, "--format", form, *arguments)
    equal(result.code, 0, f"exit code ({result.err})")
    return result


def rows(*arguments, errors=""):
    """The events, from a line of JSON each."""
    result = watch("json", *arguments)
    equal(result.err, errors, "errors")
    return [read_json(f"[{line}]\n")[0] for line in result.text.splitlines()]


def without_time(row):
    expect(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", row["Time"]), "no time:", row)
    return {name: value for name, value in row.items() if name != "Time"}


# --- What is printed ----------------------------------------------------------------------------------------------


@check
def the_life_of_an_instance():
    started, changed, ended = [without_time(row) for row in rows("Win32_Process", *LIFE, "--count", "3")]
    first = {"Handle": "8", "Name": "8.exe", "ThreadCount": "1", "CommandLine": None, "Event": None}
    last = {**first, "ThreadCount": "12345", "CommandLine": '8 "ä" | x'}
    as_shown = lambda kind, values: {"Event": kind, **{  # a property called Event is not the event
        "_Event" if name == "Event" else name: value for name, value in values.items()}}
    equal(started, as_shown("created", first), "started")
    equal(changed, {**as_shown("modified", last), "PreviousInstance": first}, "changed")
    equal(ended, as_shown("deleted", last), "ended")


@check
def the_formats_agree():
    arguments = ("Win32_Process", *LIFE, "--count", "3")
    expected = [without_time(row) for row in rows(*arguments)]
    for row in expected:
        row.pop("PreviousInstance", None)
    names = ["Event", "Time", *list(expected[0])[1:]]
    header, *records = read_csv(watch("csv", *arguments).text)
    equal(header, names, "csv header")
    equal([record[:1] + record[2:] for record in records], [[plain(value) for value in row.values()] for row in expected],
          "csv")
    objects = read_list(watch("list", *arguments).text)
    equal([[pair for pair in one if pair[0] != "Time"] for one in objects],
          [[(name, shown(value)) for name, value in row.items()] for row in expected], "list")
    header, lines = read_table(watch("table", *arguments).text)
    equal([name.strip() for name in header], names, "table header")
    cells = [" ".join(line).split() for line in lines]
    equal([line[:1] + line[2:] for line in cells],
          [" ".join(shown(value) for value in row.values()).split() for row in expected], "table")
    equal(lines[0][names.index("ThreadCount")], " " * 10 + "1", "a number is right-aligned")


@check
def the_kinds_that_are_asked_for():
    for options, kinds in (((), ["created", "modified", "deleted"]), (("--created",), ["created"]),
                           (("--deleted",), ["deleted"]), (("--modified",), ["modified"]),
                           (("--created", "--deleted"), ["created", "deleted"]),
                           (("--created", "--deleted", "--modified"), ["created", "modified", "deleted"])):
        got = rows("Win32_Process", *options, *LIFE, "--count", str(len(kinds)))
        equal([row["Event"] for row in got], kinds, options)


@check
def a_condition():
    got = rows("Win32_Process", "--where", "TargetInstance.ThreadCount >= 10", *LIFE, "--count", "2")
    equal([row["Event"] for row in got], ["modified", "deleted"], "events")
    got = rows("Win32_Process", "--modified", "--where", "PreviousInstance.ThreadCount < 10 AND TargetInstance.ThreadCount"
               " >= 10", *LIFE, "--count", "1")
    equal(got[0]["PreviousInstance"]["ThreadCount"], "1", "before")


@check
def an_interval_ends_by_itself():
    query = "SELECT * FROM __TimerEvent WHERE TimerId = 'tick'"
    timer = 'instance of __IntervalTimerInstruction { TimerId = "tick"; IntervalBetweenEvents = 50; };'
    equal([row["TimerId"] for row in rows("--query", query, *then(timer), "--count", "2")], ["tick", "tick"], "a timer")


@check
def an_event_of_a_provider():
    query = "SELECT * FROM Win32_VolumeChangeEvent"
    equal([without_time(row) for row in rows("--query", query, *then(USB), "--count", "1")],
          [{"Event": "Win32_VolumeChangeEvent", "EventType": "2", "DriveName": "E:"}], "row")
    equal([record[:1] + record[2:] for record in read_csv(watch("csv", "--query", query, *then(USB, USB), "--count", "2").text)],
          [["Event", "EventType", "DriveName"]] + [["Win32_VolumeChangeEvent", "2", "E:"]] * 2, "csv")


@check
def an_event_without_its_instance():
    for query in ("SELECT NoSuch FROM __InstanceCreationEvent WITHIN 2",
                  "SELECT TIME_CREATED FROM __InstanceCreationEvent WITHIN 2 WHERE TargetInstance ISA 'Win32_Process'"):
        got = rows("--query", query, *then(START), "--count", "1")
        equal(got[0]["Event"], "created", query)
        expect("Handle" not in got[0], got)


@check
def properties_are_chosen():
    for names, header in (("Name,ProcessId", None), ("name,HANDLE", ["Name", "Handle"]), (" Handle , Name", ["Handle", "Name"]),
                          ("Name,Name", ["Name"]), ("__class,Name", ["__CLASS", "Name"])):
        arguments = ("Win32_Process", "--select", names, *LIFE, "--count", "2")
        if header is None:
            check_failure(["watch", *EVENTS, *arguments], "WBEM_E_NOT_FOUND", "ProcessId")
            continue
        equal(read_csv(watch("csv", *arguments).text)[0], ["Event", "Time", *header], names)
        started, changed = rows(*arguments)
        equal(list(started), ["Event", "Time", *header], names)
        equal(list(changed), ["Event", "Time", *header, "PreviousInstance"], names)
    equal(rows("Win32_Process", "--select", "*", *then(START), "--count", "1")[0]["Name"], "8.exe", "all")


@check
def a_subclass_has_more():
    special = 'instance of Win32_SpecialProcess { Handle = "9"; Extra = 7; };'
    note = "wmikit: an event has more properties than the header; list, value and json print them all\n"
    arguments = ("Win32_Process", "--created", *then(START, special, special.replace("9", "10")), "--count", "3")
    result = watch("csv", *arguments)
    equal(result.err, note, "errors")
    equal([len(record) for record in read_csv(result.text)], [7] * 4, "fields")
    equal([row.get("Extra") for row in rows(*arguments)], [None, "7", "7"], "json")
    arguments = ("Win32_Process", "--created", *then(special, START), "--count", "2", "--select", "Handle,Extra")
    equal([record[2:] for record in read_csv(watch("csv", *arguments).text)], [["Handle", "Extra"], ["9", "7"], ["8", None]],
          "what is lacking")


@check
def a_narrow_terminal_gets_a_list():
    arguments = ("watch", *EVENTS, "Win32_Process", *LIFE, "--count", "3")
    code, lines = run_in_terminal(40, *arguments)
    equal((code, lines[0].split()), (0, ["Event", "=", "created"]), "40 columns")
    code, lines = run_in_terminal(110, *arguments)
    equal((code, lines[0].split()[:3]), (0, ["Event", "Time", "Handle"]), "110 columns")
    expect(max(map(len, lines)) <= 110, "a line is longer:", lines)


@check
def nothing_happens():
    for form, text in zip(FORMATS, ("", "", "", "")):
        equal(watch(form, "Win32_Process", "--for", "0.1").text, text, form)
    equal(watch("csv", "Win32_Process", "--for", "0.1", "--select", "Name").text, "Event,Time,Name\r\n", "csv")


# --- How it ends -----------------------------------------------------------------------------------------------


@check
def it_ends_after_a_time():
    begin = time.monotonic()
    equal(len(rows("Win32_Process", *LIFE, "--for", "3")), 3, "events")
    expect(time.monotonic() - begin >= 3, "it ended early")
    equal(rows("Win32_Process", *LIFE, "--for", "0.001", "--count", "100"), [], "events")


@check
def a_restart_is_survived_and_told():
    result = watch("json", "Win32_Process", *then(START, "restart", END), "--count", "2")
    equal([json.loads(line)["Event"] for line in result.text.splitlines()], ["created", "deleted"], "events")
    told = result.err.splitlines()
    equal(told[0], "wmikit: the subscription was lost, and is being made again", "the loss")
    equal(told[1], "  IEnumWbemClassObject::Next: 0x800706BA RPC_S_SERVER_UNAVAILABLE", "why")
    equal(told[3:], ["wmikit: subscribed again; events since the loss are missing"], "the gap")


@check
def the_time_limit_is_not_for_watching():
    equal(len(rows("Win32_Process", "--timeout", "0.5", *LIFE, "--for", "1.5")), 3, "events")


@check
def what_cannot_be_subscribed_to_is_explained():
    for arguments, words in (
            (("--query", "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Win32_Process'"),
             ("IWbemServices::ExecNotificationQuery: 0x80042002 ", "WITHIN")),
            (("--query", "SELECT * FROM Win32_Process"), ("0x80041059 WBEM_E_NOT_EVENT_CLASS", "wmikit query")),
            (("--query", "42"), ("0x80041058 WBEM_E_UNPARSABLE_QUERY",)),
            (("Win32_Process'",), ("wmi_watch: 0x80041010 WBEM_E_INVALID_CLASS",)),
            (("Win32_Process", "--where", "x ="), ("0x80041058", "(x =)")),
            (("Win32_Process", "--then", "instance of"), ("wmi_mock_raise: ", "line 1, column ")),
            (("Win32_Process", "--server", "db1"), ("IWbemLocator::ConnectServer: 0x800706BA", "db1"))):
        result = run("watch", *EVENTS, *arguments)
        equal((result.code, result.out), (1, b""), f"{arguments} ({result.err})")
        for word in words:
            expect(word in result.err, f"{word!r} is not in {result.err!r}")


@check
def the_file_keeps_what_came_before_a_failure():
    volumes = ("--query", "SELECT * FROM Win32_VolumeChangeEvent")
    gone = then(USB, '#pragma deleteclass("Win32_VolumeChangeEvent", nofail)', "restart")
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = Path(folder) / "events.csv"
        result = run("watch", *EVENTS, "--format", "csv", "-o", str(path), *volumes, *gone)
        equal((result.code, result.out), (1, b""), f"exit code and output ({result.err})")
        expect("IWbemServices::ExecNotificationQuery: 0x80041010 WBEM_E_INVALID_CLASS" in result.err, result.err)
        rows_kept = read_csv(path.read_bytes().decode("utf-8"))
        equal([row[:1] + row[2:] for row in rows_kept],
              [["Event", "EventType", "DriveName"], ["Win32_VolumeChangeEvent", "2", "E:"]], "rows of the file")
        equal(os.listdir(folder), ["events.csv"], "files")


@check
def no_file_is_made_when_nothing_came_before_a_failure():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        result = run("watch", *EVENTS, "-o", str(Path(folder) / "events.txt"), "--query", "SELECT * FROM No_Class")
        equal((result.code, os.listdir(folder)), (1, []), f"exit code and files ({result.err})")


@check
def output_that_is_not_written_ends_it():
    if under_wine():
        raise Skip("native only")
    with open("/dev/full", "wb") as full:
        result = run("watch", *EVENTS, "Win32_Process", *LIFE, stdout=full)
    equal(result.code, 1, "exit code")
    expect("wmikit: cannot write to standard output: " in result.err, result.err)


# --- Ctrl-C -------------------------------------------------------------------------------------------------------


class Running:
    """The tool while it watches; its rows are read as they come."""

    def __init__(self, *arguments, ignored=False):
        def disposition():
            signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL)

        # pylint: disable-next=consider-using-with,subprocess-popen-preexec-fn
        self.process = subprocess.Popen([*command, "watch", *EVENTS, *arguments], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, preexec_fn=disposition, bufsize=0)

    def line(self):
        if not select.select([self.process.stdout], [], [], TIMEOUT)[0]:
            self.process.kill()
        return self.process.stdout.readline()

    def end(self):
        """The exit code, the rest of the output, and the errors."""
        try:
            out, errors = self.process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return self.process.returncode, out, errors.decode("utf-8")


def native_signals():
    if under_wine() or os.environ.get("WMIKIT_TEST_TSAN"):
        raise Skip("native only, and ThreadSanitizer holds signals back")


@check
def each_row_is_there_at_once_and_ctrl_c_ends_it():
    native_signals()
    for form in FORMATS:
        for number in (signal.SIGINT, signal.SIGTERM):
            running = Running("-f", form, "Win32_Process", "--select", "Handle", *then(START))
            first = running.line()
            while first and b"created" not in first:  # a header
                first = running.line()
            expect(first, "no row")
            running.process.send_signal(number)
            code, _, errors = running.end()
            equal((code, errors), (0, ""), f"{form}: exit code and errors")


@check
def ctrl_c_keeps_the_file():
    native_signals()
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = Path(folder) / "events.json"
        running = Running("-f", "json", "-o", str(path), "Win32_Process", *then(START))
        until = time.monotonic() + TIMEOUT
        while not any(part.stat().st_size for part in Path(folder).iterdir()) and time.monotonic() < until:
            time.sleep(0.01)
        expect(not path.exists(), "the file is there too early")
        running.process.send_signal(signal.SIGINT)
        equal(running.end(), (0, b"", ""), "exit code, output and errors")
        equal([json.loads(line)["Event"] for line in path.read_text(encoding="utf-8").splitlines()], ["created"], "events")


@check
def ctrl_c_on_a_terminal_ends_it():
    if os.environ.get("WMIKIT_TEST_TSAN"):
        raise Skip("ThreadSanitizer holds signals back")
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execv(command[0], [*command, "watch", *EVENTS, "Win32_Process", "--select", "Handle", *then(START)])
    written = b""
    while select.select([terminal], [], [], TIMEOUT)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        if b"created" not in written and b"created" in written + piece:
            os.write(terminal, b"\x03")
        written += piece
    os.close(terminal)
    equal(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0, f"exit code ({written})")
    expect(b"created" in written, written)


@check
def ctrl_c_ends_it_while_it_is_subscribing_again():
    native_signals()
    running = Running("-f", "json", "Win32_Process", *then(START, "restart"))
    running.line()
    expect(select.select([running.process.stderr], [], [], TIMEOUT)[0], "the loss is not told")
    running.process.send_signal(signal.SIGINT)
    code, out, errors = running.end()
    equal((code, out), (0, b""), errors)
    expect("lost" in errors and "again; events" not in errors, errors)


@check
def what_is_ignored_stays_ignored():
    native_signals()
    running = Running("-f", "json", "Win32_Process", *then(START), ignored=True)
    running.line()
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.1)
    equal(running.process.poll(), None, "it ended")
    running.process.send_signal(signal.SIGTERM)
    equal(running.end()[0], 0, "exit code")


# --- Wrong use --------------------------------------------------------------------------------------------------


def add_usage_checks():
    query = "SELECT * FROM Win32_VolumeChangeEvent"
    for arguments, words in (
            ([], "an argument is missing: CLASS, or --query WQL"), (["A", "B"], "one argument too many: B"),
            (["A", "--query", query], "only one of CLASS and --query: A"), ([query], "an event query goes after --query"),
            (["--query", query, "--created"], "go with CLASS"), (["--query", query, "--deleted"], "go with CLASS"),
            (["--query", query, "--modified"], "go with CLASS"), (["--query", query, "--within", "1"], "go with CLASS"),
            (["--query", query, "--where", "x"], "go with CLASS"), (["--query"], "a value is missing"),
            (["A", "--within", "0"], "seconds: 0"), (["A", "--within", "-1"], "seconds: -1"),
            (["A", "--within", "0.0"], "seconds: 0.0"), (["A", "--within", "nan"], "seconds: nan"),
            (["A", "--for", "0"], "seconds: 0"), (["A", "--for", "1m"], "seconds: 1m"),
            (["A", "--count", "0"], "number above 0: 0"), (["A", "--count", "-1"], "number above 0: -1"),
            (["A", "--count", "1.5"], "above 0: 1.5"), (["A", "--count", "4294967296"], "above 0: 4294967296"),
            (["A", "--count", "99999999999999999999999"], "above 0: 9999"), (["A", "--count="], "above 0"),
            (["A", "--select", ""], "names of properties"), (["A", "--select", "a,,b"], "names of properties"),
            (["A", "--select", "a b"], "names of properties"), (["A", "-f", "mof"], "format: mof"),
            (["A", "-f", "xml"], "format: xml"), (["A", "--created=yes"], "takes no value"),
            (["A", "--create"], "another command: create"), (["A", "--password-stdin"], "--user")):
        def usage(arguments=arguments, words=words):
            result = check_usage([*EVENTS, "watch", *arguments], words)
            expect(result.err.count("\n") == 2, result.err)
        usage.__name__ = "wrong usage: wmikit watch " + " ".join(arguments)
        checks.append(usage)


@check
def the_options_belong_to_it():
    for option in (["--created"], ["--deleted"], ["--modified"], ["--within", "1"], ["--query", "x"], ["--select", "x"],
                   ["--count", "1"], ["--for", "1"], ["--then", "x"]):
        check_usage(["query", *EVENTS, *option, "SELECT * FROM Win32_Process"], "another command: " + option[0][2:])
    check_usage(["watch", "Win32_Process", "--then", "x"], "--then requires --mock")


@check
def help_tells_everything():
    result = run("watch", "--help")
    equal((result.code, result.err), (0, ""), "exit code and errors")
    for word in ("Usage: wmikit watch [OPTION]... CLASS | --query WQL\n", "--created", "--deleted", "--modified", "--within",
                 "--where", "--select", "--count", "--for", "--then", "Ctrl-C", "json"):
        expect(word in result.text, word, "is not in", result.text)
    expect("ASSOCIATORS" not in result.text, "the help of another command:", result.text)
    expect(max(map(len, result.text.split("\n"))) <= 100, "a line of more than 100 columns in", result.text)
    expect("\n  watch " in run("--help").text, "watch is not in the help")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: tool_watch.py [LAUNCHER] EXE")
    command[:] = [os.path.abspath(path) for path in sys.argv[1:]]
    add_usage_checks()
    run("--version")  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
