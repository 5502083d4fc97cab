"""What finance proposals change: shown before, done, and taken back.

Each action locks the rows that it touches, keeps their images, and refuses to be undone once
somebody has changed them since. None moves money: a flag asks a person to.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from pydantic import Field

from cfo.budgeting.actions import ApproveBudget
from cfo.ledger.actions import FileLines
from cfo.models import Transaction
from cfo.models.transaction import TransactionFlag
from kernel.core.actions import Action, ActionArgs, Change, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore, write
from kernel.resources.rights import scope_notation

FLAGGED = ("flag", "note")


MOST_FLAGGED = 100
"""Lines that one proposal flags: more, and nobody would look at each."""


class FlagLines(Action):
    """Mark lines for people: paid twice, or to be asked about. They count as before."""

    kind = "cfo.flag_lines"
    title = "Flag bank lines"

    class Args(ActionArgs):
        """The lines, the flag, and the note that stands beside it."""

        lines: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_FLAGGED)]
        flag: TransactionFlag
        note: Annotated[str, Field(min_length=1, max_length=240)]

    def preview(self, args: Args) -> Preview:
        """Each line with its flag before and after."""
        rows = sorted(self._rows(args), key=lambda row: (row.date, row.pk))
        label = TransactionFlag(args.flag).label
        lines = "one line" if len(rows) == 1 else f"{len(rows)} lines"
        return Preview(
            does=f"Flags {lines} as “{label}”, with the note “{args.note}”.",
            does_not="Pays nothing back, writes to nobody, and leaves every figure as it is.",
            changes=[self._change(row, label) for row in rows],
        )

    def apply(self, args: Args) -> Images:
        """Flag the lines; raises ConflictError where one is gone."""
        rows = list(by_id(Transaction.objects.all(), args.lines, lock=True).values())
        if len(rows) < len(set(args.lines)):
            raise ConflictError("A line of this proposal is no longer there. Run the agent again.")
        before = images_of(rows, FLAGGED)
        write(rows, flag=args.flag, note=args.note)
        return Images(before, images_of(rows, FLAGGED))

    def undo(self, args: Args, images: Images) -> None:
        """Give each line the flag and the note that it had."""
        restore(Transaction, images, FLAGGED)

    def _change(self, row: Transaction, label: str) -> Change:
        notes = scope_notation()
        amount = notes.money(row.amount, row.currency, cents=True)
        name = f"{notes.day(row.date)}, {row.counterparty or row.memo}, {amount}"
        was = TransactionFlag(row.flag).label if row.flag else "no flag"
        return change(row, "Bank line", name, was, label)

    def _rows(self, args: Args) -> QuerySet[Transaction]:
        return Transaction.objects.filter(pk__in=args.lines)


ACTIONS = (ApproveBudget, FileLines, FlagLines)
