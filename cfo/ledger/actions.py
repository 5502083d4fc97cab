"""Filing lines as a proposal does it: shown before, done, and taken back."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from cfo.ledger.filing import add_rule, file_lines
from cfo.models import Category, CategoryRule, Transaction
from cfo.models.transaction import FiledBy
from kernel.core.actions import Action, ActionArgs, Images, Preview
from kernel.errors import ConflictError
from kernel.resources.images import by_id, change, images_of, restore
from kernel.resources.rights import scope_notation

MOST_LINES = 500
FILED = ("category_id", "filed_by", "rule_id")


class FileLines(Action):
    """Give waiting lines of a payee a category, and make the rule that does so from then on."""

    kind = "cfo.file_lines"
    title = "File bank lines"

    class Args(ActionArgs):
        """The lines, the category, and what the rule looks for; no rule where that is empty."""

        lines: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST_LINES)]
        category: UUID
        pattern: Annotated[str, Field(max_length=200)] = ""
        sign: Literal["any", "in", "out"] = "any"

    def preview(self, args: Args) -> Preview:
        """Each line with its category before and after."""
        rows = list(Transaction.objects.filter(pk__in=args.lines).order_by("date", "pk"))
        category = Category.objects.filter(pk=args.category).first()
        name = str(category) if category else "a category that is gone"
        lines = "one line" if len(rows) == 1 else f"{len(rows)} lines"
        rule = f" and makes a rule for payees that hold “{args.pattern}”" if args.pattern else ""
        return Preview(
            does=f"Files {lines} under {name}{rule}.",
            does_not="Changes no amount, no day and no account.",
            changes=[self._change(row, name) for row in rows],
        )

    def apply(self, args: Args) -> Images:
        """File the lines; raises ConflictError where one is gone or somebody has filed it since."""
        rows = list(by_id(Transaction.objects.all(), args.lines, lock=True).values())
        if len(rows) < len(set(args.lines)):
            raise ConflictError("A line of this proposal is no longer there. Run the agent again.")
        if any(row.category_id for row in rows):
            raise ConflictError("Somebody has filed a line of this proposal since.")
        before = images_of(rows, FILED)
        rule = self._rule(args)
        file_lines(
            lines=args.lines,
            category=args.category,
            by=FiledBy.RULE if rule else FiledBy.PERSON,
            rule=rule,
        )
        after = by_id(Transaction.objects.all(), args.lines, lock=False)
        return Images(before, images_of([after[row.pk] for row in rows], FILED))

    def undo(self, args: Args, images: Images) -> None:
        """The lines wait again; the rule goes where nothing else was filed by it."""
        restore(Transaction, images, FILED)
        rules = {image["rule_id"] for image in images.after if image["rule_id"]}
        for key in rules:
            if not Transaction.objects.filter(rule_id=key).exists():
                CategoryRule.objects.filter(pk=key).delete()

    def _rule(self, args: Args) -> UUID | None:
        if not args.pattern:
            return None
        row = add_rule(pattern=args.pattern, sign=args.sign, category=args.category)
        return row.pk

    def _change(self, row: Any, name: str) -> Any:
        notes = scope_notation()
        amount = notes.money(row.amount, row.currency, cents=True)
        label = f"{notes.day(row.date)}, {row.counterparty or row.memo}, {amount}"
        was = str(row.category) if row.category_id else "none"
        return change(row, "Bank line", label, was, name)
