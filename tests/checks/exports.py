#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Holds what the headers declare against what the module-definition files list; when DLLs are given, against what these
export; and when Doxygen's XML folder is given, against what the reference describes:

    exports.py ROOT [--reference XML] [OBJDUMP DLL...]

Private functions, which only the mock may use, stand in the file behind the line "; private".
"""
import argparse
import re
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

DEFINITIONS = {"wmikit": "src/wmikit.def", "wmikit_mock": "src/mock/wmikit_mock.def"}


def declared(root):
    """The functions of each library's public headers."""
    functions = {library: set() for library in DEFINITIONS}
    for header in sorted((root / "include/wmikit").glob("*.h")):
        library = "wmikit_mock" if header.name == "mock.h" else "wmikit"
        code = re.sub(r"/\*.*?\*/|^ *#.*?$", "", header.read_text(encoding="utf-8"), flags=re.S | re.M)
        for declaration in re.findall(r"\bWMI_API\b([^;{]*)", code):
            functions[library].add(re.search(r"(\w+)\s*\(", declaration).group(1))
    return functions


def listed(path):
    """The public and the private functions of a module-definition file."""
    public, _, private = path.read_text(encoding="utf-8").partition("; private")
    name = re.compile(r"^ +(\w+)$", re.M)
    return set(name.findall(public)), set(name.findall(private))


def exported(objdump, dll):
    output = subprocess.run([objdump, "-p", dll], check=True, capture_output=True, text=True).stdout
    _, _, names = output.partition("[Ordinal/Name Pointer] Table")
    return set(re.findall(r"^\s*\[ *\d+\](?: \+base\[ *\d+\])?(?: +[0-9a-f]+)? (\w+)$", names, re.M))


def described(folder):
    """The functions of which the reference says something."""
    functions = set()
    for path in Path(folder).glob("*_8h.xml"):
        for member in xml.etree.ElementTree.parse(path).iterfind(".//memberdef[@kind='function']"):
            texts = ("".join(member.find(part).itertext()) for part in ("briefdescription", "detaileddescription"))
            if any(text.strip() for text in texts):
                functions.add(member.findtext("name"))
    return functions


def difference(left, right, what):
    lines = [f"{what}: only the former has {name}" for name in sorted(left - right)]
    return lines + [f"{what}: only the latter has {name}" for name in sorted(right - left)]


def main(root, reference, objdump, dlls):
    found = []
    functions = declared(Path(root))
    for library, definition in DEFINITIONS.items():
        public, private = listed(Path(root) / definition)
        found += difference(functions[library], public, f"headers and {definition}")
        found += [f"{name} is private and no wmi__ function" for name in private if not name.startswith("wmi__")]
        for dll in (dll for dll in dlls if Path(dll).stem == library):
            found += difference(public | private, exported(objdump, dll), f"{definition} and {dll}")
    if reference is not None:
        found += difference(set().union(*functions.values()), described(reference), "headers and reference")
    for line in found:
        print(line)
    count = sum(map(len, functions.values()))
    books = "a reference" if reference is not None else "no reference"
    print(f"{count} functions in the headers, {len(dlls)} DLLs, {books}, {len(found)} differences")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("--reference", metavar="XML")
    parser.add_argument("objdump", nargs="?")
    parser.add_argument("dlls", nargs="*", metavar="dll")
    sys.exit(main(**vars(parser.parse_args())))
