# SPDX-License-Identifier: MIT
"""What the tests of the command-line tool share: running it, a reader for each of its formats, and counting."""

import csv
import io
import json
import os
import re
import subprocess
import tempfile
import unicodedata

TIMEOUT = 120
FORMATS = ("table", "list", "csv", "json")

command = []  # how the tool is started; whoever imports this fills it in
checks = []
latest = []  # the program that ran last, and its result: for a check that fails


class Skip(Exception):
    """What a check needs is not there on this machine."""


def check(function):
    checks.append(function)
    return function


def expect(condition, *what):
    """An assert that `python -O` keeps."""
    if not condition:
        raise AssertionError(" ".join(str(part) for part in what))


def equal(got, wanted, what="value"):
    expect(got == wanted, f"{what}: {got!r:.600}\n  instead of {wanted!r:.600}")


# --- Running the tool --------------------------------------------------------------------------------------


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err.decode("utf-8")

    @property
    def text(self):
        return self.out.decode("utf-8", errors="strict")


def under_wine():
    return os.path.basename(command[0]) == "wine.sh"


def run(*arguments, stdin=subprocess.DEVNULL, stdout=None):
    return run_program([*command, *arguments], stdin, stdout)


def run_program(arguments, stdin=subprocess.DEVNULL, stdout=None, env=None):
    """Into files: the end of a pipe would only come when Wine's services end too, which inherit it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        done = subprocess.run(arguments, stdin=stdin, stdout=stdout or out, stderr=err, env=env,
                              timeout=TIMEOUT, check=False)
        out.seek(0)
        err.seek(0)
        latest[:] = [arguments, Result(done.returncode, out.read(), err.read())]
        return latest[1]


class MofFile:
    """A file of MOF text, for as long as the block lasts."""

    def __init__(self, content):
        self.content = content.encode("utf-8") if isinstance(content, str) else content

    def __enter__(self):
        handle, self.path = tempfile.mkstemp(suffix=".mof", dir=os.environ.get("WMIKIT_TEST_FOLDER"))
        with os.fdopen(handle, "wb") as file:
            file.write(self.content)
        return self.path

    def __exit__(self, *_):
        os.remove(self.path)


def answer(form, *arguments):
    """What a command that works prints."""
    result = run(arguments[0], "--format", form, *arguments[1:])
    expect(result.code == 0, f"exit code {result.code}: {result.err}")
    return result


def query(wql, form, *options):
    return answer(form, "query", *options, wql)


def run_in_terminal(columns, *arguments):
    """The lines that the tool prints on a terminal of so many columns, and its exit code."""
    import fcntl
    import pty
    import struct
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 100, columns, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execv(command[0], [*command, *arguments])
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        written += piece
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    # Wine's console writes a run of blanks as a move of the cursor; the rest of its sequences prints nothing.
    text = re.sub(r"\x1b\[(\d+)C", lambda move: " " * int(move.group(1)), written.decode("utf-8"))
    text = re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>])", "", text)
    return code, text.replace("\r", "").split("\n")


# --- Readers of the four formats ---------------------------------------------------------------------------


class Number(str):
    """A JSON number as it is spelled."""


def read_json(text):
    def no_constant(name):
        raise ValueError(f"{name} is no JSON")

    def no_name_twice(pairs):
        expect(len({name for name, _ in pairs}) == len(pairs), "a name twice in one object:", pairs)
        return dict(pairs)

    rows = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=no_constant,
                      object_pairs_hook=no_name_twice)
    expect(isinstance(rows, list) and all(isinstance(row, dict) for row in rows), "no array of objects")
    expect("\r" not in text and text.endswith("\n"), "line ends")
    return rows


def read_csv(text):
    """RFC 4180, strictly; None for a field without anything. Must agree with the csv module."""
    records, record, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while not (text[end] == '"' and text[end + 1] != '"'):
                end += 2 if text[end] == '"' else 1
            record.append(text[at + 1:end].replace('""', '"'))
            at = end + 1
        else:
            end = re.compile(r'[,\r]').search(text, at).start()
            expect(not set('"\n') & set(text[at:end]), "a quote or line feed outside quotes:", text[at:end])
            record.append(text[at:end] or None)
            at = end
        if text.startswith("\r\n", at):
            records.append(record)
            record, at = [], at + 2
        else:
            equal(text[at], ",", "what stands behind a field")
            at += 1
            if text.startswith("\r\n", at):
                record.append(None)
                records.append(record)
                record, at = [], at + 2
    equal(record, [], "what stands behind the last line end")
    by_module = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    equal([[field or "" for field in one] if one != [None] else [] for one in records], by_module, "csv module")
    return records


def width(text):
    """The columns of a text, by Python's own Unicode data."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def split_columns(line, spans):
    """Cuts a line at terminal columns; what stands in the gaps must be blank."""
    cells = [""] * len(spans)
    column = 0
    for character in line:
        inside = [i for i, (start, end) in enumerate(spans) if start <= max(0, column - (width(character) == 0)) < end]
        expect(inside or character == " ", f"{character!r} between two columns of {line!r}")
        if inside:
            cells[inside[0]] += character
        column += width(character)
    return cells


def read_table(text):
    """The header and the rows, cells with their padding."""
    lines = text.split("\n")
    equal(lines.pop(), "", "what stands behind the last line end")
    expect(re.fullmatch(r"-+(  -+)*", lines[1]), "no line of dashes:", lines[1])
    spans = [match.span() for match in re.finditer("-+", lines[1])]
    spans[-1] = (spans[-1][0], 1 << 20)
    expect(not any(line.endswith(" ") for line in lines), "blanks at the end of a line")
    rows = [split_columns(line, spans) for line in [lines[0], *lines[2:]]]
    return rows[0], rows[1:]


