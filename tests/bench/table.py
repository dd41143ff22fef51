# SPDX-License-Identifier: MIT
"""Makes the tables of what the benches printed."""

from statistics import median

CONNECT_FIRST, CONNECT_AGAIN, GETTERS, CALLS, ADDED_KIB, DLL_KIB = 1.02, 0.30, 1.00, 200, 60, 160
OF_LIMIT = {"native": {"getters": 1.25, "select": 1.10}, "wine": {"getters": 1.60, "select": 1.25}}  # of the mock's rows
TEXT_INSTRUCTIONS, THREADS = 260, 1.10
LIMIT_COST, AHEAD = 1.02, 0.60
FLEET_ROUND, IDLE_HOST_KIB, QUEUE, FLAT = 1.10, 4, 0.9, 1.01
ONE_BATCH = 1.05  # texts in the rows become a little longer
MET = {None: "", True: "yes", False: "**no**"}
SYSTEMS = {"native": "native", "wine": "Wine"}


def pick(lines, bench, **wanted):
    """The lines of a bench that have these members."""
    return [line for line in lines
            if line["bench"] == bench and all(line.get(key) == value for key, value in wanted.items())]


def row(measure, wmikit, raw, ratio=None, goal=None, met=None):
    """A row; what is not there is empty. A goal without `met` is the ratio's."""
    if goal is not None and met is None:
        met = ratio <= goal
    return {"measure": measure, "wmikit": wmikit, "raw": raw, "ratio": ratio, "limit": "", "of_limit": None,
            "goal": goal if goal is None or isinstance(goal, str) else f"<= {goal:.2f}", "met": met}


def with_limit(made, limit, of_limit, goal=None):
    """The row with what nothing could be better than; another goal is that of the ratio to it."""
    made |= {"limit": limit, "of_limit": of_limit}
    if goal is not None:
        made |= {"goal": "; ".join(filter(None, (made["goal"], f"<= {goal:.2f} of the limit"))),
                 "met": made["met"] is not False and of_limit <= goal}
    return made


def handed_over(made, line):
    """The row with the time in which raw COM hands the rows over from one thread to another."""
    if "us_handed_over" in line:
        with_limit(made, microseconds(line["us_handed_over"]), line["of_hand_over"])
    return made


def microseconds(number):
    digits = 0 if number >= 1000 else 1 if number >= 10 else 2
    return f"{number:,.{digits}f} us"


# --- Rows --------------------------------------------------------------------------------------------------------


def fresh_process_rows(lines):
    times = {way: [line["us"] for line in pick(lines, "connect_once", way=way)] for way in ("raw", "wmikit")}
    ratio = median(a / b for a, b in zip(times["wmikit"], times["raw"]))
    return [row("connect, the first of a process, Wine", microseconds(median(times["wmikit"])),
                microseconds(median(times["raw"])), ratio, CONNECT_FIRST)]


def connect_rows(lines):
    rows = fresh_process_rows(lines)
    for system, name in reversed(SYSTEMS.items()):
        times = {line["way"]: line for line in pick(lines, "connect", system=system)}
        raw = microseconds(times["raw"]["us"])
        goals = (CONNECT_FIRST, CONNECT_AGAIN) if system == "wine" else (None, None)
        for way, text, goal in (("first", "first, after wmi_shutdown", goals[0]), ("repeated", "repeated", goals[1]),
                                ("raw_within_com", "raw, with COM set up and kept", None),
                                ("connect_server", "ConnectServer and blanket alone", None)):
            rows.append(row(f"connect, {text}, {name}", microseconds(times[way]["us"]), raw, times[way]["ratio"], goal))
    return rows


def reading_rows(lines):
    rows = []
    for system, table in (("wine", "__PARAMETERS"), ("wine", "Bench_Row"), ("native", "Bench_Row")):
        ways = {line["way"]: line for line in pick(lines, "reading", system=system, table=table)}
        raw, limit = ways["raw"], ways["get"]
        goals = OF_LIMIT[system] if table == "Bench_Row" else {}
        where = f"{raw['rows']:,} rows, {'static table' if table == '__PARAMETERS' else 'mock'}, {SYSTEMS[system]}"
        for way, text, goal in (("getters", "getters", GETTERS), ("select", "wmi_select", None)):
            made = row(f"{where}: {text}", microseconds(ways[way]["us"]), microseconds(raw["us"]), ways[way]["ratio"],
                       goal)
            rows.append(with_limit(made, microseconds(limit["us"]), ways[way]["us"] / limit["us"], goals.get(way)))
    return rows


