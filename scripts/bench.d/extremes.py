"""Logs that no company has, to see what memory and time they take. usage: extremes.py KIND ROWS > LOG.csv

cookies    every row names a cookie of its own and nobody else
linked     every row names a cookie of its own and one of ROWS / 8 users: as many links as rows
campaigns  a million campaigns
clicks     a campaign of its own in every row: a click id in the wrong column
one        one visitor with all the touches, and 10,000 goals among them
"""
import sys

START = 1_735_689_600  # 2025-01-01
SECONDS = 120 * 86_400
CHANNELS = ("paid_search", "organic_search", "direct", "email", "paid_social", "display", "referral", "affiliate")
PER_WRITE = 10_000


def scattered(number):
    """64 bits that look random: ids of real logs do not compress either."""
    number = (number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return (number ^ number >> 29) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF


def row(kind, number, rows):
    time = START + number * SECONDS // rows
    cookie, user, campaign = f"{scattered(number):016x}", "", f"c{number % 200}"
    if kind == "linked":
        user = f"u{scattered(number % (rows // 8 + 1)):x}"
    elif kind == "campaigns":
        campaign = f"campaign-{number * 7919 % 1_000_000}"
        cookie = f"{scattered(number % (rows // 8 + 1)):016x}"
    elif kind == "clicks":
        campaign = f"gclid-{scattered(number):016x}"
    elif kind == "one":
        cookie = "1"
    goals = 10_000 if kind == "one" else rows // 100
    if number * goals % rows < goals:
        return f"{time},won,{cookie},{user},,,{number % 500 + 1}.50\n"
    return f"{time},touch,{cookie},{user},{CHANNELS[number % 8]},{campaign},\n"


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("cookies", "linked", "campaigns", "clicks", "one"):
        sys.exit(__doc__)
    kind, rows = sys.argv[1], int(sys.argv[2])
    sys.stdout.write("time,event,anonymous_id,user_id,channel,campaign,amount\n")
    for start in range(0, rows, PER_WRITE):
        sys.stdout.write("".join(row(kind, n, rows) for n in range(start, min(start + PER_WRITE, rows))))


if __name__ == "__main__":
    main()
