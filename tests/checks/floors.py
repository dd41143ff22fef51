#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Reads the includes of src/ and include/, and fails on one that points to a room above: docs/architecture.md draws them.

    floors.py ROOT

A room uses itself and the rooms below it. A public header belongs to the room that implements it. The mock stands
beside the library and uses what is listed for it. The last line tells how many checks passed and failed, for
tests/count.py.
"""
import re
import sys
from pathlib import Path

# From the top floor down; rooms on one line do not know each other.
LIBRARY = ["fleet", "event", "schema", "query", "call", "object", "connect", "com", "value", "error", "base",
           "off_windows", "os", "declarations"]
MOCK = ["mock", "mock/event", "mock/services", "mock/mof mock/wql", "mock/object", "mock/repository", "mock/core"]
LIBRARY_FOR_THE_MOCK = LIBRARY[LIBRARY.index("connect"):]

PUBLIC = {
    "base": "declarations", "call": "call", "cancel": "com", "codes": "declarations", "com": "declarations", "connect": "connect",
    "context": "connect", "error": "error", "event": "event", "fleet": "fleet", "instance": "call", "method": "call",
    "mock": "mock/core", "object": "object", "query": "query", "record": "query", "schema": "schema", "value": "value",
}
PARTS = {"mock/services/async": "mock/services"}  # folders that belong to the room above them
MOST_FILES = 25


def room_of(path):
    """The room of a file, by its path below src/ or include/; None for wmikit.h, which is above all."""
    if path == "wmikit.h":
        return None
    if path.startswith("wmikit/com/"):
        return "declarations"
    if path.startswith("wmikit/"):
        return PUBLIC[Path(path).stem]
    folder = path.rpartition("/")[0]
    return PARTS.get(folder, folder)


def may_use(user, used):
    if user is None or user == used:
        return True
    if user in LIBRARY:
        return used in LIBRARY[LIBRARY.index(user):]
    floor = next(number for number, rooms in enumerate(MOCK) if user in rooms.split())
    return used in LIBRARY_FOR_THE_MOCK or used in " ".join(MOCK[floor + 1:]).split()


def included(file, base, root):
    """Yields each file of ours that a file includes, by its path below src/ or include/."""
    for mark, name in re.findall(r'^ *# *include ([<"])([^>"]+)[>"]', file.read_text(encoding="utf-8"), re.M):
        if mark == '"' and base == root / "include":
            yield str((file.parent / name).resolve().relative_to(base))
        elif mark == '"' or name.startswith("wmikit"):
            yield name


def check_includes(root):
    for base in (root / "src", root / "include"):
        for file in sorted(base.rglob("*.[ch]")):
            path = str(file.relative_to(base))
            for name in included(file, base, root):
                if not (root / "src" / name).is_file() and not (root / "include" / name).is_file():
                    yield f"{path} includes {name}, which is not written from src/ or include/"
                elif not may_use(room_of(path), room_of(name)):
                    yield f"{path} includes {name}: {room_of(path)} may not use {room_of(name)}"
                else:
                    yield None


def check_sizes(root):
    """A .c and its .h count as one."""
    for folder in sorted(path for path in (root / "src").rglob("*") if path.is_dir()):
        nouns = {file.stem for file in folder.glob("*.[ch]")}
        yield f"{folder.relative_to(root)} has {len(nouns)} files" if len(nouns) > MOST_FILES else None


def main(root):
    root = root.resolve()
    results = [*check_includes(root), *check_sizes(root)]
    failures = [result for result in results if result is not None]
    for failure in failures:
        print(failure)
    print(f"{len(results) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
