"""The hostile inputs, a line of the list each: what is done, the expected status, words of the message, and the report."""
import dataclasses
import os
import shutil
import typing

from samples import HEADER, STREAMS, damaged, locked, log, packings, tar, zipped

GOOD = log()
OTHER = log(seed=2)


@dataclasses.dataclass
class Case:
    name: str
    status: int
    says: list = dataclasses.field(default_factory=list)  # words of standard error, all of them
    files: dict = dataclasses.field(default_factory=dict)  # name → bytes
    arguments: list = dataclasses.field(default_factory=lambda: ["input"])
    stage: typing.Callable = lambda folder: None  # what else is done in the folder before
    meanwhile: typing.Callable = None  # what is done to a running program, given folder and process
    pipe: str = None  # the file that comes through standard input
    same: str = None  # the file whose report, read alone, must come out
    counts: dict = dataclasses.field(default_factory=dict)
    as_nobody: bool = False
    disk: str = None  # the folder that stands on a small disk
    environment: dict = dataclasses.field(default_factory=dict)


def read_whatever_the_packing():
    for name, data in packings(GOOD).items():
        files = {"input": data, "plain.csv": GOOD}
        yield Case(f"read: {name}", 0, files=files, same="plain.csv")
        yield Case(f"read through a pipe: {name}", 0, files=files, arguments=["-"], pipe="input", same="plain.csv")


def damage():
    for name, data in damaged(GOOD).items():
        files = {"input": data, "other.csv.gz": STREAMS["gz"](OTHER)}
        words = ["input", "nothing was written", "Fetch the file again, or pass --damaged skip"]
        yield Case(f"damaged: {name}", 74, words, files, ["other.csv.gz", "input"])
        yield Case(f"damaged, through a pipe: {name}", 74, ["standard input", "--damaged skip"], files, ["other.csv.gz", "-"],
                   pipe="input")
        yield Case(f"left out: {name}", 0, ["input is left out whole"], files,
                   ["--damaged", "skip", "input", "other.csv.gz"], same="other.csv.gz")
    cut = STREAMS["gz"](GOOD)[:-9]
    # libarchive gives nothing of a piece that it could not unpack to its end, and such a small file is one piece.
    for stream, rows in [("gz", " after 400 rows; nothing"), ("zst", "; nothing"), ("xz", "; nothing")]:
        whole = STREAMS[stream](GOOD)
        for name, pipe in [("input", None), ("-", "input")]:
            yield Case(f"damage says rows: {stream} {name}", 74, [f"{rows} was written"],
                       {"input": whole + b"no end"}, [name], pipe=pipe)
    yield Case("left out: a pipe is read again", 0, ["bad is left out whole"], {"bad": cut, "good": STREAMS["zst"](OTHER)},
               ["--damaged", "skip", "bad", "-"], pipe="good", counts={"read": 400})
    yield Case("left out: the pipe itself", 0, ["standard input is left out whole"], {"bad": cut, "good": OTHER},
               ["--damaged", "skip", "-", "good"], pipe="bad", same="good")
    yield Case("left out: all there is", 74, ["no input is whole"], {"a": cut, "b": cut[:-1]}, ["--damaged", "skip", "a", "b"])
    yield Case("damaged spend is never left out", 74, ["spend.gz: truncated gzip data after 17 rows", "Fetch the file again"],
               {"input": GOOD, "spend.gz": STREAMS["gz"](b"date,channel,amount\n2026-03-01,email,5\n" * 9)[:-5]},
               ["--damaged", "skip", "--spend", "spend.gz", "input"])


