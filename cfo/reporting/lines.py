"""The lines of each statement, as keys of facts."""

from __future__ import annotations

from collections.abc import Sequence

from cfo.analysis.statements import SECTIONS
from cfo.reporting import planned, receivable, sold
from cfo.reporting.contracts import StatementLine
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of
from kernel.core.facts import FactBook

UNFILED_WORDS = "Not filed yet"
PNL_HEADS = {
    "revenue": ("Revenue", "revenue"),
    "cogs": ("Cost of goods sold", "gross_profit"),
    "opex": ("Operating costs", ""),
    "payroll": ("Payroll", "operating_profit"),
    "tax": ("Tax", ""),
    "uncategorised": (UNFILED_WORDS, ""),
}
"""The heading of each section, and the sum that follows it."""
SUMS = {
    "revenue": "Revenue",
    "gross_profit": "Gross profit",
    "operating_profit": "Operating profit",
    "net": "Net result",
}
CASH_LINES = (
    ("opening", "Cash at the beginning", "sum"),
    ("operating", "From operations", "line"),
    ("financing", "Financing", "line"),
    ("transfers", "Transfers without their other half", "line"),
    ("uncategorised", UNFILED_WORDS, "line"),
    ("change", "Change of cash", "sum"),
    ("closing", "Cash at the end", "sum"),
)
SOLD_LINES = (
    ("before", "Invoiced before"),
    ("price", "By price"),
    ("volume", "By volume"),
    ("mix", "By mix"),
    ("come_or_gone", "By items that came or went"),
    ("after", "Invoiced"),
)


def columns(ground: Ground) -> list[str]:
    """This period, the one before, the change, and the same months a year ago."""
    names = [ground.now.words]
    if ground.before is not None:
        names += [ground.before.words, "Change"]
    if ground.year_ago is not None:
        names.append(ground.year_ago.words)
    return names


def pnl(ground: Ground, book: FactBook) -> list[StatementLine]:
    """Revenue to net result, each category under its section."""
    lines = []
    for section in SECTIONS[: SECTIONS.index("financing")]:
        own = _categories(ground, book, "pnl", section)
        head, after = PNL_HEADS[section]
        if own and section != "uncategorised":
            lines.append(StatementLine(label=head, level="head"))
        lines += own
        if after:
            lines.append(_sum(ground, book, "pnl", after, SUMS[after]))
    lines.append(_sum(ground, book, "pnl", "net", SUMS["net"]))
    return lines


def cash(ground: Ground, book: FactBook) -> list[StatementLine]:
    """Cash at the beginning, what moved it, cash at the end."""
    lines = []
    for name, label, level in CASH_LINES:
        made = _sum(ground, book, "cash", name, label)
        if level == "line" and not any(_moves(book, key) for key in made.facts):
            continue
        lines.append(made if level == "sum" else made.model_copy(update={"level": "head"}))
        sections = {
            "operating": ("revenue", "cogs", "opex", "payroll", "tax"),
            "financing": ("financing",),
        }
        for section in sections.get(name, ()):
            lines += _categories(ground, book, "cash", section)
    return lines


def budget(ground: Ground, book: FactBook) -> list[StatementLine]:
    """Each category's budget, actual, difference and its share."""
    found = planned.compared(ground)
    if found is None:
        return []
    lines = [
        StatementLine(
            label=row.category or UNFILED_WORDS,
            level="line",
            facts=_known(book, [planned.row_key(ground, row, name) for name in BUDGET_KEYS]),
        )
        for row in planned.in_order(found)
    ]
    keys = [key_of(ground, "budget", "sum", name) for name in BUDGET_KEYS]
    return [*lines, StatementLine(label="All together", level="sum", facts=_known(book, keys))]


BUDGET_COLUMNS = ["Budget", "Actual", "Difference", "Of the budget"]
BUDGET_KEYS = ("budget", "actual", "difference", "share")


def board(ground: Ground, book: FactBook) -> list[StatementLine]:
    """What a board asks first: result, margin, cash; then why sales moved and who owes."""
    lines = [_sum(ground, book, "pnl", name, label) for name, label in SUMS.items()]
    margin = _sum(ground, book, "pnl", "gross_margin", "Gross margin")
    if any(margin.facts):
        lines.insert(2, margin)
    lines.append(_sum(ground, book, "cash", "closing", "Cash at the end"))
    if sold.explained(ground) is not None:
        lines.append(StatementLine(label="Why sales changed", level="head"))
        lines += [
            _single(book, label, key_of(ground, "sold", "sum", name)) for name, label in SOLD_LINES
        ]
    if (owed := receivable.owed(ground)) is not None:
        lines.append(StatementLine(label="What customers owe", level="head"))
        lines += [
            _single(book, receivable.BUCKETS[bucket.name].capitalize(),
                    receivable.bucket_key(ground, bucket.name))
            for bucket in owed.buckets
        ]  # fmt: skip
        lines.append(_single(book, "Owed", key_of(ground, "owed", "open"), "sum"))
        lines.append(_single(book, "Days sales outstanding", key_of(ground, "owed", "dso")))
    payback = key_of(ground, "winning", "payback")
    if payback in book:
        lines.append(StatementLine(label="Winning customers", level="head"))
        lines.append(_single(book, "Cost of a new customer", key_of(ground, "winning", "cac")))
        lines.append(_single(book, "Months until paid back", payback))
    return [line for line in lines if line.level == "head" or any(line.facts)]


def _categories(
    ground: Ground, book: FactBook, statement: str, section: str
) -> list[StatementLine]:
    """A line a category of a section, the largest of this period first."""
    tails: dict[str, tuple[int, str]] = {}
    for period in ("now", "before", "year_ago"):
        start = key_of(ground, statement, period, section) + "."
        for fact in book:
            if fact.key.startswith(start) and fact.key.removeprefix(start) not in tails:
                size = abs(fact.value) if isinstance(fact.value, int) else 0
                label = fact.label.rpartition(",")[0]
                tails[fact.key.removeprefix(start)] = (-size if period == "now" else 0, label)
    return [
        StatementLine(
            label=UNFILED_WORDS if section == "uncategorised" else label,
            level="note" if section == "uncategorised" else "line",
            facts=_across(ground, book, statement, f"{section}.{tail}"),
        )
        for tail, (_, label) in sorted(tails.items(), key=lambda one: one[1])
    ]


def _sum(ground: Ground, book: FactBook, statement: str, name: str, label: str) -> StatementLine:
    facts = _across(ground, book, statement, f"sum.{name}")
    return StatementLine(label=label, level="sum", facts=facts)


def _across(ground: Ground, book: FactBook, statement: str, tail: str) -> list[str]:
    names = ["now"]
    if ground.before is not None:
        names += ["before", "change"]
    if ground.year_ago is not None:
        names.append("year_ago")
    return _known(book, [f"{key_of(ground, statement, name)}.{tail}" for name in names])


def _single(book: FactBook, label: str, key: str, level: str = "line") -> StatementLine:
    return StatementLine(label=label, level=level, facts=_known(book, [key]))  # type: ignore[arg-type]


def _known(book: FactBook, keys: Sequence[str]) -> list[str]:
    return [key if key in book else "" for key in keys]


def _moves(book: FactBook, key: str) -> bool:
    found = book.get(key)
    return found is not None and bool(found.value)
