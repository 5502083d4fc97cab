"""Which lines of a statement are new, what they are filed under, and what the bank's balance says.

Nothing is counted twice and nothing is left out: `cfo.analysis.planned_import` decides with all
lines of the file and the stored ones of the same accounts and days at hand.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cfo.analysis import categorised, fingerprint, planned_import
from cfo.analysis.fingerprints import StatementLine, StoredLine
from cfo.analysis.rows import LedgerRows
from cfo.analysis.rules import Rule
from cfo.ledger.filing import stored_rules
from cfo.models import Account, Transaction
from cfo.models.transaction import FiledBy, TransactionSource
from kernel.resources.imports.columns import NewRow
from kernel.resources.imports.plans import Plan, Row
from kernel.resources.rights import scope_notation


@dataclass
class Side:
    """What a file says of one account as a whole, in minor units.

    `begin` and `end` are the first and the last line with a running balance, as (day, amount,
    balance); `edges` holds what the first and the last day ran through, as (before, after) of each
    line; `closing` is a balance that stands outside the lines.
    """

    new: NewRow | None
    currency: str
    first: dt.date
    last: dt.date
    total: int = 0
    count: int = 0
    begin: tuple[dt.date, int, int] | None = None
    end: tuple[dt.date, int, int] | None = None
    edges: dict[dt.date, list[tuple[int, int]]] = field(default_factory=dict)
    balances: int = 0
    closing: tuple[dt.date, int] | None = None
    late: int = 0

    def opening(self) -> int | None:
        """The balance before the first line; None where the file does not say, or contradicts."""
        if self.closing is not None:
            return self.closing[1] - self.total + self.late
        found = self._from_running()
        return None if found is None else found[0]

    def stated(self) -> tuple[dt.date, int] | None:
        """The bank's balance on the evening of a day."""
        if self.closing is not None:
            return self.closing
        found = self._from_running()
        return None if found is None else (self.last, found[1])

    def gap(self) -> int | None:
        """By how much the running balance moves more than the lines add up to; None where none is.

        Where days do not tell the order that lines stand in, the one with the smaller gap.
        """
        if self.begin is None or self.end is None or self.balances != self.count:
            return None
        found = self._from_running()
        if found is not None:
            return found[1] - found[0] - self.total
        up = self.end[2] - (self.begin[2] - self.begin[1]) - self.total
        down = self.begin[2] - (self.end[2] - self.end[1]) - self.total
        return min(up, down, key=abs)

    def ran(self, day: dt.date, amount: int, balance: int) -> None:
        """Keep what the first and the last day ran through."""
        if self.first < day < self.last:
            return
        self.edges = {on: ran for on, ran in self.edges.items() if on in (self.first, self.last)}
        self.edges.setdefault(day, []).append((balance - amount, balance))

    def _from_running(self) -> tuple[int, int] | None:
        """Opening and closing balance by the running one, in the order that adds up.

        Where none does, lines are missing between the first and the last day: the balances that
        nothing on those days leads to or goes on from are still what the bank says.
        """
        if self.begin is None or self.end is None or self.balances != self.count:
            return None
        for early, late in ((self.begin, self.end), (self.end, self.begin)):
            if early[0] <= late[0] and late[2] == early[2] - early[1] + self.total:
                return early[2] - early[1], late[2]
        if self.first == self.last:
            return None
        early_day, late_day = self.edges[self.first], self.edges[self.last]
        opening = Counter(b for b, _ in early_day) - Counter(a for _, a in early_day)
        closing = Counter(a for _, a in late_day) - Counter(b for b, _ in late_day)
        if opening.total() != 1 or closing.total() != 1:
            return None
        return next(iter(opening)), next(iter(closing))


