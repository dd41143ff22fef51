#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the command-line tool on its mock: every CIM type, the options of a connection, passwords, diagnose.

Usage: tool_mock.py [LAUNCHER] EXE     (LAUNCHER runs it: cmake/wine.sh, qemu-i386)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tool_runner import (FORMATS, TIMEOUT, MofFile, Skip, check, check_failure, check_formats_agree, check_usage, checks,
                         command, equal, expect, query, read_csv, run, run_checks, under_wine)

TYPES = str(Path(__file__).resolve().parents[1] / "data/types.mof")
MOCK = ("--mock", TYPES)
SECRET = "geheim-ß-中-7391"

# What types.mof says.
FULL = {
    "Name": "full", "S8": -128, "S8s": [-128, 0, 127], "U8": 255, "U8s": [0, 255], "S16": -32768,
    "S16s": [-32768, 32767], "U16": 65535, "U16s": [0, 65535], "S32": -2**31, "S32s": [-2**31, 2**31 - 1],
    "U32": 2**32 - 1, "U32s": [0, 2**31, 2**32 - 1], "S64": -2**63, "S64s": [-2**63, 2**63 - 1], "U64": 2**64 - 1,
    "U64s": [0, 2**64 - 1], "R32": 0.1, "R32s": [-1.5, 0.1], "R64": -2.5e-300, "R64s": [0.1, 1e100], "Yes": True,
    "Yeses": [True, False], "Letter": "ß", "Letters": ["a", "Ж"], "Text": "Grüße, 中文 😀 \"q\" \t|\r\nC:\\x",
    "Texts": ["", "a,b", "NULL"], "When": "20040229123015.500000+060",
    "Whens": ["20040229123015.500000+060", "00000002030000.000000:000"], "Other": 'Part.Id="1"',
    "Others": ['Part.Id="1"', 'Part.Id="2"'], "Inside": {"Id": "in", "Weight": 7},
    "Insides": [{"Id": "a", "Weight": 7}, {"Id": "b", "Weight": 8}],
}


def is_native():
    return not under_wine()


def run_with_input(content, *arguments):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return run(*arguments, stdin=file)


# --- The data --------------------------------------------------------------------------------------------------


@check
def every_type_is_read_exactly():
    rows = json.loads(query("SELECT * FROM Thing", "json", *MOCK).text)
    equal([row["Name"] for row in rows], ["full", "empty", "special"], "rows")
    equal(rows[0], FULL, "full")
    equal({name: value for name, value in rows[1].items() if value is not None},
          {"Name": "empty", "Text": "", "Texts": []}, "empty")
    equal(rows[2]["Extra"], "only here", "a subclass's own property")


@check
def the_formats_agree_on_every_type():
    # The empty string is left out, which only csv tells from nothing.
    check_formats_agree(f"SELECT {', '.join(FULL)} FROM Thing WHERE Name = 'full'", *MOCK)
    check_formats_agree("SELECT Name, U64, Yes, Texts FROM Thing", *MOCK)


@check
def csv_holds_every_text_as_it_is():
    records = read_csv(query("SELECT Text FROM Thing", "csv", *MOCK).text)
    equal(records, [["Text"], [FULL["Text"]], [""], [None]], "records")


@check
def mock_may_stand_anywhere():
    wql = "SELECT Name FROM Special"
    expected = query(wql, "csv", *MOCK).text
    equal(expected, "Name\r\nspecial\r\n", "rows")
    for arguments in (["-f", "csv", *MOCK, "query", wql], ["query", "-f", "csv", wql, f"--mock={TYPES}"],
                      ["-m", TYPES, "-f", "csv", "query", wql]):
        result = run(*arguments)
        equal((result.code, result.text, result.err), (0, expected, ""), " ".join(arguments))


@check
def several_files_are_loaded_in_their_order():
    with MofFile('instance of Special { Name = "added"; };') as more:
        result = query("SELECT Name FROM Special", "csv", *MOCK, "--mock", more)
        equal(result.text, "Name\r\nspecial\r\nadded\r\n", "rows")
        check_failure(["query", "--mock", more, *MOCK, "SELECT * FROM Special"],
                      "wmi_mock_load_file: ", "Special", "line 1, column ")