def read_list(text):
    """A list of objects, each a list of names and values; checks that the equals signs stand in a column."""
    objects = []
    for block in text[:-1].split("\n\n") if text else []:
        pairs = [re.fullmatch(r"(\S+) *( = .*| =)", line) for line in block.split("\n")]
        expect(all(pairs), "no `Name = value`:", block)
        equal(len({width(pair.group(0)[:pair.start(2)]) for pair in pairs}), 1, "columns of equals signs")
        objects.append([(pair.group(1), pair.group(2)[3:]) for pair in pairs])
    expect(text == "" or text.endswith("\n"), "no line end at the end")
    return objects


# --- What the other formats must show, made from the JSON -----------------------------------------------------


def json_text(value):
    """json.dumps, with numbers as they were spelled."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json_text(name)}: {json_text(one)}" for name, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def plain(value):
    if isinstance(value, (bool, list, dict)):
        return json_text(value)
    return value


def shown(value):
    """As on a line of a table or list."""
    if value is None:
        return "NULL"
    return "".join(chr(0x2400 + ord(c)) if c < " " else "\u2421" if c == "\x7f" else c for c in plain(value))


def shown_in(row, name):
    """What does not apply in a row of `describe` is empty."""
    described = {"Kind", "Name", "Type", "Key", "Origin", "Qualifiers"} == set(row)
    if described and row[name] is None and (name == "Key" or row["Kind"] == "class" and name in ("Type", "Origin")):
        return ""
    return shown(row[name])


def value_text(row):
    """An object in the format `value`."""
    def one_line(value):
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        return "" if value is None else plain(value).replace("\n", "\u240a").replace("\r", "\u240d")

    def element(value):
        is_text = isinstance(value, str) and not isinstance(value, Number)
        return f'"{one_line(value)}"' if is_text else one_line(value)

    return "".join(f"{name}={'{' + ','.join(map(element, value)) + '}' if isinstance(value, list) else one_line(value)}\n"
                   for name, value in row.items())


def check_formats_agree(wql, *options):
    check_answers_agree("query", *options, wql)


def check_answers_agree(*arguments):
    rows = read_json(answer("json", *arguments).text)
    expect(rows, "no rows:", arguments)
    names = list(rows[0])

    csv_text = answer("csv", *arguments).text
    records = read_csv(csv_text)
    equal(records[0], names, "csv header")
    equal(records[1:], [[plain(value) for value in row.values()] for row in rows], "csv")

    list_text = answer("list", *arguments).text
    equal(read_list(list_text), [[(name, shown_in(row, name)) for name in names] for row in rows], "list")

    equal(answer("value", *arguments).text, "\n".join(value_text(row) for row in rows), "value")

    table_text = answer("table", *arguments).text
    header, lines = read_table(table_text)
    equal([name.strip(" ") for name in header], names, "table header")
    equal([[cell.strip(" ") for cell in line] for line in lines],
          [[shown_in(row, name).strip(" ") for name in names] for row in rows], "table")
    check_alignment(rows, header, lines)
    expect("\r" not in list_text + table_text, "a carriage return outside csv")


def check_alignment(rows, header, lines):
    """Numbers end where their column ends, text begins where it begins."""
    for column, name in enumerate(rows[0]):
        values = [row[name] for row in rows if row[name] is not None]
        is_number = bool(values) and all(isinstance(value, Number) for value in values)
        for cell in [header[column], *(line[column] for line in lines)]:
            if is_number:
                expect(not cell.endswith(" "), f"{name} is not right-aligned: {cell!r}")
            else:
                expect(cell.strip(" ") == "" or not cell.startswith(" "), f"{name} is not left-aligned: {cell!r}")


# --- Checking ---------------------------------------------------------------------------------------------


def check_failure(arguments, *words):
    result = run(*arguments)
    equal(result.code, 1, "exit code")
    for word in words:
        expect(word in result.err, f"{word!r} is not in {result.err!r}")
    expect(re.search(r"^  \S.*$", result.err, re.MULTILINE), "no message:", result.err)
    expect(re.search(r"^  hint: \S.*$", result.err, re.MULTILINE), "no hint:", result.err)
    expect("\r" not in result.err and "\x1b" not in result.err, "control characters:", repr(result.err))
    return result


def check_usage(arguments, culprit):
    """A command line that makes no sense: told in two lines, and nothing was done."""
    result = run(*arguments)
    equal(result.code, 2, "exit code")
    equal(result.out, b"", "output")
    message, hint = result.err.split("\n")[:2]
    expect(message.startswith("wmikit: ") and culprit in message, result.err)
    equal(hint, "try wmikit --help", "second line")
    return result


def tell_latest():
    if latest:
        arguments, result = latest
        print(f"  the last program was {arguments[1:]!r:.300}: code {result.code}, {len(result.out)} bytes of output, "
              f"errors: {result.err!r:.600}", flush=True)


def run_checks():
    passed = failed = skipped = 0
    for one in checks:
        name = one.__name__.replace("_", " ") if one.__name__.isidentifier() else one.__name__
        try:
            one()
        except Skip as reason:
            skipped += 1
            print(f"skip {name}: {reason}", flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
            tell_latest()
        else:
            passed += 1
            print(f"ok {name}", flush=True)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0
