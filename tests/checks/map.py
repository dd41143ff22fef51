#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Keeps docs/architecture.md and docs/internals.md true:

    map.py ROOT

- every room of src/ is in the drawing, and has a row in the table of rooms, in the order of floors.py;
- every public header is in that table;
- every path in backticks exists, and every identifier is in the sources, the tests or the build files;
- every file of src/ that declares a lock is in docs/internals.md; src/os/ makes them;
- a function that a page names with its file, as `src/a/b.c`, `function` or `function` in `src/a/b.c`, is in that file.

Other text in backticks, such as `tests/<room>/test_<noun>.c`, is not checked. The last line tells how many checks passed
and failed, for tests/count.py.
"""
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the sources may be read-only
import floors

PAGE = "docs/architecture.md"
INTERNALS = "docs/internals.md"
LOCK = re.compile(r"^\s*(?:static )?wmi__mutex \w+(?: = .*)?;", re.M)
SEARCHED = ("src", "include", "samples", "tests")
SUFFIXES = {".c", ".h", ".cmake", ".def", ".md", ".py", ".sh", ".txt"}


def rooms_of(root):
    """The folders of src/ that have sources in them."""
    folders = {str(file.parent.relative_to(root / "src")) for file in (root / "src").rglob("*.[ch]")}
    return folders - floors.PARTS.keys()


def floors_in_order():
    library = [room for room in floors.LIBRARY if room != "declarations"]
    return library + " ".join(floors.MOCK).split()


def words_of(root):
    """Every word of the sources, the tests and the build files."""
    files = [root / "CMakeLists.txt", *(file for file in (root / "cmake").rglob("*") if file.is_file())]
    for folder in SEARCHED:
        files += (file for file in (root / folder).rglob("*") if file.suffix in SUFFIXES)
    words = set()
    for file in files:
        words.update(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    return words


def check_rooms(page, root):
    rooms = rooms_of(root)
    drawing = set(re.findall(r"[\w/]+", page.split("```")[1]))
    rows = re.findall(r"^\| `src/([\w/]+)/` \|", page, re.M)
    cells = set(re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| `src/.*$", page, re.M))))
    known = floors_in_order()
    for room in sorted(rooms):
        yield None if room in drawing else f"the drawing lacks the room {room}"
        yield None if room in rows else f"the table of rooms lacks src/{room}/"
        yield None if room in known else f"floors.py does not know the room {room}"
    ordered = [room for room in known if room in rows]
    yield None if rows == ordered else f"the rows of the rooms should stand so: {', '.join(ordered)}"
    for header in sorted((root / "include/wmikit").glob("*.h")):
        yield None if header.name in cells else f"the table of rooms lacks the header {header.name}"


def prose_of(page):
    return re.sub(r"^```.*?^```", "", page, flags=re.S | re.M)


def exists(path, root):
    """A path from the project's root; for short also a room, and a public header."""
    return any((root / base / path).exists() for base in ("", "src", "include/wmikit"))


def check_spans(page, root):
    words = words_of(root)
    for span in sorted(set(re.findall(r"`([^`]+)`", prose_of(page)))):
        if re.fullmatch(r"\w+", span):
            yield None if span in words else f"`{span}` is in no source"
        elif re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", span) and ("/" in span or Path(span).suffix in SUFFIXES):
            yield None if exists(span, root) else f"there is no {span}"


def check_places(page, root):
    text = re.sub(r"\s+", " ", prose_of(page))
    places = [(path, name) for path, name in re.findall(r"`([\w/]+\.[ch])`, `(\w+)`", text)]
    places += [(path, name) for name, path in re.findall(r"`(\w+)` in `([\w/]+\.[ch])`", text)]
    for path, name in places:
        file = root / path
        is_there = file.is_file() and re.search(rf"\b{name}\b", file.read_text(encoding="utf-8"))
        yield None if is_there else f"{name} is not in {path}"


def check_locks(page, root):
    for file in sorted((root / "src").rglob("*.[ch]")):
        path = str(file.relative_to(root))
        if not path.startswith("src/os/") and LOCK.search(file.read_text(encoding="utf-8")):
            yield None if path in page else f"the lock of {path} is in no table"


def check_page(name, root, *checks):
    page = (root / name).read_text(encoding="utf-8")
    for check in (*checks, check_spans, check_places):
        for failure in check(page, root):
            yield failure and f"{name}: {failure}"


def main(root):
    results = [*check_page(PAGE, root, check_rooms), *check_page(INTERNALS, root, check_locks)]
    failures = [result for result in results if result is not None]
    for failure in failures:
        print(failure)
    print(f"{len(results) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