@check
def the_namespace_is_the_one_asked_for():
    wql = "SELECT Name FROM Special"
    for name in ("root\\test\\deep", "//./root/cimv2", "ROOT/CIMV2"):
        equal(query(wql, "csv", *MOCK, "-n", name).text, "Name\r\nspecial\r\n", name)
    with MofFile('#pragma namespace("\\\\\\\\.\\\\root\\\\other")\nclass A { [key] string K; };\n'
                 'instance of A { K = "there"; };') as elsewhere:
        equal(query(wql, "csv", *MOCK, "--mock", elsewhere).text, "Name\r\nspecial\r\n", "ROOT\\CIMV2")
        check_failure(["query", "--mock", elsewhere, "SELECT * FROM A"], "WBEM_E_INVALID_CLASS")


@check
def a_byte_order_mark_is_no_error():
    with MofFile(b"\xef\xbb\xbfclass A { [key] string K; }; instance of A { K = \"k\"; };") as marked:
        equal(query("SELECT K FROM A", "csv", "--mock", marked).text, "K\r\nk\r\n", "rows")


# --- Errors ------------------------------------------------------------------------------------------------------


def check_failure_without_hint(arguments, *words):
    result = run(*arguments)
    equal(result.code, 1, "exit code")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")
    return result


@check
def a_syntax_error_is_told_with_file_line_and_column():
    with MofFile("class A {\n    [key] string K;\n    sint32 = 5;\n};\n") as wrong:
        result = check_failure_without_hint(["query", "--mock", wrong, "SELECT * FROM A"], "wmi_mock_load_file: 0x8004")
        expect(f"{wrong}: line 3, column " in result.err, result.err)
        equal(result.out, b"", "output")


@check
def a_missing_file_is_named():
    check_failure_without_hint(["query", "--mock", "no/such.mof", "SELECT * FROM A"], "wmi_mock_load_file: 0x80070002 ",
                               "no/such.mof cannot be opened")


@check
def an_unknown_class_is_explained():
    for form, out in zip(FORMATS, ("", "", "", "[]\n")):
        result = check_failure(["query", *MOCK, "-f", form, "SELECT * FROM Nope"], "WBEM_E_INVALID_CLASS", "Nope")
        equal(result.text, out, form)


@check
def an_invalid_query_is_explained():
    for wql in ("SELEKT", "SELECT * FROM Thing WHERE", "SELECT * FROM Thing WHERE Name = 'open"):
        check_failure(["query", *MOCK, wql], "0x80041017 WBEM_E_INVALID_QUERY\n", wql)


@check
def a_server_that_the_mock_does_not_have_is_unavailable():
    for where in (["--server", "db1"], ["--server=2010:836B:4179::836B:4179"]):
        check_failure(["query", *MOCK, *where, "SELECT * FROM Thing"],
                      "IWbemLocator::ConnectServer: 0x800706BA RPC_S_SERVER_UNAVAILABLE\n", where[-1].split("=")[-1])


@check
def this_computer_has_several_names():
    for name in (".", "localhost", "127.0.0.1", "::1"):
        equal(query("SELECT Name FROM Special", "csv", *MOCK, "-s", name).text, "Name\r\nspecial\r\n", name)


# --- The options of a connection ----------------------------------------------------------------------------------


def add_usage_checks():
    wql = "SELECT * FROM Thing"
    for arguments, culprit in (
            (["query", "--timeout", "0", wql], "seconds: 0"), (["query", "--timeout=", wql], "seconds"),
            (["query", "--timeout", "-1", wql], "seconds: -1"), (["query", "-t", "1s", wql], "seconds: 1s"),
            (["query", "-t", "1e3", wql], "1e3"), (["query", "-t", "0x10", wql], "0x10"), (["query", "-t", ".", wql], "."),
            (["query", "-t", "inf", wql], "inf"), (["query", "-t", "4294968", wql], "4294968"),
            (["query", "-t", "99999999999999999999999", wql], "9999"), (["query", "-t", "1,5", wql], "1,5"),
            (["query", "-t", "0.0001", wql], "0.0001"), (["query", wql, "--mock"], "--mock"),
            (["query", wql, "--server"], "--server"), (["query", wql, "--password-stdin"], "--user"),
            (["query", wql, "--password-stdin=x"], "takes no value"), (["diagnose", "a", "b"], "b"),
            (["diagnose", "a", "--server", "b"], "named twice")):
        def usage(arguments=arguments, culprit=culprit):
            check_usage(arguments, culprit)
        usage.__name__ = "wrong usage: wmikit " + " ".join(arguments)
        checks.append(usage)


