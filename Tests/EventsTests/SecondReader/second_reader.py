"""Random CSV files and JSON lines, and what Python's own csv and json modules read from them.

usage: second_reader.py csv|json FILES SEED > CASES

A case is a file and the rows it should give, each as four bytes of length and the bytes; the rows are JSON: a list of
lists of texts for csv; for json the paths first, then per line the values of the paths, or null for a line to reject.
"""
import csv
import functools
import io
import json
import random
import struct
import sys

BLANK = "".join(map(chr, range(0x21)))


def main():
    kind, files, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    dice = random.Random(seed)
    for _ in range(files):
        content, rows = (csv_case if kind == "csv" else json_case)(dice)
        for part in (content, json.dumps(rows).encode()):
            sys.stdout.buffer.write(struct.pack("<I", len(part)) + part)


# CSV: quotes anywhere, both line ends, blank lines; but no quote that is left open, which Python takes for closed at the
# file's end, and no carriage return that ends a record by itself.

def csv_case(dice):
    delimiter = dice.choice(",,;\t|")
    while True:
        text = csv_text(dice, delimiter)
        if not text.endswith("\n"):
            text += "\n"
        rows = read_csv(text + "\nsentinel", delimiter)
        if rows and rows[-1] == ["sentinel"]:
            return text.encode(), {"delimiter": delimiter, "rows": rows[:-1]}


def csv_text(dice, delimiter):
    if dice.random() < 0.3:
        letters = dice.choice(['a"' + delimiter + "\n", 'ab é"' + delimiter * 2 + "\n", '"' + delimiter, 'a"\n'])
        return "".join(dice.choice(letters) for _ in range(dice.randrange(60)))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=dice.choice(["\n", "\r\n"]),
                        quoting=dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    for _ in range(dice.randrange(8)):
        writer.writerow([csv_field(dice, delimiter) for _ in range(dice.randrange(1, 6))])
    return out.getvalue()


def csv_field(dice, delimiter):
    return "".join(dice.choice(["a", "b", " ", '"', delimiter, "\n", "\r\n", "한", "é", "0", "."])
                   for _ in range(dice.choice([0, 1, 3, 8, 80])))


