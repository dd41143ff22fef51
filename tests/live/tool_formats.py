#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the command-line tool on Wine's own WMI and reads its output back, each format with a reader of its own.

Usage: tool_formats.py LAUNCHER EXE     (LAUNCHER runs a Windows program: cmake/wine.sh)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples"))
from tool_runner import (FORMATS, Skip, check, check_failure, check_formats_agree, check_usage, checks, command,
                         equal, expect, query, read_csv, read_json, read_table, run, run_checks,
                         run_in_terminal, shown, width)

HARD_TEXT = "Grüße, 中文 \U0001F600 e\u0301 \"q\" \t|\r\n\x1b[31m|"

# Each is the same in every run: properties that count up are left out.
STABLE_QUERIES = (
    "SELECT * FROM __PARAMETERS",
    "SELECT Parameter, class, TYPE FROM __PARAMETERS WHERE Method = 'CreateKey'",
    "SELECT DefaultValue FROM __PARAMETERS",
    "SELECT * FROM Win32_BIOS",
    "SELECT Organization, Caption, Primary, OSType, InstallDate, __CLASS FROM Win32_OperatingSystem",
    "SELECT * FROM Win32_NetworkAdapterConfiguration",
    "SELECT Name, DisplayName, State, StartMode FROM Win32_Service WHERE Name = 'PlugPlay'",
)


def add_agreement_checks():
    for wql in STABLE_QUERIES:
        def agreement(wql=wql):
            if "NetworkAdapter" in wql and not read_json(query(wql, "json").text):
                raise Skip("this machine has no network adapter")
            check_formats_agree(wql)
        agreement.__name__ = f"formats agree: {wql}"
        checks.append(agreement)


# --- The checks ---------------------------------------------------------------------------------------------


@check
def each_parameter_is_a_row():
    # Wine 8 has 49 rows, Wine 10 has 54: so they are held against the same rows, asked for class by class.
    rows = read_json(query("SELECT * FROM __PARAMETERS", "json").text)
    classes = sorted({row["Class"] for row in rows})
    expect(len(classes) > 1, "classes:", classes)
    parts = [read_json(query(f"SELECT * FROM __PARAMETERS WHERE Class = '{name}'", "json").text) for name in classes]
    equal(len(rows), sum(map(len, parts)), "rows")
    equal(len(rows), len({tuple(row.values()) for row in rows}), "rows that differ")
    equal(list(rows[0]), ["Class", "Method", "Direction", "Parameter", "Type", "DefaultValue"], "names")


@check
def numbers_keep_their_sign():
    rows = read_json(query("SELECT * FROM __PARAMETERS WHERE Class = 'StdRegProv' AND Method = 'CreateKey'", "json").text)
    found = {row["Parameter"]: row for row in rows}
    equal(sorted(found), ["ReturnValue", "hDefKey", "sSubKeyName"], "parameters")
    equal(found["hDefKey"]["DefaultValue"], "2147483650", "an unsigned number above 2^31")
    equal([found[name]["Direction"] for name in ("hDefKey", "ReturnValue")], ["1", "-1"], "signed numbers")


@check
def columns_come_in_the_users_order_and_the_objects_spelling():
    rows = read_json(query("select TYPE , class,  TYPE from __PARAMETERS", "json").text)
    equal(list(rows[0]), ["Type", "Class"], "names")


@check
def system_properties_that_were_asked_for_appear():
    rows = read_json(query("SELECT __class, Name FROM Win32_BIOS", "json").text)
    equal(list(rows[0]), ["__CLASS", "Name"], "names")
    equal(rows[0]["__CLASS"], "Win32_BIOS", "__CLASS")


@check
def null_is_told_from_an_empty_string():
    wql = "SELECT IdentificationCode, Name FROM Win32_BIOS"
    equal(read_json(query(wql, "json").text)[0]["IdentificationCode"], None, "json NULL")
    expect(query(wql, "csv").text.split("\r\n")[1].startswith(","), "csv NULL is no empty field")
    wql = "SELECT Organization, OSType FROM Win32_OperatingSystem"
    equal(read_json(query(wql, "json").text)[0]["Organization"], "", "json empty string")
    expect(query(wql, "csv").text.split("\r\n")[1].startswith('"",'), "csv empty string has no quotes")


