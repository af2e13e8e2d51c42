"""How DuckDB reads the log in each race: statements that make the table ev(t, u, e, ch, cost, revenue).

t: milliseconds since 1970; u: whose journey; e: touch, lead, opportunity, won; ch: the channel. Of several ways to say
the same the one that took DuckDB the least time is here; the figures are in ../README.md.
"""

COLUMNS = {
    "event_time": "TIMESTAMP", "event_id": "VARCHAR", "session_id": "VARCHAR", "anonymous_id": "VARCHAR",
    "user_id": "VARCHAR", "event_type": None, "channel": None, "campaign": "VARCHAR", "cost": "DOUBLE",
    "revenue": "DOUBLE", "currency": "VARCHAR"}

STATEMENTS = {
    "standard": ["""
        CREATE TEMP TABLE ev AS
        SELECT epoch_ms(event_time) t, user_id u, event_type e, channel ch, cost, revenue FROM SOURCE"""],

    # Of the rows of a journey with the same event_id the earliest stays.
    "costs": ["""
        CREATE TEMP TABLE delivered AS
        SELECT epoch_ms(event_time) t, user_id u, event_id id, event_type e, channel ch, cost, revenue FROM SOURCE""", """
        CREATE TEMP TABLE twice AS SELECT u, id FROM delivered WHERE id IS NOT NULL GROUP BY u, id HAVING count(*) > 1""", """
        CREATE TEMP TABLE ev AS
        SELECT t, u, e, ch, cost, revenue FROM delivered
        WHERE NOT EXISTS (FROM twice WHERE twice.u = delivered.u AND twice.id = delivered.id)
        UNION ALL
        (SELECT DISTINCT ON (u, id) t, u, e, ch, cost, revenue FROM delivered JOIN twice USING (u, id) ORDER BY t)"""],

    # A row that names no user belongs to the user whom the earliest row with both links to its cookie.
    "identity": ["""
        CREATE TEMP TABLE named AS
        SELECT epoch_ms(event_time) t, nullif(user_id, '') u, nullif(anonymous_id, '') cookie, event_type e, channel ch, cost,
            revenue
        FROM SOURCE""", """
        CREATE TEMP TABLE link AS
        SELECT cookie, arg_min(u, t) linked FROM named
        WHERE u IS NOT NULL AND cookie IS NOT NULL GROUP BY cookie""", """
        CREATE TEMP TABLE ev AS
        SELECT t, u, e, ch, cost, revenue FROM named WHERE u IS NOT NULL
        UNION ALL
        SELECT t, coalesce(linked, 'anonymous ' || cookie) u, e, ch, cost, revenue FROM named LEFT JOIN link USING (cookie)
        WHERE u IS NULL"""],
}


def source(pattern, race, event, channel):
    """The expression that reads the files; of JSON only what the race needs is parsed, of CSV the header says all."""
    types = COLUMNS | {"event_type": event, "channel": channel}
    if ".jsonl" in pattern:
        more = {"standard": [], "costs": ["event_id"], "identity": ["anonymous_id"]}[race]
        wanted = ["event_time", *more, "user_id", "event_type", "channel", "cost", "revenue"]
    else:
        wanted = [name for name in COLUMNS if name != "session_id" or race == "identity"]
    columns = ", ".join(f"{name}: '{types[name]}'" for name in wanted)
    if ".jsonl" in pattern:
        return f"read_json('{pattern}', format='newline_delimited', columns={{{columns}}})"
    return (f"read_csv('{pattern}', header=true, auto_detect=false, delim=',', quote='', escape='', new_line='\\n', "
            f"columns={{{columns}}})")