def count_rows(lines):
    counts = {line["way"]: line for line in pick(lines, "counts", system="native")}
    raw = counts["raw"]
    rows = []
    for way, text in (("getters", "getters"), ("select", "wmi_select")):
        calls = counts[way]["server_calls"]
        rows.append(row(f"calls to the server for 10,000 rows, {text}", f"{calls:,}", f"{raw['server_calls']:,}",
                        calls / raw["server_calls"], f"<= {CALLS}", calls <= CALLS))
    limit = counts["get"]["allocations"]
    for way, text in (("getters", "getters"), ("select", "wmi_select")):
        found = counts[way]["allocations"]
        made = row(f"allocations a row, {text}", f"{found / raw['rows']:.2f}",
                   f"{raw['allocations'] / raw['rows']:.2f}", found / raw["allocations"])
        rows.append(with_limit(made, f"{limit / raw['rows']:.2f}", found / limit))
    return rows


def slow_rows(lines):
    ways = {line["way"]: line for line in pick(lines, "slow")}
    return [row(f"{ways[way]['rows']:,} rows where a call takes 1 ms, {text}", f"{ways[way]['us'] / 1e6:.2f} s",
                f"{ways['raw']['us'] / 1e6:.2f} s", ways[way]["ratio"])
            for way, text in (("getters", "getters"), ("select", "wmi_select"))]


def wait_rows(lines):
    found = {line["what"]: line for line in pick(lines, "waits")}
    rows = [handed_over(row(f"{text} (second column: without a limit)", microseconds(found[what]["us"]),
                            microseconds(found[what]["us_without"]), found[what]["ratio"], goal), found[what])
            for what, text, goal in (
                ("all rows", "100,000 rows under a limit", None),
                ("all rows, processor", "100,000 rows under a limit, processor time", LIMIT_COST),
                ("first row", "their first row", None),
                ("1 ms a call, 1 ms a batch", "100 batches, 1 ms a call and 1 ms of work a batch", AHEAD),
                ("latest of 20 rows that come every 20 ms", "the latest of 20 rows that come every 20 ms", None))]
    threads = found["threads"]
    rows.append(row(f"threads started for {threads['cursors']:,} cursors under a limit", f"{threads['threads']}", "0",
                    None, "<= 2", threads["threads"] <= 2))
    return rows


def event_rows(lines):
    found = {line["what"]: line for line in pick(lines, "events")}
    count = f"{found['all']['events']:,}"
    calls = found["calls"]
    return [row(text, microseconds(found[what]["us"]), microseconds(found[what]["us_raw"]), found[what]["ratio"])
            for what, text in (("all", f"an event of {count} that are there"),
                               ("all, processor", f"an event of {count} that are there, processor time"),
                               ("one at a time", "an event, raised and read"))] + [
        row(f"events a second, of {count} that are there", f"{1e6 / found['all']['us']:,.0f}",
            f"{1e6 / found['all']['us_raw']:,.0f}"),
        row(f"calls to the server for {count} events", f"{calls['calls']:,}", f"{calls['calls_raw']:,}",
            calls["calls"] / calls["calls_raw"])]


def fleet_rows(lines):
    found = {line["what"]: line for line in pick(lines, "fleet")}
    rows = []
    for what, text in (("healthy", "whose log-on takes 50 ms"), ("dead", "the same, one in ten dead, 1 s each")):
        line = found[what]
        made = row(f"a round on {line['hosts']:,} hosts {text}, 64 at once", f"{line['ms']:,.0f} ms", "")
        rows.append(with_limit(made, f"{line['ideal_ms']:,.0f} ms", line["ratio"], FLEET_ROUND))
    held = found["idle host"]["bytes"]
    rows.append(row("bytes held by an idle host of a fleet", f"{held:,.0f}", "", None, f"<= {IDLE_HOST_KIB} KiB",
                    held <= IDLE_HOST_KIB * 1024))
    early, late = (line for line in lines if line.get("what") == "growth")
    rows.append(row(f"bytes held after round {late['round']} of {late['hosts']:,} hosts (second column: after round "
                    f"{early['round']})", f"{late['bytes']:,}", f"{early['bytes']:,}", late["bytes"] / early["bytes"],
                    FLAT))
    for what in ("rows of one host", "rows of ten hosts"):
        line = found[what]
        made = row(f"rows a second through a fleet's queue, {what.removeprefix('rows of ')}, of a cursor's "
                   "(second column: the cursor's time)", microseconds(line["us"]), microseconds(line["us_cursor"]),
                   line["ratio"], f">= {QUEUE}", line["ratio"] >= QUEUE)
        rows.append(handed_over(made, line))
    return rows


