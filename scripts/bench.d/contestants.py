"""Who races, and the command line of each."""
import dataclasses
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NAMES = ("tributary", "duckdb", "polars", "libarchive", "isal", "read")
COLUMNS = ("time=event_time,event=event_type,user_id=user_id,channel=channel,campaign=campaign,"
           "amount=revenue,currency=currency")


@dataclasses.dataclass
class Contestant:
    name: str
    command: list
    environment: dict
    result: pathlib.Path | None  # The table it writes; None where it only decompresses.


def install_peers(cache, names):
    """A virtual environment with DuckDB and Polars, when one of them races."""
    wanted = [name for name in ("duckdb", "polars") if name in names]
    if not wanted:
        return
    python = cache / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", cache / "venv"], check=True)
    if subprocess.run([python, "-c", "import " + ", ".join(wanted)], capture_output=True).returncode != 0:
        print(f"bench: installing {' and '.join(wanted)}", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *wanted], check=True)


def versions(cache, options):
    found = {}
    for name in ("duckdb", "polars"):
        if name in options.only:
            found[name] = output([cache / "venv/bin/python", "-c", f"import {name}; print({name}.__version__)"])
    if "tributary" in options.only:
        found["tributary"] = output([options.tributary, "--version"])
    return found


def output(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def identities(cache, folders, options):
    """Tributary alone, on logs of the same events whose rows name people in different ways; all with every id read."""
    found = []
    for ids, folder in folders.items():
        out = cache / "out" / f"tributary-{ids}"
        out.parent.mkdir(exist_ok=True)
        memory = ["--memory", options.memory] if options.memory else []
        found.append(Contestant(
            ids, [options.tributary, "run", "--quiet", "--columns", f"anonymous_id=anonymous_id,{COLUMNS}", "--spend",
                  str(folder / "spend.csv"), "--threads", str(options.threads), *memory, "--output", str(out),
                  *sorted(map(str, folder.glob("events-*")))], {}, None))
    return found


def field(cache, folder, options):
    """Those of `options.only` that can read the folder's shape."""
    events = sorted(folder.glob("events-*"))
    python = str(cache / "venv/bin/python")
    pattern, spend = str(folder / "events-*"), str(folder / "spend.csv")
    pattern += events[0].name[events[0].name.index("."):]
    out = cache / "out"
    out.mkdir(exist_ok=True)
    threads = str(options.threads)
    names = [str(e) for e in events]
    limit = str(cache / "bin/limit")
    every = [
        Contestant("tributary", [options.tributary, "run", "--quiet", "--columns", COLUMNS, "--spend", spend,
                                 "--threads", threads, "--output", str(out / "tributary"), *names],
                   {}, out / "tributary" / "channels.csv"),
        Contestant("duckdb", [python, str(HERE / "peers/duck.py"), pattern, spend, str(out / "duckdb.csv"),
                              "--threads", threads], {}, out / "duckdb.csv"),
        Contestant("polars", [python, str(HERE / "peers/pol.py"), pattern, spend, str(out / "polars.csv")],
                   {"POLARS_MAX_THREADS": threads}, out / "polars.csv"),
    ]
    # Decompression alone, or for plain text reading alone.
    modes = {".gz": ["archive", "isal"], ".zst": ["archive"]}.get(events[0].suffix, ["read"])
    every += [Contestant({"archive": "libarchive"}.get(m, m), [limit, m, threads, *names], {}, None) for m in modes]
    return [c for c in every if c.name in options.only]
