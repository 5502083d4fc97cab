"""What a run writes: categories by rule, paired transfers, and proposals for the rest."""

from __future__ import annotations

from uuid import UUID

from cfo.ledger.contracts import LedgerInput, LedgerOutput
from cfo.ledger.filing import file_by_rules, waiting
from cfo.ledger.pairing import found_halves, pair_transfers
from cfo.models import Category, Recommendation, Transaction
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all

NAMED = 200


def write(payload: LedgerInput, output: LedgerOutput, facts: FactBook) -> list[Entity]:
    """File and pair as the answer says, and open or refresh what a person is to decide."""
    entities = []
    if output.filed:
        lines = waiting().select_related("category")
        if payload.since:
            lines = lines.filter(date__gte=payload.since)
        entities += _filed(file_by_rules(list(lines)))
    if output.pairs:
        certain = found_halves().certain
        pair_transfers(pairs=[(pair.out.pk, pair.into.pk) for pair in certain])
        entities += [
            Entity("cfo_transactions", pair.out.pk, f"{pair.out}, paired", "updated")
            for pair in certain
        ]
    return [*entities, *propose_all(Recommendation, output.proposals, facts)]


def _filed(found: dict[UUID, list[UUID]]) -> list[Entity]:
    """The filed lines; of more than `NAMED` the first."""
    names = Category.objects.in_bulk(list(found))
    under = {line: names[key] for key, lines in found.items() for line in lines}
    rows = Transaction.objects.in_bulk(list(under)[:NAMED])
    return [
        Entity("cfo_transactions", key, f"{row}, under {under[key]}", "updated")
        for key, row in rows.items()
    ]
