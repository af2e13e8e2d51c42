"""Do the results agree? Revenue, conversions, ROI and spend per channel and model, the first one's against each other's.

Peers add in floating point, so 1e-6 relative is equal; Tributary prints whole cents and shares missing ones out, so a
cent is equal too.
"""
import csv

MODELS = ("first-touch", "last-touch", "linear", "time-decay", "w-shaped")
RELATIVE = 1e-6
CENT = 0.01
CONVERSION = 1e-6


def compare(field):
    """Each pair of results against the first: {"agree": bool, "largest": {peer: relative}, "differences": [...]}."""
    tables = {c.name: read(c) for c in field if c.result}
    outcome = {"agree": True, "largest": {}, "differences": []}
    names = list(tables)
    for name in names[1:]:
        largest, found = differences(names[0], tables[names[0]], name, tables[name])
        outcome["largest"][f"{names[0]} and {name}"] = largest
        outcome["differences"] += found
    outcome["agree"] = not outcome["differences"]
    return outcome


def read(contestant):
    """(channel, model) → (revenue, conversions, ROI, spend)."""
    with open(contestant.result, newline="") as file:
        rows = list(csv.DictReader(file))
    if "model" in rows[0]:  # Tributary's, perhaps with further models.
        return {(r["channel"], r["model"]): tuple(number(r[k]) for k in ("amount", "conversions", "roi", "spend"))
                for r in rows if r["model"] in MODELS}
    return {(r["channel"], model): tuple(number(r[k]) for k in (f"r{i}", f"c{i}", f"i{i}", "spend"))
            for r in rows for i, model in enumerate(MODELS, 1)}


def number(text):
    return float(text) if text else 0.0


def differences(name_a, a, name_b, b):
    largest, found = 0.0, []
    keys_a, keys_b = ({k for k in t if k[0] != "(unattributed)"} for t in (a, b))
    for key in sorted(keys_a ^ keys_b):
        found.append(f"{key} is in one of {name_a} and {name_b} only")
    for key in sorted(keys_a & keys_b):
        spend = b[key][3]
        slack = (CENT, CONVERSION, CONVERSION + (CENT / spend if spend else 0), CENT)
        for what, x, y, absolute in zip(("revenue", "conversions", "roi", "spend"), a[key], b[key], slack):
            gap = abs(x - y)
            largest = max(largest, gap / max(1.0, abs(y)))
            if gap > RELATIVE * abs(y) + absolute:
                found.append(f"{key} {what}: {name_a} {x}, {name_b} {y}")
    return largest, found
