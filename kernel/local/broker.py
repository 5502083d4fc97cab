"""The broker's tables, where the broker lives in PostgreSQL."""

import psycopg
from pgmq.install import get_embedded_install_sql


def install_broker(address: str) -> None:
    """Make the tables in the queue's database, as its owner; nothing when they are there."""
    with psycopg.connect(address) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('ubigrowth broker'))")
        there = connection.execute("SELECT to_regclass('pgmq.meta') IS NOT NULL").fetchone()
        if there == (False,):
            connection.execute(get_embedded_install_sql().encode())
