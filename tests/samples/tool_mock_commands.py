#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the command-line tool's commands on its mock: what each prints, wrong use, and MOF that is played back.

Usage: tool_mock_commands.py [--one-format] [LAUNCHER] EXE     (LAUNCHER: cmake/wine.sh, qemu-i386)

With --one-format what was recorded is played back in one format, not in each.

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import functools
import json
import os
import sys
import tempfile
from pathlib import Path

from tool_runner import (FORMATS, MofFile, Skip, answer, check, check_answers_agree, check_failure, check_usage, checks,
                         command, equal, expect, run, run_checks, under_wine)

DATA = Path(__file__).resolve().parents[1] / "data"
TYPES = ("--mock", str(DATA / "types.mof"))
DISKS = ("--mock", str(DATA / "disks.mof"))
C = 'Win32_LogicalDisk.DeviceID="C:"'
D = 'Win32_LogicalDisk.DeviceID="D:\\"\\\\{x}"'


# Where each run takes its time, one is enough: the formats are the same code.
replayed_formats = FORMATS


def rows(*arguments):
    return json.loads(answer("json", *arguments).text)


# --- classes ----------------------------------------------------------------------------------------------------


@check
def classes_are_found_by_pattern():
    for pattern, names in (("win32_*", ["Win32_LogicalDisk", "Win32_Directory", "Win32_LogicalDiskRootDirectory",
                                        "Win32_DiskHolds"]),
                           ("%DISK%", ["Win32_LogicalDisk", "Win32_LogicalDiskRootDirectory", "Win32_DiskHolds"]),
                           ("?ART", ["Part"]), ("part", ["Part"]), ("Win32", []), ("P*t", ["Part"]), ("*zz*", [])):
        equal([row["Class"] for row in rows("classes", *DISKS, pattern)], names, pattern)
    every = rows("classes", *DISKS)
    equal(every, rows("classes", *DISKS, "*"), "no pattern")
    expect({"Class": "Win32_Directory", "Superclass": "CIM_LogicalElement"} in every, every)
    expect({"Class": "Part", "Superclass": None} in every, every)
    expect("__SystemClass" in [row["Class"] for row in every], every)


@check
def no_class_is_no_error():
    for form, text in zip(FORMATS, ("", "", "Class,Superclass\r\n", "[]\n")):
        equal(answer(form, "classes", *DISKS, "none").text, text, form)


# --- describe ---------------------------------------------------------------------------------------------------


@check
def a_class_is_described():
    described = {row["Name"]: row for row in rows("describe", *DISKS, "win32_logicaldisk")}
    equal(described["Win32_LogicalDisk"],
          {"Kind": "class", "Name": "Win32_LogicalDisk", "Type": "CIM_LogicalElement", "Key": None, "Origin": None,
           "Qualifiers": ""}, "class")
    equal(described["DeviceID"],
          {"Kind": "property", "Name": "DeviceID", "Type": "string", "Key": True, "Origin": "Win32_LogicalDisk",
           "Qualifiers": "read"}, "key")
    for name, column, value in (
            ("Name", "Origin", "CIM_LogicalElement"), ("Name", "Key", False), ("Label", "Type", "Part"),
            ("Kinds", "Type", "uint8[]"), ("Kinds", "Qualifiers", 'values(["a\\"b", "c"]), ValueMap(["0", "1"])'),
            ("Chkdsk", "Kind", "method"), ("Rescan", "Type", "void ()"), ("Rescan", "Qualifiers", "static, implemented"),
            ("Chkdsk", "Type", "uint32 (optional boolean FixErrors, string[] Steps, out uint32 Found)"),
            ("Attach", "Type", "uint32 (Part What, in out datetime When)")):
        equal(described[name][column], value, f"{column} of {name}")


@check
def what_a_class_says_of_itself_is_described():
    equal(rows("describe", *DISKS, "Machine")[0]["Qualifiers"], "singleton", "singleton")
    element = {row["Name"]: row for row in rows("describe", *DISKS, "CIM_LogicalElement")}
    equal([element[name]["Qualifiers"] for name in ("CIM_LogicalElement", "Name", "Description")],
          ["abstract", "read, MaxLen(64)", "write"], "qualifiers")
    equal([row["Type"] for row in rows("describe", *DISKS, "Win32_DiskHolds")],
          [None, "Win32_LogicalDisk ref", "Win32_Directory ref"], "references")


