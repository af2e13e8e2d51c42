"""What hostile inputs are made of: a good log, ways to pack it, ways to damage what was packed."""
import bz2
import gzip
import io
import lzma
import random
import subprocess
import tarfile
import zipfile

HEADER = "time,event,user_id,channel,campaign,amount,currency\n"


def log(seed=1, rows=400, currency="USD"):
    """A log of touches of a few channels and a deal for every tenth visitor."""
    dice = random.Random(seed)
    lines = [HEADER]
    for row in range(rows):
        visitor = f"u{dice.randrange(rows // 8 + 1)}"
        day = f"2026-03-{dice.randrange(1, 28):02}T{dice.randrange(24):02}:{dice.randrange(60):02}:00Z"
        if row % 10 == 9:
            lines.append(f"{day},won,{visitor},,,{dice.randrange(1, 90000)}.{dice.randrange(100):02},{currency}\n")
        else:
            lines.append(f"{day},touch,{visitor},{dice.choice(['search', 'email', 'social'])},c{dice.randrange(9)},,\n")
    return "".join(lines).encode()


def through(*command):
    """A packer that is a command."""
    return lambda data: subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


# One stream of bytes, packed. The five first end with a checksum; that of compress says nothing of its end.
STREAMS = {
    "gz": lambda data: gzip.compress(data, mtime=0), "bz2": bz2.compress, "xz": lzma.compress,
    "zst": through("zstd", "-q", "-c"), "lz4": through("lz4", "-q", "-c"), "Z": through("compress", "-c"),
}
CHECKED = ["gz", "bz2", "xz", "zst", "lz4"]


def tar(*members):
    """A tar of (name, bytes)."""
    room = io.BytesIO()
    with tarfile.open(fileobj=room, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return room.getvalue()


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes)."""
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return room.getvalue()


def locked(archive):
    """A zip whose members say that a password locks them."""
    data = bytearray(archive)
    for sign, flags in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 1)
    return bytes(data)


def packings(data):
    """Every way in which a log may arrive that is read: name → bytes."""
    gz = STREAMS["gz"](data)
    ways = {"plain": data, **{name: pack(data) for name, pack in STREAMS.items()}}
    ways |= {"tar." + name: pack(tar(("logs/day.csv", data))) for name, pack in STREAMS.items()}
    ways |= {"zip of ." + name: zipped(("day.csv", pack(data)), method=zipfile.ZIP_STORED) for name, pack in STREAMS.items()}
    ways |= {
        "tar": tar(("logs/day.csv", data)), "tar of .gz": tar(("logs/day.csv.gz", gz)), "zip": zipped(("logs/day.csv", data)),
        "zip, stored": zipped(("day.csv", data), method=zipfile.ZIP_STORED), "zip in gz": STREAMS["gz"](zipped(("day.csv", data))),
        "tar.gz of .gz": STREAMS["gz"](tar(("day.csv.gz", gz))), "zip in tar": tar(("days.zip", zipped(("day.csv", data)))),
        "gz in two members": STREAMS["gz"](data[:1000]) + STREAMS["gz"](data[1000:]),
        "gz and zeros": gz + bytes(70_000), "xz in zst in gz": STREAMS["gz"](STREAMS["zst"](STREAMS["xz"](data))),
    }
    return ways


def flipped(data, place=0.5):
    """With one wrong bit."""
    wrong = bytearray(data)
    wrong[int(len(wrong) * place)] ^= 0x10
    return bytes(wrong)


def damaged(data):
    """Every way in which a log's archive may be damaged so that it can be told: name → bytes."""
    good = STREAMS["gz"](data)
    tail = {"": b"garbage", ".gz": b"\0\0garbage"}
    ways = {}
    for name in CHECKED:
        packed = STREAMS[name](data)
        ways |= {
            f"{name}, cut in half": packed[:len(packed) // 2], f"{name}, cut at the end": packed[:-2],
            f"{name}, a wrong bit": flipped(packed), f"{name}, another one cut behind it": packed + packed[:-9],
            f"{name}, garbage behind it": packed + tail.get("." + name, b"garbage"),
            f"tar, second member of .{name} cut": tar(("a.csv." + name, packed), ("b.csv." + name, packed[:-6])),
            f"tar, member of .{name} with a wrong bit": tar(("a.csv." + name, flipped(packed))),
            f"zip, second member of .{name} cut": zipped(("a.csv." + name, packed), ("b.csv." + name, packed[:-6])),
            f"tar.{name}, cut": STREAMS[name](tar(("a.csv", data)))[:-20],
            f"tar.{name}, a wrong bit": flipped(STREAMS[name](tar(("a.csv", data)))),
        }
    plain, members = tar(("a.csv", data)), tar(("a.csv", data), ("b.csv", data))
    packed = zipped(("a.csv", data), ("b.csv", data))
    ways |= {
        "tar, cut in a member": plain[:2000], "tar, cut between members": members[:512 + (len(data) + 511) // 512 * 512],
        "tar, a wrong bit in a header": plain[:100] + bytes([plain[100] ^ 1]) + plain[101:], "zip, cut": packed[:-30],
        "tar, garbage behind it": plain + b"garbage" * 200, "zip, garbage behind it": packed + b"garbage",
        "zip, a wrong bit": flipped(packed, 0.2), "zip in tar, a wrong bit": tar(("days.zip", flipped(packed, 0.2))),
        "gz, a header alone": good[:7], "gz, wrong length": good[:-1] + bytes([good[-1] ^ 1]),
        "tar.Z, cut": STREAMS["Z"](plain)[:-300],
    }
    return ways