def no_logs():
    kinds = {
        "parquet": (b"PAR1\x15\x04", "duckdb"), "avro": (b"Obj\x01\x04\x14avro.codec", "duckdb"),
        "orc": (b"ORC\x0a\x0b\x0a\x03", "pyarrow"), "sz": (b"\xff\x06\0\0sNaPpY", "snzip"),
        "7z": (b"7z\xbc\xaf\x27\x1c\0\x04", "7z x"), "rar": (b"Rar!\x1a\x07\x01\0", "unrar"),
        "sqlite": (b"SQLite format 3\0\x10\0", "sqlite3"), "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "CSV"),
        "html": (b"<!DOCTYPE html>\n<html><body>Please log in", "fetch the file again"),
        "xlsx": (zipped(("[Content_Types].xml", b"<?xml?>"), ("xl/workbook.xml", b"<?xml?>")), "soffice"),
        "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice"),
        "locked.zip": (locked(zipped(("a.csv", GOOD))), "password"),
        "binary": (bytes(range(256)) * 40, "NUL"), "no-header.csv": (b"time,event,channel\n2026-03-01,touch,email\n", "account_id"),
    }
    for name, (data, word) in kinds.items():
        yield Case(f"no log: {name}", 65, [name, word], {name: data}, [name])
        inside = STREAMS["gz"](tar(("deep/" + name, data)))
        yield Case(f"no log, in a tar.gz: {name}", 65, [f"all.tgz!deep/{name}", word], {"all.tgz": inside}, ["all.tgz"])
        yield Case(f"no log is no damage: {name}", 65, [name, word], {name: data, "good.csv": GOOD},
                   ["--damaged", "skip", name, "good.csv"])


def bombs():
    rows = HEADER.encode() + b"2026-03-01,touch,u1,email,,,\n" * 2_400_000
    bomb = STREAMS["zst"](rows)
    for name, data in {"zst": bomb, "xz": STREAMS["xz"](rows), "zst in a tar": tar(("a.csv.zst", bomb))}.items():
        yield Case(f"a bomb: {name}", 74, ["input", "more than 1,000 times its size", "--max-ratio", "--damaged skip"],
                   {"input": data})
    many = zipped(*((f"{place}.zip", zipped(("a.csv", rows[:8_000_000]))) for place in range(12)))
    yield Case("a bomb: zips in a zip", 74, ["--max-ratio"], {"input": STREAMS["gz"](many)})
    yield Case("a bomb is left out", 0, ["input is left out whole"], {"input": bomb, "good": GOOD},
               ["--damaged", "skip", "input", "good"], same="good")
    yield Case("a repetitive log that is meant so", 0, [], {"input": bomb}, ["--max-ratio", "1000000", "input"],
               counts={"read": 2_400_000})
    deep = GOOD
    for _ in range(7):
        deep = STREAMS["gz"](deep)
    yield Case("too deep", 74, ["more than 6 layers", "--max-depth"], {"input": deep})
    yield Case("as deep as is allowed", 0, [], {"input": deep, "plain.csv": GOOD}, ["--max-depth", "7", "input"], same="plain.csv")
    yield Case("too large", 74, ["--max-unpacked"], {"input": STREAMS["gz"](GOOD)}, ["--max-unpacked", "10kB", "input"])


