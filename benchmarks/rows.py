"""Campaigns by the thousand: copies of one row, spread over the tenants of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

TABLE = "cmo_campaigns"
SMALL_ROWS = 30


@dataclass(frozen=True)
class Volume:
    """How many rows stand where; `total` is met by what the other tenants are given."""

    name: str
    total: int
    large: int
    busy: int

    def others(self, plan: dict[str, Any]) -> int:
        """Rows of each tenant that is neither large nor busy."""
        left = self.total - self.large - SMALL_ROWS - self.busy * len(plan["busy"])
        return max(left // max(len(plan["others"]), 1), 0)


def fill(connection: psycopg.Connection[Any], plan: dict[str, Any], volume: Volume) -> int:
    """Write the rows as the superuser, constraints of other tables unasked; answers how many."""
    each = volume.others(plan)
    large = plan["large"]
    groups = [
        (large["tenant"], large["workspace"], large["user"], volume.large - 1),
        (large["tenant"], large["small"], large["user"], SMALL_ROWS),
        *((p["tenant"], p["workspace"], p["user"], volume.busy) for p in plan["busy"]),
        *((p["tenant"], p["workspace"], p["user"], each) for p in plan["others"]),
    ]
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
        connection.execute(
            "CREATE TEMPORARY TABLE places (tenant uuid, workspace uuid, person uuid, n integer) "
            "ON COMMIT DROP"
        )
        with connection.cursor().copy("COPY places FROM STDIN") as copy:
            for group in groups:
                copy.write_row(group)
        written = connection.execute(_copies(connection), [plan["template"]]).rowcount
    connection.execute(f"VACUUM (ANALYZE) {TABLE}")
    connection.execute("ANALYZE")
    connection.execute("CHECKPOINT")
    return written + 1


def _copies(connection: psycopg.Connection[Any]) -> sql.Composed:
    """Rows of all tenants lie mixed, as they come in over time, so that no tenant is together."""
    made = {
        "id": "gen_random_uuid()",
        "tenant_id": "p.tenant",
        "workspace_id": "p.workspace",
        "created_by_id": "p.person",
        "owner_id": "p.person",
        "name": "'Campaign ' || g.i",
        "created_at": "now() - make_interval(secs => 60 * g.i + hashtext(p.tenant::text) %% 60)",
    }
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [TABLE],
    ).fetchall()
    columns = [name for (name,) in found]
    values = [
        sql.SQL(made[name]) if name in made else sql.Identifier("t", name) for name in columns
    ]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM places p "
        "CROSS JOIN LATERAL generate_series(1, p.n) AS g(i) "
        "CROSS JOIN {table} t WHERE t.id = %s ORDER BY g.i"
    ).format(
        table=sql.Identifier(TABLE),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
    )