# --- get, associators -------------------------------------------------------------------------------------------


@check
def an_instance_is_got_by_its_path():
    equal(rows("get", *DISKS, D),
          [{"Name": "Data", "Description": "none", "DeviceID": 'D:"\\{x}', "Size": 2**64 - 1, "FreeSpace": 2**64 - 1,
            "Label": {"Id": "it's", "Weight": None}, "Kinds": [0, 1]}], "D:")
    equal(rows("get", *DISKS, "Machine=@"), [{"Owner": "me"}], "a singleton")
    equal(rows("get", *DISKS, "\\\\.\\root\\cimv2:" + C)[0]["Size"], 1000, "a full path")
    equal(rows("get", *DISKS, "Part"), [{"Id": None, "Weight": 7}], "a class")


@check
def what_is_not_there_is_told():
    for arguments, words in ((["get", "Part.Id=\"x\""], ["WBEM_E_NOT_FOUND", "Part.Id"]),
                             (["get", "Part.Id=\"x"], ["WBEM_E_INVALID_OBJECT_PATH"]), (["get", "Nope"], ["Nope"]),
                             (["describe", "Nope"], ["WBEM_E_NOT_FOUND", "Nope"]),
                             (["delete", "Part.Id=\"x\""], ["IWbemServices::DeleteInstance", "WBEM_E_NOT_FOUND"]),
                             (["put", "Nope", "A=1"], ["Nope"]), (["call", "Nope", "M"], ["WBEM_E_NOT_FOUND", "Nope"]),
                             (["put", "Part.Id=\"x\"", "Weight=1"], ["WBEM_E_NOT_FOUND", "Part.Id"]),
                             (["associators", C, "--where", "ResultClas = x"], ["WBEM_E_INVALID_QUERY", "ResultClas"]),
                             (["associators", "Part.Id=\"x\"} WHERE {"], ["WBEM_E_INVALID_OBJECT_PATH"])):
        result = check_failure([*arguments, *DISKS], *words)
        equal(result.out, b"", "output")


@check
def associators_are_found():
    equal([row["Path"] for row in rows("associators", *DISKS, C)], ["C:\\", "C:\\", "C:\\windows"], "of C:")
    equal([row["Path"] for row in rows("associators", *DISKS, C, "--where", "AssocClass = Win32_DiskHolds")],
          ["C:\\", "C:\\windows"], "--where")
    equal([row["Path"] for row in rows("associators", *DISKS, D, "-w", "ResultClass=Win32_Directory")], ["D:\\"], "of D:")
    equal([row["DeviceID"] for row in rows("associators", *DISKS, 'Win32_Directory.Path="D:\\\\"')], ['D:"\\{x}'], "back")


@check
def the_formats_agree():
    for arguments in (["classes"], ["describe", "Win32_LogicalDisk"], ["describe", "Part"], ["get", C], ["get", D],
                      ["associators", C], ["put", "Part", "Id=x"]):
        check_answers_agree(*arguments, *DISKS)
    check_answers_agree("get", 'Thing.Name="full"', *TYPES)


# --- call, put, delete ------------------------------------------------------------------------------------------


@check
def the_tools_mock_carries_out_no_method():
    result = run("call", *DISKS, C, "CHKDSK", "steps=a", "Steps=b", "FixErrors=true")
    equal((result.code, result.out), (1, b""), "exit code and output")
    expect("IWbemServices::ExecMethod: 0x80041024 WBEM_E_PROVIDER_NOT_CAPABLE\n" in result.err, result.err)
    expect("Chkdsk" in result.err, result.err)


KEYED = ("class Keyed { [key] sint8 A; [key] uint64 B; [key] boolean C; [key] string D; [key] datetime E; [key] char16 F;"
         " [key] sint64 G; string H = \"h\"; };")