class StatementPlan(Plan):
    """The numbers and categories of a file's lines, and the balances that come with them."""

    def __init__(self, rows: Iterable[Row], door: str) -> None:
        webhook = door == "webhook"
        self.source = TransactionSource.WEBHOOK if webhook else TransactionSource.STATEMENT
        self.sides: dict[str, Side] = {}
        lines: list[StatementLine] = []
        for _, values in rows:
            lines.append(_line(values))
            self._look(lines[-1], values)
        self.accounts = self._stored_accounts()
        self.marks: set[tuple[str, str, int]] = set()
        found = planned_import(self._stored_lines(), lines)
        self.numbers = array("q", bytes(8 * len(lines)))
        for one in found.new:
            self.numbers[one.index] = one.occurrence
        for at, number in zip(found.known, found.numbers, strict=True):
            self.numbers[at] = number
        self.new = {one.index for one in found.new}
        self.rules = stored_rules()
        self._open_new_accounts()
        self.cautions = [*self._of_balances(), *self._of_doubt(len(found.doubtful))]
        self.cautions += self._of_other_words([lines[one.index] for one in found.new])

    def settle(self, first: int, rows: Sequence[Row]) -> None:
        """Give each line its number and fingerprint, and a category where a rule has one."""
        filed = _filed([values for _, values in rows], self.rules)
        for at, ((_, values), (category, rule)) in enumerate(zip(rows, filed, strict=True), first):
            number = self.numbers[at]
            account = _account_key(values)
            values["source"] = self.source
            values["occurrence"] = number
            values["fingerprint"] = fingerprint(
                account, values["date"], values["amount"], values["counterparty"], number
            )
            values["category"], values["rule"] = category, rule
            values["filed_by"] = FiledBy.RULE if category else FiledBy.NONE

    def finish(self) -> None:
        """Keep the bank's balance with each account where it is newer than the one known."""
        for key, side in self.sides.items():
            account, stated = self.accounts.get(key), side.stated()
            if account is None or stated is None or stated[0] < account.opened_on:
                continue
            if account.stated_on is None or stated[0] >= account.stated_on:
                account.stated_on, account.stated_balance = stated
                account.save(update_fields=["stated_on", "stated_balance", "updated_at"])

    def _look(self, line: StatementLine, values: dict[str, Any]) -> None:
        side = self.sides.get(line.account)
        if side is None:
            account = values.get("account")
            new = account if isinstance(account, NewRow) else None
            side = Side(new, values["currency"], line.day, line.day)
            self.sides[line.account] = side
        side.first, side.last = min(side.first, line.day), max(side.last, line.day)
        side.total += line.amount
        side.count += 1
        balance = values.get("balance")
        if balance is not None:
            side.end = (line.day, line.amount, balance)
            side.begin = side.begin or side.end
            side.balances += 1
            side.ran(line.day, line.amount, balance)
        closing, day = values.get("closing_balance"), values.get("closing_on")
        if closing is not None and day is not None:
            side.closing = (day, closing)
            side.late += line.amount if line.day > day else 0

    def _stored_accounts(self) -> dict[str, Account]:
        keys = [key for key, side in self.sides.items() if key and side.new is None]
        return {str(pk): row for pk, row in Account.objects.in_bulk(keys).items()}

    def _stored_lines(self) -> Iterable[StoredLine]:
        """The stored lines of these accounts in the days that the file spans."""
        columns = ("date", "amount", "counterparty", "bank_id", "occurrence")
        for key in self.accounts:
            side = self.sides[key]
            stored = Transaction.objects.filter(
                account_id=key, date__range=(side.first, side.last)
            ).values_list(*columns)
            for day, amount, payee, mark, number in stored.iterator(chunk_size=20_000):
                if mark:
                    self.marks.add((key, mark, amount))
                yield StoredLine(StatementLine(key, day, amount, payee, mark), number)

    def _open_new_accounts(self) -> None:
        """An account that the file makes opens on the evening before its first line."""
        for side in self.sides.values():
            if side.new is None:
                continue
            side.new.values["opened_on"] = side.first - dt.timedelta(days=1)
            side.new.values["opening_balance"] = side.opening() or 0
            stated = side.stated()
            if stated is not None and stated[0] >= side.new.values["opened_on"]:
                side.new.values["stated_on"], side.new.values["stated_balance"] = stated

    def _of_balances(self) -> Iterable[str]:
        notes = scope_notation()
        for key, side in self.sides.items():
            name = str(self.accounts[key]) if key in self.accounts else ""
            name = name or (side.new.words if side.new else "the account")
            gap = side.gap()
            if gap:
                amount = notes.money(gap, side.currency, cents=True)
                yield (
                    f"{name}: the running balance moves by {amount} more than the lines add up "
                    "to. Lines are missing in the file, or they stand out of order."
                )
            account = self.accounts.get(key)
            if account is not None and side.first <= account.opened_on:
                yield (
                    f"{name}: lines up to {notes.day(account.opened_on)} are in the account's "
                    "opening balance already. They are stored and not added to the balance again; "
                    "set the opening balance to an earlier day if it should hold for them."
                )
            if side.new is not None and side.opening() is None:
                yield (
                    f"{name} is new and the file does not say what it held before. Its opening "
                    "balance is 0 until you set it."
                )

    def _of_doubt(self, doubtful: int) -> Iterable[str]:
        if doubtful:
            lines = "One line is" if doubtful == 1 else f"{doubtful:,} lines are"
            yield (
                f"{lines} equal to a stored one in all but the bank's mark, on a day that the file "
                "may have cut in two. Look at them after the import."
            )

    def _of_other_words(self, new: Sequence[StatementLine]) -> Iterable[str]:
        """New lines whose mark and amount a stored line has under another day or payee.

        A bank that numbers its lines anew says nothing by its marks, so many are none.
        """
        same = [one for one in new if (one.account, one.mark, one.amount) in self.marks]
        if same and len({(one.account, one.mark) for one in same}) == len(same):
            lines = "One line has" if len(same) == 1 else f"{len(same):,} lines have"
            days = scope_notation().day(same[0].day)
            yield (
                f"{lines} the bank's id and the amount of a stored line, with another day or "
                f"payee; the first is of {days}. If the bank has changed its words, the line is "
                "there twice after the import."
            )


def _line(values: dict[str, Any]) -> StatementLine:
    return StatementLine(
        _account_key(values), values["date"], values["amount"], values["counterparty"],
        values["bank_id"],
    )  # fmt: skip


def _account_key(values: dict[str, Any]) -> str:
    """The account's id; "" where a person has yet to name the account."""
    account = values.get("account")
    return str(account.key if isinstance(account, NewRow) else account or "")


def _filed(rows: list[dict[str, Any]], rules: Sequence[Rule]) -> list[tuple[Any, Any]]:
    """Category and rule of each line, by id; None and None where no rule fits."""
    if not rules:
        return [(None, None)] * len(rows)
    ledger = LedgerRows.of(
        {**values, "id": "", "account": _account_key(values), "category": "", "kind": ""}
        for values in rows
    )
    return [(one.category, one.rule) for one in categorised(ledger, rules)]
