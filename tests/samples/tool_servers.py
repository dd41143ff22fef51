#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the command-line tool with several servers (--servers, --servers-file), which its mock has.

Usage: tool_servers.py [LAUNCHER] EXE     (LAUNCHER: cmake/wine.sh, qemu-i386)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tool_runner import (FORMATS, TIMEOUT, MofFile, Skip, answer, check, check_usage, checks, command, equal, expect,
                         read_csv, read_json, read_list, read_table, run, run_checks, under_wine, value_text)

DATA = Path(__file__).resolve().parents[1] / "data"
TYPES = ("--mock", str(DATA / "types.mof"))
NAMES = ("db1", "db2", "db3")
THREE = (*TYPES, *(word for name in NAMES for word in ("--mock-server", name)), "--servers", ",".join(NAMES))
WQL = "SELECT S8, Name FROM Thing WHERE Name <> 'special'"
UNAVAILABLE = "IWbemLocator::ConnectServer: 0x800706BA RPC_S_SERVER_UNAVAILABLE"


def by_server(rows):
    return sorted(rows, key=lambda row: row["Server"])


def check_failures(arguments, *failures):
    """Each failure on a line of its own, beginning with the server's name and with these words; the exit code is 1."""
    result = run(*arguments)
    equal(result.code, 1, f"exit code ({result.err})")
    lines = sorted(result.err.splitlines())
    equal(len(lines), len(failures), f"lines: {result.err}")
    for line, (server, word) in zip(lines, sorted(failures)):
        expect(line.startswith(f"wmikit: {server}: "), line)
        expect(word in line, f"{word!r} is not in {line!r}")
    return result


# --- Rows -----------------------------------------------------------------------------------------------------------


@check
def each_server_gives_its_rows():
    rows = read_json(answer("json", "query", *THREE, WQL).text)
    equal([list(row) for row in rows], [["Server", "S8", "Name"]] * 6, "names")
    equal([tuple(row.values()) for row in by_server(rows)],
          [(name, *rest) for name in NAMES for rest in (("-128", "full"), (None, "empty"))], "rows")


@check
def every_format_has_the_server_first():
    wql = "SELECT S8, Name FROM Thing WHERE Name = 'full'"
    rows = [{"Server": name, "S8": "-128", "Name": "full"} for name in NAMES]
    texts = {form: answer(form, "query", *THREE, wql).text for form in (*FORMATS, "value")}
    equal(by_server(read_json(texts["json"])), rows, "json")
    header, *records = read_csv(texts["csv"])
    equal((header, sorted(records)), (list(rows[0]), [list(row.values()) for row in rows]), "csv")
    equal(sorted(read_list(texts["list"])), [list(row.items()) for row in rows], "list")
    equal(sorted(one.strip("\n") for one in texts["value"].split("\n\n")), [value_text(row)[:-1] for row in rows], "value")
    header, lines = read_table(texts["table"])
    equal([cell.strip() for cell in header], list(rows[0]), "header of the table")
    equal(sorted([cell.strip() for cell in line] for line in lines), [list(row.values()) for row in rows], "table")


@check
def all_properties_are_columns_after_the_server():
    rows = read_json(answer("json", "query", *THREE, "SELECT * FROM Special").text)
    equal([list(row)[0] for row in rows], ["Server"] * 3, "first names")
    records = read_csv(answer("csv", "query", *THREE, "SELECT * FROM Special").text)
    equal(records[0], list(rows[0]), "csv header")
    equal(sorted(record[0] for record in records[1:]), list(NAMES), "csv")


@check
def an_empty_answer_has_the_header_with_the_server():
    equal(answer("csv", "query", *THREE, "SELECT Name FROM Thing WHERE Name = 'x'").text, "Server,Name\r\n", "csv")
    equal(answer("json", "query", *THREE, "SELECT Name FROM Thing WHERE Name = 'x'").text, "[]\n", "json")


@check
def a_property_of_that_name_gets_another():
    with MofFile('class A { [key] string K; string server; }; instance of A { K = "k"; server = "mine"; };') as file:
        options = ("--mock", file, "--mock-server", "db1", "--servers", "db1")
        for wql in ("SELECT server FROM A", "SELECT Server FROM A WHERE K = 'k'"):
            equal(answer("csv", "query", *options, wql).text, "Server,_Server\r\ndb1,mine\r\n", wql)
        equal(answer("csv", "query", *options, "SELECT server FROM A WHERE K = 'x'").text, "Server,_Server\r\n", "no row")
        equal(json.loads(answer("json", "query", *options, "SELECT * FROM A").text),
              [{"Server": "db1", "K": "k", "_Server": "mine"}], "all")


