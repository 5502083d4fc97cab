"""The facts of an intake: what is filed, paired and left, and each account against its bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cfo.figures import count_fact, day_fact, fact, rows_of
from cfo.ledger.ground import Checked, Ground, Suggested
from kernel.core.facts import Fact, FactBook, Rows

RULES = "cfo.analysis.categorised"
SUGGESTIONS = "cfo.analysis.suggested_categories"
BALANCES = "cfo.analysis.reconciled"
PAIRS = "cfo.analysis.paired_transfers"
MOST_NAMED = 200
"""Lines that a figure names one by one."""


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the run may speak of."""
    book = FactBook()
    for one in [*_counts(ground), *_filed(ground)]:
        book.add(one)
    for suggested in ground.suggested:
        for one in _suggested(ground, suggested):
            book.add(one)
    for checked in ground.checked:
        for one in _account(ground, checked):
            book.add(one)
    return book


def _counts(ground: Ground) -> Iterator[Fact]:
    filed = [at for one in ground.filed for at in one.lines]
    yield _lines(
        ground, "lines.all", "Lines", range(len(ground.rows)), "Every stored line.", named=False
    )
    yield _lines(
        ground, "lines.waiting", "Lines that wait", ground.waiting, "Lines of no category."
    )
    yield _lines(ground, "lines.filed", "Lines filed by rules", filed, "Lines that a rule fits.")
    yield _lines(
        ground, "lines.left", "Lines that still wait", ground.left, "Neither filed nor paired."
    )
    yield fact(
        "pairs.certain", "Transfers paired", len(ground.paired), "count",
        "Lines of opposite amounts on two accounts where nothing else fits.", PAIRS,
    )  # fmt: skip
    yield fact(
        "pairs.doubtful", "Possible transfers", ground.doubtful, "count",
        "Lines that cancel out on two accounts and may be something else.", PAIRS,
    )  # fmt: skip
    yield fact(
        "pairs.alone", "Transfers without their other half", ground.alone, "count",
        "Lines filed as transfers that no line of another account answers.", PAIRS,
    )  # fmt: skip


def _filed(ground: Ground) -> Iterator[Fact]:
    for one in ground.filed:
        yield _lines(
            ground,
            f"{one.key}.lines",
            f"Lines under {one.category}",
            one.lines,
            "Waiting lines that a rule of this category fits.",
        )


def _suggested(ground: Ground, one: Suggested) -> Iterator[Fact]:
    found = one.found
    at = {key: place for place, key in enumerate(ground.rows.key.tolist())}
    lines = [at[key] for key in one.ids]
    yield _lines(
        ground, f"{one.key}.lines", f"Waiting lines of {one.payee}", lines,
        "Lines of this payee and direction.",
    )  # fmt: skip
    values = (
        ("agree", "Filed the same", found.agree, "Earlier lines of this payee filed so."),
        ("of", "Filed before", found.of, "Earlier lines of this payee that have a category."),
    )
    for name, label, value, formula in values:
        yield fact(
            f"{one.key}.{name}", f"{label}, {one.payee}", value, "count", formula, SUGGESTIONS
        )
    yield fact(
        f"{one.key}.sure",
        f"Sure at least, {one.payee}",
        found.sure,
        "fraction",
        "Lower limit of the share that was filed so (Wilson, 95 %).",
        SUGGESTIONS,
    )


def _account(ground: Ground, one: Checked) -> Iterator[Fact]:
    held, found = one.held, one.found
    period = (found.window.first, found.window.last)
    lines = fact(
        f"{one.key}.lines", f"Lines of {held.name}", found.lines, "money",
        "Its lines after the opening balance, added up.", BALANCES,
        rows=(rows_of(found.rows, ground.ledger),), period=period, currency=held.currency,
    )  # fmt: skip
    yield lines
    values = (
        ("computed", "Balance by the lines", found.computed, "Opening balance and lines."),
        ("stated", "Balance by the bank", found.stated, "As the bank states it."),
        ("difference", "Difference", found.difference, "The bank's balance minus that of the "
         "lines."),
    )  # fmt: skip
    for name, label, value, formula in values:
        if value is not None:
            yield fact(
                f"{one.key}.{name}", f"{label}, {held.name}", value, "money", formula, BALANCES,
                lines, period=period, currency=held.currency, inputs=(value, held.opening),
            )  # fmt: skip
    if held.stated_on is not None:
        yield day_fact(
            f"{one.key}.stated_on", f"Stated on, {held.name}", held.stated_on, "By the bank.", lines
        )
    if one.missing:
        yield count_fact(
            f"{one.key}.missing", f"Months without a line, {held.name}", len(one.missing),
            "Months between its first and last line that have none.", lines,
        )  # fmt: skip
        yield day_fact(
            f"{one.key}.missing_from", f"First month without a line, {held.name}",
            one.missing[0], "The first of them.", lines,
        )  # fmt: skip


def _lines(
    ground: Ground, key: str, label: str, lines: Sequence[int], formula: str, *, named: bool = True
) -> Fact:
    """A count of lines; it names them where they are few and of one currency."""
    rows: tuple[Rows, ...] = ()
    if named and 0 < len(lines) <= MOST_NAMED:
        own = ground.lines_of(lines)
        if len(own.currencies()) == 1:
            rows = (rows_of(own.named(), ground.ledger),)
    return fact(key, label, len(lines), "count", formula, RULES, rows=rows)