@check
def what_is_put_has_the_values_given():
    with MofFile(KEYED) as keyed:
        for given, path in (
                (["-128", "18446744073709551615", "true", "a=b \"c\\", "20040229123015.500000+060", "x", "-1"],
                 "Keyed.A=-128,B=18446744073709551615,C=TRUE,D=\"a=b \\\"c\\\\\",E=\"20040229123015.500000+060\",F=120,"
                 "G=-1"),
                (["0x80", "0x8000000000000000", "FALSE", "", "00000002030000.000000:000", "ß", "0xffffffffffffffff"],
                 "Keyed.A=-128,B=9223372036854775808,C=FALSE,D=\"\",E=\"00000002030000.000000:000\",F=223,G=-1")):
            arguments = [f"{name}={value}" for name, value in zip("ABCDEFG", given)]
            equal([{"Path": row["Path"].replace('B="', "B=").replace('",C', ",C").replace('G="', "G=").rstrip('"')}
                   for row in rows("put", "--mock", keyed, "Keyed", *arguments)], [{"Path": path}], " ".join(given))


@check
def put_creates_and_updates():
    for arguments, code, word in (
            (["Part", "Id=new"], 0, ""), (["Part", "Id=new", "--create"], 0, ""),
            (["Part", "Id=new", "--update"], 1, "WBEM_E_NOT_FOUND"), ([C, "Size=5", "--update"], 0, ""),
            ([C, "Size=5"], 0, ""), ([C, "Size=5", "--create"], 1, "WBEM_E_ALREADY_EXISTS"),
            (["Win32_LogicalDisk", "DeviceID=C:", "--create"], 1, "WBEM_E_ALREADY_EXISTS"),
            (["Win32_LogicalDisk", "DeviceID=C:", "Size=5", "--partial"], 0, ""),
            (["Win32_LogicalDisk", "DeviceID=Q:", "Size=5", "--partial"], 1, "WBEM_E_NOT_FOUND"),
            (["Part"], 1, "IWbemServices::PutInstance"), (["Part", "Id"], 1, "IWbemServices::PutInstance"),
            (["Machine=@", "Owner"], 0, ""), ([C, "Kinds[]"], 0, ""), ([C, "Kinds=1", "Kinds=0xff"], 0, "")):
        result = run("put", *DISKS, *arguments)
        equal(result.code, code, f"{arguments}: exit code ({result.err})")
        expect(word in result.err, arguments, result.err)
    equal(rows("put", *DISKS, C, "Size=5"), [{"Path": C}], "path")


@check
def delete_prints_nothing():
    for form, text in zip(FORMATS, ("", "", "", "[]\n")):
        equal(answer(form, "delete", *DISKS, C).text, text, form)


# --- What every command has ----------------------------------------------------------------------------------------

EACH = (["classes"], ["describe", "Part"], ["get", C], ["associators", D], ["call", C, "Chkdsk"], ["put", "Part", "Id=x"],
        ["delete", C])


@check
def every_command_asks_the_server_that_is_named():
    for arguments in EACH:
        for form in ("json", "mof") if arguments[0] in ("classes", "describe", "get", "associators") else ("json",):
            result = check_failure([*arguments, *DISKS, "-s", "db1", "-f", form], "0x800706BA RPC_S_SERVER_UNAVAILABLE\n",
                                   "db1")
            equal(result.out, b"", "output")


@check
def every_command_takes_credentials_and_a_namespace():
    for arguments in EACH:
        check_failure([*arguments, *DISKS, "--locale", "german"], "wmi_connect: ", "locale")
        check_usage([*arguments, *DISKS, "--password-stdin"], "--user")
        namespaced = run(*arguments, *DISKS, "-n", "root\\test", "-t", "60")
        equal(namespaced.out, run(*arguments, *DISKS).out, arguments)


@check
def what_is_not_written_is_told():
    if under_wine():
        raise Skip("native only")
    for arguments in (*EACH[:4], ["put", "Part", "Id=x"]):
        with open("/dev/full", "wb") as full:
            result = run(*arguments, *DISKS, stdout=full)
        equal(result.code, 1, arguments)
        expect("wmikit: cannot write to standard output: " in result.err, result.err)


# --- Wrong use --------------------------------------------------------------------------------------------------