@check
def a_time_may_have_a_fraction():
    for seconds in ("60", "59.5", "60.", "00060.0009", "4294967.295"):
        equal(query("SELECT Name FROM Special", "csv", *MOCK, "--timeout", seconds).text, "Name\r\nspecial\r\n", seconds)
    equal(query("SELECT Name FROM Special", "csv", *MOCK, "--timeout=.9999999999").code, 0, ".9999999999")


@check
def time_runs_out():
    # Reading and printing so many rows takes much longer.
    rows = "".join(f'instance of Row {{ Id = {i}; Text = "{"x" * 200}"; }};\n' for i in range(30000))
    with MofFile("class Row { [key] uint32 Id; string Text; };\n" + rows) as many:
        begin = time.monotonic()
        result = check_failure(["query", "--mock", many, "-f", "json", "--timeout", "0.001", "SELECT * FROM Row"],
                               "0x80041069 WBEM_E_TIMED_OUT\n")
        expect(time.monotonic() - begin < 60, "it took too long")
        expect(len(json.loads(result.text or "[]")) < 30000, "all rows came")


@check
def the_library_refuses_what_connect_server_would():
    for options, code, word in ((["--locale", "en-US"], "WBEM_E_INVALID_PARAMETER", "locale"),
                                (["--authority", "CORP", "-s", "db1"], "WBEM_E_INVALID_PARAMETER", "authority"),
                                (["--server", "a\\b"], "WBEM_E_INVALID_PARAMETER", "server"),
                                (["--authority", "Kerberos:x"], "WBEM_E_LOCAL_CREDENTIALS", "authority")):
        check_failure(["query", *MOCK, *options, "SELECT * FROM Thing"], "wmi_connect: 0x8004", code, word)
    equal(query("SELECT Name FROM Special", "csv", *MOCK, "--locale", "MS_409").code, 0, "MS_409")


# --- Passwords ------------------------------------------------------------------------------------------------------


@check
def a_password_on_the_command_line_is_refused():
    for option in (["--password", SECRET], ["--password=" + SECRET]):
        for arguments in (["query", *option, "SELECT * FROM Thing"], [*option, "diagnose"], option):
            result = check_usage(arguments, "no password on the command line")
            expect("--password-stdin" in result.err and "--user" in result.err, result.err)
            expect(SECRET not in result.err, "the password is shown:", result.err)


def check_password(content, code, *words):
    result = run_with_input(content, "query", *MOCK, "-s", "db1", "-u", "CORP\\ada", "--password-stdin",
                            "SELECT * FROM Thing")
    equal(result.code, code, f"exit code ({result.err})")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")
    expect(SECRET not in result.err and result.out == b"", "output:", result.err, result.out)


@check
def the_password_is_a_line_of_standard_input():
    unavailable = "RPC_S_SERVER_UNAVAILABLE"  # the password was taken, and the mock has no such server
    for content in (f"{SECRET}\n", f"{SECRET}\r\n", SECRET, "\n", "\r\n", f"{SECRET}\nmore\n", "x" * 1023 + "\n"):
        check_password(content.encode("utf-8"), 1, unavailable)


@check
def a_password_that_is_none_is_refused():
    check_password(b"", 2, "no password on standard input")
    check_password(b"x" * 1024, 2, "too long")
    check_password(b"x" * 100000, 2, "too long")
    for content in (SECRET.encode("utf-8") + b"\0more\n", b"\0\n", b"\0", (SECRET + "\n").encode("utf-16-le")):
        check_password(content, 2, "a NUL inside")
    check_password("Grüße\n".encode("latin-1"), 1, "wmi_connect: 0x80041008 WBEM_E_INVALID_PARAMETER",
                   "password is not UTF-8")


@check
def only_one_line_is_read():
    if not is_native():
        raise Skip("Wine's starter may read ahead")
    with tempfile.TemporaryFile() as file:
        file.write(b"secret\nthe rest\n")
        file.seek(0)
        run("query", *MOCK, "-s", "db1", "-u", "ada", "--password-stdin", "SELECT * FROM Thing", stdin=file)
        equal(os.read(file.fileno(), 100), b"the rest\n", "what was left")