@check
def values_have_their_json_type():
    wql = "SELECT Primary, OSType, Caption, CurrentTimeZone, InstallDate FROM Win32_OperatingSystem"
    row = json.loads(query(wql, "json").text)[0]
    equal([type(value) for value in row.values()], [bool, int, str, int, str], "types")


@check
def uint64_is_exact():
    row = json.loads(query("SELECT Size FROM Win32_LogicalDisk WHERE DeviceId = 'C:'", "json").text)[0]
    # Wine gives its disks a geometry of its own: cylinders, tracks, sectors, bytes.
    equal(row["Size"], 10000 * 255 * 63 * 512, "Size")
    row = json.loads(query("SELECT TotalVisibleMemorySize FROM Win32_OperatingSystem", "json").text)[0]
    memory = int(re.search(r"MemTotal: +(\d+) kB", Path("/proc/meminfo").read_text()).group(1))
    expect(abs(row["TotalVisibleMemorySize"] - memory) < 1024, row, "kB, where /proc/meminfo says", memory)


@check
def arrays_are_arrays():
    rows = json.loads(query("SELECT * FROM Win32_NetworkAdapterConfiguration", "json").text)
    arrays = [value for row in rows for value in row.values() if isinstance(value, list)]
    if not arrays:
        raise Skip("no network adapter of this machine has an address")
    expect(all(isinstance(element, str) for array in arrays for element in array), "elements:", arrays)


@check
def a_malformed_datetime_is_shown_as_it_came():
    row = json.loads(query("SELECT * FROM Win32_OperatingSystem", "json").text)[0]
    expect(re.fullmatch(r"\d{14}\.\d{6}[+-]\d{2,3}", row["LocalDateTime"]), row["LocalDateTime"])


@check
def utf8_goes_in_and_out():
    """A query is part of the tool's own command line, which Win32_Process shows."""
    name = os.path.basename(command[1])
    literal = HARD_TEXT.replace('"', "`").replace("\r\n", "\n")
    wql = f"SELECT Name, CommandLine, ThreadCount FROM Win32_Process WHERE Name = '{name}' AND Caption <> '{literal}'"
    row = read_json(query(wql, "json").text)[0]
    expect(literal in row["CommandLine"], "json:", repr(row["CommandLine"]))

    records = read_csv(query(wql, "csv").text)
    expect(literal in records[1][1], "csv:", repr(records[1][1]))

    for form in ("table", "list"):
        text = query(wql, form).text
        expect(shown(literal) in text, f"{form}:", repr(text))
        expect("\x1b" not in text and "\t" not in text, f"{form} has raw control characters:", repr(text))
    header, lines = read_table(query(wql, "table").text)
    equal([cell.strip() for cell in header], ["Name", "CommandLine", "ThreadCount"], "header")
    expect(lines[0][2].strip().isdigit(), "the column behind wide characters:", lines[0])


@check
def csv_quotes_what_it_must():
    name = os.path.basename(command[1])
    result = query(f"SELECT CommandLine FROM Win32_Process WHERE Name = '{name}'", "csv")
    # Between quotes because of the blanks: "…\wmikit.exe" query … begins with a quote and has some more.
    expect('""' in result.text, result.text)
    line = read_csv(result.text)[1][0]
    expect(line.endswith(f"FROM Win32_Process WHERE Name = '{name}'\""), line)


@check
def line_ends_are_crlf_in_csv_and_lf_elsewhere():
    rows = len(read_json(query("SELECT * FROM __PARAMETERS", "json").text))
    for form in FORMATS:
        out = query("SELECT * FROM __PARAMETERS", form).out
        equal(out.count(b"\r\n"), 1 + rows if form == "csv" else 0, f"{form} CRLF")
        equal(out.count(b"\r"), out.count(b"\r\n"), f"{form} CR")
        expect(out.endswith(b"\n"), form)


