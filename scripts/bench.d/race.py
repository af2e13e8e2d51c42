"""The race's order of events: data once, then rounds in which every contestant runs in turn, then a table.

Run through scripts/bench. Files: files.py makes the data, contestants.py knows the command lines, measure.py takes
the times, agreement.py compares results, table.py prints.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys

import agreement
import contestants
import files
import measure
import table


def rows(text):
    """A number of rows: 200k, 1M, 10000000."""
    scale = {"k": 1_000, "m": 1_000_000}.get(text[-1:].lower(), 1)
    return int(float(text[:-1] if scale > 1 else text) * scale)


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=rows, metavar="ROWS", help="200k, 1M, 50M, …; default 1M 10M")
    parser.add_argument("--shapes", default="30-csv.gz,1-csv.gz", help=f"of {', '.join(files.SHAPES)}; or all")
    parser.add_argument("--race", dest="races", default="standard", help=f"of {', '.join(contestants.RACES)}; default standard; or all. "
                        "costs: event_id and cost are read too, so duplicates go and touch costs are spend. identity: a "
                        "third of the touches are anonymous and linked later. models: what each further model costs, on "
                        "the first shape")
    parser.add_argument("--rounds", type=int, default=5, help="default 5; 0 compares results and takes no times")
    parser.add_argument("--threads", type=int, default=2, help="for every contestant; default 2")
    parser.add_argument("--ids", help="race Tributary against itself on logs whose rows name people differently: "
                        f"of {', '.join(files.IDS)}; the first is what the others are compared with")
    parser.add_argument("--memory", help="with --ids: the bound of each run")
    parser.add_argument("--only", help=f"of {', '.join(contestants.NAMES)}; default all that can read the shape")
    parser.add_argument("--tributary", default="tributary", help="the binary; default is built from this tree")
    parser.add_argument("--output", default="bench.json")
    options = parser.parse_args()
    options.sizes = options.sizes or [1_000_000, 10_000_000]
    options.shapes = list(files.SHAPES) if options.shapes == "all" else options.shapes.split(",")
    options.only = options.only.split(",") if options.only else list(contestants.NAMES)
    options.ids = options.ids.split(",") if options.ids else []
    # Logs that name people differently are a race of its own, of Tributary against itself.
    options.races = [] if options.ids else list(contestants.RACES) if options.races == "all" else options.races.split(",")
    for names, known in [(options.races, contestants.RACES), (options.shapes, files.SHAPES),
                         (options.only, contestants.NAMES), (options.ids, files.IDS)]:
        for name in names:
            if name not in known:
                parser.error(f"'{name}' is none of {', '.join(known)}")
    return options


def card(options):
    """Every race with its shape, in order. Models cost the same whatever the shape."""
    return [(race, shape) for race in options.races or ["ids"] for shape in options.shapes
            if race != "models" or shape == options.shapes[0]]


def run(cache, size, race, shape, options):
    """One size, race and shape: warm the cache, run the rounds, compare the results."""
    if race == "ids":
        folders = {ids: files.prepare(cache, size, shape, ids) for ids in options.ids}
        field = contestants.identities(cache, folders, options)
    else:
        folder = files.prepare(cache, size, shape, contestants.RACES[race].ids)
        field = contestants.field(cache, folder, race, options)
    field = [c for c in field if c.result or options.rounds > 0]
    for contestant in field:  # Warm cache, and a failure shows before the first round.
        measure.run(contestant)
    rounds = []
    for number in range(options.rounds):
        print(f"{table.count(size)} rows, {race}, {shape}: round {number + 1} of {options.rounds}", file=sys.stderr)
        rounds.append({c.name: measure.run(c) for c in field})
    compared = {"ids": costs, "models": further}.get(race, ratios)(rounds) if rounds else {}
    return {"rows": size, "race": race, "shape": shape, "threads": options.threads, "rounds": rounds,
            "medians": {c.name: medians(rounds, c.name) for c in field if rounds}, "ratios": compared,
            "agreement": agreement.compare(field)}


def medians(rounds, name):
    return {key: statistics.median(r[name][key] for r in rounds) for key in rounds[0][name]}


def ratios(rounds):
    """Medians of per-round ratios: noise that hits a whole round cancels."""
    pairs = {"faster than duckdb": ("duckdb", "tributary"), "faster than polars": ("polars", "tributary"),
             "of L": ("tributary", "libarchive")}
    return {name: statistics.median(r[a]["wall_seconds"] / r[b]["wall_seconds"] for r in rounds)
            for name, (a, b) in pairs.items() if a in rounds[0] and b in rounds[0]}


def costs(rounds):
    """Medians of each log's wall time, CPU time and peak memory per round, as multiples of the first log's."""
    first, *others = rounds[0]
    return {f"{other}, {what} of {first}": statistics.median(r[other][key] / r[first][key] for r in rounds)
            for other in others
            for what, key in [("wall", "wall_seconds"), ("CPU", "cpu_seconds"), ("memory", "peak_mib")]}


def further(rounds):
    """CPU time of a run with one more model, as multiples of the default's; the last is the mean over all of them at once."""
    cpu = {name: statistics.median(r[name]["cpu_seconds"] / r[contestants.DEFAULT]["cpu_seconds"] for r in rounds)
           for name in rounds[0] if name != contestants.DEFAULT}
    all_at_once = cpu.pop(contestants.EVERY)
    return {f"CPU with {name}": ratio for name, ratio in cpu.items()} | {
        f"CPU per model, {len(cpu)} at once": 1 + (all_at_once - 1) / len(cpu)}


def main():
    options = arguments()
    cache = pathlib.Path(os.environ.get("TRIBUTARY_BENCH_DATA")
                         or pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / "tributary-bench")
    cache.mkdir(parents=True, exist_ok=True)
    files.build_tools(cache)
    contestants.install(cache, contestants.peers(options))
    record = {"machine": measure.machine(), "versions": contestants.versions(cache, options), "races": []}
    for size in options.sizes:
        for race, shape in card(options):
            record["races"].append(run(cache, size, race, shape, options))
            print(table.text(record["races"][-1]), flush=True)
            pathlib.Path(options.output).write_text(json.dumps(record, indent=1) + "\n")
    if not all(r["agreement"]["agree"] for r in record["races"]):
        sys.exit("bench: results do not agree; see the lines above")


if __name__ == "__main__":
    main()