def odd_contents():
    empty = {"nothing": b"", "gz": STREAMS["gz"](b""), "zst": STREAMS["zst"](b""), "tar": tar(), "zip": zipped(),
             "tar.gz": STREAMS["gz"](tar()), "a header alone": HEADER.encode()}
    for name, data in empty.items():
        yield Case(f"empty: {name}", 0, ["warning: input: empty, no row was read"], {"input": data, "good": OTHER},
                   ["good", "input"], same="good")
    zeros = ["input: it holds NUL bytes"]
    for name, data in {"a MiB": bytes(1 << 20), "packed": STREAMS["gz"](bytes(1 << 20)), "before a log": bytes(4096) + GOOD}.items():
        yield Case(f"zeros: {name}", 65, zeros, {"input": data})
    yield Case("zeros: spend", 65, ["spend: it holds NUL bytes"], {"input": GOOD, "spend": bytes(70_000)},
               ["--spend", "spend", "input"])
    yield Case("zeros: rates", 78, ["rates: it holds NUL bytes"], {"input": GOOD, "rates": bytes(70_000)},
               ["--rates", "rates", "input"])
    tabs = GOOD.replace(b",", b"\t")
    for name, data in {"comma": b"sep=,\r\n" + GOOD, "tab": b"sep=\t\n" + tabs, "quoted": b'"sep=\t"\r\n' + tabs,
                       "UTF-16": ("\ufeffsep=\t\n" + tabs.decode()).encode("utf-16-le")}.items():
        yield Case(f"Excel's first line: {name}", 0, [], {"input": data, "plain.csv": GOOD}, same="plain.csv")
    korean = GOOD.decode().replace("email", "㈜“메일”")
    yield Case("a few Korean symbols in CP949", 0, [], {"input": korean.encode("cp949"), "plain.csv": korean.encode()},
               same="plain.csv")
    yield Case("half a bracket", 78, ["'ch[0' has half a bracket"], {"input": b'{"t":"2026-03-01","e":"touch","u":"u","ch":["x"]}\n'},
               ["--columns", "time=t,event=e,user_id=u,channel=ch[0", "input"])
    yield Case("a rate with a point", 78, ["rates:2: 'rate' reads '1300.55'", "decimal-comma"],
               {"input": GOOD, "rates": b"date;base;quote;rate\n2026-01-01;USD;KRW;1300.55\n"},
               ["--amounts", "decimal-comma", "--rates", "rates", "input"])
    yield Case("a constant that is no amount", 78, ["plan.yaml:1:45: 'amount' is always 'abc'"],
               {"input": GOOD, "plan.yaml": b"inputs: [{paths: input, constants: {amount: abc}}]\n"}, ["--config", "plan.yaml"])
    long = GOOD + b"x" * 100_000_000 + b"\n" + OTHER[len(HEADER):]
    yield Case("a line of 100 MB", 0, ["1 of 801 rows were rejected"], {"input": STREAMS["gz"](long)}, ["input"],
               counts={"read": 801, "rejected: line too long": 1})
    yield Case("a line of 100 MB alone", 65, ["input"], {"input": STREAMS["gz"](long[len(GOOD):])})


def names_and_folders():
    def loop(folder):
        os.symlink("..", folder / "logs/loop")
        os.symlink(".", folder / "logs/self")

    def twice(folder):
        os.link(folder / "logs/a.csv", folder / "hard.csv")
        os.symlink("logs/a.csv", folder / "soft.csv")
        os.symlink("logs", folder / "more")

    logs = {"logs/a.csv": GOOD}
    yield Case("a folder that leads to itself", 0, [], logs, ["logs"], loop, same="logs/a.csv")
    yield Case("a link that leads to itself", 66, ["logs/x", "a link"], logs, ["logs"], lambda f: os.symlink("x", f / "logs/x"))
    yield Case("a link that leads nowhere", 66, ["logs/x", "a link"], logs, ["logs"], lambda f: os.symlink("gone", f / "logs/x"))
    yield Case("one file under many names", 0, [], logs,
               ["logs/a.csv", "./logs//a.csv", "logs/../logs/a.csv", "hard.csv", "soft.csv", "more", "logs/*.csv"], twice,
               counts={"read": 400})
    minus = {"-": GOOD, "other": OTHER, "plain.csv": GOOD}
    yield Case("a file called -", 0, [], minus, ["./-"], pipe="other", same="plain.csv")
    yield Case("a file called -, by a pattern", 0, [], minus, ["./*-"], pipe="other", same="plain.csv")
    bare = os.fsdecode(b"\xb0\xcb.csv")
    yield Case("a name in EUC-KR", 0, [], {bare: GOOD, os.fsdecode(b"\xb1\xa4.csv"): OTHER, "plain.csv": GOOD}, [bare],
               same="plain.csv")
    yield Case("a missing name in EUC-KR", 66, ["\ufffd\ufffd.csv: no such file"], {}, [bare])
    yield Case("an output in EUC-KR", 64, ["--output is not in UTF-8"], {"input": GOOD}, ["--output", bare, "input"])
    yield Case("missing", 66, ["nowhere.csv", "no such file"], logs, ["logs", "nowhere.csv"])
    yield Case("no match", 66, ["logs/*.gz", "no file matches"], logs, ["logs/*.gz"])
    closed = ["closed: cannot be read (Permission denied)", "check its permissions"]
    yield Case("a closed file", 66, closed, {"closed": GOOD}, ["closed"], lambda f: os.chmod(f / "closed", 0), as_nobody=True)
    yield Case("a closed folder", 66, closed, {"closed/a.csv": GOOD}, ["closed"], lambda f: os.chmod(f / "closed", 0),
               as_nobody=True)
    yield Case("a closed file in a folder", 66, ["logs/a.csv: cannot be read"], logs, ["logs"],
               lambda f: os.chmod(f / "logs/a.csv", 0), as_nobody=True)


