"""The same figures by DuckDB, which stitches identities itself: stitch.py FOLDER RESULT.json THREADS

First-touch, last-touch and linear credit of won deals per channel, in whole millionths, and the number of link
conflicts. Independent of the program: Specification, section 3's table as joins, largest remainder as a row number.
"""
import json
import sys

import duckdb

READ = """
CREATE TEMP TABLE events AS
SELECT time AS t, event AS e, account_id AS a, user_id AS u, anonymous_id AS c, channel AS ch, deal_id AS d,
       CAST(round(amount * 1000000) AS BIGINT) AS amount
FROM read_csv('{folder}/visits-*.csv.gz', header = true, auto_detect = false, columns = {{
  time: 'BIGINT', event: 'VARCHAR', account_id: 'VARCHAR', user_id: 'VARCHAR', anonymous_id: 'VARCHAR',
  channel: 'VARCHAR', deal_id: 'VARCHAR', amount: 'DECIMAL(18, 2)'}})
"""

LINKS = """
CREATE TEMP TABLE user_of AS SELECT c, arg_min(u, t) AS u FROM events WHERE c IS NOT NULL AND u IS NOT NULL GROUP BY c;
CREATE TEMP TABLE account_of AS SELECT u, arg_min(a, t) AS a FROM events WHERE u IS NOT NULL AND a IS NOT NULL GROUP BY u;
CREATE TEMP TABLE direct_of AS
SELECT c, arg_min(a, t) AS a FROM events WHERE c IS NOT NULL AND a IS NOT NULL AND u IS NULL GROUP BY c
"""

CONFLICTS = """
SELECT (SELECT count(DISTINCT (c, u)) - count(DISTINCT c) FROM events WHERE c IS NOT NULL AND u IS NOT NULL)
     + (SELECT count(DISTINCT (u, a)) - count(DISTINCT u) FROM events WHERE u IS NOT NULL AND a IS NOT NULL)
     + (SELECT count(DISTINCT (c, a)) - count(DISTINCT c) FROM events WHERE c IS NOT NULL AND a IS NOT NULL AND u IS NULL)
"""

# A user's row: its own account, the user's, the one linked to its anonymous id, the user. Another's: its own account,
# its user's, the one linked to it, its user, itself.
JOURNEYS = """
CREATE TEMP TABLE placed AS
SELECT t, e, ch, d, amount,
  CASE WHEN ev.a IS NOT NULL THEN 'a' || ev.a
       WHEN ev.u IS NOT NULL THEN coalesce('a' || own.a, 'a' || direct_of.a, 'u' || ev.u)
       WHEN ev.c IS NOT NULL THEN coalesce('a' || theirs.a, 'a' || direct_of.a, 'u' || user_of.u, 'c' || ev.c) END AS j
FROM events ev
LEFT JOIN account_of own ON own.u = ev.u
LEFT JOIN user_of ON user_of.c = ev.c
LEFT JOIN account_of theirs ON theirs.u = user_of.u
LEFT JOIN direct_of ON direct_of.c = ev.c;
CREATE TEMP TABLE deal_of AS SELECT d, arg_min(j, t) AS j FROM placed WHERE d IS NOT NULL AND j IS NOT NULL GROUP BY d;
CREATE TEMP TABLE goals AS
SELECT row_number() OVER () AS g, t, amount, coalesce(placed.j, deal_of.j) AS j
FROM placed LEFT JOIN deal_of USING (d) WHERE e = 'won';
CREATE TEMP TABLE pairs AS
SELECT g, goals.amount, ch, row_number() OVER w AS place, count(*) OVER (PARTITION BY g) AS n
FROM goals JOIN placed ON placed.j = goals.j
WHERE placed.e = 'touch' AND placed.t <= goals.t AND placed.t >= goals.t - 7776000000000
WINDOW w AS (PARTITION BY g ORDER BY placed.t)
"""

CREDIT = """
SELECT ch, count(*),
  sum(CASE WHEN place = 1 THEN amount ELSE 0 END), sum(CASE WHEN place = 1 THEN 1000000 ELSE 0 END),
  sum(CASE WHEN place = n THEN amount ELSE 0 END), sum(CASE WHEN place = n THEN 1000000 ELSE 0 END),
  sum(amount // n + CASE WHEN place <= amount % n THEN 1 ELSE 0 END),
  sum(1000000 // n + CASE WHEN place <= 1000000 % n THEN 1 ELSE 0 END)
FROM pairs GROUP BY ch
UNION ALL
SELECT '(unattributed)', 0, amount, events, amount, events, amount, events
FROM (SELECT sum(amount) AS amount, 1000000 * count(*) AS events FROM goals WHERE g NOT IN (SELECT g FROM pairs))
WHERE events > 0
"""


def main():
    folder, result, threads = sys.argv[1:4]
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}; SET enable_progress_bar = false; SET preserve_insertion_order = false")
    for script in [READ.format(folder=folder), LINKS, JOURNEYS]:
        database.execute(script)
    figures = {}
    for channel, touches, *credit in database.execute(CREDIT).fetchall():
        for place, model in enumerate(["first-touch", "last-touch", "linear"]):
            amount, conversions = credit[2 * place:2 * place + 2]
            figures[f"{model},{channel}"] = [int(touches), int(amount), int(conversions)]
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"figures": figures, "conflicts": database.execute(CONFLICTS).fetchone()[0],
                   "rows": database.execute("SELECT count(*) FROM events").fetchone()[0]}, file)


main()
