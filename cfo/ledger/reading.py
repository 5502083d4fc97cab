"""Reading lines, rules and accounts into the intake's ground, inside a read scope."""

from __future__ import annotations

from cfo import selectors
from cfo.ledger.contracts import LedgerInput
from cfo.ledger.filing import stored_rules
from cfo.ledger.ground import Ground, Held
from cfo.ledger.pairing import found_halves
from cfo.models import Account
from kernel.core.contracts import Need, RunContext


def read(ctx: RunContext, payload: LedgerInput) -> Ground | list[Need]:
    """The whole ledger; needs where nothing has come in yet."""
    ledger = selectors.ledger()
    if not len(ledger.rows):
        return [
            Need(
                what="A statement of your bank",
                why="There is no line to put in order.",
                question="Will you import a statement, as CSV or OFX, under Imports?",
            )
        ]
    halves = found_halves()
    certain = halves.certain
    return Ground(
        payload=payload,
        today=ctx.today,
        ledger=ledger,
        rules=stored_rules(),
        accounts=[
            Held(
                row.pk, row.name, row.currency, row.opening_balance, row.opened_on,
                row.stated_balance, row.stated_on,
            )
            for row in Account.objects.order_by("name")
        ],
        pairs=[(str(pair.out.pk), str(pair.into.pk)) for pair in certain],
        doubtful=len(halves.pairs) - len(certain),
        alone=len(halves.alone),
    )  # fmt: skip
