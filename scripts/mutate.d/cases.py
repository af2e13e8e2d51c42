"""Runs the worked cases of Tests/Conformance against a binary, two at a time: seconds instead of a test build.

    python3 scripts/mutate.d/cases.py .build/debug/tributary [CASE]…

Figures are compared as text; time decay alone may be off by one unit of the last printed digit, as Specification, section 5
lets quantised weights be. Ends with 1 where a case does not agree.
"""
import concurrent.futures
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Conformance"
OPTIONS = {"from": "--from", "to": "--to", "keep": "--keep", "after_conversion": "--after-conversion",
           "stage_channel": "--stage-channel"}
# A mutant may loop for ever; a case takes hundredths of a second.
DEADLINE_SECONDS = 20


def names():
    return sorted(folder.name for folder in ROOT.iterdir() if (folder / "case.json").exists())


def arguments(case, folder):
    """The settings of case.json as options."""
    def days(number):
        return f"{number:.10f}".rstrip("0").rstrip(".") + "d"
    options = []
    for name, values in [("spend", case.get("spend")), ("rates", case.get("rates")), ("model", case["models"]),
                         ("goal", case["goals"])]:
        for value in values or []:
            options += [f"--{name}", value]
    options += ["--lookback", days(case["lookback_days"]), "--half-life", days(case["half_life_days"]),
                "--currency", case["currency"], "--time-zone", case["zone"]]
    for key, option in OPTIONS.items():
        if case.get(key):
            options += [option, case[key]]
    if case.get("custom"):
        configuration = pathlib.Path(folder) / "models.yaml"
        configuration.write_text(json.dumps({"models": case["custom"]}))
        options += ["--config", configuration]
    return options


def disagreement(binary, name):
    """Why a case does not agree, or None."""
    folder = ROOT / name
    case = json.loads((folder / "case.json").read_text())
    with tempfile.TemporaryDirectory(prefix="tributary-case-") as scratch:
        report = pathlib.Path(scratch) / "report"
        command = [binary, "run", *case["events"], *arguments(case, scratch), "--max-rejects", "100%", "--quiet",
                   "--output", report]
        try:
            run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            return "does not end"
        if run.returncode != 0:
            return f"status {run.returncode}: {run.stderr.strip()[-160:]}"
        for table in ["channels.csv", "campaigns.csv"]:
            found = table_difference(rows(folder / table), rows(report / table))
            if found:
                return f"{table}: {found}"
        wanted = json.loads((folder / "counts.json").read_text())
        got = json.loads((report / "summary.json").read_text())["counts"]
        for key in sorted(wanted.keys() | got.keys()):
            if wanted.get(key, 0) != got.get(key, 0):
                return f"count '{key}': {got.get(key, 0)} instead of {wanted.get(key, 0)}"
    return None


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def table_difference(wanted, got):
    if len(wanted) != len(got):
        return f"{len(got) - 1} rows instead of {len(wanted) - 1}"
    for line, (row, other) in enumerate(zip(wanted, got), 1):
        if row != other and not (row[1] == other[1] == "time-decay" and is_near(wanted[0], row, other)):
            return f"line {line}: {','.join(other)} instead of {','.join(row)}"
    return None


def is_near(header, row, other):
    """One unit of the last digit in figures that decay splits, and what follows from it in ratios."""
    for name, a, b in zip(header, row, other):
        if a == b:
            continue
        if name not in ("conversions", "amount", "profit", "share", "roi", "roas", "cost_per_conversion") or "" in (a, b):
            return False
        slack = 0.0011 if name in ("amount", "profit", "cost_per_conversion") else 0.0000011
        if abs(float(a) - float(b)) > max(slack, 10.0 ** -len(a.partition(".")[2]) * 1.1):
            return False
    return True


def first_failure(binary, cases):
    """(case, why) of some case that does not agree, or None; the rest are not begun."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = {pool.submit(disagreement, binary, name): name for name in cases}
        for job in concurrent.futures.as_completed(jobs):
            if job.result():
                for other in jobs:
                    other.cancel()
                return jobs[job], job.result()
    return None


def passing(binary):
    """The cases that agree."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [name for name, why in zip(names(), pool.map(lambda n: disagreement(binary, n), names())) if not why]


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    failures = [(name, why) for name in sys.argv[2:] or names() if (why := disagreement(binary, name))]
    for name, why in failures:
        print(f"{name}: {why}")
    print(f"{len(failures)} of {len(sys.argv[2:] or names())} cases do not agree")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