def add_usage_checks():
    for arguments, words in (
            (["classes", "a", "b"], "one argument too many: b"), (["describe"], "CLASS"), (["get"], "PATH"),
            (["get", "a", "b"], "one argument too many: b"), (["delete"], "PATH"), (["put"], "CLASS-or-PATH"),
            (["call"], "PATH METHOD"), (["call", "Part"], "PATH METHOD"), (["associators"], "PATH"),
            (["associators", C, "x"], "too many: x"), (["get", "--where", "x", C], "another command: where"),
            (["associators", "--partial", C], "another command: partial"), (["get", "--create", C], "command: create"),
            (["query", "--update", "x"], "command: update"), (["put", "--create", "--update", "Part"], "only one of"),
            (["put", "--partial", "--update", "Part"], "only one of"), (["put", "-f", "mof", "Part"], "format: mof"),
            (["call", "-f", "mof", C, "Rescan"], "format: mof"), (["get", "-f", "xml", C], "format: xml"),
            (["put", "Part", "Nope=1"], "Part has no property 'Nope': Nope=1"), (["put", "Part", "=1"], "property '': =1"),
            (["put", "Part", "Weight=x"], "Weight takes a uint32; this value is not valid: x"),
            (["put", "Part", "Weight=-1"], "a uint32; this value is not valid: -1"), (["put", "Part", "Weight="], "a uint32"),
            (["put", "Part", "Weight=4294967296"], "4294967296"), (["put", "Part", "Weight=0x100000000"], "0x1"),
            (["put", "Part", "Weight=1", "weight=2"], "Weight is given twice: weight=2"),
            (["put", "Part", "Weight", "Weight=2"], "given twice"), (["put", "Part", "Weight[]"], "a uint32"),
            (["put", "Part", "Weight[1]=2"], "a uint32"),
            (["put", C, "Kinds=256"], "Kinds takes an array of uint8; this value is not valid: 256"),
            (["put", C, "Kinds[]", "Kinds=1"], "given twice"), (["put", C, "Kinds=1", "Kinds[]"], "given twice"),
            (["put", C, "Kinds=1", "Kinds"], "given twice"), (["put", C, "Kinds[", "x"], "Kinds takes"),
            (["put", C, "Label=x"], "Label is an embedded object"), (["put", C, "Label[]"], "embedded object"),
            (["call", C, "Chkdsk", "Fix=1"], "Chkdsk has no parameter 'Fix': Fix=1"),
            (["call", C, "chkdsk", "FixErrors=1"], "FixErrors takes a boolean; this value is not valid: 1"),
            (["call", C, "Chkdsk", "Found=1"], "Chkdsk has no parameter 'Found'"),
            (["call", C, "Frob"], "no such method: Frob"), (["call", C, "Attach", "When=now"], "a datetime"),
            (["get", C, "--architecture", "16"], "neither 32 nor 64: 16"), (["get", C, "--architecture="], "neither 32 nor"),
            (["get", C, "--safe-csv"], "--safe-csv requires --format csv"),
            (["get", C, "--safe-csv", "-f", "json"], "--safe-csv requires --format csv"),
            (["get", C, "--safe-csv=1", "-f", "csv"], "takes no value")):
        def usage(arguments=arguments, words=words):
            result = check_usage([*arguments, *DISKS], words)
            expect(result.err.count("\n") == 2, result.err)
        usage.__name__ = "wrong usage: wmikit " + " ".join(arguments)
        checks.append(usage)


# --- Cells --------------------------------------------------------------------------------------------------------


@check
def what_does_not_apply_is_empty_and_not_null():
    described = {row["Name"]: row for row in rows("describe", *DISKS, "Part")}
    equal((described["Part"]["Type"], described["Part"]["Key"], described["Part"]["Origin"]), (None,) * 3, "json")
    for form in ("table", "list", "csv", "value"):
        expect("NULL" not in answer(form, "describe", *DISKS, "Part").text, form)
    expect("NULL" in answer("table", "get", *DISKS, "Part").text, "a property without a value")


@check
def the_value_format_is_that_of_wmic():
    with MofFile('class A { [key] string K; boolean Yes; string Texts[]; uint32 Numbers[]; boolean Flags[]; sint8 None[]; };'
                 'instance of A { K = "a=b"; Yes = true; Texts = {"x", "y\\nz"}; Numbers = {1, 2}; Flags = {false}; };'
                 'instance of A { K = "two\\r\\nAdmin=TRUE"; Texts = {}; };') as mof:
        text = answer("value", "query", "--mock", mof, "SELECT * FROM A").text
        equal(text, 'K=a=b\nYes=TRUE\nTexts={"x","y\u240az"}\nNumbers={1,2}\nFlags={FALSE}\nNone=\n\n'
              'K=two\u240d\u240aAdmin=TRUE\nYes=\nTexts={}\nNumbers=\nFlags=\nNone=\n', "value")
        equal(answer("value", "query", "--mock", mof, "SELECT * FROM A WHERE K = 'x'").text, "", "nothing")
        equal(answer("value", "query", "--mock", mof, "SELECT Yes FROM A WHERE K = 'a=b'").text, "Yes=TRUE\n", "one")


