"""Bring the database's context keys in line with CONTEXT_KEY, and compare them at start."""

from __future__ import annotations

from django.db import connections, transaction

from kernel.tenancy import context
from kernel.tenancy.scope import DATABASE


def install() -> list[str]:
    """Put the keys of CONTEXT_KEY in place of those stored; needs the owner login."""
    wanted = {context.key_id(key): context.pads(key) for key in context.signing_keys()}
    with transaction.atomic(using=DATABASE), connections[DATABASE].cursor() as cursor:
        cursor.execute("DELETE FROM auth.context_keys WHERE NOT id = ANY(%s)", [list(wanted)])
        for key_id, (inner, outer) in wanted.items():
            cursor.execute(
                "INSERT INTO auth.context_keys (id, inner_pad, outer_pad) VALUES (%s, %s, %s) "
                "ON CONFLICT (id) DO NOTHING",
                [key_id, inner, outer],
            )
    return list(wanted)


def agree() -> bool:
    """Whether the database accepts what this process signs with."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT auth.context_key_ids()")
        return context.key_id(context.signing_keys()[0]) in {row[0] for row in cursor.fetchall()}
