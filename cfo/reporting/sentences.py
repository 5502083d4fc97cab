"""The built-in analyst's words of a report, in references and the workspace's names."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.reporting import planned, receivable, sold
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of
from kernel.core.facts import FactBook

MOVED = 3
"""How many lines a report names as moved."""


def summary(grounds: Sequence[Ground], book: FactBook) -> str:
    """The result of the period, a sentence or two a currency."""
    parts = [_result(ground, book) for ground in grounds]
    parts += [part for ground in grounds[:1] if (part := _cash_moved(ground, book))]
    return " ".join(parts)


def pnl(ground: Ground, book: FactBook) -> str:
    """What was earned, and which lines made the difference."""
    return " ".join(filter(None, [_result(ground, book), _moved(ground, book), _basis()]))


def cash(ground: Ground, book: FactBook) -> str:
    """What cash was, is, and what moved it."""
    operating = _ref(ground, "cash", "now", "sum", "operating")
    lead = _cash_moved(ground, book)
    rest = f"Operations account for {operating} of the change."
    financing = book.get(key_of(ground, "cash", "now", "sum", "financing"))
    if financing is not None and financing.value:
        rest += f" {financing.reference} is financing, which is neither earned nor spent."
    return f"{lead} {rest}"


def budget(ground: Ground, book: FactBook) -> str:
    """How far the period lies from its budget, and where."""
    found = planned.compared(ground)
    if found is None:
        return ""
    total = {name: _ref(ground, "budget", "sum", name) for name in ("budget", "actual")}
    difference = _ref(ground, "budget", "sum", "difference")
    side = _side(found.difference, "better than", "worse than", "exactly on")
    parts = [
        f"In all {total['actual']} came where {total['budget']} was planned, {difference} "
        f"{side} the budget."
        if found.difference
        else f"In all {total['actual']} came, exactly what was planned."
    ]
    worst = [row for row in found.rows if row.verdict == "worse"][:MOVED]
    if worst:
        named = "; ".join(
            f"{row.category} by {{fact:{planned.row_key(ground, row, 'difference')}}}"
            for row in worst
        )
        parts.append(f"Furthest behind: {named}.")
    best = [row for row in reversed(found.rows) if row.verdict == "better"][:1]
    if best:
        key = planned.row_key(ground, best[0], "difference")
        parts.append(f"Furthest ahead: {best[0].category} by {{fact:{key}}}.")
    if any(row.verdict == "no_budget" and row.rows.count for row in found.rows):
        parts.append("Categories without a budget stand with what was spent on them alone.")
    return " ".join(parts)


def board(ground: Ground, book: FactBook) -> str:
    """The result, cash, why sales moved and who owes, a sentence each."""
    parts = [_result(ground, book), _cash_moved(ground, book)]
    if sold.explained(ground) is not None:
        parts.append(
            f"What was invoiced changed by {_ref(ground, 'sold', 'sum', 'change')}: "
            f"{_ref(ground, 'sold', 'sum', 'price')} by price, "
            f"{_ref(ground, 'sold', 'sum', 'volume')} by volume, "
            f"{_ref(ground, 'sold', 'sum', 'mix')} by the mix of items."
        )
    owed = receivable.owed(ground)
    if owed is not None and owed.open_amount:
        parts.append(
            f"Customers owe {_ref(ground, 'owed', 'open')}, of which "
            f"{_ref(ground, 'owed', 'overdue')} is overdue."
        )
    return " ".join(filter(None, parts))


def missing(ground: Ground, book: FactBook) -> list[str]:
    """What the reports of a currency do not show, and what would give it."""
    said = []
    if key_of(ground, "unfiled", "lines") in book:
        lines = _ref(ground, "unfiled", "lines")
        said.append(f"{lines} lines of the period are not filed yet.")
    if planned.compared(ground) is None:
        said.append(
            "No approved budget covers the period, so there is nothing to compare with; the budget "
            "planner drafts what can be approved."
        )
    if not ground.sales.invoices:
        said.append(
            "No invoice is known, so price, volume and mix, days outstanding and ageing are "
            "missing. They come with an import of invoices and their lines."
        )
    elif sold.explained(ground) is None:
        said.append(
            "Price, volume and mix take invoice lines of this period and of the period before."
        )
    if ground.before is None:
        said.append("The lines do not reach back to a period before, so there is no change.")
    return said


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted, in words."""
    said = ["The period is {fact:period.now.first} to {fact:period.now.last}."]
    if ground.before is not None:
        said.append("It is compared with as many months before.")
    return said


def _result(ground: Ground, book: FactBook) -> str:
    net, revenue = (book[key_of(ground, "pnl", "now", "sum", name)] for name in ("net", "revenue"))
    way = _side(net.value, "a profit of", "a result of", "a result of")
    change = book.get(key_of(ground, "pnl", "change", "sum", "net"))
    text = (
        f"From {{fact:period.now.first}} to {{fact:period.now.last}} {revenue.reference} came in "
        f"as revenue and {way} {net.reference} was left on a cash basis"
    )
    if change is None or not change.value:
        return f"{text}."
    return f"{text}, a change of {change.reference} on the period before."


def _moved(ground: Ground, book: FactBook) -> str:
    """The categories that changed most on the period before."""
    start = key_of(ground, "pnl", "change") + "."
    changed = [
        fact
        for fact in book
        if fact.key.startswith(start)
        and not fact.key.startswith(f"{start}sum.")
        and isinstance(fact.value, int)
        and fact.value
    ]
    changed.sort(key=lambda fact: (-abs(fact.number), fact.key))
    named = "; ".join(
        f"{fact.label.rpartition(',')[0]} by {fact.reference}" for fact in changed[:MOVED]
    )
    return f"Moved most: {named}." if named else ""


def _cash_moved(ground: Ground, book: FactBook) -> str:
    opening, closing = (_ref(ground, "cash", "now", "sum", name) for name in ("opening", "closing"))
    change = book[key_of(ground, "cash", "now", "sum", "change")]
    if not change.value:
        return f"Cash stands at {closing}, as at the beginning."
    way = _side(change.value, "rose", "fell", "")
    return f"Cash {way} from {opening} to {closing}."


def _basis() -> str:
    return "A bill counts on the day that it was paid."


def _side(value: object, above: str, below: str, level: str) -> str:
    if not isinstance(value, int) or value == 0:
        return level
    return above if value > 0 else below


def _ref(ground: Ground, *parts: str) -> str:
    return f"{{fact:{key_of(ground, *parts)}}}"
