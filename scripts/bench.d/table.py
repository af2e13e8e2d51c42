"""The race as text."""


def count(rows):
    for scale, letter in ((1_000_000, "M"), (1_000, "k")):
        if rows % scale == 0:
            return f"{rows // scale}{letter}"
    return str(rows)


def text(race):
    """Medians per contestant, ratios, and whether the results agree."""
    lines = [f"{count(race['rows'])} rows, {race['race']}, {race['shape']}, {race['threads']} threads"
             + (f", medians of {len(race['rounds'])} rounds" if race["rounds"] else ", results only")]
    if race["rounds"]:
        lines.append(f"  {'':16}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}{'ns/row':>9}")
    for name, m in race["medians"].items():
        lines.append(f"  {name:16}{m['wall_seconds']:9.3f}{m['cpu_seconds']:9.3f}{m['peak_mib']:10.0f}"
                     f"{m['wall_seconds'] / race['rows'] * 1e9:9.1f}")
    for name, ratio in race["ratios"].items():
        # What a model more costs is a matter of thousandths.
        lines.append(f"  {name:26}" + (f"{ratio:6.3f} ×" if race["race"] == "models" else f"{ratio:5.2f} ×"))
    for pair, largest in race["agreement"]["largest"].items():
        lines.append(f"  {pair}: largest difference {largest:.1e}")
    lines += [f"  DIFFERS: {line}" for line in race["agreement"]["differences"][:10]]
    return "\n".join(lines)