# --- Which servers --------------------------------------------------------------------------------------------------


def servers_of(*options, code=0):
    result = run("query", "-f", "csv", *THREE[:-2], *options, "SELECT Name FROM Special")
    equal(result.code, code, result.err)
    return sorted(record[0] for record in read_csv(result.text)[1:])


@check
def a_server_that_is_named_twice_is_asked_once():
    equal(servers_of("--servers", "db1,DB1, db2 ,,db1,"), ["db1", "db2"], "servers")


@check
def a_file_has_a_server_on_each_line():
    text = "# all of them\r\n\r\ndb1\r\n  db2  # the second\n#db3\n\tdB2\n"
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.rstrip("\n").encode()):
        with MofFile(content) as file:
            equal(servers_of("--servers-file", file), ["db1", "db2"], repr(content))
    with MofFile("db3\ndb1") as file:
        equal(servers_of("--servers", "DB1", "--servers-file", file), ["DB1", "db3"], "both")


@check
def many_servers_are_asked_once_each():
    names = [f"host{i:04}" for i in range(400)]
    mocks = [word for name in names for word in ("--mock-server", name)]
    with MofFile("\n".join(names * 2)) as file:
        for at_once in ([], ["--at-once", "1"], ["--at-once", "100"]):
            rows = json.loads(answer("json", "query", *TYPES, *mocks, "--servers-file", file, *at_once,
                                     "SELECT Name FROM Special").text)
            equal(sorted(row["Server"] for row in rows), names, f"servers {at_once}")


@check
def this_computer_may_be_among_them():
    equal(servers_of("--servers", "localhost,db1"), ["db1", "localhost"], "servers")


def add_usage_checks():
    wql = "SELECT Name FROM Special"
    several = ("--servers", "db1")
    for arguments, culprit in (
            (["query", wql, *several, "--server", "db2"], "only one of --server and --servers"),
            (["query", wql, "--servers-file", "x", "-s", "db2"], "only one of --server and --servers"),
            (["query", wql, "--at-once", "5"], "--at-once requires --servers"),
            (["query", wql, *several, "--at-once", "0"], "not a number above 0: 0"),
            (["query", wql, "--servers", " , "], "no server is named"),
            (["query", wql, "--servers-file", "no/such.txt"], "cannot be opened: no/such.txt"),
            (["query", wql, *several, "-f", "mof"], "not for several servers: mof"),
            (["query", wql, *several, "-f", "nope"], "unknown format: nope"),
            (["query", wql, "--mock-server", "db1"], "--mock-server requires --mock"),
            (["diagnose", "db2", *several], "named twice: db2"),
            (["diagnose", *several, "-f", "mof"], "not for several servers: mof"),
            (["get", "Part", "--servers-file", "x", "-s", "db2"], "only one of --server and --servers"),
            (["call", "Part", "M", "--at-once", "2"], "--at-once requires --servers"),
            (["describe", "Thing", *several], "belongs to another command: servers"),
            (["watch", "Thing", "--servers-file", "x"], "belongs to another command: servers-file")):
        def usage(arguments=arguments, culprit=culprit):
            check_usage(arguments, culprit)
        usage.__name__ = "wrong usage: wmikit " + " ".join(arguments)
        checks.append(usage)
    for content, culprit in ((b"# none\n\n", "no server is named: "), (b"", "no server is named: "),
                             ("db1\n".encode("utf-16"), "a NUL inside")):
        def refused(content=content, culprit=culprit):
            with MofFile(content) as file:
                check_usage(["query", wql, "--servers-file", file], culprit)
        refused.__name__ = f"wrong file of servers: {content!r}"
        checks.append(refused)


# --- Failures -------------------------------------------------------------------------------------------------------


@check
def a_failure_is_a_line_and_the_others_answer():
    for form in FORMATS:
        result = check_failures(["query", "-f", form, *THREE, "--servers", "db1,nope,db3", WQL], ("nope", UNAVAILABLE))
        expect("db1" in result.text and "db3" in result.text and "nope" not in result.text, result.text)


@check
def a_name_that_is_refused_is_a_failure_of_that_server():
    check_failures(["query", *THREE, "--servers", "db1,a\\b", WQL], ("a\\b", "wmi_connect: 0x80041008"))