def changes_while_read():
    def change(what):
        """Waits until the inputs are listed, which is when the rates are read, and then changes one of them."""
        def meanwhile(folder, process):
            with open(folder / "rates", "wb") as rates:
                what(folder / "input")
                rates.write(b"date,base,quote,rate\n")
        return meanwhile

    def grow(path):
        with open(path, "ab") as file:
            file.write(b"2026-03-01,touch,u1,email,,,\n")

    def replace(path):
        shutil.copy(path, str(path) + ".new")
        os.rename(str(path) + ".new", path)

    for name, what, status, word in [("grows", grow, 74, "changed while it was read"), ("is replaced", replace, 74, "changed"),
                                     ("is removed", os.remove, 66, "cannot be read")]:
        for choice in ["stop", "skip"]:
            yield Case(f"a file that {name} while it is read, --damaged {choice}", status, ["input", word],
                       {"input": STREAMS["gz"](GOOD), "other": OTHER},
                       ["--rates", "rates", "--damaged", choice, "input", "other"],
                       lambda folder: os.mkfifo(folder / "rates"), change(what))

    def signal(number):
        def meanwhile(folder, process):
            with open(folder / "input", "wb") as pipe:
                pipe.write(GOOD)
                pipe.flush()
                process.send_signal(number)
                process.wait(timeout=10)
        return meanwhile

    for number in [2, 15]:
        yield Case(f"signal {number}", 128 + number, ["interrupted"], {}, stage=lambda folder: os.mkfifo(folder / "input"),
                   meanwhile=signal(number))


def full_and_closed_disks():
    big = log(seed=3, rows=30_000)
    yield Case("a full scratch disk", 73, ["scratch", "is full", "--scratch"], {"input": big},
               ["--scratch", "small", "input"], disk="small", environment={"TRIBUTARY_TEST_SPILL": "1"})
    yield Case("a full scratch disk for a pipe", 73, ["scratch", "is full"], {"input": big, "other": GOOD},
               ["--scratch", "small", "--damaged", "skip", "-", "other"], disk="small", pipe="input")
    wide = HEADER + "".join(f"2026-03-01,touch,u1,channel {n},campaign {n},,\n" for n in range(4000))
    yield Case("a full output disk", 73, ["small/"], {"input": (wide + "2026-03-02,won,u1,,,9,USD\n").encode()},
               ["--output", "small/report", "input"], disk="small")
    yield Case("a read-only output", 73, ["shelf", "Permission denied", "--output"], {"input": GOOD, "shelf/.keep": b""},
               ["--output", "shelf/report", "input"], lambda f: os.chmod(f / "shelf", 0o555), as_nobody=True)
    yield Case("another's files in the output", 73, ["report"], {"input": GOOD, "report/thesis.txt": b"mine"})


def all_cases():
    for group in [read_whatever_the_packing, damage, no_logs, bombs, odd_contents, names_and_folders, changes_while_read,
                  full_and_closed_disks]:
        yield from group()