def instruction_rows(lines):
    found = {line["what"]: line["instructions"] for line in pick(lines, "instructions")}
    if not found:
        return []
    rows = [row(f"instructions, connect, {text}", f"{found[ours]:,.0f}", f"{found['connect_raw']:,.0f}",
                found[ours] / found["connect_raw"])
            for text, ours in (("first", "connect_first"), ("repeated", "connect_again"))]
    for text, ours, raw, limit in (("wmi_get_string", "text_wmikit", "text_raw", "get_alone"),
                                   ("wmi_get_uint32", "number_wmikit", "number_raw", None),
                                   ("a row, getters", "rows_getters", "rows_raw", "rows_get"),
                                   ("a row, wmi_select", "rows_select", "rows_raw", "rows_get")):
        made = row(f"instructions, {text}", f"{found[ours]:,.0f}", f"{found[raw]:,.0f}", found[ours] / found[raw])
        if limit is not None:
            with_limit(made, f"{found[limit]:,.0f}", found[ours] / found[limit])
        if ours == "text_wmikit":
            above = found[ours] - found[limit]
            made |= {"goal": f"<= {TEXT_INSTRUCTIONS} above the limit", "met": above <= TEXT_INSTRUCTIONS}
        rows.append(made)
    return rows


def size_rows(lines):
    sizes = {line["file"]: line["bytes"] for line in pick(lines, "sizes")}
    added = sizes["hello"] - sizes["hello_raw"]
    return [row(f"hello.exe, static, stripped: {added / 1024:.1f} KiB more", f"{sizes['hello']:,} B",
                f"{sizes['hello_raw']:,} B", sizes["hello"] / sizes["hello_raw"], f"<= {ADDED_KIB} KiB",
                added <= ADDED_KIB * 1024),
            row(f"wmikit.dll, stripped: {sizes['dll'] / 1024:.1f} KiB", f"{sizes['dll']:,} B", "", None,
                f"<= {DLL_KIB} KiB", sizes["dll"] <= DLL_KIB * 1024)]


def growth_rows(lines):
    peaks = {line["rows"]: line["peak"] for line in pick(lines, "growth", way="cursor")}
    most = max(peaks)
    return [row(f"bytes held by a cursor, {most:,} rows against 1,000", f"{peaks[most]:,}", f"{peaks[1000]:,}",
                peaks[most] / peaks[1000], ONE_BATCH)]


# --- Markdown -----------------------------------------------------------------------------------------------------


def markdown(header, rows):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def main_table(rows):
    def ratio(number):
        return "" if number is None else f"{number:.3f}"

    return markdown(["measure", "wmikit", "raw", "ratio", "limit", "of the limit", "goal", "met"],
                    [[each["measure"], each["wmikit"], each["raw"], ratio(each["ratio"]), each["limit"],
                      ratio(each["of_limit"]), each["goal"] or "", MET[each["met"]]] for each in rows])


def growth_table(lines):
    select = {line["rows"]: line for line in pick(lines, "growth", way="select")}
    return markdown(["rows", "cursor, us a row", "bytes held at most", "wmi_select, us a row", "bytes held at most",
                     "of them the block"],
                    [[f"{line['rows']:,}", f"{line['us_per_row']:.2f}", f"{line['peak']:,}",
                      f"{select[line['rows']]['us_per_row']:.2f}", f"{select[line['rows']]['peak']:,}",
                      f"{select[line['rows']]['block']:,}"]
                     for line in pick(lines, "growth", way="cursor")])


def loading_table(lines):
    return markdown(["MOF text", "how many", "MB", "s a MB", "the same again, s a MB"],
                    [[line["what"], f"{line['count']:,}", f"{line['megabytes']:.2f}", f"{line['s_per_mb']:.3f}",
                      f"{line['again_s_per_mb']:.3f}"] for line in pick(lines, "loading")])


def beside_table(lines):
    return markdown(["rows of another class", "us a query"],
                    [[f"{line['rows']:,}", f"{line['us']:.2f}"] for line in pick(lines, "beside")])


def threads_table(lines):
    def goal(line):
        return ["", ""] if line["threads"] == 1 else [f"<= {THREADS:.2f}", MET[line["ratio"] <= THREADS]]

    return markdown(["threads", "us a connection", "connections a second", "cost, of one thread's", "goal", "met"],
                    [[str(line["threads"]), f"{line['us']:.2f}", f"{line['connections_per_second']:,}",
                      f"{line['ratio']:.3f}", *goal(line)] for line in pick(lines, "threads")])


def write_markdown(results):
    """The tables; the rows of the first are put into the results, too."""
    lines = results["lines"]
    results["rows"] = [each for make in (connect_rows, reading_rows, count_rows, slow_rows, wait_rows, event_rows, fleet_rows,
                                         instruction_rows, size_rows, growth_rows)
                       for each in make(lines)]
    return (f"{results['date']}, {results['cores']} cores ({results['cpu']}), "
            f"medians of {results['rounds']} rounds.\n\n"
            f"{main_table(results['rows'])}\n"
            f"From 1 row to 1,000,000, against the mock, native:\n\n{growth_table(lines)}\n"
            f"Loading MOF text into the mock, native:\n\n{loading_table(lines)}\n"
            f"A query of a class with one row, beside many rows of another class, native:\n\n{beside_table(lines)}\n"
            f"From 1 thread to 64, which do the same work together (connect, read ten rows, disconnect), native:\n\n"
            f"{threads_table(lines)}")