@check
def safe_csv_defuses_formulas():
    with MofFile('class A { [key] string K; sint32 N; }; instance of A { K = "=1+1"; N = -5; };'
                 'instance of A { K = "-5"; };') as mof:
        equal(answer("csv", "query", "--mock", mof, "SELECT K, N FROM A").text, "K,N\r\n=1+1,-5\r\n-5,\r\n", "as it is")
        equal(answer("csv", "query", "--mock", mof, "--safe-csv", "SELECT K, N FROM A").text,
              "K,N\r\n'=1+1,-5\r\n-5,\r\n", "safe")
    expect("--safe-csv" in run("query", "--help").text.split("Formats:")[1], "no word of it beside the formats")


# --- Where the output goes ------------------------------------------------------------------------------------------


@check
def output_goes_to_a_file():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = os.path.join(folder, "ä.txt")
        for form in (*FORMATS, "value", "mof"):
            expected = answer(form, "get", *DISKS, D).out
            for option in (["-o", path], [f"--output={path}"]):
                result = run("get", *DISKS, D, "-f", form, *option)
                equal((result.code, result.out, result.err), (0, b"", ""), form)
                equal(Path(path).read_bytes(), expected, form)
                equal(os.listdir(folder), ["ä.txt"], "files")
        equal(run("--help", "-o", path).code, 0, "help")
        expect("Usage: " in Path(path).read_text(encoding="utf-8"), "no help in the file")


@check
def a_file_is_complete_or_as_it_was():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = os.path.join(folder, "out")
        check_failure(["query", *DISKS, "-o", path, "SELECT * FROM Nope"], "WBEM_E_INVALID_CLASS")
        check_usage(["get", *DISKS, "-o", path], "PATH")
        equal(os.listdir(folder), [], "files after a failure")
        Path(path).write_text("old", encoding="utf-8")
        check_failure(["query", *DISKS, "-o", path, "SELECT * FROM Nope"], "WBEM_E_INVALID_CLASS")
        equal(Path(path).read_text(encoding="utf-8"), "old", "after a failure")
        equal(os.listdir(folder), ["out"], "files after another failure")
        if not under_wine():
            os.chmod(path, 0o640)
        equal(run("get", *DISKS, C, "-o", path).code, 0, "exit code")
        expect(Path(path).read_text(encoding="utf-8") != "old", "it was not replaced")
        if not under_wine():
            equal(os.stat(path).st_mode & 0o777, 0o640, "permissions")


@check
def a_file_that_cannot_be_written_is_told():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        for path in (os.path.join(folder, "no", "file"), folder, ""):
            result = run("get", *DISKS, C, "-o", path)
            equal((result.code, result.out), (1, b""), f"exit code and output of {path}")
            expect(f"wmikit: cannot write to {path}" in result.err and result.err.count("\n") == 1, result.err)
        equal(os.listdir(folder), [], "files")


@check
def a_diagnosis_that_fails_is_written_too():
    with tempfile.TemporaryDirectory(dir=os.environ.get("WMIKIT_TEST_FOLDER")) as folder:
        path = os.path.join(folder, "out")
        equal(run("diagnose", *DISKS, "nope", "-o", path).code, 1, "exit code")
        expect("FAILED" in Path(path).read_text(encoding="utf-8"), "no diagnosis")


@check
def what_is_not_a_file_is_written_directly():
    if under_wine():
        equal(run("get", *DISKS, C, "-o", "NUL").code, 0, "exit code")
        return
    equal(run("get", *DISKS, C, "-o", "/dev/null").code, 0, "exit code")
    expect(not os.path.isfile("/dev/null"), "/dev/null is a file now")
    if os.path.exists("/dev/full"):
        result = run("get", *DISKS, C, "-o", "/dev/full")
        equal(result.code, 1, "exit code")
        expect("wmikit: cannot write to /dev/full: " in result.err, result.err)
    with tempfile.TemporaryDirectory() as folder:
        link, target = os.path.join(folder, "link"), os.path.join(folder, "target")
        Path(target).write_text("old", encoding="utf-8")
        os.symlink(target, link)
        equal(run("get", *DISKS, C, "-o", link).code, 0, "exit code")
        expect(os.path.islink(link) and Path(target).read_text(encoding="utf-8") != "old", "the link was replaced")