@check
def a_pipe_gets_what_a_file_gets():
    with subprocess.Popen([*command, "query", "SELECT * FROM __PARAMETERS"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        piped = process.stdout.read()
    equal((process.returncode, piped), (0, query("SELECT * FROM __PARAMETERS", "table").out), "exit code, output")


@check
def no_rows_are_no_error():
    for wql, expected in (("SELECT * FROM __PARAMETERS WHERE Class = 'x'", ("", "", "", "[]\n")),
                          ("SELECT Type, class FROM __PARAMETERS WHERE Class = 'x'", ("", "", "Type,class\r\n", "[]\n"))):
        for form, text in zip(FORMATS, expected):
            equal(query(wql, form).text, text, f"{form} of {wql}")


@check
def table_is_the_default_format():
    wql = "SELECT * FROM __PARAMETERS"
    result = run("query", wql)
    equal((result.code, result.text), (0, query(wql, "table").text), "default")


@check
def options_may_stand_anywhere_and_have_short_forms():
    wql = "SELECT Name FROM Win32_BIOS"
    expected = query(wql, "json").text
    for arguments in (["query", wql, "--format=json"], ["--format", "json", "query", wql],
                      ["query", "-f", "json", "--", wql], ["-f", "csv", "query", "-f", "json", wql],
                      ["query", "-n", "root\\cimv2", "-f", "json", wql],
                      ["query", "--namespace=//./root/cimv2", "-f", "json", wql]):
        result = run(*arguments)
        equal((result.code, result.text), (0, expected), " ".join(arguments))


@check
def the_namespace_is_the_one_asked_for():
    wql = "SELECT * FROM MSSMBios_RawSMBiosTables"
    equal(len(read_json(query(wql, "json", "--namespace", "root\\wmi").text)), 1, "rows in root\\wmi")
    equal(query(wql, "json", "--namespace", "root\\cimv2").text, "[]\n", "root\\cimv2")


@check
def an_invalid_query_is_explained():
    result = check_failure(["query", "SELEKT Ä\x1b FROM x"], "wmikit: IWbemServices::ExecQuery: 0x80041017 "
                           "WBEM_E_INVALID_QUERY\n", "SELEKT Ä\u241b FROM x")
    equal(result.out, b"", "output")


@check
def an_unknown_namespace_is_explained():
    for form in FORMATS:
        result = check_failure(["query", "-f", form, "-n", "root\\größe", "SELECT * FROM x"],
                               "IWbemLocator::ConnectServer: 0x8004100E WBEM_E_INVALID_NAMESPACE\n", "root\\größe")
        equal(result.out, b"", "output")


@check
def an_unknown_property_is_explained_and_the_json_stays_valid():
    wql = "SELECT Class, NoSuch FROM __PARAMETERS"
    for form, out in zip(FORMATS, ("", "", "", "[]\n")):
        result = check_failure(["query", "-f", form, wql], "0x80041002 WBEM_E_NOT_FOUND\n", "NoSuch")
        if form != "csv":  # its header says which columns were asked for
            equal(result.text, out, form)
    equal(read_json(run("query", "-f", "json", wql).text), [], "rows")


def add_usage_checks():
    wql = "SELECT * FROM __PARAMETERS"
    for arguments, culprit in (
            ([], "command"), (["frob"], "frob"), (["frob", "--help"], "frob"), (["query"], "WQL"),
            (["query", wql, "second Ü"], "second Ü"), (["query", "--bogus", wql], "--bogus"),
            (["query", "-x", wql], "-x"), (["query", "-nroot", wql], "-nroot"),
            (["query", "--format", "xml", wql], "xml"), (["query", "--format=", wql], "unknown format"),
            (["query", wql, "--format"], "--format"), (["query", "--namespac", "x", wql], "--namespac"),
            (["query", "--help=1"], "--help=1"), (["query", "--", wql, "--help"], "--help")):
        def usage(arguments=arguments, culprit=culprit):
            check_usage(arguments, culprit)
        usage.__name__ = "wrong usage: wmikit " + " ".join(arguments)
        checks.append(usage)


@check
def what_follows_two_dashes_is_no_option():
    check_failure(["query", "--", "--help"], "WBEM_E_INVALID_QUERY", "--help")


@check
def help_tells_everything():
    result = run("--help")
    equal((result.code, result.err), (0, ""), "wmikit --help")
    for word in ("Usage: wmikit", "query", "--namespace", "--format", "--help", "--version", "exit code"):
        expect(word in result.text, word, "is not in", result.text)
    of_query = run("query", "--help")
    equal((of_query.code, of_query.err), (0, ""), "wmikit query --help")
    for word in ("Usage: wmikit query", "WQL", "--namespace", "NULL", *(f"\n  {form} " for form in FORMATS)):
        expect(word in of_query.text, word, "is not in", of_query.text)
    expect(max(map(len, (result.text + of_query.text).split("\n"))) <= 100, "a line of more than 100 columns")
    expect("\r" not in result.text + of_query.text, "a carriage return")


@check
def the_version_is_that_of_the_headers():
    header = (Path(__file__).parents[2] / "include/wmikit/base.h").read_text(encoding="utf-8")
    version = re.search(r'WMIKIT_VERSION +"([\d.]+)"', header).group(1)
    result = run("--version")
    equal((result.code, result.text), (0, f"wmikit {version}\n"), "version")


@check
def a_closed_pipe_is_an_error():
    for form in FORMATS:
        read_end, write_end = os.pipe()
        os.close(read_end)
        try:
            result = run("query", "-f", form, "SELECT * FROM __PARAMETERS", stdout=write_end)
        finally:
            os.close(write_end)
        equal(result.code, 1, f"{form}: exit code")
        expect("wmikit: cannot write to standard output: " in result.err, form, result.err)


@check
def a_full_disk_is_an_error():
    for arguments in (["query", "SELECT * FROM __PARAMETERS"], ["--help"], ["--version"]):
        with open("/dev/full", "wb") as full:
            result = run(*arguments, stdout=full)
        equal(result.code, 1, f"{arguments}: exit code")
        expect("wmikit: cannot write to standard output: " in result.err, arguments, result.err)


@check
def a_table_fits_the_terminal():
    name = os.path.basename(command[1])
    wql = f"SELECT Name, CommandLine, ProcessId FROM Win32_Process WHERE Name = '{name}' AND Caption <> '中文字中文字\x1b'"
    for columns in (60, 61, 62, 63):  # each cuts the wide characters elsewhere
        code, lines = run_in_terminal(columns, "query", wql)
        equal(code, 0, "exit code")
        expect(max(map(width, lines)) < columns, f"wider than {columns}:", lines)
        equal(max(map(width, lines)), columns - 1, f"as wide as {columns} columns allow")
        expect("…" in lines[2] and re.search(r" \d+$", lines[2]), "a cut text and a whole number:", lines)
    code, lines = run_in_terminal(200, "query", "SELECT * FROM __PARAMETERS")
    equal("\n".join(lines), query("SELECT * FROM __PARAMETERS", "table").text, "a table that is narrow enough")


@check
def a_table_too_wide_becomes_a_list():
    wql = "SELECT * FROM Win32_BIOS"
    code, lines = run_in_terminal(40, "query", wql)
    equal(code, 0, "exit code")
    # The terminal wraps long values: compare without regard to line ends.
    equal("".join(lines).replace(" ", ""), query(wql, "list").text.replace("\n", "").replace(" ", ""), "lines")


@check
def csv_on_a_terminal_has_no_control_characters():
    name = os.path.basename(command[1])
    wql = f"SELECT CommandLine FROM Win32_Process WHERE Name = '{name}' AND Caption <> '\x1b]0;x\x07'"
    code, lines = run_in_terminal(1000, "query", "--format", "csv", wql)
    equal(code, 0, "exit code")
    expect("\u241b]0;x\u2407" in "".join(lines), lines)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tool_formats.py LAUNCHER EXE")
    launcher, original = (os.path.abspath(path) for path in sys.argv[1:])
    # A name of its own, by which Win32_Process shows this run's program and no other; where its DLLs are, if any.
    exe = str(Path(original).with_name(f"wmikit-{os.getpid()}.exe"))
    shutil.copy2(original, exe)
    command[:] = [launcher, exe]
    try:
        add_agreement_checks()
        add_usage_checks()
        run("--version")  # the launcher may have to set itself up, and say so
        code = run_checks()
    finally:
        os.remove(exe)
    sys.exit(code)


if __name__ == "__main__":
    main()
