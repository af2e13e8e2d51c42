"""Who races in which race, and the command line of each."""
import dataclasses
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NAMES = ("tributary", "duckdb", "polars", "libarchive", "isal", "read")
COLUMNS = ("time=event_time,event=event_type,user_id=user_id,channel=channel,campaign=campaign,"
           "amount=revenue,currency=currency")
DEFAULT, EVERY = "default", "every"  # In the race of models: the models of a run that asks for none, and all there are.
UNAVAILABLE = 69  # sysexits: a service cannot be reached.


@dataclasses.dataclass
class Race:
    ids: str  # Whom the rows name, see gen.c.
    columns: str  # What Tributary reads beside COLUMNS.
    names: tuple  # Who can do this job.


RACES = {
    "standard": Race("both", "", NAMES),
    "costs": Race("again", "event_id=event_id,cost=cost", ("tributary", "duckdb")),
    "identity": Race("linked", "anonymous_id=anonymous_id", ("tributary", "duckdb")),
    "models": Race("both", "", ("tributary",)),
}


@dataclasses.dataclass
class Contestant:
    name: str
    command: list
    environment: dict
    result: pathlib.Path | None  # The table it writes; None where it only decompresses.


def peers(options):
    """The tools to install: those among `options.only` that run in one of `options.races`."""
    racing = {name for race in options.races for name in RACES[race].names}
    return [name for name in ("duckdb", "polars") if name in racing and name in options.only]


def install(cache, wanted):
    """A virtual environment with the peers wanted. Ends with 69 where they cannot be had."""
    if not wanted:
        return
    python = cache / "venv" / "bin" / "python"
    commands = [] if python.exists() else [[sys.executable, "-m", "venv", cache / "venv"]]
    if commands or subprocess.run([python, "-c", "import " + ", ".join(wanted)], capture_output=True).returncode != 0:
        print(f"bench: installing {' and '.join(wanted)}", file=sys.stderr)
        commands.append([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted])
    for command in commands:
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode != 0:
            said = (ended.stdout + ended.stderr).strip().splitlines()[-3:]
            print(f"bench: {' and '.join(wanted)} cannot be installed, so there is nobody to race: pip reached no registry, "
                  "or found nothing for this Python. It says:", *said, sep="\n  ", file=sys.stderr)
            sys.exit(UNAVAILABLE)


def versions(cache, options):
    found = {name: output([cache / "venv/bin/python", "-c", f"import {name}; print({name}.__version__)"])
             for name in peers(options)}
    if "tributary" in options.only:
        found["tributary"] = output([options.tributary, "--version"])
    return found


def output(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def tributary(cache, folder, options, name="tributary", columns="", more=()):
    """Tributary's run of the job on the folder, its report in a directory named for the contestant."""
    report = cache / "out" / name
    report.parent.mkdir(exist_ok=True)
    return Contestant(
        name, [options.tributary, "run", "--quiet", "--columns", ",".join(filter(None, [COLUMNS, columns])),
               "--spend", str(folder / "spend.csv"), "--threads", str(options.threads), *more,
               "--output", str(report), *sorted(map(str, folder.glob("events-*")))], {}, report / "channels.csv")


def identities(cache, folders, options):
    """Tributary alone, on logs of the same events whose rows name people in different ways; all with every id read."""
    memory = ["--memory", options.memory] if options.memory else []
    return [tributary(cache, folder, options, ids, "anonymous_id=anonymous_id", memory) for ids, folder in folders.items()]


def models(cache, folder, options):
    """Tributary alone: the models of a run that asks for none, those and one of the others each, those and all others."""
    listed = re.findall(r"^([a-z-]+)( \*)? +[-\d]", output([options.tributary, "models"]), re.MULTILINE)
    default = [name for name, asked_for in listed if asked_for]
    others = [name for name, asked_for in listed if not asked_for]
    field = {DEFAULT: []} | {name: [name] for name in others} | {EVERY: others}
    return [tributary(cache, folder, options, name, more=[w for m in default + further for w in ("--model", m)])
            for name, further in field.items()]


def field(cache, folder, race, options):
    """Those of `options.only` that take part in the race and can read the folder's shape."""
    if race == "models":
        return models(cache, folder, options)
    events = sorted(folder.glob("events-*"))
    python = str(cache / "venv/bin/python")
    pattern, spend = str(folder / "events-*"), str(folder / "spend.csv")
    pattern += events[0].name[events[0].name.index("."):]
    out = cache / "out"
    threads = str(options.threads)
    names = [str(e) for e in events]
    limit = str(cache / "bin/limit")
    every = [
        tributary(cache, folder, options, columns=RACES[race].columns),
        Contestant("duckdb", [python, str(HERE / "peers/duck.py"), pattern, spend, str(out / "duckdb.csv"),
                              "--race", race, "--threads", threads], {}, out / "duckdb.csv"),
        Contestant("polars", [python, str(HERE / "peers/pol.py"), pattern, spend, str(out / "polars.csv")],
                   {"POLARS_MAX_THREADS": threads}, out / "polars.csv"),
    ]
    # Decompression alone, or for plain text reading alone.
    modes = {".gz": ["archive", "isal"], ".zst": ["archive"]}.get(events[0].suffix, ["read"])
    every += [Contestant({"archive": "libarchive"}.get(m, m), [limit, m, threads, *names], {}, None) for m in modes]
    return [c for c in every if c.name in options.only and c.name in RACES[race].names]