# --- Connecting -----------------------------------------------------------------------------------------------------


@check
def privileges_and_architectures_are_asked_for():
    wanted = answer("json", "get", *DISKS, C).out
    for options in (["--privilege", "SeSecurityPrivilege"], ["--privilege=SeBackupPrivilege", "--privilege", "SeDebugPrivilege"],
                    ["--architecture", "32"], ["--architecture=64"], ["--architecture=64", "--privilege=SeShutdownPrivilege"]):
        equal(answer("json", "get", *DISKS, C, *options).out, wanted, " ".join(options))
    for options in (["--privilege", "SeNopePrivilege"], ["--privilege=SeSecurityPrivilege", "--privilege=SeNopePrivilege"]):
        check_failure(["get", *DISKS, C, *options], "LookupPrivilegeValue: 0x80070521 ERROR_NO_SUCH_PRIVILEGE",
                      "SeNopePrivilege")


@check
def hints_are_for_a_prompt():
    for arguments, word in ((["query", "SELECT Nope FROM Part"], "wmikit describe CLASS"),
                            (["query", "SELECT * FROM __InstanceCreationEvent WITHIN 1"], "wmikit watch"),
                            (["put", "Part", "--update", "Id=x"], "without --update"),
                            (["put", C, "--create", "Size=1"], "Without --create"),
                            (["put", "Part", "Weight=1"], "Give every key"), (["call", C, "Chkdsk"], "mock of this tool")):
        result = check_failure([*arguments, *DISKS], "hint: ", word)
        expect("wmi_" not in result.err.split("hint: ")[1] and "WMI_" not in result.err, result.err)


@check
def help_tells_everything():
    for name, *words in (("classes", "[PATTERN]", "  mof "), ("describe", "CLASS", "  mof "), ("get", "PATH", "  mof "),
                         ("associators", "PATH", "--where TEXT", "  mof "), ("call", "PATH METHOD [NAME=VALUE]...", "NULL"),
                         ("put", "[NAME=VALUE]...", "--create", "--update", "--partial", "NULL"), ("delete", "PATH")):
        result = run(name, "--help")
        equal((result.code, result.err), (0, ""), name)
        for word in (f"Usage: wmikit {name} [OPTION]... ", *words):
            expect(word in result.text, word, "is not in", result.text)
        expect(("--where" in result.text) == (name == "associators"), "--where in the help of", name)
        expect(("  mof " in result.text) == ("  mof " in words), "mof in the help of", name)
        expect(max(map(len, result.text.split("\n"))) <= 100, "a line of more than 100 columns in", result.text)
        expect(f"\n  {name} " in run("--help").text, name, "is not in the help")


# --- MOF --------------------------------------------------------------------------------------------------------


@functools.cache
def original(form, *arguments):
    return answer(form, *arguments).out


def check_replay(data, recording, *asked):
    """What was recorded answers as that did which it was recorded from: this, and whatever else is asked."""
    recorded = answer("mof", *recording, *data)
    equal(recorded.err, "", "errors")
    with MofFile(recorded.out) as fixture:
        for arguments in (recording, *asked):
            for form in replayed_formats:
                equal(answer(form, *arguments, "--mock", fixture).out, original(form, *arguments, *data),
                      f"{form} of {arguments}, recorded by {recording}")
        equal(answer("mof", *recording, "--mock", fixture).out, recorded.out, "recorded again")
    return recorded.text