@check
def credentials_for_this_computer_are_refused():
    result = run_with_input(b"x\n", "query", *MOCK, "-u", "ada", "--password-stdin", "SELECT * FROM Thing")
    equal(result.code, 1, "exit code")
    expect("WBEM_E_LOCAL_CREDENTIALS" in result.err, result.err)


@check
def no_process_list_shows_the_password():
    if not is_native():
        raise Skip("the process is Wine's")
    arguments = ["query", *MOCK, "-s", "db1", "-u", "ada", "--password-stdin", "SELECT * FROM Thing"]
    with subprocess.Popen([*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as process:
        process.stdin.write(SECRET.encode("utf-8"))
        process.stdin.flush()
        time.sleep(0.3)  # it has the password, and waits for the line's end
        equal(process.poll(), None, "it ended")
        for name in ("cmdline", "environ", "comm"):
            content = Path(f"/proc/{process.pid}/{name}").read_bytes()
            expect(SECRET.encode("utf-8") not in content, name, content)
        errors = process.communicate(b"\n", timeout=TIMEOUT)[1].decode("utf-8")
        expect("RPC_S_SERVER_UNAVAILABLE" in errors and SECRET not in errors, errors)


class Terminal:
    """The tool on a terminal of its own, its standard output and errors apart unless they are the terminal."""

    def __init__(self, *arguments, errors_apart=False, stdin=None):
        import pty

        self.errors_read, errors_write = os.pipe()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            if errors_apart:
                os.dup2(errors_write, 2)
            if stdin is not None:
                os.dup2(os.open(stdin, os.O_RDONLY), 0)
            os.execv(command[0], [*command, *arguments])
        os.close(errors_write)
        self.shown = b""

    def read_until(self, words, source=None):
        end = time.monotonic() + TIMEOUT
        while words not in self.shown:
            expect(select.select([source or self.master], [], [], max(0, end - time.monotonic()))[0], "no", words,
                   "but", self.shown)
            try:
                piece = os.read(source or self.master, 4096)
            except OSError:  # how Linux says that the other side is closed
                piece = b""
            expect(piece, "no", words, "but", self.shown)
            self.shown += piece

    def echoes(self):
        import termios

        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def wait_for_echo(self, wanted):
        """Wine turns the echo off just behind the prompt, and only then takes the Enter key for what it is."""
        end = time.monotonic() + TIMEOUT
        while self.echoes() != wanted:
            expect(time.monotonic() < end, "the terminal", "echoes" if not wanted else "stays without echo")
            time.sleep(0.01)

    def type(self, content):
        os.write(self.master, content.encode("utf-8"))

    def finish(self):
        """The exit code, a signal's number negative."""
        while True:
            if not select.select([self.master], [], [], TIMEOUT)[0]:
                os.kill(self.pid, signal.SIGKILL)
            try:
                piece = os.read(self.master, 4096)
            except OSError:
                break
            if not piece:
                break
            self.shown += piece
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        while piece := os.read(self.errors_read, 4096):
            self.shown += piece
        os.close(self.master)
        os.close(self.errors_read)
        return code


ASK = ("query", *MOCK, "-s", "db1", "-u", "CORP\\ada", "SELECT * FROM Thing")


@check
def the_terminal_is_asked_without_echo():
    terminal = Terminal(*ASK)
    terminal.read_until(b"Password for CORP\\ada:")
    if is_native():
        expect(not terminal.echoes(), "the terminal echoes")
    terminal.wait_for_echo(False)
    terminal.type(SECRET + ("\n" if is_native() else "\r"))
    equal(terminal.finish(), 1, "exit code")
    text = terminal.shown.decode("utf-8")
    expect("RPC_S_SERVER_UNAVAILABLE" in text, text)
    expect(SECRET not in text and "geheim" not in text, "the password was echoed:", text)


@check
def the_prompt_goes_to_standard_error():
    if not is_native():
        raise Skip("Wine's console is one")
    terminal = Terminal(*ASK, errors_apart=True, stdin="/dev/null")
    terminal.read_until(b"Password for CORP\\ada: ", terminal.errors_read)
    terminal.type("x\n")
    equal(terminal.finish(), 1, "exit code")


@check
def an_interrupted_question_leaves_the_terminal_as_it_was():
    if not is_native():
        raise Skip("the terminal is Wine's")
    for cause in ("\x03", signal.SIGTERM):
        terminal = Terminal(*ASK)
        terminal.read_until(b": ")
        expect(not terminal.echoes(), "the terminal echoes")
        if isinstance(cause, str):
            terminal.type(cause)
        else:
            os.kill(terminal.pid, cause)
        terminal.wait_for_echo(True)
        equal(terminal.finish(), -(signal.SIGINT if isinstance(cause, str) else cause), "how it ended")


@check
def without_a_terminal_nobody_is_asked():
    if not is_native():
        raise Skip("Wine's starter has its own idea of a console")
    with tempfile.TemporaryFile() as errors:
        done = subprocess.run([*command, *ASK], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                              start_new_session=True, timeout=TIMEOUT, check=False)
        errors.seek(0)
        text = errors.read().decode("utf-8")
    equal(done.returncode, 2, "exit code")
    expect("--password-stdin" in text, text)


# --- diagnose -------------------------------------------------------------------------------------------------------

STAGES = ["name", "COM", "locator", "connect", "blanket", "query"]


def check_stages(result, *failed):
    """All passed; or the last line's stage failed."""
    lines = [re.fullmatch(r"(\w+) +(ok|FAILED) +\d+\.\d\d ms(  \S.*)?", line) for line in result.text.splitlines()]
    expect(all(lines), result.text)
    count = STAGES.index(failed[0]) + 1 if failed else len(STAGES)
    equal([line.group(1) for line in lines], STAGES[:count], "stages")
    equal([line.group(2) for line in lines], ["ok"] * (count - len(failed)) + ["FAILED"] * len(failed), "what they say")
    equal(result.code, 1 if failed else 0, "exit code")
    if failed:
        expect(re.search(r"^  hint: \S", result.err, re.MULTILINE), "no hint:", result.err)
    else:
        equal(result.err, "", "errors")


@check
def diagnose_passes_every_stage():
    check_stages(run("diagnose", *MOCK))
    check_stages(run("diagnose", *MOCK, "localhost", "--timeout", "60", "-n", "root\\test"))


@check
def diagnose_says_that_a_server_is_unavailable():
    result = run("diagnose", *MOCK, "db1")
    check_stages(result, "connect")
    expect("0x800706BA RPC_S_SERVER_UNAVAILABLE" in result.err and "\\\\db1\\ROOT\\CIMV2" in result.err, result.err)
    equal(result.err, run("diagnose", *MOCK, "--server", "db1").err, "the same by --server")
    equal(result.err, run("diagnose", *MOCK, "--server", "db1", "-t", "30").err, "the same with a deadline")


@check
def diagnose_says_that_options_make_no_sense():
    result = run("diagnose", *MOCK, "--locale", "german")
    check_stages(result, "connect")
    expect("WBEM_E_INVALID_PARAMETER" in result.err and "locale" in result.err, result.err)


@check
def diagnose_takes_credentials():
    result = run_with_input(b"x\n", "diagnose", *MOCK, "db1", "-u", "CORP\\ada", "--password-stdin")
    check_stages(result, "connect")
    expect("as CORP\\ada" in result.text, result.text)


@check
def diagnose_knows_no_such_name():
    result = run("diagnose", "no-such-name.invalid")
    check_stages(result, "name")
    expect("no-such-name.invalid" in result.text, result.text)


@check
def diagnose_says_that_there_is_no_wmi():
    if not is_native():
        raise Skip("Wine has one")
    result = run("diagnose")
    check_stages(result, "locator")
    expect("REGDB_E_CLASSNOTREG" in result.err and "--mock" in result.err, result.err)


@check
def help_tells_everything():
    text = run("diagnose", "--help").text
    for word in ("Usage: wmikit diagnose [OPTION]... [SERVER]", *(f"\n  {stage} " for stage in STAGES)):
        expect(word in text, word, "is not in", text)
    text += run("--help").text
    for option in ("--server", "--user", "--password-stdin", "--authority", "--locale", "--timeout", "--mock"):
        expect(option in text, option, "is not in", text)
    expect("--password " not in text, "--password is offered")
    expect(max(map(len, text.split("\n"))) <= 100, "a line of more than 100 columns")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: tool_mock.py [LAUNCHER] EXE")
    command[:] = [os.path.abspath(path) for path in sys.argv[1:]]
    add_usage_checks()
    run("--version")  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
