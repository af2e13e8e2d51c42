"""The race's data: generated once per size by gen.c, compressed once per shape, kept outside the repository."""
import concurrent.futures
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# shape: (files, generator's format, compressor)
SHAPES = {
    "30-csv.gz": (30, "csv", ["gzip", "-6"]), "1-csv.gz": (1, "csv", ["gzip", "-6"]),
    "1-csv.zst": (1, "csv", ["zstd", "-3", "-q", "--rm"]), "1-jsonl.gz": (1, "jsonl", ["gzip", "-6"]),
    "1-csv": (1, "csv", None),
}
IDS = ("direct", "linked", "both", "late")


def build_tools(cache):
    """Compiles gen and limit when their sources are newer than the binaries, with the compiler that comes with Swift."""
    (cache / "bin").mkdir(exist_ok=True)
    for name, libraries in [("gen", ["-lm"]), ("limit", ["-larchive", "-lisal", "-lpthread"])]:
        source, binary = HERE / f"{name}.c", cache / "bin" / name
        if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
            subprocess.run(["clang", "-O2", source, *libraries, "-o", binary], check=True)


def prepare(cache, rows, shape, ids="both"):
    """The shape's folder with its event files and spend.csv, made on first use. `ids`: whom rows name, see gen.c."""
    folder = cache / str(rows) / (shape if ids == "both" else f"{shape}-{ids}")
    if not folder.exists():
        print(f"bench: making {rows} rows as {shape} in {folder}", file=sys.stderr)
        count, form, compressor = SHAPES[shape]
        # Under another name until complete: an interrupted run leaves nothing that looks finished.
        draft = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        subprocess.run([cache / "bin" / "gen", str(rows), draft, str(count), form, "42", ids], check=True)
        if compressor:
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                jobs = [pool.submit(subprocess.run, [*compressor, f], check=True) for f in draft.glob("events-*")]
                for job in jobs:
                    job.result()
        draft.rename(folder)
    return folder