@check
def a_wrong_query_fails_on_each_server():
    result = check_failures(["query", "-f", "json", *THREE, "SELECT * FROM Nope"],
                            *((name, "WBEM_E_INVALID_CLASS") for name in NAMES))
    equal(result.text, "[]\n", "output")


@check
def a_dead_server_costs_its_own_time_limit():
    dead = [word for i in range(8) for word in ("--mock-server", f"dead{i}=hang")]
    names = ",".join(["db1", *(f"dead{i}" for i in range(8))])
    begin = time.monotonic()
    result = check_failures(["query", "-f", "csv", *THREE, *dead, "--servers", names, "--timeout", "5", WQL],
                            *((f"dead{i}", "0x80041069 WBEM_E_TIMED_OUT") for i in range(8)))
    equal(len(read_csv(result.text)), 3, "lines of db1")
    expect(time.monotonic() - begin < 30, "they were asked one after the other")


@check
def so_many_are_asked_at_once():
    dead = [word for i in range(4) for word in ("--mock-server", f"dead{i}=hang")]
    begin = time.monotonic()
    check_failures(["query", *TYPES, *dead, "--servers", "dead0,dead1,dead2,dead3", "--at-once", "1", "-t", "0.5", WQL],
                   *((f"dead{i}", "WBEM_E_TIMED_OUT") for i in range(4)))
    expect(time.monotonic() - begin >= 2, "several were asked at the same time")


@check
def what_answered_is_written_to_the_file():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = os.path.join(folder, "rows.csv")
        check_failures(["query", "-f", "csv", "-o", path, *THREE, "--servers", "nope,db2", WQL], ("nope", UNAVAILABLE))
        equal(Path(path).read_bytes(), b"Server,S8,Name\r\ndb2,-128,full\r\ndb2,,empty\r\n", "file")
        check_usage(["query", "-f", "csv", "-o", path, *TYPES, "--servers", ",", WQL], "no server")
        equal(Path(path).read_bytes()[:6], b"Server", "the file that was there")


@check
def credentials_are_for_all_servers():
    with tempfile.TemporaryFile() as file:
        file.write(b"geheim\n")
        file.seek(0)
        result = run("query", *THREE, "-u", "CORP\\ada", "--password-stdin", WQL, stdin=file)
    equal(result.code, 1, "exit code")
    lines = sorted(result.err.splitlines())
    equal([line.split(": ")[1] for line in lines], list(NAMES), "servers")
    expect(all("E_ACCESSDENIED" in line for line in lines) and "geheim" not in result.err, result.err)


# --- get and call ---------------------------------------------------------------------------------------------------

DISKS = ("--mock", str(DATA / "disks.mof"), *THREE[2:])
C = 'Win32_LogicalDisk.DeviceID="C:"'


@check
def get_prints_the_object_of_each_server():
    mine = json.loads(answer("json", "get", *DISKS[:2], C).text)
    rows = json.loads(answer("json", "get", *DISKS, C).text)
    equal([list(row) for row in rows], [["Server", *mine[0]]] * 3, "names")
    equal(by_server(rows), [{"Server": name, **mine[0]} for name in NAMES], "rows")


@check
def get_tells_which_server_lacks_the_object():
    for form in FORMATS:
        check_failures(["get", "-f", form, *DISKS, 'Win32_LogicalDisk.DeviceID="Q:"'],
                       *((name, "IWbemServices::GetObject: 0x80041002 WBEM_E_NOT_FOUND") for name in NAMES))
    check_failures(["get", *DISKS, "--servers", "db1,x", "-f", "json", C], ("x", UNAVAILABLE))


@check
def call_prints_the_results_of_each_server():
    rows = json.loads(answer("json", "call", *DISKS, "--at-once", "1", "__SystemSecurity=@", "GetCallerAccessRights").text)
    equal([list(row) for row in rows], [["Server", "rights", "ReturnValue"]] * 3, "names")
    equal(sorted(row["Server"] for row in rows), list(NAMES), "servers")


@check
def call_tells_what_each_server_refuses():
    check_failures(["call", *DISKS, C, "Chkdsk", "FixErrors=true"],
                   *((name, "IWbemServices::ExecMethod: 0x80041024 WBEM_E_PROVIDER_NOT_CAPABLE") for name in NAMES))
    check_failures(["call", *DISKS, C, "Chkdsk", "Fix=1"], *((name, "Chkdsk has no parameter 'Fix': Fix=1") for name in NAMES))
    check_failures(["call", *DISKS, C, "Chkdsk", "FixErrors=x"], *((name, "FixErrors takes") for name in NAMES))
    check_failures(["call", *DISKS, C, "Nope"], *((name, "the class has no such method: Nope") for name in NAMES))