def add_replay_checks():
    for data, recording, *asked in (
            (TYPES, ["query", "SELECT * FROM Thing"], ["describe", "Thing"], ["describe", "Special"],
             ["query", "SELECT * FROM Special"], ["get", 'Thing.Name="full"']),
            (TYPES, ["query", "SELECT * FROM Thing WHERE Name = 'full'"]),
            (TYPES, ["query", "SELECT R32, R64s, Inside, Insides, Whens FROM Thing"]),
            (TYPES, ["query", "select U64 ,__CLASS, s8\tfrom Special where U64 = 1"]),
            (TYPES, ["query", "SELECT * FROM Part"]), (TYPES, ["get", 'Thing.Name="full"']),
            (TYPES, ["classes"], ["describe", "Thing"], ["describe", "Part"]),
            (DISKS, ["query", "SELECT * FROM Win32_LogicalDisk"], ["get", C], ["get", D], ["describe", "Part"],
             ["describe", "Win32_LogicalDisk"], ["describe", "CIM_LogicalElement"]),
            (DISKS, ["query", "SELECT Description FROM CIM_LogicalElement"]), (DISKS, ["query", "SELECT * FROM Loose"]),
            (DISKS, ["query", "SELECT Text FROM Loose"]), (DISKS, ["query", "SELECT Owner FROM Machine"]),
            (DISKS, ["get", "Machine=@"]), (DISKS, ["get", D]), (DISKS, ["get", "Win32_DiskHolds"]),
            (DISKS, ["describe", "Win32_LogicalDisk"]), (DISKS, ["describe", "Win32_DiskHolds"]),
            (DISKS, ["classes"], ["describe", "Win32_LogicalDisk"]), (DISKS, ["classes", "win32_d*"]),
            (DISKS, ["query", "SELECT * FROM Win32_DiskHolds"]), (DISKS, ["query", "SELECT Held FROM Win32_DiskHolds"]),
            (DISKS, ["associators", C], ["get", C], ["associators", C, "--where", "AssocClass = Win32_DiskHolds"]),
            (DISKS, ["associators", D]), (DISKS, ["associators", C, "--where", "AssocClass = Win32_DiskHolds"])):
        def replay(data=data, recording=recording, asked=asked):
            check_replay(data, recording, *asked)
        replay.__name__ = f"recorded and replayed: wmikit {' '.join(recording)} ({Path(data[1]).name})"
        checks.append(replay)


@check
def everything_is_written_once_in_an_order_that_loads():
    text = answer("mof", "associators", C, *DISKS).text
    order = ["class CIM_LogicalElement", "class Part", "class Win32_LogicalDisk :", "instance of Win32_LogicalDisk {",
             "class Win32_Directory ", "Path = \"C:\\\\\";", "Path = \"C:\\\\windows\";",
             "class Win32_LogicalDiskRootDirectory", "class Win32_DiskHolds"]
    for one in order:
        equal(text.count(one), 1, one)
    equal(sorted(order, key=text.index), order, "order")


@check
def nothing_that_was_not_asked_for_is_recorded():
    text = answer("mof", "query", "SELECT Size FROM Win32_LogicalDisk WHERE DeviceID = 'C:'", *DISKS).text
    expect('\tSize = "1000";' in text and '\tDeviceID = "C:";' in text, text)
    expect("FreeSpace =" not in text and "System" not in text and "Win32_Directory" not in text, text)


@check
def an_empty_answer_is_its_class():
    text = answer("mof", "query", "SELECT * FROM Part", *DISKS).text
    expect(text.startswith("class Part\n") and "instance" not in text, text)


@check
def what_cannot_be_played_back_is_told():
    # Two namespaces of the mock: the class stands in one, and what is recorded from there is whole.
    check_failure(["query", "--format", "mof", "SELECT * FROM Nope", *DISKS], "WBEM_E_INVALID_CLASS", "Nope")
    check_failure(["query", "--format", "mof", "SELECT Size, Nope FROM Win32_LogicalDisk", *DISKS], "Nope")


@check
def text_of_every_kind_comes_back():
    hard = '\\x0001\\x001f\\x007f\\t\\r\\n\\"\\\\ \u00e9\u4e2d\U0001f600 */ // \\\\n'
    mof = f'class A {{ [key] string K; char16 L[]; }}; instance of A {{ K = "{hard}"; L = {{ \'\\x0001\', \'\\\'\', ' \
          "'\\\\', '\\xD800', '\"' }; };"
    with MofFile(mof) as data:
        text = check_replay(("--mock", data), ["query", "SELECT * FROM A"])
    expect("\\x0001\\x001F\\x007F\\t" in text, repr(text))


def main():
    global replayed_formats
    arguments = sys.argv[1:]
    if arguments[:1] == ["--one-format"]:
        replayed_formats = ("json",)
        del arguments[0]
    if len(arguments) not in (1, 2):
        sys.exit("usage: tool_mock_commands.py [--one-format] [LAUNCHER] EXE")
    command[:] = [os.path.abspath(path) for path in arguments]
    add_usage_checks()
    add_replay_checks()
    run("--version")  # a launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