def read_csv(text, delimiter):
    rows = [[field.strip(BLANK) for field in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    return [row for row in rows if len(row) > 1 or (row and row[0])]


# JSON: objects as json.dumps and people write them, some damaged.

PATHS = ["a", "b.c", "b.c.0", "list.1.x", "list[0]", "d", "deep.er.still", "é"]
KEYS = ["a", "A", "b", "c", "b.c", "list", "x", "d", "D", "deep", "er", "still", "er.still", "é", "0", "1", "q\"\\", "", "other"]


def json_case(dice):
    lines = []
    for _ in range(dice.randrange(1, 8)):
        line = json_line(dice)
        if dice.random() < 0.3:
            line = damaged(dice, line)
        lines.append(line.replace(b"\n", b" "))
    content = dice.choice([b"\n", b"\r\n", b"\n\n"]).join(lines) + b"\n"
    rows = [row(line) for line in content.split(b"\n") if line.strip(b" \t\r")]
    return content, {"paths": PATHS, "rows": rows}


def json_line(dice):
    separators = dice.choice([(",", ":"), (", ", ": "), (" ,\t", " :  ")])
    return ("{" + separators[0].join(
        spelled(dice, dice.choice(KEYS)) + separators[1] + value(dice, 3, separators)
        for _ in range(dice.randrange(9))) + "}").encode("utf-8", "surrogatepass")


def value(dice, depth, separators):
    kind = dice.randrange(10 if depth else 8)
    if kind < 3:
        return spelled(dice, "".join(dice.choice(["x", "7", " ", '"', "\\", "/", "\n", "\0", "é", "한", "😀", "\x7f"])
                                     for _ in range(dice.choice([0, 1, 3, 20, 70]))))
    if kind < 5:
        return dice.choice(["0", "-0", "1", "-12.50", "1e5", "1E-7", "0.1", "123456789012345678901234567890", "1e999", "01",
                            "+1", "1.", ".5", "-", "NaN", "Infinity", "0x1", "1e"][:dice.choice([9, 9, 9, 18])])
    if kind < 8:
        return dice.choice(["true", "false", "null", "null", "[]", "{}"])
    inner = range(dice.randrange(4))
    if kind == 8:
        return "[" + separators[0].join(value(dice, depth - 1, separators) for _ in inner) + "]"
    return "{" + separators[0].join(
        spelled(dice, dice.choice(KEYS)) + separators[1] + value(dice, depth - 1, separators) for _ in inner) + "}"


def spelled(dice, text):
    """The text in quotes, with as many escapes as fortune has it; half of a pair now and then."""
    if dice.random() < 0.3:
        text = json.dumps(text, ensure_ascii=dice.random() < 0.5)
        return text if dice.random() < 0.8 else text[:-1] + dice.choice(["\\ud83d", "\\uDE00", "\\u0041", "\\/"]) + '"'
    return json.dumps(text, ensure_ascii=False)


def damaged(dice, line):
    at = dice.randrange(len(line) + 1)
    kind = dice.randrange(5)
    if kind == 0:
        return line[:at]
    if kind == 1:
        return line[:at] + line[at + 1:]
    if kind == 2:
        return line[:at] + bytes([dice.choice(b'"\\{}[],:0 a\x01\xff\xc3\xed\r\t')]) + line[at:]
    if kind == 3:
        return line + dice.choice([b" x", b"}", b",", b"{}", b" \t"])
    return dice.choice([b"", b" ", b"\xef\xbb\xbf"]) + dice.choice([b"[1]", b"1", b'"a"', b"null", b"x", b"{", line])


class Object:
    def __init__(self, pairs):
        self.pairs = pairs


def refuse(text):
    raise ValueError(text)


def row(line):
    """The values of PATHS, or None where the line is to be rejected."""
    try:
        # As text in a class of its own, a number is told from a string.
        top = json.loads(line.decode("utf-8"), object_pairs_hook=Object, parse_int=str, parse_float=str, parse_constant=refuse)
    except (ValueError, UnicodeDecodeError):
        return None
    if not isinstance(top, Object):
        return None
    values = [choose(top, path) for path in PATHS]
    return None if None in values else [v.strip(BLANK) for v in values]


def choose(top, path):
    """The value of a path: the best reading's, "" where there is none, None where it cannot be told."""
    found, hidden = {}, False
    for rank, steps in enumerate(readings(path)):
        for value, is_exact in walk(top, steps, True):
            if isinstance(value, (Object, list)):
                hidden = hidden or bool(value.pairs if isinstance(value, Object) else value)
            elif text(value):
                found.setdefault((rank, not is_exact), []).append(text(value))
    if not found:
        return None if hidden else ""
    best = found[min(found)]
    return best[0] if len(best) == 1 else None


@functools.cache
def readings(path):
    """Every way to take a path apart, the longest first key first."""
    plain = path.replace("[", ".").replace("]", "")
    return ([[path]] if plain != path else []) + splits(plain.split("."))


def splits(parts):
    whole = [[".".join(parts)]]
    return whole + [[".".join(parts[:n])] + rest for n in range(len(parts) - 1, 0, -1) for rest in splits(parts[n:])]


@functools.cache
def fold(key):
    return "".join(chr(ord(c) | 0x20) if "A" <= c <= "Z" else c for c in key)


def walk(value, steps, is_exact):
    if not steps:
        yield value, is_exact
    elif isinstance(value, Object):
        for key, below in value.pairs:
            if fold(key) == fold(steps[0]):
                yield from walk(below, steps[1:], is_exact and key == steps[0])
    elif isinstance(value, list) and steps[0].isdecimal() and int(steps[0]) < len(value):
        yield from walk(value[int(steps[0])], steps[1:], is_exact)


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # Half a surrogate pair is no character.
    return "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in value)


if __name__ == "__main__":
    main()