@check
def a_dead_server_costs_get_its_own_time_limit():
    result = check_failures(["get", "-f", "json", *DISKS, "--mock-server", "dead=hang", "--servers", "db1,dead,db2",
                             "-t", "1", C], ("dead", "0x80041069 WBEM_E_TIMED_OUT"))
    equal(sorted(row["Server"] for row in json.loads(result.text)), ["db1", "db2"], "servers")


# --- diagnose -------------------------------------------------------------------------------------------------------


@check
def diagnose_has_a_row_for_each_server():
    for form in (*FORMATS, "value"):
        result = check_failures(["diagnose", "-f", form, *TYPES, "--mock-server", "db1", "--mock-server", "dead=hang",
                                 "--servers", "db1,dead,nope,a\\b,localhost", "-t", "1"],
                                ("nope", UNAVAILABLE), ("dead", "WBEM_E_TIMED_OUT"), ("a\\b", "wmi_connect: 0x80041008"))
        if form == "csv":
            header, *records = read_csv(result.text)
            equal(header, ["Server", "Result", "Stage", "Milliseconds"], "header")
            equal(sorted(record[:3] for record in records),
                  [["a\\b", "FAILED", "connect"], ["db1", "ok", "query"], ["dead", "FAILED", "connect"],
                   ["localhost", "ok", "query"], ["nope", "FAILED", "connect"]], "rows")
            expect(all(int(record[3]) >= 900 for record in records if record[0] == "dead"), records)
        expect(all(name in result.text for name in ("db1", "dead", "nope", "localhost")), result.text)


@check
def diagnose_of_servers_that_work_succeeds():
    result = run("diagnose", *THREE)
    equal((result.code, result.err), (0, ""), "exit code and errors")
    header, lines = read_table(result.text)
    equal([cell.strip() for cell in header], ["Server", "Result", "Stage", "Milliseconds"], "header")
    equal(sorted(line[0].strip() for line in lines), list(NAMES), "servers")


@check
def help_tells_of_several_servers():
    for name in ("query", "get", "call", "diagnose"):
        text = run(name, "--help").text
        for option in ("--servers NAME,NAME", "--servers-file FILE", "--at-once N", "With --servers"):
            expect(option in text, option, "is not in the help of", name)
    for name in ("describe", "put", "watch"):
        expect("--servers" not in run(name, "--help").text, name)


# --- Progress -------------------------------------------------------------------------------------------------------


def run_with_terminal_for_errors(*arguments):
    """The exit code, standard output, and what came to the terminal."""
    import pty

    master, slave = pty.openpty()
    with tempfile.TemporaryFile() as out:
        with subprocess.Popen([*command, *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=slave) as process:
            os.close(slave)
            shown_there = b""
            while True:
                try:
                    piece = os.read(master, 4096)
                except OSError:
                    break
                if not piece:
                    break
                shown_there += piece
            code = process.wait(TIMEOUT)
        os.close(master)
        out.seek(0)
        return code, out.read().decode("utf-8"), shown_there.decode("utf-8")


@check
def a_terminal_shows_how_far_it_is():
    if under_wine():
        raise Skip("Wine's console is on standard output")
    code, out, errors = run_with_terminal_for_errors(
        "query", "-f", "csv", *THREE, "--mock-server", "dead=hang", "--servers", "db1,dead,db2,nope", "-t", "2.5",
        "SELECT Name FROM Special")
    equal(code, 1, "exit code")
    equal(sorted(out.split("\r\n")), sorted(["", "Server,Name", "db1,special", "db2,special"]), "output")
    pieces = [piece for piece in re.split(r"[\r\n]+", errors) if piece.strip()]
    equal(pieces[0], "0 of 4 servers, 0 failed, 0 s", "at the beginning")
    expect("3 of 4 servers, 1 failed, 1 s" in pieces and "3 of 4 servers, 1 failed, 2 s" in pieces, pieces)
    equal([piece.split(": ")[1] for piece in pieces if piece.startswith("wmikit: ")], ["nope", "dead"], "failures")
    expect(errors.endswith("\n") or errors.endswith(" \r"), repr(errors))


@check
def nothing_is_shown_without_a_terminal():
    equal(run("query", "-f", "csv", *THREE, WQL).err, "", "errors")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: tool_servers.py [LAUNCHER] EXE")
    command[:] = [os.path.abspath(path) for path in sys.argv[1:]]
    add_usage_checks()
    run("--version")  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
