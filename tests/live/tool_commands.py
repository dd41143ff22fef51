#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the command-line tool's commands on Wine's own WMI, and plays back on the mock what it recorded there.

Usage: tool_commands.py LAUNCHER EXE     (LAUNCHER runs a Windows program: cmake/wine.sh)

Prints `ok NAME` or `FAIL NAME: why` for each check, then how many passed and failed; exits 1 when one failed.
"""

import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples"))
from tool_runner import (FORMATS, MofFile, answer, check, check_answers_agree, check_failure, check_usage, checks, command,
                         equal, expect, run, run_checks)

C = 'Win32_LogicalDisk.DeviceID="C:"'
REGISTRY = ("call", "-n", "root\\default", "StdRegProv")
USER = "hDefKey=0x80000001"
KEY = f"sSubKeyName=Software\\wmikit-tool-{os.getpid()}"


def rows(*arguments):
    return json.loads(answer("json", *arguments).text)


@check
def wine_does_not_list_its_classes():
    for form in (*FORMATS, "mof"):
        result = check_failure(["classes", "-f", form], "IWbemServices::CreateClassEnum: 0x80041001 WBEM_E_FAILED\n")
        equal(result.out, b"", form)


@check
def a_class_of_wines_is_described():
    described = rows("describe", "Win32_Process")
    equal(described[0], {"Kind": "class", "Name": "Win32_Process", "Type": None, "Key": None, "Origin": None,
                         "Qualifiers": None}, "class")
    types = {row["Name"]: (row["Kind"], row["Type"]) for row in described}
    equal(types["WorkingSetSize"], ("property", "uint64"), "WorkingSetSize")
    equal(types["GetOwner"], ("method", "uint32 (out string User, out string Domain)"), "GetOwner")
    types = {row["Name"]: row["Type"] for row in rows("describe", "StdRegProv", "-n", "root\\default")}
    equal(types["EnumKey"], "uint32 (sint32 hDefKey, string sSubKeyName, out string[] sNames)", "EnumKey")
    check_answers_agree("describe", "StdRegProv")


@check
def an_instance_is_got_by_its_path():
    equal(rows("get", C)[0]["Name"], "C:", "C:")
    check_failure(["get", "Win32_LogicalDisk.DeviceID=\"Q:\""], "WBEM_E_NOT_FOUND", "Q:")
    check_failure(["get", "Win32_Nothing"], "WBEM_E_NOT_FOUND", "Win32_Nothing")
    check_answers_agree("get", "Win32_BIOS")


@check
def associators_are_found():
    equal([row["DeviceId"] for row in rows("associators", C)], ["Disk #0, Partition #0"], "of C:")


@check
def the_registry_is_written_and_read():
    equal(rows(*REGISTRY, "CreateKey", USER, KEY), [{"ReturnValue": 0}], "CreateKey")
    try:
        value = "Grüße, 中文 \U0001F600 C:\\new \"q\" a=b"
        equal(rows(*REGISTRY, "setstringvalue", USER, KEY, "sValueName=We=t", "sValue=" + value), [{"ReturnValue": 0}],
              "SetStringValue, whose name stands before the first equals sign")
        equal(rows(*REGISTRY, "SetStringValue", USER, KEY, "sValueName=Wert", "sValue=" + value), [{"ReturnValue": 0}],
              "SetStringValue")
        equal(rows(*REGISTRY, "GetStringValue", USER, KEY, "sValueName=Wert"), [{"sValue": value, "ReturnValue": 0}],
              "GetStringValue")
        equal(sorted(rows(*REGISTRY, "EnumValues", "HDEFKEY=-2147483647", KEY)[0]["sNames"]), ["We=t", "Wert"], "EnumValues")
        check_answers_agree(*REGISTRY, "EnumValues", USER, KEY)
    finally:
        equal(rows(*REGISTRY, "DeleteKey", USER, KEY), [{"ReturnValue": 0}], "DeleteKey")
    equal(rows(*REGISTRY, "GetStringValue", USER, KEY, "sValueName=x")[0]["ReturnValue"], 2,
          "a verdict of the method's own is no failure")


@check
def a_process_is_created_and_one_has_an_owner():
    created = rows("call", "Win32_Process", "Create", "CommandLine=cmd.exe /c exit")[0]
    equal((created["ReturnValue"], created["ProcessId"] > 0), (0, True), "Create")
    service = rows("query", "SELECT Handle FROM Win32_Process WHERE Name = 'services.exe'")[0]
    path = f'Win32_Process.Handle="{service["Handle"]}"'
    expect(rows("call", path, "GetOwner")[0]["User"], "no owner")


@check
def what_the_signature_does_not_have_is_wrong_use():
    for arguments, words in ((["Frob"], "no such method: Frob"), (["EnumKey", "x=1"], "EnumKey has no parameter 'x': x=1"),
                             (["EnumKey", "hDefKey=HKLM"], "hDefKey takes a sint32; this value is not valid: HKLM"),
                             (["EnumKey", "hDefKey=2147483650"], "a sint32; this value is not valid: 2147483650"),
                             (["EnumKey", USER, USER], "given twice")):
        check_usage([*REGISTRY, *arguments], words)


@check
def what_wine_cannot_do_is_told():
    for arguments, words in ((["put", C, "VolumeName=x"], "IWbemServices::PutInstance: 0x"),
                             (["delete", C], "IWbemServices::DeleteInstance: 0x"),
                             (["associators", C, "-f", "mof"], "REFERENCES OF")):
        result = run(*arguments)
        equal(result.code, 1, arguments)
        expect(words in result.err, result.err)


def check_replay(recording, *asked):
    """Wine gives no class: the tool declares it from what the instances have."""
    recorded = answer("mof", *recording)
    with MofFile(recorded.out) as fixture:
        for arguments in asked:
            for form in FORMATS:
                equal(answer(form, *arguments, "--mock", fixture).out, answer(form, *arguments).out, f"{form} of {arguments}")
    return recorded.text


def add_replay_checks():
    steady = "SELECT BootDevice, Caption, Name, InstallDate, OSType, Primary, WindowsDirectory FROM Win32_OperatingSystem"
    for recording, *asked in (
            (["query", "SELECT * FROM Win32_OperatingSystem"], ["query", steady]), (["query", steady], ["query", steady]),
            (["get", "Win32_OperatingSystem"], ["query", steady]),
            (["query", "SELECT * FROM Win32_BIOS"], ["query", "SELECT * FROM Win32_BIOS"], ["query", "SELECT Name FROM Win32_BIOS"],
             ["get", "Win32_BIOS.Version=\"WINE   - 1\""]),
            (["query", "SELECT Name, State FROM Win32_Service"], ["query", "SELECT Name, DisplayName FROM Win32_Service"],
             ["get", "Win32_Service.Name=\"PlugPlay\""]),
            (["query", "SELECT * FROM Win32_NetworkAdapterConfiguration"],
             ["query", "SELECT * FROM Win32_NetworkAdapterConfiguration"])):
        def replay(recording=recording, asked=asked):
            check_replay(recording, *asked)
        replay.__name__ = f"recorded and replayed: wmikit {' '.join(recording)}"
        checks.append(replay)


@check
def what_is_recorded_has_its_types_and_keys():
    text = answer("mof", "describe", "Win32_LogicalDisk").text
    expect(text.startswith("class Win32_LogicalDisk {\n") and "instance" not in text, text)
    expect("\t[key] string DeviceId;\n" in text and "\tuint64 Size;\n" in text, text)
    text = answer("mof", "query", "SELECT * FROM Win32_OperatingSystem").text
    # One digit is missing to make it a datetime: the mock could not hold it as one.
    expect(re.search(r'\tstring LocalDateTime;\n.*\tLocalDateTime = "\d{14}\.\d{6}[+-]\d\d";\n', text, re.DOTALL), text)
    expect("\\\\Device\\\\HarddiskVolume1" in text, text)


@check
def what_the_mock_would_not_take_is_told():
    # Windows has a class of that name, and the mock has it too: abstract.
    result = run("query", "-f", "mof", "SELECT * FROM __PARAMETERS")
    equal(result.code, 1, "exit code")
    expect("wmi_mock_load: " in result.err and "__PARAMETERS" in result.err, result.err)


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: tool_commands.py LAUNCHER EXE")
    command[:] = [os.path.abspath(path) for path in sys.argv[1:]]
    add_replay_checks()
    run("--version")  # the launcher may have to set itself up, and say so
    sys.exit(run_checks())


if __name__ == "__main__":
    main()
